"""Why rows need a person: a date has passed, the next step lacks something, nobody has looked for long.

Depends on: schema, tracker, metrics.registry, metrics.week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

import numpy as np

from exectrack_xl.metrics.freshness import Changes
from exectrack_xl.metrics.registry import derived
from exectrack_xl.metrics.week.call import OVERDUE, REVIEW, STEP, Call, Reason
from exectrack_xl.metrics.week.dues import CONTROL, PLAN, PREMISES, PROMISES, passed
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Calendar, Settings
from exectrack_xl.tracker.processes import PROCESSES, Process, has_value

Calls: TypeAlias = "tuple[Call, ...]"
_DEADLINE = {"issues": "due", "risks": "due", "changes": "decision_due"}  # by which the next step should be done
_LOOKED_AT = {"issues": ("reviewed", "raised"), "risks": ("reviewed", "assessed", "raised")}
_SETTLED = {"issues": ("Resolved", "Closed"), "risks": ("Occurred", "Closed")}
_MISSED = Reason("last_sent", OVERDUE, "Send or hold it, and type the day under 'Last sent'.", "name")
_REVIEW = Reason("reviewed", REVIEW, "Look at it, change what has changed, and type today under 'Reviewed on'.")


@derived
def calls_of_plan(milestones: Table, tasks: Table, calendar: Calendar, as_of: date) -> Calls:
    """Milestones and tasks whose forecast has passed."""
    return tuple(call for table in (milestones, tasks) for call in passed(PLAN, table, calendar, as_of))


@derived
def calls_of_dues(issues: Table, risks: Table, changes: Table, calendar: Calendar, as_of: date) -> Calls:
    """Issues, risks and changes that are overdue."""
    return tuple(call for table in (issues, risks, changes) for call in passed(CONTROL, table, calendar, as_of))


@derived
def calls_of_promises(
    mitigations: Table, approvals: Table, actions: Table, decisions: Table, calendar: Calendar, as_of: date
) -> Calls:
    """Mitigations, approvals, actions and decisions that are overdue."""
    tables = (mitigations, approvals, actions, decisions)
    return tuple(call for table in tables for call in passed(PROMISES, table, calendar, as_of))


@derived
def calls_of_premises(
    dependencies: Table, assumptions: Table, needs: Table, improvements: Table, calendar: Calendar, as_of: date
) -> Calls:
    """Dependencies, assumptions, needs and improvements that are overdue."""
    tables = (dependencies, assumptions, needs, improvements)
    return tuple(call for table in tables for call in passed(PREMISES, table, calendar, as_of))


@derived
def calls_of_communications(communication_plan: Table, calendar: Calendar, as_of: date) -> Calls:
    """Communications of the plan that were missed."""
    days = communication_plan["next_due"]
    rows = np.flatnonzero(days < np.datetime64(as_of))
    late = calendar.workdays(days[rows], np.datetime64(as_of)).tolist()
    told = zip(days[rows].tolist(), late, strict=True)
    whys = (
        f"{OVERDUE}: it was due on {day}, {ago:.0f} working {'day' if ago == 1 else 'days'} ago." for day, ago in told
    )
    return tuple(_MISSED.calls(communication_plan, rows, whys, late, days))


@derived
def calls_of_steps(issues: Table, risks: Table, changes: Table, rules: Settings, as_of: date) -> Calls:
    """Issues, risks and changes that lack what their state asks for, or what the next one will ask for soon."""
    tables = {table.name: table for table in (issues, risks, changes)}
    return tuple(call for process in PROCESSES for call in _steps(process, tables[process.sheet], rules, as_of))


@derived
def calls_of_reviews(issues: Table, risks: Table, last_changes: Changes, rules: Settings, as_of: date) -> Calls:
    """Unresolved issues and open risks that nobody has looked at for longer than Settings allow."""
    limit = rules.number("review_after")
    return tuple(call for table in (issues, risks) for call in _unreviewed(table, last_changes, limit, as_of))


def _steps(process: Process, table: Table, rules: Settings, as_of: date) -> Iterator[Call]:
    governance, statuses, dues = rules.text("governance"), table["status"], table[_DEADLINE[process.sheet]]
    header = {column.name: column.header for column in SHEETS[process.sheet].columns}
    for need, lacking in process.missing(table, governance):
        rows = np.flatnonzero(lacking)
        whys = (f"Step: {status} needs '{header[need.column]}'." for status in statuses[rows].tolist())
        yield from Reason(need.column, STEP, need.remedy).calls(table, rows, whys, dues=dues)
    horizon = np.datetime64(as_of) + np.timedelta64(int(rules.number("review_after")), "D")
    soon = np.flatnonzero(dues <= horizon)
    ahead = np.array([process.ahead(status) for status in statuses[soon].tolist()], dtype=object)
    for need in (need for need in process.needs if need.applies(governance) and need.states):
        lacking = among(ahead, need.states) & ~need.concerns(statuses[soon]) & ~has_value(table[need.column][soon])
        whys = (f"Next step: {state} needs '{header[need.column]}'." for state in ahead[lacking].tolist())
        yield from Reason(need.column, STEP, need.remedy).calls(table, soon[lacking], whys, dues=dues)


def _unreviewed(table: Table, last_changes: Changes, limit: float, as_of: date) -> Iterator[Call]:
    latest = _looked_at(table, last_changes, as_of)
    live = ~among(table["status"], _SETTLED[table.name]) & has_value(table["id"])
    old = np.isnat(latest) | ((np.datetime64(as_of) - latest).astype("timedelta64[D]").astype(float) > limit)
    rows = np.flatnonzero(live & old)
    whys = (f"Review: looked at {f'last on {day}' if day else 'never'}." for day in latest[rows].tolist())
    return _REVIEW.calls(table, rows, whys, dues=latest + np.timedelta64(int(limit), "D"))


def _looked_at(table: Table, last_changes: Changes, as_of: date) -> Array:
    """The last day up to the status date on which somebody looked at each row, or changed it."""
    title, blank = SHEETS[table.name].title, np.datetime64("NaT", "D")
    changed = [last_changes.get((title, identity)) for identity in table["id"].tolist()]
    columns = [np.array(changed, dtype="datetime64[D]"), *(table[name] for name in _LOOKED_AT[table.name])]
    found = np.full(len(table), blank)
    for days in columns:
        past = np.where(days <= np.datetime64(as_of), days, blank)
        found = np.fmax(found, past)
    return found
