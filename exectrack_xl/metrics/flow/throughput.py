"""How many work items get done: by week, on average, and by the sampled weeks that forecasts rest on.

Depends on: tracker, metrics.curves, metrics.flow.items.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.curves import series
from exectrack_xl.metrics.flow.items import of_team
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import FLOW
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Periods

_WEEK = np.timedelta64(7, "D")


@metric(
    label="Throughput by week", unit=Unit.COUNT, group=Group.FLOW, result=Result.SERIES,
    formula="number of items finished in each week that is over", source=FLOW,
)  # fmt: skip
def throughput_by_week(flow_items: Table, reporting: Periods, as_of: date, *, team: str = "") -> Series:
    """Items finished in each week from that of the first finish to the last week that is over, by its last day.

    Weeks in which nothing was finished count as 0. Items with a wrong start count too: they were finished.
    """
    ends, counts = weekly(flow_items, reporting, as_of, team)
    return series(ends, counts)


@metric(
    label="Throughput", unit=Unit.COUNT, group=Group.FLOW,
    formula="items finished in the last n weeks / n", source=FLOW,
)  # fmt: skip
def throughput(flow_items: Table, reporting: Periods, as_of: date, *, weeks: int = 12, team: str = "") -> float:
    """Mean number of items finished a week, over the last `weeks` weeks that are over; NaN where there is none."""
    counts = recent(weekly(flow_items, reporting, as_of, team)[1], weeks)
    return float(counts.mean()) if len(counts) else float("nan")


def weekly(flow_items: Table, reporting: Periods, as_of: date, team: str = "") -> tuple[Array, Array]:
    """The last days of the weeks that are over, from that of the first finish on, and the items finished in each."""
    last = reporting.last_closed(as_of, "Week").finish
    key = ("weekly", team.strip().casefold(), last)
    return flow_items.once(key, lambda: _weekly(of_team(flow_items, team)["finished"], last))


def recent(counts: Array, weeks: int) -> Array:
    """The last `weeks` weeks, or all of them where that is 0."""
    return counts[-weeks:] if weeks > 0 else counts


def _weekly(finished: Array, last: date) -> tuple[Array, Array]:
    end: Any = np.datetime64(last)
    known = finished[finished <= end]
    if not len(known):
        return np.array([], "datetime64[D]"), np.array([])
    ago = (end - known) // _WEEK  # 0 = the last week
    counts = np.bincount(ago)[::-1].astype(float)
    first = last - timedelta(days=7 * (len(counts) - 1))
    return np.datetime64(first) + _WEEK * np.arange(len(counts)), counts
