"""Formulas of cells, and the blocks that array and shared formulas fill.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import meet, overlaps, within, written
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.grid import CellFormula
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_KINDS = frozenset({"normal", "shared", "array", "dataTable"})


def formulas(words: Vocabulary) -> Iterator[Finding]:
    """Formulas that Excel cannot read, or that use what is not there."""
    for sheet in words.book.worksheets:
        shared = {f.element.get("si") for f in sheet.grid.formulas if f.kind == "shared" and f.text}
        for formula in sheet.grid.formulas:
            if formula.text:
                for rule, message in words.faults(formula.text, table=_table_at(words.book, sheet, formula)):
                    yield found(rule, sheet.name, message, cell=formula.cell)
            else:
                yield from _without_text(sheet, formula, shared)
            if formula.kind not in _KINDS:
                yield _at(sheet, formula, "array-range", f"is of the kind '{formula.kind}', which there is not.")


def blocks(book: Book) -> Iterator[Finding]:
    """Array formulas: where they spread, and that they do not meet each other, tables or merged cells."""
    for sheet in book.worksheets:
        areas = []
        for formula in sheet.grid.formulas:
            if formula.kind not in ("array", "dataTable"):
                if formula.kind == "shared" and formula.text and formula.area is None:
                    yield _at(sheet, formula, "shared-formula", "begins a shared formula and names no cells for it.")
                continue
            area = formula.area
            if area is None or not within(formula.place, area):
                yield _at(sheet, formula, "array-range", f"fills '{formula.element.get('ref')}', without its own cell.")
                continue
            areas.append(area)
            for table in book.tables:
                several = ":" in written(area)
                if several and table.sheet.part == sheet.part and table.area is not None and meet(area, table.area):
                    yield _at(sheet, formula, "array-in-table", f"fills {written(area)} in table {table.name}.")
        for one, other in overlaps(areas):
            message = f"its array formula meets the one of {written(one)}."
            yield found("array-overlap", sheet.name, message, cell=written(other))


def _table_at(book: Book, sheet: SheetPart, formula: CellFormula) -> str:
    """The table in which a formula stands; "" where there is none."""
    for table in book.tables:
        if table.sheet.part == sheet.part and table.area is not None and within(formula.place, table.area):
            return table.name
    return ""


def _without_text(sheet: SheetPart, formula: CellFormula, shared: set[str | None]) -> Iterator[Finding]:
    if formula.kind == "shared":
        if formula.element.get("si") is None or formula.element.get("si") not in shared:
            message = f"shares formula no. {formula.element.get('si')}, which no cell holds."
            yield _at(sheet, formula, "shared-formula", message)
    elif formula.kind in ("normal", "array") and formula.element.get("ca") not in ("1", "true"):
        yield _at(sheet, formula, "formula-empty", "holds a formula without text.")


def _at(sheet: SheetPart, formula: CellFormula, rule: str, message: str) -> Finding:
    return found(rule, sheet.name, message, cell=formula.cell)
