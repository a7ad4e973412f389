"""Earned schedule: earned value read on the time axis, in months of the calendar from the start of the plan.

Depends on: metrics.curves, metrics.work.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.curves import Curve, day_at
from exectrack_xl.metrics.earned_value import NAN, ratio
from exectrack_xl.metrics.registry import Bands, Group, Unit, derived, metric
from exectrack_xl.metrics.sources import EARNED_SCHEDULE
from exectrack_xl.metrics.work import Work
from exectrack_xl.schema.table import Array


def time_earned(earned: float, times: Array, values: Array) -> float:
    """The time at which a rising curve, 0 at time 0, reaches a value: straight between its points.

    Nothing earned is time 0. The whole is earned when the curve first reaches its last value. On a level stretch
    the time is the stretch's end, as no work was planned in it.

    >>> time_earned(45, np.array([1.0, 2.0, 3.0, 4.0]), np.array([10.0, 30.0, 60.0, 100.0]))
    2.5
    """
    if not len(values) or math.isnan(earned):
        return NAN
    if earned <= 0:
        return 0.0
    if earned >= values[-1]:
        return float(times[np.searchsorted(values, values[-1])])
    after = int(np.searchsorted(values, earned, side="right"))  # the first point above
    before_time, before_value = (times[after - 1], values[after - 1]) if after else (0.0, 0.0)
    share = (earned - before_value) / (values[after] - before_value)
    return float(before_time + share * (times[after] - before_time))


@metric(
    label="Earned schedule", unit=Unit.MONTHS, group=Group.EARNED_VALUE,
    formula="ES = C + (EV − PV_C) / (PV_C+1 − PV_C)", source=EARNED_SCHEDULE,
)  # fmt: skip
def earned_schedule(earned_value: float, planned_curve: Curve) -> float:
    """Months from the start of the plan by which as much was planned as is earned now.

    The planned value is known at each month's end, at the status date and at the planned finish, and taken as
    straight in between. NaN where nothing is planned.
    """
    return time_earned(earned_value, planned_curve.times, planned_curve.values)


@metric(
    label="Earned up to", unit=Unit.DATE, group=Group.EARNED_VALUE,
    formula="start of the plan + ES", source=EARNED_SCHEDULE,
)  # fmt: skip
def earned_date(earned_schedule: float, planned_curve: Curve) -> date | None:
    """The day by which the plan would have earned what is earned now; None where nothing is planned."""
    return day_at(planned_curve, earned_schedule)


@derived
def measured_day(work: Work, as_of: date) -> date:
    """The day the schedule is measured at: the status date, or the day the last work was done."""
    if not len(work.value) or np.isnat(work.ended).any():
        return as_of
    last: date = work.ended.max().item()
    return last


@metric(
    label="Actual time", unit=Unit.MONTHS, group=Group.EARNED_VALUE,
    formula="AT = months from the start of the plan to the status date", source=EARNED_SCHEDULE,
)  # fmt: skip
def actual_time(planned_curve: Curve, measured_day: date) -> float:
    """Months from the start of the plan to the status date, or to the day the last work was done.

    0 before the start; NaN where nothing is planned.
    """
    if not len(planned_curve.days):
        return NAN
    return max(0.0, float(planned_curve.months(measured_day)))


@metric(
    label="Planned duration", unit=Unit.MONTHS, group=Group.EARNED_VALUE,
    formula="PD = months from the start to the end of the plan", source=EARNED_SCHEDULE,
)  # fmt: skip
def planned_duration(planned_curve: Curve) -> float:
    """Months from the start of the plan to the day on which all value was to be earned."""
    return time_earned(planned_curve.total, planned_curve.times, planned_curve.values)


@metric(
    label="SPI(t)", unit=Unit.INDEX, group=Group.EARNED_VALUE, formula="SPI(t) = ES / AT", source=EARNED_SCHEDULE,
    bands=Bands("spi_t_green", "spi_t_yellow"),
)  # fmt: skip
def spi_t(earned_schedule: float, actual_time: float) -> float:
    """Schedule performance index on the time axis: months earned per month passed; below 1 is behind.

    Unlike SPI it stays below 1 when a late project ends. NaN before the start.

    >>> spi_t(6.5, 8.0)
    0.8125
    """
    return ratio(earned_schedule, actual_time)


@metric(
    label="SV(t)", unit=Unit.MONTHS, group=Group.EARNED_VALUE, formula="SV(t) = ES − AT", source=EARNED_SCHEDULE,
)  # fmt: skip
def sv_t(earned_schedule: float, actual_time: float) -> float:
    """Months that the work is behind (minus) or ahead of the plan.

    >>> sv_t(6.5, 8.0)
    -1.5
    """
    return earned_schedule - actual_time


@metric(
    label="Duration by SPI(t)", unit=Unit.MONTHS, group=Group.EARNED_VALUE,
    formula="IEAC(t) = PD / SPI(t)", source=EARNED_SCHEDULE,
)  # fmt: skip
def ieac_t(planned_duration: float, spi_t: float) -> float:
    """Months the whole will take if the pace stays as it was; NaN before anything is earned.

    >>> round(ieac_t(10.0, 0.8125), 4)
    12.3077
    """
    return ratio(planned_duration, spi_t)


@metric(
    label="Duration by SPI", unit=Unit.MONTHS, group=Group.EARNED_VALUE, formula="PD / SPI", source=EARNED_SCHEDULE,
)  # fmt: skip
def time_estimate(planned_duration: float, spi: float) -> float:
    """Months the whole will take by SPI: the older estimate, misleading towards the end of a late project.

    >>> round(time_estimate(12.0, 20 / 23), 6)
    13.8
    """
    return ratio(planned_duration, spi)


@metric(
    label="TSPI", unit=Unit.INDEX, group=Group.EARNED_VALUE,
    formula="TSPI = (PD − ES) / (PD − AT), or over (D − AT) for another duration D", source=EARNED_SCHEDULE,
)  # fmt: skip
def tspi(
    planned_duration: float, earned_schedule: float, actual_time: float, *, within: float = 0.0
) -> float:  # fmt: skip
    """The SPI(t) that the rest needs to end as planned, or `within` so many months; NaN once that time is past.

    >>> tspi(10.0, 6.5, 8.0)
    1.75
    >>> tspi(10.0, 6.5, 8.0, within=12)
    0.875
    """
    left = (within or planned_duration) - actual_time
    return ratio(planned_duration - earned_schedule, left) if left > 0 else NAN


@metric(
    label="Finish by SPI(t)", unit=Unit.DATE, group=Group.FORECAST,
    formula="start of the plan + IEAC(t)", source=EARNED_SCHEDULE,
)  # fmt: skip
def finish_by_spi_t(ieac_t: float, planned_curve: Curve) -> date | None:
    """The day on which all work will be done if the pace stays as it was; None where that is not known."""
    return day_at(planned_curve, ieac_t)
