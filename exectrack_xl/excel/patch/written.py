"""The formula cells of a sheet, read straight from its text: most of them need no change, and then no tree.

Spreadsheet programs write cells plainly, `<c r="B2" t="str"><f>…</f><v>…</v></c>`; a sheet with a formula cell written
in any other way gives no answer here, and is read as XML. Depends on: excel.metadata, excel.patch.values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import unescape

from exectrack_xl.excel.metadata import column_number
from exectrack_xl.excel.patch.values import Content, content_told

_CELLS = re.compile(r"<sheetData>(.*)</sheetData>", re.DOTALL)
_FORMULA = re.compile(r"<f[\s/>]")
_CELL = re.compile(
    r'<c r="(?P<letters>[A-Z]{1,3})(?P<row>[1-9]\d{0,6})"(?P<about>[^<>]*)>'
    r"(?P<formula><f(?P<kind>(?:\s[^<>]*?)?)(?:/>|>(?P<text>[^<]*)</f>))"
    r"(?:<v(?:\s[^<>/]*)?>(?P<value>[^<]*)</v>)?</c>"
)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_STRANGE = ("&#", "\r", "<!")  # what a reader of XML would turn into something else
_PREFIXED = re.compile(r":f[\s/>]")  # a formula with a namespace written before it
_UTF8 = re.compile(rb"\s*(?:<\?xml[^>]*?\?>)?", re.IGNORECASE)
_QUOTES = {"&quot;": '"', "&apos;": "'"}


class Written(NamedTuple):
    """A formula cell as the file has it, its texts still escaped."""

    row: int
    column: int
    about_cell: str  # the attributes of the cell but for its address
    about_formula: str
    text: str
    value: str | None

    @property
    def formula(self) -> str:
        """The formula without "="; "" where another cell holds it for this one, too."""
        return _plain(self.text)

    @property
    def shared(self) -> str | None:
        """The number of the formula that it shares with other cells; None where it has one of its own."""
        about = _attributes(self.about_formula)
        return about.get("si", "") if about.get("t") == "shared" else None

    @property
    def shown(self) -> Content | None:
        """What the cell shows; None where that stands elsewhere, or nowhere."""
        kind = _attributes(self.about_cell).get("t", "n")
        return None if self.value is None or kind in ("s", "inlineStr") else content_told(kind, _plain(self.value))


def formula_cells(part: bytes) -> Mapping[str, Written] | None:
    """The formula cells of a worksheet part by address, in their order; None where it is not written plainly.

    >>> part = b'<worksheet><sheetData><row r="2"><c r="B2" t="str"><f>A2&amp;"."</f><v>a.</v></c></row></sheetData>'
    >>> found = formula_cells(part)["B2"]
    >>> found.formula, found.shown
    ('A2&"."', ('text', 'a.'))
    """
    declaration = _UTF8.match(part)
    if declaration is None or (b"encoding" in declaration[0] and b"utf-8" not in declaration[0].lower()):
        return None
    try:
        cells = _CELLS.search(part.decode())
    except UnicodeDecodeError:
        return None
    if cells is None:
        return {} if b"<sheetData/>" in part else None
    text = cells[1]
    if any(mark in text for mark in _STRANGE) or _PREFIXED.search(text):
        return None
    found = {}
    for formula in _FORMULA.finditer(text):
        cell = _CELL.match(text, text.rfind("<c ", 0, formula.start()))
        if cell is None or cell.start("formula") != formula.start():
            return None
        found[cell["letters"] + cell["row"]] = Written(
            int(cell["row"]), column_number(cell["letters"]), cell["about"], cell["kind"], cell["text"] or "",
            cell["value"],
        )  # fmt: skip
    return found


@lru_cache(maxsize=1000)
def _attributes(text: str) -> Mapping[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def _plain(text: str) -> str:
    return unescape(text, _QUOTES) if "&" in text else text
