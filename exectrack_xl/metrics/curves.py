"""Value over time by the end of each month and at the status date, and what was spent so.

Depends on: schema, metrics.registry.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import EARNED_VALUE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array

_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class Curve:
    """Cumulative value by the end of given days; it is 0 before `start` and straight in between."""

    start: Any  # first day, datetime64[D]; NaT where nothing is planned
    days: Array  # rising
    values: Array  # never falling
    parts: Mapping[str, Curve] = field(default_factory=dict)  # of a programme: the curves of initiatives, by ID

    def part(self, initiative: str) -> Curve | None:
        """The curve of an initiative; None where it has to be worked out."""
        return self.parts.get(initiative)

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
    first, after = (firsts(count).astype(np.int64) for count in (month, month + 1))
    return np.where(np.isnat(days), np.nan, month + (days.astype(np.int64) - first + 1) / (after - first))


def month_numbers(days: Array) -> Array:
    """The months of days, counted since January 1970: NumPy reckons far faster with numbers than with dates."""
    return days.astype("datetime64[M]").astype(np.int64)


def firsts(months: Array) -> Array:
    """The first day of each month; months are counted since January 1970."""
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
    return lasts(np.arange(first, last + 1))


def lasts(months: Array) -> Array:
    """The last day of each month; months are counted since January 1970."""
    return (firsts(months + 1).view(np.int64) - 1).view("datetime64[D]")


def until(days: Array, as_of: date) -> Array:
    """The days up to the status date, which takes the place of its month's end."""
    today = np.datetime64(as_of)
    past = days[days < today]
    return np.append(past, today) if len(days) and today >= days[0].astype("datetime64[M]") else past


def series(days: Array, values: Array) -> Series:
    """A series of a metric from days and values."""
    return Series(tuple(days.tolist()), tuple(float(value) for value in values))


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
