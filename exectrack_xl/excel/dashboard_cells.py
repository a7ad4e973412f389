"""What dashboards and the Results table show for a tracker, as edits of a workbook a person works in.

Rows of the Results table are found by key, every other cell by its formula: one that a person changed stays.
Depends on: metrics, excel.build, excel.file, excel.metadata, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exectrack_xl.excel.build import has_macros, start
from exectrack_xl.excel.build.content import Content
from exectrack_xl.excel.build.dashboards import results_sheet
from exectrack_xl.excel.build.dashboards.canvas import CHOICE_CELL
from exectrack_xl.excel.build.dashboards.pages import TITLES, Chosen, write_dashboards
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.formulas import FormulaBook
from exectrack_xl.excel.build.settings import status_line
from exectrack_xl.excel.file import ReadBook, grids
from exectrack_xl.excel.metadata import TablePlace, column_number, range_of
from exectrack_xl.excel.patch import Edit, SetCached, SetValue
from exectrack_xl.excel.patch.single import bare_formula
from exectrack_xl.metrics import Engine
from exectrack_xl.schema.cells import CellError, column_letter

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class _Found:
    """The Results table as it stands in a workbook: its sheet, where its columns are, and the line of each key."""

    sheet: str
    columns: dict[str, str]  # header -> letters
    lines: dict[str, int]  # key -> row of the sheet, from 1


def dashboard_cells(book: ReadBook, engine: Engine) -> list[Edit]:
    """The last good values with their date, and what every formula of Start and the dashboards works out to.

    The engine judges at the status date of Settings, as these pages do.
    """
    wanted = {*TITLES.values(), results_sheet.TITLE}
    places = [place for place in book.metadata.sheets if place.name in wanted]
    tables = [(place.name, table) for place in places for table in place.tables if table.name == results_sheet.TITLE]
    of_start: list[Edit] = list(_start_cells(book))
    if not tables:
        return of_start
    cells = grids(book.package, places)
    sheet, table = tables[0]
    pages = FormulaBook(live=has_macros(Path(book.package.name)))
    dated = engine.tracker.settings.day("status_date") is not None
    results = write_dashboards(pages, engine, dated=dated, chosen=_chosen(cells))
    there = {place.name for place in book.metadata.sheets}  # a workbook built earlier lacks some pages
    built = [SetCached(found.sheet, found.cell, found.value, found.formula) for found in pages.formulas()]
    shown = [edit for edit in built if edit.sheet in there]
    return [
        *of_start,
        *_kept(_found(sheet, table, cells[sheet]), results, shown, cells[sheet]),
        *(edit for edit in shown if edit.sheet != results_sheet.TITLE),
    ]


def _start_cells(book: ReadBook) -> Iterator[SetCached]:
    """The cells of the Start sheet, by their formulas."""
    place = next((place for place in book.metadata.sheets if place.name == start.TITLE), None)
    if place is None:
        return
    content = Content({name: area.cells for name, area in book.blocks.items() if name != "snapshots"}, None)
    content = replace(content, status_date=content.settings.day("status_date"))
    values = {
        bare_formula(formula): value for formula, value in start.start_values(content, status_line(content)).items()
    }
    for cell in book.package.tree(place.part).iter("{*}c"):
        formula = cell.findtext("{*}f") or ""
        if bare_formula(formula) in values:
            yield SetCached(place.name, cell.get("r", ""), values[bare_formula(formula)], formula)


def _kept(found: _Found, results: Results, shown: list[SetCached], cells: Cells) -> Iterator[Edit]:
    """The edits of the Results table, by key; typed values only where the table holds others."""
    live = {edit.cell: edit for edit in shown if edit.sheet == results_sheet.TITLE}
    for number, row in enumerate(results.rows, results_sheet.FIRST_ROW):
        line = found.lines.get(row.key)
        if line is None:
            continue
        for header, value in ((results_sheet.GOOD_HEADER, row.value), (results_sheet.DATE_HEADER, results.as_of)):
            place, row_cells = found.columns[header], cells[line - 1]
            held = row_cells[column_number(place) - 1] if column_number(place) <= len(row_cells) else ""
            if held != ("" if value is None else value) or isinstance(held, CellError):
                yield SetValue(found.sheet, f"{place}{line}", value)
        for at in (results_sheet.LIVE, results_sheet.SHOWN):
            letter = found.columns.get(results_sheet.HEADERS[at])
            built = live.get(f"{column_letter(at + 1)}{number}")
            if letter and built:
                yield SetCached(found.sheet, f"{letter}{line}", built.value, built.formula)


def _found(sheet: str, table: TablePlace, cells: Cells) -> _Found:
    area = range_of(table.reference)
    assert area is not None  # the metadata gives a table's range as it was found
    columns = {name: column_letter(at) for at, name in enumerate(table.columns, area.first_column)}
    first = area.first_row + table.header_rows
    keys = (cells[line - 1][area.first_column - 1] for line in range(first, min(area.last_row, len(cells)) + 1))
    return _Found(sheet, columns, {str(key): line for line, key in enumerate(keys, first) if key})


def _chosen(cells: dict[str, Any]) -> Chosen:
    """The period that a person chose on each dashboard."""
    area = range_of(CHOICE_CELL)
    assert area is not None
    row, column = area.first_row - 1, area.first_column - 1
    typed = {}
    for name, page in TITLES.items():
        rows = cells.get(page, [])
        if row < len(rows) and column < len(rows[row]):
            typed[name] = rows[row][column]
    return Chosen.typed(typed)
