"""The tables as a network: tasks, the milestones they lead to, their links, calendars and progress.

Conventions. Work that is open goes on the working day after the status date. A task without predecessors and without
a constraint starts when its typed start says, as if it were "Start no earlier than". A milestone joins where a task
leads to it or a link names it, and takes no time. Where there are no tasks, milestones stand alone: what lies between
one and its latest predecessor in the baseline is the lag of its links, and its forecast is "Finish no earlier than".
Each task and milestone keeps the working days of its initiative, those of no initiative the tracker's.
Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.network.activities import ASAP, FNET, KINDS, SNET, TO_FINISH, UNITS, Activities, Links
from exectrack_xl.metrics.network.clocks import Clocks
from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.schedule import Network, Schedule, network, solve
from exectrack_xl.metrics.network.summaries import Tie, leaves_of, pushed_down
from exectrack_xl.metrics.registry import derived
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import LINK_CONSTRAINT
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar
from exectrack_xl.tracker.links import parse_links

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class Plan:
    """The network of the tables, and which row each activity stands in."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    sheet: tuple[str, ...]  # of each activity: "tasks" or "milestones"
    row: Array  # its position in that table
    line: Array  # and the row of the sheet
    network: Network
    typed: Links  # between activities, summaries' links not pushed down; with those that close a circle
    unknown: tuple[tuple[str, str], ...]  # the activity's ID, and the predecessor that does not exist
    is_summary: Array  # of each task row

    @cached_property
    def is_task(self) -> Array:
        """Which activities are tasks."""
        return np.array([sheet == "tasks" for sheet in self.sheet], dtype=bool)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Activity by ID; of a duplicate ID, the first."""
        return {identity: place for place, identity in reversed(list(enumerate(self.ids))) if identity}

    def link_text(self, links: Links, number: int) -> str:
        """A link as people type it: "T-003SS+2d"; "T-003" alone is from finish to start."""
        kind, lag = KINDS[links.kind[number]], float(links.lag[number])
        shown = kind if lag or kind != "FS" else ""
        return f"{self.ids[links.tail[number]]}{shown}" + (f"{lag:+g}{UNITS[links.unit[number]]}" if lag else "")

    def row_in(self, tasks: Table, activities: Array) -> Array:
        """Where tasks of the network stand in a table that holds some of its rows, in the order of these rows."""
        at = {int(line): row for row, line in enumerate(tasks.lines)}
        return np.array([at[int(self.line[activity])] for activity in activities.tolist()], dtype=np.int64)

    def dates(self, positions: Array, *, finish: bool) -> Array:
        """Positions of starts or finishes as dates; something that takes no time falls on a day's end."""
        found = np.full(len(positions), np.datetime64("NaT", "D"))
        for number, calendar in enumerate(self.network.calendars):
            mine = self.network.activities.calendar == number
            found[mine] = (calendar.finish_dates if finish else calendar.start_dates)(positions[mine])
        return found


@dataclass(frozen=True, eq=False)
class Scheduled:
    """The schedule of a scope: dates from the whole network, floats to the finish of the scope's own activities."""

    plan: Plan
    schedule: Schedule
    wanted: Array  # which activities belong to the scope

    @cached_property
    def driving(self) -> Driving:
        """What holds what."""
        return Driving(self.schedule, self.plan.ids)

    @cached_property
    def start(self) -> Array:
        """First days."""
        ends = self.finish
        begins = self.plan.dates(self.schedule.start, finish=False)
        return np.where(self.schedule.finish - self.schedule.start > 0, np.minimum(begins, ends), ends)

    @cached_property
    def finish(self) -> Array:
        """Last days."""
        return self.plan.dates(self.schedule.finish, finish=True)

    @property
    def open(self) -> Array:
        """Which activities of the scope are not finished."""
        return self.wanted & self.schedule.open


@derived
def network_plan(
    tasks: Table, milestones: Table, own_calendars: dict[str, Calendar], calendar: Calendar, as_of: date
) -> Plan:
    """The tables as a network."""
    homes = [*tasks["initiative"].tolist(), *milestones["initiative"].tolist()]
    clocks = Clocks.of(calendar, own_calendars, homes)
    return _of_tasks(tasks, milestones, clocks, as_of) if len(tasks) else _of_milestones(milestones, clocks, as_of)


