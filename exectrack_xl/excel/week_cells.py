"""The list of the week and the checklist as edits of a workbook a person works in: lines renewed, added, taken away.

Depends on: metrics, excel.build, excel.file, excel.metadata, excel.opening, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from exectrack_xl.excel.build import checklist, week
from exectrack_xl.excel.file import ReadBook, grids
from exectrack_xl.excel.metadata import SheetPlace, TablePlace, range_of, read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.patch import AppendRows, Edit, RemoveRows, SetCached, SetValue, ShowSheet
from exectrack_xl.excel.patch.single import same_formula
from exectrack_xl.metrics import Engine
from exectrack_xl.schema.cells import column_letter


def week_cells(book: ReadBook, engine: Engine) -> list[Edit]:
    """What makes the sheet "This week" true again; the engine judges at the status date of Settings.

    A workbook without that table, made by an older version or another program, gets none. The sheet comes to the
    front of hidden ones as soon as something is in the tracker.

    Raises:
        WorkbookError: the sheet cannot be read.
    """
    found = [(place, table) for place in book.metadata.sheets for table in place.tables if table.name == week.TABLE]
    if not found:
        return []
    place, table = found[0]
    dated = engine.tracker.settings.day("status_date") is not None
    rows = week.week_rows(engine, dated=dated)
    empty = week.is_empty(engine.tracker)
    edits: list[Edit] = list(_lines(place, table, rows or [week.blank_row()]))
    said = week.summary(rows, dated=dated, is_empty=empty)
    for cell in book.package.tree(place.part).iter("{*}c"):
        if same_formula(cell.findtext("{*}f") or "", week.summary_formula()):
            edits.append(SetCached(place.name, cell.get("r", ""), said, week.summary_formula()))
    if place.hidden and not empty:
        edits.append(ShowSheet(place.name))
    return edits


def checklist_cells(book: ReadBook, engine: Engine) -> list[SetValue]:
    """What makes the checklist of the Start sheet true again; its lines are found by item, its columns by head.

    Raises:
        WorkbookError: the sheet cannot be read.
    """
    edits: list[SetValue] = []
    for place in book.metadata.sheets:
        for table in (table for table in place.tables if table.name == checklist.TABLE):
            area = range_of(table.reference)
            if area is None or not set(checklist.HEADERS) <= set(table.columns):
                continue
            columns = {head: area.first_column + table.columns.index(head) for head in checklist.HEADERS}
            rows = grids(book.package, [place])[place.name][: area.last_row]
            lines = {str(row[columns["Item"] - 1]): at for at, row in enumerate(rows, 1) if at > area.first_row}
            for values in checklist.checklist_rows(engine):
                told = dict(zip(checklist.HEADERS, values, strict=True))
                if told["Item"] in lines:
                    edits += [
                        SetValue(place.name, f"{column_letter(columns[head])}{lines[told['Item']]}", told[head])
                        for head in ("State", checklist.HEADERS[-1])
                    ]
    return edits


def listed_rows(workbook: Path, lines: Iterable[int]) -> list[tuple[str, str]]:
    """Sheet and ID of the rows behind these lines (rows of the sheet, from 1) of the list of the week.

    Raises:
        WorkbookError: the file cannot be opened.
    """
    package = open_package(workbook)
    metadata = read_metadata(package)
    found = []
    for place in metadata.sheets:
        for table in (table for table in place.tables if table.name == week.TABLE):
            area, wanted = range_of(table.reference), set(lines)
            if area is None or not {"Sheet", "ID"} <= set(table.columns):
                continue
            sheet, identity = (area.first_column - 1 + table.columns.index(head) for head in ("Sheet", "ID"))
            rows = grids(package, [place])[place.name]
            body = range(area.first_row + table.header_rows, min(area.last_row, len(rows)) + 1)
            found += [(str(rows[at - 1][sheet]), str(rows[at - 1][identity])) for at in body if at in wanted]
    return [row for row in found if row[0]]


def _lines(place: SheetPlace, table: TablePlace, rows: list[dict[str, Any]]) -> Iterator[Edit]:
    """The edits of the table: as many lines as there are rows."""
    area = range_of(table.reference)
    assert area is not None  # the metadata gives a table's range as it was found
    first, last = area.first_row + table.header_rows, area.last_row - table.total_rows
    kept = min(len(rows), last - first + 1)
    letters = {name: column_letter(at) for at, name in enumerate(table.columns, area.first_column)}
    for line, row in enumerate(rows[:kept], first):
        yield from _line(place.name, letters, line, row)
    if len(rows) > kept:
        yield AppendRows(table.name, tuple(_by_header(row, letters) for row in rows[kept:]))
    if first + kept <= last:
        yield RemoveRows(table.name, frozenset(range(first + kept, last + 1)))


def _line(sheet: str, letters: dict[str, str], line: int, row: dict[str, Any]) -> Iterator[Edit]:
    worked = week.formulas()
    for column in week.COLUMNS:
        if column.header not in letters:
            continue
        cell, value = f"{letters[column.header]}{line}", row[column.name]
        if column.name in worked:
            yield SetCached(sheet, cell, value, worked[column.name])
        else:
            yield SetValue(sheet, cell, value)


def _by_header(row: dict[str, Any], letters: dict[str, str]) -> dict[str, Any]:
    return {column.header: row[column.name] for column in week.COLUMNS if column.header in letters}
