"""Rows that add up to their total as printed: with as many digits as that takes.

Depends on: report.desk, report.words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import TypeAlias

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.words import is_known, money_step

MOST_DIGITS = 2  # more than an amount is usually said with
Printed: TypeAlias = Callable[[float], str]


@dataclass(frozen=True)
class Costs:
    """How a column of costs and one of differences from the budget are printed, and a remark where rows do not add up.

    The remark names what the rows add up to.
    """

    cost: Printed
    over: Printed
    remark: str = ""


def costs(desk: Desk) -> Costs:
    """How the estimates at completion of the initiatives and their differences from the budget are printed."""
    return desk.once("costs that add up", lambda: _costs(desk))


def over_budget(desk: Desk, initiative: str = "") -> float:
    """By how much the estimate at completion is above the budget; negative = below."""
    return _estimate(desk, initiative) - float(desk.value("budget", initiative))


def digits_that_add_up(amounts: Sequence[float], total: float) -> int | None:
    """How many digits more than usual make the amounts add up to the total as printed; None where none up to two do.

    >>> digits_that_add_up([3_104_000, 5_374_000], 8_478_000), digits_that_add_up([1_140_000, 1_140_000], 2_280_000)
    (0, 1)
    """
    for more in range(MOST_DIGITS + 1):
        together = sum((_amount(one, more) for one in amounts), Decimal(0))
        if _to_step(together, money_step(total, more)) == _amount(total, more):
            return more
    return None


def _costs(desk: Desk) -> Costs:
    forms, remark = [], ""
    for value in (_estimate, over_budget):
        rows, total = [value(desk, each) for each in desk.initiatives], value(desk, "")
        known = [one for one in rows if is_known(one)]
        more = digits_that_add_up(known, total) if known and is_known(total) else 0
        forms.append(partial(_printed, desk, more or 0))
        if more is None and not remark:
            remark = desk.say("scorecard.rounded", sum=desk.money(sum(float(_amount(one, 0)) for one in known)))
    return Costs(forms[0], forms[1], remark)


def _estimate(desk: Desk, initiative: str = "") -> float:
    return float(desk.value("estimate_at_completion", initiative))


def _printed(desk: Desk, more: int, value: float) -> str:
    return desk.money(value, more)


def _amount(value: float, more: int) -> Decimal:
    """An amount as it is printed."""
    return _to_step(Decimal(repr(float(value))), money_step(value, more))


def _to_step(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
