"""When enough has been drawn: the precision of a percentile from its scatter between blocks.

Depends on: schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

from exectrack_xl.schema.table import Array

JUDGED = 0.8  # the percentile that is watched
FEWEST = 5  # blocks before the scatter says anything


@dataclass(frozen=True)
class Effort:
    """How long to go on: to a number of blocks, or until P80 is known to so many working days, 95 times of 100."""

    most: int = 20
    within: float = 0.5

    @property
    def is_fixed(self) -> bool:
        """Whether the number of blocks is given."""
        return self.within <= 0


USUAL = Effort()


def precision(seen: Sequence[Array]) -> float:
    """Half the width of the 95% interval of the mean of block percentiles, the widest of all that are watched.

    Each entry of `seen` holds one block's percentiles. Infinite before two blocks.

    >>> precision([np.array([10.0]), np.array([10.0]), np.array([10.0])])
    0.0
    """
    count = len(seen)
    if count < 2:
        return inf
    spread = np.std(np.array(seen), axis=0, ddof=1)
    return float(_student(count - 1) * spread.max(initial=0.0) / sqrt(count))


def is_enough(seen: Sequence[Array], effort: Effort) -> bool:
    """Whether the drawing can stop after these blocks."""
    if len(seen) >= effort.most:
        return True
    return not effort.is_fixed and len(seen) >= FEWEST and precision(seen) <= effort.within


def _student(freedom: int) -> float:
    """The 97.5% quantile of Student's t, to 2%."""
    return 1.96 + 2.4 / freedom + (4.2 if freedom > 1 else 8.4) / freedom**2
