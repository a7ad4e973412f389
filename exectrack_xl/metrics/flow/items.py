"""The work items as they stood on the day: which are done, which are open, how long each took, and what is wrong.

Days are calendar days and both ends count: what starts and finishes on one day took one day.
Depends on: schema, metrics.registry, metrics.sources.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import FLOW
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array

NO_START, NO_FINISH = "No start", "Done, but no finish"
BEFORE_START, BEFORE_CREATED = "Finished before it was started", "Finished before it was created"


@derived(follows="items")
def flow_items(items: Table, as_of: date) -> Table:
    """The items with what had happened by the day.

    Added columns: `is_done`, `is_open` and `is_begun`; `cycle_days` from start to finish, `lead_days` from creation
    to finish and `age_days` from the start to the day, NaN where not known; `fault`, what keeps a finished item
    from being measured.
    """
    today = np.datetime64(as_of)
    finished = np.where(items["finished"] <= today, items["finished"], np.datetime64("NaT", "D"))
    started = np.where(items["started"] <= today, items["started"], np.datetime64("NaT", "D"))
    is_done, said_done = ~np.isnat(finished), items["status"] == "Done"
    later = items["finished"] > today
    is_open = ~is_done & ((items["status"] != "Cancelled") & (~said_done | later))
    fault = np.select(
        [~is_done & said_done & ~later, is_done & np.isnat(started), finished < started, finished < items["created"]],
        [NO_FINISH, NO_START, BEFORE_START, BEFORE_CREATED], "",
    ).astype(object)  # fmt: skip
    return items.with_columns({
        "started": started, "finished": finished, "is_done": is_done, "is_open": is_open,
        "is_begun": is_open & ~np.isnat(started), "fault": fault,
        "cycle_days": days_taken(started, finished), "lead_days": days_taken(items["created"], finished),
        "age_days": np.where(is_open, days_taken(started, np.full(len(items), today)), np.nan),
    })  # fmt: skip


def days_taken(start: Array, finish: Array) -> Array:
    """Calendar days from each start to each finish, both counted; NaN where one is blank or they are out of order.

    >>> days_taken(np.array(["2026-10-16"], "M8[D]"), np.array(["2026-10-19"], "M8[D]")).tolist()
    [4.0]
    """
    known = start <= finish
    days = np.where(known, finish - start, np.timedelta64(0, "D")).astype(float)
    return np.where(known, days + 1, np.nan)


def of_team(items: Table, team: str) -> Table:
    """The items of one team, in any case; of all teams where none is named."""
    wanted = team.strip().casefold()
    if not wanted:
        return items
    names = items.once("names of teams", lambda: [name.strip().casefold() for name in items["team"].tolist()])
    return items.take(np.array([name == wanted for name in names], dtype=bool))


@metric(
    label="Work items that cannot be measured", unit=Unit.TEXT, group=Group.FLOW, result=Result.TABLE,
    formula="finished before the start or creation; no start; done without a finish", source=FLOW,
)  # fmt: skip
def unusable_items(flow_items: Table) -> Listing:
    """The finished items whose dates cannot be right, with what is wrong; no cycle time counts them."""
    wrong = flow_items.take(flow_items["fault"] != "")
    order = np.argsort(wrong["id"].astype(str), kind="stable")
    names = ("id", "title", "team", "started", "finished", "fault")
    columns = (wrong[name][order].tolist() for name in names)
    return Listing(("ID", "Item", "Team", "Started", "Finished", "What is wrong"), tuple(zip(*columns, strict=True)))


@metric(
    label="Work items measured", unit=Unit.TEXT, group=Group.FLOW, result=Result.TEXT,
    formula="n of m: finished items with dates in order, of those done", source=FLOW,
)  # fmt: skip
def items_measured(flow_items: Table) -> str:
    """How many of the finished items have dates that can be used, as "n of m"; blank where none is finished."""
    done = flow_items["is_done"] | (flow_items["fault"] == NO_FINISH)
    usable = np.count_nonzero(done & (flow_items["fault"] == ""))
    return f"{usable} of {np.count_nonzero(done)}" if done.any() else ""


@metric(
    label="Open work items", unit=Unit.COUNT, group=Group.FLOW,
    formula="number of items neither finished nor cancelled", source=FLOW,
)  # fmt: skip
def open_items(flow_items: Table, *, team: str = "") -> float:
    """How many work items are still to be finished, begun or not; of one team or of all."""
    return float(np.count_nonzero(of_team(flow_items, team)["is_open"]))
