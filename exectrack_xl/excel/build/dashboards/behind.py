"""The hidden sheet behind the dashboards: the numbers that charts are drawn from.

Depends on: schema, excel.build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.schema import Tab
from exectrack_xl.theme import NUMBER_FORMATS

TITLE = "Chart data"


@dataclass(frozen=True)
class Block:
    """Where the values of some series stand: one column each under its name, dates in the first."""

    first_column: int
    names: tuple[str, ...]
    dates: tuple[date, ...]
    known: Mapping[str, Mapping[date, float]]  # the values by series name

    def category(self) -> list[Any]:
        """The dates, as a chart refers to them."""
        return self._range(0)

    def values(self, name: str) -> list[Any]:
        """The values of a series, as a chart refers to them."""
        return self._range(1 + self.names.index(name))

    def title(self, name: str) -> list[Any]:
        """The cell with the series' name."""
        return [TITLE, 0, self.first_column + 1 + self.names.index(name)]

    def _range(self, offset: int) -> list[Any]:
        column = self.first_column + offset
        return [TITLE, 1, column, max(1, len(self.dates)), column]


class Behind:
    """The hidden sheet while blocks are added to it, from left to right."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._next = 0

    @cached_property
    def sheet(self) -> Worksheet:
        """The sheet itself, made when there is something to put into it."""
        return self.book.sheet(TITLE, tab=TAB_COLOURS[Tab.SET_UP], shown=False)

    def add(self, series: Mapping[str, Mapping[date, float]], only: Sequence[date] = ()) -> Block:
        """Write series beside each other over all their dates, or over some; a missing value stays blank."""
        dates = tuple(only) or tuple(sorted({day for values in series.values() for day in values}))
        block = Block(self._next, tuple(series), dates, series)
        self._next += len(series) + 2
        bold, plain = self.book.look(bold=True), self.book.look()
        day_look = self.book.look(num_format=NUMBER_FORMATS["date"])
        self.sheet.set_column(block.first_column, block.first_column + len(series), 16)
        put(self.sheet, 0, block.first_column, "Date", bold)
        for row, day in enumerate(dates, 1):
            put(self.sheet, row, block.first_column, day, day_look)
        for column, (name, values) in enumerate(series.items(), block.first_column + 1):
            put(self.sheet, 0, column, name, bold)
            for row, day in enumerate(dates, 1):
                if day in values:
                    put(self.sheet, row, column, values[day], plain)
        return block
