"""The critical path method over activities and links: dates, floats, and what holds what.

Conventions, as Microsoft Project has them: the end of a day and the start of the next working day are one position;
dates of constraints are kept, so that float turns negative; a lag runs in the successor's calendar; total float is
measured to the latest finish; free float is the least gap to a successor, at least 0; work that is as late as possible
has no float and moves its successors. As in Primavera P6, open work does not lie before the data date where one is
given, and waits for its open predecessors (retained logic). A link from a start that has happened holds nothing any
more; if it leads to a finish it still counts in the float of its tail, as in Microsoft Project. What is left of a lag
runs from the day the predecessor really finished, unlike in both.
Depends on: metrics.network.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.network.activities import ALAP, SF, Activities, Links
from exectrack_xl.metrics.network.bounds import Bounds, Frame, bounds
from exectrack_xl.metrics.network.cycles import open_circles
from exectrack_xl.metrics.network.kernel import Arcs, arcs
from exectrack_xl.metrics.network.weights import weights, working_lags
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.table import Array

EVERY_DAY = (WorkingDays.every_day(),)
SMALL = 1e-6  # working days that are no difference


@dataclass(frozen=True, eq=False)
class Network:
    """Activities and links made ready for the passes."""

    activities: Activities
    links: Links  # without those that close a circle
    in_force: Links  # those that still hold: not into finished work, not from a start that has happened
    lags: Array  # of these, shares worked out
    calendars: Sequence[WorkingDays]
    bounds: Bounds
    order: list[int]  # in which no activity comes before what it depends on
    arcs: Arcs  # of the links in force
    circles: tuple[tuple[int, ...], ...]
    frame: Frame

    @cached_property
    def times(self) -> Array:
        """Where the open work of each activity begins at the earliest."""
        return np.array(self.arcs.forward(self.bounds.lowest, self.bounds.cap))

    def latest(self, early: Array, wanted: Array | None = None) -> Array:
        """Where it begins at the latest, so that the wanted activities (default: all) finish when they can."""
        ends = early + self.bounds.length
        goal = self.positions_of_finish(ends if wanted is None else np.where(wanted, ends, np.nan))
        highest = np.fmin(self.bounds.latest, goal - self.bounds.length)
        if wanted is not None:
            highest = np.where(wanted, highest, np.inf)
        floor = self.bounds.floor
        return np.array(self.late_arcs.backward(np.where(floor > -np.inf, floor, highest), floor))

    @cached_property
    def late_arcs(self) -> Arcs:
        """The links as the backward pass takes them: from running work to a finish by where the rest begins."""
        a, links, length = self.activities, self.links, self.bounds.length
        held = links.take((links.kind == SF) & a.running[links.tail] & ~a.done[links.head])
        if not len(held):
            return self.arcs
        every, lags = Links.joined(self.in_force, held), np.concatenate((self.lags, working_lags(a, held)))
        weight, bends = weights(a, length, every, lags, self.calendars)
        done = np.where(every.from_finish, 0.0, (a.duration - length)[every.tail])
        moved = {place: (ahead, _later(back, float(done[place]))) for place, (ahead, back) in bends.items()}
        return arcs(self.order, every.tail, every.head, weight - done, moved)

    def moments(self, ends: Array) -> Array:
        """Finishes as moments that can be compared across calendars."""
        if len(self.calendars) == 1:
            return ends
        which = self.activities.calendar.tolist()
        return np.array([self.calendars[k].finish_moment(end) for k, end in zip(which, ends.tolist(), strict=True)])

    def longer(self, activity: int, days: float) -> Network:
        """The same network with so many working days more of open work in one activity; minus = less."""
        length = self.bounds.length.copy()
        length[activity] += days
        weight, bends = weights(self.activities, length, self.in_force, self.lags, self.calendars)
        number = self.arcs.number
        moved = {place: bends[before] for place, before in enumerate(number.tolist()) if before in bends}
        arcs = Arcs(self.arcs.tail, self.arcs.head, weight[number], number, moved)
        return replace(self, bounds=replace(self.bounds, length=length), arcs=arcs)

    def positions_of_finish(self, ends: Array) -> Array:
        """The latest of these finishes as a position in each activity's calendar; NaN where there is none."""
        which = self.activities.calendar
        if np.isnan(ends).all():
            return np.full(len(ends), np.nan)
        if len(self.calendars) == 1:
            return np.full(len(ends), np.nanmax(ends))
        known = (number for number in np.unique(which[~np.isnan(ends)]).tolist())
        moment = max(self.calendars[number].finish_moment(np.nanmax(ends[which == number])) for number in known)
        return np.array([calendar.position(moment) for calendar in self.calendars])[which]


