"""The hidden sheet behind the dashboards: the numbers that charts are drawn from, looked up in the Results table.

A line has a fixed number of points; behind its last known one it repeats it, which draws nothing. So charts follow
the tables without holes and without errors in cells. Depends on: schema, excel.build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import (
    CURVE_POINTS,
    CURVES,
    DATE,
    SPRINTS,
    SPRINTS_SHOWN,
    VALUE,
    item,
)
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.results_sheet import cached
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.schema import Tab
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.theme import NUMBER_FORMATS
from exectrack_xl.tracker.periods import MONTHS

TITLE = "Chart data"
SCALE = "dash_curve_scale"  # the defined name of what the curves are divided by
TRAIL = 8  # points of a small chart in a tile
_EMPTY_STEP = 8  # days between two points where nothing is planned: the axis then shows the year to come
_TOP = 2  # first row of numbers, counted from 0
_CURVES_AT, _SPRINTS_AT, _TRAIL_AT, _SCALE_AT = 0, 21, 25, 28  # first columns
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
        self.scale = _scale(results)
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
            found = _found(item(SPRINTS[0], down + 1, DATE))
            said = f"{day.day} {MONTHS[day.month - 1]}" if isinstance(day, date) else ""
            short = f'DAY({found})&" "&CHOOSE(MONTH({found}),{native.MONTH_NAMES})'
            self._formula((_TOP + down, _SPRINTS_AT), native.when(f'{found}=""', '""', short), said)
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

    def trail(self, title: str) -> str:
        """The last points of a curve, as a small chart in a cell refers to them."""
        raw = column_letter(_CURVES_AT + _WIDTH * CURVES.index(title) + 2)
        whole = f"${raw}${_TOP + 1}:${raw}${_TOP + CURVE_POINTS}"
        values = [self._item(title, n, VALUE) for n in range(1, CURVE_POINTS + 1)]
        known = [value for value in values if value is not None]
        put(self.sheet, 0, _TRAIL_AT, title, self._plain)
        for down in range(TRAIL):
            back = TRAIL - 1 - down
            formula = f"IF(COUNT({whole})<={back},0,INDEX({whole},COUNT({whole})-{back}))"
            self._formula((_TOP + down, _TRAIL_AT), formula, known[-1 - back] if len(known) > back else 0)
        return self._area(_TRAIL_AT, TRAIL)

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


def _scale(results: Results) -> float:
    values = [results.item(title, number, VALUE) for title in CURVES for number in range(1, CURVE_POINTS + 1)]
    largest = max((value for value in values if value is not None), default=0.0)
    if largest >= 1e6:
        return 1e6
    return 1e3 if largest >= 1e4 else 1.0
