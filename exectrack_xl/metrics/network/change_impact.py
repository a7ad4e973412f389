"""What an undecided or unfinished change does to the finish: the network with it less the network without it.

A change that adds days lengthens the task that drives its milestone, else holds the milestone itself back; one that
wins days shortens the open work of the initiative that drives the milestone, last first. Without a milestone it is
about the last work of its initiative.
Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.plan import Scheduled
from exectrack_xl.metrics.network.schedule import SMALL, Network, solve
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import CHANGE_CONTROL
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Calendar

_AHEAD = ("", "Draft", "Assessed", "Evaluated", "Recommended", "Submitted", "Deferred", "Approved", "Implementing")
_HEADERS = (
    "ID", "Title", "Status", "Milestone", "Typed days", "Computed days", "Absorbed days", "Milestone without",
    "Milestone with", "Finish without", "Finish with", "Remark",
)  # fmt: skip


@derived
def network_homes(whole_network_schedule: Scheduled, tasks: Table, milestones: Table) -> Array:
    """The initiative of each activity of the network; blank for those out of scope."""
    of_tasks, of_milestones = (
        dict(zip(table.lines.tolist(), table["initiative"].tolist(), strict=True)) for table in (tasks, milestones)
    )
    plan = whole_network_schedule.plan
    places = zip(plan.is_task.tolist(), plan.line.tolist(), strict=True)
    homes = [(of_tasks if is_task else of_milestones).get(line, "") for is_task, line in places]
    return np.array(homes, dtype=object)


@metric(
    label="Impact of changes", unit=Unit.TEXT, group=Group.CHANGES, source=CHANGE_CONTROL, result=Result.TABLE,
    formula="network finish with the change − network finish without it, in working days, beside the typed days",
)  # fmt: skip
def change_impact(
    changes: Table, whole_network_schedule: Scheduled, network_homes: Array, network_schedule: Scheduled,
    calendar: Calendar,
) -> Listing:  # fmt: skip
    """What each change not yet in the plan does to the finish, beside the days typed for it; greatest effect first.

    Computed days are how much later (+) or earlier (−) the scope ends; absorbed days are typed days that float takes
    up. A remark says why nothing could be computed. Changes whose plans are updated are in the network already.
    """
    study = Study(whole_network_schedule, network_schedule.wanted, network_homes, calendar)
    found = [_told(changes, row, study) for row in np.flatnonzero(is_ahead(changes)).tolist()]
    found.sort(key=lambda row: (row[5] is None, -abs(row[5] or 0), row[0]))
    return Listing(_HEADERS, tuple(found))


def is_ahead(changes: Table) -> Array:
    """Which changes would still move the plan: days are typed, and the plan does not hold them yet."""
    waiting = among(changes["status"], _AHEAD) & np.isnat(changes["plans_updated"]) & ~(changes["days"] == 0)
    found: Array = waiting & ~np.isnan(changes["days"])
    return found


@dataclass(frozen=True, eq=False)
class Study:
    """The network of the programme, and which of its activities belong to the scope."""

    found: Scheduled
    scope: Array
    homes: Array
    calendar: Calendar

    def place_of(self, milestone: str, initiative: str) -> tuple[int | None, str]:
        """Where a change strikes, and if nowhere, why."""
        plan, driving = self.found.plan, self.found.driving
        if milestone:
            at = plan.positions.get(milestone)
            if at is None:
                return None, f"{milestone} is not in the network"
            return (at, "") if self.found.schedule.open[at] else (None, f"{milestone} is reached")
        if not initiative:
            return None, "names no milestone"
        last = driving.last(self.scope & (self.homes == initiative))
        if last is None or not self.found.schedule.open[last]:
            return None, "names no milestone"
        return last, f"counted at {plan.ids[last]}"

    def following(self, at: int, days: float) -> Study:
        """The same with the change in it."""
        net = self.found.schedule.network
        work = [activity for activity in reversed(self.found.driving.path(at))
                if self.homes[activity] == self.homes[at] and net.bounds.length[activity] > SMALL]  # fmt: skip
        changed = net.longer(work[0] if work else at, days) if days > 0 else _shortened(net, work, -days)
        return replace(self, found=replace(self.found, schedule=solve(changed)))

    def last_day(self) -> date | None:
        """The finish of the scope."""
        ends = self.found.finish[self.scope]
        found: date | None = ends.max().item() if len(ends) else None
        return found

    def between(self, before: date | None, after: date | None) -> float | None:
        """Working days from one day to another; None where one is not known."""
        return None if before is None or after is None else float(self.calendar.between(before, after))


def _shortened(net: Network, work: list[int], days: float) -> Network:
    """The network with so many days less of this work, the first of it first."""
    for activity in work:
        won = min(days, float(net.bounds.length[activity]))
        if won > SMALL:
            net, days = net.longer(activity, -won), days - won
    return net


def _told(changes: Table, row: int, study: Study) -> tuple[Any, ...]:
    """One change as a row of the list."""
    days = float(changes["days"][row])
    milestone, initiative = changes["milestone"][row], changes["initiative"][row]
    head = (changes["id"][row], changes["title"][row], changes["status"][row], milestone, days)
    at, remark = study.place_of(milestone, initiative)
    if at is None:
        return (*head, None, None, None, None, None, None, remark)
    both = (study, study.following(at, days))
    moved = [one.found.finish[at].item() for one in both]
    ends = [one.last_day() for one in both]
    effect = study.between(*ends)
    absorbed = None if effect is None else days - effect
    return (*head, effect, absorbed, *moved, *ends, remark)