@derived
def network_schedule(whole_network_plan: Plan, tasks: Table, milestones: Table) -> Scheduled:
    """The schedule of the activities in scope; links to other initiatives count."""
    mine = {"tasks": set(tasks.lines.tolist()), "milestones": set(milestones.lines.tolist())}
    plan = whole_network_plan
    lines = zip(plan.sheet, plan.line.tolist(), strict=True)
    wanted = np.array([line in mine[sheet] for sheet, line in lines], dtype=bool)
    return Scheduled(plan, solve(plan.network, None if wanted.all() else wanted), wanted)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Tasks, then milestones, one array entry each, before summaries are taken out."""

    ids: list[str]
    ties: list[Tie]
    unknown: list[tuple[str, str]]


def _of_tasks(tasks: Table, milestones: Table, clocks: Clocks, as_of: date) -> Plan:
    size = len(tasks)
    rows = _typed_links(tasks, milestones)
    leads = _leads(tasks, milestones)
    leaves = leaves_of(list(zip(tasks["initiative"].tolist(), tasks["wbs"].tolist(), strict=True)))
    is_summary = np.isin(np.arange(size), list(leaves))
    joined = {end for tie in (*rows.ties, *leads) for end in tie[:2] if end >= size}
    kept = np.array([*np.flatnonzero(~is_summary), *sorted(joined)], dtype=np.int64)
    place = np.full(size + len(milestones), -1)
    place[kept] = np.arange(len(kept))
    held = np.zeros(size + len(milestones), dtype=bool)
    held[[tie[1] for tie in (*rows.ties, *leads)]] = True
    for summary, below in leaves.items():
        held[below] |= held[summary]
    of_tasks = _task_fields(tasks, held[:size], clocks.take(np.s_[:size]), as_of)
    of_milestones = _milestone_fields(milestones, clocks.take(np.s_[size:]), as_of)
    activities = _activities(_Fields.of(of_tasks, of_milestones, held), kept, clocks)
    begin, now = _first_day(tasks, as_of), _moment(as_of) + 1

    at = place.tolist()

    def made(ties: Sequence[Tie]) -> Links:
        return Links.of([(at[tail], at[head], kind, lag, unit) for tail, head, kind, lag, unit in ties])

    def starts() -> Array:
        plain = [tie for tie in (*rows.ties, *leads) if tie[0] not in leaves and tie[1] not in leaves]
        found = np.zeros(len(place))
        found[kept] = network(activities, made(plain), clocks.axes, start=begin, data_date=now).times
        return found

    ties = pushed_down([*rows.ties, *leads], leaves, starts)
    own = [tie for tie in rows.ties if at[tie[0]] >= 0 and at[tie[1]] >= 0]
    net = network(activities, made(ties), clocks.axes, start=begin, data_date=now)
    sheets = tuple("tasks" if row < size else "milestones" for row in kept.tolist())
    titles = [*tasks["name"].tolist(), *milestones["name"].tolist()]
    return Plan(
        tuple(rows.ids[row] for row in kept.tolist()), tuple(titles[row] for row in kept.tolist()), sheets,
        np.where(kept < size, kept, kept - size), np.concatenate((tasks.lines, milestones.lines))[kept], net,
        made(own), tuple(rows.unknown), is_summary,
    )  # fmt: skip


def _typed_links(tasks: Table, milestones: Table) -> _Rows:
    """The links that people typed, by row: tasks first, milestones behind."""
    ids = [*tasks["id"].tolist(), *milestones["id"].tolist()]
    rows = {identity: row for row, identity in reversed(list(enumerate(ids))) if identity}
    ties: list[Tie] = []
    unknown: list[tuple[str, str]] = []
    for head, text in enumerate((*tasks["predecessors"].tolist(), *milestones["predecessors"].tolist())):
        if not text.strip():
            continue
        for link in parse_links(text, rows)[0]:
            tail = rows.get(link.predecessor)
            if tail is None:
                unknown.append((ids[head], link.predecessor))
            elif tail != head:
                ties.append((tail, head, link.kind, link.lag, link.unit))
    return _Rows(ids, ties, unknown)


def _leads(tasks: Table, milestones: Table) -> list[Tie]:
    """From each task to the milestone it leads to."""
    rows = milestones.positions
    found = ((task, rows.get(name)) for task, name in enumerate(tasks["milestone"].tolist()) if name)
    return [(task, len(tasks) + row, "FS", 0.0, "d") for task, row in found if row is not None]


@dataclass(frozen=True, eq=False)
class _Fields:
    """Columns of tasks, with those of milestones behind them."""

    duration: Array
    constraint: Array
    deadline: Array
    started: Array
    finished: Array
    remaining: Array
    date: Array  # of the constraint

    @classmethod
    def of(cls, of_tasks: dict[str, Array], of_milestones: dict[str, Array], held: Array) -> _Fields:
        """The fields of all rows; `held` says which have predecessors: then a milestone's forecast does not count."""
        parts = of_tasks, of_milestones
        free = parts[1]["constraint"]
        free[held[-len(free) :] if len(free) else ()] = ASAP
        return cls(**{name: np.concatenate([part[name] for part in parts]) for name in parts[0]})


def _task_fields(tasks: Table, held: Array, axis: Clocks, as_of: date) -> dict[str, Array]:
    today = np.datetime64(as_of)
    planned = axis.end(tasks["baseline_finish"]) - axis.start(tasks["baseline_start"])
    duration = np.nan_to_num(np.where(np.isnan(tasks["duration"]), planned, tasks["duration"]))
    finished = axis.end(_until(tasks["actual_finish"], today))
    progress = np.nan_to_num(tasks["progress"])
    to_go = np.ceil(np.round(duration * (1 - progress), 6))  # a day begun is a day
    rest = np.where(np.isnan(tasks["remaining"]), to_go, tasks["remaining"])
    begun = np.where(np.isnan(finished) & (progress > 0), _guess(tasks, axis, today), finished - duration)
    known = axis.start(_until(tasks["actual_start"], today))
    started = np.where(np.isnan(known), begun, known)
    constraint, when = _constraints(tasks, ~held & np.isnan(started))
    dates = np.where(np.isin(constraint, TO_FINISH), axis.end(when), axis.start(when))
    return {
        "duration": duration, "constraint": constraint, "date": dates, "deadline": axis.end(tasks["deadline"]),
        "started": started, "finished": finished, "remaining": np.maximum(rest, 0.0),
    }  # fmt: skip


