"""The simulation of one tracker: made ready at once, drawn when the first number is asked for.

Depends on: errors, metrics.network, metrics.simulation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from exectrack_xl.errors import MetricError, nearest
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.metrics.simulation.convergence import USUAL, Effort
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.results import Results, simulated

PROGRAMME, NOBODY = -1, -2  # groups that are no initiative


@dataclass(frozen=True)
class Simulation:
    """What can be asked of the simulation: by initiative ("" = the programme) and milestone."""

    make: Callable[[], Model]
    axis: WorkingDays  # of the tracker
    effort: Effort = USUAL
    run: Callable[[Model, Effort, int], Results] = simulated

    @cached_property
    def model(self) -> Model:
        """The tables as a model."""
        return self.make()

    @cached_property
    def results(self) -> Results:
        """The run, with criticality for the programme."""
        return self.run(self.model, self.effort, -1)

    def about(self, group: int) -> Results:
        """The same run, with criticality for one group."""
        if group == PROGRAMME:
            return self.results
        return self.run(self.model, Effort(self.results.blocks, 0.0), group)

    def group(self, initiative: str) -> int:
        """The group of an initiative; PROGRAMME for "", NOBODY where nothing of it is simulated."""
        if not initiative:
            return PROGRAMME if len(self.model) else NOBODY
        known = {name: number for number, name in enumerate(self.model.groups)}
        found = known.get(initiative, NOBODY)
        return found if found in set(self.model.group.tolist()) else NOBODY

    def target(self, initiative: str, milestone: str) -> int | None:
        """The place of a finish among the results; None where there is nothing to simulate.

        Raises:
            MetricError: there is no such milestone.
        """
        wanted = milestone.strip()
        if wanted:
            rows = {self.model.ids[row]: row for row in reversed(self.model.milestones.tolist())}
            if wanted not in rows:
                raise MetricError(f"No milestone '{wanted}' can be simulated.{nearest(wanted, rows)}")
            return self.results.target(milestone=rows[wanted])
        group = self.group(initiative)
        return None if group == NOBODY else self.results.target(group=group)

    def day(self, time: float, target: int) -> date | None:
        """The date on which work of a target up to this time ends."""
        axis = self._axis_of(target)
        found: date | None = axis.finish_dates(np.array([time]))[0].item() if np.isfinite(time) else None
        return found

    def by(self, day: date, target: int) -> float:
        """The time of a target at which a date ends."""
        return float(self._axis_of(target).end(np.array([day], dtype="M8[D]"))[0])

    def _axis_of(self, target: int) -> WorkingDays:
        """The calendar in which the finish of a group, of the programme or of a milestone is counted."""
        model = self.model
        if not model.clocks:
            return self.axis
        asked = target - len(model.clocks)
        return model.clocks[target if asked < 0 else int(model.group[model.milestones[asked]])]
