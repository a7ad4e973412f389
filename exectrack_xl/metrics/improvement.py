"""Getting better: improvements and what they yielded, lessons passed on, reports that make themselves.

Depends on: schema, metrics.registry.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed, place
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import ACTION_STATUS
from exectrack_xl.schema.table import among

_LEAN = "Deming, Out of the Crisis (1986), plan-do-study-act: measured before and after"
_LESSONS = "PMI, PMBOK Guide 6th ed. (2017), 4.4 manage project knowledge"
_PERIODIC = ("initiative", "period")


@derived
def measured_improvements(improvements: Table, as_of: date) -> Table:
    """The improvements with `gain`: the change for the better over the value before; NaN where not done or measured."""
    before, after = improvements["before"], improvements["after"]
    better = np.where(improvements["direction"] == "Higher is better", after - before, before - after)
    done = (improvements["status"] == "Done") & ~(improvements["done"] > np.datetime64(as_of))
    gain = better / np.where(before == 0, np.nan, np.abs(before))
    return improvements.with_columns({"gain": np.where(done, gain, np.nan)})


@metric(
    label="Yield of improvements", unit=Unit.SHARE, group=Group.IMPROVEMENT, source=_LEAN, bands=Bands(0.2, 0.0),
    formula="median of the change for the better ÷ the value before, of improvements done",
)  # fmt: skip
def improvement_yield(measured_improvements: Table) -> float:
    """How much a finished improvement typically bettered what it set out to better; the median of those measured.

    IMPROVEMENTS_MEASURED says on how many it rests.
    """
    known = measured_improvements["gain"][~np.isnan(measured_improvements["gain"])]
    return float(np.median(known)) if len(known) else float("nan")


@metric(
    label="Improvements measured", unit=Unit.TEXT, group=Group.IMPROVEMENT, source=_LEAN, result=Result.TEXT,
    formula="improvements done with a value before and after, of those done",
)  # fmt: skip
def improvements_measured(measured_improvements: Table) -> str:
    """How many finished improvements were measured before and after, as "7 of 8"; blank where none is finished."""
    done = measured_improvements["status"] == "Done"
    count = np.count_nonzero(~np.isnan(measured_improvements["gain"]))
    return f"{count} of {np.count_nonzero(done)}" if done.any() else ""


@metric(
    label="Improvements", unit=Unit.TEXT, group=Group.IMPROVEMENT, source=_LEAN, result=Result.TABLE,
    formula="improvements by status, then gain",
)  # fmt: skip
def improvement_listing(measured_improvements: Table) -> Listing:
    """The improvements: open ones first, then finished ones by what they gained, each with its values."""
    rows = measured_improvements
    gain = np.where(np.isnan(rows["gain"]), -np.inf, rows["gain"])
    return listed(rows, _IMPROVED, place(rows["status"], ACTION_STATUS), -gain, rows["id"])


@metric(
    label="New improvements", unit=Unit.COUNT, group=Group.IMPROVEMENT, source=_LEAN, per=_PERIODIC,
    window={"improvements": "raised"}, formula="number of improvements proposed in the period",
)  # fmt: skip
def new_improvements(improvements: Table) -> float:
    """How many improvements were proposed in the period."""
    return float(len(improvements))


@metric(
    label="Lessons shared", unit=Unit.SHARE, group=Group.IMPROVEMENT, source=_LESSONS, bands=Bands(0.9, 0.7),
    formula="lessons passed on ÷ lessons written down",
)  # fmt: skip
def lessons_shared(lessons: Table, as_of: date) -> float:
    """The share of the lessons written down that others were told."""
    shared = lessons["shared"] <= np.datetime64(as_of)
    return ratio(float(np.count_nonzero(shared)), float(len(lessons)))


@metric(
    label="Lessons", unit=Unit.TEXT, group=Group.IMPROVEMENT, source=_LESSONS, result=Result.TABLE, per=_PERIODIC,
    window={"lessons": "raised"}, formula="lessons written down in the period, latest first",
)  # fmt: skip
def lesson_listing(lessons: Table) -> Listing:
    """The lessons written down in the period, the latest first: what is done differently, and who was told."""
    return listed(lessons, _LEARNT, -lessons["raised"].astype("datetime64[D]").astype(float), lessons["id"])


@metric(
    label="Reports that make themselves", unit=Unit.SHARE, group=Group.IMPROVEMENT, source=HOUSE, bands=Bands(0.8, 0.5),
    formula="automatic reports ÷ all reports",
)  # fmt: skip
def automation_rate(reports: Table) -> float:
    """The share of reports that are made without typing."""
    return ratio(float(np.count_nonzero(reports["automatic"] == "Yes")), float(len(reports)))


@metric(
    label="Hours saved on reports", unit=Unit.INDEX, group=Group.IMPROVEMENT, source=HOUSE,
    formula="Σ minutes saved · times in a month ÷ 60, of automatic reports",
)  # fmt: skip
def report_hours_saved(reports: Table) -> float:
    """The hours a month that automatic reports save against making them by hand."""
    times = np.array([TIMES.get(cadence, 0.0) for cadence in reports["cadence"].tolist()])
    own = among(reports["automatic"], ("Yes",))
    minutes = np.where(np.isnan(reports["minutes_saved"]), 0, reports["minutes_saved"])
    return float((minutes * times)[own].sum() / 60) if len(reports) else float("nan")


TIMES = {"Daily": 21.0, "Weekly": 52 / 12, "Monthly": 1.0, "Quarterly": 1 / 3}  # in a month
_IMPROVED = {
    "ID": "id", "Problem": "problem", "Action": "action", "Type": "type", "Status": "status", "Measure": "measure",
    "Before": "before", "After": "after", "Unit": "unit", "Gain": "gain", "Owner": "owner", "Due date": "due",
    "Done on": "done", "Waste": "waste",
}  # fmt: skip
_LEARNT = {
    "ID": "id", "Lesson": "lesson", "Cause": "cause", "Action": "action", "Raised on": "raised",
    "Shared on": "shared", "Audience": "audience", "Owner": "owner", "Change": "change", "Issue": "issue",
}  # fmt: skip
