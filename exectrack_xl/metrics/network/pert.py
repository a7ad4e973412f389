"""Three-point estimates by the classic PERT formulas: mean, spread, and the chance of a path to be done in time.

The chance treats the path as a sum of independent estimates and leaves out other paths: where several are nearly as
long it is too high.
Depends on: metrics.registry.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Unit, row_metric

CLASSIC = "Malcolm, Roseboom, Clark, Fazar (1959): PERT"


@row_metric(
    label="Expected duration", unit=Unit.DAYS, group=Group.FORECAST,
    rows=("optimistic", "most_likely", "pessimistic"),
    formula="(optimistic + 4 × most likely + pessimistic) / 6", source=CLASSIC,
)  # fmt: skip
def pert_duration(optimistic: Any, most_likely: Any, pessimistic: Any) -> Any:
    """Expected working days of each task from its three estimates; NaN where one is blank.

    >>> pert_duration(8, 10, 12)
    10.0
    """
    low, likely, high = (np.asarray(values, dtype=float) for values in (optimistic, most_likely, pessimistic))
    found = (low + 4 * likely + high) / 6
    return found if found.ndim else float(found)


@row_metric(
    label="Spread of duration", unit=Unit.DAYS, group=Group.FORECAST, rows=("optimistic", "pessimistic"),
    formula="(pessimistic − optimistic) / 6", source=CLASSIC,
)  # fmt: skip
def pert_deviation(optimistic: Any, pessimistic: Any) -> Any:
    """Standard deviation of each task's duration in working days from its estimates; NaN where one is blank.

    >>> pert_deviation(9, 15)
    1.0
    """
    found = (np.asarray(pessimistic, dtype=float) - np.asarray(optimistic, dtype=float)) / 6
    return found if found.ndim else float(found)


def chance_by(target: float, mean: float, deviation: float) -> float:
    """The chance that a normally distributed duration is at most the target; 0 or 1 where there is no spread.

    >>> round(chance_by(20, 17, 3), 4)
    0.8413
    """
    if not deviation:
        return float(target >= mean)
    return NormalDist(mean, deviation).cdf(target)


def duration_at(chance: float, mean: float, deviation: float) -> float:
    """The duration that is kept with this chance, between 0 and 1.

    >>> round(duration_at(0.8, 17, 3), 2)
    19.52
    """
    return NormalDist(mean, deviation).inv_cdf(chance) if deviation else mean


def joined(means: list[float], deviations: list[float]) -> tuple[float, float]:
    """Mean and standard deviation of tasks one after the other, each independent of the others.

    >>> joined([3, 8, 6], [1, 2, 2])
    (17, 3.0)
    """
    return sum(means), sqrt(sum(deviation**2 for deviation in deviations))
