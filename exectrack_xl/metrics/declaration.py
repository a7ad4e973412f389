"""What is declared of a metric, and what one may return: units, groups, results, bands, series, listings.

Depends on: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Unit(StrEnum):
    """What a number counts; decides how it is printed everywhere."""

    INDEX = "index"  # 0.94
    SHARE = "share"  # 0.64, printed as 64%
    MONEY = "money"  # in the tracker's currency
    DAYS = "working days"
    CALENDAR_DAYS = "days"
    COUNT = "count"
    POINTS = "story points"
    SCORE = "of 10"
    RATING = "of 5"
    MONTHS = "months"
    DATE = "date"
    TEXT = "text"


class Group(StrEnum):
    """The subject a metric belongs to, in the order of the manual."""

    STATUS = "Status"
    PROGRESS = "Progress"
    SCHEDULE = "Schedule"
    EARNED_VALUE = "Earned value"
    SPRINTS = "Sprints"
    QUALITY = "Quality"
    RISKS = "Risks"
    ISSUES = "Issues"
    CHANGES = "Changes"
    FORECAST = "Forecast"
    FLOW = "Flow"
    BENEFITS = "Benefits"
    PEOPLE = "People"
    COMMUNICATION = "Communication"
    IMPROVEMENT = "Improvement"


class Result(StrEnum):
    """The shape of what a metric returns."""

    SCALAR = "scalar"  # a float (NaN = not known) or a date (None = not known)
    TEXT = "text"
    SERIES = "series"  # Series: dates and values
    TABLE = "table"  # Listing: headers and rows
    ROWS = "rows"  # one value for each row given: a row metric


@dataclass(frozen=True)
class Bands:
    """From where a value is Green and Yellow: numbers, or names of settings. Green > Yellow: more is better."""

    green: float | str
    yellow: float | str


@dataclass(frozen=True)
class Series:
    """Values over time, oldest first."""

    dates: tuple[Any, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class Listing:
    """Ranked rows under headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
