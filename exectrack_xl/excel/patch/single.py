"""Applies the edits of single cells: typed values, and values that formulas show.

Depends on: errors, excel.metadata, excel.patch.
"""

from __future__ import annotations

import math
import re
from datetime import date

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import Range, range_of
from exectrack_xl.excel.patch.edits import SetCached, SetValue, Value
from exectrack_xl.excel.patch.ranges import cell_name, overlap
from exectrack_xl.excel.patch.values import Content, Element, content_of, put_cached, put_value, shown
from exectrack_xl.excel.patch.workbook import Place, Target, place_name

_NEWER_FUNCTION = re.compile(r"_xl(?:fn|ws|udf)\.", re.IGNORECASE)


def set_value(target: Target, edit: SetValue) -> None:
    """Put a typed value into a cell.

    Raises:
        WorkbookError: the cell holds a formula, a table's head or totals, or lies hidden in a merged one.
    """
    place = _place(target, edit.sheet, edit.cell)
    _refuse_formula(target, place)
    _refuse_table_frame(target, place)
    write(target, place, edit.value)


def set_cached(target: Target, edit: SetCached) -> None:
    """Renew what a formula cell shows.

    Raises:
        WorkbookError: the cell holds no formula, and the edit does not say which one it means.
    """
    if edit.formula and not target.has_sheet(edit.sheet):
        target.left.append(f"{edit.sheet}!{edit.cell}")
        return
    if _is_shown(target, edit):
        return
    place = _place(target, edit.sheet, edit.cell)
    cell = target.cells(place[0]).cell(place[1], place[2])
    formula = cell.find("{*}f") if cell is not None else None
    if edit.formula and (formula is None or not same_formula(formula.text or "", edit.formula)):
        target.left.append(place_name(place))
        return
    if formula is None:
        raise WorkbookError(f"{place_name(place)} holds no formula, so that it has no result to renew.")
    write_cached(target, place, edit.value, cell)


def _is_shown(target: Target, edit: SetCached) -> bool:
    """Whether the file shows this value already, as can be told without its tree: then nothing is left to do."""
    cell = (target.written(edit.sheet) or {}).get(edit.cell)
    if cell is None or (edit.formula and not same_formula(cell.formula, edit.formula)):
        return False
    place, shown_in_file = (target.name_of(edit.sheet), cell.row, cell.column), cell.shown
    wanted = content_of(edit.value, f"{edit.sheet}!{edit.cell}", target.from_1904)
    if place in target.changed or shown_in_file is None or not _same(shown_in_file, wanted):
        return False
    target.recomputed.add(place)
    return True


def write(target: Target, place: Place, value: Value) -> None:
    """Put a typed value into a cell of which it is known that it may be written to."""
    sheet, row, column = place
    cells = target.cells(sheet)
    content = content_of(value, place_name(place), target.from_1904)
    cell = cells.cell(row, column)
    style = cells.style(row, column)
    wanted = target.styles.for_date(style, value) if isinstance(value, date) else style
    if (shown(cell, target.strings) if cell is not None else ("", "")) == content and wanted == style:
        return
    cell = cells.make(row, column)
    put_value(cell, content, target.strings)
    if wanted != style:
        cell.set("s", str(wanted))
    cells.state_extent(Range(row, column, row, column))
    target.touch(*place)


def write_cached(target: Target, place: Place, value: Value, cell: Element | None = None) -> None:
    """Renew what a formula cell shows, where it shows something else; `cell` is the element, where it is at hand."""
    sheet, row, column = place
    if cell is None:
        cell = target.cells(sheet).make(row, column)
    content = content_of(value, place_name(place), target.from_1904)
    if cell.find("{*}v") is None or not _same(shown(cell, target.strings), content):
        put_cached(cell, content, target.strings)
        target.touch(*place)
    target.recomputed.add(place)


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas differ in nothing but case, spaces and prefixes of newer functions.

    >>> same_formula("_xlfn.IFS(Risks[[#This Row],[Impact]]=3, 1)", "ifs(Risks[[#This Row],[Impact]]=3,1)")
    True
    """
    return one == other or bare_formula(one) == bare_formula(other)


def _same(one: Content, other: Content) -> bool:
    """Whether two results are the same; numbers may differ in the last digits, as Excel's and Python's do."""
    if one[0] == other[0] == "n":
        return math.isclose(float(one[1]), float(other[1]), rel_tol=1e-12, abs_tol=1e-12)
    return one == other


def bare_formula(formula: str) -> str:
    """A formula without what differs between two ways of writing it: case, spaces, prefixes of newer functions."""
    return "".join(_NEWER_FUNCTION.sub("", formula).split()).lstrip("=").casefold()


def _place(target: Target, sheet: str, address: str) -> Place:
    """The cell that an address names, its sheet under the name it bears.

    Raises:
        WorkbookError: no cell bears such an address, or the workbook has no such sheet.
    """
    area = None if ":" in address else range_of(address)
    if area is None:
        raise WorkbookError(f"'{address}' is not a cell of an Excel sheet. Write G14, for instance.")
    return target.name_of(sheet), area.first_row, area.first_column


def _refuse_formula(target: Target, place: Place) -> None:
    sheet, row, column = place
    cells = target.cells(sheet)
    area = Range(row, column, row, column)
    cell = cells.cell(row, column)
    if cell is not None and cell.find("{*}f") is not None:
        raise WorkbookError(f"{place_name(place)} holds a formula, which is not written over. Delete it first.")
    if cells.in_array(area):
        raise WorkbookError(f"{place_name(place)} is filled by an array formula, which is not written over.")
    for merged in cells.merged:
        if overlap(area, merged) and (row, column) != (merged.first_row, merged.first_column):
            first = cell_name(merged.first_row, merged.first_column)
            raise WorkbookError(f"{place_name(place)} lies hidden in a merged cell. Write to {sheet}!{first} instead.")


def _refuse_table_frame(target: Target, place: Place) -> None:
    sheet, row, column = place
    for table in target.tables:
        if table.sheet != sheet:
            continue
        area = table.area
        if not overlap(area, Range(row, column, row, column)):
            continue
        if table.header_rows and row == area.first_row:
            raise WorkbookError(f"{place_name(place)} is a column head of table {table.name}. Rename it in Excel.")
        if table.total_rows and row == area.last_row:
            raise WorkbookError(f"{place_name(place)} belongs to the totals of table {table.name}. Change it in Excel.")
