"""Finds each table of the schema in a workbook: by its table name, else by its sheet's name and headers.

Depends on: errors, schema, excel.metadata, excel.opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exectrack_xl.errors import Finding, Severity, nearest
from exectrack_xl.excel.metadata import Metadata, Range, SheetPlace, TablePlace, range_of, read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.schema import SHEETS, Profile, Sheet
from exectrack_xl.schema.cells import header_key
from exectrack_xl.schema.versions import FORMER, Former

HEADER_ROWS = 10  # how far down the headers of a sheet without a table are looked for

Grid = Sequence[Sequence[Any]]  # the cells of a sheet from A1 on


@dataclass(frozen=True)
class Home:
    """Where the rows of a sheet of the schema stand: in an Excel table, or on a bare sheet."""

    sheet: Sheet
    place: SheetPlace
    table: TablePlace | None = None


@dataclass(frozen=True)
class Block:
    """The cells of one table, headers first, and where the headers stand (counted from 1)."""

    cells: Grid
    first_row: int
    first_column: int
    findings: tuple[Finding, ...] = ()


def homes(metadata: Metadata, names: Former = FORMER) -> dict[str, Home]:
    """Where each sheet of the schema is found, by its name or a former one; those the workbook lacks are absent."""
    found = {}
    for sheet in SHEETS.values():
        titles = [sheet.title, *(old for old, new in names.sheets.items() if new == sheet.title)]
        ways = (way(sheet, title, metadata) for title in titles for way in (_by_table_name, _by_sheet_name))
        home = next(filter(None, ways), None)
        if home is not None:
            found[sheet.name] = home
    return found


def sheet_names(workbook: Path) -> dict[str, str]:
    """The worksheet on which each sheet of the schema stands, whatever a person has called it.

    Raises:
        WorkbookError: the file cannot be opened.
    """
    return {name: home.place.name for name, home in homes(read_metadata(open_package(workbook))).items()}


def missing(metadata: Metadata, found: dict[str, Home]) -> list[Finding]:
    """A note for each sheet that greets everybody and is not there."""
    taken = {home.place.name for home in found.values()}
    strange = [place.name for place in metadata.sheets if place.name not in taken]
    return [
        Finding(sheet.title, "", "", f"there is no table or sheet '{sheet.title}'.",
                nearest(sheet.title, strange).strip() or "Add it if you want it reported.",
                "table-missing", Severity.NOTE)
        for sheet in SHEETS.values()
        if sheet.name not in found and sheet.profile is Profile.CORE
    ]  # fmt: skip


def copies(metadata: Metadata, found: dict[str, Home]) -> list[Finding]:
    """A warning for each copy of a table, such as Risks3 on sheet 'Risks (2)': its rows are not read."""
    notes = []
    for place in metadata.sheets:
        for table in place.tables:
            home = next((h for h in found.values() if _is_copy(table, h)), None)
            if home is not None:
                message = f"is copied as table '{table.name}' on sheet '{place.name}', which is not read."
                remedy = f"Delete the copy, or move its rows to table '{home.sheet.title}'."
                notes.append(Finding(home.sheet.title, "", "", message, remedy, "table-copied", Severity.WARNING))
    return notes


def block(home: Home, grid: Grid) -> Block:
    """The cells of a table within its sheet's grid."""
    if home.table is not None:
        area = range_of(home.table.reference)
        if area is not None:
            return _of_table(home, home.table, area, grid)
    return _of_sheet(home, grid)


def _by_table_name(sheet: Sheet, title: str, metadata: Metadata) -> Home | None:
    for place in metadata.sheets:
        for table in place.tables:
            if table.name.casefold() == title.casefold():
                return Home(sheet, place, table)
    return None


def _by_sheet_name(sheet: Sheet, title: str, metadata: Metadata) -> Home | None:
    for place in metadata.sheets:
        if place.name.strip().casefold() == title.casefold():
            others = [table for table in place.tables if table.name.casefold() not in _TITLES]
            best = max(others, key=lambda table: _known(sheet, table.columns), default=None)
            usable = best is not None and _known(sheet, best.columns) >= 2
            return Home(sheet, place, best if usable else None)
    return None