@dataclass(frozen=True, eq=False)
class Schedule:
    """What the passes found, one entry for each activity: positions in its own calendar, floats in working days."""

    network: Network
    early_start: Array
    early_finish: Array
    late_start: Array
    late_finish: Array
    total_float: Array  # 0 for finished work
    free_float: Array
    start: Array  # as scheduled: the late dates of what is as late as possible
    finish: Array
    gap: Array  # of each link still in force: working days until it would hold its head; infinite elsewhere

    @property
    def open(self) -> Array:
        """Which are not finished."""
        return ~self.network.activities.done

    @property
    def critical(self) -> Array:
        """Open work without float."""
        return self.open & (self.total_float <= SMALL)


def network(
    activities: Activities, links: Links, calendars: Sequence[WorkingDays] = EVERY_DAY, *,
    start: float = 0.0, data_date: float | None = None, strict: bool = False,
) -> Network:  # fmt: skip
    """Make activities and links ready. `start` and `data_date` are moments (day numbers).

    Links that close a circle are left out and the circles kept. `strict` lets nothing lie before the start.
    """
    kept, circles, order = open_circles(len(activities), links.tail, links.head)
    sound = links if kept.all() else links.take(kept)
    which = activities.calendar

    def at(moment: float) -> Array:
        return np.array([calendar.position(moment) for calendar in calendars])[which]

    frame = Frame(at(start), None if data_date is None else at(data_date), strict)
    limits, held = bounds(activities, sound, frame), ~activities.done[sound.head]
    in_force = sound if held.all() else sound.take(held)
    lags = working_lags(activities, in_force)
    limits, left = _from_begun(activities, in_force, lags, limits, calendars)
    if not left.all():
        in_force, lags = in_force.take(left), lags[left]
    weight, bends = weights(activities, limits.length, in_force, lags, calendars)
    wired = arcs(order, in_force.tail, in_force.head, weight, bends)
    return Network(
        activities, sound, in_force, lags, calendars, limits, order, wired, tuple(map(tuple, circles)), frame
    )


def _later(bend: Callable[[float], float], days: float) -> Callable[[float], float]:
    return lambda time: bend(time) + days


def _from_begun(
    activities: Activities, links: Links, lags: Array, limits: Bounds, calendars: Sequence[WorkingDays]
) -> tuple[Bounds, Array]:
    """A link from a start that has happened is a fixed bound; which links are left then."""
    begun = ~np.isnan(activities.started)
    past = ~links.from_finish & begun[links.tail]
    if not past.any():
        return limits, ~past
    fixed = links.take(past)
    weight, bends = weights(activities, limits.length, fixed, lags[past], calendars)
    begin = activities.started[fixed.tail]
    bound, lowest = begin + weight, limits.lowest.copy()
    for number, (ahead, _) in bends.items():
        bound[number] = ahead(float(begin[number]))
    np.maximum.at(lowest, fixed.head, bound)
    lowest = np.minimum(lowest, limits.cap)
    return Bounds(limits.length, lowest, limits.cap, limits.latest, limits.floor), ~past


def solve(net: Network, wanted: Array | None = None) -> Schedule:
    """Both passes. With `wanted`, float is measured to the latest finish of these activities alone."""
    a, limits = net.activities, net.bounds
    early = net.times
    late = net.latest(early, wanted)
    placed = _as_late_as_possible(net, early, late)
    if placed is not early:
        early = placed
    lazy = (a.constraint == ALAP) & ~a.done
    gap = net.arcs.gaps(np.where(lazy, late, early))
    total = np.where(lazy | a.done, 0.0, late - early)
    begun = ~np.isnan(a.started)
    start, finish = np.where(begun, a.started, early), np.where(a.done, a.finished, early + limits.length)
    late_start, late_finish = np.where(begun, a.started, late), np.where(a.done, a.finished, late + limits.length)
    return Schedule(
        net, start, finish, late_start, late_finish, total, _free(net, total, gap),
        np.where(lazy, late_start, start), np.where(lazy, late_finish, finish), gap,
    )  # fmt: skip


def _free(net: Network, total: Array, gap: Array) -> Array:
    """The least gap to a successor, the total float where there is none; never below zero."""
    least = np.full(len(total), np.inf)
    np.minimum.at(least, net.arcs.tail, gap)
    return np.where(net.activities.done, 0.0, np.maximum(np.where(np.isinf(least), total, least), 0.0))


def _as_late_as_possible(net: Network, early: Array, late: Array) -> Array:
    """The earliest times once work that is as late as possible stands at its latest and holds its successors."""
    lazy = (net.activities.constraint == ALAP) & ~net.activities.done
    tail, head = net.arcs.tail, net.arcs.head
    moved = np.flatnonzero(lazy[tail] & ~lazy[head]) if lazy.any() else ()
    if not len(moved):
        return early
    lowest, weight, bends = net.bounds.lowest.copy(), net.arcs.weight.copy(), dict(net.arcs.bends)
    for place in np.asarray(moved).tolist():
        bend = bends.pop(place, None)
        begin = float(late[tail[place]])
        bound = bend[0](begin) if bend else begin + float(weight[place])
        lowest[head[place]] = max(lowest[head[place]], bound)
        weight[place] = -np.inf
    return np.array(replace(net.arcs, weight=weight, bends=bends).forward(lowest, net.bounds.cap))
