"""Text as a workbook's XML holds it: signs that XML forbids are spelled _x0007_, spaces at the ends are kept.

Depends on: nothing.
"""

from __future__ import annotations

import re

from lxml import etree

LONGEST = 32_767  # UTF-16 units that fit into an Excel cell

_KEEP_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    r"""The text with forbidden signs, and what would be read as one, spelled out.

    >>> escaped("bell \x07"), escaped("_x0041_")
    ('bell _x0007_', '_x005F_x0041_')
    """
    safe = _SPELLED.sub(lambda match: f"_x005F{match[0]}", text)
    return _FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", safe)


def meant(text: str) -> str:
    r"""The text that an escaped one stands for.

    >>> meant("bell _x0007_"), meant("_x005F_x0041_")
    ('bell \x07', '_x0041_')
    """
    return _SPELLED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def put_text(element: etree._Element, text: str) -> None:
    """Make this the text of an element, spaces and line breaks kept."""
    element.text = escaped(text)
    if text != text.strip() or "\n" in text or "  " in text:
        element.set(_KEEP_SPACE, "preserve")


def utf16_length(text: str) -> int:
    """How long Excel takes a text to be: an emoji counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
