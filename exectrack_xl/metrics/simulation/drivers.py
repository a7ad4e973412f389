"""What drives a finish: how many days at P80 each doubtful task and each risk costs, by drawing again without it.

All is drawn with the same luck, so that a difference is due to the one thing left out.
Depends on: metrics.simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np

from exectrack_xl.metrics.simulation.blocks import Simulator
from exectrack_xl.metrics.simulation.convergence import FEWEST, JUDGED
from exectrack_xl.metrics.simulation.events import Delays, Events
from exectrack_xl.metrics.simulation.kernel import Rows
from exectrack_xl.metrics.simulation.results import Results
from exectrack_xl.metrics.simulation.tally import Tally
from exectrack_xl.schema.table import Array

TASKS, RISKS = 20, 30  # the most that are tried


@dataclass(frozen=True)
class Driver:
    """One cause and its days at P80."""

    row: int  # of the model's activities, or of its risks
    is_risk: bool
    days: float  # by which P80 would be earlier without it
    saved: float  # of a risk: by which its mitigation makes P80 earlier


@lru_cache(maxsize=16)
def drivers(found: Results, goal: int) -> tuple[Driver, ...]:
    """The tasks and risks that cost the most days, most first. `found` is the run about the same goal."""
    simulator = Simulator(found.model)
    tasks, risks = _tasks(found), _risks(found)
    seen = [_again(simulator, goal, block, tasks, risks) for block in range(min(found.blocks, FEWEST))]
    whole, *others = [reduce(Tally.with_, same).quantile(JUDGED) for same in zip(*seen, strict=True)]
    less = [whole - other for other in others]
    without, mitigated = less[len(tasks) : len(tasks) + len(risks)], less[len(tasks) + len(risks) :]
    causes = [Driver(row, False, days, 0.0) for row, days in zip(tasks, less, strict=False)]
    causes += [Driver(row, True, *days) for row, *days in zip(risks, without, mitigated, strict=True)]
    names = found.model.ids, found.model.risks.ids
    return tuple(sorted(causes, key=lambda cause: (-round(cause.days, 6), names[cause.is_risk][cause.row])))


def _tasks(found: Results) -> list[int]:
    """The doubtful tasks that most often hold the finish by most days."""
    model = found.model
    spread = model.estimates.high - model.estimates.low
    rows = [row for row in model.doubtful.tolist() if found.critical[row] > 0]
    return sorted(rows, key=lambda row: (-float(found.critical[row] * spread[row]), model.ids[row]))[:TASKS]


def _risks(found: Results) -> list[int]:
    """The risks with the most expected days."""
    risks = found.model.risks
    rows = np.flatnonzero(risks.delay != 0).tolist()
    return sorted(rows, key=lambda row: (-abs(float(risks.chance[row] * risks.delay[row])), risks.ids[row]))[:RISKS]


def _again(simulator: Simulator, goal: int, block: int, tasks: list[int], risks: list[int]) -> tuple[Tally, ...]:
    """One block as it is, without each task's doubt, without each risk, and with each risk mitigated."""
    model, bare = simulator.model, simulator.drawn(block)
    events = Events(model, block)
    chance = model.risks.chance
    delays = events.delays(chance)
    lengths = delays.added_to(bare)
    times = simulator.passes.forward(lengths)
    rows = list(times), list(lengths)

    def finish(changed: dict[int, Array], moved: Delays = delays) -> Tally:
        new: Rows = [changed.get(row, length) for row, length in enumerate(rows[1])]
        sooner = simulator.passes.again(rows[0], new, changed) if changed else rows[0]
        return Tally.of(simulator.finishes(sooner, new, moved)[goal])

    def with_chances(to: Callable[[int], float]) -> Iterator[Tally]:
        for risk in risks:
            other = chance.copy()
            other[risk] = to(risk)
            moved, activity = events.delays(other), int(model.risks.activity[risk])
            days = moved.activities.get(activity, 0.0)
            yield finish({activity: bare[activity] + days} if activity >= 0 else {}, moved)

    fixed = (finish({row: np.full_like(bare[row], model.estimates.likely[row])}) for row in tasks)
    return (finish({}), *fixed, *with_chances(lambda _: 0.0), *with_chances(lambda risk: model.risks.mitigated[risk]))
