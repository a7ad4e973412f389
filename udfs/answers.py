"""From the arguments of a cell to what the cell shows. Knows neither Excel nor LibreOffice.

Ranges become tables, tables a tracker, the tracker's engine is kept for as long as the tables stay the same:
a recalculation in which nothing changed costs one look-up. A fault is one sentence that begins with "#".
Depends on: errors, schema, tracker, metrics, and the other modules of udfs but its hosts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from exectrack_xl.errors import MetricError, TrackerError, UsageError, nearest
from exectrack_xl.metrics import Engine, Metric, Result, Scope, find
from exectrack_xl.metrics.worksheet import (
    DEFAULTED,
    MOST_ROWS,
    Argument,
    CellFunction,
    Role,
    cell_functions,
    counts_rows,
    tables_over_time,
)
from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.tracker import Period, Settings, Tracker
from udfs.arguments import as_count, as_day, as_text, is_left_out
from udfs.recent import Recent
from udfs.results import Cells, cell, listed
from udfs.rows import row_results
from udfs.tables import TableMemory

_MOST_ENGINES = 32
_ANY_DAY = date(1970, 1, 1)  # for functions that judge nothing by a day
_KINDS = {"week": "Week", "month": "Month", "quarter": "Quarter"}

Given = Mapping[str, Any]  # argument name -> what the cell gives for it; absent or None where it is left out


class Reader(Protocol):
    """Reads the workbook that a cell calls from."""

    @property
    def key(self) -> str:
        """Which workbook it is."""

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the workbook has none."""


class Answers:
    """Answers the cells of all workbooks of one spreadsheet program."""

    def __init__(self, memory: TableMemory) -> None:
        self._memory = memory
        self._engines: Recent[Engine] = Recent(_MOST_ENGINES)
        # The tables each workbook showed last. A function's own are always read anew; the others are there only so
        # that all functions of a workbook share one engine, and what one has worked out serves the next.
        self._seen: dict[str, dict[str, Table]] = {}
        self._functions = cell_functions()

    def answer(self, function: CellFunction, given: Given, reader: Reader | None = None) -> Any:
        """What the cell shows: a value, or rows of values. A fault is a sentence, never an exception.

        `reader` supplies the tables that the cell leaves out.
        """
        try:
            return self._answer(function, given, reader)
        except TrackerError as fault:
            return f"#{fault}"
        except Exception as fault:  # noqa: BLE001 - a cell can only show a sentence; a traceback would be lost
            return f"#{function.name} failed: {type(fault).__name__}, {fault}. Please report it."

    def _answer(self, function: CellFunction, given: Given, reader: Reader | None) -> Any:
        for argument in function.arguments:
            if argument.required and argument.name not in given:
                raise MetricError(f"{function.name} needs {argument.name}: {argument.help}")
        if function.name == "EXPLAIN":
            return explanation(find(as_text("name", given["name"])))
        if function.metric is None:
            function = self._wanted(given, reader)
        if function.reads_any:
            function = _over_time(function, given, reader)
        engine = self._engine(function, given, reader)
        return _result(function, given, engine)

    def _wanted(self, given: Given, reader: Reader | None) -> CellFunction:
        """The function of the metric that METRIC is asked for."""
        metric = find(as_text("name", given["name"]))
        function = self._functions[metric.name.upper()]
        if metric.result is Result.ROWS:
            raise MetricError(f"{function.name} is about rows. Write {function.example}.")
        if reader is None:
            raise MetricError(f"METRIC cannot read the workbook's tables here. Write {function.example}.")
        return function

    def _engine(self, function: CellFunction, given: Given, reader: Reader | None) -> Engine:
        """The engine of the tables that the cell gives and of those it leaves out."""
        wanted = {a.name: given[a.name] for a in function.arguments if a.role is Role.TABLE and _has(given, a.name)}
        tables = self._memory.given(wanted, function.tables, function.name)
        tables |= _read(function, [name for name in function.tables if name not in tables], reader)
        day = _day(function, given, tables)
        known = self._seen.setdefault(reader.key, {}) if reader else {}
        for name in function.tables:
            known.pop(name, None)  # a table may have gone
        known.update(tables)
        used = {name: known[name] for name in SHEETS if name in known}
        key = (day, *used.items())  # tables are compared by identity: the same cells give the same table
        return self._engines.get(key, lambda: Engine(Tracker.from_tables("", used, day)))


