"""The course of a metric over time: a series of its own, or its value at each snapshot and now.

Depends on: errors, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics.registry import METRICS, Result, Series, find


class History:
    """What any metric was at each snapshot of a scope, and is on the day the scope is judged at."""

    def __init__(self, days: tuple[date, ...], at: Callable[[str, date], Any]) -> None:
        self._days, self._at = days, at  # the last day is the one judged at

    def of(self, name: str) -> Series:
        """The values of a metric up to the day, oldest first; a date counts as its ordinal, a blank is left out.

        A metric that is a series itself, or has one called after it (`spi_t`: `spi_t_curve`), is not asked at each
        snapshot: that series is its history.

        Raises:
            MetricError: no metric has this name, or it is no number.
        """
        metric, today = find(name), self._days[-1]
        curve = METRICS.get(f"{metric.name}_curve", metric)
        told = curve if curve.result is Result.SERIES else metric
        if told.result is Result.SERIES:
            found: Series = self._at(told.name, today)
            points = list(zip(found.dates, found.values, strict=True))
        elif metric.result is Result.SCALAR:
            points = [(day, _number(self._at(metric.name, day))) for day in self._days]
        else:
            raise MetricError(f"'{metric.name}' is no number, so that it has no course over time.")
        kept = [(day, value) for day, value in points if day <= today and value == value]
        return Series(tuple(day for day, _ in kept), tuple(value for _, value in kept))


def _number(value: Any) -> float:
    if isinstance(value, date):
        return float(value.toordinal())
    return float("nan") if value is None else float(value)
