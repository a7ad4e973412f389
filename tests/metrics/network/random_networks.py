"""Random networks of every kind of link, lag, constraint, calendar and progress, for microsoft_project and for us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.activities import SNET, TO_FINISH, Activities
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.choices import LINK_CONSTRAINT

FIRST = date(2026, 1, 5)  # a Monday
HOLIDAYS = ("2026-01-20", "2026-02-11", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-25")
DAYS = (0, 1, 1, 1, 2, 3, 5, 8, 13)

Feature = Mapping[str, Any]
FEATURES: Mapping[str, Feature] = {
    "finish to start": {},
    "lags": {"lags": (0, 1, 2)},
    "leads": {"lags": (0, 0, -1, 1)},
    "all kinds": {"kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 1, 2)},
    "all kinds with leads": {"kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 0, 2, -1, -2)},
    "elapsed lags from finish to start": {"lags": (0, 1, 3), "units": ("ed",)},
    "elapsed lags from start to start": {"kinds": ("SS",), "lags": (0, 1, 3), "units": ("ed",)},
    "elapsed lags from finish to finish": {"kinds": ("FF",), "lags": (0, 1, 3), "units": ("ed",)},
    "milestones": {"milestones": True, "lags": (0, 1)},
    **{name.lower(): {"constraints": (code,), "kinds": ("FS", "SS", "FF") if code >= SNET else ("FS",)}
       for code, name in enumerate(LINK_CONSTRAINT) if code},
    "all constraints": {"constraints": (2, 3, 4, 5, 6, 7), "kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 1, -1)},
    "deadlines": {"deadlines": True, "kinds": ("FS", "SS", "FF")},
    "progress": {"progress": True, "lags": (0, 1)},
    "progress with all kinds": {"progress": True, "kinds": ("FS", "SS", "FF"), "lags": (0, 1, -1)},
    "progress with constraints": {"progress": True, "constraints": (2, 3, 4, 5, 6, 7), "kinds": ("FS", "SS", "FF"),
                                  "deadlines": True, "lags": (0, 1)},
    "two calendars": {"calendars": True, "lags": (0, 1, 2)},
    "leads in two calendars": {"calendars": True, "lags": (0, 1, -1, -2)},
    "all kinds in two calendars": {"calendars": True, "kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 1, 2)},
    "constraints in two calendars": {"calendars": True, "constraints": (2, 3, 4, 5, 6, 7), "deadlines": True},
    "elapsed lags": {"kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 1, 3), "units": ("ed",)},
    "lags in percent, all kinds": {"kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 50, 100), "units": ("%",)},
    "everything": {"constraints": (2, 3, 4, 5, 6, 7), "deadlines": True, "kinds": ("FS", "SS", "FF", "SF"),
                   "lags": (0, 0, 1, 2, -1), "milestones": True},
    "everything to plan": {"constraints": (1, 2, 3, 4, 5, 6, 7), "deadlines": True, "kinds": ("FS", "SS", "FF", "SF"),
                           "lags": (0, 0, 1, 2, -1), "milestones": True},
    "everything in progress": {"progress": True, "constraints": (1, 2, 3, 4, 5, 6, 7), "deadlines": True,
                               "kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 0, 1, 2, -1), "milestones": True,
                               "units": ("d", "ed", "%")},
    "all kinds in progress in two calendars": {"progress": True, "kinds": ("FS", "SS", "FF", "SF"),
                                               "lags": (0, 1, 2), "calendars": True},
}  # fmt: skip


def drawn(name: str, seed: int, size: int) -> dict[str, Any]:
    """One network with the features of this name; each task follows up to two of the ten before it."""
    feature, draw = FEATURES[name], Random(f"{name} {seed}")
    tasks = [_task(feature, draw, size) for _ in range(size)]
    if feature.get("progress"):
        _begin(tasks, draw)
    pairs = [(before, row) for row in range(1, size)
             for before in sorted(draw.sample(range(max(0, row - 10), row), draw.randint(0, min(2, row))))]  # fmt: skip
    kinds, lags, units = feature.get("kinds", ("FS",)), feature.get("lags", (0,)), feature.get("units", ("d",))
    links = [[*pair, draw.choice(kinds), draw.choice(lags), draw.choice(units)] for pair in pairs]
    return {"name": f"{name} {seed}", "start": FIRST.isoformat(), "holidays": list(HOLIDAYS), "tasks": tasks,
            "links": links}  # fmt: skip


def _task(feature: Feature, draw: Random, size: int) -> dict[str, Any]:
    days = DAYS if feature.get("milestones") else DAYS[1:]
    task: dict[str, Any] = {"days": draw.choice(days)}
    if feature.get("constraints") and draw.random() < 0.2:
        task["constraint"] = draw.choice(feature["constraints"])
        if task["constraint"] >= SNET:
            task["date"] = _workday(draw, size)
    if feature.get("deadlines") and draw.random() < 0.2:
        task["deadline"] = _workday(draw, size)
    if feature.get("calendars") and draw.random() < 0.5:
        task["calendar"] = 1
    return task


def _begin(tasks: list[dict[str, Any]], draw: Random) -> None:
    """The first tasks are finished or have begun."""
    for task in [task for task in tasks if task["days"]][: draw.randint(1, 3)]:
        task["started"] = FIRST.isoformat()
        if draw.random() < 0.5:
            task["finished"] = _after(FIRST, task["days"]).isoformat()
        else:
            task["remaining"] = draw.randint(1, task["days"])


def _workday(draw: Random, size: int) -> str:
    """A working day of the plan's time."""
    return _after(FIRST, draw.randint(1, 10 + size)).isoformat()


def _after(day: date, count: int) -> date:
    """The last of so many working days from this one on."""
    while count > 1 or not _works(day):
        count -= _works(day)
        day += timedelta(1)
    return day


def _works(day: date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in HOLIDAYS


def activities(tasks: list[dict[str, Any]], calendars: Sequence[WorkingDays]) -> Activities:
    """The tasks as ours, dates as positions in the calendars."""

    def positions(name: str, ends: list[bool]) -> list[float]:
        found = []
        for task, is_end in zip(tasks, ends, strict=True):
            axis = calendars[task.get("calendar", 0)]
            day = np.array([task.get(name, "NaT")], "M8[D]")
            found.append(float((axis.end if is_end else axis.start)(day)[0]))
        return found

    every, none = [True] * len(tasks), [False] * len(tasks)
    return Activities.of(
        [task["days"] for task in tasks], constraint=[task.get("constraint", 0) for task in tasks],
        date=positions("date", [task.get("constraint") in TO_FINISH for task in tasks]),
        deadline=positions("deadline", every), started=positions("started", none),
        finished=positions("finished", every),
        remaining=[task.get("remaining", task["days"]) for task in tasks],
        calendar=[task.get("calendar", 0) for task in tasks],
    )  # fmt: skip
