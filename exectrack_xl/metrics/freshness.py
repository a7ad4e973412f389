"""When each part of the tracker was last renewed: a status must not rest on values nobody looks after.

A sheet without dates of its own is renewed when a snapshot shows a change. Only while snapshots are being taken is
their silence proof: without them nothing is known, and nothing is called stale.
Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from exectrack_xl.metrics.registry import derived
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Settings

Changes = dict[tuple[str, str], date]  # sheet title and row ID -> day of the last change


@derived
def last_changes(snapshots: Table, rules: Settings, as_of: date) -> Changes:
    """The last change of each row that the snapshots know; empty where none is recent enough to prove silence."""
    return snapshots.once(("last changes", as_of, rules.number("stale_after")),
                          lambda: _last_changes(snapshots, rules.number("stale_after"), as_of))  # fmt: skip


@derived
def schedule_renewed(
    milestones: Table, tasks: Table, last_changes: Changes, rules: Settings, as_of: date
) -> date | None:
    """The day the plan was last renewed; None where that is not known."""
    changed = [changed_on(table, last_changes) for table in (milestones, tasks)]
    proven = [day for day in changed if day is not None]
    actual = newest([milestones["actual"], tasks["actual_start"], tasks["actual_finish"]], as_of)
    stated = rules.day("status_date")
    if stated is not None and (as_of - stated).days > rules.number("stale_after"):
        return max([stated, *proven, *([actual] if actual else [])])
    return max([*proven, *([actual] if actual else [])]) if proven else None


@derived
def cost_renewed(costs: Table, as_of: date) -> date | None:
    """The end of the last month with an actual cost."""
    return month_end(costs["month"][~np.isnan(costs["actual_cost"])], as_of)


@derived
def quality_renewed(quality: Table, as_of: date) -> date | None:
    """The end of the last month with a measured value."""
    return month_end(quality["month"][~np.isnan(quality["value"])], as_of)


@derived
def risks_renewed(risks: Table, last_changes: Changes, as_of: date) -> date | None:
    """The day a risk was last raised, assessed, reviewed, closed or changed; None where nobody notes such days."""
    looked_at = newest([risks["assessed"], risks["reviewed"]], as_of)
    changed = changed_on(risks, last_changes)
    if looked_at is None and changed is None:
        return None
    days = (looked_at, changed, newest([risks["raised"], risks["closed"]], as_of))
    return max(day for day in days if day is not None)


def changed_on(table: Table, last_changes: Changes) -> date | None:
    """The last day on which a snapshot saw a row of the table changed."""
    if not last_changes:
        return None
    title = SHEETS[table.name].title
    days = [last_changes[title, identity] for identity in table["id"] if (title, identity) in last_changes]
    return max(days, default=None)


def newest(columns: list[Array], as_of: date) -> date | None:
    """The latest date in the columns, up to the status date."""
    days = np.concatenate(columns) if len(columns) > 1 else columns[0]
    days = days[days <= np.datetime64(as_of)]
    found: date | None = days.max().item() if len(days) else None
    return found


def month_end(months: Array, as_of: date) -> date | None:
    """The last day of the latest month, or the status date while that month runs."""
    latest = newest([months], as_of)
    if latest is None:
        return None
    following = (latest.replace(day=28) + timedelta(days=4)).replace(day=1)
    return min(following - timedelta(days=1), as_of)


def _last_changes(snapshots: Table, limit: float, as_of: date) -> Changes:
    taken = newest([snapshots["date"]], as_of)
    if taken is None or (as_of - taken).days > limit:
        return {}
    found: Changes = {}
    for day, title, identity in zip(*(snapshots[name].tolist() for name in ("date", "table", "id")), strict=True):
        if day is not None and day <= as_of and day > found.get((title, identity), date.min):
            found[title, identity] = day
    return found
