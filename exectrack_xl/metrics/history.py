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

    def of(self, name: str, last: int = 0) -> Series:
        """The values of a metric up to the day, oldest first; a date counts as its ordinal, a blank is left out.

        `last` asks for so many of the latest values, 0 for all.

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
            points = self._latest(metric.name, last)
        else:
            raise MetricError(f"'{metric.name}' is no number, so that it has no course over time.")
        kept = [(day, value) for day, value in points if day <= today and value == value][-last:]
        return Series(tuple(day for day, _ in kept), tuple(value for _, value in kept))

    def _latest(self, name: str, last: int) -> list[tuple[date, float]]:
        """The values known at the latest days, oldest first: no earlier day is asked than has to be."""
        points: list[tuple[date, float]] = []
        for day in reversed(self._days):
            value = _number(self._at(name, day))
            if value == value:
                points.append((day, value))
            if last and len(points) == last:
                break
        return points[::-1]


def _number(value: Any) -> float:
    if isinstance(value, date):
        return float(value.toordinal())
    return float("nan") if value is None else float(value)
