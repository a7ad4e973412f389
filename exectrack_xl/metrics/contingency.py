"""Contingency plans: which of them their trigger starts by now, with the values it was judged by.

Depends on: errors, schema, tracker, metrics.registry.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from exectrack_xl.errors import Finding, MetricError, Severity, nearest
from exectrack_xl.metrics.registry import METRICS, Group, Listing, Metric, Result, Unit, metric
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.conditions import STATUS_DATE, Condition
from exectrack_xl.tracker.processes import has_value

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 11.5.2.6 contingent response strategies"
YES, NO, UNKNOWN, UNREADABLE = "Yes", "No", "Not known", "Cannot be read"
_ORDER = (YES, UNKNOWN, UNREADABLE, NO)
_TOLD = {
    "Owner": "contingency_owner", "Steps": "contingency", "Approver": "contingency_approver",
    "Resources": "contingency_resources", "Cost": "contingency_cost",
    "Communication": "contingency_communication", "Activated on": "activated", "Initiative": "initiative",
}  # fmt: skip


@metric(
    label="Contingency plans triggered", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, result=Result.TABLE,
    per=("initiative", "period"), formula="the trigger of each open risk, read as a condition over metrics",
)  # fmt: skip
def contingency_triggered(live_risks: Table, ask: Callable[[str, str], Any], as_of: date) -> Listing:
    """The open risks with a trigger, those that it starts by now first: the values, and who does what.

    A trigger compares metrics with numbers or dates: "spi_t < 0.85 and critical_risks > 2"; a date alone starts the
    plan on that day. Metrics count for the risk's initiative where it names one. Not known: a value is missing.
    """
    planned = live_risks.take(has_value(live_risks["trigger"]))
    triggers = list(zip(planned["trigger"].tolist(), planned["initiative"].tolist(), strict=True))
    conditions = {typed: _readable(typed) for typed in {typed for typed, _ in triggers}}
    judged = {pair: _judged(conditions[pair[0]], pair[1], ask, as_of) for pair in dict.fromkeys(triggers)}
    told = [(typed.strip(), *judged[typed, initiative]) for typed, initiative in triggers]
    ids, titles, *plan = (planned[name].tolist() for name in ("id", "title", *_TOLD.values()))
    rows = [(id_, title, *trigger, *rest) for id_, title, trigger, *rest in zip(ids, titles, told, *plan, strict=True)]
    rows.sort(key=lambda row: (_ORDER.index(row[4]), row[0]))
    return Listing(("ID", "Title", "Trigger", "Values", "Triggered", *_TOLD), tuple(rows))


@metric(
    label="Contingency plans to start", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK,
    per=("initiative", "period"), formula="number of triggered contingency plans without a day of activation",
)  # fmt: skip
def contingencies_to_start(contingency_triggered: Listing) -> float:
    """How many contingency plans their trigger starts, that nobody has started yet."""
    triggered, activated = (contingency_triggered.headers.index(name) for name in ("Triggered", "Activated on"))
    return float(sum(row[triggered] == YES and row[activated] is None for row in contingency_triggered.rows))


def unknown_metrics(tracker: Tracker) -> tuple[Finding, ...]:
    """The triggers that can be read but name something that no condition may be about."""
    risks, column = tracker["risks"], SHEETS["risks"].by_name["trigger"]
    found = []
    for row, typed in enumerate(risks["trigger"].tolist()):
        for fault in _faults(typed):
            found.append(Finding("Risks", risks.cell("trigger", row), column.header, *fault,
                                 "trigger-unknown-metric", Severity.ERROR))  # fmt: skip
    return tuple(found)


def _readable(typed: str) -> Condition | None:
    """The condition that a trigger is; None where it cannot be read, or is about something it may not be about."""
    try:
        condition = Condition.read(typed)
    except MetricError:
        return None
    return condition if all(map(_watchable, condition.names)) else None


def _judged(
    condition: Condition | None, initiative: str, ask: Callable[[str, str], Any], as_of: date
) -> tuple[str, str]:
    """The values a trigger is judged by, and whether it holds."""
    if condition is None:
        return "", UNREADABLE
    values = {name: ask(name, initiative) for name in condition.names}
    holds = condition.holds({**values, STATUS_DATE: as_of})
    return "; ".join(_shown(values.items())), UNKNOWN if holds is None else YES if holds else NO


def _faults(typed: str) -> Iterable[tuple[str, str]]:
    """What is wrong with the names in a trigger, and what to do; nothing where it cannot be read at all."""
    try:
        names = Condition.read(typed).names if typed.strip() else ()
    except MetricError:
        return
    for name in names:
        known = METRICS.get(name)
        if known is None:
            hint = nearest(name, filter(_watchable, METRICS)).strip()
            yield f"'{name}' is not a metric.", hint or "'exectrack metrics' lists them all."
        elif not _watchable(name):
            yield f"'{name}' {_refusal(known)}, so that no trigger can be about it.", "Choose another metric."


def _refusal(known: Metric) -> str:
    """Why no condition may be about a metric."""
    if known.costly:
        return "takes seconds to work out"
    return "is about triggers itself" if known.result is Result.SCALAR else "is no number"


def _watchable(name: str) -> bool:
    """Whether a condition may be about a metric: a number or a date, soon worked out, and not about conditions."""
    known = METRICS.get(name)
    if known is None or known.costly or known.result is not Result.SCALAR:
        return False
    return "contingency_triggered" not in known.inputs


def _shown(values: Iterable[tuple[str, Any]]) -> Iterable[str]:
    for name, value in values:
        blank = value is None or (isinstance(value, float) and math.isnan(value))
        yield f"{name} {'–' if blank else value.isoformat() if isinstance(value, date) else f'{value:.4g}'}"
