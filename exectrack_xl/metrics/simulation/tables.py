"""The tables as a model to simulate.

Conventions. Open work is drawn from its three points; what has started, in proportion to what is left; a task without
three points takes as long as planned. Dates that hold work back count; dates that work may not pass (finish no later
than, must finish on) do not, as no date stops work from running late. Work that is as late as possible is simulated
as soon as possible. A milestone outside the network, and an initiative without tasks and milestones, keep their typed
forecast. A risk moves its milestone, else the finish of its initiative, else that of the programme; on work that is
done it has no effect. A mitigation that reaches its target score lowers the chance of its risk to chance × target
score / score.
Depends on: schema, tracker, metrics.network, metrics.risk_scores, metrics.simulation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from exectrack_xl.metrics.network.activities import ELAPSED, FNET, MFO, SHARE
from exectrack_xl.metrics.network.clocks import Clocks
from exectrack_xl.metrics.network.plan import Plan
from exectrack_xl.metrics.network.weights import from_a_morning
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.metrics.risk_scores import risk_expected_days
from exectrack_xl.metrics.simulation.bends import Bend
from exectrack_xl.metrics.simulation.distributions import Estimates
from exectrack_xl.metrics.simulation.model import Model, Risks, Wiring, seed_of
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Calendar, Settings
from exectrack_xl.tracker.calendars import joined

DROPPED = ("Expired", "Cancelled")  # mitigations that will not work


@dataclass(frozen=True, eq=False)
class Tables:
    """What a model is made from: the whole programme on one day."""

    plan: Plan
    tasks: Table
    milestones: Table
    initiatives: Table
    live_risks: Table
    mitigations: Table
    rules: Settings
    own_calendars: Mapping[str, Calendar]
    as_of: date

    def clock_of(self, initiative: str) -> WorkingDays:
        """The working days of an initiative."""
        axes = self.plan.network.calendars
        own = self.own_calendars.get(initiative)
        return axes[0] if own is None else next(axis for axis in axes if axis.calendar == own)

    def clocks_of(self, initiatives: Sequence[str]) -> Clocks:
        """The working days of rows that belong to these initiatives."""
        axes = tuple(self.plan.network.calendars)
        return Clocks(axes, np.array([axes.index(self.clock_of(name)) for name in initiatives], dtype=np.int64))


def model_of(tables: Tables) -> Model:
    """The model of the programme."""
    plan, net = tables.plan, tables.plan.network
    activities = net.activities
    whose = _initiatives(tables)
    others = _outside(tables)
    groups = tuple(dict.fromkeys([*tables.initiatives["id"].tolist(), *whose, *others.whose]))
    group = np.array([groups.index(name) for name in (*whose, *others.whose)], dtype=np.intp)
    held = np.isin(activities.constraint, (FNET, MFO)) & ~activities.done & ~np.isnan(activities.date)
    now = net.frame.data_date
    lowest = np.where(held & (now is not None), net.bounds.lowest if now is None else now, net.bounds.lowest)
    extra = len(others.ids)
    none = np.zeros(extra)
    ids = (*plan.ids, *others.ids)
    done = np.concatenate((activities.done, others.done))
    model = Model(
        ids, (*plan.names, *others.names), np.concatenate((lowest, others.finish)),
        np.concatenate((np.where(held, activities.date, np.nan), none + np.nan)),
        np.concatenate((net.bounds.length, none)), done, _estimates(tables, extra),
        _wiring(plan), group, groups,
        Risks.none(), np.array([*np.flatnonzero(~plan.is_task).tolist(), *others.asked], int),
        tables.rules.text("distribution"), min(max(tables.rules.number("correlation"), 0.0), 1.0), seed_of(ids),
        _clocks(tables, groups),
    )  # fmt: skip
    return replace(model, risks=_risks(tables, model))


def _initiatives(tables: Tables) -> list[str]:
    """The initiative of each activity of the network; "" = of none."""
    plan = tables.plan
    of_tasks, of_milestones = (table["initiative"].tolist() for table in (tables.tasks, tables.milestones))
    places = zip(plan.is_task.tolist(), plan.row.tolist(), strict=True)
    return [(of_tasks if is_task else of_milestones)[row] for is_task, row in places]


@dataclass(frozen=True, eq=False)
class _Outside:
    """Milestones outside the network, then initiatives with neither tasks nor milestones, with their typed finish."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    whose: tuple[str, ...]
    finish: Array
    done: Array
    asked: tuple[int, ...]  # as rows of the model: the milestones


def _outside(tables: Tables) -> _Outside:
    plan, milestones, initiatives = tables.plan, tables.milestones, tables.initiatives
    inside = set(plan.row[~plan.is_task].tolist())
    bare = ~among(initiatives["id"], {*milestones["initiative"].tolist(), *tables.tasks["initiative"].tolist()})
    forecast, actual = milestones["forecast"], milestones["actual"]
    expected = np.where(np.isnat(forecast), milestones["baseline"], forecast)
    alone = [row for row in range(len(milestones)) if row not in inside and not np.isnat(expected[row])]
    typed = np.flatnonzero(bare & ~np.isnat(initiatives["forecast_finish"])).tolist()
    today = np.datetime64(tables.as_of)
    done = actual[alone] <= today
    finish = np.where(done, actual[alone], np.maximum(expected[alone], today))
    days = np.concatenate((finish, np.maximum(initiatives["forecast_finish"][typed], today)))
    whose = (*milestones["initiative"][alone].tolist(), *initiatives["id"][typed].tolist())
    return _Outside(
        (*milestones["id"][alone].tolist(), *initiatives["id"][typed].tolist()),
        (*milestones["name"][alone].tolist(), *initiatives["name"][typed].tolist()),
        whose, tables.clocks_of(whose).end(days), np.concatenate((done, np.zeros(len(typed), dtype=bool))),
        tuple(range(len(plan.ids), len(plan.ids) + len(alone))),
    )  # fmt: skip


