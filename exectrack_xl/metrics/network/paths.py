"""What holds what: driving predecessors, the longest path, paths with little float, drag.

Depends on: metrics.network.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from exectrack_xl.metrics.network.schedule import SMALL, Schedule
from exectrack_xl.schema.table import Array


class Driving:
    """The links that hold their heads, by head; names decide where two are alike, so that row order does not."""

    def __init__(self, schedule: Schedule, names: Sequence[str]) -> None:
        self.schedule, self.names = schedule, names
        self.holding: dict[int, list[int]] = {}
        for place in np.flatnonzero(schedule.gap <= SMALL).tolist():
            self.holding.setdefault(int(schedule.network.arcs.head[place]), []).append(place)

    def link_of(self, activity: int) -> int | None:
        """The place of the link that drives an activity; of several the one from the least float; None without one."""
        places = self.holding.get(activity, [])
        tail = self.schedule.network.arcs.tail
        return min(places, key=lambda place: self._rank(int(tail[place])), default=None)

    def _rank(self, activity: int) -> tuple[float, str]:
        return round(float(self.schedule.total_float[activity]), 6), self.names[activity]

    def path(self, activity: int) -> list[int]:
        """The activities that drive one, first to last, itself included."""
        found, link = [activity], self.link_of(activity)
        while link is not None:
            found.append(int(self.schedule.network.arcs.tail[link]))
            link = self.link_of(found[-1])
        return found[::-1]

    def last(self, wanted: Array) -> int | None:
        """The wanted activity that finishes last: of several the one with the least float; None where none is."""
        rows = np.flatnonzero(wanted)
        if not len(rows):
            return None
        finish = self.schedule.network.moments(self.schedule.finish)
        latest = rows[finish[rows] >= finish[rows].max() - SMALL]
        return min(map(int, latest), key=self._rank)

    def everything(self, activity: int) -> set[int]:
        """All that drives an activity, along all driving links, itself included."""
        tail = self.schedule.network.arcs.tail
        seen, waiting = {activity}, [activity]
        while waiting:
            for place in self.holding.get(waiting.pop(), []):
                before = int(tail[place])
                if before not in seen:
                    seen.add(before)
                    waiting.append(before)
        return seen

    def history(self, activity: int) -> list[int]:
        """Finished and running work behind the first activity of a path: each time the predecessor done last."""
        links, finish = self.schedule.network.links, self.schedule.network.moments(self.schedule.finish)
        before: dict[int, list[int]] = {}
        for tail, head in zip(links.tail.tolist(), links.head.tolist(), strict=True):
            before.setdefault(head, []).append(tail)
        found = [activity]
        while found[-1] in before:
            found.append(min(before[found[-1]], key=lambda row: (-finish[row], self.names[row])))
        return found[:0:-1]


def float_paths(driving: Driving, wanted: Array, count: int) -> list[list[int]]:
    """Chains of open wanted work in the order of their float: the driving path first, then what joins it.

    Each next chain leads up to the activity with the least float that stands in none yet.
    """
    schedule = driving.schedule
    left = set(np.flatnonzero(wanted & schedule.open).tolist())
    finish = schedule.network.moments(schedule.finish)
    found: list[list[int]] = []
    total = np.round(schedule.total_float, 6)
    for end in sorted(left, key=lambda row: (total[row], -finish[row], driving.names[row])):
        if len(found) == count:
            break
        if end not in left:
            continue
        chain = []
        for row in reversed(driving.path(end)):
            if row not in left:
                break
            chain.append(row)
        left.difference_update(chain)
        found.append(chain[::-1])
    return found


def drag(schedule: Schedule, activities: Sequence[int], wanted: Array) -> list[float]:
    """By how many days the wanted work would finish earlier if each of these took no time (critical path drag).

    In working days of the calendar of what finishes last.
    """
    net = schedule.network
    last = int(np.argmax(np.where(wanted, net.moments(schedule.finish), -np.inf))) if activities else 0
    found = []
    for activity in activities:
        shorter = net.longer(activity, -float(net.bounds.length[activity]))
        ends = np.where(wanted, shorter.times + shorter.bounds.length, np.nan)
        found.append(max(0.0, float(schedule.finish[last] - shorter.positions_of_finish(ends)[last])))
    return found
