"""Earned value: what was planned, what is done, what it cost, and where that leads.

Money is in the tracker's currency. Depends on: errors, schema, tracker, metrics.curves, metrics.work.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.curves import Curve
from exectrack_xl.metrics.registry import Group, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import EARNED_VALUE, HOUSE
from exectrack_xl.metrics.work import BY_DURATION, BY_WEIGHT, TASK_BUDGETS, TYPED_BUDGET, Work
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Calendar

NAN = math.nan
_NAMES = {
    TASK_BUDGETS: "task budgets",
    BY_WEIGHT: "initiative budgets shared by milestone weight",
    BY_DURATION: "initiative budgets shared by task duration",
    TYPED_BUDGET: "typed planned values",
}


def ratio(above: float, below: float) -> float:
    """One number over another; NaN where the second is 0 or either is not known."""
    return above / below if below else NAN


@metric(
    label="Planned value", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="PV = Σ budget of the work planned up to the status date", source=EARNED_VALUE,
)  # fmt: skip
def planned_value(planned_curve: Curve, as_of: date) -> float:
    """Budgeted cost of the work planned up to the status date.

    Planned values typed in Costs win, and the one of a running month accrues evenly over its days. Otherwise each
    task's budget accrues evenly over the working days of its baseline; without task budgets, the initiative's
    budget over its milestones by weight. NaN where nothing is planned; `value_basis` says which it is.
    """
    return planned_curve.at(as_of)


@metric(
    label="Earned value", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="EV = Σ budget × progress", source=EARNED_VALUE,
)  # fmt: skip
def earned_value(work: Work, costs: Table, as_of: date) -> float:
    """Budgeted cost of the work done by the status date.

    Earned values typed in Costs win, initiative by initiative. NaN where there is neither work with a value nor a
    typed one.
    """
    typed = typed_earned(costs, as_of)
    own = work.sum_by_group(work.value * work.progress)
    counted = [value for name, value in zip(work.groups, own, strict=True) if name not in typed]
    if not typed and not len(work.value):
        return NAN
    return float(sum(counted) + sum(typed.values()))


def typed_earned(costs: Table, as_of: date) -> dict[str, float]:
    """Earned value typed up to the status date, for each initiative that has one."""
    known = ~np.isnan(costs["earned_value"]) & (costs["month"] <= np.datetime64(as_of))
    found: dict[str, float] = {}
    for name, value in zip(costs["initiative"][known], costs["earned_value"][known].tolist(), strict=True):
        found[name] = found.get(name, 0.0) + value
    return found


@metric(
    label="Actual cost", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="AC = Σ actual cost up to the status date", source=EARNED_VALUE,
)  # fmt: skip
def actual_cost(costs: Table, as_of: date) -> float:
    """Money spent up to the status date; a month counts from its first day on, NaN where none is booked."""
    known = ~np.isnan(costs["actual_cost"]) & (costs["month"] <= np.datetime64(as_of))
    return float(costs["actual_cost"][known].sum()) if known.any() else NAN


@metric(
    label="Budget at completion", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="BAC = Σ budget of all planned work", source=EARNED_VALUE,
)  # fmt: skip
def budget_at_completion(work: Work) -> float:
    """Budgeted cost of all work: the sum that planned value reaches at the end of the plan.

    Σ of the task budgets; where tasks carry none, the initiative's budget. NaN where no budget is known.
    """
    return float(work.worth.sum()) if work.is_money else NAN


@derived
def value_at_completion(work: Work) -> float:
    """What all planned work is worth, in the unit of planned and earned value: money, or weights without a budget."""
    return float(work.worth.sum()) if (work.worth > 0).any() else NAN


@derived
def cost_of_work(actual_cost: float, work: Work) -> float:
    """Actual cost to set against earned value; NaN where that is not money but weights."""
    return actual_cost if work.is_money or not len(work.value) else NAN


@metric(
    label="Approved budget", unit=Unit.MONEY, group=Group.EARNED_VALUE, additive=True,
    formula="Σ budget of the initiatives", source=HOUSE,
)  # fmt: skip
def budget(initiatives: Table, budget_at_completion: float) -> float:
    """Approved budget of the initiatives; where none is typed, the budget of their planned work."""
    known = initiatives["budget"][~np.isnan(initiatives["budget"])]
    if len(known):
        return float(known.sum())
    return budget_at_completion


@metric(
    label="Basis of planned and earned value", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT,
    formula="", source=HOUSE,
)  # fmt: skip
def value_basis(work: Work, costs: Table, as_of: date) -> str:
    """Where planned and earned value come from: typed, task budgets, or weights; and what had to be left out."""
    parts = [_NAMES[basis] for basis in _NAMES if basis in work.basis and basis != TYPED_BUDGET]
    if not work.is_money and parts:
        words = {BY_WEIGHT: "milestone weights", BY_DURATION: "task durations"}
        parts = [f"{words[basis]}, as no budget is typed" for basis in words if basis in work.basis]
    if (~np.isnan(costs["planned_value"])).any():
        parts.insert(0, "typed planned values")
    if typed_earned(costs, as_of):
        parts.insert(0, "typed earned values")
    if work.left_out:
        parts.append(f"{work.left_out} without a budget left out")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


@metric(
    label="Schedule variance", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="SV = EV − PV; in % of PV; in working days by earned schedule", source=EARNED_VALUE,
)  # fmt: skip
def schedule_variance(
    earned_value: float, planned_value: float, earned_date: date | None, measured_day: date, calendar: Calendar, *,
    unit: str = "value",
) -> float:  # fmt: skip
    """How far the work done is behind (minus) or ahead of the plan: in value, in % or in working days.

    `unit` "value" is EV − PV in money, "%" is that as a share of PV, and "days" is ES − AT as working days from
    the status date (or the day the last work was done) to the day by which the plan would have earned as much.
    NaN where no work is planned yet.

    Raises:
        MetricError: the unit is none of the three.

    >>> schedule_variance(450_000, 500_000, None, date(2026, 6, 30), Calendar())
    -50000
    >>> schedule_variance(450_000, 500_000, date(2026, 6, 12), date(2026, 6, 30), Calendar(), unit="days")
    -12.0
    """
    unit = choice("unit", unit, ("value", "%", "days"))
    if unit == "days":
        return float(calendar.between(measured_day, earned_date)) if earned_date else NAN
    variance = earned_value - planned_value
    return variance if unit == "value" else ratio(variance, planned_value)


@metric(
    label="Cost variance", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="CV = EV − AC; in % of EV", source=EARNED_VALUE,
)  # fmt: skip
def cost_variance(earned_value: float, cost_of_work: float, *, unit: str = "value") -> float:
    """Value of the work done less what it cost, `unit` "%" as a share of that value; minus = over cost.

    Raises:
        MetricError: the unit is neither "value" nor "%".

    >>> cost_variance(450_000, 480_000)
    -30000
    """
    variance = earned_value - cost_of_work
    return variance if choice("unit", unit, ("value", "%")) == "value" else ratio(variance, earned_value)


@metric(
    label="SPI", unit=Unit.INDEX, group=Group.EARNED_VALUE, formula="SPI = EV / PV", source=EARNED_VALUE,
)  # fmt: skip
def spi(earned_value: float, planned_value: float) -> float:
    """Schedule performance index: work done per unit of work planned; below 1 is behind.

    It returns to 1 at the end of even a late project, so it is never shown without SPI(t). NaN before any work
    is planned.

    >>> spi(450_000, 500_000)
    0.9
    """
    return ratio(earned_value, planned_value)


@metric(
    label="CPI", unit=Unit.INDEX, group=Group.EARNED_VALUE, formula="CPI = EV / AC", source=EARNED_VALUE,
)  # fmt: skip
def cpi(earned_value: float, cost_of_work: float) -> float:
    """Cost performance index: work done per unit of money spent; below 1 is over cost, NaN before any is spent.

    >>> cpi(450_000, 480_000)
    0.9375
    """
    return ratio(earned_value, cost_of_work)


@metric(
    label="Percent complete", unit=Unit.SHARE, group=Group.EARNED_VALUE, formula="EV / BAC", source=EARNED_VALUE,
)  # fmt: skip
def percent_complete(earned_value: float, value_at_completion: float) -> float:
    """Share of all work, by value, that is done."""
    return ratio(earned_value, value_at_completion)


@metric(
    label="Percent planned", unit=Unit.SHARE, group=Group.EARNED_VALUE, formula="PV / BAC", source=EARNED_VALUE,
)  # fmt: skip
def percent_planned(planned_value: float, value_at_completion: float) -> float:
    """Share of all work, by value, that was planned to be done by the status date."""
    return ratio(planned_value, value_at_completion)


@metric(
    label="Percent spent", unit=Unit.SHARE, group=Group.EARNED_VALUE, formula="AC / BAC", source=EARNED_VALUE,
)  # fmt: skip
def percent_spent(actual_cost: float, budget_at_completion: float) -> float:
    """Share of the budget of all work that is spent."""
    return ratio(actual_cost, budget_at_completion)
