"""A book that is never saved: it keeps only the formulas of its sheets, and what each of them shows.

Depends on: excel.build.book.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book
from exectrack_xl.schema.cells import column_letter


class Formula(NamedTuple):
    """One formula cell: its sheet, its address, the formula without '=' and braces, and what it shows."""

    sheet: str
    cell: str
    formula: str
    value: Any


class FormulaBook(Book):
    """A book of formulas: what a workbook would show, without the cost of writing one."""

    def __init__(self, *, live: bool) -> None:
        super().__init__("", live=live)
        self.workbook.worksheet_class = _FormulaSheet
        self._no_look = self.workbook.add_format()

    def look(self, **_properties: Any) -> Format:
        """One format for all cells: none of them is ever drawn."""
        return self._no_look

    mark = look

    def formulas(self) -> Iterator[Formula]:
        """Every formula in the order of sheets, rows and columns."""
        for worksheet in self.workbook.worksheets():
            for (row, column), (formula, value) in sorted(worksheet.kept.items(), key=lambda item: item[0]):
                plain = formula.removeprefix("{").removeprefix("=").removesuffix("}")
                yield Formula(worksheet.get_name(), f"{column_letter(column + 1)}{row + 1}", plain, value)


class _FormulaSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter states no types
    """A sheet on which only formulas leave a trace."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[int, int], tuple[str, Any]] = {}

    def write_formula(self, row: int, column: int, formula: str, _look: Any = None, value: Any = 0) -> int:
        self.kept[row, column] = (formula, value)
        return 0

    def write_array_formula(
        self, row: int, column: int, _last_row: int, _last_column: int, formula: str, _look: Any = None, value: Any = 0
    ) -> int:
        return self.write_formula(row, column, formula, _look, value)

    def _pass(self, *_arguments: Any, **_options: Any) -> int:
        return 0

    write_blank = write_boolean = write_number = write_string = write_datetime = add_table = merge_range = _pass
    set_row = set_column = conditional_format = data_validation = add_sparkline = insert_chart = _pass
