"""Work in progress: how much, and how old each item has become against what finished ones took.

Depends on: metrics.flow.items.
"""

from __future__ import annotations

import numpy as np

from exectrack_xl.metrics.flow.items import of_team
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import FLOW
from exectrack_xl.schema import Table


@metric(
    label="Work in progress", unit=Unit.COUNT, group=Group.FLOW,
    formula="number of items started and not finished", source=FLOW,
)  # fmt: skip
def work_in_progress(flow_items: Table, *, team: str = "") -> float:
    """How many work items are begun and not done, of one team or of all."""
    return float(np.count_nonzero(of_team(flow_items, team)["is_begun"]))


@metric(
    label="Age of open work items", unit=Unit.CALENDAR_DAYS, group=Group.FLOW, result=Result.TABLE,
    formula="status date − start + 1 of items in progress, oldest first", source=FLOW,
)  # fmt: skip
def work_item_age(flow_items: Table, *, n: int = 10, team: str = "") -> Listing:
    """The n oldest items in progress: age in calendar days, days blocked, and how it stands to its finished peers.

    "Share overtaken" is the share of the team's finished items that were done at that age: 0.9 means that nine of
    ten never became as old.
    """
    own = of_team(flow_items, team)
    going = own.take(own["is_begun"])
    order = np.lexsort((going["id"].astype(str), -going["age_days"]))[: int(n)]
    going = going.take(order)
    names = ("id", "title", "team", "status", "started", "age_days", "blocked_days")
    columns = [going[name].tolist() for name in names]
    shares = [_overtaken(own, name, age) for name, age in zip(columns[2], columns[5], strict=True)]
    headers = ("ID", "Item", "Team", "Status", "Started", "Age", "Blocked days", "Share overtaken")
    return Listing(headers, tuple(zip(*columns, shares, strict=True)))


def _overtaken(items: Table, team: str, age: float) -> float:
    days = items["cycle_days"][items.rows_with("team", team)]
    days = days[~np.isnan(days)]
    return float(np.mean(days < age)) if len(days) else float("nan")
