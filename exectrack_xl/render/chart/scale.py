"""The value axis: where it begins, where it ends, and its step, so that all lines and labels have a place.

Depends on: report.model.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from exectrack_xl.report.model import Chart, ChartKind

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Both ends and the step of a value axis, in the chart's own unit."""

    lowest: float
    highest: float
    step: float

    @property
    def range(self) -> float:
        """From end to end."""
        return self.highest - self.lowest


def value_scale(chart: Chart) -> Scale:
    """The scale of a chart: what it states, else round numbers around its values; bars begin at 0."""
    values = list(_extremes(chart)) or [0.0, 1.0]
    low = min(values) if chart.lowest is None else chart.lowest
    high = max(values) if chart.highest is None else chart.highest
    if chart.lowest is None and low > 0:
        low = 0.0
    if high <= low:
        high = low + 1.0
    step = _round_step((high - low) / 4)
    lowest = math.floor(low / step + 1e-9) * step if chart.lowest is None else low
    highest = math.ceil(high / step - 1e-9) * step if chart.highest is None else high
    return Scale(_tidy(lowest), _tidy(highest), _tidy(step))


def is_value(value: float | None) -> bool:
    """Whether a point is drawn: blanks, NaN and infinities are gaps."""
    return value is not None and math.isfinite(value)


def _extremes(chart: Chart) -> Iterator[float]:
    columns = list(zip(*(series.values for series in chart.series), strict=False)) if chart.series else []
    for column in columns:
        known = [value for value in column if value is not None and math.isfinite(value)]
        if chart.kind is ChartKind.STACKED:
            yield sum(value for value in known if value > 0)
            yield sum(value for value in known if value < 0)
        else:
            yield from known


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in _STEPS if factor * power >= step * (1 - 1e-9))


def _tidy(value: float) -> float:
    return float(f"{value:.10g}")
