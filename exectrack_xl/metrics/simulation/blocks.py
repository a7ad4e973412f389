"""One block of iterations: drawn, scheduled with and without risks, and told in tallies.

Depends on: metrics.simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.simulation.bends import finish_moment, position
from exectrack_xl.metrics.simulation.convergence import JUDGED
from exectrack_xl.metrics.simulation.events import Delays, Events
from exectrack_xl.metrics.simulation.kernel import SMALL, Passes, Rows
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.sampling import BLOCK, durations
from exectrack_xl.metrics.simulation.tally import Tally
from exectrack_xl.schema.table import Array

WITH_RISKS, MITIGATED, WITHOUT_RISKS = range(3)  # the cases of a run
CASES = 3
_AT_ONCE = 32  # rows compared together
NO_DELAYS = Delays({}, {})


@dataclass(frozen=True, eq=False)
class Block:
    """What one block says. Targets: each group, the programme, each milestone asked for."""

    tallies: tuple[tuple[Tally, ...], ...]  # by case and target
    sums: Array  # of the finishes without risks, by target
    watched: Array  # the percentile by which it is judged whether to go on: groups and programme, with risks
    critical: Array  # in how many iterations each activity held the goal's finish
    moves: Array  # correlation of each activity's duration with the goal's finish; 0 without doubt

    @property
    def iterations(self) -> int:
        """How many."""
        return self.tallies[0][0].total

    def with_(self, other: Block) -> Block:
        """Both together; what is watched is of the later one."""
        tallies = (zip(mine, yours, strict=True) for mine, yours in zip(self.tallies, other.tallies, strict=True))
        return Block(
            tuple(tuple(mine.with_(yours) for mine, yours in case) for case in tallies), self.sums + other.sums,
            other.watched, self.critical + other.critical, self.moves + other.moves,
        )  # fmt: skip


class Simulator:
    """A model made ready to be drawn."""

    def __init__(self, model: Model) -> None:
        self.model, self.passes = model, Passes(model)

    @cached_property
    def ends(self) -> list[Array]:
        """The activities of each group that can be its last: no later one of the group follows from their finish."""
        wiring, group = self.model.wiring, self.model.group
        negative = np.zeros(len(self.model), dtype=bool)
        risks = self.model.risks
        negative[risks.activity[(risks.delay < 0) & (risks.activity >= 0)]] = True
        plain = wiring.from_finish & (wiring.lag >= 0) & (wiring.share >= 0) & ~negative[wiring.head]
        plain[[place for place, _ in wiring.bends]] = False
        covered = np.zeros(len(self.model), dtype=bool)
        covered[wiring.tail[plain & (group[wiring.tail] == group[wiring.head])]] = True
        return [np.flatnonzero((group == number) & ~covered) for number in range(len(self.model.groups))]

    def drawn(self, block: int) -> Array:
        """The open work of each activity in each iteration, risks apart."""
        model = self.model
        lengths = np.empty((len(model), BLOCK))
        lengths[:] = model.length[:, None]
        durations(model.draws, block, [lengths[row] for row in model.doubtful.tolist()])
        return lengths

    def finishes(self, times: Rows, lengths: Rows, delays: Delays) -> Rows:
        """The finish of each group, and of the programme behind them."""
        found = []
        for number, rows in enumerate(self.ends):
            last = np.full(BLOCK, -np.inf)
            for row in rows.tolist():
                np.maximum(last, times[row] + lengths[row], out=last)
            found.append(last + delays.groups.get(number, 0.0))
        shared = [self.between(number, -1, ends) for number, ends in enumerate(found)]
        whole = np.max(shared, axis=0) if found else np.zeros(BLOCK)
        return [*found, whole + delays.groups.get(-1, 0.0)]

    def between(self, group: int, other: int, ends: Array) -> Array:
        """Finishes in the calendar of one group (-1 = the programme) as finishes in that of another."""
        clocks = self.model.clocks
        if not clocks or clocks[group] is clocks[other]:
            return ends
        return position(clocks[other], finish_moment(clocks[group], ends))

    def goals(self, goal: int, ends: Rows, delays: Delays) -> list[Array | None]:
        """By when each group's activities must end, so that the goal (a group; -1 = the programme) ends when it does.

        The work of other groups has no goal of its own unless the programme's finish is the goal.
        """
        found: list[Array | None] = [None] * len(self.model.groups)
        whole = ends[goal] - (delays.groups.get(-1, 0.0) if goal == -1 else 0.0)
        for number in range(len(found)) if goal == -1 else [goal]:
            found[number] = self.between(goal, number, whole) - delays.groups.get(number, 0.0)
        return found

    def run(self, block: int, goal: int = -1) -> Block:
        """One block; criticality and correlation are about the goal."""
        model, risks = self.model, self.model.risks
        bare = self.drawn(block)
        events = Events(model, block)
        delays = events.delays(risks.chance)
        lengths = delays.added_to(bare)
        times = self.passes.forward(lengths)
        rows = list(times), list(lengths)
        ends = self.finishes(*rows, delays)
        told = [self._told(ends, *rows)]
        if delays.activities or delays.groups:
            for other in (events.delays(risks.mitigated), NO_DELAYS):
                fewer = list(other.added_to(bare))
                sooner = self.passes.again(rows[0], fewer, delays.activities)
                told.append(self._told(self.finishes(sooner, fewer, other), sooner, fewer))
        tallies = [tuple(map(Tally.of, case)) for case in told]
        late = self.passes.backward(lengths, self.goals(goal, ends, delays))
        return Block(
            tuple(tallies if len(tallies) == CASES else tallies * CASES),
            np.array([values.sum() for values in told[-1]]),
            np.array([tally.quantile(JUDGED) for tally in tallies[0][: len(ends)]]),
            self._critical(times, late), self._moves(bare, ends[goal]),
        )  # fmt: skip

    def _told(self, ends: Rows, times: Rows, lengths: Rows) -> Rows:
        return [*ends, *(times[row] + lengths[row] for row in self.model.milestones.tolist())]

    def _critical(self, times: Array, late: Array) -> Array:
        """In how many iterations each open activity had no float."""
        found = np.zeros(len(times), dtype=np.int64)
        for first in range(0, len(times), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            found[part] = np.count_nonzero(late[part] - times[part] <= SMALL, axis=1)
        return np.where(self.model.done, 0, found)

    def _moves(self, lengths: Array, finish: Array) -> Array:
        """The correlation of each duration with the finish; a block holds the same durations each time."""
        found = np.zeros(len(self.model))
        away = finish - finish.mean()
        norm = float(np.sqrt((away**2).sum()))
        for row, spread in zip(self.model.doubtful.tolist(), self._spreads.tolist(), strict=True):
            found[row] = float(lengths[row] @ away) / (norm * spread) if norm * spread else 0.0
        return found

    @cached_property
    def _spreads(self) -> Array:
        table = self.model.draws.table
        return np.asarray(np.sqrt(((table - table.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)))
