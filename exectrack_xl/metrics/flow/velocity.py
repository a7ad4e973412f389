"""Velocity as a range, and the sprints that the open points will take. Depends on: metrics.sprints, metrics.flow."""

from __future__ import annotations

import math

import numpy as np

from exectrack_xl.metrics.flow.items import of_team
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import SCRUM
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled

_USUAL = 6  # closed sprints that say what is usual


def sprints_needed(points: float, velocity: float) -> float:
    """Whole sprints that so many points take at a velocity; NaN where either is not known or nothing gets done.

    >>> sprints_needed(30, 15), sprints_needed(31, 15)
    (2.0, 3.0)
    """
    if not velocity > 0 or math.isnan(points):
        return math.nan
    return float(math.ceil(round(points / velocity, 9)))


@metric(
    label="Velocity range", unit=Unit.POINTS, group=Group.SPRINTS, result=Result.TABLE,
    formula="median, least and most points of the last n closed sprints", source=SCRUM,
)  # fmt: skip
def velocity_range(closed_sprints: dict[str, Table], *, n: int = 0) -> Listing:
    """Each team's median of points over its last n closed sprints, the least, the most, and the sprints counted.

    n = 0 takes the last six.
    """
    rows = []
    for team, sprints in closed_sprints.items():
        points = _last_points(sprints, int(n))
        rows.append((team, float(np.median(points)), float(points.min()), float(points.max()), float(len(points))))
    return Listing(("Team", "Median", "Least", "Most", "Sprints"), tuple(rows))


@metric(
    label="Sprints to finish", unit=Unit.COUNT, group=Group.SPRINTS, result=Result.TABLE,
    formula="Σ estimate of open items / velocity, rounded up: at the most, mean and least points", source=SCRUM,
)  # fmt: skip
def sprints_to_finish(flow_items: Table, closed_sprints: dict[str, Table], *, n: int = 0) -> Listing:
    """For each team: points of its open items, and the sprints they take if it goes well, as usual, or badly.

    Well, usual and badly are the most, the mean and the least points of the last n closed sprints; n = 0 takes the
    last six. Items without an estimate count with the mean of those that have one.
    """
    rows = []
    for team, own in closed_sprints.items():
        points, done = open_points(of_team(flow_items, team)), _last_points(own, int(n))
        usual = (float(done.max()), float(done.mean()), float(done.min()))
        rows.append((team, points, *(sprints_needed(points, velocity) for velocity in usual)))
    return Listing(("Team", "Open points", "If it goes well", "As usual", "If it goes badly"), tuple(rows))


def open_points(items: Table) -> float:
    """Points of the open items; one without an estimate counts with the mean of all that have one."""
    estimates = items["estimate"]
    known = ~np.isnan(estimates)
    if not known.any():
        return math.nan
    return float(filled(estimates, float(estimates[known].mean()))[items["is_open"]].sum())


def _last_points(sprints: Table, n: int) -> Array:
    points = filled(sprints["completed"])
    return points[-(n if n > 0 else _USUAL) :]
