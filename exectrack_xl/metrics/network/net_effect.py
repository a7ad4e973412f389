"""What all pending changes do together, and what all approved ones do, beside what was typed for them.

Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics.network.change_impact import Study, is_ahead
from exectrack_xl.metrics.network.plan import Scheduled
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar

_HEADERS = (
    "Decision", "Changes", "Typed days", "Computed days", "Cost", "Scope (points)", "Finish without", "Finish with",
    "Counted", "In the plan already",
)  # fmt: skip


@metric(
    label="Net effect of changes", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="Σ typed days, cost and points; network finish with all of them − network finish without, in working days",
)  # fmt: skip
def change_net_effect(
    approved_rows: Table, pending_rows: Table, whole_network_schedule: Scheduled, network_homes: Array,
    network_schedule: Scheduled, calendar: Calendar,
) -> Listing:  # fmt: skip
    """What approved changes, and what pending ones, do to time, cost and scope when they come together.

    Computed days take all of them into the network, those that add days first, so that what float takes up and what
    two changes win twice is counted once; changes whose plans are updated are in the network already, and those that
    name no place in it cannot be counted. Blank where none could be.
    """
    study = Study(whole_network_schedule, network_schedule.wanted, network_homes, calendar)
    parts = (("Approved", approved_rows), ("Pending", pending_rows))
    return Listing(_HEADERS, tuple((name, *_together(rows, study)) for name, rows in parts if len(rows)))


def _together(rows: Table, study: Study) -> tuple[Any, ...]:
    """The sums of these changes, and the finish without and with them."""
    sums = [float(filled(rows[name]).sum()) for name in ("days", "cost", "scope_points")]
    before = after = study
    counted = 0
    for row in sorted(np.flatnonzero(is_ahead(rows)).tolist(), key=lambda row: (-rows["days"][row], rows["id"][row])):
        at, _ = after.place_of(rows["milestone"][row], rows["initiative"][row])
        if at is not None:
            after, counted = after.following(at, float(rows["days"][row])), counted + 1
    ends = (before.last_day(), after.last_day()) if counted else (None, None)
    planned = float(np.count_nonzero(~np.isnat(rows["plans_updated"])))
    return (float(len(rows)), sums[0], study.between(*ends), *sums[1:], *ends, float(counted), planned)
