"""What the plan rests on: dependencies on others, assumptions, needs. Depends on: schema, tracker, metrics.registry."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.listing import listed
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import among, filled
from exectrack_xl.tracker import Calendar

_RAID = "PMI, PMBOK Guide 6th ed. (2017), 4.1.3.2 assumption log; 11.5 plan risk responses"


@derived
def open_dependencies(dependencies: Table, calendar: Calendar, as_of: date) -> Table:
    """What others have not handed over by the day, with `late`: working days promised after it is needed."""
    waiting = dependencies.take(~(dependencies["delivered"] <= np.datetime64(as_of)))
    late = np.maximum(filled(calendar.workdays(waiting["needed_by"], waiting["promised"])), 0)
    overdue = np.maximum(filled(calendar.workdays(waiting["needed_by"], np.datetime64(as_of))), 0)
    return waiting.with_columns({"late": late, "overdue": overdue})


@metric(
    label="Open dependencies", unit=Unit.TEXT, group=Group.PROGRESS, source=_RAID, result=Result.TABLE,
    formula="dependencies not delivered, by the day they are needed",
)  # fmt: skip
def dependencies_due(open_dependencies: Table) -> Listing:
    """What we still need from others, by the day it is needed: promised or not, and the working days it comes late."""
    return listed(open_dependencies, _NEEDED, open_dependencies["needed_by"], open_dependencies["id"])


@metric(
    label="Dependencies at risk", unit=Unit.COUNT, group=Group.PROGRESS, source=_RAID,
    formula="dependencies broken, overdue, or promised later than needed",
)  # fmt: skip
def dependencies_at_risk(open_dependencies: Table) -> float:
    """How many open dependencies are broken, overdue, or promised for a day after they are needed."""
    broken = open_dependencies["status"] == "Broken"
    return float(np.count_nonzero(broken | (open_dependencies["late"] > 0) | (open_dependencies["overdue"] > 0)))


@metric(
    label="Open assumptions", unit=Unit.TEXT, group=Group.RISKS, source=_RAID, result=Result.TABLE,
    formula="assumptions open or proved wrong, by the day they must be known",
)  # fmt: skip
def assumptions_due(assumptions: Table, calendar: Calendar, as_of: date) -> Listing:
    """The assumptions that are not proved, and those that do not hold, by the day they must be known."""
    rows = assumptions.take(assumptions["status"] != "Holds")
    late = np.maximum(filled(calendar.workdays(rows["validate_by"], np.datetime64(as_of))), 0)
    overdue = np.where(rows["status"] == "Does not hold", 0, late)
    return listed(rows.with_columns({"overdue": overdue}), _ASSUMED, rows["validate_by"], rows["id"])


@metric(
    label="Open needs", unit=Unit.TEXT, group=Group.PEOPLE, source=_RAID, result=Result.TABLE,
    formula="needs neither filled nor refused, by the day they are needed",
)  # fmt: skip
def open_needs(needs: Table, calendar: Calendar, as_of: date) -> Listing:
    """The people, money and things that the work still needs, by the day they are needed, with what happens without."""
    rows = needs.take(~among(needs["status"], ("Filled", "Refused")))
    late = np.maximum(filled(calendar.workdays(rows["needed_by"], np.datetime64(as_of))), 0)
    return listed(rows.with_columns({"overdue": late}), _WANTED, rows["needed_by"], rows["id"])


_NEEDED = {
    "ID": "id", "What is needed": "deliverable", "From": "giver", "Initiative": "initiative",
    "Needed by": "needed_by", "Promised for": "promised", "Status": "status", "Days late": "late",
    "Days overdue": "overdue", "If it is late": "consequence", "Owner": "owner",
}  # fmt: skip
_ASSUMED = {
    "ID": "id", "Assumption": "assumption", "Owner": "owner", "Validate by": "validate_by", "Status": "status",
    "Days overdue": "overdue", "If it is wrong": "consequence", "Initiative": "initiative",
}  # fmt: skip
_WANTED = {
    "ID": "id", "Need": "need", "Quantity": "quantity", "Unit": "unit", "Cost": "cost", "Needed by": "needed_by",
    "Days overdue": "overdue", "Approval by": "approver", "Status": "status", "Justification": "reason",
    "Initiative": "initiative", "Change": "change",
}  # fmt: skip
