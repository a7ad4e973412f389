"""The rest estimated anew: cost to go typed in Costs, what the whole then costs, and why which estimate counts.

Depends on: schema, tracker, metrics.earned_value, metrics.registry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Group, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import EARNED_VALUE, HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.tracker.periods import MONTHS

_APART = 0.1  # by which the CPI that a new estimate needs may pass the CPI so far before it is doubted


@dataclass(frozen=True)
class Anew:
    """The latest new estimate of the rest."""

    month: date | None = None  # at whose end it was made
    to_go: float = math.nan
    spent: float = math.nan  # by the end of that month

    @property
    def whole(self) -> float:
        """Cost at completion; NaN where nothing was estimated anew."""
        return self.to_go + (0.0 if math.isnan(self.spent) else self.spent)


@derived
def estimated_anew(costs: Table, as_of: date) -> Anew:
    """The cost to go of the latest month that holds one, and what was spent by its end. Of one initiative."""
    known = ~np.isnan(costs["cost_to_go"]) & (costs["month"] <= np.datetime64(as_of))
    if not known.any():
        return Anew()
    month = costs["month"][known].max()
    at = known & (costs["month"] == month)
    paid = (costs["month"] <= month) & ~np.isnan(costs["actual_cost"])
    return Anew(month.item(), float(costs["cost_to_go"][at].sum()), float(costs["actual_cost"][paid].sum()))


@metric(
    label="EAC bottom-up", unit=Unit.MONEY, group=Group.EARNED_VALUE,
    formula="EAC = AC + cost to go as estimated anew", source=EARNED_VALUE,
)  # fmt: skip
def eac_bottom_up(each_estimated_anew: dict[str, Anew], each_eac: dict[str, float], eac: float) -> float:
    """Estimate at completion from the latest Cost to go in Costs and what was spent by the end of its month.

    In the programme, initiatives that have none count by CPI. NaN where none has one.
    """
    typed = {identity: anew.whole for identity, anew in each_estimated_anew.items() if anew.month is not None}
    if not typed:
        return math.nan
    by_cpi = sum(_known(each_eac[identity]) for identity in typed)
    return _known(eac) - by_cpi + sum(typed.values())


@metric(
    label="Why this estimate", unit=Unit.TEXT, group=Group.EARNED_VALUE, result=Result.TEXT, source=HOUSE,
    formula="the method that counts, its premise, and where another one contradicts it",
)  # fmt: skip
def eac_basis(
    each_estimated_anew: dict[str, Anew], estimate_at_completion: float, earned_value: float, actual_cost: float,
    budget_at_completion: float, cpi: float, initiative: str,
) -> str:  # fmt: skip
    """By which formula the cost at completion is estimated and why, and whether the rest can be done for so little."""
    typed = {name: anew for name, anew in each_estimated_anew.items() if anew.month is not None}
    if math.isnan(estimate_at_completion):
        return ""
    if not typed:
        if math.isnan(actual_cost) or math.isnan(earned_value):
            return "The budget: nothing is booked or measured that says otherwise."
        if not cpi > 0:
            return "Cost so far and the rest at budget: nothing is earned yet that would tell a CPI."
        return f"By CPI: the rest is taken to cost what the work cost so far ({cpi:.2f}); nobody has estimated it anew."
    whose = "" if initiative else f" for {', '.join(sorted(typed))}"
    last = max(anew.month for anew in typed.values() if anew.month)
    text = f"Bottom-up: the rest was estimated anew{whose} at the end of {MONTHS[last.month - 1]} {last.year}"
    text += "." if initiative or len(typed) == len(each_estimated_anew) else "; the others count by CPI."
    needed = ratio(budget_at_completion - earned_value, estimate_at_completion - actual_cost)
    if needed > cpi * (1 + _APART):
        text += f" It needs a CPI of {needed:.2f} from now on, after {cpi:.2f} so far."
    return text


def _known(amount: float) -> float:
    return 0.0 if math.isnan(amount) else amount
