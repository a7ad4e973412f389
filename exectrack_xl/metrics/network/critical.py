"""What the network says: the critical path, floats, drivers, bottlenecks, and when all is done.

Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.errors import MetricError, nearest
from exectrack_xl.metrics.network.paths import drag, float_paths
from exectrack_xl.metrics.network.plan import Scheduled
from exectrack_xl.metrics.network.schedule import SMALL
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE, SCHEDULING
from exectrack_xl.schema.choices import LINK_CONSTRAINT

DRAG = "Devaux, Total Project Control (1999): critical path drag"
_HEADERS = ("ID", "Name", "Start", "Finish", "Total float")


@derived
def longest_path(network_schedule: Scheduled) -> tuple[int, ...]:
    """The activities that drive the finish of the scope, from the status date or the first on; none without any."""
    last = network_schedule.driving.last(network_schedule.wanted)
    return tuple(network_schedule.driving.path(last)) if last is not None else ()


@metric(
    label="Network finish", unit=Unit.DATE, group=Group.SCHEDULE,
    formula="latest early finish in the network", source=SCHEDULING,
)  # fmt: skip
def network_finish(network_schedule: Scheduled) -> date | None:
    """The day all tasks and milestones are done by durations, links, calendars, constraints and progress.

    Open work goes on after the status date and waits for its open predecessors (retained logic), as in Primavera P6;
    all else follows Microsoft Project: a day's end and the next working day's start are one moment, a link of a summary
    is one of its leaves, dates of constraints are kept so that float turns negative, a start that has happened takes
    float through links to a finish only. Each task keeps the working days of its initiative. Typed
    forecasts do not count, except of milestones that no link or task leads to.
    """
    found = network_schedule.finish[network_schedule.wanted]
    return found.max().item() if len(found) else None


@metric(
    label="Critical path", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="the chain of driving predecessors behind the latest finish", source=SCHEDULING,
)  # fmt: skip
def critical_path(network_schedule: Scheduled, longest_path: tuple[int, ...]) -> Listing:
    """The longest path: the tasks and milestones whose delay moves the finish, in order.

    It begins at the status date; of two chains that are alike the one with less float counts, then the lower ID.
    """
    return _listed(network_schedule, longest_path)


@metric(
    label="Critical path progress", unit=Unit.SHARE, group=Group.SCHEDULE,
    formula="Σ completed duration on the critical path / Σ duration on it", source=HOUSE,
)  # fmt: skip
def critical_path_progress(network_schedule: Scheduled, longest_path: tuple[int, ...]) -> float:
    """Share of the working days on the critical path that is done, finished work behind it included.

    Behind the status date the path goes back to the predecessor that was done last, each time.
    """
    if not longest_path:
        return math.nan
    activities = network_schedule.schedule.network.activities
    chain = [*network_schedule.driving.history(longest_path[0]), *longest_path]
    whole = activities.duration[chain]
    to_go = np.minimum(network_schedule.schedule.network.bounds.length[chain], whole)
    return float(1 - to_go.sum() / whole.sum()) if whole.sum() else math.nan


@metric(
    label="Total float", unit=Unit.DAYS, group=Group.SCHEDULE,
    formula="late finish − early finish", source=SCHEDULING,
)  # fmt: skip
def total_float(network_schedule: Scheduled, *, task: str = "") -> float:
    """Working days a task may slip without moving the finish, or a constraint or deadline; minus = already too late.

    Without a task: the least float of the open work. 0 for finished work.

    Raises:
        MetricError: the network has no task or milestone of this ID.
    """
    values = network_schedule.schedule.total_float
    if task:
        return float(round(values[_activity(network_schedule, task)], 6))
    return float(round(values[network_schedule.open].min(), 6)) if network_schedule.open.any() else math.nan


@metric(
    label="Free float", unit=Unit.DAYS, group=Group.SCHEDULE,
    formula="least gap between the early finish and a successor", source=SCHEDULING,
)  # fmt: skip
def free_float(network_schedule: Scheduled, *, task: str = "") -> float:
    """Working days a task may slip without moving any successor; without successors its total float, at least 0.

    Without a task: the least free float of the open work. 0 for finished work.

    Raises:
        MetricError: the network has no task or milestone of this ID.
    """
    values = network_schedule.schedule.free_float
    if task:
        return float(round(values[_activity(network_schedule, task)], 6))
    return float(round(values[network_schedule.open].min(), 6)) if network_schedule.open.any() else math.nan


@metric(
    label="Near-critical work", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="open work off the critical path with little total float", source=SCHEDULING,
)  # fmt: skip
def near_critical(
    network_schedule: Scheduled, longest_path: tuple[int, ...], *, n: int = 10, days: float = 10
) -> Listing:
    """The first n open tasks off the critical path with at most so many working days of total float (10), least first.

    Float below 0, from a constraint or deadline, counts as little.
    """
    found = network_schedule
    near = found.open & (found.schedule.total_float <= days + SMALL)
    near[list(longest_path)] = False
    total, finish, ids = np.round(found.schedule.total_float, 6), found.finish, found.plan.ids
    rows = sorted(np.flatnonzero(near).tolist(), key=lambda row: (total[row], finish[row], ids[row]))
    return _listed(found, rows[: max(0, int(n))])


@metric(
    label="Float paths", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="chains of driving predecessors by total float of their last task", source=SCHEDULING,
)  # fmt: skip
def near_critical_paths(network_schedule: Scheduled, *, n: int = 5) -> Listing:
    """The n chains of open work with the least float, each up to a task that no chain before it holds."""
    found = network_schedule
    chains = float_paths(found.driving, found.wanted, int(n))
    return Listing(("Path", "Tasks", "Finish", "Total float"), tuple(
        (number, " → ".join(found.plan.ids[row] for row in chain), found.finish[chain[-1]].item(),
         float(round(found.schedule.total_float[chain[-1]], 6)))
        for number, chain in enumerate(chains, 1)
    ))  # fmt: skip


@metric(
    label="Bottlenecks", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="drag: network finish − network finish if the task took no time", source=DRAG,
)  # fmt: skip
def bottlenecks(network_schedule: Scheduled, longest_path: tuple[int, ...], *, n: int = 5) -> Listing:
    """The n open tasks on the critical path that cost the most days: how much earlier the whole would end without each.

    Work of other initiatives on the path counts; a task whose neighbour would take over the path costs little.
    """
    found = network_schedule
    work = found.schedule.network.bounds.length
    rows = [row for row in longest_path if work[row] > SMALL]
    cost = {row: round(days, 6) for row, days in zip(rows, drag(found.schedule, rows, found.wanted), strict=True)}
    ranked = sorted(rows, key=lambda row: (-cost[row], found.plan.ids[row]))[: max(0, int(n))]
    return Listing(("ID", "Name", "Days to go", "Days it costs"), tuple(
        (found.plan.ids[row], found.plan.names[row], float(work[row]), cost[row]) for row in ranked
    ))  # fmt: skip


@metric(
    label="Driving path", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="the chain of driving predecessors behind a task", source=SCHEDULING,
)  # fmt: skip
def driving_path(network_schedule: Scheduled, longest_path: tuple[int, ...], *, task: str = "") -> Listing:
    """The tasks that decide when a task starts, back to the status date; without a task, those of the finish.

    Raises:
        MetricError: the network has no task or milestone of this ID.
    """
    rows = network_schedule.driving.path(_activity(network_schedule, task)) if task else longest_path
    return _listed(network_schedule, rows)


@metric(
    label="Schedule drivers", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="what holds each task of the critical path where it is", source=SCHEDULING,
)  # fmt: skip
def schedule_drivers(network_schedule: Scheduled, longest_path: tuple[int, ...], as_of: date) -> Listing:
    """Why the finish is when it is: for each task of the critical path the link, date or constraint that holds it."""
    found = network_schedule
    return Listing(("ID", "Name", "Finish", "Held by"), tuple(
        (found.plan.ids[row], found.plan.names[row], found.finish[row].item(), _reason(found, row, as_of))
        for row in longest_path
    ))  # fmt: skip


def _reason(found: Scheduled, row: int, as_of: date) -> str:
    """The link that drives an activity, else its own constraint, progress, the status date or the plan's start."""
    net = found.schedule.network
    place = found.driving.link_of(row)
    if place is not None:
        return found.plan.link_text(net.in_force, int(net.arcs.number[place]))
    if net.activities.done[row]:
        return "finished"
    code = int(net.activities.constraint[row])
    date_of = net.frame.data_date
    if date_of is not None and net.times[row] <= date_of[row] + SMALL:
        return f"status date {as_of.isoformat()}"
    return LINK_CONSTRAINT[code] if code > 1 else "start of the plan"


def _activity(found: Scheduled, identity: Any) -> int:
    row = found.plan.positions.get(str(identity).strip())
    if row is None:
        near = nearest(str(identity), found.plan.positions)
        raise MetricError(f"The network has no task or milestone '{identity}'.{near}")
    return row


def _listed(found: Scheduled, rows: Iterable[int]) -> Listing:
    return Listing(_HEADERS, tuple(
        (found.plan.ids[row], found.plan.names[row], found.start[row].item(), found.finish[row].item(),
         float(round(found.schedule.total_float[row], 6)))
        for row in rows
    ))  # fmt: skip
