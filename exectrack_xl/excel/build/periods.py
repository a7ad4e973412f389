"""The rows of the Periods sheet, generated from Settings over the span of the plan. Depends on: schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.schema import SHEETS, Kind
from exectrack_xl.tracker import Period, Tracker

_PLAN = ("initiatives", "milestones", "tasks", "sprints")
_KINDS = ("Quarter", "Month", "Week")


def period_rows(tracker: Tracker) -> list[list[Any]]:
    """Heads and rows of every quarter, month and week from the first quarter of the plan to its last.

    Without a plan it is the quarter of the status date.
    """
    days = sorted(_days(tracker)) or [tracker.as_of]
    quarters = [tracker.periods.of(day, "Quarter") for day in (days[0], days[-1])]
    span = (quarters[0].start, quarters[1].finish)
    heads = [column.header for column in SHEETS["periods"].columns]
    found = [period for kind in _KINDS for period in _between(tracker, kind, span)]
    return [heads, *([p.id, p.kind, p.start, p.finish, p.label] for p in found)]


def _between(tracker: Tracker, kind: str, span: tuple[date, date]) -> Iterator[Period]:
    period = tracker.periods.of(span[0], kind)
    while period.start <= span[1]:
        yield period
        period = tracker.periods.following(period)


def _days(tracker: Tracker) -> set[date]:
    """Every date of the plan within ten years of the status date: one typed wrongly makes no thousand weeks."""
    found: set[date] = set()
    for name in _PLAN:
        for column in SHEETS[name].typed:
            if column.kind is Kind.DATE:
                days = tracker[name][column.name]
                found.update(days[~np.isnat(days)].tolist())
    return {day for day in found if abs(day.year - tracker.as_of.year) <= 10}
