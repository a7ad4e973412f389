"""The planned work in pieces: what each is worth, when it was to be done, how far it is.

An initiative's work is its tasks with budgets; without task budgets its milestones, which share the initiative's
budget by weight; without milestones its tasks, which share it by duration. Where nobody typed a budget anywhere,
the weights themselves are the values. Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np

from exectrack_xl.metrics.registry import Group, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
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
    apart: Array  # of each group: whether its own rows alone would give the same

    def part(self, initiative: str) -> Work | None:
        """The work of one initiative; None where its own rows alone would give something else."""
        code = self.groups.index(initiative) if initiative in self.groups else -1
        if code < 0 or not self.apart[code]:
            return None
        rows = np.flatnonzero(self.group == code)
        return Work(
            (initiative,), np.zeros(len(rows), dtype=np.intp), self.ids[rows],
            int(np.searchsorted(rows, self.task_count)), self.value[rows], self.start[rows], self.finish[rows],
            self.progress[rows], self.began[rows], self.ended[rows], self.worth[code : code + 1],
            self.basis[code : code + 1], self.is_money, 0, self.apart[code : code + 1],
        )  # fmt: skip

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


@dataclass(frozen=True, eq=False)
class _Groups:
    """The initiatives of the work, and by which of their weights it is valued."""

    names: tuple[str, ...]
    of_task: Array  # of each task: position in `names`
    of_milestone: Array
    by_budget: Array  # of each group: whether task budgets, milestone weights or durations value its work
    by_weight: Array
    by_duration: Array
    whole: Array  # Σ of those
    budget: Array  # typed for the initiative, or the sum of its typed planned values; 0 = none

    @cached_property
    def has_money(self) -> Array:
        """Whether a group's value is money."""
        return np.asarray(self.by_budget | (self.budget > 0))

    @cached_property
    def counted(self) -> Array:
        """Whether a group counts: those with money, or all where none has any."""
        return self.has_money if self.has_money.any() else np.ones(len(self.names), dtype=bool)

    @cached_property
    def unit(self) -> Array:
        """What one unit of weight is worth in each group."""
        whole = np.where(self.whole > 0, self.whole, 1.0)
        return np.where(self.by_budget | (self.budget <= 0), 1.0, self.budget / whole) * self.counted

    @property
    def worth(self) -> Array:
        """What all work of each group is worth; 0 where that is not known."""
        known = np.where(self.by_budget | (self.budget <= 0), self.whole, self.budget)
        return np.where(self.counted, known, 0.0)

    @property
    def basis(self) -> tuple[str, ...]:
        """Where each group's values come from; "" where it has none or does not count."""
        names = (TASK_BUDGETS, BY_WEIGHT, BY_DURATION, TYPED_BUDGET, "")
        tests = np.stack([self.by_budget, self.by_weight, self.by_duration, self.budget > 0, self.counted | True])
        first = np.argmax(tests, axis=0).tolist()
        return tuple(names[at] if counts else "" for at, counts in zip(first, self.counted.tolist(), strict=True))


@derived(divides=True)
def work(tasks: Table, milestones: Table, initiatives: Table, costs: Table, as_of: date) -> Work:
    """The planned work of the scope."""
    leaf = _is_leaf(tasks)
    planned = leaf & ~np.isnat(tasks["baseline_finish"])
    budget, duration = (np.where(planned, filled(tasks[name]), 0.0) for name in ("budget", "duration"))
    weight = np.where(np.isnat(milestones["baseline"]), 0.0, filled(milestones["weight"], 1.0))

    codes: dict[str, int] = {}
    of_initiative, of_task, of_milestone, of_cost = (
        _codes(column, codes)
        for column in (initiatives["id"], tasks["initiative"], milestones["initiative"], costs["initiative"])
    )
    size = len(codes)
    sums = [_by_group(of_task, budget, size), _by_group(of_milestone, weight, size), _by_group(of_task, duration, size)]
    by_budget, by_weight = sums[0] > 0, (sums[0] <= 0) & (sums[1] > 0)
    by_duration = ~by_budget & ~by_weight & (sums[2] > 0)
    known = _by_group(of_initiative, initiatives["budget"], size)
    groups = _Groups(
        tuple(codes), of_task, of_milestone, by_budget, by_weight, by_duration,
        np.where(by_budget, sums[0], np.where(by_weight, sums[1], np.where(by_duration, sums[2], 0.0))),
        np.where(known > 0, known, _by_group(of_cost, costs["planned_value"], size)),
    )  # fmt: skip
    task_value = np.where(by_budget[of_task], budget, duration * by_duration[of_task]) * groups.unit[of_task]
    milestone_value = weight * (by_weight * groups.unit)[of_milestone]
    began_by = _by_first(initiatives["baseline_start"], of_initiative, size)
    apart = _apart(tasks, leaf, groups)
    return _pieces((tasks, task_value), (milestones, milestone_value), groups, (began_by, apart), as_of)


