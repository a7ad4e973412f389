"""Value over time: what was planned, earned and spent by the end of each month, and at the status date.

Depends on: schema, tracker, metrics.registry, metrics.work.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Result, Series, Unit, derived, metric
from exectrack_xl.metrics.sources import EARNED_VALUE
from exectrack_xl.metrics.work import Work
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar

_DAY = np.timedelta64(1, "D")
_MONTH = np.timedelta64(1, "M")


@dataclass(frozen=True, eq=False)
class Curve:
    """Cumulative value by the end of given days; it is 0 before `start` and straight in between."""

    start: Any  # first day, datetime64[D]; NaT where nothing is planned
    days: Array  # rising
    values: Array  # never falling

    @property
    def total(self) -> float:
        """The value at the end; NaN where nothing is planned."""
        return float(self.values[-1]) if len(self.values) else float("nan")

    @cached_property
    def times(self) -> Array:
        """Months from the start to the end of each day."""
        return np.asarray(self.months(self.days))

    def months(self, days: Any) -> Any:
        """Months from the start to the end of a day or of each day; half of February is half a month."""
        return calendar_months(days) - self._origin

    @cached_property
    def _origin(self) -> float:
        return float(calendar_months(self.start - _DAY))

    def at(self, day: date) -> float:
        """The value by the end of a day; NaN where nothing is planned."""
        if not len(self.days):
            return float("nan")
        return float(np.interp(self.months(day), *self.from_zero))

    @cached_property
    def from_zero(self) -> tuple[Array, Array]:
        """Times and values, with the start before them."""
        return np.concatenate([[0.0], self.times]), np.concatenate([[0.0], self.values])


NO_CURVE = Curve(np.datetime64("NaT", "D"), np.array([], "datetime64[D]"), np.array([]))


def calendar_months(days: Any) -> Any:
    """A day or days counted in months of the calendar, at the end of each day.

    >>> calendar_months(date(2026, 3, 31)) - float(calendar_months(np.datetime64("2026-01-31")))
    2.0
    """
    if isinstance(days, date):
        length = monthrange(days.year, days.month)[1]
        return 12.0 * (days.year - 1970) + days.month - 1 + days.day / length
    days = np.asarray(days, "datetime64[D]")
    month = month_numbers(days)
    first, after = (_firsts(count).astype(np.int64) for count in (month, month + 1))
    return np.where(np.isnat(days), np.nan, month + (days.astype(np.int64) - first + 1) / (after - first))


def month_numbers(days: Array) -> Array:
    """The months of days, counted since January 1970: NumPy reckons far faster with numbers than with dates."""
    return days.astype("datetime64[M]").astype(np.int64)


def _firsts(months: Array) -> Array:
    """The first day of each month, counted since January 1970."""
    return months.view("datetime64[M]").astype("datetime64[D]")


def day_at(curve: Curve, months: float) -> date | None:
    """The day that lies this many months after the start of a curve; None where that is not known."""
    if not len(curve.days) or not np.isfinite(months) or abs(months) > 12_000:  # a thousand years
        return None
    time = float(calendar_months(curve.start - _DAY)) + months
    whole = int(np.floor(time))
    first, after = (np.datetime64(whole + more, "M").astype("datetime64[D]") for more in (0, 1))
    passed = int(np.ceil((time - whole) * ((after - first) / _DAY) - 1e-9))
    found: date = (first + passed - _DAY).item()
    return found


def month_ends(start: Any, finish: Any) -> Array:
    """The last day of every month from one day to another."""
    first, last = (np.datetime64(day, "M").astype(np.int64) for day in (start, finish))
    return _lasts(np.arange(first, last + 1))


def _lasts(months: Array) -> Array:
    """The last day of each month, counted since January 1970."""
    return (_firsts(months + 1).view(np.int64) - 1).view("datetime64[D]")


@derived
def planned_curve(work: Work, costs: Table, calendar: Calendar, as_of: date) -> Curve:
    """Cumulative planned value at each month's end, the status date and the planned finish.

    Typed planned values count for their months, evenly over the days of the month; for other months the planned
    value accrues evenly over the working days of each piece of work.
    """
    typed = np.flatnonzero(~np.isnan(costs["planned_value"]) & ~np.isnat(costs["month"]))
    months = month_numbers(costs["month"][typed])
    starts, finishes = np.append(work.start, _firsts(months)), np.append(work.finish, _lasts(months))
    if not len(starts):
        return NO_CURVE
    start, finish = starts.min(), finishes.max()
    days = _days(start, finish, np.datetime64(as_of))
    share = work.share_due(days, calendar) * work.value
    owners = costs["initiative"][typed].tolist()
    typed_groups = sorted(set(owners))
    derived_groups = np.array([name not in typed_groups for name in work.groups], dtype=bool)
    values = share[:, derived_groups[work.group]].sum(axis=1)
    for name in typed_groups:
        own = np.array([owner == name for owner in owners], dtype=bool)
        code = work.groups.index(name)
        rest = share[:, work.group == code].sum(axis=1)
        booked = costs["planned_value"][typed[own]]
        values = values + _typed_value(days, rest, (months[own], booked), float(work.worth[code]))
    return Curve(start, days, np.maximum.accumulate(values))


def _days(start: Any, finish: Any, today: Any) -> Array:
    """The last days of the months from one day to another, the status date where it lies between them, the finish."""
    ends = month_ends(start, finish)
    days = {*ends[ends < finish].astype(np.int64).tolist(), finish.astype(np.int64).item()}
    if start <= today <= finish:
        days.add(today.astype(np.int64).item())
    return np.array(sorted(days), dtype=np.int64).view("datetime64[D]")


def _typed_value(days: Array, rest: Array, typed: tuple[Array, Array], worth: float) -> Array:
    """Cumulative value on the days: typed months as typed, the others by what the work itself accrues."""
    (months, booked), ends = typed, month_numbers(days[[0, -1]])
    every = np.arange(min(ends[0], months.min()), max(ends[1], months.max()) + 1)
    lasts, place = _lasts(every).astype(float), months - every[0]
    at_ends = np.interp(lasts, days.astype(float), rest, left=0.0)
    typed_value = np.bincount(place, booked, len(every))
    accrued = at_ends - np.append(0.0, at_ends[:-1])
    accrued[place] = typed_value[place]
    total = np.minimum(np.cumsum(accrued), max(worth, float(typed_value.sum())))
    before = _firsts(every[:1]).astype(float) - 1
    return np.asarray(np.interp(days.astype(float), np.append(before, lasts), np.append(0.0, total)))


def until(days: Array, as_of: date) -> Array:
    """The days up to the status date, which takes the place of its month's end."""
    today = np.datetime64(as_of)
    past = days[days < today]
    return np.append(past, today) if len(days) and today >= days[0].astype("datetime64[M]") else past


