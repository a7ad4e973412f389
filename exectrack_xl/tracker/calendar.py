"""Working days: what counts as one, and how many lie between two dates. Depends on: schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from exectrack_xl.schema.table import Array


@dataclass(frozen=True)
class Calendar:
    """A working week and the holidays in it. A date that is not a working day counts as the next one.

    >>> Calendar().between(date(2026, 10, 16), date(2026, 10, 19))  # Friday to Monday
    1
    >>> Calendar().between(date(2026, 10, 19), date(2026, 10, 16))
    -1
    """

    weekend: str = "0000011"  # Monday to Sunday, 1 = a day off
    holidays: tuple[date, ...] = ()

    @cached_property
    def _days(self) -> np.busdaycalendar:
        mask = "".join("0" if sign == "1" else "1" for sign in self.weekend)
        return np.busdaycalendar(weekmask=mask, holidays=np.array(self.holidays, dtype="datetime64[D]"))

    def workdays(self, start: Any, finish: Any) -> Array:
        """Working days from each start to each finish, negative when the finish is earlier; NaN if blank.

        Counts the working days in [start, finish): Friday to the next Monday is 1.
        """
        begin, end = np.asarray(start, "datetime64[D]"), np.asarray(finish, "datetime64[D]")
        if (begin <= end).all():  # most often; a blank is never before a date
            return np.asarray(np.busday_count(begin, end, busdaycal=self._days), dtype=float)
        blank = np.isnat(begin) | np.isnat(end)
        first = np.where(blank, np.datetime64(0, "D"), np.minimum(begin, end))
        last = np.where(blank, np.datetime64(0, "D"), np.maximum(begin, end))
        count = np.busday_count(first, last, busdaycal=self._days).astype(float)
        signed = np.where(end < begin, -count, count)
        return np.where(blank, np.nan, signed)

    def between(self, start: date, finish: date) -> int:
        """Working days from one date to another; minus when the second is earlier."""
        return int(self.workdays(np.datetime64(start), np.datetime64(finish)))

    def add(self, start: Any, days: Any) -> Any:
        """The working day that lies `days` working days after each start (0 = the start, or the next working day)."""
        return np.busday_offset(
            np.asarray(start, "datetime64[D]"), np.asarray(days, int), roll="forward", busdaycal=self._days
        )
