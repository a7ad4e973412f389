"""Lets a table end in another row: its range and filter, its totals, and the rules of the sheet that covered it.

Depends on: errors, excel.metadata, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import range_of
from exectrack_xl.excel.patch.cells import Element
from exectrack_xl.excel.patch.formulas import has_addresses
from exectrack_xl.excel.patch.ranges import Growth, cell_name, grown, range_text
from exectrack_xl.excel.patch.workbook import TableHome, Target

_RULES = ("dataValidation", "conditionalFormatting", "ignoredError", "protectedRange")


def resize(target: Target, table: TableHome, last: int) -> None:
    """Let the table's values end in row `last`; the cells that enter or leave it are not touched.

    Raises:
        WorkbookError: its totals name cells by address and cannot be moved.
    """
    body = table.body
    growth = Growth(body.first_column, body.last_column, body.last_row, last)
    if table.total_rows:
        _move_totals(target, table, last + 1)
    _state_ranges(target, table, last)
    if last > body.last_row and _extend_rules(target.parts.tree(target.part_of(table.sheet)), growth):
        target.parts.touch(target.part_of(table.sheet))


def _move_totals(target: Target, table: TableHome, to: int) -> None:
    cells, area = target.cells(table.sheet), table.area
    for column in range(area.first_column, area.last_column + 1):
        cell = cells.cell(area.last_row, column)
        formula = cell.find("{*}f") if cell is not None else None
        if formula is not None:
            _move_formula(target, table, formula, cell_name(area.last_row, column), cell_name(to, column))
        if cell is not None:
            cells.move(area.last_row, column, to)
            target.touch(table.sheet, area.last_row, column)
            target.touch(table.sheet, to, column)
    old = replace(area, first_row=area.last_row)
    target.moved.append((table.name, table.sheet, old, replace(old, first_row=to, last_row=to)))
    cells.state_extent(replace(area, last_row=to))


def _move_formula(target: Target, table: TableHome, formula: Element, old: str, new: str) -> None:
    if formula.get("t") == "shared" or has_addresses(formula.text or ""):
        raise WorkbookError(
            f"{table.sheet}!{old}: this total of table {table.name} names cells by address and would miss the "
            "new rows. Choose it again from the list that the cell offers in Excel."
        )
    if formula.get("ref"):
        formula.set("ref", new)
    target.drop_calculation_order()


def _state_ranges(target: Target, table: TableHome, last: int) -> None:
    """Write the new range into the table's own part."""
    area, body = table.area, table.body
    for element in table.root.iterfind(".//*[@ref]"):
        known = range_of(element.get("ref", ""))
        if known is not None and known.last_row == body.last_row:
            element.set("ref", range_text(replace(known, last_row=last)))
    table.root.set("ref", range_text(replace(area, last_row=last + table.total_rows)))
    target.parts.touch(table.part)


def _extend_rules(sheet: etree._Element, growth: Growth) -> bool:
    """Extend validations and conditional formats that covered the last row; whether any did not reach far enough."""
    changed = False
    for rule in _ruled(sheet):
        if "sqref" in rule.attrib:
            wide = grown(rule.get("sqref", ""), growth)
            if wide != " ".join(rule.get("sqref", "").split()):
                rule.set("sqref", wide)
                changed = True
        for element in rule.iterfind("{*}sqref"):  # as Excel 2010 and later write rules with other sheets' cells
            wide = grown(element.text or "", growth)
            if wide != " ".join((element.text or "").split()):
                element.text, changed = wide, True
    return changed


def _ruled(sheet: etree._Element) -> Iterator[Element]:
    for name in _RULES:
        yield from sheet.iter(f"{{*}}{name}")
