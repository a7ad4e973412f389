"""Plans in progress to compare with: MPXJ's model of Primavera P6, which keeps retained logic at a data date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import FNET, MFO, MSO, SNET, Links
from exectrack_xl.metrics.network.schedule import network, solve
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar
from tests.metrics.network.microsoft_project import Plan, _at, _moment, java
from tests.metrics.network.random_networks import FIRST, HOLIDAYS, activities

WEEK = WorkingDays(Calendar(holidays=tuple(map(date.fromisoformat, HOLIDAYS))))
CALENDARS = WEEK, WorkingDays.every_day()
START = float(np.datetime64(FIRST).astype(int))
BEGIN = WEEK.position(START)


@dataclass(frozen=True)
class Status:
    """A plan as it stands: the network with its progress, and the position from which open work goes on."""

    network: Mapping[str, Any]
    data_date: float


def in_progress(
    network_given: dict[str, Any], seed: int, *, out_of_order: float = 0.0, as_planned: bool = False
) -> Status:
    """The network some way in: what should be done is, what should run has an amount left that nobody foresaw.

    Of work that nothing precedes so much is left as time is; `as_planned`, of all work. With `out_of_order`, a share
    of the rest has begun the day before, whatever it should have waited for.
    """
    tasks, links, draw = network_given["tasks"], network_given["links"], Random(seed)
    plan = solve(network(activities(tasks, CALENDARS), Links.of([tuple(link) for link in links]), CALENDARS,
                         start=START))  # fmt: skip
    ends = [_axis(task).finish_moment(float(place)) for task, place in zip(tasks, plan.finish, strict=True)]
    now = BEGIN + int((WEEK.position(max(ends)) - BEGIN) * draw.choice((0.2, 0.4, 0.6)))
    today, held = WEEK.start_moment(now), {link[1] for link in links}
    for row, (task, end) in enumerate(zip(tasks, ends, strict=True)):
        axis = _axis(task)
        place = max(axis.position(START) if not as_planned else -np.inf, float(plan.start[row]))
        begin = axis.start_moment(place)
        if end <= today:
            task |= {"started": _day(begin), "finished": _day(np.ceil(end) - 1)}
        elif begin < today:
            over = axis.position(today) - place
            unforeseen = row in held and not as_planned
            left = draw.randint(1, int(task["days"])) if unforeseen else max(1, int(task["days"] - over))
            task |= {"started": _day(begin), "remaining": left}
        elif task["days"] > 1 and draw.random() < out_of_order:
            task |= {"started": _first(now - 1), "remaining": draw.randint(1, int(task["days"]) - 1)}
    return Status(network_given, now)


def scheduled(status: Status) -> list[tuple[float, float, float]]:
    """Where each task starts, ends and must end at the latest, as MPXJ's model of Primavera P6 says it."""
    api, plan = java(), Plan(status.network)
    from jpype import java as platform

    plan.project.getProjectProperties().setStatusDate(_at(date.fromisoformat(_first(status.data_date)), 8))
    for task, given in zip(plan.tasks, status.network["tasks"], strict=True):
        days = float(given["days"])
        left = float(given.get("remaining", 0 if "finished" in given else days))
        task.setActivityType(api.ActivityType.TASK_DEPENDENT)
        task.setPercentCompleteType(api.PercentCompleteType.DURATION)
        task.setPercentageComplete(platform.lang.Double(100 * (1 - left / days)))
        for name, amount in (("PlannedDuration", days), ("Duration", days), ("RemainingDuration", left)):
            getattr(task, f"set{name}")(api.Duration.getInstance(8 * amount, api.TimeUnit.HOURS))
    api.cpm.PrimaveraScheduler().schedule(plan.project, plan.begin)
    names = ("Start", "Finish", "LateFinish")
    return [tuple(_axis(given).position(_moment(getattr(task, f"get{name}")())) for name in names)  # type: ignore[misc]
            for task, given in zip(plan.tasks, status.network["tasks"], strict=True)]  # fmt: skip


ALIKE = (SNET, FNET, MSO, MFO)  # constraints that both mean in the same way


def _first(position: float) -> str:
    found: str = WEEK.start_dates(np.array([position]))[0].item().isoformat()
    return found


def _axis(task: Mapping[str, Any]) -> WorkingDays:
    """The working days of a task."""
    return CALENDARS[task.get("calendar", 0)]


def _day(moment: float) -> str:
    return (date(1970, 1, 1) + timedelta(days=int(np.floor(moment)))).isoformat()
