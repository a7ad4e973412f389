"""What a sheet is: one Excel table, its columns, and the door through which its cells enter.

Depends on: errors, schema.cells, schema.reading, schema.table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from exectrack_xl.schema.cells import Kind
from exectrack_xl.schema.reading import read_cells
from exectrack_xl.schema.table import Table

__all__ = ["Column", "Kind", "Profile", "Sheet", "Tab"]


class Profile(StrEnum):
    """Which teams want a sheet: the eight of CORE greet everybody, the others appear when asked for."""

    CORE = "Core"
    AGILE = "Agile"
    COST = "Cost"
    FULL = "Full"


class Tab(StrEnum):
    """The group a sheet belongs to: decides the colour and the place of its tab."""

    LEAD = "Lead"  # start and dashboards
    PLAN = "Plan"
    CONTROL = "Control"
    MEASURE = "Measure"
    PEOPLE = "People"
    SET_UP = "Set-up"


@dataclass(frozen=True)
class Column:
    """One column: the header a person sees, the name the code uses, and what may stand in it."""

    name: str
    header: str
    kind: Kind
    help: str
    required: bool = False
    tracked: bool = False  # its changes are kept in Snapshots
    secondary: bool = False  # stands in the closed column group
    choices: tuple[str, ...] = ()
    refers: str = ""  # name of the sheet whose ID the value must be
    lowest: float | None = None
    highest: float | None = None
    unit: str = ""
    formula: str = ""  # native Excel formula of a computed column, for XlsxWriter's add_table
    computed: str = ""  # the row metric that gives the same value; its parameters are column names
    width: int = 0  # characters; 0 = by kind

    @property
    def is_computed(self) -> bool:
        """Whether a formula fills the column, so that nobody types in it."""
        return bool(self.formula)


@dataclass(frozen=True)
class Sheet:
    """One sheet that holds one Excel table of the same name."""

    name: str  # what the code calls it: "risks"
    title: str  # sheet and table name: "Risks"
    purpose: str  # one sentence under the heading
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)  # columns that together identify a row
    since: str = ""  # date column: a row dated after the status date has not happened yet
    profile: Profile = Profile.CORE
    tab: Tab = Tab.CONTROL
    prefix: str = ""  # of new IDs: "R" gives R-001

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by the name the code uses."""
        return {column.name: column for column in self.columns}

    @cached_property
    def typed(self) -> tuple[Column, ...]:
        """Columns a person types in."""
        return tuple(column for column in self.columns if not column.is_computed)

    @cached_property
    def link(self) -> tuple[str, str] | None:
        """Column and sheet through which a row belongs to an initiative: ("risk", "risks"), or None."""
        for wanted in ("initiatives", "risks", "changes", "milestones", "tasks"):
            for column in self.columns:
                if column.refers == wanted and wanted != self.name:
                    return column.name, wanted
        return None

    def frame(self, cells: Sequence[Sequence[Any]], first_row: int = 1, first_column: int = 1) -> Table:
        """Turn raw cells, headers in the first row, into a typed table. The one door for all data.

        Columns are found by header in any order; blank rows are dropped; a cell that cannot be used is
        left blank and becomes a finding. `first_row` and `first_column` say where the headers stand.
        """
        return read_cells(self, cells, first_row, first_column)

    def empty(self) -> Table:
        """The table without a row."""
        return self.frame([[column.header for column in self.columns]])
