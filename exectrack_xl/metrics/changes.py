"""The changes of a scope: what is asked, what is approved, and what both do to time, money and scope.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among, filled
from exectrack_xl.tracker import Calendar

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 4.6 perform integrated change control"
_APPROVED = ("Approved", "Implementing", "Verified", "Closed")
_PENDING = ("Draft", "Assessed", "Evaluated", "Recommended", "Submitted")


@derived(follows="changes")
def approved_rows(changes: Table, as_of: date) -> Table:
    """The changes approved by the day, implemented or not."""
    return changes.take(_is_approved(changes, as_of))


@derived(follows="changes")
def pending_rows(changes: Table, as_of: date) -> Table:
    """The changes asked for and not decided by the day; one decided later was still pending."""
    undecided = among(changes["status"], ("", *_PENDING)) | (changes["decided"] > np.datetime64(as_of))
    return changes.take(undecided)


@metric(
    label="Pending changes", unit=Unit.COUNT, group=Group.CHANGES, source=_PMBOK,
    formula="number of changes from Draft to Submitted",
)  # fmt: skip
def pending_changes(pending_rows: Table) -> float:
    """How many changes are asked for and not decided: from Draft to Submitted."""
    return float(len(pending_rows))


@metric(
    label="Days pending", unit=Unit.DAYS, group=Group.CHANGES, source=_PMBOK,
    formula="Σ timeline impact of pending changes",
)  # fmt: skip
def pending_days(pending_rows: Table) -> float:
    """The working days that pending changes would add, plus or minus; local days, not the effect on the finish."""
    return float(np.nansum(pending_rows["days"]))


@metric(label="Cost pending", unit=Unit.MONEY, group=Group.CHANGES, source=_PMBOK, formula="Σ cost of pending changes")
def pending_cost(pending_rows: Table) -> float:
    """The money that pending changes would add, plus or minus."""
    return float(np.nansum(pending_rows["cost"]))


@metric(
    label="Scope pending", unit=Unit.POINTS, group=Group.CHANGES, source=_PMBOK,
    formula="Σ story points of pending changes",
)  # fmt: skip
def pending_scope_points(pending_rows: Table) -> float:
    """The story points that pending changes would add, plus or minus."""
    return float(filled(pending_rows["scope_points"]).sum())


@metric(
    label="Approved changes", unit=Unit.COUNT, group=Group.CHANGES, source=_PMBOK,
    formula="number of changes Approved, Implementing, Verified or Closed",
)  # fmt: skip
def approved_changes(approved_rows: Table) -> float:
    """How many changes have been approved up to the status date."""
    return float(len(approved_rows))


@metric(
    label="Days approved", unit=Unit.DAYS, group=Group.CHANGES, source=_PMBOK,
    formula="Σ timeline impact of approved changes",
)  # fmt: skip
def approved_days(approved_rows: Table) -> float:
    """The working days that approved changes added, plus or minus."""
    return float(filled(approved_rows["days"]).sum())


@metric(
    label="Cost approved", unit=Unit.MONEY, group=Group.CHANGES, source=_PMBOK, formula="Σ cost of approved changes"
)
def approved_cost(approved_rows: Table) -> float:
    """The money that approved changes added, plus or minus."""
    return float(filled(approved_rows["cost"]).sum())


@metric(
    label="Scope approved", unit=Unit.POINTS, group=Group.CHANGES, source=_PMBOK,
    formula="Σ story points of approved changes",
)  # fmt: skip
def approved_scope_points(approved_rows: Table) -> float:
    """The story points that approved changes added, plus or minus."""
    return float(filled(approved_rows["scope_points"]).sum())


@derived
def baseline_scope(initiatives: Table) -> float:
    """The story points first agreed; NaN where no initiative states them."""
    points = initiatives["scope"]
    return float(filled(points).sum()) if np.isfinite(points).any() else float("nan")


@metric(
    label="Scope growth", unit=Unit.SHARE, group=Group.CHANGES, source=_PMBOK,
    bands=Bands("growth_green", "growth_red"), formula="story points of approved changes ÷ baseline scope",
)  # fmt: skip
def scope_growth(approved_scope_points: float, baseline_scope: float) -> float:
    """The growth of scope by approved changes, over the baseline scope; NaN where no initiative states its scope."""
    return approved_scope_points / baseline_scope if baseline_scope > 0 else float("nan")


@metric(
    label="Changes", unit=Unit.TEXT, group=Group.CHANGES, source=_PMBOK, result=Result.TABLE,
    formula="pending changes by decision date, then decided ones, latest first",
)  # fmt: skip
def change_listing(changes: Table, pending_rows: Table, calendar: Calendar, as_of: date, n: int = 10) -> Listing:
    """The first n changes: pending ones by the day they must be decided, then decided ones, latest first."""
    pending = among(changes["id"], set(pending_rows["id"].tolist()))
    due, decided = (_ordinals(changes[name]) for name in ("decision_due", "decided"))
    when = np.where(pending, due, -np.where(np.isinf(decided), 0, decided))
    keys = list(zip((~pending).tolist(), when.tolist(), changes["id"].tolist(), strict=True))
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)[: max(0, int(n))]
    late = filled(calendar.workdays(changes["decision_due"], np.datetime64(as_of)))
    overdue = np.where(pending, np.maximum(late, 0), 0)
    columns = (changes[name][order].tolist() for name in _LISTED.values())
    rows = zip(*columns, pending[order].tolist(), overdue[order].tolist(), strict=True)
    return Listing((*_LISTED, "Pending", "Days overdue"), tuple(rows))


_LISTED = {
    "ID": "id", "Title": "title", "Type": "type", "Status": "status", "Raised by": "owner", "Initiative": "initiative",
    "Timeline (days)": "days", "Cost": "cost", "Scope (points)": "scope_points", "Resources": "resources",
    "Scope": "scope", "Quality": "quality", "Dependencies": "dependencies", "Risk level": "risk",
    "Recommendation": "recommendation", "Approval by": "approver", "Decision due": "decision_due",
    "Decided on": "decided",
}  # fmt: skip


def _is_approved(changes: Table, as_of: date) -> Array:
    status = among(changes["status"], _APPROVED)
    approved: Array = status & ~(changes["decided"] > np.datetime64(as_of))
    return approved


def _ordinals(days: Array) -> Array:
    """Dates as numbers that sort; a blank comes after every date."""
    return np.where(np.isnat(days), np.inf, days.astype("datetime64[D]").astype(float))
