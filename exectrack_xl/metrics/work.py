"""The planned work in pieces: what each is worth, when it was to be done, how far it is.

An initiative's work is its tasks with budgets; without task budgets its milestones, which share the initiative's
budget by weight; without milestones its tasks, which share it by duration. Where nobody typed a budget anywhere,
the weights themselves are the values. Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from exectrack_xl.metrics.registry import derived
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar

TASK_BUDGETS, BY_WEIGHT, BY_DURATION = "task budgets", "milestone weights", "task durations"
TYPED_BUDGET = "typed planned values"
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class Work:
    """Pieces of work, one array entry each, and the initiatives they belong to."""

    groups: tuple[str, ...]  # initiative IDs, "" = none
    group: Array  # of each piece: its position in `groups`
    ids: Array  # of the tasks, then of the milestones
    task_count: int
    value: Array  # money, or weight where `is_money` is False
    start: Array  # planned first day
    finish: Array  # planned last day
    progress: Array  # 0 to 1
    began: Array  # actual first day
    ended: Array  # actual last day, up to the status date
    worth: Array  # of each group: its budget at completion; 0 = not known
    basis: tuple[str, ...]  # of each group: where the values come from; "" = no pieces
    is_money: bool
    left_out: int  # groups with work but without a budget beside others that have one

    def share_due(self, days: Array, calendar: Calendar) -> Array:
        """Share of each piece (columns) planned by the end of each day (rows), even over working days."""
        if not len(self.value):
            return np.zeros((len(days), 0))
        origin = min(self.start.min(), days.min()) if len(days) else self.start.min()
        first = calendar.workdays(origin, self.start)
        length = calendar.workdays(origin, self.finish + _DAY) - first
        passed = calendar.workdays(origin, days + _DAY)[:, None] - first
        even = np.clip(passed / np.where(length > 0, length, 1), 0, 1)
        return np.where(length > 0, even, days[:, None] >= self.finish)

    def sum_by_group(self, values: Array) -> Array:
        """The values of the pieces summed for each group."""
        return np.bincount(self.group, values, len(self.groups))


@derived
def work(tasks: Table, milestones: Table, initiatives: Table, costs: Table, as_of: date) -> Work:
    """The planned work of the scope."""
    codes: dict[str, int] = {}
    of_initiative = _codes(initiatives["id"], codes)
    of_task, of_milestone = _codes(tasks["initiative"], codes), _codes(milestones["initiative"], codes)
    of_cost = _codes(costs["initiative"], codes)
    size = len(codes)
    known = _by_group(of_initiative, initiatives["budget"], size)
    typed = _by_group(of_cost, costs["planned_value"], size)
    budget = np.where(known > 0, known, typed)

    planned = _is_leaf(tasks) & ~np.isnat(tasks["baseline_finish"])
    task_budget = np.where(planned, np.nan_to_num(tasks["budget"]), 0.0)
    duration = np.where(planned, np.nan_to_num(tasks["duration"]), 0.0)
    weight = np.where(np.isnat(milestones["baseline"]), 0.0, np.nan_to_num(milestones["weight"], nan=1.0))

    budgeted = _by_group(of_task, task_budget, size)
    weighed = _by_group(of_milestone, weight, size)
    timed = _by_group(of_task, duration, size)
    by_budget, by_weight = budgeted > 0, (budgeted <= 0) & (weighed > 0)
    by_duration = ~by_budget & ~by_weight & (timed > 0)
    whole = np.select([by_budget, by_weight, by_duration], [budgeted, weighed, timed], 0.0)
    scale = np.where(by_budget | (budget <= 0), 1.0, budget / np.where(whole > 0, whole, 1.0))
    has_money = by_budget | (budget > 0)
    counted = has_money if has_money.any() else np.ones(size, dtype=bool)

    unit = scale * counted
    task_value = np.where(by_budget[of_task], task_budget, duration * by_duration[of_task]) * unit[of_task]
    milestone_value = weight * (by_weight * unit)[of_milestone]
    task_rows, milestone_rows = np.flatnonzero(task_value > 0), np.flatnonzero(milestone_value > 0)
    began_by = _by_first(initiatives["baseline_start"], of_initiative, size)
    pieces = (
        (of_task[task_rows], of_milestone[milestone_rows]),
        (task_value[task_rows], milestone_value[milestone_rows]),
        _planned_task_dates(tasks.take(task_rows)),
        _planned_milestone_dates(milestones["baseline"][milestone_rows], of_milestone[milestone_rows], began_by),
        _task_progress(tasks.take(task_rows), as_of),
        _milestone_progress(milestones.take(milestone_rows), as_of),
    )
    (group, value, task_dates, milestone_dates, task_done, milestone_done) = pieces
    start, finish = (np.concatenate(pair) for pair in zip(task_dates, milestone_dates, strict=True))
    progress, began, ended = (np.concatenate(pair) for pair in zip(task_done, milestone_done, strict=True))
    names = np.select([by_budget, by_weight, by_duration, typed > 0],
                      [TASK_BUDGETS, BY_WEIGHT, BY_DURATION, TYPED_BUDGET], "")  # fmt: skip
    return Work(
        tuple(codes), np.concatenate(group),
        np.concatenate([tasks["id"][task_rows], milestones["id"][milestone_rows]]), len(task_rows),
        np.concatenate(value), start, finish, progress, began, ended,
        worth=np.where(counted, np.where(by_budget, budgeted, np.where(budget > 0, budget, whole)), 0.0),
        basis=tuple(np.where(counted, names, "").tolist()),
        is_money=bool(has_money.any()),
        left_out=int(((whole > 0) & ~counted).sum()),
    )  # fmt: skip


def _codes(column: Array, codes: dict[str, int]) -> Array:
    """Each value's position in `codes`, which grows by the values it does not hold yet."""
    return np.fromiter((codes.setdefault(value, len(codes)) for value in column), dtype=np.intp, count=len(column))


