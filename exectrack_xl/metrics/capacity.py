"""How much time there is and who has none left: person by person, ahead by month, by initiative, and who is away.

Depends on: schema, tracker, metrics.people, metrics.registry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.curves import series
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.people import Load, verdict, within
from exectrack_xl.metrics.registry import Group, Listing, Result, Series, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar, Period

_SOURCE = "PMI, PMBOK Guide 6th ed. (2017), 9.6 control resources"
_AHEAD = ("This month", "In 1 month", "In 2 months", "In 3 months")


@metric(
    label="People", unit=Unit.COUNT, group=Group.PEOPLE, source=_SOURCE,
    formula="number of people in Resources who have joined and not left",
)  # fmt: skip
def people_count(resources: Table, as_of: date) -> float:
    """How many people work on the programme on the status date."""
    day = np.datetime64(as_of)
    here = ~(resources["joined"] > day) & ~(resources["left"] < day)
    return float(np.count_nonzero(here))


@metric(
    label="Load of the people", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    per=("initiative", "period"), formula="hours booked ÷ hours available, by person, the heaviest load first",
)  # fmt: skip
def person_load(loads: tuple[Load, ...], period: Period) -> Listing:
    """Each person in the months of the period: hours booked, hours available, the load, and what it means.

    Spare is below 70%, Balanced up to 95%, Full up to 100%, Overloaded above. It says what is booked, never what a
    person delivers.
    """
    sums = _summed(within(loads, period), lambda load: (load.person, load.team))
    rows = [(*who, booked, available, ratio(booked, available), verdict(ratio(booked, available)))
            for who, (booked, available) in sums.items()]  # fmt: skip
    rows.sort(key=lambda row: (-row[4] if row[4] == row[4] else 1.0, row[0]))
    return Listing(("Person", "Team", "Booked hours", "Available hours", "Load", "Verdict"), tuple(rows))


@metric(
    label="People by load", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    per=("initiative", "period"), formula="number of people by what their load in the period means",
)  # fmt: skip
def people_by_load(person_load: Listing) -> Listing:
    """How many people are Overloaded, Full, Balanced and Spare in the months of the period."""
    counts = Counter(row[5] for row in person_load.rows)
    verdicts = ("Overloaded", "Full", "Balanced", "Spare") if person_load.rows else ()
    return Listing(("Verdict", "People"), tuple((name, float(counts[name])) for name in verdicts))


@metric(
    label="Load of the teams ahead", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    formula="hours booked ÷ hours available, by team, in the month of the status date and the three after it",
)  # fmt: skip
def capacity_ahead(loads: tuple[Load, ...], as_of: date) -> Listing:
    """Each team's load in the running month and the next three, the heaviest first; blank where nobody is booked."""
    first = np.datetime64(as_of, "M")
    months = [first + np.timedelta64(ahead, "M") for ahead in range(len(_AHEAD))]
    sums = _summed([load for load in loads if load.month in months], lambda load: (load.team, load.month))
    shares = {key: ratio(*total) for key, total in sums.items()}
    rows = [(team, *(shares.get((team, month), np.nan) for month in months)) for team in {team for team, _ in sums}]
    rows.sort(key=lambda row: (-max((share for share in row[1:] if share == share), default=-1.0), row[0]))
    return Listing(("Team", *_AHEAD), tuple(rows))


@metric(
    label="Hours booked by month", unit=Unit.COUNT, group=Group.PEOPLE, source=_SOURCE, result=Result.SERIES,
    formula="Σ hours booked, of the months for which somebody is booked",
)  # fmt: skip
def hours_booked_by_month(loads: tuple[Load, ...]) -> Series:
    """The hours for which everybody is booked, month by month."""
    return _by_month(loads, 0)


@metric(
    label="Hours available by month", unit=Unit.COUNT, group=Group.PEOPLE, source=_SOURCE, result=Result.SERIES,
    formula="Σ hours available, of the months for which somebody is booked",
)  # fmt: skip
def hours_available_by_month(loads: tuple[Load, ...]) -> Series:
    """The hours that everybody has, absences taken out, to set beside HOURS_BOOKED_BY_MONTH."""
    return _by_month(loads, 1)


@metric(
    label="Allocation by initiative", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    per=("period",), formula="hours booked for an initiative ÷ all hours booked, of the months of the period",
)  # fmt: skip
def allocation_by_initiative(allocations: Table, initiatives: Table, period: Period) -> Listing:
    """What the hours booked in the months of the period are for: hours, share and people, the most hours first."""
    first, last = np.datetime64(period.start, "M"), np.datetime64(period.finish, "M")
    months = allocations["month"].astype("datetime64[M]")
    rows = allocations.take((months >= first) & (months <= last))
    names = dict(zip(initiatives["id"].tolist(), initiatives["name"].tolist(), strict=True))
    whole = float(filled(rows["hours"]).sum())
    found = []
    for identity in sorted(set(rows["initiative"].tolist())):
        own = rows.take(rows["initiative"] == identity)
        hours = float(filled(own["hours"]).sum())
        people = float(len(set(own["person"].tolist())))
        found.append((identity, names.get(identity, identity), hours, ratio(hours, whole), people))
    found.sort(key=lambda row: (-row[2], row[0]))
    return Listing(("ID", "Initiative", "Booked hours", "Share", "People"), tuple(found))


@metric(
    label="Absences ahead", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    formula="absences that touch the status date or the days after it, by first day",
)  # fmt: skip
def absences_ahead(absences: Table, resources: Table, calendar: Calendar, as_of: date, days: int = 30) -> Listing:
    """Who is away on the status date or in the days after it, and for how many working days; never why."""
    first, last = as_of, as_of + timedelta(days=int(days))
    teams = dict(zip(resources["person"].tolist(), resources["team"].tolist(), strict=True))
    columns = (absences[name].tolist() for name in ("start", "finish", "person"))
    rows = [
        (person, teams.get(person, ""), start, finish, float(calendar.between(start, finish + timedelta(days=1))))
        for start, finish, person in zip(*columns, strict=True)
        if start is not None and finish is not None and start <= last and first <= finish and start <= finish
    ]
    rows.sort(key=lambda row: (row[2], row[0]))
    return Listing(("Person", "Team", "From", "To", "Working days"), tuple(rows))


def _summed(loads: list[Load], by: Callable[[Load], Any]) -> dict[Any, list[float]]:
    """Hours booked and available, by what `by` makes of a load."""
    sums: dict[Any, list[float]] = {}
    for load in loads:
        total = sums.setdefault(by(load), [0.0, 0.0])
        total[0], total[1] = total[0] + load.booked, total[1] + load.available
    return sums


def _by_month(loads: tuple[Load, ...], which: int) -> Series:
    sums = _summed(list(loads), lambda load: load.month)
    months = sorted(sums)
    days: Array = np.array(months, dtype="datetime64[M]").astype("datetime64[D]")
    return series(days, np.array([sums[month][which] for month in months], dtype=float))
