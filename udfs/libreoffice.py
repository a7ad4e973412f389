"""The host LibreOffice: answers Calc's cells, and reads the tables they leave out from the calling document.

The document comes from the extension, or in the helper from the other end of the line; no module of LibreOffice's is
needed here.
Depends on: schema, metrics.worksheet, udfs.answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from exectrack_xl.metrics.worksheet import Argument, CellFunction, Role, cell_functions
from exectrack_xl.schema import Sheet, Table
from exectrack_xl.schema.cells import NUMERIC
from exectrack_xl.schema.serial_days import serial_of
from udfs.answers import Answers, Reader
from udfs.rows import row_kind
from udfs.tables import TableMemory


class OpenDocument:
    """The tables of a document in this very process. Calc tells of no edit, so that each call reads them."""

    def __init__(self, document: Any, memory: TableMemory) -> None:
        self.key = str(document.RuntimeUID)
        self._document = document
        self._memory = memory

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the document has no database range of that name."""
        ranges = self._document.DatabaseRanges
        if not ranges.hasByName(sheet.title):
            return None
        area = ranges.getByName(sheet.title).DataArea
        cells = self._document.Sheets.getByIndex(area.Sheet).getCellRangeByPosition(
            area.StartColumn, area.StartRow, area.EndColumn, area.EndRow
        )
        return self._memory.table(sheet, cells.getDataArray())


class LibreOfficeHost:
    """What stays between two calls of Calc."""

    def __init__(self) -> None:
        self.memory = TableMemory()
        self._answers = Answers(self.memory)
        self._functions = cell_functions()

    def answer(self, name: str, values: Sequence[Any], reader: Reader | None) -> Any:
        """What a cell shows: one value, or rows of values; a date is its number."""
        function = self._functions[name]
        pairs = zip(function.arguments, values, strict=False)
        given = {argument.name: _meant(function, argument, value) for argument, value in pairs}
        typed = {name: value for name, value in given.items() if value is not None}
        shown = self._answers.answer(function, typed, reader)
        if isinstance(shown, list):
            return tuple(tuple(map(_value, row)) for row in shown)
        return _value(shown)


def _meant(function: CellFunction, argument: Argument, value: Any) -> Any:
    """The argument as a person meant it; None where it is left out.

    Calc hands over a single blank cell as 0. That is no initiative, no period, no date and no text; only where a
    row's number is expected it cannot be told from a 0 that was typed.
    """
    is_row = argument.role is Role.ROWS
    blank = value is None or (value == 0 and not (is_row and _is_number(function, argument)))
    if blank and argument.role is not Role.OWN and argument.role is not Role.COUNT:
        return "" if is_row else None
    return value


def _is_number(function: CellFunction, argument: Argument) -> bool:
    return function.metric is not None and row_kind(function.metric, argument.name) in NUMERIC


def _value(value: Any) -> Any:
    """A value as Calc takes it."""
    if isinstance(value, datetime):
        return serial_of(value)
    return float(value) if isinstance(value, bool) else value
