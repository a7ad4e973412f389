"""What becomes of issues: how many are resolved, how many come back, what causes most of them.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import SERVICE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar

_PARETO = "Juran, Quality Control Handbook (1951), Pareto analysis"
_PERIODIC = ("initiative", "period")
COUNTED = {  # what can be counted: the words for it -> table and column
    "cause category": ("issues", "cause_category"), "category": ("issues", "category"),
    "subcategory": ("issues", "subcategory"), "priority": ("issues", "priority"), "owner": ("issues", "owner"),
    "risk category": ("risks", "category"), "defect stage": ("defects", "stage"),
}  # fmt: skip


@metric(
    label="Issues resolved", unit=Unit.SHARE, group=Group.ISSUES, source=SERVICE, bands=Bands(0.7, 0.5),
    formula="issues resolved or closed ÷ issues raised, up to the status date",
)  # fmt: skip
def issue_resolution_rate(issues: Table, live_issues: Table) -> float:
    """The share of all issues raised so far that are resolved."""
    return ratio(float(len(issues) - len(live_issues)), float(len(issues)))


@metric(
    label="Issues that came back", unit=Unit.SHARE, group=Group.ISSUES, source=SERVICE, bands=Bands(0.05, 0.15),
    formula="issues reopened at least once ÷ issues that were resolved",
)  # fmt: skip
def reopen_rate(issues: Table, as_of: date) -> float:
    """The share of the issues once resolved that had to be opened again."""
    reopened = issues["reopenings"] > 0
    settled = np.where(np.isnat(issues["resolved"]), issues["closed"], issues["resolved"]) <= np.datetime64(as_of)
    return ratio(float(np.count_nonzero(reopened)), float(np.count_nonzero(settled | reopened)))


@metric(
    label="Issues that repeat", unit=Unit.SHARE, group=Group.ISSUES, source=SERVICE, per=_PERIODIC,
    window={"issues": "raised"}, formula="issues raised in the period that name an earlier one ÷ issues raised in it",
)  # fmt: skip
def repeat_issue_rate(issues: Table) -> float:
    """The share of the issues raised in the period that are repetitions of an earlier one, as people noted it.

    ISSUE_RECURRENCE_RATE also counts those that only look alike.
    """
    return ratio(float(np.count_nonzero(_filled(issues["recurrence_of"]))), float(len(issues)))


@metric(
    label="Time until an issue is reported", unit=Unit.DAYS, group=Group.ISSUES, source=SERVICE, per=_PERIODIC,
    window={"issues": "raised"}, formula="median working days from occurred to raised",
)  # fmt: skip
def detection_lag(issues: Table, calendar: Calendar) -> float:
    """The median working days from an issue's occurrence to its report, where the day it occurred is known."""
    spans = calendar.workdays(issues["occurred"], issues["raised"])
    known = spans[~np.isnan(spans)]
    return float(np.median(known)) if len(known) else float("nan")


@metric(
    label="Pareto", unit=Unit.COUNT, group=Group.ISSUES, source=_PARETO, result=Result.TABLE,
    formula="number by group, largest first, with the cumulated share",
)  # fmt: skip
def pareto(issues: Table, risks: Table, defects: Table, group_by: str = "cause category") -> Listing:
    """What most issues, risks or defects come from: each group's number and the share of all up to and with it.

    Raises:
        MetricError: `group_by` is nothing that can be counted.
    """
    sheet, column = COUNTED[choice("group_by", group_by, COUNTED)]
    table = {"issues": issues, "risks": risks, "defects": defects}[sheet]
    counts = Counter(text.strip() for text in table[column].tolist() if text.strip())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    running = np.cumsum([count for _, count in ranked]) / max(1, sum(counts.values()))
    rows = ((name, float(count), float(share)) for (name, count), share in zip(ranked, running, strict=True))
    return Listing(("Group", "Number", "Cumulated share"), tuple(rows))


def _filled(texts: Array) -> Array:
    return np.array([bool(text.strip()) for text in texts.tolist()], dtype=bool)
