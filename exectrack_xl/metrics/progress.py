"""Progress: how far the work is, by the method each initiative has chosen.

Depends on: schema, metrics.schedule, metrics.work.
"""

from __future__ import annotations

import math

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Group, Result, Unit, derived, metric
from exectrack_xl.metrics.schedule import Dates
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.metrics.work import TASK_BUDGETS, Work
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled

MILESTONES, EARNED, EFFORT = "Weighted milestones", "Earned value", "Effort"
ALL_OR_NOTHING, HALF_AND_HALF = "0/100", "50/50"


@metric(
    label="Progress method", unit=Unit.TEXT, group=Group.PROGRESS, result=Result.TEXT,
    formula="as typed; else Earned value with task budgets, Weighted milestones without", source=HOUSE,
)  # fmt: skip
def progress_method(initiatives: Table, milestones: Table, work: Work, initiative: str) -> str:
    """How progress is measured: as typed for the initiative, else by task budgets, else by milestones."""
    if not initiative and len(initiatives):
        return "by initiative"
    typed = initiatives["progress_method"][0] if len(initiatives) else ""
    if typed:
        return str(typed)
    return EARNED if TASK_BUDGETS in work.basis or not len(milestones) else MILESTONES


@derived
def own_progress(
    progress_method: str, percent_complete: float, milestones: Table, milestone_dates: Dates, tasks: Table,
    task_dates: Dates, work: Work,
) -> float:  # fmt: skip
    """Progress of all work in the scope by one method; by value where the method finds nothing to measure."""
    share = np.where(milestone_dates.done, 1.0, filled(milestones["progress"]))
    found = math.nan
    if progress_method == MILESTONES:
        found = _mean(share, milestone_dates.weight)
    elif progress_method == EFFORT:
        done = np.where(task_dates.done, 1.0, filled(tasks["progress"]))
        found = _mean(done, filled(tasks["effort_planned"]))
    elif progress_method == ALL_OR_NOTHING:
        found = _mean(work.progress >= 1, work.value)
    elif progress_method == HALF_AND_HALF:
        begun = (work.progress > 0) | ~np.isnat(work.began)
        found = _mean(0.5 * begun + 0.5 * (work.progress >= 1), work.value)
    return percent_complete if math.isnan(found) else found


def _mean(share: Array, weight: Array) -> float:
    return ratio(float((share * weight).sum()), float(weight.sum()))


@metric(
    label="Initiative progress", unit=Unit.SHARE, group=Group.PROGRESS,
    formula="by the progress method; programme: Σ budget × progress / Σ budget", source=HOUSE,
)  # fmt: skip
def initiative_progress(
    own_progress: float, each_own_progress: dict[str, float], each_budget: dict[str, float], initiative: str
) -> float:
    """Share of the work done, by each initiative's progress method; the programme's is weighted by budget.

    Methods: Weighted milestones Σ weight × progress; Effort by planned hours; Earned value EV / BAC; 0/100 counts
    finished work only; 50/50 counts half when begun. Where an initiative has no budget, all count the same.
    """
    return own_progress if initiative else combined(each_own_progress, each_budget, own_progress)


@metric(
    label="Progress made", unit=Unit.SHARE, group=Group.PROGRESS, per=("initiative", "period"),
    formula="initiative progress − initiative progress at the snapshot before the period", source=HOUSE,
)  # fmt: skip
def progress_made(initiative_progress: float, previous_initiative_progress: float | None) -> float:
    """By how much of all work progress grew since the snapshot before the period; NaN without such a snapshot."""
    before = previous_initiative_progress
    return math.nan if before is None else initiative_progress - before


@metric(
    label="Planned progress", unit=Unit.SHARE, group=Group.PROGRESS,
    formula="PV / BAC; programme: Σ budget × planned progress / Σ budget", source=HOUSE,
)  # fmt: skip
def planned_progress(
    percent_planned: float, each_percent_planned: dict[str, float], each_budget: dict[str, float], initiative: str
) -> float:
    """Share of the work that the baseline planned to be done by now, weighted like INITIATIVE_PROGRESS."""
    return percent_planned if initiative else combined(each_percent_planned, each_budget, percent_planned)


def combined(shares: dict[str, float], budgets: dict[str, float], alone: float) -> float:
    """The mean of the initiatives' shares by budget, or plain where one has no budget; `alone` without initiatives.

    >>> combined({"I-01": 0.5, "I-02": 1.0}, {"I-01": 300.0, "I-02": 100.0}, math.nan)
    0.625
    """
    known = {identity: share for identity, share in shares.items() if not math.isnan(share)}
    if not known:
        return alone
    weights = {identity: budgets.get(identity, math.nan) for identity in known}
    if not all(weight > 0 for weight in weights.values()):
        weights = dict.fromkeys(known, 1.0)
    return sum(known[i] * weights[i] for i in known) / sum(weights.values())
