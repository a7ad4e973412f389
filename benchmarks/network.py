"""The critical path method on random networks: two links a task, all kinds, with calendar, constraints and progress.

The measure is the bare kernel in pure Python: topological order, forward and backward pass, without calendar,
constraints or progress. Beside it stand longpath, trueppm-scheduler and MPXJ's model of Microsoft Project where they
can be had (see the Makefile). They and a row of ours get the network with its calendar, without constraints, progress
and lags (trueppm-scheduler counts lags in days of the calendar), and all finishes must be equal. The sizes show that
cost grows linearly.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

import numpy as np

from benchmarks.rows import Bench, Row
from exectrack_xl.metrics.network.activities import KINDS, Activities, Links
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar
from tests.metrics.network import microsoft_project

sys.path.append(str(Path(__file__).parents[1] / ".venv" / "peers"))
SIZES = (1_000, 10_000, 100_000)
FIRST = date(2026, 1, 5)
HOLIDAYS = (date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25), date(2027, 1, 1))
WEEK = WorkingDays(Calendar(holidays=HOLIDAYS))
START = float((FIRST - date(1970, 1, 1)).days)
BASE = WEEK.position(START)


@dataclass(frozen=True)
class Net:
    """A random network whose rows stand in no order."""

    durations: list[float]
    ties: list[tuple[int, int, str, float, str]]

    @cached_property
    def activities(self) -> Activities:
        """As our arrays."""
        return Activities.of(self.durations)

    @cached_property
    def links(self) -> Links:
        """As our arrays."""
        return Links.of(self.ties)

    @classmethod
    def drawn(cls, size: int) -> Net:
        """Two links a task to one of the twenty before it; a quarter of them not from finish to start."""
        draw = Random(size)
        row = draw.sample(range(size), size)
        ties = [
            (row[before], row[place], draw.choice(("FS",) * 9 + KINDS[1:]), draw.choice((0.0, 0.0, 0.0, 1.0, 2.0)), "d")
            for place in range(1, size)
            for before in sorted(draw.sample(range(max(0, place - 20), place), min(2, place)))
        ]
        return cls([float(draw.randint(1, 20)) for _ in range(size)], ties)


def bare(net: Net) -> float:
    """Both passes in plain Python, from start-to-start weights; the length of the whole."""
    durations, size = net.durations, len(net.durations)
    followers: list[list[tuple[int, float]]] = [[] for _ in range(size)]
    waiting = [0] * size
    for tail, head, kind, lag, _ in net.ties:
        weight = lag + (durations[tail] if kind[0] == "F" else 0) - (durations[head] if kind[1] == "F" else 0)
        followers[tail].append((head, weight))
        waiting[head] += 1
    order = [task for task in range(size) if not waiting[task]]
    for task in order:
        for head, _ in followers[task]:
            waiting[head] -= 1
            if not waiting[head]:
                order.append(head)
    early = [0.0] * size
    for task in order:
        begin = early[task]
        for head, weight in followers[task]:
            if begin + weight > early[head]:
                early[head] = begin + weight
    finish = max(begin + duration for begin, duration in zip(early, durations, strict=True))
    late = [finish - duration for duration in durations]
    for task in reversed(order):
        for head, weight in followers[task]:
            if late[head] - weight < late[task]:
                late[task] = late[head] - weight
    return finish


def plain(net: Net) -> Schedule:
    """Ours with the calendar alone."""
    return solve(network(net.activities, net.links, (WEEK,), start=START, strict=True))


def full(net: Net) -> Callable[[], Schedule]:
    """Ours with a tenth of the tasks constrained, a tenth with deadlines, the first twentieth begun or done."""
    size, draw = len(net.durations), Random(1)
    dates = [BASE + draw.randint(0, size) for _ in range(size)]
    constraint = [draw.randint(2, 7) if draw.random() < 0.1 else 0 for _ in range(size)]
    deadline = [BASE + draw.randint(size, 2 * size) if draw.random() < 0.1 else np.nan for _ in range(size)]
    began = plain(net).start
    is_begun = began <= np.quantile(began, 0.05)
    started = np.where(is_begun, began, np.nan)
    ended = np.where(is_begun & (began <= np.quantile(began, 0.03)), began + np.array(net.durations), np.nan)
    remaining = np.array(net.durations) / 2
    known: dict[str, Any] = {"constraint": constraint, "date": dates, "deadline": deadline, "started": started,
                             "finished": ended, "remaining": remaining}  # fmt: skip
    links, now = net.links, WEEK.start_moment(float(np.quantile(began, 0.05)))

    activities = Activities.of(net.durations, **known)

    def run() -> Schedule:
        return solve(network(activities, links, (WEEK,), start=START, data_date=now))

    return run


def longpath(net: Net) -> Callable[[], float]:
    """The finish in working days by longpath."""
    cpm, model = import_module("longpath.cpm"), import_module("longpath.model")
    calendars = import_module("longpath.calendars")
    shift = [(480, 720), (780, 1020)]
    week = calendars.WorkCalendar("w", "Week", [shift] * 5 + [[], []], {day: [] for day in HOLIDAYS})
    monday = datetime.combine(FIRST, datetime.min.time()) + timedelta(hours=8)
    project = model.Project("p", "p", "p", data_date=monday, planned_start=monday, default_calendar="w")
    for number, days in enumerate(net.durations):
        name = str(number)
        project.activities[name] = model.Activity(name, name, name, calendar_id="w", orig_dur_h=days * 8,
                                                  rem_dur_h=days * 8)  # fmt: skip
    project.relationships = [model.Relationship(str(tail), str(head), kind, lag * 8)
                             for tail, head, kind, lag, _ in net.ties]  # fmt: skip

    def run() -> float:
        found = cpm.run(project, {"w": week}, cpm.CpmOptions())
        return float(week.W(max(found.ef.values())) - week.W(calendars.to_min(monday))) / 480

    return run


def trueppm(net: Net) -> Callable[[], float]:
    """The finish in working days by trueppm-scheduler."""
    peer = import_module("trueppm_scheduler")
    tasks = [peer.Task(id=str(number), name=str(number), duration=timedelta(days=days))
             for number, days in enumerate(net.durations)]  # fmt: skip
    links = [peer.Dependency(str(tail), str(head), peer.DependencyType[kind], timedelta(days=lag))
             for tail, head, kind, lag, _ in net.ties]  # fmt: skip
    calendar = peer.Calendar(exceptions=[peer.DateRange(day, day) for day in HOLIDAYS])
    project = peer.Project("p", "p", FIRST, tasks, links, calendar)

    def run() -> float:
        finish = max(task.early_finish for task in peer.schedule(project).tasks)
        return float(WEEK.end(np.array([finish], "M8[D]"))[0] - BASE)

    return run


def mpxj(net: Net) -> Callable[[], float]:
    """The finish in working days by MPXJ's MicrosoftScheduler."""
    plan = microsoft_project.Plan({
        "start": FIRST.isoformat(), "holidays": [day.isoformat() for day in HOLIDAYS],
        "tasks": [{"days": days} for days in net.durations], "links": net.ties,
    })  # fmt: skip

    def run() -> float:
        plan.schedule()
        return WEEK.position(plan.finish()) - BASE

    return run


