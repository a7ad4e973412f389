"""Adds rows to an Excel table and takes rows out, with everything on the sheet that must follow.

Depends on: errors, schema, excel.metadata, excel.patch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from exectrack_xl.errors import WorkbookError, nearest
from exectrack_xl.excel.metadata import LAST_ROW, Range
from exectrack_xl.excel.patch.cells import Cells, Element
from exectrack_xl.excel.patch.edits import AppendRows, RemoveRows, Value
from exectrack_xl.excel.patch.extent import resize
from exectrack_xl.excel.patch.formulas import ColumnFormula, column_formulas
from exectrack_xl.excel.patch.ranges import cell_name, overlap
from exectrack_xl.excel.patch.single import write, write_cached
from exectrack_xl.excel.patch.values import shown
from exectrack_xl.excel.patch.workbook import Place, TableHome, Target
from exectrack_xl.schema.cells import header_key


def append_rows(target: Target, edit: AppendRows) -> None:
    """Add rows beneath the last one of a table; blank rows at its end are filled first.

    Raises:
        WorkbookError: the table or a column is not there, or something stands where the rows must go.
    """
    if not edit.rows:
        return
    table = target.table(edit.table)
    _refuse_linked(table)
    places = _places(table, edit.rows)
    cells = target.cells(table.sheet)
    first = _first_free(table, cells, target)
    body = table.body
    last = first + len(edit.rows) - 1
    styles = _styles(table, cells)
    filling = _Filling(target, table, column_formulas(table, cells), styles, body.last_row)
    if last > body.last_row:
        _grow(target, table, last)
    for row, values in enumerate(edit.rows, first):
        filling.fill(row, {places[header_key(header)]: value for header, value in values.items()})
    if table.root.attrib.pop("insertRow", ""):
        target.parts.touch(table.part)
    cells.state_extent(Range(body.first_row, body.first_column, last, body.last_column))


def remove_rows(target: Target, edit: RemoveRows) -> None:
    """Take rows out of a table; those beneath move up within it, and one blank row stays of an empty one.

    Raises:
        WorkbookError: the table is not there, has no such rows, or holds formulas that would have to move.
    """
    table = target.table(edit.table)
    _refuse_linked(table)
    body, cells = table.body, target.cells(table.sheet)
    if not edit.lines <= set(range(body.first_row, body.last_row + 1)):
        raise WorkbookError(f"Table {table.name} has no row {min(edit.lines - set(_lines(body)))} to take out.")
    if not edit.lines:
        return
    kept = [row for row in _lines(body) if row not in edit.lines]
    if any(overlap(body, Range(row, column, row, column)) for row, column, _ in cells.formulas()):
        if not kept or kept[-1] > min(edit.lines) or cells.in_array(body):
            raise WorkbookError(f"Table {table.name} holds formulas. Delete its rows in Excel.")
        target.drop_calculation_order()
    for to, row in enumerate(kept, body.first_row):
        if to != row:
            _move(target, table, row, to)
    end = max(body.first_row, body.first_row + len(kept) - 1)
    _clear(target, table, body.first_row + len(kept), body.last_row, end)
    if end < body.last_row:
        resize(target, table, end)


def _places(table: TableHome, rows: tuple[Mapping[str, Value], ...]) -> dict[str, int]:
    """The column of the sheet under each header."""
    first = table.area.first_column
    places: dict[str, int] = {}
    for column, header in enumerate(table.headers, first):
        places.setdefault(header_key(header), column)
    for row in rows:
        for header in row:
            if header_key(header) not in places:
                hint = nearest(header, table.headers)
                raise WorkbookError(f"Table {table.name} has no column '{header}'.{hint}")
    return places


def _first_free(table: TableHome, cells: Cells, target: Target) -> int:
    """The first of the blank rows at the table's end, or the row beneath the last."""
    body = table.body
    row = body.last_row
    while row >= body.first_row and _is_blank(cells.in_row(row), body, target):
        row -= 1
    return row + 1


def _is_blank(row: dict[int, Element], body: Range, target: Target) -> bool:
    typed = (cell for column, cell in row.items() if body.first_column <= column <= body.last_column)
    return all(cell.find("{*}f") is not None or shown(cell, target.strings) == ("", "") for cell in typed)


def _styles(table: TableHome, cells: Cells) -> dict[int, int]:
    """The cell format of each column in the table's last row of values."""
    body = table.body
    columns = range(body.first_column, body.last_column + 1)
    return {column: cells.style(body.last_row, column) for column in columns}


