"""The goals: how far each is, and how much of the money serves them. Depends on: schema, metrics.registry."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.errors import MetricError, nearest
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled

_SOURCE = "PMI, The Standard for Portfolio Management 4th ed. (2017), strategic alignment"


@derived
def goal_progress(goals: Table, as_of: date) -> Table:
    """The goals with `achieved`: 0 at the start value, 1 at the target; NaN where nothing was measured by the day."""
    start, target = filled(goals["initial"]), goals["target"]
    current = np.where(goals["measured"] > np.datetime64(as_of), np.nan, goals["current"])
    span = np.where(target == start, np.nan, target - start)
    weight = np.where(np.isnan(goals["weight"]), 1.0, goals["weight"])
    with np.errstate(over="ignore"):  # a target next to the start is passed without measure, which counts as reached
        achieved = np.clip((current - start) / span, 0, 1)
    return goals.with_columns({"achieved": achieved, "weight": weight})


@metric(
    label="Goal achievement", unit=Unit.SHARE, group=Group.BENEFITS, source=_SOURCE,
    formula="Σ weight · clamp((current − start) ÷ (target − start), 0, 1) ÷ Σ weight",
)  # fmt: skip
def goal_achievement(goal_progress: Table, goal: str = "") -> float:
    """How far the goals are on their way from start value to target, weighted; `goal` asks for one of them.

    A goal without a measured value drops out with its weight: GOALS_MEASURED says how many count.

    Raises:
        MetricError: no goal has this ID.
    """
    rows = goal_progress
    if goal:
        if goal not in rows.positions:
            raise MetricError(f"There is no goal '{goal}'.{nearest(goal, rows.positions)}")
        return float(rows["achieved"][rows.positions[goal]])
    known = ~np.isnan(rows["achieved"])
    return ratio(float((rows["weight"] * filled(rows["achieved"]))[known].sum()), float(rows["weight"][known].sum()))


@metric(
    label="Goals measured", unit=Unit.TEXT, group=Group.BENEFITS, source=HOUSE, result=Result.TEXT,
    formula="goals with a measured value, of all goals",
)  # fmt: skip
def goals_measured(goal_progress: Table) -> str:
    """How many goals the goal achievement rests on, as "5 of 6"; blank where there is no goal."""
    total = len(goal_progress)
    return f"{np.count_nonzero(~np.isnan(goal_progress['achieved']))} of {total}" if total else ""


@metric(
    label="Goals", unit=Unit.TEXT, group=Group.BENEFITS, source=_SOURCE, result=Result.TABLE,
    formula="each goal with start, current value, target and achievement, by weight",
)  # fmt: skip
def goal_listing(goal_progress: Table) -> Listing:
    """The goals with how far each is, the weightiest first."""
    return listed(goal_progress, _SHOWN, -goal_progress["weight"], goal_progress["id"])


@metric(
    label="Alignment", unit=Unit.SHARE, group=Group.BENEFITS, source=_SOURCE, bands=Bands(0.8, 0.6),
    formula="Σ budget · alignment of initiatives with a goal ÷ Σ budget",
)  # fmt: skip
def alignment_score(initiatives: Table) -> float:
    """How much of the budget serves a goal: each initiative's budget counts by its alignment, without a goal not."""
    budgets = filled(initiatives["budget"])
    return ratio(float((budgets * _aligned(initiatives)).sum()), float(budgets.sum()))


@metric(
    label="Strategic alignment", unit=Unit.TEXT, group=Group.BENEFITS, source=_SOURCE, result=Result.TABLE,
    formula="each goal with the initiatives that serve it and their share of the budget",
)  # fmt: skip
def strategic_alignment(goal_progress: Table, initiatives: Table) -> Listing:
    """Each goal with its achievement, the initiatives that serve it and their share of the budget; then those without.

    A goal that no initiative serves has a blank there.
    """
    total = float(filled(initiatives["budget"]).sum())
    goals = zip(*(goal_progress[name].tolist() for name in ("id", "goal", "weight", "achieved")), strict=True)
    rows = [(*goal, *_served(initiatives, goal[0], total)) for goal in goals]
    if (initiatives["goal"] == "").any():
        rows.append(("", "No goal", math.nan, math.nan, *_served(initiatives, "", total)))
    return Listing(("ID", "Goal", "Weight", "Achieved", "Initiatives", "Share of budget"), tuple(rows))


_SHOWN = {
    "ID": "id", "Goal": "goal", "Measure": "measure", "Start value": "initial", "Current value": "current",
    "Target": "target", "Unit": "unit", "Achieved": "achieved", "Weight": "weight", "Due date": "due",
    "Owner": "owner", "Measured on": "measured",
}  # fmt: skip


def _aligned(initiatives: Table) -> Array:
    """The part of each initiative that serves a goal."""
    share = filled(initiatives["alignment"], 1.0)
    return np.where(initiatives["goal"] == "", 0.0, share)


def _served(initiatives: Table, goal: str, total: float) -> tuple[str, float]:
    rows = initiatives["goal"] == goal
    names = ", ".join(initiatives["id"][rows].tolist())
    return names, ratio(float(filled(initiatives["budget"])[rows].sum()), total)
