"""The hidden sheet behind the dashboards: the numbers that charts are drawn from, looked up in the Results table.

A line has a fixed number of points; behind its last known one it repeats it, which draws nothing. So charts follow
the tables without holes and without errors in cells. Depends on: schema, excel.build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.dashboards import names, native
from exectrack_xl.excel.build.dashboards.asks import (
    CURVE_POINTS,
    CURVES,
    DATE,
    SPRINTS,
    SPRINTS_SHOWN,
    TRAIL,
    VALUE,
    item,
    key,
)
from exectrack_xl.excel.build.dashboards.canvas import Live
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.results_sheet import cached
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.schema import Tab
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.theme import NUMBER_FORMATS
from exectrack_xl.tracker.periods import MONTHS

TITLE = "Chart data"
SCALE = "dash_curve_scale"  # the defined name of what the curves are divided by
_EMPTY_STEP = 8  # days between two points where nothing is planned: the axis then shows the year to come
_TOP = 2  # first row of numbers, counted from 0
_CURVES_AT, _SPRINTS_AT, _TRAIL_AT, _SCALE_AT, _FREE_AT = 0, 21, 25, 28, 30  # first columns
_WIDTH = 4  # columns of one curve: date and value as found, date and value as drawn


@dataclass(frozen=True)
class Line:
    """Where a chart finds a series: name, categories and values, as a chart refers to them."""

    name: list[Any]
    categories: list[Any]
    values: list[Any]
    known: int  # points there are when the workbook is built


class Behind:
    """The sheet, written at once; the dashboards ask it where things stand."""

    def __init__(self, book: Book, results: Results) -> None:
        self.book, self.results = book, results
        self.sheet: Worksheet = book.sheet(TITLE, tab=TAB_COLOURS[Tab.SET_UP], shown=False)
        self.scale = scale_of(_curve_values(results))
        self._free = _FREE_AT
        self.sheet.set_column(0, _SCALE_AT, 14)
        self._plain = book.look()
        self._day = book.look(num_format=NUMBER_FORMATS["date"])
        self._write_scale()

    def curve(self, title: str, label: str) -> Line:
        """A line over time under its label; no label where nothing of it is known."""
        at = _CURVES_AT + _WIDTH * CURVES.index(title)
        points = [(self._item(title, n, DATE), self._item(title, n, VALUE)) for n in range(1, CURVE_POINTS + 1)]
        first = f"{column_letter(at + 1)}{_TOP + 1}"
        known = sum(day is not None for day, _ in points)
        put(self.sheet, 0, at, title, self._plain)
        self._formula((1, at + 3), native.when(f'{first}=""', '" "', native.quoted(label)), label if known else " ")
        step = 0 if known or self._item(CURVES[0], 1, DATE) is not None else _EMPTY_STEP
        x: Any = (cached(self.results.as_of) or 0) - step
        y: Any = 0.0
        for down, (day, value) in enumerate(points):
            x = x + step if day is None else cached(day)
            y = y if value is None else value / self.scale
            self._point((_TOP + down, at), title, (cached(day), cached(value), x, y))
        return Line([TITLE, 1, at + 3], self._column(at + 2, CURVE_POINTS), self._column(at + 3, CURVE_POINTS), known)

    def sprints(self, labels: Sequence[str]) -> list[Line]:
        """The points of the last sprints: finished, then committed; a sprint is named by the day it ended."""
        days = [self._item(SPRINTS[0], n, DATE) for n in range(1, SPRINTS_SHOWN + 1)]
        known = sum(day is not None for day in days)
        for down, day in enumerate(days):
            short = short_day(_found(item(SPRINTS[0], down + 1, DATE)), day)
            self._formula((_TOP + down, _SPRINTS_AT), short.formula.removeprefix("="), short.value)
        lines = []
        for offset, (title, label) in enumerate(zip(SPRINTS, labels, strict=True), 1):
            put(self.sheet, 1, _SPRINTS_AT + offset, label, self._plain)
            for down in range(SPRINTS_SHOWN):
                value = self._item(title, down + 1, VALUE)
                found = _found(item(title, down + 1, VALUE))
                formula = native.when(f'{found}=""', "0", found)
                self._formula((_TOP + down, _SPRINTS_AT + offset), formula, 0 if value is None else value)
            lines.append(
                Line([TITLE, 1, _SPRINTS_AT + offset], self._column(_SPRINTS_AT, SPRINTS_SHOWN),
                     self._column(_SPRINTS_AT + offset, SPRINTS_SHOWN), known)
            )  # fmt: skip
        return lines

    def trail(self, name: str, dashboard: str = "", chosen: str = "") -> str:
        """The last values of a metric, as a small chart in a cell refers to them; of a period, those chosen there.

        `dashboard` follows the period that is chosen there, `chosen` alone is always the same kind.
        """
        at = self._place(1, f"{name}, {dashboard or chosen or 'snapshots'}")
        title = f"{name}:course"
        stem = title if dashboard else key(title, chosen)
        alone = self.results.item(title, TRAIL - 1, VALUE, chosen) is None  # one value is no course
        for down in range(TRAIL):
            value = self.results.item(title, down + 1, VALUE, chosen)
            formula = f"N({names.found(stem, down + 1, VALUE, dashboard)})"
            if down == TRAIL - 1:
                formula = native.when(f'{names.found(stem, down, VALUE, dashboard)}=""', "0", formula)
                value = None if alone else value
            self._formula((_TOP + down, at), formula, 0 if value is None else value)
        return self._area(at, TRAIL)

    def block(self, title: str, labels: Sequence[str], rows: Sequence[Sequence[Live]]) -> list[Line]:
        """Rows of a category and its values, as one series for each label; a category is blank where there is none."""
        at = self._place(len(labels) + 1, title)
        for offset, label in enumerate(labels, 1):
            put(self.sheet, 1, at + offset, label, self._plain)
        for down, row in enumerate(rows):
            for offset, live in enumerate(row):
                self._formula((_TOP + down, at + offset), live.formula.removeprefix("="), cached(live.value))
        known = sum(bool(row[0].value) for row in rows)
        count = len(rows)
        return [
            Line([TITLE, 1, at + offset], self._column(at, count), self._column(at + offset, count), known)
            for offset in range(1, len(labels) + 1)
        ]

    def amounts(self, title: str, count: int, label: str) -> tuple[Line, str]:
        """A series of amounts by day, divided by thousand or a million where they are large, and the cell of that."""
        at = self._place(3, title)
        raw = column_letter(at + 3)
        divisor = f"'{TITLE}'!${column_letter(at + 2)}$1"
        values = [self._item(title, n, VALUE) for n in range(1, count + 1)]
        scale = scale_of(values)
        largest = f"MAX({raw}{_TOP + 1}:{raw}{_TOP + count})"
        self._formula((0, at + 1), f"IF({largest}>=1000000,1000000,IF({largest}>=10000,1000,1))", scale)
        put(self.sheet, 1, at + 1, label, self._plain)
        for down, value in enumerate(values):
            day = short_day(_found(item(title, down + 1, DATE)), self._item(title, down + 1, DATE))
            self._formula((_TOP + down, at), day.formula.removeprefix("="), day.value)
            self._formula((_TOP + down, at + 1), f"{raw}{_TOP + down + 1}/{divisor}", (value or 0) / scale)
            self._formula((_TOP + down, at + 2), f"N({_found(item(title, down + 1, VALUE))})", value or 0)
        known = sum(value is not None for value in values)
        return Line([TITLE, 1, at + 1], self._column(at, count), self._column(at + 1, count), known), divisor

    def _place(self, wide: int, title: str) -> int:
        """The first of so many free columns, under a title."""
        at, self._free = self._free, self._free + wide
        self.sheet.set_column(at, at + wide - 1, 14)
        put(self.sheet, 0, at, title, self._plain)
        return at

    def sprint_trail(self) -> str:
        """The last sprints as the velocity tile counts them: points finished, or their share of the committed."""
        finished_at, committed_at = (column_letter(_SPRINTS_AT + offset) for offset in (2, 3))
        put(self.sheet, 0, _TRAIL_AT + 1, "velocity", self._plain)
        for down in range(SPRINTS_SHOWN):
            row = _TOP + down + 1
            share = f"IF({committed_at}{row}=0,0,{finished_at}{row}/{committed_at}{row})"
            finished, committed = (self._item(title, down + 1, VALUE) or 0 for title in SPRINTS)
            value = finished if self.results.value("velocity") is not None else committed and finished / committed
            formula = native.when('dash_velocity=""', share, f"{finished_at}{row}")
            self._formula((_TOP + down, _TRAIL_AT + 1), formula, value)
        return self._area(_TRAIL_AT + 1, SPRINTS_SHOWN)

    def _point(self, where: tuple[int, int], title: str, values: tuple[Any, Any, Any, Any]) -> None:
        row, at = where
        number = row - _TOP + 1
        raw_day, raw_value, x, y = (column_letter(at + offset + 1) for offset in range(_WIDTH))
        step = f'IF(AND({raw_day}${_TOP + 1}="",$A${_TOP + 1}=""),{_EMPTY_STEP},0)'
        above = (f"{x}{row}+{step}", f"{y}{row}") if number > 1 else ("N(setting_status_date)", "0")
        formulas = (
            _found(item(title, number, DATE)),
            _found(item(title, number, VALUE)),
            native.when(f'{raw_day}{row + 1}=""', above[0], f"{raw_day}{row + 1}"),
            native.when(f'{raw_value}{row + 1}=""', above[1], f"{raw_value}{row + 1}/{SCALE}"),
        )
        for offset, (formula, value) in enumerate(zip(formulas, values, strict=True)):
            look = self._day if offset in (0, 2) else self._plain
            self.sheet.write_formula(row, at + offset, f"={formula}", look, value)

    def _write_scale(self) -> None:
        columns = (column_letter(_CURVES_AT + _WIDTH * number + 2) for number in range(len(CURVES)))
        largest = f"MAX({','.join(f'{c}{_TOP + 1}:{c}{_TOP + CURVE_POINTS}' for c in columns)})"
        put(self.sheet, 0, _SCALE_AT, "Curves are divided by", self._plain)
        formula = f"IF({largest}>=1000000,1000000,IF({largest}>=10000,1000,1))"
        self._formula((_TOP, _SCALE_AT), formula, self.scale)
        self.book.name(SCALE, f"='{TITLE}'!${column_letter(_SCALE_AT + 1)}${_TOP + 1}")

    def _formula(self, where: tuple[int, int], formula: str, value: Any) -> None:
        self.sheet.write_formula(*where, f"={formula}", self._plain, value)

    def _item(self, title: str, row: int, column: str) -> Any:
        return self.results.item(title, row, column)

    def _column(self, at: int, count: int) -> list[Any]:
        return [TITLE, _TOP, at, _TOP + count - 1, at]

    def _area(self, at: int, count: int) -> str:
        letter = column_letter(at + 1)
        return f"'{TITLE}'!${letter}${_TOP + 1}:${letter}${_TOP + count}"


def _found(key: str) -> str:
    return native.lookup(native.quoted(key))


def short_day(found: str, day: Any) -> Live:
    """A day as a chart names it: 13 Nov."""
    said = f"{day.day} {MONTHS[day.month - 1]}" if isinstance(day, date) else ""
    short = f'DAY({found})&" "&CHOOSE(MONTH({found}),{native.MONTH_NAMES})'
    formula = native.when(f'{found}=""', '""', short)
    return Live(f"={formula}", said)


def scale_of(values: Iterable[float | None]) -> float:
    """By what values are divided so that they are short: a million, a thousand or 1."""
    largest = max((value for value in values if value is not None), default=0.0)
    if largest >= 1e6:
        return 1e6
    return 1e3 if largest >= 1e4 else 1.0


def _curve_values(results: Results) -> Iterator[float | None]:
    return (results.item(title, number, VALUE) for title in CURVES for number in range(1, CURVE_POINTS + 1))
