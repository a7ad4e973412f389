"""What a series does by itself, and what is a signal: the chart of individual values and moving ranges (XmR).

Depends on: schema.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exectrack_xl.schema.table import Array

FEWEST = 6  # limits from fewer values are a guess
VALUE_FACTOR = 2.66  # 3 / 1.128
RANGE_FACTOR = 3.268
RUN = 8  # so many values on one side of the mean
NEAR, NEAR_OF = 3, 4  # so many values of so many nearer to a limit than to the mean
BEYOND, ONE_SIDE, NEAR_LIMIT = "Beyond the limits", "Eight in a row on one side", "Three of four near a limit"


@dataclass(frozen=True)
class Chart:
    """A series with its mean and natural limits."""

    values: Array  # oldest first, none blank

    @classmethod
    def of(cls, values: Sequence[float]) -> Chart:
        """The chart of values without blanks, oldest first."""
        return cls(np.asarray(values, dtype=float))

    @cached_property
    def mean(self) -> float:
        """The centre line; NaN without values."""
        return float(self.values.mean()) if len(self.values) else math.nan

    @cached_property
    def mean_range(self) -> float:
        """The mean distance between one value and the next; NaN of fewer than two."""
        return float(np.abs(np.diff(self.values)).mean()) if len(self.values) > 1 else math.nan

    @property
    def lower(self) -> float:
        """The lower natural limit.

        >>> round(Chart.of([10, 12, 11, 13, 12]).lower, 2)
        7.61
        """
        return self.mean - VALUE_FACTOR * self.mean_range

    @property
    def upper(self) -> float:
        """The upper natural limit."""
        return self.mean + VALUE_FACTOR * self.mean_range

    @property
    def upper_range(self) -> float:
        """The limit of the distance between one value and the next."""
        return RANGE_FACTOR * self.mean_range

    @cached_property
    def signals(self) -> tuple[str, ...]:
        """What each value shows that chance seldom does; "" = nothing. A value is told once, by its gravest signal.

        A value beyond the limits; the eighth and later ones in a row on one side of the mean; three of four in a
        row nearer to the same limit than to the mean.
        """
        if len(self.values) < FEWEST:
            return ("",) * len(self.values)
        side = np.sign(self.values - self.mean)
        distance = np.abs(self.values - self.mean)
        beyond = distance > VALUE_FACTOR * self.mean_range * (1 + 1e-12)
        half = side * (distance > VALUE_FACTOR * self.mean_range / 2)
        found = np.select([beyond, self._runs(side), self._near(half)], [BEYOND, ONE_SIDE, NEAR_LIMIT], "")
        return tuple(str(text) for text in found)

    @staticmethod
    def _runs(side: Array) -> Array:
        length, found = 0, []
        for number, sign in enumerate(side):
            length = length + 1 if number and sign and sign == side[number - 1] else int(sign != 0)
            found.append(length >= RUN)
        return np.array(found, dtype=bool)

    @staticmethod
    def _near(half: Array) -> Array:
        recent = np.lib.stride_tricks.sliding_window_view(np.concatenate([np.zeros(NEAR_OF - 1), half]), NEAR_OF)
        many = (np.count_nonzero(recent > 0, axis=1) >= NEAR) | (np.count_nonzero(recent < 0, axis=1) >= NEAR)
        return np.asarray(many & (half != 0))
