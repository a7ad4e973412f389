"""Evaluates metrics: cuts the tables to the scope, hands each function what its parameters name, remembers.

Depends on: errors, schema, tracker, metrics.needs, metrics.registry, metrics.history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from exectrack_xl.metrics.history import History
from exectrack_xl.metrics.needs import Kind, Need
from exectrack_xl.metrics.registry import CATALOGUE, METRICS, Input, Metric, Result, find
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Period, Tracker
from exectrack_xl.tracker.history import as_stored, last_snapshot, snapshot_dates

VALUE, TABLE = Kind.VALUE, Kind.TABLE  # an enumeration looks its members up slowly
NOTHING: Mapping[str, Any] = MappingProxyType({})
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
        self._scopes: dict[Scope, _Scoped] = {}
        self._homes: dict[tuple[str, date], _Scoped] = {}
        self._tables: dict[tuple[str, str, date], Table] = {}
        self._earlier: dict[date, Engine] = {}
        self._answers: dict[tuple[Any, ...], tuple[Mapping[str, Any], Any]] = {}

    @classmethod
    def of(cls, tracker: Tracker) -> Engine:
        """The engine of a tracker, shared by all who ask for it."""
        return tracker.once("engine", lambda: cls(tracker))

    def value(self, name: str, scope: Scope = PROGRAMME, **own: Any) -> Any:
        """The value of a metric in a scope; `own` are the metric's own parameters.

        Raises:
            MetricError: no metric has this name, or it cannot be computed from what was given.
        """
        return self.within(scope).value(find(name).name, own)

    def rows(self, name: str, table: str, scope: Scope = PROGRAMME, *, of: Table | None = None) -> Array:
        """A row metric for every row of a table, from the columns named like its parameters.

        A computed column among them is worked out here too, never taken from the sheet. `of` gives other rows
        than the tracker's: those dated after the status date as well, for instance.
        """
        metric, scoped = find(name), self.within(scope)
        source = of if of is not None else self.table(table, scope)
        given = {value: self._row_values(value, table, scope, source) for value in metric.row_values}
        rest = {need.parameter: scoped.given(metric, need) for need in metric.plan if need.parameter not in given}
        return np.asarray(metric.function(**given, **rest))

    def table(self, name: str, scope: Scope = PROGRAMME) -> Table:
        """A table cut to the initiative and to what had happened by the status date."""
        return self.table_of(name, scope.initiative, self.as_of(scope))

    def table_of(self, name: str, initiative: str, day: date) -> Table:
        """A table cut to an initiative and to what had happened by a day."""
        key = (name, initiative, day)
        if key not in self._tables:
            self._tables[key] = self._cut(name, initiative, day)
        return self._tables[key]

    def as_of(self, scope: Scope = PROGRAMME) -> date:
        """The day a scope is judged at: the status date, or the end of a period that is over."""
        if scope.period is None:
            return self.tracker.as_of
        return min(self.tracker.as_of, scope.period.finish)

    def period(self, scope: Scope = PROGRAMME) -> Period:
        """The period of a scope; without one, the quarter that holds the status date."""
        return scope.period or self._running

    def initiatives(self) -> list[str]:
        """The IDs of all initiatives, in sheet order."""
        return [identity for identity in self.tracker["initiatives"]["id"].tolist() if identity]

    def earlier(self, day: date) -> Engine | None:
        """The engine of the tracker as it stood at the last snapshot on or before the day."""
        last = last_snapshot(self.tracker, day)
        if last is None:
            return None
        if last not in self._earlier:
            self._earlier[last] = Engine(as_stored(self.tracker, last))
        return self._earlier[last]

    def before(self, scope: Scope) -> Engine | None:
        """The engine of the snapshot a scope is compared with: the last one before its period began."""
        return self.earlier(self.period(scope).start - timedelta(days=1))

    def within(self, scope: Scope) -> _Scoped:
        """The values of one scope."""
        found = self._scopes.get(scope)
        if found is None:
            full = Scope(scope.initiative, self.period(scope))
            found = self._scopes[scope] = self._scopes.setdefault(full, _Scoped(self, full))
        return found

    def home(self, scoped: _Scoped) -> _Scoped:
        """The first scope of the same initiative and day: it keeps what does not depend on the period."""
        return self._homes.setdefault((scoped.initiative, scoped.as_of), scoped)

    def answer(self, known: Input, given: Mapping[str, Any]) -> Any:
        """What a function makes of its arguments; of the very same ones it is worked out once.

        Initiatives without rows in a table share one empty table, and with it all that follows from that.
        """
        key = (known.name, *map(id, given.values()))
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = (given, known.function(**given))  # what is kept keeps its identity
        return found[1]

    def rows_of(self, table: Table, initiative: str) -> Array:
        """The positions of the rows of a table that belong to an initiative, from top to bottom."""
        link = SHEETS[table.name].link
        if table.name == "initiatives":
            return table.rows_with("id", initiative)
        if link is None:
            return np.arange(len(table))
        column, target = link
        if target == "initiatives":
            if initiative == UNASSIGNED:
                return table.rows_without(column, self.initiatives())
            return table.rows_with(column, initiative)
        parents = self.tracker[target]
        return np.flatnonzero(among(table[column], set(parents["id"][self.rows_of(parents, initiative)].tolist())))

    @cached_property
    def _running(self) -> Period:
        return self.tracker.periods.of(self.tracker.as_of, "Quarter")

    def _row_values(self, column: str, table: str, scope: Scope, source: Table) -> Array:
        declared = SHEETS[table].by_name[column]
        return self.rows(declared.computed, table, scope, of=source) if declared.is_computed else source[column]

    def _cut(self, name: str, initiative: str, day: date) -> Table:
        if initiative:
            whole = self.table_of(name, "", day)
            rows = self.rows_of(whole, initiative)
        else:
            whole, since = self.tracker[name], SHEETS[name].since
            if not since:
                return whole
            rows = np.flatnonzero(~(whole[since] > np.datetime64(day)))
        if len(rows) == len(whole):
            return whole
        return whole.take(rows) if len(rows) else whole.once("no rows", lambda: whole.take(rows))


class _Scoped:
    """The values of one scope of an engine; each is worked out when it is first asked for."""

    def __init__(self, engine: Engine, scope: Scope) -> None:
        self.engine, self.scope = engine, scope
        self.initiative = scope.initiative  # "" = the programme
        self.period = engine.period(scope)
        self.as_of = engine.as_of(scope)
        self.values: dict[Any, Any] = {}
        self.home = engine.home(self)

    def value(self, name: str, own: Mapping[str, Any] = NOTHING) -> Any:
        """The value of a metric or derived input, with its own parameters."""
        key = (name, *sorted(own.items())) if own else name
        if key not in self.values:
            known = CATALOGUE[name]
            away = self.home is not self and not known.is_periodic
            self.values[key] = self.home.value(name, own) if away else self._compute(known, own)
        return self.values[key]

    def given(self, known: Input, need: Need) -> Any:
        """What a catalogue function gets for one of its parameters."""
        if need.kind is VALUE:
            return self.value(need.name)
        if need.kind is TABLE:
            return self._table(known, need.name)
        if need.kind is Kind.EACH:
            return {scoped.initiative: scoped.value(need.name) for scoped in self.each}
        if need.kind is Kind.WHOLE:
            return self.programme.value(need.name)
        if need.kind is Kind.PREVIOUS:
            return self.before.value(need.name) if self.before is not None else None
        return getattr(self, need.name)

    @cached_property
    def programme(self) -> _Scoped:
        """The same period of the whole programme."""
        return self.engine.within(replace(self.scope, initiative=""))

    @cached_property
    def each(self) -> list[_Scoped]:
        """The scope of each initiative; of one initiative, itself."""
        return [self] if self.initiative else self._of(self.engine.initiatives())

    @cached_property
    def before(self) -> _Scoped | None:
        """The period before, at the snapshot the scope is compared with; None where there is none."""
        engine = self.engine.before(self.scope)
        if engine is None:
            return None
        return engine.within(replace(self.scope, period=self.engine.tracker.periods.previous(self.period)))

    @cached_property
    def history(self) -> History:
        """What any metric was at each snapshot, and is now."""
        earlier = (day for day in snapshot_dates(self.engine.tracker) if day < self.as_of)
        return History((*earlier, self.as_of), self._on)

    def _on(self, name: str, day: date) -> Any:
        """A metric as it was at the snapshot of a day, or is on the day of the scope."""
        engine = self.engine.earlier(day) if day < self.as_of else None
        return self.value(name) if engine is None else engine.value(name, replace(self.scope, period=None))

    def ask(self, name: str, initiative: str = "") -> Any:
        """Any metric by name, for an initiative ("" = the scope's own), in the same period."""
        scoped = self.engine.within(replace(self.scope, initiative=initiative)) if initiative else self
        return scoped.value(find(name).name)

    def _of(self, initiatives: Iterable[str]) -> list[_Scoped]:
        return [self.engine.within(replace(self.scope, initiative=initiative)) for initiative in initiatives]

    @cached_property
    def _parts(self) -> list[_Scoped]:
        return self._of((*self.engine.initiatives(), UNASSIGNED))

    def _compute(self, known: Input, own: Mapping[str, Any]) -> Any:
        if self.initiative:
            if known.is_common or known.by_id:
                return self.programme.value(known.name, own)
            if known.follows:
                return self._cut(self.programme.value(known.name, own), known.follows)
            if known.divides and (part := self.programme.value(known.name, own).part(self.initiative)) is not None:
                return part
        elif known.is_additive:
            parts = [value for part in self._parts if (value := part.value(known.name, own)) == value]
            if parts:
                return sum(parts)
        given, values = dict(own), self.values
        for need in known.plan:
            is_ready = need.name in values and need.kind is VALUE
            given[need.parameter] = values[need.name] if is_ready else self.given(known, need)
        return self.engine.answer(known, given)

    def _cut(self, whole: Any, table: str) -> Any:
        """The initiative's part of a value that follows the rows of a table."""
        rows = whole if isinstance(whole, Table) else self.engine.table_of(table, "", self.as_of)
        return whole.take(self.engine.rows_of(rows, self.initiative))

    def _table(self, known: Input, name: str) -> Table:
        table = self.engine.table_of(name, self.initiative, self.as_of)
        column = known.window.get(name) if isinstance(known, Metric) else None
        if column is None:
            return table
        days = table[column]
        return table.take((days >= np.datetime64(self.period.start)) & (days <= np.datetime64(self.period.finish)))


def evaluate(tracker: Tracker, names: Iterable[str] | None = None, scope: Scope = PROGRAMME) -> dict[str, Any]:
    """Metric values by name, in catalogue order; where no names are given, all but row metrics and costly ones."""
    engine = Engine(tracker)
    every = [name for name, known in METRICS.items() if known.result is not Result.ROWS and not known.costly]
    wanted = every if names is None else names
    return {name: engine.value(name, scope) for name in wanted}
