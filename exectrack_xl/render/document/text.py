"""What a person typed, as text of a Word document: never as markup, never as a field of the template.

Depends on: nothing.
"""

from __future__ import annotations

import re

LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
# Characters that XML 1.0 cannot hold at all; they show nothing in Excel either.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LETTER = re.compile(r"[^\W\d_]")
# Braces are written as numbers: docxtpl reads some of its own marks in the finished text otherwise.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "{": "&#123;", "}": "&#125;"})


def plain(text: str) -> str:
    """The text with every kind of line end as one, and without characters that no XML file can hold."""
    return _UNWRITABLE.sub("", _NEW_LINE.sub("\n", text))


def content(text: str) -> str:
    """A text inside `w:t`: markup escaped, line ends as `w:br`, tabs as `w:tab`.

    >>> content("R&D <scope>")
    'R&amp;D &lt;scope&gt;'
    """
    return plain(text).translate(_ENTITIES).replace("\n", LINE_BREAK).replace("\t", TAB)


def attribute(text: str) -> str:
    """A text inside an attribute: on one line.

    >>> attribute('a "b"\\nc')
    'a &quot;b&quot; c'
    """
    return " ".join(plain(text).split()).translate(_ENTITIES)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter belongs to a script written from right to left.

    >>> is_right_to_left("12 שלום"), is_right_to_left("Hello שלום")
    (True, False)
    """
    letter = _LETTER.search(text)
    return letter is not None and _RIGHT_TO_LEFT.match(letter.group()) is not None
