"""Working time as a number: how many working days lie before a moment, for one calendar, in plain arithmetic.

A moment is a day number (days since 1970-01-01) plus the share of the day that is over. A position is the working
time before it. The end of a working day and the start of the next one are the same position, as 17:00 and the next
08:00 are in Microsoft Project; so are all moments of the days off between them.
Depends on: tracker.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import ceil, floor
from typing import Any

import numpy as np

from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar

_MONDAY = 4  # the day number of a Monday: 1970-01-05
_EXACT = 6  # decimals of a day that count: sums of fractions shall not spill into the next day


class WorkingDays:
    """The working time of one calendar.

    >>> axis = WorkingDays(Calendar())
    >>> friday, monday = np.array(["2026-10-16"], "M8[D]"), np.array(["2026-10-19"], "M8[D]")
    >>> float(axis.end(friday)[0]) == float(axis.start(monday)[0])
    True
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        worked = [sign != "1" for sign in calendar.weekend]
        self._nth = [day for day in range(7) if worked[day]]
        self._before = [sum(worked[:day]) for day in range(8)]
        self._base = 0
        self._base = self._bare(0)
        numbers = (int(np.datetime64(day, "D").astype(int)) for day in calendar.holidays)
        self._holidays = sorted({day for day in numbers if worked[(day - _MONDAY) % 7]})
        self._shift = [self._bare(day) - k for k, day in enumerate(self._holidays)]
        self._arrays = (np.array(self._nth), np.array(self._before), np.array(self._holidays, dtype=np.int64),
                        np.array(self._shift, dtype=np.int64))  # fmt: skip

    def __repr__(self) -> str:
        return f"WorkingDays({self.calendar!r})"

    @classmethod
    def every_day(cls) -> WorkingDays:
        """Seven days a week: a position is the day number itself."""
        return cls(Calendar(weekend="0000000"))

    def _bare(self, day: int) -> int:
        week, weekday = divmod(day - _MONDAY, 7)
        return week * self._before[7] + self._before[weekday] - self._base

    def _day(self, index: int) -> int:
        """The day number of the working day with this index."""
        week, nth = divmod(index + bisect_right(self._shift, index) + self._base, self._before[7])
        return week * 7 + self._nth[nth] + _MONDAY

    def position(self, moment: float) -> float:
        """Working days before a moment."""
        day = floor(round(moment, _EXACT))
        index = self._bare(day) - bisect_left(self._holidays, day)
        return index + (moment - day if self._day(index) == day else 0.0)

    def start_moment(self, position: float) -> float:
        """The moment at which work at this position begins: the start of a working day rather than the end of one."""
        index = floor(round(position, _EXACT))
        return self._day(index) + max(0.0, position - index)

    def finish_moment(self, position: float) -> float:
        """The moment at which work up to this position ends: the end of a working day rather than the start of one."""
        index = ceil(round(position, _EXACT)) - 1
        return self._day(index) + min(1.0, position - index)

    def start(self, days: Array) -> Array:
        """The position at which each date begins; NaN where it is blank."""
        return self._positions(days, 0)

    def end(self, days: Array) -> Array:
        """The position at which each date ends; NaN where it is blank."""
        return self._positions(days, 1)

    def _positions(self, days: Array, later: int) -> Array:
        _, before, holidays, _ = self._arrays
        dates = np.asarray(days, "M8[D]")
        number = np.where(np.isnat(dates), 0, dates.astype(np.int64)) + later
        week, weekday = np.divmod(number - _MONDAY, 7)
        index = week * self._before[7] + before[weekday] - self._base - np.searchsorted(holidays, number)
        return np.where(np.isnat(dates), np.nan, index.astype(float))

    def start_dates(self, positions: Array) -> Array:
        """The date on which work at each position begins; NaT where it is NaN."""
        return self._dates(np.floor(np.round(positions, _EXACT)))

    def finish_dates(self, positions: Array) -> Array:
        """The date on which work up to each position ends; NaT where it is NaN."""
        return self._dates(np.ceil(np.round(positions, _EXACT)) - 1)

    def _dates(self, index: Any) -> Array:
        nth, _, _, shift = self._arrays
        blank = np.isnan(index)
        whole = np.where(blank, 0, index).astype(np.int64)
        moved = whole + np.searchsorted(shift, whole, side="right") + self._base
        week, within = np.divmod(moved, self._before[7])
        days = (week * 7 + nth[within] + _MONDAY).astype("M8[D]")
        return np.where(blank, np.datetime64("NaT", "D"), days)
