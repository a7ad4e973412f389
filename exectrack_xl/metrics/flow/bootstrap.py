"""The weeks to come, drawn from the weeks gone by: how many are needed for so many items, how many items they bring.

Each of 2,000 runs draws past weeks with replacement. The draws are seeded from these weeks and made in blocks of a
fixed size: the same history gives the same answer, more items never need fewer weeks, and more weeks never bring
fewer items. Depends on: schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from exectrack_xl.schema.table import Array

RUNS = 2_000
BLOCK = 13  # weeks drawn at a time; part of the answer, as the seed is
LONGEST = 80 * BLOCK  # 20 years


@dataclass(frozen=True, eq=False)
class Bootstrap:
    """Future weeks drawn from the number of items finished in past ones."""

    weeks: Array  # items finished in each past week
    _needed: dict[int, Array] = field(default_factory=dict, repr=False)
    _blocks: list[Array] = field(default_factory=list, repr=False)  # cumulative items at the end of each week drawn

    @classmethod
    def of(cls, weeks: Sequence[float]) -> Bootstrap:
        """The draws from these weeks, in any order."""
        return cls(np.sort(np.asarray(weeks, dtype=np.int64)))

    @property
    def can_finish(self) -> bool:
        """Whether anything was ever finished."""
        return bool(len(self.weeks)) and bool(self.weeks[-1] > 0)

    def weeks_needed(self, items: int) -> Array:
        """Weeks until so many items are done, of each run, rising; infinite where 20 years do not do."""
        if items not in self._needed:
            self._needed[items] = np.sort(self._run_until(items))
        return self._needed[items]

    def items_done(self, weeks: int) -> Array:
        """Items done after so many weeks, of each run, rising."""
        if weeks <= 0 or not self.can_finish:
            return np.zeros(RUNS)
        number, rest = divmod(min(weeks, LONGEST) - 1, BLOCK)
        return np.sort(self._block(number)[:, rest])

    def weeks_by(self, items: int, probability: float) -> float:
        """The fewest weeks in which so many items are done with at least this probability; infinite if never."""
        return float(self.weeks_needed(items)[_rank(probability)])

    def items_by(self, weeks: int, probability: float) -> float:
        """The most items of which at least so many are done after the weeks with at least this probability."""
        return float(self.items_done(weeks)[RUNS - 1 - _rank(probability)])

    def chance(self, items: int, weeks: int) -> float:
        """The share of runs in which so many items are done within the weeks."""
        return float(np.count_nonzero(self.weeks_needed(items) <= weeks) / RUNS)

    def _run_until(self, items: int) -> Array:
        needed = np.full(RUNS, np.inf if items > 0 else 0.0)
        if items <= 0 or not self.can_finish:
            return needed
        for number in range(LONGEST // BLOCK):
            done = self._block(number)
            waiting = np.isinf(needed) & (done[:, -1] >= items)
            needed[waiting] = number * BLOCK + 1 + np.count_nonzero(done[waiting] < items, axis=1)
            if not np.isinf(needed).any():
                break
        return needed

    def _block(self, number: int) -> Array:
        while len(self._blocks) <= number:
            drawn = self.weeks[self._random.integers(0, len(self.weeks), size=(RUNS, BLOCK), dtype=np.int32)]
            before = self._blocks[-1][:, -1:] if self._blocks else 0
            self._blocks.append(np.cumsum(drawn, axis=1) + before)
        return self._blocks[number]

    @cached_property
    def _random(self) -> np.random.Generator:
        return np.random.Generator(np.random.Philox(np.random.SeedSequence([len(self.weeks), *self.weeks.tolist()])))


def _rank(probability: float) -> int:
    """The place, among runs in rising order, by which at least this share of them has been reached."""
    return min(RUNS - 1, max(0, int(np.ceil(round(probability * RUNS, 9))) - 1))
