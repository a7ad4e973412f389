"""The deterministic forecast: where earned value and cost go if pace and price stay as they were.

Depends on: metrics.curves, metrics.earned_value, metrics.earned_schedule.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.curves import month_ends, series
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import EARNED_SCHEDULE


@metric(
    label="Earned value to come", unit=Unit.MONEY, group=Group.FORECAST, result=Result.SERIES,
    formula="straight from EV at the status date to BAC at the finish by SPI(t)", source=EARNED_SCHEDULE,
)  # fmt: skip
def forecast_value_curve(
    earned_value: float, value_at_completion: float, finish_by_spi_t: date | None, as_of: date
) -> Series:
    """Earned value from the status date to the finish by SPI(t), at each month's end; empty if not known."""
    return _straight(earned_value, value_at_completion, finish_by_spi_t, as_of)


@metric(
    label="Cost to come", unit=Unit.MONEY, group=Group.FORECAST, result=Result.SERIES,
    formula="straight from AC at the status date to EAC at the finish by SPI(t)", source=EARNED_SCHEDULE,
)  # fmt: skip
def forecast_cost_curve(
    actual_cost: float, estimate_at_completion: float, finish_by_spi_t: date | None, as_of: date
) -> Series:
    """Cumulative cost from the status date to the finish by SPI(t), at each month's end; empty if not known."""
    return _straight(actual_cost, estimate_at_completion, finish_by_spi_t, as_of)


def _straight(now: float, then: float, finish: date | None, as_of: date) -> Series:
    """A straight line from the status date to the finish, with a point at each month's end between them."""
    if finish is None or finish <= as_of or math.isnan(now) or math.isnan(then):
        return Series((), ())
    first, last = np.datetime64(as_of), np.datetime64(finish)
    ends = month_ends(first, last)
    days = np.concatenate([[first], ends[(ends > first) & (ends < last)], [last]])
    return series(days, np.interp(days.astype(float), [float(first.astype(int)), float(last.astype(int))], [now, then]))
