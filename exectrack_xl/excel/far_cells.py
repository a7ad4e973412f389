"""Refuses a sheet on which one stray cell far out would make the reader fill gigabytes with blanks.

Depends on: errors, schema, excel.metadata.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW, column_number
from exectrack_xl.schema.cells import column_letter

MOST_CELLS = 8_000_000  # of the block from A1 to the last cell that holds a value; of all sheets together

# Most sheets hold no reference of three letters or five digits: then the block is small and nothing is counted.
# The pattern begins with plain text, which is searched for three times faster than a choice of quotes.
_FAR = re.compile(rb"""r="(?<=\sr=")(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{5})""")
_FAR_SINGLE_QUOTED = re.compile(_FAR.pattern.replace(b'"', b"'"))
# Blanks around the sign, as nobody writes them; what stands before the name is looked at last, for it is common.
_SPACED = re.compile(rb"r(?:=(?<=\sr=)\s|(?<=\sr)\s+=)")
# How every program writes cells; where all are written so, no parser is needed to know how far they reach.
_PLAIN_ROW = re.compile(rb'<row r="(\d{1,7})"')
_PLAIN_LETTERS = re.compile(rb'<c r="([A-Z]{1,3})\d{1,7}"')
_PLAIN_DIGITS = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
_UNPLAIN = (b"<c>", b"<c/", b"<c\t", b"<c\n", b"<row>", b"<row/", b"<row\t", b"<row\n", b"<!", b":c ", b":row")
_REFERENCE = re.compile(r"([A-Za-z]+)(\d+)")


def refuse_far_cells(part: bytes, sheet: str, workbook: str) -> None:
    """Do nothing where the sheet is of a size that can be read.

    Raises:
        WorkbookError: a value stands so far out that the sheet cannot be read, or in a cell that cannot exist.
    """
    if not _may_be_far(part) or _is_plain_and_small(part):
        return
    outline = _Outline()
    try:
        outline.read(part)
    except _OffSheetError as cell:
        raise WorkbookError(
            f"{workbook} is damaged: sheet '{sheet}' has a cell {cell}, which Excel does not know."
        ) from None
    except expat.ExpatError:
        return  # the cell reader says what is wrong with it
    if outline.rows * outline.columns > MOST_CELLS:
        cells = " and ".join(sorted({outline.row_cell, outline.column_cell} - {""}))
        raise WorkbookError(
            f"{workbook} cannot be read: sheet '{sheet}' is filled as far out as {cells}. "
            "Delete what stands far from the table, and save."
        )


def _may_be_far(part: bytes) -> bool:
    """Whether a look at every cell is needed: a far reference, or references written as nobody writes them."""
    if _FAR.search(part) is not None or _SPACED.search(part) is not None:
        return True
    return b"'" in part and _FAR_SINGLE_QUOTED.search(part) is not None


def _is_plain_and_small(part: bytes) -> bool:
    """Whether every row and cell says plainly where it stands, and all together reach no further than can be read."""
    if any(unplain in part for unplain in _UNPLAIN):
        return False
    rows, letters = _PLAIN_ROW.findall(part), _PLAIN_LETTERS.findall(part)
    if len(letters) != part.count(b"<c ") or len(rows) != part.count(b"<row "):
        return False
    last = max(map(int, {*rows, *_PLAIN_DIGITS.findall(part)}), default=1)
    columns = max((column_number(one.decode()) for one in set(letters)), default=1)
    return last <= LAST_ROW and columns <= LAST_COLUMN and last * columns <= MOST_CELLS


class _OffSheetError(Exception):
    """A cell that no sheet has."""


@dataclass
class _Outline:
    """The block from A1 to the last filled cell, counted as the cell reader counts."""

    rows: int = 1
    columns: int = 1
    row_cell: str = ""
    column_cell: str = ""
    _row: int = 0
    _column: int = 0
    _cell: str = ""

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "c":
            self._at_cell(attributes.get("r", ""))
        elif local == "row":
            given = attributes.get("r", "")
            self._row, self._column = _number(given) if given.isdecimal() else self._row + 1, 0
        elif local in ("v", "is", "f"):
            self._fill()

    def _at_cell(self, reference: str) -> None:
        place = _REFERENCE.fullmatch(reference)
        self._column = column_number(place[1][:9]) if place else self._column + 1
        if place:
            self._row = _number(place[2])
        self._cell = reference

    def _fill(self) -> None:
        row, column = self._row, self._column
        cell = self._cell or f"{column_letter(min(column, LAST_COLUMN))}{row}"
        if row > LAST_ROW or column > LAST_COLUMN or row < 1:
            raise _OffSheetError(cell[:20])
        if row > self.rows:
            self.rows, self.row_cell = row, cell
        if column > self.columns:
            self.columns, self.column_cell = column, cell


def _number(digits: str) -> int:
    return int(digits) if len(digits) < 10 else LAST_ROW + 1
