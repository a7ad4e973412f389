"""The quality of a schedule by the 14 checks of the DCMA: what fails, out of how many, against which threshold.

Denominators as published: checks 1, 5 to 8 and 10 count incomplete tasks, 2 to 4 links of incomplete tasks, 9 all
tasks, 11 and 14 the tasks baselined to finish by the status date. Summaries are never counted.
Depends on: schema, tracker, metrics.network.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from exectrack_xl.metrics.network.activities import FNLT, FS, MFO, MSO, SNLT
from exectrack_xl.metrics.network.check import Check, Fault, bei_of, cpli_of, passes, share
from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.plan import Scheduled
from exectrack_xl.metrics.network.schedule import SMALL, solve
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array

LONG = 44  # working days: two months
DELAY = 600  # working days that the critical path test adds
WEEK = 7  # days by which the finish may move otherwise where it keeps another calendar than the task


@dataclass(frozen=True, eq=False)
class Assessed:
    """What the checks look at: the tasks in scope that are no summaries, and the links into and out of them."""

    scheduled: Scheduled
    tasks: Table
    as_of: date
    activity: Array  # of each task judged: its place in the network
    row: Array  # and its position in Tasks of the scope

    @classmethod
    def of(cls, scheduled: Scheduled, tasks: Table, as_of: date) -> Assessed:
        """The tasks of a scope."""
        mine = np.flatnonzero(scheduled.wanted & scheduled.plan.is_task)
        return cls(scheduled, tasks, as_of, mine, scheduled.plan.row_in(tasks, mine))

    @property
    def incomplete(self) -> Array:
        """Which of the tasks are not finished."""
        return self.scheduled.schedule.open[self.activity]

    def column(self, name: str) -> Array:
        """A column of the tasks judged."""
        return self.tasks[name][self.row]

    @property
    def links(self) -> Array:
        """Typed links into incomplete tasks of the scope."""
        judged = np.zeros(len(self.scheduled.plan.ids), dtype=bool)
        judged[self.activity[self.incomplete]] = True
        return np.flatnonzero(judged[self.scheduled.plan.typed.head])


def share_of(a: Assessed, number: int, bad: Array, of: Array, told: Callable[[Array], Iterable[str]]) -> Check:
    """A check of tasks: `bad` and `of` are masks over them, `told` says what is wrong with those at some places."""
    places = np.flatnonzero(bad & of)
    return share(number, list(map(Fault, a.row[places].tolist(), told(places))), int(of.sum()))


def assess(assessed: Assessed, committed: date | None) -> list[Check]:
    """All 14 checks; `committed` is the finish that check 13 measures float against."""
    return [
        logic(assessed), leads(assessed), lags(assessed), relationship_types(assessed), hard_constraints(assessed),
        high_float(assessed), negative_float(assessed), high_duration(assessed), invalid_dates(assessed),
        resources(assessed), missed(assessed), path_test(assessed), length_index(assessed, committed),
        execution_index(assessed),
    ]  # fmt: skip


def logic(a: Assessed) -> Check:
    """1: incomplete tasks without predecessor or successor; a milestone that a task leads to is its successor."""
    links = a.scheduled.schedule.network.links
    before, after = np.zeros((2, len(a.scheduled.plan.ids)), dtype=bool)
    before[links.head], after[links.tail] = True, True
    lacks = ~before[a.activity] + 2 * ~after[a.activity]
    words = ("", "no predecessor", "no successor", "no predecessor and no successor")
    return share_of(a, 1, lacks > 0, a.incomplete, lambda rows: (words[lack] for lack in lacks[rows].tolist()))


def leads(a: Assessed) -> Check:
    """2: links with a negative lag."""
    return _of_links(a, 2, a.scheduled.plan.typed.lag < 0)


def lags(a: Assessed) -> Check:
    """3: links with a positive lag."""
    return _of_links(a, 3, a.scheduled.plan.typed.lag > 0)


def relationship_types(a: Assessed) -> Check:
    """4: links from finish to start are at least 90% of all; the others are listed."""
    check = _of_links(a, 4, a.scheduled.plan.typed.kind != FS)
    value = 1 - check.value
    return replace(check, found=check.out_of - check.found, value=value, passed=passes(4, value))


def _of_links(a: Assessed, number: int, bad: Array) -> Check:
    plan = a.scheduled.plan
    links = a.links
    row_of = np.zeros(len(plan.ids), dtype=np.int64)
    row_of[a.activity] = a.row
    failing = links[bad[links]]
    told = (plan.link_text(plan.typed, link) for link in failing.tolist())
    return share(number, list(map(Fault, row_of[plan.typed.head[failing]].tolist(), told)), len(links))


def hard_constraints(a: Assessed) -> Check:
    """5: incomplete tasks that must start or finish on a date, or not later than one."""
    code = a.scheduled.schedule.network.activities.constraint[a.activity]
    names = a.column("constraint")
    return share_of(a, 5, np.isin(code, (MSO, MFO, SNLT, FNLT)), a.incomplete, lambda rows: names[rows].tolist())


def high_float(a: Assessed) -> Check:
    """6: incomplete tasks with more than 44 working days of total float."""
    total = a.scheduled.schedule.total_float[a.activity]
    return share_of(a, 6, total > LONG + SMALL, a.incomplete, lambda rows: _days(total[rows], "of float"))


def negative_float(a: Assessed) -> Check:
    """7: incomplete tasks with less than no float."""
    total = a.scheduled.schedule.total_float[a.activity]
    return share_of(a, 7, total < -SMALL, a.incomplete, lambda rows: _days(total[rows], "of float"))


def high_duration(a: Assessed) -> Check:
    """8: incomplete tasks with more than 44 working days to go."""
    length = a.scheduled.schedule.network.bounds.length[a.activity]
    return share_of(a, 8, length > LONG + SMALL, a.incomplete, lambda rows: _days(length[rows], "to go"))


def _days(counts: Array, what: str) -> Iterable[str]:
    return (f"{count:g} days {what}" for count in counts.tolist())


def invalid_dates(a: Assessed) -> Check:
    """9: typed forecasts before the status date where work is open, and actual dates after it."""
    today = np.datetime64(a.as_of)
    start, finish = a.column("actual_start"), a.column("actual_finish")
    started = start <= today
    late_start, late_finish = start > today, finish > today
    early_start = ~started & np.isnat(start) & (a.column("start") < today) & a.incomplete
    early_finish = ~(finish <= today) & (a.column("finish") < today) & a.incomplete
    words = ((late_start, "actual start after the status date"), (late_finish, "actual finish after the status date"),
             (early_start, "start has passed and is not actual"),
             (early_finish, "finish has passed and is not actual"))  # fmt: skip
    bad = late_start | late_finish | early_start | early_finish

    def told(rows: Array) -> Iterable[str]:
        texts = ([text if is_so else "" for is_so in mask[rows].tolist()] for mask, text in words)
        return ("; ".join(filter(None, of_row)) for of_row in zip(*texts, strict=True))

    return share_of(a, 9, bad, np.ones(len(a.row), dtype=bool), told)


def resources(a: Assessed) -> Check:
    """10: incomplete tasks of a day or more that nobody and no money is assigned to."""
    known = (a.column("owner") != "") | (a.column("budget") > 0) | (a.column("effort_planned") > 0)
    counted = a.incomplete & (a.scheduled.schedule.network.activities.duration[a.activity] >= 1)
    return share_of(a, 10, ~known, counted, lambda rows: ["no owner, effort or budget"] * len(rows))


def missed(a: Assessed) -> Check:
    """11: of the tasks baselined to finish by the status date, those finished or expected later than that."""
    baseline = a.column("baseline_finish")
    due = baseline <= np.datetime64(a.as_of)
    finish = a.scheduled.finish[a.activity]

    def told(rows: Array) -> Iterable[str]:
        days = zip(finish[rows].tolist(), baseline[rows].tolist(), strict=True)
        return (f"finish {found} after the baseline {planned}" for found, planned in days)

    return share_of(a, 11, finish > baseline, due, told)


def path_test(a: Assessed) -> Check:
    """12: 600 working days added to the first open task of the critical path move the finish by as many."""
    schedule = a.scheduled.schedule
    driving, net = Driving(schedule, a.scheduled.plan.ids), schedule.network
    last = driving.last(a.scheduled.wanted)
    open_path = [row for row in driving.path(last) if schedule.open[row]] if last is not None else []
    if last is None or not open_path:
        return Check(12, math.nan, math.nan, math.nan, None)
    longer = net.longer(open_path[0], DELAY)
    ends = (
        np.where(a.scheduled.wanted, found.finish, np.nan) for found in (schedule, solve(longer, a.scheduled.wanted))
    )
    before, after = (float(longer.positions_of_finish(days)[open_path[0]]) for days in ends)
    shift, blur = after - before, SMALL if len(net.calendars) == 1 else WEEK
    return Check(12, shift, DELAY, shift / DELAY, abs(shift - DELAY) <= blur)


def length_index(a: Assessed, committed: date | None) -> Check:
    """13: the critical path length index against the committed finish."""
    value = cpli_of(*path_length(a.scheduled, a.as_of, committed))
    return Check(13, math.nan, math.nan, value, passes(13, value))


def execution_index(a: Assessed) -> Check:
    """14: the baseline execution index."""
    done = int((~a.incomplete).sum())
    due = int((a.column("baseline_finish") <= np.datetime64(a.as_of)).sum())
    value = bei_of(done, due)
    return Check(14, done, due, value, passes(14, value))


def path_length(scheduled: Scheduled, as_of: date, committed: date | None) -> tuple[float, float]:
    """Working days from the status date to the finish, and from there to the committed finish; NaN if not known."""
    finish = scheduled.finish[scheduled.wanted]
    if not len(finish) or committed is None:
        return math.nan, math.nan
    axis = scheduled.plan.network.calendars[0]
    ends = axis.end(np.array([np.datetime64(as_of), finish.max(), np.datetime64(committed)]))
    return float(ends[1] - ends[0]), float(ends[2] - ends[1])
