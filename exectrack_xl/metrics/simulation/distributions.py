"""Three-point durations as distributions, each told by its values at evenly spread chances (quantiles).

Depends on: schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from exectrack_xl.schema.choices import DISTRIBUTION
from exectrack_xl.schema.table import Array

PERT, TRIANGULAR, UNIFORM, TRIGEN = DISTRIBUTION
_SHAPES = 65  # PERT-beta shapes worked out in full; between two of them a straight line is exact to 1e-5 of the range
_STEPS = 2048
_TAIL = 0.1  # of a trigen below the optimistic and above the pessimistic value


@dataclass(frozen=True, eq=False)
class Estimates:
    """Optimistic, most likely and pessimistic values, one array entry each; all alike where there is no doubt."""

    low: Array
    likely: Array
    high: Array

    @classmethod
    def of(cls, low: Array, likely: Array, high: Array) -> Estimates:
        """Estimates put in order: a point on the wrong side of the most likely one counts as that."""
        return cls(np.minimum(low, likely), likely, np.maximum(high, likely))

    @property
    def open(self) -> Array:
        """Which are in doubt."""
        return np.asarray(self.high > self.low)

    def take(self, rows: Array) -> Estimates:
        """Some of the estimates."""
        return Estimates(self.low[rows], self.likely[rows], self.high[rows])


def chances(count: int) -> Array:
    """Evenly spread chances between 0 and 1: the middle of each of `count` equal strata.

    >>> chances(4)
    array([0.125, 0.375, 0.625, 0.875])
    """
    return (np.arange(count) + 0.5) / count


def quantiles(distribution: str, estimates: Estimates, count: int) -> Array:
    """The values at `count` evenly spread chances, one row for each estimate; never below 0.

    PERT: beta with mean (o + 4m + p) / 6. Trigen: triangular with a tenth below o and a tenth above p.

    >>> quantiles(UNIFORM, Estimates(np.array([2.0]), np.array([3.0]), np.array([6.0])), 2)
    array([[3., 5.]])
    """
    low, likely, high = estimates.low, estimates.likely, estimates.high
    if distribution == PERT:
        found = _pert(low, likely, high, count)
    elif distribution == UNIFORM:
        found = low[:, None] + (high - low)[:, None] * chances(count)
    else:
        low, high = _widened(estimates) if distribution == TRIGEN else (low, high)
        found = _triangular(low, likely, high, chances(count))
    return np.maximum(found, 0.0, out=found)


def means(distribution: str, estimates: Estimates) -> Array:
    """The mean of each distribution, as far as none lies below 0."""
    low, likely, high = estimates.low, estimates.likely, estimates.high
    if distribution == PERT:
        return np.asarray((low + 4 * likely + high) / 6)
    if distribution == UNIFORM:
        return np.asarray((low + high) / 2)
    low, high = _widened(estimates) if distribution == TRIGEN else (low, high)
    return np.asarray((low + likely + high) / 3)


def _triangular(low: Array, likely: Array, high: Array, share: Array) -> Array:
    a, m, b = low[:, None], likely[:, None], high[:, None]
    turn = np.divide(m - a, b - a, out=np.ones_like(a), where=b > a)
    rising = a + np.sqrt(share * (b - a) * (m - a))
    falling = b - np.sqrt((1 - share) * (b - a) * (b - m))
    return np.asarray(np.where(share < turn, rising, falling))


def _widened(estimates: Estimates) -> tuple[Array, Array]:
    """The ends of the triangles of which the outer estimates leave a tenth outside; by fixed-point iteration."""
    left, right = estimates.likely - estimates.low, estimates.high - estimates.likely
    below, above = left + _TAIL * (left + right), right + _TAIL * (left + right)
    for _ in range(80):  # each step leaves less than half of the error
        width = below + above
        below, above = left + np.sqrt(_TAIL * width * below), right + np.sqrt(_TAIL * width * above)
    return estimates.likely - below, estimates.likely + above


def _pert(low: Array, likely: Array, high: Array, count: int) -> Array:
    """Beta quantiles: a straight line between the two nearest shapes that are worked out in full."""
    span = high - low
    place = np.divide(likely - low, span, out=np.full(len(span), 0.5), where=span > 0) * (_SHAPES - 1)
    below = np.minimum(place.astype(np.intp), _SHAPES - 2)
    share = (place - below)[:, None]
    table = _beta_table(count)
    found = table[below]
    found += share * (table[below + 1] - found)
    found *= span[:, None]
    found += low[:, None]
    return np.asarray(found)


@lru_cache(maxsize=4)
def _beta_table(count: int) -> Array:
    """Quantiles of beta(1 + 4s, 5 − 4s) on 0 to 1, for s from 0 to 1, one row each.

    With x = sin²θ the density is 2 sin^(2α−1) θ cos^(2β−1) θ, smooth at both ends; its sum is turned round.
    """
    angle = np.linspace(0.0, np.pi / 2, _STEPS + 1)
    value, middle = np.sin(angle) ** 2, (angle[1:] + angle[:-1]) / 2
    sine, cosine = np.log(np.sin(middle)), np.log(np.cos(middle))
    share = chances(count)
    rows = []
    for shape in np.linspace(0.0, 0.5, _SHAPES // 2 + 1):
        weight = np.exp((1 + 8 * shape) * sine + (9 - 8 * shape) * cosine)
        total = np.concatenate(([0.0], np.cumsum(weight)))
        rows.append(np.interp(share, total / total[-1], value))
    mirrored = [1.0 - row[::-1] for row in rows[-2::-1]]
    return np.array([*rows, *mirrored])
