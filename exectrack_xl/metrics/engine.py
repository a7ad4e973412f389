"""Evaluates metrics: cuts the tables to the scope, hands each function what its parameters name, remembers.

Depends on: errors, schema, tracker, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import DERIVED, EACH, METRICS, PREVIOUS, Bands, Metric, Result, base_name, find
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Period, Settings, Tracker
from exectrack_xl.tracker.history import at

UNASSIGNED = "(none)"  # the scope of the rows that belong to no initiative


@dataclass(frozen=True)
class Scope:
    """What a value is about: an initiative ("" = the programme) and a period (None = the running quarter)."""

    initiative: str = ""
    period: Period | None = None


PROGRAMME = Scope()


class Engine:
    """The metrics of one tracker. Every value is worked out once for each scope."""

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker
        self._values: dict[Any, Any] = {}
        self._tables: dict[tuple[str, str, date], Table] = {}
        self._earlier: dict[date, Engine | None] = {}

    def value(self, name: str, scope: Scope = PROGRAMME, **own: Any) -> Any:
        """The value of a metric in a scope; `own` are the metric's own parameters.

        Raises:
            MetricError: no metric has this name, or it cannot be computed from what was given.
        """
        return self._named(find(name).name, scope, own)

    def rows(self, name: str, table: str, scope: Scope = PROGRAMME, *, of: Table | None = None) -> Array:
        """A row metric for every row of a table, from the columns named like its parameters.

        A computed column among them is worked out here too, never taken from the sheet. `of` gives other rows
        than the tracker's: those dated after the status date as well, for instance.
        """
        metric = find(name)
        source = of if of is not None else self.table(table, scope)
        given = {value: self._row_values(value, table, scope, source) for value in metric.row_values}
        rest = {need: self._need(metric, need, scope) for need in metric.needs if need not in given}
        return np.asarray(metric.function(**given, **rest))

    def table(self, name: str, scope: Scope = PROGRAMME) -> Table:
        """A table cut to the initiative and to what had happened by the status date."""
        day = self.as_of(scope)
        key = (name, scope.initiative, day)
        if key not in self._tables:
            self._tables[key] = self._cut(name, scope.initiative, day)
        return self._tables[key]

    def as_of(self, scope: Scope = PROGRAMME) -> date:
        """The day a scope is judged at: the status date, or the end of a period that is over."""
        if scope.period is None:
            return self.tracker.as_of
        return min(self.tracker.as_of, scope.period.finish)

    def period(self, scope: Scope = PROGRAMME) -> Period:
        """The period of a scope; without one, the quarter that holds the status date."""
        return scope.period or self.tracker.periods.of(self.tracker.as_of, "Quarter")

    def initiatives(self) -> list[str]:
        """The IDs of all initiatives, in sheet order."""
        return [identity for identity in self.tracker["initiatives"]["id"] if identity]

    def earlier(self, day: date) -> Engine | None:
        """The engine of the tracker as it stood at the last snapshot on or before the day."""
        if day not in self._earlier:
            then = at(self.tracker, day)
            self._earlier[day] = Engine(then) if then is not None else None
        return self._earlier[day]

    def before(self, scope: Scope) -> Engine | None:
        """The engine of the snapshot a scope is compared with: the last one before its period began."""
        return self.earlier(self.period(scope).start - timedelta(days=1))

    def _named(self, name: str, scope: Scope, own: dict[str, Any]) -> Any:
        key = (name, scope, tuple(sorted(own.items())))
        if key not in self._values:
            self._values[key] = self._compute(name, scope, own)
        return self._values[key]

    def _compute(self, name: str, scope: Scope, own: dict[str, Any]) -> Any:
        known = METRICS.get(name) or DERIVED[name]
        if isinstance(known, Metric) and known.additive and not scope.initiative:
            parts = self._parts(name, scope, own)
            if parts:
                return sum(parts)
        given = {need: self._need(known, need, scope) for need in known.needs}
        return known.function(**given, **own)

    def _parts(self, name: str, scope: Scope, own: dict[str, Any]) -> list[float]:
        scopes = [replace(scope, initiative=i) for i in (*self.initiatives(), UNASSIGNED)]
        values = [self._named(name, part, own) for part in scopes]
        return [value for value in values if value == value]

    def _row_values(self, column: str, table: str, scope: Scope, source: Table) -> Array:
        declared = SHEETS[table].by_name[column]
        return self.rows(declared.computed, table, scope, of=source) if declared.is_computed else source[column]

    def _need(self, known: Any, need: str, scope: Scope) -> Any:
        if need in METRICS or need in DERIVED:
            return self._named(need, scope, {})
        if need in SHEETS:
            return self._windowed(known, need, scope)
        if need.startswith(PREVIOUS):
            before = self.before(scope)
            wanted = replace(scope, period=self.tracker.periods.previous(self.period(scope)))
            return before._named(base_name(need), wanted, {}) if before is not None else None
        if need.startswith(EACH):
            ids = [scope.initiative] if scope.initiative else self.initiatives()
            return {i: self._named(base_name(need), replace(scope, initiative=i), {}) for i in ids}
        return {"initiative": scope.initiative, "period": self.period(scope), "as_of": self.as_of(scope)}[need]

    def _windowed(self, known: Any, name: str, scope: Scope) -> Table:
        table = self.table(name, scope)
        column = known.window.get(name) if isinstance(known, Metric) else None
        if column is None:
            return table
        period = self.period(scope)
        days = table[column]
        return table.take((days >= np.datetime64(period.start)) & (days <= np.datetime64(period.finish)))

    def _cut(self, name: str, initiative: str, day: date) -> Table:
        table, sheet = self.tracker[name], SHEETS[name]
        kept = np.ones(len(table), dtype=bool)
        if sheet.since:
            kept &= ~(table[sheet.since] > np.datetime64(day))
        if initiative:
            kept &= self._belongs(name, initiative)
        return table if kept.all() else table.take(kept)

    def _belongs(self, name: str, initiative: str) -> Array:
        table, sheet = self.tracker[name], SHEETS[name]
        if name == "initiatives":
            return np.asarray(table["id"] == initiative, dtype=bool)
        if sheet.link is None:
            return np.ones(len(table), dtype=bool)
        column, target = sheet.link
        if target == "initiatives":
            if initiative == UNASSIGNED:
                return ~np.isin(table[column].astype(str), self.initiatives())
            return np.asarray(table[column] == initiative, dtype=bool)
        parents = set(self.tracker[target]["id"][self._belongs(target, initiative)])
        return np.array([value in parents for value in table[column]], dtype=bool)


def evaluate(tracker: Tracker, names: Iterable[str] | None = None, scope: Scope = PROGRAMME) -> dict[str, Any]:
    """Metric values by name, in catalogue order; all but row metrics where no names are given."""
    engine = Engine(tracker)
    wanted = names if names is not None else [n for n, m in METRICS.items() if m.result is not Result.ROWS]
    return {name: engine.value(name, scope) for name in wanted}


def colour(bands: Bands | None, value: Any, settings: Settings) -> str:
    """Green, Yellow or Red by a metric's bands; "" where it has none or the value is not known.

    >>> colour(Bands("spi_t_green", "spi_t_yellow"), 0.9, Settings())
    'Yellow'
    """
    if bands is None or not isinstance(value, int | float) or value != value:
        return ""
    green, yellow = (settings.number(b) if isinstance(b, str) else b for b in (bands.green, bands.yellow))
    sign = 1 if green > yellow else -1  # -1: the smaller the better
    exact = round(value, 9)  # 102 / 100 − 1 is a hair above 2%
    if sign * exact >= sign * green:
        return "Green"
    return "Yellow" if sign * exact >= sign * yellow else "Red"
