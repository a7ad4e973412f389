"""Cost at completion by the simulation, alone and together with the finish.

Depends on: schema, tracker, metrics.registry, metrics.simulation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import share_of
from exectrack_xl.metrics.registry import Group, Unit, derived, metric
from exectrack_xl.metrics.simulation.costs import Costs, Money, costs
from exectrack_xl.metrics.simulation.simulation import NOBODY, PROGRAMME, Simulation
from exectrack_xl.metrics.sources import SIMULATION
from exectrack_xl.schema import Table

Amounts = dict[str, float]


@dataclass(frozen=True)
class Limits:
    """What was promised, by initiative; "" = the programme."""

    finish: dict[str, date | None]
    budget: Amounts


@derived(by_id=True)
def promises(
    each_committed_finish: dict[str, date | None], committed_finish: date | None, each_budget: Amounts, budget: float
) -> Limits:
    """Promised finish and approved budget of each initiative and of the programme."""
    return Limits({**each_committed_finish, "": committed_finish}, {**each_budget, "": budget})


@derived(by_id=True)
def cost_to_come(
    each_estimate_to_complete: Amounts, estimate_to_complete: float, each_actual_cost: Amounts, actual_cost: float
) -> tuple[Amounts, Amounts]:
    """Cost so far and cost to come of each initiative and of the programme."""
    return ({**each_actual_cost, "": actual_cost}, {**each_estimate_to_complete, "": estimate_to_complete})


@derived(by_id=True)
def money_of_work(
    cost_to_come: tuple[Amounts, Amounts], promises: Limits, simulation: Simulation, tasks: Table
) -> Money | None:
    """The money of the simulation; None where the cost to come is not known.

    The cost to come of an initiative lies on its open tasks: by budget still open, or where no budgets are typed by
    open days. It grows with the time they take.
    """
    spent, to_go = cost_to_come
    model = simulation.model
    if not len(model) or math.isnan(to_go[""]):
        return None
    keys = [*(name or None for name in model.groups), ""]  # what belongs to no initiative has no limits of its own
    days = [None if key is None else promises.finish.get(key) for key in keys]
    return Money(
        tuple(0.0 if key is None else _known(spent.get(key)) for key in keys),
        tuple(0.0 if key is None else _known(to_go.get(key)) for key in keys),
        tuple(math.nan if key is None else promises.budget.get(key, math.nan) for key in keys),
        tuple(math.nan if day is None else simulation.by(day, place) for place, day in enumerate(days)),
        _shares(simulation, tasks),
    )  # fmt: skip


def _known(amount: float | None) -> float:
    return 0.0 if amount is None or math.isnan(amount) else amount


def _shares(simulation: Simulation, tasks: Table) -> tuple[float, ...]:
    """Open budgets of the activities of groups with any, open days of the others."""
    model, rows = simulation.model, tasks.positions
    budgets = np.zeros(len(model))
    for activity, identity in enumerate(model.ids):
        row = rows.get(identity)
        if row is not None and tasks["duration"][row] > 0 and tasks["budget"][row] > 0:
            open_share = min(1.0, float(model.length[activity]) / float(tasks["duration"][row]))
            budgets[activity] = float(tasks["budget"][row]) * open_share
    typed = np.bincount(model.group, weights=budgets, minlength=len(model.groups)) > 0
    return tuple(np.where(typed[model.group], budgets, model.length).tolist())


@metric(
    label="Cost with this chance", unit=Unit.MONEY, group=Group.FORECAST, source=SIMULATION, costly=True,
    formula="cost so far + cost to come × simulated / planned duration + cost of the risks that occur",
)  # fmt: skip
def simulated_cost(
    money_of_work: Money | None, simulation: Simulation, initiative: str, *, probability: float = 0.8
) -> float:
    """The cost at completion that is not exceeded with this chance: 0.8 gives the P80 cost.

    The estimate to complete lies on the open tasks and grows with the time they take; risks that occur add theirs.

    Raises:
        MetricError: the probability is not between 0 and 1.
    """
    share, group = share_of("probability", probability), _group(simulation, initiative)
    found = _costs(money_of_work, simulation)
    return math.nan if found is None or group == NOBODY else round(found.tallies[group].quantile(share), 2)


@metric(
    label="Chance of finish and cost together", unit=Unit.SHARE, group=Group.FORECAST, source=SIMULATION, costly=True,
    formula="share of runs that end by the committed finish and within the budget",
)  # fmt: skip
def joint_confidence(money_of_work: Money | None, simulation: Simulation, promises: Limits, initiative: str) -> float:
    """The chance of keeping both: the committed finish and the approved budget; NaN where one is not known."""
    found, group = _costs(money_of_work, simulation), _group(simulation, initiative)
    limit, amount = promises.finish.get(initiative), promises.budget.get(initiative, math.nan)
    if found is None or group == NOBODY or limit is None or math.isnan(amount):
        return math.nan
    return float(found.joint[group])


def _costs(money: Money | None, simulation: Simulation) -> Costs | None:
    return None if money is None else costs(simulation.model, money, simulation.results.blocks)


def _group(simulation: Simulation, initiative: str) -> int:
    found = simulation.group(initiative)
    return len(simulation.model.groups) if found == PROGRAMME else found