@dataclass(frozen=True)
class _Filling:
    """How the rows of one table are filled."""

    target: Target
    table: TableHome
    formulas: dict[int, ColumnFormula]
    styles: dict[int, int]  # by column
    old_last: int  # the last row of values before the table grew: the model of all new ones

    def fill(self, row: int, given: Mapping[int, Value]) -> None:
        """Fill a row with values by column, and with the table's formulas."""
        cells = self.target.cells(self.table.sheet)
        if row > self.old_last:
            cells.look_like(row, self.old_last)
            for column, style in self.styles.items():
                cells.make(row, column).attrib.update({"s": str(style)})
            self.target.parts.touch(self.target.part_of(self.table.sheet))
        for column in self.styles:
            self._cell(row, column, given.get(column))

    def _cell(self, row: int, column: int, value: Value) -> None:
        """Fill one cell: with a value, or with the column's formula and what it works out to."""
        place = (self.table.sheet, row, column)
        formula = self.formulas.get(column)
        found = self.target.cells(self.table.sheet).cell(row, column)
        stands = found is not None and found.find("{*}f") is not None
        if formula is None and not stands:
            write(self.target, place, value)
            return
        if formula is not None and not stands:
            _add_formula(self.target, place, formula)
        if value is None:
            self.target.unknown.add(place)
        else:
            write_cached(self.target, place, value)


def _add_formula(target: Target, place: Place, formula: ColumnFormula) -> None:
    sheet, row, column = place
    cell = target.cells(sheet).make(row, column)
    made = cell.makeelement(f"{{{etree.QName(cell).namespace}}}f")
    made.text = formula.at(row, column)
    if formula.is_array:
        made.set("t", "array")
        made.set("ref", cell_name(row, column))
    cell.insert(0, made)
    target.drop_calculation_order()
    target.touch(*place)


def _grow(target: Target, table: TableHome, last: int) -> None:
    """Let the table end further down, its totals beneath its new last row."""
    body, cells = table.body, target.cells(table.sheet)
    bottom = last + table.total_rows
    if bottom > LAST_ROW:
        raise WorkbookError(f"Table {table.name} would reach beyond the last row of a sheet. Archive old rows first.")
    room = Range(table.area.last_row + 1, body.first_column, bottom, body.last_column)
    for row in range(room.first_row, room.last_row + 1):
        for column, cell in sorted(cells.in_row(row).items()):
            if room.first_column <= column <= room.last_column and (
                cell.find("{*}f") is not None or shown(cell, target.strings) != ("", "")
            ):
                raise _in_the_way(table, f"{cell_name(row, column)} is filled")
    others = (other for other in target.tables if other is not table and other.sheet == table.sheet)
    for other in others:
        if overlap(other.area, room):
            raise _in_the_way(table, f"table {other.name} stands there")
    if any(overlap(area, room) for area in cells.merged) or cells.in_array(room):
        raise _in_the_way(table, "cells there are merged or filled by an array formula")
    resize(target, table, last)


def _in_the_way(table: TableHome, what: str) -> WorkbookError:
    return WorkbookError(
        f"{table.sheet}: table {table.name} cannot grow, {what} directly below it. "
        "Move that further down, or into the table."
    )


def _move(target: Target, table: TableHome, row: int, to: int) -> None:
    """Put the cells of one row of a table into another, in place of what stands there."""
    body, cells = table.body, target.cells(table.sheet)
    for column in range(body.first_column, body.last_column + 1):
        old = cells.cell(to, column)
        target.strings.count(-1 if old is not None and old.get("t") == "s" else 0)
        if cells.cell(row, column) is None:
            cells.take(to, column)
        else:
            cells.move(row, column, to)
        target.touch(table.sheet, to, column)


def _clear(target: Target, table: TableHome, first: int, last: int, end: int) -> None:
    """Leave nothing in these rows; a row that stays in the table, its last being `end`, keeps its look."""
    body, cells = table.body, target.cells(table.sheet)
    for row in range(first, last + 1):
        for column in range(body.first_column, body.last_column + 1):
            if row <= end:
                write(target, (table.sheet, row, column), None)
                continue
            gone = cells.take(row, column)
            target.strings.count(-1 if gone is not None and gone.get("t") == "s" else 0)
            target.touch(table.sheet, row, column)


def _refuse_linked(table: TableHome) -> None:
    if table.root.get("tableType", "worksheet") != "worksheet":
        raise WorkbookError(f"Table {table.name} is filled by a query, which would replace what is written into it.")


def _lines(body: Range) -> range:
    return range(body.first_row, body.last_row + 1)