def _apart(tasks: Table, leaf: Array, groups: _Groups) -> Array:
    """Of each group, whether neither budgets nor task numbers of other groups decide on its work."""
    apart = groups.has_money | ~groups.has_money.any()
    for code in set(groups.of_task[~leaf].tolist()):
        own = groups.of_task == code
        apart[code] &= np.array_equal(_without_children(tasks["wbs"][own].tolist()), leaf[own])
    return apart


def _pieces(
    valued_tasks: tuple[Table, Array], valued_milestones: tuple[Table, Array], groups: _Groups,
    by_group: tuple[Array, Array], as_of: date,
) -> Work:  # fmt: skip
    """The work made of the tasks and milestones that have a value; by group: its start, and whether it is apart."""
    (tasks, task_value), (milestones, milestone_value), (began_by, apart) = valued_tasks, valued_milestones, by_group
    task_rows, milestone_rows = np.flatnonzero(task_value > 0), np.flatnonzero(milestone_value > 0)
    tasks, milestones = tasks.take(task_rows), milestones.take(milestone_rows)
    of_milestone = groups.of_milestone[milestone_rows]
    start, finish = _joined(_planned_task_dates(tasks),
                            _planned_milestone_dates(milestones["baseline"], of_milestone, began_by))  # fmt: skip
    progress, began, ended = _joined(_task_progress(tasks, as_of), _milestone_progress(milestones, as_of))
    return Work(
        groups.names,
        group=np.concatenate([groups.of_task[task_rows], of_milestone]),
        ids=np.concatenate([tasks["id"], milestones["id"]]),
        task_count=len(tasks),
        value=np.concatenate([task_value[task_rows], milestone_value[milestone_rows]]),
        start=start, finish=finish, progress=progress, began=began, ended=ended,
        worth=groups.worth,
        basis=groups.basis,
        is_money=bool(groups.has_money.any()),
        left_out=int(((groups.whole > 0) & ~groups.counted).sum()),
        apart=apart,
    )  # fmt: skip


def _joined(of_tasks: tuple[Array, ...], of_milestones: tuple[Array, ...]) -> list[Array]:
    return [np.concatenate(pair) for pair in zip(of_tasks, of_milestones, strict=True)]


def _codes(column: Array, codes: dict[str, int]) -> Array:
    """Each value's position in `codes`, which grows by the values it does not hold yet."""
    return np.array([codes.setdefault(value, len(codes)) for value in column.tolist()], dtype=np.intp)


def _by_group(group: Array, values: Array, size: int) -> Array:
    return np.bincount(group, filled(values), size)


def _by_first(days: Array, group: Array, size: int) -> Array:
    found = np.full(size, np.datetime64("NaT", "D"))
    found[group[::-1]] = days[::-1]
    return found


@metric(
    label="Tasks completed", unit=Unit.SHARE, group=Group.PROGRESS, source=HOUSE,
    formula="tasks finished by the status date / all tasks; summary tasks do not count",
)  # fmt: skip
def task_completion(tasks: Table, as_of: date) -> float:
    """The share of the tasks that are finished, each counting alike; what stands beneath a summary counts, not it."""
    own = _is_leaf(tasks) & (tasks["id"] != "")
    return float((tasks["actual_finish"][own] <= np.datetime64(as_of)).mean()) if own.any() else math.nan


def _is_leaf(tasks: Table) -> Array:
    """Whether no other task lies beneath a task in the work breakdown."""
    return tasks.once("is_leaf", lambda: _without_children(tasks["wbs"].tolist()))


def _without_children(numbers: list[str]) -> Array:
    parents: set[str] = set()
    for number in numbers:
        parent = number.rpartition(".")[0]
        while parent and parent not in parents:  # a known parent's own parents are known
            parents.add(parent)
            parent = parent.rpartition(".")[0]
    return np.array([number not in parents for number in numbers], dtype=bool)


def _planned_task_dates(tasks: Table) -> tuple[Array, Array]:
    start, finish = tasks["baseline_start"], tasks["baseline_finish"]
    return np.where(np.isnat(start) | (start > finish), finish, start), finish


def _planned_milestone_dates(dates: Array, group: Array, began_by: Array) -> tuple[Array, Array]:
    """A milestone's work lies between the milestone before it in the initiative, or its start, and its own date."""
    if not len(dates):
        return dates, dates
    first = began_by[group]
    begins = np.where(first <= dates, first, dates).astype(np.int64).tolist()  # NaT compares false
    days, owner = dates.astype(np.int64).tolist(), group.tolist()
    for before, here in pairwise(np.lexsort((dates, group)).tolist()):
        if owner[before] == owner[here]:
            begins[here] = days[before] + 1 if days[before] < days[here] else begins[before]
    return np.array(begins, dtype=np.int64).view("datetime64[D]"), dates


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
    if not len(progress):
        return progress, began, ended
    today = np.datetime64(as_of)
    done = ended <= today
    passed = (today - began).astype(float) / np.maximum((ended - began).astype(float), 1)
    later = np.where(np.isnat(began), 0.0, np.clip(passed, 0, 1))
    typed = np.clip(filled(progress), 0, 1)
    share = np.where(done, 1.0, np.where(began > today, 0.0, np.where(ended > today, later, typed)))
    return share, began, np.where(done, ended, np.datetime64("NaT", "D"))
