"""The people: how much of their time is booked, team by team and month by month.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar, Period, Settings

_SOURCE = "PMI, PMBOK Guide 6th ed. (2017), 9.6 control resources"
SPARE, BALANCED = 0.70, 0.95  # below the first there is room, above the second there is none
_DAY, _MONTH, _ONE = np.timedelta64(1, "D"), np.timedelta64(1, "M"), timedelta(days=1)


@dataclass(frozen=True)
class Load:
    """One person in one month."""

    person: str
    team: str
    month: Any  # datetime64[M]
    booked: float  # hours
    available: float  # hours

    @property
    def share(self) -> float:
        """Booked over available; NaN where the person is away all month."""
        return ratio(self.booked, self.available)


@derived
def loads(
    allocations: Table, resources: Table, absences: Table, rules: Settings, calendar: Calendar
) -> tuple[Load, ...]:  # fmt: skip
    """Every person in every month for which somebody is booked: hours booked, and hours available.

    Available are the working days between joining and leaving, without days off and absences, at the hours of a day
    and the person's share of full time. Who is not in Resources is left out: a check names them.
    """
    months = np.unique(allocations["month"][~np.isnat(allocations["month"])].astype("datetime64[M]"))
    booked = _booked(allocations)
    found = []
    for month in months:
        available = _available(resources, absences, month, calendar) * rules.number("hours_per_day")
        names = zip(resources["person"].tolist(), resources["team"].tolist(), available.tolist(), strict=True)
        found += [Load(person, team, month, booked.get((person, month), 0.0), hours) for person, team, hours in names]
    return tuple(found)


@metric(
    label="Resource utilisation", unit=Unit.SHARE, group=Group.PEOPLE, source=_SOURCE, per=("initiative", "period"),
    formula="Σ hours booked ÷ Σ hours available, of the months of the period",
)  # fmt: skip
def resource_utilisation(loads: tuple[Load, ...], period: Period) -> float:
    """How much of everybody's working time is booked in the months of the period, absences taken out.

    More is not better: below 70% there is room, above 95% there is no time for what was not foreseen. Of an
    initiative it is the share of all available hours that the initiative takes.
    """
    found = within(loads, period)
    return ratio(sum(load.booked for load in found), sum(load.available for load in found))


@metric(
    label="Load of the teams", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    per=("initiative", "period"), formula="hours booked ÷ hours available, by team and month",
)  # fmt: skip
def team_load(loads: tuple[Load, ...], period: Period, team: str = "") -> Listing:
    """Each team in each month of the period: hours booked, hours available, the load, and what it means.

    Spare is below 70%, Balanced up to 95%, Full up to 100%, Overloaded above.
    """
    wanted = team.strip().casefold()
    sums: dict[tuple[str, Any], list[float]] = {}
    for load in within(loads, period):
        if not wanted or load.team.casefold() == wanted:
            total = sums.setdefault((load.team, load.month), [0.0, 0.0])
            total[0], total[1] = total[0] + load.booked, total[1] + load.available
    rows = [
        (name, month.astype("datetime64[D]").item(), booked, available, ratio(booked, available),
         verdict(ratio(booked, available)))
        for (name, month), (booked, available) in sorted(sums.items())
    ]  # fmt: skip
    return Listing(("Team", "Month", "Booked hours", "Available hours", "Load", "Verdict"), tuple(rows))


@metric(
    label="People booked over their time", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    per=("initiative", "period"), formula="people whose hours booked pass their hours available, by month",
)  # fmt: skip
def over_allocated(loads: tuple[Load, ...], period: Period) -> Listing:
    """The people who are booked for more hours than they have in a month of the period, the heaviest load first."""
    over = [load for load in within(loads, period) if load.booked > load.available + 1e-9]
    over.sort(key=lambda load: (-(load.booked - load.available), load.person, load.month))
    rows = (
        (load.person, load.team, load.month.astype("datetime64[D]").item(), load.booked, load.available, load.share,
         load.booked - load.available)
        for load in over
    )  # fmt: skip
    return Listing(("Person", "Team", "Month", "Booked hours", "Available hours", "Load", "Hours too many"),
                   tuple(rows))  # fmt: skip


@metric(
    label="People over their time", unit=Unit.COUNT, group=Group.PEOPLE, source=_SOURCE, per=("initiative", "period"),
    formula="number of people with a month in which more is booked than available",
)  # fmt: skip
def over_allocated_people(over_allocated: Listing) -> float:
    """How many people are booked for more hours than they have in at least one month of the period."""
    return float(len({row[0] for row in over_allocated.rows}))


def verdict(share: float) -> str:
    """What a load means: Spare, Balanced, Full or Overloaded; blank where it is not known.

    >>> [verdict(share) for share in (0.5, 0.9, 0.97, 1.1)]
    ['Spare', 'Balanced', 'Full', 'Overloaded']
    """
    if share != share:
        return ""
    return "Spare" if share < SPARE else "Balanced" if share <= BALANCED else "Full" if share <= 1 else "Overloaded"


def within(loads: tuple[Load, ...], period: Period) -> list[Load]:
    """The months that have a day in the period."""
    first, last = np.datetime64(period.start, "M"), np.datetime64(period.finish, "M")
    return [load for load in loads if first <= load.month <= last]


def _booked(allocations: Table) -> dict[tuple[str, Any], float]:
    sums: dict[tuple[str, Any], float] = {}
    months = allocations["month"].astype("datetime64[M]")
    for person, month, hours in zip(allocations["person"], months, filled(allocations["hours"]), strict=True):
        sums[person, month] = sums.get((person, month), 0.0) + float(hours)
    return sums


def _available(resources: Table, absences: Table, month: Any, calendar: Calendar) -> Array:
    """The full working days that each person has in a month."""
    first, end = month.astype("datetime64[D]"), (month + _MONTH).astype("datetime64[D]")
    start = np.where(np.isnat(resources["joined"]), first, np.maximum(resources["joined"], first))
    finish = np.where(np.isnat(resources["left"]), end, np.minimum(resources["left"] + _DAY, end))
    days = np.maximum(calendar.workdays(start, np.maximum(finish, start)), 0)
    spans = zip(resources["person"].tolist(), start, finish, strict=True)
    away = np.array([_away(absences, *span, calendar) for span in spans], dtype=float)
    present: Array = np.maximum(days - away, 0) * filled(resources["fte"], 1.0)
    return present


def _away(absences: Table, person: str, start: Any, finish: Any, calendar: Calendar) -> float:
    """The working days that a person is away between two days; days covered twice count once."""
    days: set[Any] = set()
    for row in absences.rows_with("person", person):
        first, last = max(absences["start"][row], start), min(absences["finish"][row] + _DAY, finish)
        if first < last:
            days.update(np.arange(first, last).tolist())
    return float(sum(calendar.between(day, day + _ONE) for day in days))
