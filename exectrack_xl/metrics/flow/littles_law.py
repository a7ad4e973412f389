"""Little's law: work in progress = throughput × cycle time, where the system is stable; and whether it holds here.

Depends on: tracker, metrics.earned_value, metrics.flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.flow.items import of_team
from exectrack_xl.metrics.flow.throughput import weekly
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Periods

_SOURCE = "Little, A proof for the queuing formula L = λW (1961)"
_CLOSE = 0.2  # a gap within this share is no reason to doubt the averages


@dataclass(frozen=True)
class Flow:
    """Averages over a stretch of days; NaN where not known."""

    work_in_progress: float  # items
    throughput: float  # items a day
    cycle_time: float  # calendar days

    @property
    def expected_cycle_time(self) -> float:
        """The cycle time that work in progress and throughput amount to.

        >>> Flow(3, 0.375, 8).expected_cycle_time
        8.0
        """
        return ratio(self.work_in_progress, self.throughput)

    @property
    def expected_throughput(self) -> float:
        """The throughput that work in progress and cycle time amount to, in items a day."""
        return ratio(self.work_in_progress, self.cycle_time)

    @property
    def expected_work_in_progress(self) -> float:
        """The work in progress that throughput and cycle time amount to."""
        return self.throughput * self.cycle_time

    @property
    def gap(self) -> float:
        """By how much the cycle time expected differs from the one measured, as a share of the latter."""
        return ratio(self.expected_cycle_time, self.cycle_time) - 1


@metric(
    label="Little's law", unit=Unit.COUNT, group=Group.FLOW, result=Result.TABLE,
    formula="mean work in progress = throughput × mean cycle time", source=_SOURCE,
)  # fmt: skip
def littles_law(flow_items: Table, reporting: Periods, as_of: date, *, weeks: int = 12, team: str = "") -> Listing:
    """Mean work in progress, throughput a day and mean cycle time of the last weeks, and what the law makes of them."""
    flow = measured(flow_items, reporting, as_of, weeks, team)
    rows = () if flow is None else (
        ("Mean work in progress", flow.work_in_progress), ("Throughput a day", flow.throughput),
        ("Mean cycle time", flow.cycle_time), ("Cycle time by Little's law", flow.expected_cycle_time),
        ("Gap", flow.gap),
    )  # fmt: skip
    return Listing(("Measure", "Value"), rows)


@metric(
    label="Check by Little's law", unit=Unit.TEXT, group=Group.FLOW, result=Result.TEXT,
    formula="mean work in progress / throughput against mean cycle time, close within 20%", source=_SOURCE,
)  # fmt: skip
def littles_law_check(flow_items: Table, reporting: Periods, as_of: date, *, weeks: int = 12, team: str = "") -> str:
    """Whether averages of the last weeks agree, so that forecasts from them can be trusted; blank without history."""
    flow = measured(flow_items, reporting, as_of, weeks, team)
    if flow is None or np.isnan(flow.gap):
        return ""
    expected, found = f"{flow.expected_cycle_time:.1f}", f"{flow.cycle_time:.1f}"
    if abs(flow.gap) <= _CLOSE:
        return f"Stable: Little's law gives a cycle time of {expected} days, {found} were measured."
    why = "more is begun than finished" if flow.gap > 0 else "old items were finished and few begun"
    return f"Not stable: Little's law gives a cycle time of {expected} days, {found} were measured; {why}."


def measured(flow_items: Table, reporting: Periods, as_of: date, weeks: int = 12, team: str = "") -> Flow | None:
    """The averages over the last `weeks` weeks that are over (0: all since the first finish); None without any.

    Items whose dates are missing or out of order are left out throughout, so that the three speak of the same items.
    """
    ends = weekly(flow_items, reporting, as_of, team)[0]
    ends = ends[-weeks:] if weeks > 0 else ends
    if not len(ends):
        return None
    own = of_team(flow_items, team)
    own = own.take(own["fault"] == "")
    return averages(own["started"], own["finished"], (ends[0] - np.timedelta64(6, "D"), ends[-1]))


def averages(started: Array, finished: Array, span: tuple[np.datetime64, np.datetime64]) -> Flow:
    """Little's three averages over a span of days, both ends included; a blank finish is still open."""
    first, last = span
    one = np.timedelta64(1, "D")
    until = np.minimum(np.where(np.isnat(finished), last, finished), last)
    begin = np.maximum(started, first)
    item_days = np.where(begin <= until, until - begin + one, 0 * one).astype(float).sum()
    days = float((last - first + one).astype(float))
    within = (finished >= first) & (finished <= last) & ~np.isnat(started)
    taken = (finished[within] - started[within] + one).astype(float)
    mean = float(taken.mean()) if len(taken) else float("nan")
    return Flow(float(item_days) / days, len(taken) / days, mean)
