"""Those whom the work concerns: how satisfied they are, where they stand, what they are told and when.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed, place
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import DEGREE, ENGAGEMENT
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar

_ENGAGEMENT = "PMI, PMBOK Guide 6th ed. (2017), 13.2.2.5 stakeholder engagement assessment matrix"
_PLAN = "PMI, PMBOK Guide 6th ed. (2017), 10.1 plan communications management"


@metric(
    label="Stakeholder satisfaction", unit=Unit.RATING, group=Group.COMMUNICATION, source="Survey on a scale of 1 to 5",
    bands=Bands(3.8, 3.0), formula="mean of the last answers",
)  # fmt: skip
def stakeholder_satisfaction(stakeholders: Table, as_of: date) -> float:
    """How satisfied stakeholders are on a scale of 1 to 5, by their last answers; STAKEHOLDERS_ASKED says how many."""
    answers = _answers(stakeholders, as_of)
    known = answers[~np.isnan(answers)]
    return float(known.mean()) if len(known) else math.nan


@metric(
    label="Stakeholders asked", unit=Unit.TEXT, group=Group.COMMUNICATION, source=_ENGAGEMENT, result=Result.TEXT,
    formula="stakeholders who answered, of all, and the age of the oldest answer",
)  # fmt: skip
def stakeholders_asked(stakeholders: Table, as_of: date) -> str:
    """On how many answers the satisfaction rests and how old the oldest is: "9 of 12, oldest 49 days"."""
    known = ~np.isnan(_answers(stakeholders, as_of))
    if not known.any():
        return f"0 of {len(stakeholders)}" if len(stakeholders) else ""
    days = stakeholders["asked"][known]
    ages = (np.datetime64(as_of) - days[~np.isnat(days)]).astype(int)
    age = f", oldest {ages.max()} days" if len(ages) else ""
    return f"{np.count_nonzero(known)} of {len(stakeholders)}{age}"


@metric(
    label="Engagement gap", unit=Unit.INDEX, group=Group.COMMUNICATION, source=_ENGAGEMENT, bands=Bands(0.3, 0.8),
    formula="mean of engagement levels wanted − levels today, where more is wanted",
)  # fmt: skip
def engagement_gap(stakeholders: Table) -> float:
    """How many levels stakeholders stand on average below where they are needed, from Unaware to Leading.

    Who stands higher than needed does not make up for others.
    """
    gaps = _gaps(stakeholders)
    known = gaps[~np.isnan(gaps)]
    return float(np.maximum(known, 0).mean()) if len(known) else math.nan


@metric(
    label="Stakeholders", unit=Unit.TEXT, group=Group.COMMUNICATION, source=_ENGAGEMENT, result=Result.TABLE,
    formula="stakeholders by engagement gap, then power, then interest",
)  # fmt: skip
def stakeholder_listing(stakeholders: Table, calendar: Calendar, as_of: date) -> Listing:
    """The stakeholders, those furthest below the engagement wanted first, then the most powerful."""
    late = np.maximum(calendar.workdays(stakeholders["next_contact"], np.datetime64(as_of)), 0)
    rows = stakeholders.with_columns({"gap": _gaps(stakeholders), "contact_overdue": late})
    gap = np.where(np.isnan(rows["gap"]), 0, rows["gap"])
    return listed(rows, _SHOWN, -gap, *(place(rows[name], DEGREE[::-1]) for name in ("power", "interest")), rows["id"])


@derived
def communication_plan(communications: Table, calendar: Calendar, as_of: date) -> Table:
    """The communications that are due once or again, with `next_due`, the day of the next one.

    A first one is due on its first day, later ones a cadence after the last was sent. What happens once and was sent,
    and what ended before it would be due again, is left out.
    """
    sent = np.where(communications["last_sent"] <= np.datetime64(as_of), communications["last_sent"],
                    np.datetime64("NaT", "D"))  # fmt: skip
    days = zip(communications["cadence"].tolist(), communications["start"].tolist(), sent.tolist(), strict=True)
    due = np.array([_next(*day, calendar) for day in days], dtype="datetime64[D]")
    goes_on = ~np.isnat(due) & ~(communications["finish"] < due)
    return communications.with_columns({"last_sent": sent, "next_due": due}).take(goes_on)


@metric(
    label="Communications due", unit=Unit.TEXT, group=Group.COMMUNICATION, source=_PLAN, result=Result.TABLE,
    formula="communications due within so many days, overdue ones first",
)  # fmt: skip
def comms_due(communication_plan: Table, calendar: Calendar, as_of: date, days: int = 7) -> Listing:
    """What has to be said to whom within the next days, overdue ones first, with the working days overdue."""
    last = np.datetime64(as_of + timedelta(days=max(0, int(days))))
    rows = communication_plan.take(communication_plan["next_due"] <= last)
    late = np.maximum(calendar.workdays(rows["next_due"], np.datetime64(as_of)), 0)
    return listed(rows.with_columns({"overdue": late}), _DUE, rows["next_due"], rows["id"])


@metric(
    label="Communications on time", unit=Unit.SHARE, group=Group.COMMUNICATION, source=_PLAN, bands=Bands(0.9, 0.75),
    formula="communications begun and not overdue ÷ communications begun",
)  # fmt: skip
def comms_compliance(communication_plan: Table, as_of: date) -> float:
    """The share of the communication plan that is kept: of the communications begun or due, those not overdue."""
    today = np.datetime64(as_of)
    begun = ~np.isnat(communication_plan["last_sent"]) | (communication_plan["next_due"] < today)
    overdue = begun & (communication_plan["next_due"] < today)
    return ratio(float(np.count_nonzero(begun & ~overdue)), float(np.count_nonzero(begun)))


_SHOWN = {
    "ID": "id", "Name": "name", "Role": "role", "Power": "power", "Interest": "interest", "Engagement": "engagement",
    "Engagement wanted": "engagement_wanted", "Gap": "gap", "Satisfaction": "satisfaction", "Contact": "owner",
    "Last contact": "last_contact", "Next contact": "next_contact", "Days overdue": "contact_overdue",
}  # fmt: skip
_DUE = {
    "ID": "id", "Communication": "name", "Cadence": "cadence", "Audience": "audience", "Owner": "owner",
    "Due date": "next_due", "Days overdue": "overdue", "Last sent": "last_sent", "Channel": "channel",
    "Change": "change",
}  # fmt: skip


def _answers(stakeholders: Table, as_of: date) -> Array:
    """The answers given by the day."""
    return np.where(stakeholders["asked"] > np.datetime64(as_of), np.nan, stakeholders["satisfaction"])


def _gaps(stakeholders: Table) -> Array:
    """Levels wanted less levels today; NaN where one is blank."""
    today, wanted = (place(stakeholders[name], ENGAGEMENT) for name in ("engagement", "engagement_wanted"))
    unknown = (today == len(ENGAGEMENT)) | (wanted == len(ENGAGEMENT))
    return np.where(unknown, np.nan, wanted - today)


def _next(cadence: str, start: date | None, sent: date | None, calendar: Calendar) -> Any:
    """The day a communication is due next; None where it is not due any more."""
    if sent is None:
        return start
    if cadence == "Daily":
        return calendar.add(sent + timedelta(days=1), 0).item()
    if cadence == "Weekly":
        return calendar.add(sent + timedelta(days=7), 0).item()
    months = {"Monthly": 1, "Quarterly": 3}.get(cadence)
    return calendar.add(_later(sent, months), 0).item() if months else None


def _later(day: date, months: int) -> date:
    """The same day some months later, or the last one of that month.

    >>> _later(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    first = np.datetime64(day, "M") + months
    last = (first + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    found: date = min(first.astype("datetime64[D]") + np.timedelta64(day.day - 1, "D"), last).item()
    return found
