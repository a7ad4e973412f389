"""Milestones over time: what was forecast at each snapshot, and how fast forecasts slip.

Depends on: schema, tracker, metrics.registry, metrics.trend.mann_kendall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.trend.mann_kendall import sen_slope
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar
from exectrack_xl.tracker.timeline import timeline

_SOURCE = "Milestone trend analysis, DIN 69901"


@dataclass(frozen=True, eq=False)
class Told:
    """What was forecast for each milestone of a table when, oldest first: days reported on, and dates forecast."""

    days: Array
    dates: Array  # days × milestones, NaT where nothing was said or the milestone had been reached before

    def of(self, row: int) -> tuple[Array, Array]:
        """The days on which something was said of a milestone, and the dates said."""
        known = ~np.isnat(self.dates[:, row])
        return self.days[known], self.dates[known, row]


@derived
def milestone_forecasts(milestones: Table, snapshots: Table, as_of: date) -> Told:
    """The forecasts of the milestones at each snapshot and now; on the day it is reached, the actual date."""
    past, today = timeline(snapshots, "milestones", ("forecast", "actual")), np.datetime64(as_of)
    earlier = past.days < today
    place = np.array([past.positions.get(identity, -1) for identity in milestones["id"].tolist()], dtype=np.intp)
    now = milestones["actual"] <= today
    forecast = np.vstack([_columns(past["forecast"][earlier], place), milestones["forecast"]])
    actual = np.vstack([_columns(past["actual"][earlier], place), np.where(now, milestones["actual"], _BLANK)])
    reached = ~np.isnat(actual)
    before = np.vstack([np.zeros((1, len(milestones)), dtype=bool), np.maximum.accumulate(reached[:-1])])
    told = np.where(reached, actual, forecast)
    return Told(np.append(past.days[earlier], today), np.where(before, _BLANK, told))


_BLANK = np.datetime64("NaT", "D")


def _columns(values: Array, place: Array) -> Array:
    """The columns at these places; blank where there is none."""
    blank = np.full((len(values), 1), _BLANK)
    return np.hstack([values, blank])[:, place]


@metric(
    label="Milestone trend", unit=Unit.DATE, group=Group.SCHEDULE, result=Result.TABLE, source=_SOURCE,
    formula="forecast of each key milestone at each snapshot and now",
)  # fmt: skip
def milestone_trend(milestones: Table, milestone_forecasts: Told) -> Listing:
    """For each key milestone, the date that was forecast on each day of a snapshot: level = on plan, rising = slipping.

    A line ends where the milestone is reached. Where no milestone is key, all are told.
    """
    rows = []
    for row in _key(milestones):
        identity, name = milestones["id"][row], milestones["name"][row]
        days, dates = milestone_forecasts.of(row)
        rows += [(identity, name, day, forecast) for day, forecast in zip(days.tolist(), dates.tolist(), strict=True)]
    return Listing(("ID", "Milestone", "Reported on", "Forecast date"), tuple(rows))


@metric(
    label="Milestone slip", unit=Unit.DAYS, group=Group.SCHEDULE, result=Result.TABLE, source=_SOURCE,
    formula="working days from the first forecast to the last; Sen's slope of forecast against report date",
)  # fmt: skip
def milestone_slip(milestones: Table, milestone_forecasts: Told, calendar: Calendar) -> Listing:
    """How each key milestone slipped since its first snapshot: working days, how often it moved, and the slip rate.

    The slip rate is days of slip for each day that passes: 0 keeps its date, 1 slips day for day and never comes.
    The worst comes first.
    """
    told = [(row, *milestone_forecasts.of(row)) for row in _key(milestones)]
    told = [(row, days, dates) for row, days, dates in told if len(dates)]
    first = np.array([dates[0] for _, _, dates in told], dtype="datetime64[D]")
    last = np.array([dates[-1] for _, _, dates in told], dtype="datetime64[D]")
    moves = (float(np.count_nonzero(dates[1:] != dates[:-1])) for _, _, dates in told)
    ids, names = ([milestones[name][row] for row, _, _ in told] for name in ("id", "name"))
    slips = calendar.workdays(first, last).tolist()
    rates = (_rate(days, dates) for _, days, dates in told)
    rows = list(zip(ids, names, first.tolist(), last.tolist(), slips, moves, rates, strict=True))
    rows.sort(key=lambda found: (-found[4], found[0]))
    headers = ("ID", "Milestone", "First forecast", "Forecast now", "Slip", "Moves", "Slip rate")
    return Listing(headers, tuple(rows))


@metric(
    label="Slip rate", unit=Unit.INDEX, group=Group.SCHEDULE, source=_SOURCE,
    formula="median of Sen's slopes of the key milestones that are not reached",
)  # fmt: skip
def slip_rate(milestones: Table, milestone_forecasts: Told, as_of: date) -> float:
    """Days by which the open key milestones slip for each day that passes: 0 keeps its dates, 1 never arrives.

    The median of the milestones with at least two forecasts; NaN where there is none.
    """
    today, rates = np.datetime64(as_of), []
    for row in _key(milestones):
        days, dates = milestone_forecasts.of(row)
        if len(dates) > 1 and not milestones["actual"][row] <= today:
            rates.append(_rate(days, dates))
    return float(np.median(rates)) if rates else float("nan")


def _rate(days: Array, dates: Array) -> float:
    """Sen's slope of the dates forecast against the days reported on; 0 at once where nothing ever moved."""
    if len(dates) > 1 and (dates == dates[0]).all():
        return 0.0
    return sen_slope(dates.astype(float), days.astype(float))


def _key(milestones: Table) -> list[int]:
    key = np.flatnonzero(milestones["key"] == "Yes")
    return (key if len(key) else np.arange(len(milestones))).tolist()
