"""Dates that moved without a decision: milestones against the snapshot before the period, less approved changes.

Depends on: schema, tracker, metrics.registry, metrics.changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.meaning import date_meant
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar, Period
from exectrack_xl.tracker.history import course

_SHEET = SHEETS["milestones"]
_DATES = ("approved", "forecast")
_HEADERS = ("ID", "Milestone", "Initiative", "Owner", "Date", "Before", "Now", "Days moved", "Approved days",
            "Days without approval", "Since", "Changes")  # fmt: skip
Held = dict[str, tuple[date, str]]  # row ID -> day of the snapshot and value


@derived
def dates_before(snapshots: Table, period: Period, as_of: date) -> dict[str, Held]:
    """What each date of each milestone was before the period; of a younger one, what it was first."""
    found: dict[str, Held] = {}
    first_day = period.start - timedelta(days=1)
    for column in _DATES:
        known = course(snapshots, _SHEET, column, as_of)
        held = found.setdefault(column, {})
        for identity, values in known.items():
            earlier = [one for one in values if one[0] <= first_day]
            held[identity] = earlier[-1] if earlier else values[0]
    return found


@metric(
    label="Unapproved drift", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    per=("initiative", "period"),
    formula="working days a date moved since the snapshot before the period − days of changes approved since",
)  # fmt: skip
def unapproved_drift(
    milestones: Table, approved_rows: Table, dates_before: dict[str, Held], calendar: Calendar
) -> Listing:
    """The milestones whose approved or forecast date moved in the period without an approved change, furthest first.

    A change counts when it was decided after that snapshot and names the milestone, or names none and belongs to the
    initiative. What is blank now or was blank then has not moved. Minus = earlier.
    """
    rows = [found for column in _DATES for found in _moved(milestones, approved_rows, (column, dates_before), calendar)]
    rows.sort(key=lambda row: (-abs(row[9]), row[0], row[4]))
    return Listing(_HEADERS, tuple(rows))


@metric(
    label="Milestones moved without approval", unit=Unit.COUNT, group=Group.CHANGES, source=CHANGE_CONTROL,
    per=("initiative", "period"), formula="number of milestones with unapproved drift",
)  # fmt: skip
def unapproved_drift_count(unapproved_drift: Listing) -> float:
    """How many milestones moved in the period without an approved change."""
    return float(len({row[0] for row in unapproved_drift.rows}))


def _moved(
    milestones: Table, approved: Table, before: tuple[str, dict[str, Held]], calendar: Calendar
) -> Iterator[tuple[Any, ...]]:
    """The milestones of which one date moved further than approved."""
    column, known = before[0], before[1].get(before[0], {})
    for row, identity in enumerate(milestones["id"].tolist()):
        now, (since, was) = milestones[column][row], known.get(identity, (None, ""))
        then = date_meant(was)[0] if was else None
        if since is None or then is None or np.isnat(now):
            continue
        days = float(calendar.between(then, now.item()))
        if not days:
            continue
        behind = _behind(approved, identity, milestones["initiative"][row], since)
        granted = float(np.nansum(approved["days"][behind]))
        excess = days - granted
        if not behind.any() or excess * days > 0:
            about = (milestones[name][row] for name in ("id", "name", "initiative", "owner"))
            yield (*about, _SHEET.by_name[column].header, then, now.item(), days, granted, excess,
                   since, "; ".join(approved["id"][behind].tolist()))  # fmt: skip


def _behind(approved: Table, milestone: str, initiative: str, since: date) -> Array:
    """The approved changes that a move may rest on."""
    named = approved["milestone"] == milestone
    general = (approved["milestone"] == "") & (approved["initiative"] == initiative) & (initiative != "")
    found: Array = (named | general) & ~(approved["decided"] <= np.datetime64(since))
    return found
