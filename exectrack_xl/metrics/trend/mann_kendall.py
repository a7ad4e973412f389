"""Whether a series rises or falls, and how fast: the test of Mann and Kendall, and Sen's slope.

Neither asks how the values are spread, and a single wild value hardly moves them. Depends on: schema.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from exectrack_xl.schema.table import Array

FEWEST = 5  # of four values none can be sure at 5%
SURE = 0.05  # a rarer outcome is a trend
_TWO_SIDED = 1.959964  # standard deviations that hold 95%


@dataclass(frozen=True)
class Trend:
    """What the test found of a series."""

    count: int  # values
    score: float  # S: pairs that rise less pairs that fall
    variance: float  # of S where there is no trend, ties considered
    z: float  # S in standard deviations, corrected by 1 for continuity
    p: float  # the chance of so large a |Z| without a trend, two-sided
    tau: float  # S over all pairs, −1 to 1
    slope: float  # Sen's: median change for each unit of time; NaN of fewer than two values
    intercept: float  # median value less the slope up to the median time
    slope_low: float  # between these two the true slope lies 95 times of 100; NaN of fewer values than tell
    slope_high: float

    @property
    def is_sure(self) -> bool:
        """Whether the series rises or falls beyond what chance would do in 1 of 20 cases."""
        return self.p < SURE

    @property
    def word(self) -> str:
        """Rising, Falling or No trend."""
        if not self.is_sure:
            return "No trend"
        return "Rising" if self.score > 0 else "Falling"


def mann_kendall(values: Sequence[float], times: Sequence[float] | None = None) -> Trend:
    """The test of a series without blanks, oldest first; `times` gives the slope its unit, else it is the step.

    Source: Mann (1945); Kendall, Rank Correlation Methods (1975); Sen (1968); variance with ties, normal
    approximation. It takes the values as independent: cumulative curves rise by nature.

    >>> found = mann_kendall([1, 2, 4, 3, 5, 6])
    >>> found.score, found.word, found.slope
    (13.0, 'Rising', 1.0)
    """
    series = np.asarray(values, dtype=float)
    moments = np.arange(len(series), dtype=float) if times is None else np.asarray(times, dtype=float)
    count = len(series)
    later, earlier = np.tril_indices(count, -1)
    change = series[later] - series[earlier]
    score = float(np.sign(change).sum())
    variance = _variance(series)
    z = (score - math.copysign(1, score)) / math.sqrt(variance) if score and variance > 0 else 0.0
    slope = sen_slope(series, moments)
    low, high = sen_interval(series, moments, variance)
    pairs = count * (count - 1) / 2
    return Trend(
        count, score, variance, z, math.erfc(abs(z) / math.sqrt(2)), score / pairs if pairs else 0.0, slope,
        float(np.median(series) - np.median(moments) * slope) if count else math.nan, low, high,
    )  # fmt: skip


def sen_slope(values: Array, times: Array) -> float:
    """The median of the slopes between all pairs of values; NaN where no two stand at different times.

    >>> sen_slope(np.array([1.0, 3.0, 90.0, 7.0]), np.arange(4.0))
    2.0
    """
    return float(sen_slopes(values[:, None], times)[0])


def sen_interval(values: Array, times: Array, variance: float) -> tuple[float, float]:
    """Between which slopes the true one lies 95 times of 100; NaN, NaN where too few values are given to tell.

    `variance` is that of S. Source: Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), 16.5:
    of the N slopes in order those at (N − C) / 2 and (N + C) / 2 + 1, C = 1.96 √variance, straight between ranks.

    >>> values = np.array([1.0, 2.0, 4.0, 3.0, 5.0, 6.0])
    >>> [round(slope, 2) for slope in sen_interval(values, np.arange(6.0), 28 + 1 / 3)]
    [0.5, 1.86]
    """
    later, earlier = np.tril_indices(len(values), -1)
    passed = times[later] - times[earlier]
    slopes = np.sort((values[later] - values[earlier])[passed != 0] / passed[passed != 0])
    reach = _TWO_SIDED * math.sqrt(variance)
    first, last = (len(slopes) - reach) / 2 - 1, (len(slopes) + reach) / 2
    if len(slopes) < 2 or first < 0 or last > len(slopes) - 1:
        return math.nan, math.nan
    low, high = np.interp([first, last], np.arange(len(slopes)), slopes)
    return float(low), float(high)


def sen_slopes(values: Array, times: Array) -> Array:
    """Sen's slope of each column of values (times × columns, NaN = not known).

    NaN where no two known values stand at different times.
    """
    later, earlier = np.tril_indices(len(values), -1)
    passed = np.where(times[later] == times[earlier], np.nan, times[later] - times[earlier])
    slopes = np.sort((values[later] - values[earlier]) / passed[:, None], axis=0)  # what is not known comes last
    if not len(slopes):
        return np.full(values.shape[1], np.nan)
    usable = np.count_nonzero(~np.isnan(slopes), axis=0)
    column = np.arange(values.shape[1])
    return np.asarray((slopes[np.maximum(usable - 1, 0) // 2, column] + slopes[usable // 2, column]) / 2)


def _variance(series: Array) -> float:
    count = len(series)
    ties = np.unique(series, return_counts=True)[1].astype(float)
    tied = float((ties * (ties - 1) * (2 * ties + 5)).sum())
    return (count * (count - 1) * (2 * count + 5) - tied) / 18
