"""Constraints and progress as bounds of each activity's time.

The time of an activity is where its open work begins: its start, or of a running one the point from which the rest is
done (retained logic: its open predecessors still hold it back), or of a finished one its finish. Its length is the
work still open. So progress changes bounds and lengths, and never the passes.
Depends on: metrics.network.activities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from exectrack_xl.metrics.network.activities import FF, FNET, FNLT, MFO, MSO, SNET, SNLT, TO_FINISH, Activities, Links
from exectrack_xl.schema.table import Array

INFINITY = np.inf


@dataclass(frozen=True, eq=False)
class Bounds:
    """Between which times each activity may lie, and how much work is open."""

    length: Array
    lowest: Array  # not earlier, whatever the links say
    cap: Array  # not later, whatever the links say: dates are kept, and negative float shows what that costs
    latest: Array  # not later in the backward pass
    floor: Array  # not earlier in the backward pass


@dataclass(frozen=True, eq=False)
class Frame:
    """Where a project begins and from where its open work goes on, as positions in each activity's calendar."""

    start: Array
    data_date: Array | None  # None: work is not moved to a status date
    strict: bool  # nothing lies before the start, not even by a lead


def bounds(activities: Activities, links: Links, frame: Frame) -> Bounds:
    """The bounds of all activities."""
    a = activities
    length = np.where(a.done, 0.0, np.where(a.running, a.remaining, a.duration))
    begin = a.date - np.where(np.isin(a.constraint, TO_FINISH), a.duration, 0.0)  # the date as one of the start
    lowest, cap = _lowest(a, links, frame, begin), _cap(a, begin)
    if frame.data_date is None:
        lowest = np.where(a.running, _as_running(a, length), lowest)
        cap = np.where(a.running, lowest, cap)
    else:
        rest = np.where(a.constraint == FNET, a.date - length, -INFINITY)
        lowest = np.fmax(np.where(a.running, rest, lowest), frame.data_date)
        cap = np.fmax(cap + a.duration - length, frame.data_date)
    lowest, cap = np.where(a.done, a.finished, lowest), np.where(a.done, a.finished, cap)
    latest, floor = _late(a, length, begin)
    return Bounds(length, lowest, cap, latest, floor)


def _lowest(a: Activities, links: Links, frame: Frame, begin: Array) -> Array:
    """The project's start; a date of its own instead; with predecessors, what they say."""
    dated = np.isin(a.constraint, (SNET, FNET, MSO, MFO))
    held = np.zeros(len(a), dtype=bool)
    held[links.head] = True
    free = held.copy()
    free[links.head[links.kind == FF]] = False  # a finish alone does not pull a start before the project's
    base = frame.start if frame.strict else np.where(free | (dated & ~held), -INFINITY, frame.start)
    return np.where(dated, np.fmax(base, begin), base)


def _cap(a: Activities, begin: Array) -> Array:
    limited = np.isin(a.constraint, (SNLT, FNLT, MSO, MFO)) & ~np.isnan(a.date)
    return np.where(limited, begin, INFINITY)


def _as_running(a: Activities, length: Array) -> Array:
    """Where the rest of running work begins when it goes on as it started."""
    held = np.where(a.constraint == FNET, a.date - length, -INFINITY)
    found: Array = np.fmax(a.started + a.duration - length, held)
    return found


def _late(a: Activities, length: Array, begin: Array) -> tuple[Array, Array]:
    fixed = np.isin(a.constraint, (MSO, MFO)) & ~np.isnan(a.date)
    limited = np.isin(a.constraint, (SNLT, FNLT))
    limit = np.where(fixed | limited, begin + a.duration - length, INFINITY)
    latest = np.fmin(limit, np.where(np.isnan(a.deadline), INFINITY, a.deadline - length))
    floor = np.where(fixed, latest, -INFINITY)
    return np.where(a.done, a.finished, latest), np.where(a.done, a.finished, floor)
