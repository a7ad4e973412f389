"""What effort comes to: how well it was estimated, and what teams deliver for it. Never of one person.

Depends on: schema, tracker, metrics.registry, metrics.sprints.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import SCRUM
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import filled
from exectrack_xl.tracker import Settings

_ESTIMATION = "McConnell, Software Estimation (2006), actual over estimate"
_MMRE = "Conte, Dunsmore, Shen, Software Engineering Metrics and Models (1986), magnitude of relative error"


@derived(follows="tasks")
def estimated_tasks(tasks: Table, as_of: date) -> Table:
    """The tasks finished by the day of which planned and actual effort are known."""
    done = tasks["actual_finish"] <= np.datetime64(as_of)
    return tasks.take(done & (tasks["effort_planned"] > 0) & (tasks["effort_actual"] > 0))


@metric(
    label="Effort efficiency", unit=Unit.INDEX, group=Group.PEOPLE, source=_ESTIMATION, bands=Bands(0.95, 0.85),
    formula="Σ planned effort ÷ Σ actual effort, of finished tasks",
)  # fmt: skip
def effort_efficiency(estimated_tasks: Table) -> float:
    """The effort planned for the tasks that are finished over the effort they took; above 1 they took less."""
    return ratio(float(estimated_tasks["effort_planned"].sum()), float(estimated_tasks["effort_actual"].sum()))


@metric(
    label="Estimation accuracy", unit=Unit.INDEX, group=Group.PEOPLE, source=_ESTIMATION,
    formula="median of actual ÷ planned effort, of finished tasks",
)  # fmt: skip
def estimation_accuracy(estimated_tasks: Table) -> float:
    """What a finished task typically took over what was estimated: 1.10 is a tenth more; the median of all."""
    shares = estimated_tasks["effort_actual"] / estimated_tasks["effort_planned"]
    return float(np.median(shares)) if len(shares) else math.nan


@metric(
    label="Estimation error", unit=Unit.SHARE, group=Group.PEOPLE, source=_MMRE, bands=Bands(0.10, 0.25),
    formula="mean of |actual − planned effort| ÷ actual effort, of finished tasks",
)  # fmt: skip
def estimation_error(estimated_tasks: Table) -> float:
    """How far off estimates are on average, whichever way: the mean magnitude of relative error."""
    actual = estimated_tasks["effort_actual"]
    errors = np.abs(actual - estimated_tasks["effort_planned"]) / actual
    return float(errors.mean()) if len(errors) else math.nan


@metric(
    label="Productivity", unit=Unit.INDEX, group=Group.PEOPLE, source=SCRUM,
    formula="Σ points accepted ÷ person-days of capacity, of the last closed sprints",
)  # fmt: skip
def productivity(closed_sprints: dict[str, Table], rules: Settings, team: str = "") -> float:
    """Story points a team finishes for each person-day it has, over the closed sprints that velocity counts.

    Points of different teams do not compare: with several teams and none named it is NaN.
    """
    wanted = team.strip().casefold()
    found = [own for name, own in closed_sprints.items() if not wanted or name.casefold() == wanted]
    return _points_per_day(found[0], rules) if len(found) == 1 else math.nan


@metric(
    label="Productivity of the teams", unit=Unit.TEXT, group=Group.PEOPLE, source=SCRUM, result=Result.TABLE,
    formula="Σ points accepted ÷ person-days of capacity, by team",
)  # fmt: skip
def productivity_by_team(closed_sprints: dict[str, Table], rules: Settings) -> Listing:
    """Each team's points for a person-day, beside its own sprints before; teams do not compare with each other."""
    rows = []
    for name, own in closed_sprints.items():
        count = int(rules.number("velocity_sprints"))
        earlier = own.take(np.arange(max(0, len(own) - count)))
        rows.append((name, _points_per_day(own, rules), _points_per_day(earlier, rules), float(min(count, len(own)))))
    return Listing(("Team", "Points per person-day", "Before", "Sprints"), tuple(rows))


def _points_per_day(sprints: Table, rules: Settings) -> float:
    """Points for a person-day over the last sprints whose capacity is known."""
    count = int(rules.number("velocity_sprints"))
    last = sprints.take(np.arange(max(0, len(sprints) - count), len(sprints)))
    known = last.take(last["capacity"] > 0)
    days = float(known["capacity"].sum()) / rules.number("hours_per_day")
    return ratio(float(filled(known["completed"]).sum()), days)
