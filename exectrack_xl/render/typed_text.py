"""What a person typed, as a file can hold it: never markup, nothing dropped unseen. Depends on: nothing."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_IN_ATTRIBUTE = {'"': "&quot;", "\n": " ", "\t": " "}


def clean(text: str) -> str:
    """The text with one kind of line end, and U+FFFD where XML has no place for a character.

    >>> clean("a\\x07b\\r\\nc")
    'a\ufffdb\\nc'
    """
    if text.isprintable():  # as nearly all are: no line end, no control character
        return text
    return _UNWRITABLE.sub("\ufffd", _NEW_LINE.sub("\n", text))


def attribute(text: str) -> str:
    """A text inside an XML attribute or element, on one line.

    >>> attribute('R&D "scope"')
    'R&amp;D &quot;scope&quot;'
    """
    return escape(clean(text), _IN_ATTRIBUTE)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter belongs to a script written from right to left.

    >>> is_right_to_left("1. مرحبا"), is_right_to_left("R-01 مرحبا")
    (True, False)
    """
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
