"""What people typed about tasks and milestones as activities: durations, constraints, progress.

Conventions. A task without predecessors and without a constraint starts when its typed start says, as if it were
"Start no earlier than". A milestone takes no time; one without predecessors has its forecast as "Finish no earlier
than". Depends on: schema, metrics.network.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.network.activities import ASAP, FNET, SNET, TO_FINISH, Activities
from exectrack_xl.metrics.network.clocks import Clocks
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import LINK_CONSTRAINT
from exectrack_xl.schema.table import Array

_CODES = {name: code for code, name in enumerate(LINK_CONSTRAINT)}


def of_tasks(tasks: Table, held: Array, axis: Clocks, as_of: date) -> Activities:
    """Tasks as activities; `held` says which have predecessors."""
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
    return Activities.of(
        duration, constraint=constraint, date=dates, deadline=axis.end(tasks["deadline"]), started=started,
        finished=finished, remaining=np.maximum(rest, 0.0), calendar=axis.which,
    )  # fmt: skip


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
    code = np.array([_CODES.get(name, ASAP) for name in tasks["constraint"].tolist()], dtype=np.int64)
    code = np.where((code >= SNET) & np.isnat(tasks["constraint_date"]), ASAP, code)
    implied = free & (tasks["constraint"] == "") & ~np.isnat(first)
    return np.where(implied, SNET, code), np.where(implied, first, tasks["constraint_date"])


def of_milestones(milestones: Table, held: Array | bool, axis: Clocks, as_of: date) -> Activities:
    """Milestones as activities; where one is held by predecessors, its forecast does not count."""
    reached = axis.end(_until(milestones["actual"], np.datetime64(as_of)))
    forecast = milestones["forecast"]
    expected = axis.end(np.where(np.isnat(forecast), milestones["baseline"], forecast))
    free = np.where(held | np.isnan(expected), ASAP, FNET)
    zero = np.zeros(len(milestones))
    return Activities.of(
        zero, constraint=free, date=expected, started=reached, finished=reached, remaining=zero, calendar=axis.which
    )


def first_day(tasks: Table, as_of: date) -> float:
    """The day number of the first start of a task, actual, expected or approved; without any, the status date."""
    days = np.concatenate([tasks[name] for name in ("actual_start", "start", "baseline_start")])
    known = days[~np.isnat(days)]
    return float(known.min().astype(int)) if len(known) else moment(as_of)


def moment(day: date) -> float:
    """The day number at which a day begins."""
    return float(np.datetime64(day, "D").astype(int))


def _until(days: Array, today: np.datetime64) -> Array:
    """The dates that have come; others are blank."""
    return np.where(days <= today, days, np.datetime64("NaT", "D"))
