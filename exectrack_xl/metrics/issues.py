"""The issues of a scope: how many, how old, how late, who must decide, how fast they are resolved.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric, row_metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import ESCALATION, PRIORITY
from exectrack_xl.schema.table import Array, among, filled
from exectrack_xl.tracker import Calendar, Period, Settings

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 4.3.3.3 issue log"
_ITIL = "AXELOS, ITIL Foundation 4th ed. (2019), 5.2.5 incident management"
_PERIODIC = ("initiative", "period")
_DONE = ("Resolved", "Closed")
AGE_BANDS = ((0, 7, "0 to 7 days"), (8, 14, "8 to 14 days"), (15, 30, "15 to 30 days"), (31, np.inf, "Over 30 days"))


@row_metric(
    label="Issue age", unit=Unit.CALENDAR_DAYS, group=Group.ISSUES, source=_PMBOK, rows=("raised", "closed"),
    formula="closed, else the status date, − raised",
)  # fmt: skip
def issue_age(raised: Any, closed: Any, as_of: date) -> Any:
    """The calendar days an issue has been known: until it was closed, else until the status date.

    >>> float(issue_age(date(2026, 10, 1), None, date(2026, 10, 16)))
    15.0
    """
    begin, end = _days(raised), _days(closed)
    until = np.where(np.isnat(end), np.datetime64(as_of, "D"), end)
    age = (until - begin).astype("timedelta64[D]")
    return np.where(np.isnat(begin), np.nan, np.maximum(age.astype(float), 0))[()]


@row_metric(
    label="Days an issue is overdue", unit=Unit.DAYS, group=Group.ISSUES, source=_PMBOK, rows=("due", "status"),
    formula="working days from the due date to the status date",
)  # fmt: skip
def issue_overdue(due: Any, status: Any, calendar: Calendar, as_of: date) -> Any:
    """The working days an unresolved issue is past its due date; 0 when it is resolved or not yet due.

    >>> float(issue_overdue(date(2026, 10, 9), "Open", Calendar(), date(2026, 10, 16)))
    5.0
    """
    late = calendar.workdays(_days(due), np.datetime64(as_of, "D"))
    waiting = ~np.isin(np.asarray(status).astype(str), _DONE) & (late > 0)
    return np.where(waiting, late, 0.0)[()]


@row_metric(
    label="Escalation level", unit=Unit.TEXT, group=Group.ISSUES, source=_ITIL, rows=("priority", "raised", "status"),
    formula="one level higher for every full SLA of its priority since it was raised",
)  # fmt: skip
def escalation_level(priority: Any, raised: Any, status: Any, rules: Settings, calendar: Calendar, as_of: date) -> Any:
    """The level an unresolved issue belongs to by its age: Team, Manager, Director or Executive.

    Settings gives the working days each priority may stay on one level. Blank when resolved, or when the priority or
    the day it was raised is missing.

    >>> str(escalation_level("High", date(2026, 10, 9), "Open", Settings(), Calendar(), date(2026, 10, 16)))
    'Manager'
    """
    words = np.asarray(priority).astype(str)
    limits = {priority: rules.number(f"sla_{priority.casefold()}") for priority in PRIORITY}
    allowed = np.array([limits.get(word, np.nan) for word in words.ravel().tolist()], dtype=float).reshape(words.shape)
    age = np.maximum(calendar.workdays(_days(raised), np.datetime64(as_of, "D")), 0)
    known = ~np.isnan(age) & (allowed > 0) & ~np.isin(np.asarray(status).astype(str), _DONE)
    level = np.where(known, age, 0) // np.where(known, allowed, 1)
    named = np.array(ESCALATION, dtype=object)[np.minimum(level, len(ESCALATION) - 1).astype(int)]
    return np.where(known, named, "")[()]


@derived
def live_issues(issues: Table, rules: Settings, calendar: Calendar, as_of: date) -> Table:
    """The issues unresolved on the day, with age, days overdue and the level by age worked out anew."""
    ended = among(issues["status"], _DONE)
    later = _finished(issues) > np.datetime64(as_of)
    live = issues.take(~ended | later)
    waiting = np.full(len(live), "Open", dtype=object)
    worked_out = {
        "age": issue_age(live["raised"], np.full(len(live), "NaT", "datetime64[D]"), as_of),
        "days_overdue": issue_overdue(live["due"], waiting, calendar, as_of),
        "level": escalation_level(live["priority"], live["raised"], waiting, rules, calendar, as_of),
    }
    return live.with_columns(worked_out)


@metric(
    label="Open issues", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK,
    formula="number of issues neither Resolved nor Closed",
)  # fmt: skip
def open_issues(live_issues: Table) -> float:
    """How many issues are unresolved on the status date."""
    return float(len(live_issues))


@metric(
    label="Critical issues", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK,
    formula="number of open issues of priority Critical",
)  # fmt: skip
def critical_issues(live_issues: Table) -> float:
    """How many unresolved issues are Critical."""
    return float(np.count_nonzero(live_issues["priority"] == "Critical"))


@metric(
    label="Blockers", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK,
    formula="number of open issues marked as blocker",
)  # fmt: skip
def blockers(live_issues: Table) -> float:
    """How many unresolved issues make work stand still."""
    return float(np.count_nonzero(live_issues["blocker"] == "Yes"))


@metric(
    label="Overdue issues", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK,
    formula="number of open issues due before the status date",
)  # fmt: skip
def overdue_issues(live_issues: Table, as_of: date) -> float:
    """How many unresolved issues are past their due date."""
    return float(np.count_nonzero(live_issues["due"] < np.datetime64(as_of)))


@metric(
    label="Issues opened", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK, per=_PERIODIC,
    window={"issues": "raised"}, formula="number of issues raised in the period",
)  # fmt: skip
def issues_opened(issues: Table) -> float:
    """How many issues were raised in the period."""
    return float(len(issues))


@metric(
    label="Issues closed", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK, per=_PERIODIC,
    formula="number of issues resolved or closed in the period",
)  # fmt: skip
def issues_closed(issues: Table, period: Period, as_of: date) -> float:
    """How many issues were settled in the period: by the day they were resolved, else the day they were closed."""
    return float(np.count_nonzero(_settled(issues, period, as_of)))


@metric(
    label="Time to resolve an issue", unit=Unit.DAYS, group=Group.ISSUES, source=_ITIL, per=_PERIODIC,
    formula="median working days from raised to resolved",
)  # fmt: skip
def mttr_issue(issues: Table, calendar: Calendar, period: Period, as_of: date, priority: str = "") -> float:
    """The median working days from raising to resolving the issues settled in the period.

    The median, because a few old issues would carry the mean away. `priority` limits it to one priority.

    Raises:
        MetricError: `priority` is not Critical, High, Medium or Low.
    """
    settled = _settled(issues, period, as_of)
    if priority:
        settled &= issues["priority"] == _priority_named(priority)
    spans = calendar.workdays(issues["raised"][settled], _finished(issues)[settled])
    known = spans[~np.isnan(spans)]
    return float(np.median(known)) if len(known) else float("nan")


@metric(
    label="Ageing of issues", unit=Unit.COUNT, group=Group.ISSUES, source=_PMBOK, result=Result.TABLE,
    formula="number of open issues by age and priority",
)  # fmt: skip
def issue_ageing(live_issues: Table) -> Listing:
    """How many unresolved issues there are of each age and priority; issues without a date come last, if any."""
    age = live_issues["age"]
    rows = [_age_row(live_issues, word, (age >= low) & (age <= high)) for low, high, word in AGE_BANDS]
    if np.isnan(age).any():
        rows.append(_age_row(live_issues, "No date", np.isnan(age)))
    return Listing(("Age", *PRIORITY, "Total"), tuple(rows))


@metric(
    label="Top issues", unit=Unit.TEXT, group=Group.ISSUES, source=_PMBOK, result=Result.TABLE,
    formula="open issues by priority, blockers first, then days overdue, then age",
)  # fmt: skip
def top_issues(live_issues: Table, n: int = 5) -> Listing:
    """The n gravest unresolved issues: by priority, blockers first, then days overdue, then age."""
    order = np.lexsort(
        (live_issues["id"].astype(str), -filled(live_issues["age"]), -live_issues["days_overdue"],
         live_issues["blocker"] != "Yes", _rank(live_issues["priority"], PRIORITY))
    )  # fmt: skip
    return _listing(live_issues.take(order[: max(0, int(n))]), _TOP)


@metric(
    label="Overdue escalations", unit=Unit.TEXT, group=Group.ISSUES, source=_ITIL, result=Result.TABLE,
    formula="open issues whose level owes a decision, or whose age calls for a higher level",
)  # fmt: skip
def overdue_escalations(live_issues: Table, calendar: Calendar, as_of: date) -> Listing:
    """The unresolved issues whose level should have decided by now, then those that belong on a higher one."""
    waited = np.maximum(filled(calendar.workdays(live_issues["escalation_due"], np.datetime64(as_of))), 0)
    missing = _rank(live_issues["level"], ESCALATION, unknown=0)
    missing = np.maximum(missing - _rank(live_issues["escalation"], ESCALATION, unknown=0), 0)
    late = live_issues.with_columns({"decision_overdue": waited, "levels_missing": missing})
    order = np.lexsort((late["id"].astype(str), _rank(late["priority"], PRIORITY), -missing, -waited))
    return _listing(late.take(order[(waited > 0)[order] | (missing > 0)[order]]), _ESCALATED)


_TOP = {
    "ID": "id", "Title": "title", "Priority": "priority", "Status": "status", "Owner": "owner", "Due date": "due",
    "Days overdue": "days_overdue", "Age": "age", "Escalation": "escalation", "Resolution plan": "plan",
    "Blocker": "blocker", "Restricted": "restricted", "Initiative": "initiative",
}  # fmt: skip
_ESCALATED = {
    "ID": "id", "Title": "title", "Priority": "priority", "Owner": "owner", "Escalation": "escalation",
    "Level by age": "level", "Escalation due": "escalation_due", "Decision overdue": "decision_overdue",
    "Levels missing": "levels_missing", "Age": "age", "Restricted": "restricted",
}  # fmt: skip


def _days(values: Any) -> Array:
    """Dates as NumPy keeps them; None and "" are blank."""
    if isinstance(values, list | tuple):
        values = [None if value == "" else value for value in values]
    return np.asarray(None if isinstance(values, str) and not values else values, dtype="datetime64[D]")


def _finished(issues: Table) -> Array:
    """The day an issue was resolved, else closed."""
    return np.where(np.isnat(issues["resolved"]), issues["closed"], issues["resolved"])


def _settled(issues: Table, period: Period, as_of: date) -> Array:
    """Which issues were resolved or closed in the period, up to the status date."""
    day = _finished(issues)
    within = (day >= np.datetime64(period.start)) & (day <= np.datetime64(min(period.finish, as_of)))
    settled: Array = within & among(issues["status"], _DONE)
    return settled


def _age_row(issues: Table, word: str, rows: Array) -> tuple[Any, ...]:
    counts = [int(np.count_nonzero(rows & (issues["priority"] == priority))) for priority in PRIORITY]
    return word, *counts, int(np.count_nonzero(rows))


def _listing(table: Table, columns: dict[str, str]) -> Listing:
    return Listing(tuple(columns), tuple(zip(*(table[name].tolist() for name in columns.values()), strict=True)))


def _rank(words: Array, order: Sequence[str], unknown: int | None = None) -> Array:
    """The place of each word in its list; what is not in the list comes last, or where `unknown` says."""
    places = {word: place for place, word in enumerate(order)}
    elsewhere = len(order) if unknown is None else unknown
    return np.array([places.get(word, elsewhere) for word in words], dtype=float)


def _priority_named(text: str) -> str:
    for priority in PRIORITY:
        if priority.casefold() == text.strip().casefold():
            return priority
    raise MetricError(f"'{text}' is not a priority. Write {', '.join(PRIORITY[:-1])} or {PRIORITY[-1]}.")
