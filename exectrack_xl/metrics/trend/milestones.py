"""Milestones over time: what was forecast at each snapshot, and how fast forecasts slip.

Depends on: schema, tracker, metrics.registry, metrics.trend.mann_kendall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.trend.mann_kendall import sen_slopes
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

    @cached_property
    def known(self) -> Array:
        """Days × milestones: whether something was said."""
        return np.asarray(~np.isnat(self.dates))

    @cached_property
    def first(self) -> Array:
        """The first date forecast of each milestone; NaT where nothing was ever said."""
        return self._at(np.argmax(self.known, axis=0))

    @cached_property
    def last(self) -> Array:
        """The last date forecast of each milestone; NaT where nothing was ever said."""
        return self._at(len(self.days) - 1 - np.argmax(self.known[::-1], axis=0))

    @cached_property
    def moves(self) -> Array:
        """How often each milestone was given another date than the last time something was said of it."""
        said = np.maximum.accumulate(np.where(self.known, np.arange(len(self.days))[:, None], 0), axis=0)
        held = np.take_along_axis(self.dates, said, axis=0)
        return np.asarray(np.count_nonzero((held[1:] != held[:-1]) & ~np.isnat(held[:-1]), axis=0))

    @cached_property
    def rates(self) -> Array:
        """Sen's slope of the dates forecast of each milestone against the days reported on; NaN of fewer than two."""
        found = np.where(np.count_nonzero(self.known, axis=0) > 1, 0.0, np.nan)
        moved = np.flatnonzero(self.moves)  # one that never moved has no slope
        dates = np.where(self.known[:, moved], self.dates[:, moved].astype(float), np.nan)
        found[moved] = sen_slopes(dates, self.days.astype(float))
        return found

    def _at(self, place: Array) -> Array:
        return np.asarray(self.dates[place, np.arange(self.dates.shape[1])])

    def of(self, row: int) -> tuple[Array, Array]:
        """The days on which something was said of a milestone, and the dates said."""
        known = self.known[:, row]
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
    for row in _key(milestones).tolist():
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
    told, key = milestone_forecasts, _key(milestones)
    key = key[told.known[:, key].any(axis=0)]
    first, last = told.first[key], told.last[key]
    columns = (milestones["id"][key], milestones["name"][key], first, last, calendar.workdays(first, last),
               told.moves[key].astype(float), told.rates[key])  # fmt: skip
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
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
    key = _key(milestones)
    rates = milestone_forecasts.rates[key[~(milestones["actual"][key] <= np.datetime64(as_of))]]
    rates = rates[~np.isnan(rates)]
    return float(np.median(rates)) if len(rates) else float("nan")


def _key(milestones: Table) -> Array:
    """The positions of the key milestones; of all where none is key."""
    key = np.flatnonzero(milestones["key"] == "Yes")
    return key if len(key) else np.arange(len(milestones))
