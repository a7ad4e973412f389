"""Which calendar each row of a table keeps, and its dates as positions in it. Depends on: tracker, metrics.network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar


@dataclass(frozen=True, eq=False)
class Clocks:
    """The calendars of a programme, that of the tracker first, and which of them each row keeps."""

    axes: tuple[WorkingDays, ...]
    which: Array

    @classmethod
    def of(cls, common: Calendar, own: Mapping[str, Calendar], initiatives: Sequence[str]) -> Clocks:
        """The calendars of rows that belong to these initiatives; alike calendars are one."""
        places: dict[Calendar, int] = {common: 0}
        known = {name: places.setdefault(calendar, len(places)) for name, calendar in own.items()}
        which = np.array([known.get(name, 0) for name in initiatives], dtype=np.int64)
        return cls(tuple(map(WorkingDays, places)), which)

    def take(self, rows: Any) -> Clocks:
        """Those of some of the rows."""
        return Clocks(self.axes, self.which[rows])

    def start(self, days: Array) -> Array:
        """The position at which the date of each row begins, in the row's calendar; NaN where it is blank."""
        return self._read(days, WorkingDays.start)

    def end(self, days: Array) -> Array:
        """The position at which the date of each row ends, in the row's calendar; NaN where it is blank."""
        return self._read(days, WorkingDays.end)

    def _read(self, days: Array, read: Any) -> Array:
        if len(self.axes) == 1:
            return np.asarray(read(self.axes[0], days))
        found = np.full(len(self.which), np.nan)
        for number, axis in enumerate(self.axes):
            mine = self.which == number
            found[mine] = read(axis, days[mine])
        return found
