"""Defects: how many are found, where, and how fast they are mended.

Depends on: schema, tracker, metrics.registry, metrics.sprints.
"""

from __future__ import annotations

import math
from collections import Counter
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed, place
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import PRIORITY
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Calendar, Period

_ISO = "ISO/IEC 25023:2016; ISTQB Glossary, defect density"
_ESCAPE = "Jones, Applied Software Measurement 3rd ed. (2008), defect removal efficiency"
_PERIODIC = ("initiative", "period")
_WINDOW = {"defects": "opened"}
PER_POINTS = 100  # the density is told for so many story points


@metric(
    label="New defects", unit=Unit.COUNT, group=Group.QUALITY, source=_ISO, per=_PERIODIC, window=_WINDOW,
    formula="number of defects found in the period",
)  # fmt: skip
def defect_rate(defects: Table) -> float:
    """How many defects were found in the period, wherever they were found."""
    return float(len(defects))


@metric(
    label="Open defects", unit=Unit.COUNT, group=Group.QUALITY, source=_ISO,
    formula="number of defects found and not mended",
)  # fmt: skip
def open_defects(defects: Table, as_of: date) -> float:
    """How many defects are known and not mended on the status date."""
    return float(np.count_nonzero(_is_open(defects, as_of)))


@metric(
    label="Defect density", unit=Unit.INDEX, group=Group.QUALITY, source=_ISO, per=_PERIODIC, window=_WINDOW,
    formula="defects found in the period ÷ story points accepted in sprints that ended in it · 100",
)  # fmt: skip
def defect_density(defects: Table, sprints: Table, period: Period, as_of: date) -> float:
    """Defects found in the period for each hundred story points accepted in it; NaN where no sprint ended in it."""
    last = min(period.finish, as_of)
    ended = (sprints["finish"] >= np.datetime64(period.start)) & (sprints["finish"] <= np.datetime64(last))
    points = float(filled(sprints["completed"])[ended & (sprints["status"] == "Closed")].sum())
    return PER_POINTS * ratio(float(len(defects)), points)


@metric(
    label="Escape rate", unit=Unit.SHARE, group=Group.QUALITY, source=_ESCAPE, per=_PERIODIC, window=_WINDOW,
    bands=Bands(0.05, 0.15), formula="defects found Live ÷ all defects found in the period",
)  # fmt: skip
def escape_rate(defects: Table) -> float:
    """The share of the defects found in the period that users found, and we did not."""
    return ratio(float(np.count_nonzero(defects["stage"] == "Live")), float(len(defects)))


@metric(
    label="Review quality", unit=Unit.SHARE, group=Group.QUALITY, source=_ESCAPE, per=_PERIODIC, window=_WINDOW,
    formula="1 − found Live ÷ (found in Review + found Live)",
)  # fmt: skip
def review_quality(defects: Table) -> float:
    """How well reviews catch what would else reach users: defects found in Review over those and the escaped."""
    live, review = (float(np.count_nonzero(defects["stage"] == stage)) for stage in ("Live", "Review"))
    return ratio(review, review + live)


@metric(
    label="Time to mend a defect", unit=Unit.DAYS, group=Group.QUALITY, source=_ISO, per=_PERIODIC,
    formula="median working days from found to mended",
)  # fmt: skip
def mttr_defect(defects: Table, calendar: Calendar, period: Period, as_of: date, severity: str = "") -> float:
    """The median working days from finding to mending the defects mended in the period.

    The median, because a few old defects would carry the mean away. `severity` limits it to one severity.

    Raises:
        MetricError: `severity` is not Critical, High, Medium or Low.
    """
    day = defects["mended"]
    counted = (day >= np.datetime64(period.start)) & (day <= np.datetime64(min(period.finish, as_of)))
    if severity:
        counted &= defects["severity"] == choice("severity", severity, PRIORITY)
    spans = calendar.workdays(defects["opened"][counted], day[counted])
    known = spans[~np.isnan(spans)]
    return float(np.median(known)) if len(known) else math.nan


@metric(
    label="Defects", unit=Unit.TEXT, group=Group.QUALITY, source=_ISO, result=Result.TABLE,
    formula="open defects by severity, then age",
)  # fmt: skip
def defect_listing(defects: Table, calendar: Calendar, as_of: date) -> Listing:
    """The defects not mended yet, the gravest first, then the oldest, with their age in working days."""
    live = defects.take(_is_open(defects, as_of))
    aged = live.with_columns({"age": calendar.workdays(live["opened"], np.datetime64(as_of))})
    return listed(aged, _SHOWN, place(aged["severity"], PRIORITY), aged["opened"], aged["id"])


@metric(
    label="Defects by stage", unit=Unit.COUNT, group=Group.QUALITY, source=_ESCAPE, result=Result.TABLE, per=_PERIODIC,
    window=_WINDOW, formula="number of defects found in the period, by stage and severity",
)  # fmt: skip
def defects_by_stage(defects: Table) -> Listing:
    """How many defects of each severity were found in the period, in Review, Test, Pilot and Live."""
    rows = []
    for stage in ("Review", "Test", "Pilot", "Live"):
        own = defects["severity"][defects["stage"] == stage]
        rows.append((stage, *(float(np.count_nonzero(own == word)) for word in PRIORITY), float(len(own))))
    return Listing(("Found in", *PRIORITY, "Total"), tuple(rows))


@metric(
    label="Quality against speed", unit=Unit.COUNT, group=Group.QUALITY, source=_ISO, result=Result.TABLE,
    formula="by month: story points accepted, defects found, defects for each hundred points, defects found Live",
)  # fmt: skip
def quality_against_speed(defects: Table, closed_sprints: dict[str, Table], as_of: date, *, n: int = 12) -> Listing:
    """What faster delivery costs in quality: points finished and defects found in each of the last n months.

    Months without a closed sprint are left out: there is no speed to set quality against.
    """
    points: Counter[str] = Counter()
    for own in closed_sprints.values():
        ended = own.take(own["finish"] <= np.datetime64(as_of))
        for month, done in zip(_months(ended["finish"]), filled(ended["completed"]).tolist(), strict=True):
            points[month] += done
    found = Counter(_months(defects["opened"]))
    escaped = Counter(_months(defects["opened"][defects["stage"] == "Live"]))
    rows = tuple(
        (date.fromisoformat(f"{month}-01"), points[month], float(found[month]),
         PER_POINTS * ratio(float(found[month]), points[month]), float(escaped[month]))
        for month in sorted(points)[-max(1, int(n)) :]
    )  # fmt: skip
    return Listing(("Month", "Points finished", "Defects found", "Defects per 100 points", "Found live"), rows)


_SHOWN = {
    "ID": "id", "Title": "title", "Severity": "severity", "Found in": "stage", "Found on": "opened", "Age": "age",
    "Team": "team", "Initiative": "initiative", "Reopened": "reopenings",
}  # fmt: skip


def _months(days: Array) -> list[str]:
    """The month of each day, as 2026-09; days that are not known are left out."""
    return [str(month) for month in days[~np.isnat(days)].astype("datetime64[M]")]


def _is_open(defects: Table, as_of: date) -> Array:
    """Which defects were not mended by the day."""
    waiting: Array = np.isnat(defects["mended"]) | (defects["mended"] > np.datetime64(as_of))
    return waiting
