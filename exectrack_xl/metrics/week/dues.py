"""Which date of which sheet passes when nobody acts, and what is to be done then. Depends on: schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.week.call import OVERDUE, PASSED, Call, Reason
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Calendar


@dataclass(frozen=True)
class Due:
    """A date by which something is to happen to a row."""

    sheet: str
    column: str
    over: tuple[str, ...]  # statuses in which nothing is awaited
    remedy: str
    title: str = "title"
    owner: str = "owner"
    status: str = "status"  # "" = the sheet has none
    done: str = ""  # a date column that says it happened
    kind: str = OVERDUE


PLAN = (
    Due("milestones", "forecast", (), "Type the actual date, or a new forecast.", title="name", status="",
        done="actual", kind=PASSED),
    Due("tasks", "finish", (), "Type the actual finish, or a new finish.", title="name", status="",
        done="actual_finish", kind=PASSED),
)  # fmt: skip
CONTROL = (
    Due("issues", "due", ("Resolved", "Closed"), "Resolve it, or agree on a new due date."),
    Due("issues", "escalation_due", ("Resolved", "Closed"), "Get the decision, or raise it one level."),
    Due("risks", "due", ("Monitoring", "Occurred", "Closed"), "Say how far the mitigation is, or set a new date."),
    Due("changes", "decision_due", ("Draft", "Assessed", "Evaluated", "Recommended", "Approved", "Rejected", "Deferred",
                                    "Implementing", "Verified", "Closed"),
        "Decide: approve, reject or defer.", owner="approver"),
)  # fmt: skip
PROMISES = (
    Due("mitigations", "due", ("Done", "Expired", "Cancelled"), "Finish it, or set a new date.", title="action",
        done="done"),
    Due("approvals", "due", ("Approved", "Rejected", "Deferred"), "Approve, reject or defer.", title="subject",
        owner="approver", status="decision"),
    Due("actions", "due", ("Done", "Cancelled"), "Do it, or agree on a new date.", title="action", done="done"),
    Due("decisions", "needed_by", ("Decided", "Withdrawn"), "Decide, or withdraw the question.", title="question"),
)  # fmt: skip
PREMISES = (
    Due("dependencies", "needed_by", ("Delivered",), "Get it, or agree on a new date.", title="deliverable",
        done="delivered"),
    Due("assumptions", "validate_by", ("Holds", "Does not hold"), "Find out whether it holds.", title="assumption"),
    Due("needs", "needed_by", ("Approved", "Filled", "Refused"), "Approve or refuse it.", title="need",
        owner="approver"),
    Due("improvements", "due", ("Done", "Cancelled"), "Finish it, or agree on a new date.", title="action",
        done="done"),
)  # fmt: skip


def passed(dues: tuple[Due, ...], table: Table, calendar: Calendar, as_of: date) -> Iterator[Call]:
    """The rows of a table of which a date has passed and nothing has happened."""
    for due in dues:
        if due.sheet == table.name:
            yield from _passed(due, table, calendar, as_of)


def _passed(due: Due, table: Table, calendar: Calendar, as_of: date) -> Iterator[Call]:
    today = np.datetime64(as_of)
    days: Array = table[due.column]
    waiting = days < today
    if due.status:
        waiting &= ~among(table[due.status], due.over)
    if due.done:
        waiting &= ~(table[due.done] <= today)
    if due.sheet == "risks":
        waiting &= ~(table["mitigation_progress"] >= 1)
    header, rows = SHEETS[due.sheet].by_name[due.column].header, np.flatnonzero(waiting)
    late = calendar.workdays(days[rows], today).tolist()
    whys = (
        f"{due.kind}: {header} was {day}, {ago:.0f} working {'day' if ago == 1 else 'days'} ago."
        for day, ago in zip(days[rows].tolist(), late, strict=True)
    )
    yield from Reason(due.column, due.kind, due.remedy, due.title, due.owner).calls(table, rows, whys, late, days)
