"""The formulas that a table's rows share: found in its description or in its last rows, fitted to a new row.

Depends on: excel.patch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exectrack_xl.excel.patch.cells import Cells, Element
from exectrack_xl.excel.patch.ranges import cell_name
from exectrack_xl.excel.patch.workbook import TableHome

_TEXT_OR_NAME = re.compile(r'"[^"]*"|\[[^\[\]]*\]')
_ADDRESS = re.compile(r"(?<![\w.$])(?:\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w.(\[])")


@dataclass(frozen=True)
class ColumnFormula:
    """The formula of one column of a table."""

    text: str
    is_array: bool = False
    origin: str = ""  # the cell it stands in, where it names other cells by address

    def at(self, row: int, column: int) -> str:
        """The formula as it reads in another row of the column."""
        if not self.origin:
            return self.text
        from openpyxl.formula.translate import Translator  # slow to import, and hardly ever needed

        moved = Translator(f"={self.text}", origin=self.origin).translate_formula(cell_name(row, column))
        return str(moved).removeprefix("=")


def column_formulas(table: TableHome, cells: Cells) -> dict[int, ColumnFormula]:
    """The formula of each column that one fills, by column of the sheet.

    A column is filled by a formula when the table says so, or when its last row of values holds one.
    """
    found = {}
    body = table.body
    for column, described in enumerate(table.columns, body.first_column):
        element = described.find("{*}calculatedColumnFormula")
        text = (element.text or "") if element is not None else ""
        stood = _standing(cells, column, body.first_row, body.last_row, whole=bool(text))
        if text and (stood is None or not has_addresses(text)):
            is_array = element is not None and element.get("array") in ("1", "true")
            found[column] = ColumnFormula(text, is_array)
        elif stood is not None:
            found[column] = stood
    return found


def has_addresses(formula: str) -> bool:
    """Whether a formula names cells by address, which must then move with its row.

    >>> has_addresses('Risks[[#This Row],[A1]]&"B2"'), has_addresses("A6*2")
    (False, True)
    """
    bare, before = formula, ""
    while bare != before:
        before, bare = bare, _TEXT_OR_NAME.sub("", bare)
    return _ADDRESS.search(bare) is not None


def _standing(cells: Cells, column: int, first: int, last: int, *, whole: bool) -> ColumnFormula | None:
    """The formula in the column's last row of values, else with `whole` the last one above."""
    for row in range(last, first - 1 if whole else last - 1, -1):
        cell = cells.cell(row, column)
        formula = cell.find("{*}f") if cell is not None else None
        if formula is not None:
            master, at = _master(cells, formula, (row, column))
            if master.text:
                moves = has_addresses(master.text)
                return ColumnFormula(master.text, formula.get("t") == "array", cell_name(*at) if moves else "")
    return None


def _master(cells: Cells, formula: Element, at: tuple[int, int]) -> tuple[Element, tuple[int, int]]:
    """The formula itself, or the one elsewhere that it shares the text of."""
    if formula.get("t") != "shared" or formula.text:
        return formula, at
    for row, column, other in cells.formulas():
        if other.get("si") == formula.get("si") and other.get("t") == "shared" and other.text:
            return other, (row, column)
    return formula, at
