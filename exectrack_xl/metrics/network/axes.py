"""The working time of each row, where initiatives keep calendars of their own.

Depends on: schema, tracker, metrics.network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar


@dataclass(frozen=True, eq=False)
class Axes:
    """Dates of rows as positions, each row in its own calendar."""

    calendars: tuple[WorkingDays, ...]
    which: Array  # of each row

    @classmethod
    def of(cls, table: Table, shared: Calendar, own: Mapping[str, Calendar]) -> Axes:
        """The calendars of the rows of a table, by their initiative: equal ones are one; the shared one comes first."""
        distinct = [shared, *dict.fromkeys(calendar for calendar in own.values() if calendar != shared)]
        place = {identity: distinct.index(calendar) for identity, calendar in own.items()}
        rows = [place.get(identity, 0) for identity in table["initiative"].tolist()] if place else [0] * len(table)
        return cls(tuple(map(WorkingDays, distinct)), np.array(rows, dtype=np.int64))

    def start(self, days: Array) -> Array:
        """The position at which the date of each row begins; NaN where it is blank."""
        return self._each(days, "start")

    def end(self, days: Array) -> Array:
        """The position at which the date of each row ends; NaN where it is blank."""
        return self._each(days, "end")

    def _each(self, days: Array, side: str) -> Array:
        found: Array = getattr(self.calendars[0], side)(days)
        for number, calendar in enumerate(self.calendars[1:], 1):
            found = np.where(self.which == number, getattr(calendar, side)(days), found)
        return found
