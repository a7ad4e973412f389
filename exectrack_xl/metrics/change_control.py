"""Change control: how long decisions take, who still has to decide, what a change was weighed against.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed, place
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import CHANGE_RISK
from exectrack_xl.schema.table import filled
from exectrack_xl.tracker import Calendar, Period

_VOLATILITY = "IEEE 982.1-2005, requirements volatility; here in story points"
_ANSWERED = ("Approved", "Rejected", "Deferred")


@metric(
    label="Time to decide a change", unit=Unit.DAYS, group=Group.CHANGES, source=CHANGE_CONTROL,
    per=("initiative", "period"), formula="median working days from submitted to decided, of changes decided in it",
)  # fmt: skip
def change_lead_time(changes: Table, calendar: Calendar, period: Period, as_of: date) -> float:
    """The median working days from submitting to deciding the changes decided in the period."""
    decided, last = changes["decided"], np.datetime64(min(period.finish, as_of))
    within = (decided >= np.datetime64(period.start)) & (decided <= last)
    spans = calendar.workdays(changes["submitted"][within], decided[within])
    known = spans[~np.isnan(spans)]
    return float(np.median(known)) if len(known) else math.nan


@metric(
    label="Requirements volatility", unit=Unit.SHARE, group=Group.CHANGES, source=_VOLATILITY, bands=Bands(0.1, 0.2),
    formula="Σ |story points| of approved changes ÷ baseline scope",
)  # fmt: skip
def req_volatility(approved_rows: Table, baseline_scope: float) -> float:
    """How much of the scope was changed by approved changes, added and removed points alike.

    SCOPE_GROWTH sets them off against each other; this does not.
    """
    return ratio(float(np.abs(filled(approved_rows["scope_points"])).sum()), baseline_scope)


@metric(
    label="Accuracy of change estimates", unit=Unit.INDEX, group=Group.CHANGES, source=CHANGE_CONTROL,
    formula="Σ actual cost ÷ Σ estimated cost, of changes implemented",
)  # fmt: skip
def change_estimate_accuracy(changes: Table, as_of: date) -> float:
    """What the changes implemented by now really cost over what was estimated: 1.10 is a tenth more."""
    done = (changes["implemented"] <= np.datetime64(as_of)) & ~np.isnan(changes["actual_cost"])
    estimate = np.abs(filled(changes["cost"]))
    over = changes["actual_cost"] - filled(changes["cost"])
    return 1 + ratio(float(over[done].sum()), float(estimate[done].sum()))


@derived
def open_approvals(approvals: Table, as_of: date) -> Table:
    """The approvals not given on the day."""
    answered = np.isin(approvals["decision"].astype(str), _ANSWERED) & ~(approvals["decided"] > np.datetime64(as_of))
    return approvals.take(~answered)


@metric(
    label="Approvals pending", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="approvals not given, by due date",
)  # fmt: skip
def approvals_pending(open_approvals: Table, calendar: Calendar, as_of: date, person: str = "") -> Listing:
    """The approvals that changes wait for, the one due first on top; `person` asks for one approver."""
    wanted = person.strip().casefold()
    named = np.array([wanted in name.casefold() for name in open_approvals["approver"].tolist()], dtype=bool)
    waiting = open_approvals.take(named)
    late = np.maximum(filled(calendar.workdays(waiting["due"], np.datetime64(as_of))), 0)
    return listed(
        waiting.with_columns({"overdue": late}), _WAITING, waiting["due"], waiting["change"], waiting["approver"]
    )


@metric(
    label="Approvals of changes", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="approvals given, rejected and pending, by change",
)  # fmt: skip
def approval_status(approvals: Table, as_of: date) -> Listing:
    """Each change with how many approvals it needs, how many are given, refused and pending, and who is awaited."""
    answered = ~(approvals["decided"] > np.datetime64(as_of))
    rows = []
    for change in sorted(set(approvals["change"].tolist()) - {""}):
        own = approvals["change"] == change
        decisions = np.where(answered, approvals["decision"], "Pending")[own]
        counts = [float(np.count_nonzero(decisions == word)) for word in ("Approved", "Rejected", "Deferred")]
        awaited = "; ".join(sorted(approvals["approver"][own][~np.isin(decisions.astype(str), _ANSWERED)].tolist()))
        rows.append((change, float(len(decisions)), *counts, float(len(decisions)) - sum(counts), awaited))
    headers = ("Change", "Needed", "Approved", "Rejected", "Deferred", "Pending", "Awaited from")
    return Listing(headers, tuple(rows))


@metric(
    label="Alternatives of changes", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="alternatives by change, the recommended first, then by score",
)  # fmt: skip
def change_alternatives(alternatives: Table, change: str = "") -> Listing:
    """The ways in which changes could be made, the recommended one first; `change` asks for one change."""
    rows = alternatives.take(alternatives.rows_with("change", change)) if change else alternatives
    return listed(rows, _OPTIONS, rows["change"], (rows["recommended"] != "Yes").astype(float), -filled(rows["score"]))


@metric(
    label="Risks of changes", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="risk assessments by change: High, Medium, Low",
)  # fmt: skip
def change_assessments(assessments: Table, change: str = "") -> Listing:
    """The risks that changes bring, High before Medium before Low, with their plans; `change` asks for one change."""
    rows = assessments.take(assessments.rows_with("change", change)) if change else assessments
    return listed(rows, _RISKS, rows["change"], place(rows["level"], CHANGE_RISK))


@metric(
    label="Baselines", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="approved plans, latest first",
)  # fmt: skip
def baseline_listing(baselines: Table) -> Listing:
    """The plans that were approved, the latest first, with the change that led to each."""
    return listed(baselines, _PLANS, -baselines["approved"].astype("datetime64[D]").astype(float), baselines["id"])


_WAITING = {
    "Change": "change", "Approver": "approver", "Approval needed": "subject", "Due date": "due",
    "Days overdue": "overdue", "Role": "role",
}  # fmt: skip
_OPTIONS = {
    "Change": "change", "Option": "option", "Timeline (days)": "days", "Cost": "cost", "Score": "score",
    "Recommended": "recommended", "Description": "description", "Drawback": "drawback",
}  # fmt: skip
_RISKS = {
    "Change": "change", "Level": "level", "Concern": "concern", "Plan": "plan", "Owner": "owner", "Risk": "risk",
}  # fmt: skip
_PLANS = {
    "ID": "id", "Initiative": "initiative", "Approved on": "approved", "Approved by": "approver",
    "Committed finish": "finish", "Budget": "budget", "Scope": "scope", "Change": "change", "Note": "note",
}  # fmt: skip