PEERS: dict[str, Callable[[Net], Callable[[], float]]] = {
    "longpath": longpath, "trueppm_scheduler": trueppm, "mpxj": mpxj,
}  # fmt: skip


def rows(_bench: Bench) -> list[Row]:
    """The rows of this subject."""
    found: list[Row] = []
    for size in SIZES:
        net = Net.drawn(size)
        measure = f"network of {size:,}: the bare kernel"
        finish = bare(net)
        if abs(float(plain(net).finish.max()) - BASE - finish) > 1e-6:
            raise AssertionError(f"{size}: our finish is not the kernel's")
        found += [
            Row(measure, partial(bare, net), against=measure),
            Row(f"network of {size:,}: with calendar", partial(plain, net), against=measure),
            Row(f"network of {size:,}: and constraints, progress", full(net), 3.0, 1.5, measure),
        ]
        if size < SIZES[-1]:
            found += peers(net, measure)
    return found


def peers(net: Net, measure: str) -> list[Row]:
    """Rows of the peers that can be had; says which cannot."""
    alike = Net(net.durations, [(*tie[:3], 0.0, "d") for tie in net.ties])
    finish, label = bare(alike), f"network of {len(net.durations):,}: ours, as peers get it"
    found = [Row(label, partial(plain, alike), against=measure)]
    for name, make in PEERS.items():
        if find_spec(name) is None or (name == "mpxj" and which("java") is None):
            print(f"{name} is not installed here and is left out.")
            continue
        run = make(alike)
        answer = run()
        if abs(answer - finish) > 1e-6:
            raise AssertionError(
                f"{name}: {len(net.durations):,} tasks finish after {answer:g} working days, ours after {finish:g}."
            )
        found.append(Row(f"network of {len(net.durations):,}: {name}", run, against=measure))
    return found
