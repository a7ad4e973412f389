"""The performance indices over time, from the value curves. Depends on: metrics.curves, metrics.earned_schedule."""

from __future__ import annotations

import numpy as np

from exectrack_xl.metrics.curves import Curve
from exectrack_xl.metrics.earned_schedule import time_earned
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import EARNED_SCHEDULE, EARNED_VALUE


@metric(
    label="CPI over time", unit=Unit.INDEX, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="CPI = EV / AC at each month's end", source=EARNED_VALUE,
)  # fmt: skip
def cpi_curve(earned_value_curve: Series, actual_cost_curve: Series, cost_of_work: float) -> Series:
    """Cost performance index at the end of every month and at the status date, while both values are known.

    Empty where no budget is typed: work then has weights, which cannot be set against money.
    """
    if np.isnan(cost_of_work):
        return Series((), ())
    cost = dict(zip(actual_cost_curve.dates, actual_cost_curve.values, strict=True))
    known = [
        (day, earned / cost[day])
        for day, earned in zip(earned_value_curve.dates, earned_value_curve.values, strict=True)
        if cost.get(day, 0) > 0
    ]
    return Series(tuple(day for day, _ in known), tuple(value for _, value in known))


@metric(
    label="SPI(t) over time", unit=Unit.INDEX, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="SPI(t) = ES / AT at each month's end", source=EARNED_SCHEDULE,
)  # fmt: skip
def spi_t_curve(earned_value_curve: Series, planned_curve: Curve) -> Series:
    """Schedule performance index on the time axis at the end of every month and at the status date."""
    if not len(planned_curve.days):
        return Series((), ())
    known = []
    passed = planned_curve.months(np.array(earned_value_curve.dates, dtype="datetime64[D]")).tolist()
    for day, earned, months in zip(earned_value_curve.dates, earned_value_curve.values, passed, strict=True):
        if months > 0:
            known.append((day, time_earned(earned, planned_curve.times, planned_curve.values) / months))
    return Series(tuple(day for day, _ in known), tuple(value for _, value in known))
