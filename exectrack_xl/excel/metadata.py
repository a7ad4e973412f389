"""What a workbook says about itself: its sheets, its tables and where they stand, its defined names.

Cells are read elsewhere, ten times faster; this is what a cell reader leaves out.
Depends on: errors, excel.opening.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.opening import Package

MOST_SHEETS = 1_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of an Excel sheet

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_RELATION = re.compile(r"\}id$")


@dataclass(frozen=True)
class Range:
    """A block of cells; rows and columns counted from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class TablePlace:
    """One Excel table: its name, its range as written, and what of it are headers and totals."""

    name: str
    reference: str
    columns: tuple[str, ...]
    header_rows: int = 1
    total_rows: int = 0


@dataclass(frozen=True)
class SheetPlace:
    """One worksheet: its name, the part its cells stand in, its tables."""

    name: str
    part: str
    hidden: bool
    tables: tuple[TablePlace, ...]


@dataclass(frozen=True)
class Metadata:
    """What a workbook says about itself."""

    sheets: tuple[SheetPlace, ...]
    names: dict[str, str]  # defined name -> what it refers to
    from_1904: bool  # whether dates count from 1904, as they did on old Macs


def read_metadata(package: Package) -> Metadata:
    """The sheets, tables and names of a workbook.

    Raises:
        WorkbookError: a part that describes them is missing or damaged.
    """
    book = package.tree(package.main)
    links = package.related(package.main)
    sheets = []
    listed = book.findall("{*}sheets/{*}sheet")
    if len(listed) > MOST_SHEETS:
        raise WorkbookError(f"{package.name} has more than {MOST_SHEETS:,} sheets, which no tracker has.")
    for element in listed:
        link = next((value for key, value in element.attrib.items() if _RELATION.search(str(key))), "")
        kind, part = links.get(str(link), ("", ""))
        if kind == "worksheet" and package.has(part):
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPlace(element.get("name", ""), part, hidden, _tables(package, part)))
    names = {e.get("name", ""): e.text or "" for e in book.iterfind("{*}definedNames/{*}definedName")}
    properties = book.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "0") in ("1", "true")
    return Metadata(tuple(sheets), names, from_1904)


def range_of(reference: str) -> Range | None:
    """The block a reference names, its corners put in order; None where it is no block of an Excel sheet.

    >>> range_of("D9:A2")
    Range(first_row=2, first_column=1, last_row=9, last_column=4)
    >>> range_of("A2:ZZZ9") is None
    True
    """
    match = _RANGE.fullmatch(reference.strip())
    if match is None:
        return None
    rows = sorted((int(match[2]), int(match[4] or match[2])))
    columns = sorted((column_number(match[1]), column_number(match[3] or match[1])))
    if rows[0] < 1 or rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
        return None
    return Range(rows[0], columns[0], rows[1], columns[1])


@cache
def column_number(letters: str) -> int:
    """The number of a column, counted from 1.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _tables(package: Package, sheet_part: str) -> tuple[TablePlace, ...]:
    parts = {part for kind, part in package.related(sheet_part).values() if kind == "table" and package.has(part)}
    return tuple(_table(package, part) for part in sorted(parts))


def _table(package: Package, part: str) -> TablePlace:
    root = package.tree(part)
    return TablePlace(
        root.get("displayName", "") or root.get("name", ""),
        root.get("ref", ""),
        tuple(column.get("name", "") for column in root.iterfind("{*}tableColumns/{*}tableColumn")),
        0 if root.get("headerRowCount") == "0" else 1,
        1 if root.get("totalsRowCount", "0") not in ("", "0") else 0,
    )
