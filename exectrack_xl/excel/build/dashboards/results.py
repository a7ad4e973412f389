"""The values the dashboards show, worked out by the engine; the rows of the Results table.

Depends on: metrics, excel.build.content, excel.build.dashboards.asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from exectrack_xl.excel.build.content import plain
from exectrack_xl.excel.build.dashboards.asks import PERIOD, VALUE, Ask, asks, item, key
from exectrack_xl.metrics import Engine, Listing, Scope, Series
from exectrack_xl.tracker import Settings


@dataclass(frozen=True)
class ResultRow:
    """One row of the Results table: a value, and from which call it comes."""

    key: str
    ask: Ask
    row: int  # of a list or series, from 1; 0 = a value
    column: str
    value: Any  # str, float, date, or None where it is not known


@dataclass(frozen=True)
class Results:
    """Everything the dashboards show of a tracker on its status date."""

    rows: tuple[ResultRow, ...]
    settings: Settings
    as_of: date | None
    filled: frozenset[str]  # the sheets in which something is typed

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """The values by key."""
        return {row.key: row.value for row in self.rows}

    def value(self, title: str, cadence: str = "") -> Any:
        """A value, None where it is not known."""
        return self.values[key(title, cadence)]

    def item(self, title: str, row: int, column: str, cadence: str = "") -> Any:
        """An entry of a list or series, None where there is none."""
        return self.values[item(key(title, cadence), row, column)]


def work_out(engine: Engine, *, dated: bool = True) -> Results:
    """Every value the dashboards need; for want of a status date none is known."""
    tracker = engine.tracker
    rows = tuple(row for ask in asks() for row in _rows(ask, answer(ask, engine) if dated else None))
    filled = frozenset(name for name, table in tracker.tables.items() if len(table))
    return Results(rows, tracker.settings, tracker.as_of if dated else None, filled)


def answer(ask: Ask, engine: Engine) -> Any:
    """What the engine answers."""
    if ask.is_course:
        return course(ask, engine)
    period = engine.tracker.periods.of(engine.tracker.as_of, ask.cadence) if ask.cadence else None
    if ask.metric == PERIOD:
        return period.label if period else None
    return engine.value(ask.metric, Scope("", period), **ask.own)


def course(ask: Ask, engine: Engine) -> Series:
    """The last values of a metric, oldest first: at the snapshots and now, or in the periods up to the running one."""
    if not ask.cadence:
        found: Series = engine.value("history_of", metric=ask.metric, n=ask.rows)
        return found
    periods, period = [], engine.tracker.periods.of(engine.tracker.as_of, ask.cadence)
    for _ in range(ask.rows):
        periods.append(period)
        period = engine.tracker.periods.previous(period)
    values = [(period.finish, engine.value(ask.metric, Scope("", period))) for period in reversed(periods)]
    known = [(day, value) for day, value in values if value == value]
    return Series(tuple(day for day, _ in known), tuple(value for _, value in known))


def _kept(value: Any) -> Any:
    """A value as a cell keeps it: Excel's numbers have 15 digits."""
    found = plain(value)
    return float(f"{found:.15g}") if isinstance(found, float) else found


def _rows(ask: Ask, answer: Any) -> Iterator[ResultRow]:
    if not ask.rows:
        yield ResultRow(ask.stem, ask, 0, "", _kept(answer))
        return
    lines = _lines(ask, answer)
    for number in range(1, ask.shown + 1):
        line = lines[number - 1] if number <= len(lines) else {}
        for column in ask.columns:
            yield ResultRow(item(ask.stem, number, column), ask, number, column, _kept(line.get(column)))


def _lines(ask: Ask, answer: Any) -> list[dict[str, Any]]:
    """The rows of a list by header, of a series by "Date" and "Value"; of a series with `last`, the latest.

    The latest values and a course end in the last row, however many there are: above are blanks.
    """
    if ask.is_course:
        values = [{VALUE: value} for value in answer.values[-ask.rows :]] if answer else []
        return [{}] * (ask.rows - len(values)) + values
    if isinstance(answer, Listing):
        return [dict(zip(answer.headers, row, strict=True)) for row in answer.rows[: ask.rows]]
    if isinstance(answer, Series):
        points = list(zip(answer.dates, answer.values, strict=True))[: ask.rows]
        lines = [dict(zip(ask.columns, point, strict=True)) for point in points[-ask.last :]]
        return [{}] * (ask.last - len(lines)) + lines
    return []
