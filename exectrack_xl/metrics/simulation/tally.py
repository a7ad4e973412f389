"""How often which values came: a histogram that widens its bins as it must, so that memory does not grow.

Depends on: schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, frexp

import numpy as np

from exectrack_xl.schema.table import Array

_BINS = 8192
_FINEST = -20  # bins are 2**k wide, never finer than 2**-20
_BITS = 62  # that the number of a bin may take
_EXACT = 6  # decimals that count


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts of values in bins open below and closed above; quantiles and chances are read off the upper edges."""

    power: int  # a bin is 2**power wide
    first: int  # the upper edge of the first bin is first * 2**power
    counts: Array

    @classmethod
    def of(cls, values: Array) -> Tally:
        """The tally of these values; a finish that never comes, of a group without activities, counts as 0."""
        known = np.nan_to_num(np.round(values, _EXACT), neginf=0.0)
        low, high = float(known.min()), float(known.max())
        largest = frexp(max(-low, high))[1] - _BITS
        power = max(_FINEST, largest, frexp((high - low) / _BINS)[1])
        places = np.ceil(np.ldexp(known, -power)).astype(np.int64)
        first = int(places.min())
        return cls(power, first, np.bincount(places - first))

    @cached_property
    def total(self) -> int:
        """How many values."""
        return int(self.counts.sum())

    @cached_property
    def _reached(self) -> Array:
        return np.cumsum(self.counts)

    def edge(self, place: int) -> float:
        """The upper edge of a bin."""
        return float(np.ldexp(self.first + place, self.power))

    def quantile(self, share: float) -> float:
        """The least edge that this share of the values does not pass.

        >>> Tally.of(np.array([1.0, 2.0, 3.0, 4.0])).quantile(0.5)
        2.0
        """
        wanted = max(1, ceil(share * self.total - 1e-9))
        return self.edge(int(np.searchsorted(self._reached, wanted)))

    def chance(self, limit: float) -> float:
        """The share of the values that does not pass the limit.

        >>> Tally.of(np.array([1.0, 2.0, 3.0, 4.0])).chance(3)
        0.75
        """
        place = int(np.floor(np.ldexp(limit, -self.power) + 1e-6)) - self.first
        return float(self._reached[min(place, len(self.counts) - 1)] / self.total) if place >= 0 else 0.0

    def with_(self, other: Tally) -> Tally:
        """Both together, in the wider bins of the two or wider still."""
        power = max(self.power, other.power)
        while True:
            mine, yours = self._widened(power), other._widened(power)
            first = min(mine.first, yours.first)
            last = max(mine.first + len(mine.counts), yours.first + len(yours.counts))
            if last - first <= 2 * _BINS:
                break
            power += 1
        counts = np.zeros(last - first, dtype=np.int64)
        for part in (mine, yours):
            counts[part.first - first : part.first - first + len(part.counts)] += part.counts
        return Tally(power, first, counts)

    def _widened(self, power: int) -> Tally:
        if power == self.power:
            return self
        steps = 1 << (power - self.power)
        places = -(-(self.first + np.arange(len(self.counts))) // steps)
        first = int(places[0])
        return Tally(power, first, np.bincount(places - first, weights=self.counts).astype(np.int64))