def _planned_start(tasks: Table) -> Array:
    """The start as seen today, else as approved."""
    return np.where(np.isnat(tasks["start"]), tasks["baseline_start"], tasks["start"])


def _guess(tasks: Table, axis: Clocks, today: np.datetime64) -> Array:
    """When work with progress but no actual start began: as planned, but not after the status date."""
    latest = axis.end(np.full(len(tasks), today))
    return np.asarray(np.fmin(axis.start(_planned_start(tasks)), latest))


def _constraints(tasks: Table, free: Array) -> tuple[Array, Array]:
    """Codes and dates of constraints; one that needs a date and has none counts as none."""
    first = _planned_start(tasks)
    codes = {name: code for code, name in enumerate(LINK_CONSTRAINT)}
    code = np.array([codes.get(name, ASAP) for name in tasks["constraint"].tolist()], dtype=np.int64)
    code = np.where((code >= SNET) & np.isnat(tasks["constraint_date"]), ASAP, code)
    implied = free & (tasks["constraint"] == "") & ~np.isnat(first)
    return np.where(implied, SNET, code), np.where(implied, first, tasks["constraint_date"])


def _milestone_fields(milestones: Table, axis: Clocks, as_of: date) -> dict[str, Array]:
    size = len(milestones)
    reached = axis.end(_until(milestones["actual"], np.datetime64(as_of)))
    forecast = milestones["forecast"]
    expected = axis.end(np.where(np.isnat(forecast), milestones["baseline"], forecast))
    zero = np.zeros(size)
    return {
        "duration": zero, "constraint": np.where(np.isnan(expected), ASAP, FNET), "date": expected,
        "deadline": np.full(size, np.nan), "started": reached, "finished": reached, "remaining": zero,
    }  # fmt: skip


def _activities(fields: _Fields, kept: Array, clocks: Clocks) -> Activities:
    taken = {name: values[kept] for name, values in vars(fields).items()}
    return Activities.of(taken.pop("duration"), calendar=clocks.which[kept], **taken)


def _of_milestones(milestones: Table, clocks: Clocks, as_of: date) -> Plan:
    none = milestones.take(np.zeros(len(milestones), dtype=bool))
    empty = none.with_columns(dict.fromkeys(("predecessors", "milestone"), none["id"]))
    rows = _typed_links(empty, milestones)
    fields = _milestone_fields(milestones, clocks, as_of)
    ties = _with_baseline_lags(rows.ties, milestones["baseline"], clocks)
    activities = Activities.of(fields.pop("duration"), calendar=clocks.which, **fields)
    begin = min([_moment(as_of), *(milestones["baseline"][~np.isnat(milestones["baseline"])].astype(int).tolist())])
    net = network(activities, Links.of(ties), clocks.axes, start=float(begin), data_date=_moment(as_of) + 1)
    size = len(milestones)
    return Plan(
        tuple(rows.ids), tuple(milestones["name"].tolist()), ("milestones",) * size, np.arange(size),
        milestones.lines, net,
        Links.of(rows.ties), tuple(rows.unknown), np.zeros(0, dtype=bool),
    )  # fmt: skip


def _with_baseline_lags(ties: Sequence[Tie], baseline: Array, clocks: Clocks) -> list[Tie]:
    """The lag of a link without one: from the latest predecessor to the milestone in the baseline."""
    gaps: dict[int, float] = {}
    tails, heads = (np.array([tie[end] for tie in ties], dtype=np.int64) for end in (0, 1))
    axis = clocks.take(heads)  # a lag runs in the calendar of the successor
    spans = (axis.end(baseline[heads]) - axis.end(baseline[tails])).tolist()
    for (_, head, *_), gap in zip(ties, spans, strict=True):
        gaps[head] = min(gaps.get(head, np.inf), max(0.0, 0.0 if gap != gap else gap))
    return [(tail, head, kind, gaps[head] if kind == "FS" and not lag else lag, unit)
            for tail, head, kind, lag, unit in ties]  # fmt: skip


def _until(days: Array, today: np.datetime64) -> Array:
    """The dates that have come; others are blank."""
    return np.where(days <= today, days, np.datetime64("NaT", "D"))


def _first_day(tasks: Table, as_of: date) -> float:
    days = np.concatenate([tasks[name] for name in ("actual_start", "start", "baseline_start")])
    known = days[~np.isnat(days)]
    return float(known.min().astype(int)) if len(known) else _moment(as_of)


def _moment(day: date) -> float:
    return float(np.datetime64(day, "D").astype(int))
