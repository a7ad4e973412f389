"""Estimates: what all work will have cost, and what the rest has to achieve. Money is in the tracker's currency.

Depends on: metrics.earned_value.
"""

from __future__ import annotations

import math

from exectrack_xl.metrics.choice import choice, share_of
from exectrack_xl.metrics.earned_value import NAN, ratio
from exectrack_xl.metrics.registry import Bands, Group, Unit, metric
from exectrack_xl.metrics.sources import EARNED_VALUE, HOUSE

WEIGHTED = "GAO, Cost Estimating and Assessment Guide, GAO-20-195G (2020): weighted index"


@metric(
    label="EAC by CPI", unit=Unit.MONEY, group=Group.EARNED_VALUE, additive=True,
    formula="EAC = AC + (BAC − EV) / CPI", source=EARNED_VALUE,
)  # fmt: skip
def eac(budget_at_completion: float, earned_value: float, actual_cost: float, cpi: float) -> float:
    """Estimate at completion if the rest costs what the work cost so far: BAC / CPI.

    The programme's is the sum of the initiatives', so that printed rows add up. Before anything is earned the rest
    is taken at budget; where no cost is booked the whole is.

    >>> round(eac(1_000_000, 450_000, 480_000, 0.9375))
    1066667
    """
    return at_completion(budget_at_completion, earned_value, actual_cost, cpi)


@metric(
    label="EAC at budgeted rate", unit=Unit.MONEY, group=Group.EARNED_VALUE, additive=True,
    formula="EAC = AC + BAC − EV", source=EARNED_VALUE,
)  # fmt: skip
def eac_atypical(budget_at_completion: float, earned_value: float, actual_cost: float) -> float:
    """Estimate at completion if the rest costs what was budgeted for it.

    >>> eac_atypical(1_000_000, 450_000, 480_000)
    1030000.0
    """
    return at_completion(budget_at_completion, earned_value, actual_cost, 1.0)


@metric(
    label="EAC by CPI × SPI", unit=Unit.MONEY, group=Group.EARNED_VALUE, additive=True,
    formula="EAC = AC + (BAC − EV) / (CPI × SPI)", source=EARNED_VALUE,
)  # fmt: skip
def eac_composite(
    budget_at_completion: float, earned_value: float, actual_cost: float, cpi: float, spi: float
) -> float:
    """Estimate at completion if the rest suffers from both cost and schedule so far.

    >>> round(eac_composite(1_000_000, 450_000, 480_000, 0.9375, 0.9))
    1131852
    """
    return at_completion(budget_at_completion, earned_value, actual_cost, cpi * spi)


@metric(
    label="EAC by weighted indices", unit=Unit.MONEY, group=Group.EARNED_VALUE, additive=True,
    formula="EAC = AC + (BAC − EV) / (w × CPI + (1 − w) × SPI)", source=WEIGHTED,
)  # fmt: skip
def eac_weighted(
    budget_at_completion: float, earned_value: float, actual_cost: float, cpi: float, spi: float, *,
    weight: float = 0.8,
) -> float:  # fmt: skip
    """Estimate at completion if cost and schedule so far both tell of the rest, the CPI by this weight.

    Weight 1 is the EAC by CPI, 0 the one by SPI alone.

    Raises:
        MetricError: the weight is not between 0 and 1.

    >>> round(eac_weighted(1_000_000, 450_000, 480_000, 0.9375, 0.9))
    1071398
    """
    share = weight if weight in (0, 1) else share_of("weight", weight)
    return at_completion(budget_at_completion, earned_value, actual_cost, share * cpi + (1 - share) * spi)


def at_completion(whole: float, earned: float, spent: float, performance: float) -> float:
    """What is spent and the rest at the performance so far, or at budget where there is none yet."""
    if math.isnan(spent) or math.isnan(earned):
        return float(whole)  # nothing booked or nothing measured: nothing says that the budget will not hold
    rate = performance if performance > 0 else 1.0
    return float(spent + (whole - earned) / rate)


@metric(
    label="Estimate at completion", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="bottom-up EAC where a cost to go is typed, else EAC by CPI; or by the method given", source=EARNED_VALUE,
)  # fmt: skip
def estimate_at_completion(
    eac: float, eac_atypical: float, eac_composite: float, eac_bottom_up: float, *, method: str = ""
) -> float:
    """What all work will have cost: as the rest was estimated anew where it was, else by CPI. EAC_BASIS says why.

    By method: "CPI" assumes that the rest costs what the work cost so far, "Atypical" that it costs its budget,
    "Composite" that it suffers from cost and schedule, "Bottom-up" takes the cost to go typed in Costs.

    Raises:
        MetricError: the method is none of the four.

    >>> estimate_at_completion(1_066_667, 1_030_000, 1_131_852, math.nan, method="Atypical")
    1030000
    >>> estimate_at_completion(1_066_667, 1_030_000, 1_131_852, 1_100_000)
    1100000
    """
    if not method:
        return eac if math.isnan(eac_bottom_up) else eac_bottom_up
    methods = {"CPI": eac, "Atypical": eac_atypical, "Composite": eac_composite, "Bottom-up": eac_bottom_up}
    return methods[choice("method", method, methods)]


@metric(
    label="Estimate to complete", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="ETC = EAC − AC", source=EARNED_VALUE,
)  # fmt: skip
def estimate_to_complete(estimate_at_completion: float, actual_cost: float) -> float:
    """Money still to be spent; all of the estimate where no cost is booked."""
    return estimate_at_completion - (0.0 if math.isnan(actual_cost) else actual_cost)


@metric(
    label="Variance at completion", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="VAC = BAC − EAC", source=EARNED_VALUE,
)  # fmt: skip
def variance_at_completion(budget_at_completion: float, estimate_at_completion: float) -> float:
    """Budget less estimate at completion; minus = it will cost more than budgeted."""
    return budget_at_completion - estimate_at_completion


@metric(
    label="TCPI", unit=Unit.INDEX, group=Group.EARNED_VALUE,
    formula="TCPI = (BAC − EV) / (BAC − AC), or over (EAC − AC)", source=EARNED_VALUE,
)  # fmt: skip
def tcpi(
    budget_at_completion: float, earned_value: float, actual_cost: float, estimate_at_completion: float, *,
    to: str = "BAC",
) -> float:  # fmt: skip
    """To-complete performance index: the CPI the rest needs to end at the budget, or `to` "EAC" at the estimate.

    NaN where no money is left to reach it.

    Raises:
        MetricError: `to` is neither "BAC" nor "EAC".

    >>> tcpi(500_000, 200_000, 250_000, 625_000)
    1.2
    """
    target = {"BAC": budget_at_completion, "EAC": estimate_at_completion}[choice("target", to, ("BAC", "EAC"))]
    left = target - actual_cost
    return ratio(budget_at_completion - earned_value, left) if left > 0 else NAN


@metric(
    label="Cost overrun", unit=Unit.SHARE, group=Group.EARNED_VALUE, formula="EAC / approved budget − 1",
    source=HOUSE, bands=Bands("overrun_green", "overrun_red"),
)  # fmt: skip
def cost_overrun(estimate_at_completion: float, budget: float, actual_cost: float) -> float:
    """By how much the estimate goes over the approved budget, as a share of it; minus = under budget.

    NaN where no budget is typed, or no cost is booked: then cost is not tracked.
    """
    return NAN if math.isnan(actual_cost) else ratio(estimate_at_completion, budget) - 1
