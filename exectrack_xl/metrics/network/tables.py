"""The tables as a network: tasks, the milestones they lead to, their links, calendars and progress.

Conventions. Work that is open goes on the working day after the status date. A milestone joins where a task leads to
it or a link names it. Where there are no tasks, milestones stand alone: what lies between one and its latest
predecessor in the baseline is the lag of its links. Each task and milestone keeps the working days of its initiative,
those of no initiative the tracker's.
Depends on: schema, tracker, metrics.registry, metrics.network.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.network.activities import Activities, Links
from exectrack_xl.metrics.network.clocks import Clocks
from exectrack_xl.metrics.network.plan import Plan, Scheduled
from exectrack_xl.metrics.network.schedule import Network, network, solve
from exectrack_xl.metrics.network.summaries import leaves_of, pushed_down
from exectrack_xl.metrics.network.typed_fields import first_day, moment, of_milestones, of_tasks
from exectrack_xl.metrics.network.typed_links import leads, typed_links, with_baseline_lags
from exectrack_xl.metrics.registry import derived
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar


@derived
def network_plan(
    tasks: Table, milestones: Table, own_calendars: dict[str, Calendar], calendar: Calendar, as_of: date
) -> Plan:
    """The tables as a network."""
    homes = [*tasks["initiative"].tolist(), *milestones["initiative"].tolist()]
    clocks = Clocks.of(calendar, own_calendars, homes)
    return _of_tasks(tasks, milestones, clocks, as_of) if len(tasks) else _of_milestones(milestones, clocks, as_of)


@derived
def network_schedule(whole_network_plan: Plan, tasks: Table, milestones: Table) -> Scheduled:
    """The schedule of the activities in scope; links to other initiatives count."""
    plan = whole_network_plan
    of_task, line = plan.is_task, plan.line
    wanted = np.where(of_task, np.isin(line, tasks.lines), np.isin(line, milestones.lines))
    return Scheduled(plan, solve(plan.network, None if wanted.all() else wanted), wanted)


def _of_tasks(tasks: Table, milestones: Table, clocks: Clocks, as_of: date) -> Plan:
    size, every = len(tasks), len(tasks) + len(milestones)
    typed = typed_links([*tasks["id"].tolist(), *milestones["id"].tolist()],
                        [*tasks["predecessors"].tolist(), *milestones["predecessors"].tolist()])  # fmt: skip
    links = Links.joined(typed.links, leads(tasks, milestones))
    leaves = leaves_of(list(zip(tasks["initiative"].tolist(), tasks["wbs"].tolist(), strict=True)))
    kept = _kept(size, every, links, leaves)
    place = np.full(every, -1)
    place[kept] = np.arange(len(kept))
    held = _held(every, links, leaves)
    activities = Activities.joined(
        of_tasks(tasks, held[:size], clocks.take(np.s_[:size]), as_of),
        of_milestones(milestones, held[size:], clocks.take(np.s_[size:]), as_of),
    ).take(kept)
    begin, now = first_day(tasks, as_of), moment(as_of) + 1

    def made(of: Links) -> Network:
        return network(activities, of.between(place), clocks.axes, start=begin, data_date=now)

    def starts() -> Array:
        found = np.zeros(every)
        found[kept] = made(links.take((place[links.tail] >= 0) & (place[links.head] >= 0))).times
        return found

    net = made(Links.of(pushed_down(links.ties(), leaves, starts)) if leaves else links)
    own = typed.links.take((place[typed.links.tail] >= 0) & (place[typed.links.head] >= 0))
    ids, names = typed.ids, [*tasks["name"].tolist(), *milestones["name"].tolist()]
    rows = kept.tolist()
    return Plan(
        tuple([ids[row] for row in rows]), tuple([names[row] for row in rows]), kept < size,
        np.where(kept < size, kept, kept - size), np.concatenate((tasks.lines, milestones.lines))[kept], net,
        own.between(place), typed.unknown, np.isin(np.arange(size), list(leaves)),
    )  # fmt: skip


def _kept(size: int, every: int, links: Links, leaves: dict[int, list[int]]) -> Array:
    """The rows that are activities: tasks that are no summaries, and milestones that a link joins."""
    joined = np.zeros(every, dtype=bool)
    joined[links.tail], joined[links.head] = True, True
    joined[:size] = True
    joined[list(leaves)] = False
    return np.flatnonzero(joined)


def _held(every: int, links: Links, leaves: dict[int, list[int]]) -> Array:
    """Which rows have predecessors, of their own or of a summary above them."""
    held = np.zeros(every, dtype=bool)
    held[links.head] = True
    for summary, below in leaves.items():
        held[below] |= held[summary]
    return held


def _of_milestones(milestones: Table, clocks: Clocks, as_of: date) -> Plan:
    typed = typed_links(milestones["id"].tolist(), milestones["predecessors"].tolist())
    links = with_baseline_lags(typed.links, milestones["baseline"], clocks)
    baseline = milestones["baseline"]
    begin = min([moment(as_of), *baseline[~np.isnat(baseline)].astype(float).tolist()])
    activities = of_milestones(milestones, False, clocks, as_of)
    net = network(activities, links, clocks.axes, start=begin, data_date=moment(as_of) + 1)
    size = len(milestones)
    return Plan(
        tuple(typed.ids), tuple(milestones["name"].tolist()), np.zeros(size, dtype=bool), np.arange(size),
        milestones.lines, net, typed.links, typed.unknown, np.zeros(0, dtype=bool),
    )  # fmt: skip
