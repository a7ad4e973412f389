"""The host Excel: answers its cells, and reads the tables they leave out from the calling workbook.

Depends on: schema, metrics.worksheet, udfs.answers, xlwings.
"""

from __future__ import annotations

from typing import Any

import xlwings as xw

from exectrack_xl.metrics.worksheet import CellFunction
from exectrack_xl.schema import Sheet, Table
from udfs.answers import Answers
from udfs.tables import TableMemory

TICK = "tick"  # the hidden argument: a number that rises with every edit of a table


class CallingWorkbook:
    """The tables of the workbook that is calculating, as they stand at one tick; each is read once."""

    def __init__(self, book: Any, memory: TableMemory) -> None:
        self.key = str(book.name)
        self._memory = memory
        self._ranges = {str(table.name): table.range for sheet in book.sheets for table in sheet.tables}
        self._tables: dict[str, Table | None] = {}

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the workbook has no table of that name."""
        if sheet.name not in self._tables:
            cells = self._ranges.get(sheet.title)
            self._tables[sheet.name] = self._memory.table(sheet, _values(cells)) if cells is not None else None
        return self._tables[sheet.name]


class ExcelHost:
    """What stays between two calls of Excel: the tables last read, and what was worked out from them."""

    def __init__(self) -> None:
        self._memory = TableMemory()
        self._answers = Answers(self._memory)
        self._books: dict[str, tuple[Any, CallingWorkbook]] = {}

    def answer(self, function: CellFunction, arguments: dict[str, Any]) -> Any:
        """What a cell shows for these arguments; the tick is among them where the function reads tables."""
        given = {name: value for name, value in arguments.items() if name != TICK and value is not None}
        reader = self._reader(arguments.get(TICK)) if arguments.get(TICK) else None
        return self._answers.answer(function, given, reader)

    def _reader(self, tick: Any) -> CallingWorkbook | None:
        """The calling workbook: read anew when the tick has risen; None where no workbook calls."""
        try:
            book = xw.Book.caller()
        except Exception:  # noqa: BLE001 - xlwings raises a plain Exception where no workbook calls
            return None
        known = self._books.get(str(book.name))
        if known is None or known[0] != tick:
            known = self._books[str(book.name)] = (tick, CallingWorkbook(book, self._memory))
        return known[1]


def _values(cells: Any) -> Any:
    return cells.options(ndim=2, err_to_str=True).value
