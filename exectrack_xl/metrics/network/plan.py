"""The network of the tables: which row each activity stands in, and its schedule within a scope.

Depends on: schema, metrics.network.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exectrack_xl.metrics.network.activities import KINDS, UNITS, Links
from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.schedule import Network, Schedule
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array


@dataclass(frozen=True, eq=False)
class Plan:
    """The network of the tables, and which row each activity stands in."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    is_task: Array  # which activities are tasks; the others are milestones
    row: Array  # the position of each in its table
    line: Array  # and the row of the sheet
    network: Network
    typed: Links  # between activities, summaries' links not pushed down; with those that close a circle
    unknown: tuple[tuple[str, str], ...]  # the activity's ID, and the predecessor that does not exist
    is_summary: Array  # of each task row

    @cached_property
    def positions(self) -> dict[str, int]:
        """Activity by ID; of a duplicate ID, the first."""
        return {identity: place for place, identity in reversed(list(enumerate(self.ids))) if identity}

    def link_text(self, links: Links, number: int) -> str:
        """A link as people type it: "T-003SS+2d"; "T-003" alone is from finish to start."""
        kind, lag = KINDS[links.kind[number]], float(links.lag[number])
        shown = kind if lag or kind != "FS" else ""
        return f"{self.ids[links.tail[number]]}{shown}" + (f"{lag:+g}{UNITS[links.unit[number]]}" if lag else "")

    def row_in(self, tasks: Table, activities: Array) -> Array:
        """Where tasks of the network stand in a table that holds some of its rows, in the order of these rows."""
        at = {line: row for row, line in enumerate(tasks.lines.tolist())}
        return np.array([at[line] for line in self.line[activities].tolist()], dtype=np.int64)

    def dates(self, positions: Array, *, finish: bool) -> Array:
        """Positions of starts or finishes as dates; something that takes no time falls on a day's end."""
        found = np.full(len(positions), np.datetime64("NaT", "D"))
        for number, calendar in enumerate(self.network.calendars):
            mine = self.network.activities.calendar == number
            found[mine] = (calendar.finish_dates if finish else calendar.start_dates)(positions[mine])
        return found


@dataclass(frozen=True, eq=False)
class Scheduled:
    """The schedule of a scope: dates from the whole network, floats to the finish of the scope's own activities."""

    plan: Plan
    schedule: Schedule
    wanted: Array  # which activities belong to the scope

    @cached_property
    def driving(self) -> Driving:
        """What holds what."""
        return Driving(self.schedule, self.plan.ids)

    @cached_property
    def start(self) -> Array:
        """First days."""
        ends = self.finish
        begins = self.plan.dates(self.schedule.start, finish=False)
        return np.where(self.schedule.finish - self.schedule.start > 0, np.minimum(begins, ends), ends)

    @cached_property
    def finish(self) -> Array:
        """Last days."""
        return self.plan.dates(self.schedule.finish, finish=True)

    @property
    def open(self) -> Array:
        """Which activities of the scope are not finished."""
        return self.wanted & self.schedule.open
