"""The critical path method in its plainest form: every link says `time[head] >= time[tail] + weight`.

Links are put into the order of their tails once; after that a pass is one loop over them.
Depends on: nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from exectrack_xl.schema.table import Array

Bend = tuple[Callable[[float], float], Callable[[float], float]]  # tail's time to head's bound, and back


@dataclass(frozen=True, eq=False)
class Arcs:
    """Links in an order in which no link comes before one that its tail depends on."""

    tail: Array
    head: Array
    weight: Array
    number: Array  # the place of each in the list it was made from
    bends: Mapping[int, Bend]  # place here -> a link that no single weight can describe

    def forward(self, lowest: Array, cap: Array) -> list[float]:
        """The earliest time of each activity: not before `lowest` and its links, but not after `cap`."""
        time: list[float] = np.minimum(lowest, cap).tolist()
        if self.bends or np.isfinite(cap[self.head]).any():
            return self._forward_bent(time, cap.tolist())
        for tail, head, weight in zip(self.tail.tolist(), self.head.tolist(), self.weight.tolist(), strict=True):
            bound = time[tail] + weight
            if bound > time[head]:
                time[head] = bound
        return time

    def _forward_bent(self, time: list[float], cap: list[float]) -> list[float]:
        bends = self.bends
        links = zip(self.tail.tolist(), self.head.tolist(), self.weight.tolist(), strict=True)
        for place, (tail, head, weight) in enumerate(links):
            bound = bends[place][0](time[tail]) if weight != weight else time[tail] + weight
            if bound > time[head]:
                time[head] = bound if bound < cap[head] else cap[head]
        return time

    def backward(self, highest: Array, floor: Array) -> list[float]:
        """The latest time of each activity: not after `highest` and its links, but not before `floor`."""
        time: list[float] = np.maximum(highest, floor).tolist()
        if self.bends or np.isfinite(floor[self.tail]).any():
            return self._backward_bent(time, floor.tolist())
        tails, heads, weights = self.tail[::-1].tolist(), self.head[::-1].tolist(), self.weight[::-1].tolist()
        for tail, head, weight in zip(tails, heads, weights, strict=True):
            bound = time[head] - weight
            if bound < time[tail]:
                time[tail] = bound
        return time

    def _backward_bent(self, time: list[float], floor: list[float]) -> list[float]:
        bends = self.bends
        tails, heads, weights = self.tail.tolist(), self.head.tolist(), self.weight.tolist()
        for place in range(len(tails) - 1, -1, -1):
            tail, head, weight = tails[place], heads[place], weights[place]
            bound = bends[place][1](time[head]) if weight != weight else time[head] - weight
            if bound < time[tail]:
                time[tail] = bound if bound > floor[tail] else floor[tail]
        return time

    def gaps(self, time: Array) -> Array:
        """How long each link could make its tail wait without moving its head, at these times."""
        found = time[self.head] - time[self.tail] - self.weight
        for place, (_, back) in self.bends.items():
            found[place] = back(time[self.head[place]]) - time[self.tail[place]]
        return np.asarray(found)


def in_order(size: int, tail: Array, head: Array) -> list[int]:
    """The activities so that each comes after all it depends on; those in or behind a circle are left out."""
    if (tail < head).all():
        return list(range(size))
    waiting = np.bincount(head, minlength=size).tolist()
    heads = head[np.argsort(tail, kind="stable")].tolist()
    first = np.concatenate(([0], np.cumsum(np.bincount(tail, minlength=size)))).tolist()
    order = [activity for activity, count in enumerate(waiting) if not count]
    for activity in order:
        for follower in heads[first[activity] : first[activity + 1]]:
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    return order


def arcs(order: list[int], tail: Array, head: Array, weight: Array, bends: Mapping[int, Bend]) -> Arcs:
    """The links sorted by the rank of their tails; `bends` by their place in the arrays given."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    number = np.argsort(rank[tail], kind="stable")
    place = {int(before): now for now, before in enumerate(number)} if bends else {}
    moved = {place[before]: bend for before, bend in bends.items()}
    return Arcs(tail[number], head[number], weight[number], number, moved)
