"""Both passes of the critical path method over many iterations at once: one row of iterations for each activity.

Depends on: metrics.simulation.model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.simulation.bends import Bend
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.schema.table import Array

SMALL = 1e-6  # working days that are no difference
Rows = list[Array]  # one row of iterations for each activity, or for each finish that is asked


@dataclass(frozen=True)
class Arc:
    """One link as the loops want it."""

    head: int
    from_finish: bool
    to_finish: bool
    lag: float
    share: float
    bend: Bend | None

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is from finish to start without any lag."""
        return self.from_finish and not (self.to_finish or self.lag or self.share or self.bend)


Step = tuple[int, tuple[Arc, ...]]


class Passes:
    """The links of a model, made ready for the passes."""

    def __init__(self, model: Model) -> None:
        self.model = model
        wiring, bends = model.wiring, dict(model.wiring.bends)
        ends = (wiring.head, wiring.from_finish, wiring.to_finish, wiring.lag, wiring.share)
        arcs = zip(*(column.tolist() for column in ends), strict=True)
        steps: dict[int, list[Arc]] = {}
        for place, (tail, arc) in enumerate(zip(wiring.tail.tolist(), arcs, strict=True)):
            head, from_finish, to_finish, lag, share = arc
            steps.setdefault(tail, []).append(Arc(head, from_finish, to_finish, lag, share, bends.get(place)))
        self.arcs = {tail: tuple(arcs) for tail, arcs in steps.items()}
        self.steps: tuple[Step, ...] = tuple(self.arcs.items())
        self.order = [*self.arcs, *(row for row in range(len(model)) if row not in self.arcs)]
        self._after = {tail: {arc.head for arc in arcs} for tail, arcs in self.steps}

    def forward(self, lengths: Array) -> Array:
        """Where the open work of each activity begins at the earliest."""
        times = self._first(np.arange(len(lengths)), lengths)
        _forward(self.steps, list(times), list(lengths))
        return times

    def again(self, times: Rows, lengths: Rows, changed: Iterable[int]) -> Rows:
        """The same after some lengths have changed: only what they can move is worked out anew."""
        moved = self.behind(changed)
        found = list(times)
        for row in moved:
            found[row] = self._first(np.array([row]), lengths[row][None, :])[0]
        steps = ((tail, tuple(arc for arc in arcs if arc.head in moved)) for tail, arcs in self.steps)
        _forward([step for step in steps if step[1]], found, lengths)
        return found

    def behind(self, activities: Iterable[int]) -> set[int]:
        """These activities and all that depends on them."""
        seen = set(activities)
        waiting = list(seen)
        while waiting:
            new = self._after.get(waiting.pop(), set()) - seen
            seen |= new
            waiting.extend(new)
        return seen

    def backward(self, lengths: Array, goals: Sequence[Array | None]) -> Array:
        """Where it begins at the latest, so that each group (None: nobody waits for it) ends by its goal."""
        found = np.empty_like(lengths)
        times, spans = list(found), list(lengths)
        ends, bound = np.empty(lengths.shape[1]), np.empty(lengths.shape[1])
        group = self.model.group.tolist()
        for tail in reversed(self.order):
            goal, length = goals[group[tail]], spans[tail]
            ends[:] = np.inf if goal is None else goal
            for arc in self.arcs.get(tail, ()):
                if arc.is_plain:
                    np.minimum(ends, times[arc.head], out=ends)
                else:
                    np.add(_back(arc, times[arc.head], length, spans[arc.head]), length, out=bound)
                    np.minimum(ends, bound, out=ends)
            np.subtract(ends, length, out=times[tail])
        return found

    def _first(self, rows: Array, lengths: Array) -> Array:
        """The times before any link is looked at."""
        lowest, no_earlier = self.model.lowest[rows], self.model.no_earlier[rows]
        found = np.empty_like(lengths)
        found[:] = lowest[:, None]
        for place in np.flatnonzero(~np.isnan(no_earlier)).tolist():
            np.maximum(no_earlier[place] - lengths[place], found[place], out=found[place])
        return found


def _forward(steps: Iterable[Step], times: Rows, lengths: Rows) -> None:
    end = np.empty(len(times[0])) if times else None
    for tail, arcs in steps:
        begin, length = times[tail], lengths[tail]
        end = np.add(begin, length, out=end)
        for arc in arcs:
            head = times[arc.head]
            bound = end if arc.is_plain else _ahead(arc, (begin, end), length, lengths[arc.head])
            np.maximum(head, bound, out=head)


def _ahead(arc: Arc, ends: tuple[Array, Array], length: Array, of_head: Array) -> Array:
    """The head's earliest time by one link."""
    if arc.bend is not None:
        reach = length if arc.from_finish else 0.0
        return arc.bend.forward(ends[0], reach, of_head if arc.to_finish else 0.0)
    bound = ends[arc.from_finish] + arc.lag
    if arc.share:
        bound += arc.share * length
    if arc.to_finish:
        bound -= of_head
    return bound


def _back(arc: Arc, time: Array, length: Array, of_head: Array) -> Array:
    """The tail's latest time by one link."""
    if arc.bend is not None:
        return arc.bend.backward(time, length if arc.from_finish else 0.0, of_head if arc.to_finish else 0.0)
    bound = time - arc.lag
    if arc.from_finish:
        bound -= length
    if arc.share:
        bound -= arc.share * length
    if arc.to_finish:
        bound += of_head
    return bound
