"""Links that no number of working days can describe: lags in days of the calendar, and between two calendars.

The same arithmetic as in the critical path method, over many iterations at once.
Depends on: metrics.network.working_days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.table import Array

_EXACT = 6
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True)
class Bend:
    """One such link."""

    before: WorkingDays
    after: WorkingDays
    lag: float
    elapsed: bool
    from_start: bool  # it begins where a day begins
    text: str  # what tells it from others

    def __repr__(self) -> str:
        return self.text

    def forward(self, time: Array, reach: Array | float, back: Array | float) -> Array:
        """The head's earliest time; the link begins `reach` after the tail's time and ends `back` after the head's."""
        begin = time + reach
        moment = start_moment(self.before, begin) if self.from_start else finish_moment(self.before, begin)
        if not self.elapsed:
            return position(self.after, moment) - back + self.lag
        if np.any(back):
            moment = start_moment(self.after, position(self.after, moment) - back)
        return position(self.after, moment + self.lag)

    def backward(self, time: Array, reach: Array | float, back: Array | float) -> Array:
        """The tail's latest time."""
        end = time + back
        if self.elapsed:
            moment = finish_moment(self.after, end) if np.any(back) else start_moment(self.after, end)
            return position(self.before, moment - self.lag) - reach
        return position(self.before, start_moment(self.after, end - self.lag)) - reach


def start_moment(calendar: WorkingDays, positions: Array) -> Array:
    """The moments at which work at these positions begins; endless stays endless."""
    known = np.where(np.isfinite(positions), positions, 0.0)
    index = np.floor(np.round(known, _EXACT))
    found = calendar.start_dates(known).astype(float) + np.maximum(0.0, known - index)
    return np.where(np.isfinite(positions), found, positions)


def finish_moment(calendar: WorkingDays, positions: Array) -> Array:
    """The moments at which work up to these positions ends; endless stays endless."""
    known = np.where(np.isfinite(positions), positions, 0.0)
    index = np.ceil(np.round(known, _EXACT)) - 1
    found = calendar.finish_dates(known).astype(float) + np.minimum(1.0, known - index)
    return np.where(np.isfinite(positions), found, positions)


def position(calendar: WorkingDays, moments: Array) -> Array:
    """Working days before these moments; endless stays endless."""
    known = np.where(np.isfinite(moments), moments, 0.0)
    day = np.floor(np.round(known, _EXACT))
    dates = day.astype(np.int64).astype("M8[D]")
    begin, end = calendar.start(dates), calendar.end(dates)
    return np.where(np.isfinite(moments), begin + (known - day) * (end - begin), moments)