def _is_copy(table: TablePlace, home: Home) -> bool:
    stem = table.name.rstrip("0123456789_").casefold()
    if home.table is table or stem != home.sheet.title.casefold() or table.name.casefold() in _TITLES:
        return False
    return 2 * _known(home.sheet, table.columns) >= len(table.columns)


def _of_table(home: Home, table: TablePlace, area: Range, grid: Grid) -> Block:
    left, right = area.first_column - 1, area.last_column
    top, bottom = area.first_row - 1, area.last_row - table.total_rows
    notes = []
    if ":" in table.reference and _ordered(table.reference) is False:
        notes.append(_note(home, f"the table's range {table.reference} is damaged and was read the other way round.",
                           "Save the workbook in Excel.", "table-range", Severity.WARNING))  # fmt: skip
    if not table.total_rows:
        below = _rows_below(home, grid, area, left, right)
        if below:
            rows = f"row {bottom + 1} stands" if below == 1 else f"rows {bottom + 1} to {bottom + below} stand"
            notes.append(_note(home, f"{rows} below the table and was read as part of it." if below == 1
                               else f"{rows} below the table and were read as part of it.",
                               "Drag the table's corner down over it.", "rows-below-table"))  # fmt: skip
            bottom += below
    rows_of_table = _cut(grid[top:bottom], left, right)
    if not table.header_rows:
        return Block([list(table.columns), *rows_of_table], top, left + 1, tuple(notes))
    return Block(rows_of_table, top + 1, left + 1, tuple(notes))


def _cut(rows: Grid, left: int, right: int) -> Grid:
    """The columns from `left` up to `right`; a table as wide as its sheet is passed on as it is."""
    return rows if not rows or (left == 0 and right >= len(rows[0])) else [row[left:right] for row in rows]


def _rows_below(home: Home, grid: Grid, area: Range, left: int, right: int) -> int:
    """How many filled rows touch the table from below: programs other than Excel do not let tables grow."""
    others = [range_of(table.reference) for table in home.place.tables if table is not home.table]
    starts = [other.first_row - 1 for other in others if other is not None and other.first_row > area.last_row]
    end = min([len(grid), *starts])
    count = 0
    while area.last_row + count < end and sum(v != "" for v in grid[area.last_row + count][left:right]) >= 2:
        count += 1
    return count


def _of_sheet(home: Home, grid: Grid) -> Block:
    scores = [_known(home.sheet, row) for row in grid[:HEADER_ROWS]]
    best = max(scores, default=0)
    if best < min(2, len(home.sheet.columns)):
        message = f"has no row of headers in its first {HEADER_ROWS} rows, so that nothing was read."
        return Block([], 1, 1, (_note(home, message, "Write the headers in one row.", "headers-missing",
                                      Severity.ERROR),))  # fmt: skip
    at = scores.index(best)
    note = _note(home, f"has no table '{home.sheet.title}'; read from the headers in row {at + 1}.",
                 f"Make it a table (Ctrl+T) and name it {home.sheet.title}.", "not-a-table")  # fmt: skip
    return Block(grid[at:], at + 1, 1, (note,))


def _known(sheet: Sheet, headers: Sequence[Any]) -> int:
    """How many of the sheet's columns a row of headers holds."""
    present = {header_key(header) for header in headers if type(header) is str}
    return sum(header_key(column.header) in present for column in sheet.columns)


def _ordered(reference: str) -> bool:
    area = range_of(reference)
    first = range_of(reference.partition(":")[0])
    return area is not None and first is not None and (first.first_row, first.first_column) == (
        area.first_row, area.first_column
    )  # fmt: skip


def _note(home: Home, message: str, remedy: str, rule: str, severity: Severity = Severity.NOTE) -> Finding:
    return Finding(home.sheet.title, "", "", message, remedy, rule, severity)


_TITLES = frozenset(sheet.title.casefold() for sheet in SHEETS.values())
