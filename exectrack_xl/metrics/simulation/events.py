"""Risks in a block: which occur in which iteration, and by how many days they move what they threaten.

Depends on: metrics.simulation.model, metrics.simulation.sampling.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from exectrack_xl.metrics.simulation.kernel import Rows
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.sampling import BLOCK, luck
from exectrack_xl.schema.table import Array


@dataclass(frozen=True, eq=False)
class Delays:
    """Days by activity, and by group; the last group is the programme."""

    activities: dict[int, Array]
    groups: dict[int, Array]

    def added_to(self, lengths: Array) -> Array:
        """The lengths with the delays of activities added."""
        if not self.activities:
            return lengths
        found = lengths.copy()
        for row, days in self.activities.items():
            found[row] += days
        return found


class Events:
    """The luck of every risk in one block."""

    def __init__(self, model: Model, block: int) -> None:
        self.risks = model.risks
        self.luck = [luck(model.seed, block, identity) for identity in self.risks.ids]

    def delays(self, chance: Array) -> Delays:
        """What the risks do to dates when they have these chances."""
        risks = self.risks
        activities: dict[int, Array] = {}
        groups: dict[int, Array] = {}
        for row in np.flatnonzero((risks.delay != 0) & (chance > 0)).tolist():
            days = np.where(self.luck[row] < chance[row], risks.delay[row], 0.0)
            activity, group = int(risks.activity[row]), int(risks.group[row])
            place, key = (activities, activity) if activity >= 0 else (groups, group)
            place[key] = place[key] + days if key in place else days
        return Delays(activities, groups)

    def costs(self, chance: Array, count: int) -> Rows:
        """The money they cost in each group; the last one holds what belongs to none."""
        found = [np.zeros(BLOCK) for _ in range(count + 1)]
        for row in np.flatnonzero(self.risks.cost).tolist():
            found[self.risks.group[row]] += np.where(self.luck[row] < chance[row], self.risks.cost[row], 0.0)
        return found