def _estimates(tables: Tables, extra: int) -> Estimates:
    """Three points of the open work of each activity."""
    plan = tables.plan
    duration, length = plan.network.activities.duration, plan.network.bounds.length
    points = np.full((3, len(plan.ids)), np.nan)
    rows = plan.row[plan.is_task]
    for number, name in enumerate(("optimistic", "most_likely", "pessimistic")):
        points[number, plan.is_task] = tables.tasks[name][rows]
    low, likely, high = points
    doubtful = ~(np.isnan(low) & np.isnan(high)) & (length > 0)
    likely = np.where(np.isnan(likely), duration, likely)
    left = np.divide(length, duration, out=np.ones_like(length), where=duration > 0)
    parts = [np.where(doubtful, np.where(np.isnan(part), likely, part) * left, length) for part in (low, likely, high)]
    return Estimates.of(*(np.concatenate((part, np.zeros(extra))) for part in parts))


def _clocks(tables: Tables, groups: Sequence[str]) -> tuple[WorkingDays, ...]:
    """The calendar of each group, and for the programme one that works whenever one of them does."""
    found = tuple(tables.clock_of(name) for name in groups)
    if all(axis is tables.plan.network.calendars[0] for axis in found):
        return ()
    different = {axis.calendar: axis for axis in found}
    return *found, found[0] if len(different) == 1 else WorkingDays(joined(different))


def _wiring(plan: Plan) -> Wiring:
    """The links in force, in the order of the passes."""
    net = plan.network
    links, number = net.in_force.take(net.arcs.number), net.arcs.number
    lags, length = net.lags[number], net.bounds.length
    # A share of the predecessor's duration grows with it: it is told as a share of the work still open.
    shared = (links.unit == SHARE) & (length[links.tail] > 0)
    share = np.divide(lags, length[links.tail], out=np.zeros_like(lags), where=shared)
    which = net.activities.calendar
    crossing = which[links.tail] != which[links.head]
    mornings = from_a_morning(net.activities, length, links)
    bends = []
    for place in np.flatnonzero(crossing | ((links.unit == ELAPSED) & (lags != 0))).tolist():
        tail, head = int(links.tail[place]), int(links.head[place])
        elapsed, early = bool(links.unit[place] == ELAPSED), bool(mornings[place])
        ends = net.calendars[which[tail]], net.calendars[which[head]]
        text = f"{ends} {lags[place]} {elapsed} {early}"
        bends.append((place, Bend(*ends, float(lags[place]), elapsed, early, text)))
    return Wiring(
        links.tail, links.head, links.from_finish, links.to_finish, np.where(shared, 0.0, lags), share, tuple(bends)
    )  # fmt: skip


def _risks(tables: Tables, model: Model) -> Risks:
    """The open risks with a chance, in the order of their IDs."""
    found = tables.live_risks
    chance = np.asarray(risk_expected_days(found["likelihood"], found["probability"], 1.0, tables.rules), dtype=float)
    delay, cost = np.nan_to_num(found["delay_impact"]), np.nan_to_num(found["cost_impact"])
    rows = np.flatnonzero((chance > 0) & ((delay != 0) | (cost != 0))).tolist()
    rows.sort(key=lambda row: (found["id"][row], row))
    asked = {model.ids[row]: row for row in reversed(model.milestones.tolist())}
    groups = {name: number for number, name in enumerate(model.groups)}
    open_groups = set(model.group[~model.done].tolist())
    activity, group, days = [], [], []
    for row in rows:
        here = asked.get(str(found["milestone"][row]), -1)
        threatened = int(model.group[here]) if here >= 0 else groups.get(str(found["initiative"][row]) or "\0", -1)
        is_over = model.done[here] if here >= 0 else threatened not in open_groups if threatened >= 0 else False
        activity.append(here)
        group.append(threatened)
        days.append(0.0 if is_over or not open_groups else float(delay[row]))
    lowered = chance * np.minimum(1.0, _targets(tables) / np.where(found["score"] > 0, found["score"], np.nan))
    after = np.where(np.isnan(lowered), chance, lowered)
    return Risks(
        tuple(found["id"][rows].tolist()), tuple(found["title"][rows].tolist()), chance[rows], after[rows],
        np.array(days), cost[rows], np.array(activity, dtype=np.intp), np.array(group, dtype=np.intp),
    )  # fmt: skip


def _targets(tables: Tables) -> Array:
    """The lowest score that a mitigation of each open risk is to reach; NaN without one."""
    found, actions = tables.live_risks, tables.mitigations
    lowest: dict[str, float] = {}
    kept = ~among(actions["status"], DROPPED) & ~np.isnan(actions["target_score"])
    for risk, target in zip(actions["risk"][kept].tolist(), actions["target_score"][kept].tolist(), strict=True):
        lowest[risk] = min(target, lowest.get(risk, np.inf))
    typed = [lowest.get(identity, np.nan) for identity in found["id"].tolist()]
    return np.asarray(np.fmin(np.array(typed, dtype=float), found["target_score"]))