def _by_group(group: Array, values: Array, size: int) -> Array:
    return np.bincount(group, np.nan_to_num(values), size)


def _by_first(days: Array, group: Array, size: int) -> Array:
    found = np.full(size, np.datetime64("NaT", "D"))
    found[group[::-1]] = days[::-1]
    return found


def _is_leaf(tasks: Table) -> Array:
    """Whether no other task lies beneath a task in the work breakdown."""
    return tasks.once("is_leaf", lambda: _without_children(tasks["wbs"].tolist()))


def _without_children(numbers: list[str]) -> Array:
    parents = {number[:at] for number in numbers for at, sign in enumerate(number) if sign == "."}
    return np.array([not number or number not in parents for number in numbers], dtype=bool)


def _planned_task_dates(tasks: Table) -> tuple[Array, Array]:
    start, finish = tasks["baseline_start"], tasks["baseline_finish"]
    return np.where(np.isnat(start) | (start > finish), finish, start), finish


def _planned_milestone_dates(dates: Array, group: Array, began_by: Array) -> tuple[Array, Array]:
    """A milestone's work lies between the milestone before it in the initiative, or its start, and its own date."""
    order = np.lexsort((dates, group))
    begins = dates.copy()
    first = began_by[group] if len(group) else dates
    begins = np.where(first <= dates, first, dates)  # NaT compares false
    for before, here in pairwise(order):
        if group[before] == group[here]:
            begins[here] = dates[before] + _DAY if dates[before] < dates[here] else begins[before]
    return begins, dates


def _task_progress(tasks: Table, as_of: date) -> tuple[Array, Array, Array]:
    return _progress(tasks["progress"], tasks["actual_start"], tasks["actual_finish"], as_of)


def _milestone_progress(milestones: Table, as_of: date) -> tuple[Array, Array, Array]:
    unknown = np.full(len(milestones), np.datetime64("NaT", "D"))
    return _progress(milestones["progress"], unknown, milestones["actual"], as_of)


def _progress(progress: Array, began: Array, ended: Array, as_of: date) -> tuple[Array, Array, Array]:
    """Progress, first and last day as known at the status date.

    What is dated later has not happened: a piece that ended after the status date was then as far as the days from
    its first day to its last had passed.
    """
    today = np.datetime64(as_of)
    done = ended <= today
    passed = (today - began).astype(float) / np.maximum((ended - began).astype(float), 1)
    later = np.where(np.isnat(began), 0.0, np.clip(passed, 0, 1))
    typed = np.clip(np.nan_to_num(progress), 0, 1)
    share = np.select([done, began > today, ended > today], [1.0, 0.0, later], typed)
    return share, began, np.where(done, ended, np.datetime64("NaT", "D"))
