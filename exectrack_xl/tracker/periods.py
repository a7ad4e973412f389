"""Weeks, months and quarters, generated from the fiscal year and the week's first day.

Depends on: schema.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from exectrack_xl.errors import UsageError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAY = {"Monday": 0, "Saturday": 5, "Sunday": 6}


@dataclass(frozen=True, order=True)
class Period:
    """A reporting period, both days included."""

    start: date
    finish: date
    kind: str  # "Week", "Month" or "Quarter"
    id: str  # "2026-W40", "2026-M09" or "2026-Q3"
    label: str  # "Week 40 2026", "Sep 2026" or "Q3 2026"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.finish


@dataclass(frozen=True)
class Periods:
    """The rule by which any date falls into its week, month and quarter.

    >>> Periods().of(date(2026, 11, 13), "Quarter").id
    '2026-Q4'
    >>> Periods(fiscal_year_start=4).of(date(2026, 2, 1), "Quarter").label
    'Q4 2026'
    """

    fiscal_year_start: int = 1
    week_start: str = "Monday"

    def of(self, day: date, kind: str) -> Period:
        """The period of this kind that holds the day."""
        return {"Week": self._week, "Month": self._month, "Quarter": self._quarter}[kind](day)

    def previous(self, period: Period) -> Period:
        """The period before."""
        return self.of(period.start - timedelta(days=1), period.kind)

    def following(self, period: Period) -> Period:
        """The period after."""
        return self.of(period.finish + timedelta(days=1), period.kind)

    def last_closed(self, day: date, kind: str) -> Period:
        """The last period that was over on the day: a period closes with its last day."""
        period = self.of(day, kind)
        return period if period.finish == day else self.previous(period)

    def named(self, text: str) -> Period:
        """The period with this ID, such as 2026-Q3, 2026-M09 or 2026-W40.

        Raises:
            UsageError: the text is no period ID.
        """
        match = re.fullmatch(r"(\d{4})-?([QMW])(\d{1,2})", text.strip().upper())
        if match:
            year, kind, number = int(match[1]), match[2], int(match[3])
            found = self._search(year, kind, number)
            if found is not None:
                return found
        raise UsageError(f"'{text}' is not a period. Write 2026-Q3, 2026-M09 or 2026-W40.")

    def _search(self, year: int, kind: str, number: int) -> Period | None:
        wanted = {"Q": f"{year}-Q{number}", "M": f"{year}-M{number:02}", "W": f"{year}-W{number:02}"}[kind]
        name = {"Q": "Quarter", "M": "Month", "W": "Week"}[kind]
        period = self.of(date(year - 1, 1, 1), name)
        while period.start.year <= year + 1:
            if period.id == wanted:
                return period
            period = self.following(period)
        return None

    def _week(self, day: date) -> Period:
        start = day - timedelta(days=(day.weekday() - _WEEKDAY[self.week_start]) % 7)
        year, week, _ = (start + timedelta(days=3)).isocalendar()
        return Period(start, start + timedelta(days=6), "Week", f"{year}-W{week:02}", f"Week {week} {year}")

    def _month(self, day: date) -> Period:
        last = calendar.monthrange(day.year, day.month)[1]
        label = f"{MONTHS[day.month - 1]} {day.year}"
        return Period(day.replace(day=1), day.replace(day=last), "Month", f"{day:%Y}-M{day:%m}", label)

    def _quarter(self, day: date) -> Period:
        months_in = (day.month - self.fiscal_year_start) % 12
        number = months_in // 3
        first = day.year * 12 + day.month - 1 - months_in % 3
        start = date(first // 12, first % 12 + 1, 1)
        after = first + 3
        finish = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
        # A fiscal year is named after the calendar year it ends in; one that starts in January, after itself.
        year_first = first - number * 3
        year = (year_first + 11) // 12
        return Period(start, finish, "Quarter", f"{year}-Q{number + 1}", f"Q{number + 1} {year}")
