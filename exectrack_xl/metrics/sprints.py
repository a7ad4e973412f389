"""Sprints: what teams took on, what they finished, how fast they are. Depends on: schema, tracker."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import numpy as np

from exectrack_xl.metrics.curves import series
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Group, Listing, Result, Series, Unit, derived, metric
from exectrack_xl.metrics.sources import SCRUM
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Period, Settings


@derived
def closed_sprints(sprints: Table) -> dict[str, Table]:
    """The closed sprints of each team, oldest first."""
    closed = sprints.take(sprints["status"] == "Closed")
    ordered = closed.take(np.argsort(closed["finish"], kind="stable"))
    return {team: ordered.take(ordered.rows_with("team", team)) for team in sorted(set(ordered["team"].tolist()))}


@derived
def active_sprints(sprints: Table) -> Table:
    """The sprints that run."""
    return sprints.take(sprints["status"] == "Active")


def _last(sprints: Table, n: int, rules: Settings) -> Table:
    count = n if n > 0 else int(rules.number("velocity_sprints"))
    return sprints.take(np.arange(max(0, len(sprints) - count), len(sprints)))


def _mean(points: Array) -> float:
    return float(filled(points).mean()) if len(points) else math.nan


@metric(
    label="Velocity", unit=Unit.POINTS, group=Group.SPRINTS,
    formula="Σ points accepted in the last n closed sprints / n", source=SCRUM,
)  # fmt: skip
def velocity(closed_sprints: dict[str, Table], rules: Settings, *, team: str = "", n: int = 0) -> float:
    """Mean of the points a team finished in its last n closed sprints; n = 0 takes the number in Settings.

    The running sprint never counts. Points of different teams do not compare: with several teams and none named it
    is NaN, and SAY_DO speaks for all of them.
    """
    if not team and len(closed_sprints) != 1:
        return math.nan
    wanted = team.strip().casefold()
    found = [own for name, own in closed_sprints.items() if not wanted or name.casefold() == wanted]
    return _mean(_last(found[0], n, rules)["completed"]) if found else math.nan


@metric(
    label="Velocity by team", unit=Unit.POINTS, group=Group.SPRINTS, result=Result.TABLE,
    formula="mean, least and most points of the last n closed sprints", source=SCRUM,
)  # fmt: skip
def velocity_by_team(closed_sprints: dict[str, Table], rules: Settings, *, n: int = 0) -> Listing:
    """Each team's velocity, its least and most points, the sprints counted, and delivered over committed points."""
    rows = []
    for team, sprints in closed_sprints.items():
        last = _last(sprints, n, rules)
        points = filled(last["completed"])
        shares = ratio(float(points.sum()), float(np.nansum(last["planned"])))
        rows.append((team, _mean(points), float(points.min()), float(points.max()), float(len(last)), shares))
    return Listing(("Team", "Velocity", "Least", "Most", "Sprints", "Delivered of committed"), tuple(rows))


@metric(
    label="Delivered of committed", unit=Unit.SHARE, group=Group.SPRINTS,
    formula="Σ points accepted / Σ points committed", source=SCRUM,
)  # fmt: skip
def say_do(closed_sprints: dict[str, Table], rules: Settings, *, n: int = 0) -> float:
    """Points finished over points committed at the start, of the last n closed sprints of each team.

    n = 0 takes the number in Settings. Points added later are finished points too, so it can pass 100%.
    """
    last = [_last(sprints, n, rules) for sprints in closed_sprints.values()]
    done = sum(float(np.nansum(sprints["completed"])) for sprints in last)
    return ratio(done, sum(float(np.nansum(sprints["planned"])) for sprints in last))


F = TypeVar("F", bound=Callable[..., float])


def _running(what: str) -> Callable[[F], F]:
    """The declaration that the sums over the running sprints share."""
    return metric(
        label=f"Sprint points {what}", unit=Unit.POINTS, group=Group.SPRINTS,
        formula=f"Σ points {what} in active sprints", source=SCRUM,
    )  # fmt: skip


def _sum(sprints: Table, name: str) -> float:
    return float(np.nansum(sprints[name])) if len(sprints) else math.nan


@_running("planned")
def sprint_planned(active_sprints: Table) -> float:
    """Points committed at the start of the sprints that run, of all teams; NaN where none runs."""
    return _sum(active_sprints, "planned")


@_running("completed")
def sprint_completed(active_sprints: Table) -> float:
    """Points accepted in the sprints that run, of all teams; NaN where none runs."""
    return _sum(active_sprints, "completed")


@_running("in progress")
def sprint_in_progress(active_sprints: Table) -> float:
    """Points being worked on in the sprints that run, of all teams; NaN where none runs."""
    return _sum(active_sprints, "in_progress")


@_running("blocked")
def sprint_blocked(active_sprints: Table) -> float:
    """Points that cannot go on in the sprints that run, of all teams; NaN where none runs."""
    return _sum(active_sprints, "blocked")


@_running("to do")
def sprint_to_do(active_sprints: Table) -> float:
    """Points not begun in the sprints that run, of all teams; NaN where none runs."""
    return _sum(active_sprints, "to_do")


@_running("added")
def sprint_added(active_sprints: Table) -> float:
    """Points added to the sprints that run after their start, of all teams; NaN where none runs."""
    return _sum(active_sprints, "added")


@_running("removed")
def sprint_removed(active_sprints: Table) -> float:
    """Points taken out of the sprints that run after their start, of all teams; NaN where none runs."""
    return _sum(active_sprints, "removed")


@metric(
    label="Points finished in a period", unit=Unit.POINTS, group=Group.SPRINTS, per=("initiative", "period"),
    formula="Σ points accepted of the sprints that ended in the period", source=SCRUM,
)  # fmt: skip
def points_finished(closed_sprints: dict[str, Table], period: Period, as_of: date) -> float:
    """Points finished in the sprints that ended in the period, of all teams; NaN where no sprint is closed at all."""
    if not closed_sprints:
        return math.nan
    first, last = np.datetime64(period.start), np.datetime64(min(period.finish, as_of))
    within = (own.take((own["finish"] >= first) & (own["finish"] <= last)) for own in closed_sprints.values())
    return sum(float(filled(own["completed"]).sum()) for own in within)


@metric(
    label="Points finished by sprint", unit=Unit.POINTS, group=Group.SPRINTS, result=Result.SERIES,
    formula="Σ points accepted of the sprints that ended on a day", source=SCRUM,
)  # fmt: skip
def sprint_points_history(closed_sprints: dict[str, Table]) -> Series:
    """Points finished in closed sprints, by the day the sprint ended; teams that end on one day are summed."""
    return _by_finish(closed_sprints, "completed")


@metric(
    label="Points committed by sprint", unit=Unit.POINTS, group=Group.SPRINTS, result=Result.SERIES,
    formula="Σ points committed of the sprints that ended on a day", source=SCRUM,
)  # fmt: skip
def sprint_commitment_history(closed_sprints: dict[str, Table]) -> Series:
    """Points committed in closed sprints, by the day the sprint ended, to set beside SPRINT_POINTS_HISTORY."""
    return _by_finish(closed_sprints, "planned")


def _by_finish(closed_sprints: dict[str, Table], name: str) -> Series:
    totals: dict[date, float] = {}
    for sprints in closed_sprints.values():
        for day, points in zip(sprints["finish"].tolist(), filled(sprints[name]).tolist(), strict=True):
            if day is not None:
                totals[day] = totals.get(day, 0.0) + points
    days = sorted(totals)
    return series(np.array(days, dtype="datetime64[D]"), np.array([totals[day] for day in days]))