def explanation(metric: Metric) -> str:
    """What a metric is, in one cell.

    >>> explanation(find("risk_band"))[:30]
    'Risk band: the word for a risk'
    """
    sheets = ", ".join(SHEETS[name].title for name in metric.tables)
    parts = [f"{metric.label}: {metric.summary[:1].lower()}{metric.summary[1:]}", f"Formula: {metric.formula}.",
             f"Unit: {metric.unit}.", f"Source: {metric.source}."]  # fmt: skip
    return " ".join([*parts, f"Read from: {sheets}."] if sheets else parts)


def _has(given: Given, name: str) -> bool:
    return name in given and not is_left_out(given[name])


def _read(function: CellFunction, names: list[str], reader: Reader | None) -> dict[str, Table]:
    """The tables that a cell leaves out; one that the workbook lacks is empty.

    Raises:
        MetricError: no workbook can be read, or it has none of the tables the function is about.
    """
    found = {name: reader.table(SHEETS[name]) for name in names} if reader else dict.fromkeys(names)
    about = [name for name in function.tables if name not in DEFAULTED]
    absent = [name for name in names if name in about and found[name] is None]
    if absent and (reader is None or absent == about):
        several = "tables" if len(about) > 1 else "table"
        raise MetricError(f"Give the {several}: {function.example}")
    return {name: table for name, table in found.items() if table is not None}


def _day(function: CellFunction, given: Given, tables: Mapping[str, Table]) -> date:
    if all(argument.name != "as_of" for argument in function.arguments):
        return _ANY_DAY
    if _has(given, "as_of"):
        return as_day("as_of", given["as_of"])
    day = Settings.of(tables["settings"]).day("status_date") if "settings" in tables else None
    if day is None:
        raise UsageError("No status date: type it in Settings, row 'Status date', or give as_of.")
    return day


def _over_time(function: CellFunction, given: Given, reader: Reader | None) -> CellFunction:
    """A function about any metric's course, with the tables of the metric that the cell names."""
    if reader is None:
        raise MetricError(f"{function.name} cannot read the workbook's tables here.")
    argument = next(argument for argument in function.arguments if argument.own == "metric")
    named = as_text(argument.name, given[argument.name]) if _has(given, argument.name) else argument.default
    return replace(function, tables=tables_over_time(find(named)))


def _result(function: CellFunction, given: Given, engine: Engine) -> Any:
    metric = function.metric
    assert metric is not None  # EXPLAIN and METRIC have been resolved
    if metric.result is Result.ROWS:
        rows = row_results(metric, given, engine)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows
    own = {
        a.own: _own(a, given[a.name], metric) for a in function.arguments if a.role is Role.OWN and _has(given, a.name)
    }
    value = engine.value(metric.name, _scope(function, given, engine), **own)
    if not function.is_list:
        return cell(value)
    return _padded(value, function, given, own)


def _padded(value: Any, function: CellFunction, given: Given, own: Mapping[str, Any]) -> Cells:
    metric = function.metric
    assert metric is not None
    if counts_rows(metric):  # it may list more than n: a risk of top impact is never left out
        return listed(value, max(own.get("n", metric.own["n"]), len(value.rows)))
    name = next(argument.name for argument in function.arguments if argument.role is Role.COUNT)
    return listed(value, as_count(name, given[name], 1, MOST_ROWS) if _has(given, name) else None)


def _own(argument: Argument, value: Any, metric: Metric) -> Any:
    if not isinstance(argument.default, int):
        return as_text(argument.name, value)
    lowest = 1 if argument.own == "n" and counts_rows(metric) else 0
    return as_count(argument.name, value, lowest, MOST_ROWS)


def _scope(function: CellFunction, given: Given, engine: Engine) -> Scope:
    initiative = as_text("initiative", given["initiative"]) if _has(given, "initiative") else ""
    known = engine.tracker["initiatives"].positions if "initiatives" in function.tables else {}
    if initiative and known and initiative not in known:
        raise MetricError(f"There is no initiative '{initiative}'.{nearest(initiative, known)}")
    return Scope(initiative, _period(given, engine))


def _period(given: Given, engine: Engine) -> Period | None:
    if not _has(given, "period"):
        return None
    text = as_text("period", given["period"])
    kind = _KINDS.get(text.casefold())
    return engine.tracker.periods.of(engine.tracker.as_of, kind) if kind else engine.tracker.period(text)
