"""What a run says: percentiles, chances, criticality, with the precision reached. Equal models share one run.

Depends on: metrics.simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from exectrack_xl.metrics.simulation.blocks import WITH_RISKS, Block, Simulator
from exectrack_xl.metrics.simulation.convergence import USUAL, Effort, is_enough, precision
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.tally import Tally
from exectrack_xl.schema.table import Array

Runner = Callable[[Callable[[int], Block], Iterable[int]], Iterable[Block]]  # `map`, or the map of a pool


@dataclass(frozen=True, eq=False)
class Results:
    """The finishes of all targets in all cases: each group, the programme, each milestone asked for."""

    model: Model
    tallies: tuple[tuple[Tally, ...], ...]  # by case and target
    means: Array  # of the finishes without risks, by target
    critical: Array  # share of the iterations in which each activity held the goal's finish
    moves: Array  # correlation of each duration with the goal's finish
    blocks: int
    precision: float  # working days by which P80 of any group or of the programme may be off, 95 times of 100

    @property
    def iterations(self) -> int:
        """How many were run."""
        return self.tallies[0][0].total

    def target(self, *, group: int = -1, milestone: int = -1) -> int:
        """The place of a group, of an activity asked for as a milestone, or of the programme."""
        size = len(self.model.groups)
        if milestone >= 0:
            return size + 1 + int(np.flatnonzero(self.model.milestones == milestone)[0])
        return group if group >= 0 else size

    def finish(self, share: float, target: int, case: int = WITH_RISKS) -> float:
        """The time by which the target is done with this chance."""
        return self.tallies[case][target].quantile(share)

    def chance(self, limit: float, target: int, case: int = WITH_RISKS) -> float:
        """The chance that the target is done by this time."""
        return self.tallies[case][target].chance(limit)


def simulate(model: Model, effort: Effort = USUAL, goal: int = -1, *, runner: Runner = map) -> Results:
    """Draw blocks in order until the effort says that it is enough.

    `runner` decides where blocks are drawn, such as the `map` of a pool of processes; the answer is the same.
    """
    watched: list[Array] = []
    whole: Block | None = None
    for block in runner(partial(draw, model, goal), range(effort.most)):
        watched.append(block.watched)
        whole = block if whole is None else whole.with_(block)  # at once: memory does not grow with the iterations
        if is_enough(watched, effort):
            break
    if whole is None:
        raise ValueError("an effort of no blocks answers nothing")
    return Results(
        model, whole.tallies, whole.sums / whole.iterations, whole.critical / whole.iterations,
        whole.moves / len(watched), len(watched), precision(watched),
    )  # fmt: skip


def draw(model: Model, goal: int, block: int) -> Block:
    """One block of a model."""
    return _ready(model).run(block, goal)


@lru_cache(maxsize=2)
def _ready(model: Model) -> Simulator:
    return Simulator(model)


@lru_cache(maxsize=16)
def simulated(model: Model, effort: Effort, goal: int = -1) -> Results:
    """The run of a model; equal models are drawn once."""
    return simulate(model, effort, goal)
