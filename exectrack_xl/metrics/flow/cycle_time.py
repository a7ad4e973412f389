"""How long work items take: percentiles of what the finished ones took. Depends on: metrics.choice, metrics.flow."""

from __future__ import annotations

import math

import numpy as np

from exectrack_xl.metrics.choice import choice, share_of
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.flow.items import days_taken, of_team
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import FLOW
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled

LEVELS = (0.5, 0.7, 0.85, 0.95)


def percentile(values: Array, share: float) -> float:
    """The least value that so large a share of the known values does not exceed; NaN where none is known.

    It is a value that was seen, never one between two.

    >>> percentile(np.array([1.0, 2.0, 3.0, 9.0, np.nan]), 0.75)
    3.0
    """
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return math.nan
    return float(known[min(len(known), max(1, math.ceil(round(share * len(known), 9)))) - 1])


@metric(
    label="Cycle time", unit=Unit.CALENDAR_DAYS, group=Group.FLOW,
    formula="percentile of finish − start + 1 over finished items", source=FLOW,
)  # fmt: skip
def cycle_time(flow_items: Table, *, probability: float = 0.85, team: str = "") -> float:
    """Calendar days, both ends counted, within which this share of the finished items went from start to finish.

    Items whose dates are missing or out of order are left out; UNUSABLE_ITEMS lists them. NaN where none is left.

    Raises:
        MetricError: the probability is not between 0 and 1.
    """
    share = share_of("probability", probability)
    return percentile(_measured(of_team(flow_items, team), "cycle_days"), share)


@metric(
    label="Lead time", unit=Unit.CALENDAR_DAYS, group=Group.FLOW,
    formula="percentile of finish − creation (or commitment) + 1 over finished items", source=FLOW,
)  # fmt: skip
def lead_time(flow_items: Table, *, probability: float = 0.85, since: str = "created", team: str = "") -> float:
    """Calendar days within which this share of the finished items was done, counted from `since`.

    `since` "created" is what the person who asked waits; "committed" is what the team promised to keep.

    Raises:
        MetricError: the probability is not between 0 and 1, or `since` is neither of the two.
    """
    share, own = share_of("probability", probability), of_team(flow_items, team)
    if choice("beginning", since, ("created", "committed")) == "created":
        return percentile(own["lead_days"], share)
    return percentile(days_taken(own["committed"], own["finished"]), share)


@metric(
    label="Cycle time percentiles", unit=Unit.CALENDAR_DAYS, group=Group.FLOW, result=Result.TABLE,
    formula="P50, P70, P85 and P95 of finish − start + 1, by team", source=FLOW,
)  # fmt: skip
def cycle_time_percentiles(flow_items: Table) -> Listing:
    """For each team: how many items were measured, and the days within which 50, 70, 85 and 95% were done."""
    rows = []
    for team in sorted(set(flow_items["team"].tolist())):
        days = _measured(flow_items.take(flow_items["team"] == team), "cycle_days")
        known = float(np.count_nonzero(~np.isnan(days)))
        if known:
            rows.append((team, known, *(percentile(days, level) for level in LEVELS)))
    return Listing(("Team", "Items", *(f"P{level:.0%}"[:-1] for level in LEVELS)), tuple(rows))


@metric(
    label="Flow efficiency", unit=Unit.SHARE, group=Group.FLOW,
    formula="Σ (days from start to finish − blocked days) / Σ days from commitment to finish", source=FLOW,
)  # fmt: skip
def flow_efficiency(flow_items: Table, *, team: str = "") -> float:
    """Share of the time between commitment and finish in which work on the finished items could go on.

    Days before the start and blocked days are waiting. Where no commitment is typed, the time counts from the start.
    """
    own = of_team(flow_items, team)
    active = _measured(own, "cycle_days")
    known = ~np.isnan(active)
    worked = np.clip(active - filled(own["blocked_days"]), 0, None)
    whole = np.fmax(days_taken(own["committed"], own["finished"]), active)
    return ratio(float(worked[known].sum()), float(whole[known].sum()))


def _measured(items: Table, name: str) -> Array:
    return np.where(items["fault"] == "", items[name], np.nan)
