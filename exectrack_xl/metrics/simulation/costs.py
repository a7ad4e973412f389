"""Cost by simulation: open work costs more when it takes longer, and risks that occur cost what they cost.

Depends on: metrics.simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce

import numpy as np

from exectrack_xl.metrics.simulation.blocks import Simulator
from exectrack_xl.metrics.simulation.events import Events
from exectrack_xl.metrics.simulation.model import Model
from exectrack_xl.metrics.simulation.sampling import BLOCK
from exectrack_xl.metrics.simulation.tally import Tally
from exectrack_xl.schema.table import Array


@dataclass(frozen=True)
class Money:
    """Cost so far, cost to come, and the limits to keep, for each group and then for the programme."""

    spent: tuple[float, ...]  # NaN: the cost of the group is not known, and it is left out
    to_go: tuple[float, ...]
    budget: tuple[float, ...]
    finish: tuple[float, ...]  # the time promised; NaN where none is
    shares: tuple[float, ...]  # of each activity in the cost to come of its group; they need not add up to 1


@dataclass(frozen=True, eq=False)
class Costs:
    """Cost at completion of each group and of the programme, and how often both limits were kept."""

    tallies: tuple[Tally, ...]
    joint: Array  # share of the iterations that end by the promised finish and within the budget


@lru_cache(maxsize=8)
def costs(model: Model, money: Money, blocks: int) -> Costs:
    """The costs of the same blocks as the finishes."""
    simulator = Simulator(model)
    rates, fixed = _rates(model, money)
    seen = [_block(simulator, money, rates, fixed, block) for block in range(blocks)]
    tallies = tuple(reduce(Tally.with_, same) for same in zip(*(one[0] for one in seen), strict=True))
    return Costs(tallies, np.sum([one[1] for one in seen], axis=0) / (blocks * BLOCK))


def _rates(model: Model, money: Money) -> tuple[Array, Array]:
    """Money for each working day of each activity, and what each group costs whatever happens."""
    shares = np.where(model.length > 0, np.array(money.shares), 0.0)
    size = len(model.groups)
    whole = np.bincount(model.group, weights=shares, minlength=size)
    to_go = np.nan_to_num(np.array(money.to_go[:size]))
    of_group = np.divide(to_go, whole, out=np.zeros(size), where=whole > 0)
    rates = np.divide(shares * of_group[model.group], model.length, out=np.zeros(len(shares)), where=shares > 0)
    fixed = np.nan_to_num(np.array(money.spent[:size])) + np.where(whole > 0, 0.0, to_go)
    rest = money.spent[size] + money.to_go[size] - float((np.nan_to_num(np.array(money.spent[:size])) + to_go).sum())
    return rates, np.array([*fixed, 0.0 if rest != rest else rest])


def _block(simulator: Simulator, money: Money, rates: Array, fixed: Array, block: int) -> tuple[list[Tally], Array]:
    model, bare = simulator.model, simulator.drawn(block)
    events, size = Events(model, block), len(model.groups)
    delays = events.delays(model.risks.chance)
    lengths = delays.added_to(bare)
    ends = simulator.finishes(list(simulator.passes.forward(lengths)), list(lengths), delays)
    cost = events.costs(model.risks.chance, size)
    for row in np.flatnonzero(rates).tolist():
        cost[model.group[row]] += rates[row] * bare[row]
    for number, amount in enumerate(fixed.tolist()):
        cost[number] += amount
    cost[size] = np.sum(cost, axis=0)
    kept = [
        np.count_nonzero((end <= limit + 1e-6) & (amount <= budget + 1e-6))
        for end, amount, limit, budget in zip(ends, cost, money.finish, money.budget, strict=True)
    ]
    return [Tally.of(amount) for amount in cost], np.array(kept)
