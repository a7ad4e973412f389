"""What a change board sees: the changes of one decision with their tier, effect, approver and age.

Depends on: schema, tracker, metrics.choice, metrics.changes, metrics.registry.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.listing import listed
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import APPROVAL_DECISION
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar, Period

PENDING, APPROVED, REJECTED, DEFERRED = APPROVAL_DECISION


@derived
def changes_by_decision(changes: Table, pending_rows: Table, approved_rows: Table, as_of: date) -> dict[str, Table]:
    """The changes of each decision: Pending, Approved, Rejected, Deferred. One decided later is pending."""
    settled = ~(changes["decided"] > np.datetime64(as_of))
    refused = {word: changes.take((changes["status"] == word) & settled) for word in (REJECTED, DEFERRED)}
    return {PENDING: pending_rows, APPROVED: approved_rows, **refused}


@metric(
    label="Rejected changes", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    formula="number of changes Rejected",
)  # fmt: skip
def rejected_changes(changes_by_decision: dict[str, Table]) -> float:
    """How many changes have been rejected up to the status date."""
    return float(len(changes_by_decision[REJECTED]))


@metric(
    label="Deferred changes", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    formula="number of changes Deferred",
)  # fmt: skip
def deferred_changes(changes_by_decision: dict[str, Table]) -> float:
    """How many changes have been put off and are neither approved nor rejected."""
    return float(len(changes_by_decision[DEFERRED]))


@metric(
    label="Overdue decisions on changes", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    formula="number of pending changes whose decision was due before the status date",
)  # fmt: skip
def overdue_changes(pending_rows: Table, as_of: date) -> float:
    """How many pending changes should have been decided before the status date."""
    return float(np.count_nonzero(pending_rows["decision_due"] < np.datetime64(as_of)))


@metric(
    label="Changes raised", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL, per=("initiative", "period"),
    formula="number of changes raised in the period",
)  # fmt: skip
def changes_raised(changes: Table, period: Period, as_of: date) -> float:
    """How many changes were asked for in the period."""
    return _within(changes["raised"], period, as_of)


@metric(
    label="Changes decided", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL, per=("initiative", "period"),
    formula="number of changes decided in the period",
)  # fmt: skip
def changes_decided(changes: Table, period: Period, as_of: date) -> float:
    """How many changes were approved, rejected or deferred in the period."""
    return _within(changes["decided"], period, as_of)


@metric(
    label="Change board", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="changes of one decision: pending ones by the day they must be decided, others by the latest decision",
)  # fmt: skip
def change_board(
    changes_by_decision: dict[str, Table], change_impact: Listing, calendar: Calendar, as_of: date,
    decision: str = PENDING,
) -> Listing:  # fmt: skip
    """The changes of one decision with risk tier, typed and computed effect, approver and age in working days.

    Age counts from the day a change was raised to its decision, or to the status date while it is pending. Computed
    days are those of CHANGE_IMPACT; blank where the plan holds the change already or nothing can be computed.

    Raises:
        MetricError: `decision` is none of Pending, Approved, Rejected and Deferred.
    """
    wanted = choice("decision", decision, APPROVAL_DECISION)
    rows = changes_by_decision[wanted]
    day = np.datetime64(as_of)
    until = np.full(len(rows), day) if wanted == PENDING else np.minimum(rows["decided"], day)
    computed = {row[0]: row[5] for row in change_impact.rows}
    effect = [computed.get(identity) for identity in rows["id"].tolist()]
    late = np.maximum(filled(calendar.workdays(rows["decision_due"], day)), 0) * (wanted == PENDING)
    table = rows.with_columns({
        "age": np.maximum(calendar.workdays(rows["raised"], until), 0), "overdue": late,
        "computed": np.array([np.nan if days is None else days for days in effect], dtype=float),
    })  # fmt: skip
    return listed(table, _BOARD, rows["decision_due"] if wanted == PENDING else _latest(rows["decided"]), rows["id"])


def _within(days: Array, period: Period, as_of: date) -> float:
    last = np.datetime64(min(period.finish, as_of))
    return float(np.count_nonzero((days >= np.datetime64(period.start)) & (days <= last)))


def _latest(days: Array) -> Array:
    """Dates as numbers that put the latest first and a blank last."""
    return np.where(np.isnat(days), np.inf, -days.astype("datetime64[D]").astype(float))


_BOARD = {
    "ID": "id", "Title": "title", "Type": "type", "Risk level": "risk", "Status": "status",
    "Decision due": "decision_due", "Approval by": "approver", "Age": "age", "Timeline (days)": "days",
    "Computed days": "computed", "Cost": "cost", "Scope (points)": "scope_points", "Decided on": "decided",
    "Days overdue": "overdue",
}  # fmt: skip
