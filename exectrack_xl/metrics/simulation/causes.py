"""What drives the finish by the simulation, and what mitigation brings.

Depends on: schema, metrics.registry, metrics.simulation.
"""

from __future__ import annotations

import math

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.simulation.drivers import Driver, drivers
from exectrack_xl.metrics.simulation.simulation import NOBODY, PROGRAMME, Simulation
from exectrack_xl.metrics.simulation.tables import DROPPED
from exectrack_xl.metrics.sources import SCHEDULE_RISK
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import among


@metric(
    label="Criticality", unit=Unit.SHARE, group=Group.FORECAST, result=Result.TABLE, source=SCHEDULE_RISK, costly=True,
    formula="share of runs without float; correlation of duration and finish; their product",
)  # fmt: skip
def criticality(simulation: Simulation, initiative: str, *, n: int = 10) -> Listing:
    """The n open tasks and milestones that hold the finish most often, and in which share of the runs (their index).

    Sensitivity is the correlation of the task's duration with the finish, cruciality the product of both.
    """
    headers = ("ID", "Name", "Criticality", "Sensitivity", "Cruciality")
    group = simulation.group(initiative)
    if group == NOBODY:
        return Listing(headers, ())
    found = simulation.about(group)
    model = found.model
    shares, moves = np.round(found.critical, 4).tolist(), np.round(found.moves, 3).tolist()
    rows = sorted((r for r, share in enumerate(shares) if share), key=lambda r: (-shares[r], -moves[r], model.ids[r]))
    return Listing(headers, tuple(
        (model.ids[r], model.names[r], shares[r], moves[r], round(shares[r] * moves[r], 3))
        for r in rows[: max(0, int(n))]
    ))  # fmt: skip


@metric(
    label="What costs the most days", unit=Unit.DAYS, group=Group.FORECAST, result=Result.TABLE, source=SCHEDULE_RISK,
    costly=True, formula="P80 − P80 without the doubt of the task, or without the risk, by the same draws",
)  # fmt: skip
def tornado(simulation: Simulation, initiative: str, *, n: int = 10) -> Listing:
    """The n tasks and risks that cost the most working days at P80 of the finish.

    A task's days are won if it takes its most likely duration, a risk's if it cannot happen.
    """
    found = [cause for cause in _drivers(simulation, initiative) if abs(cause.days) > 1e-6]
    return Listing(("Kind", "ID", "Name", "Days at P80"), tuple(
        ("Risk" if cause.is_risk else "Task", *_named(simulation, cause), round(cause.days, 2))
        for cause in found[: max(0, int(n))]
    ))  # fmt: skip


@metric(
    label="Return on mitigation", unit=Unit.DAYS, group=Group.FORECAST, result=Result.TABLE, source=SCHEDULE_RISK,
    costly=True, formula="days at P80 and expected money that reaching the target score saves; money saved / cost",
)  # fmt: skip
def mitigation_return(simulation: Simulation, mitigations: Table, initiative: str, *, n: int = 10) -> Listing:
    """What the mitigation of each risk brings if it reaches its target score: days at P80, money, money over its cost.

    The cost is the planned cost of its actions. Ranked by days, then by money; the return is blank without a cost.
    """
    headers = ("Risk", "Title", "Days saved at P80", "Money saved", "Mitigation cost", "Return")
    model = simulation.model
    risks, group = model.risks, simulation.group(initiative)
    if group == NOBODY:
        return Listing(headers, ())
    cost = _planned_costs(mitigations)
    days = {cause.row: round(cause.saved, 2) for cause in _drivers(simulation, initiative) if cause.is_risk}
    found = []
    for row in np.flatnonzero(risks.mitigated < risks.chance).tolist():
        if group in (PROGRAMME, int(risks.group[row])):
            spent = cost.get(risks.ids[row], math.nan)
            money = round(float((risks.chance[row] - risks.mitigated[row]) * risks.cost[row]), 2)
            back = round(money / spent, 3) if spent > 0 else math.nan
            found.append((risks.ids[row], risks.titles[row], days.get(row, 0.0), money, spent, back))
    return Listing(headers, tuple(sorted(found, key=lambda line: (-line[2], -line[3], line[0]))[: max(0, int(n))]))


def _planned_costs(mitigations: Table) -> dict[str, float]:
    """Planned cost of the actions that still count, by risk."""
    cost: dict[str, float] = {}
    kept = ~among(mitigations["status"], DROPPED) & ~np.isnan(mitigations["cost_planned"])
    columns = (mitigations[name][kept].tolist() for name in ("risk", "cost_planned"))
    for risk, amount in zip(*columns, strict=True):
        cost[risk] = cost.get(risk, 0.0) + amount
    return cost


def _drivers(simulation: Simulation, initiative: str) -> tuple[Driver, ...]:
    group = simulation.group(initiative)
    return () if group == NOBODY else drivers(simulation.about(group), group)


def _named(simulation: Simulation, cause: Driver) -> tuple[str, str]:
    model = simulation.model
    if cause.is_risk:
        return model.risks.ids[cause.row], model.risks.titles[cause.row]
    return model.ids[cause.row], model.names[cause.row]