def series(days: Array, values: Array) -> Series:
    """A series of a metric from days and values."""
    return Series(tuple(days.tolist()), tuple(float(value) for value in values))


@metric(
    label="Planned value over time", unit=Unit.MONEY, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="Σ PV up to each month's end", source=EARNED_VALUE,
)  # fmt: skip
def planned_value_curve(planned_curve: Curve) -> Series:
    """Cumulative planned value at the end of every month of the plan, the last one at the planned finish."""
    days = planned_curve.days
    if not len(days):
        return Series((), ())
    ends = np.isin(days, month_ends(days[0], days[-1])) | (days == days[-1])
    return series(days[ends], planned_curve.values[ends])


@metric(
    label="Actual cost over time", unit=Unit.MONEY, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="Σ AC up to each month's end", source=EARNED_VALUE,
)  # fmt: skip
def actual_cost_curve(costs: Table, as_of: date) -> Series:
    """Cumulative actual cost at the end of every month up to the status date."""
    known = ~np.isnan(costs["actual_cost"]) & (costs["month"] <= np.datetime64(as_of))
    if not known.any():
        return Series((), ())
    months = costs["month"][known]
    days = until(month_ends(months.min(), as_of), as_of)
    return series(days, np.cumsum(by_month(months, costs["actual_cost"][known], days)))


def by_month(months: Array, values: Array, days: Array) -> Array:
    """The values summed for the month of each day."""
    place = np.searchsorted(days.astype("datetime64[M]"), months.astype("datetime64[M]"))
    return np.bincount(place, values, len(days))
