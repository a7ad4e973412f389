"""The tracker: typed tables and the date they are judged at. Knows no files. Depends on: schema."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.tracker.calendar import Calendar
from exectrack_xl.tracker.periods import Period, Periods
from exectrack_xl.tracker.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Tracker:
    """One programme at one date. `tables` has an entry for every sheet of the schema."""

    name: str  # the workbook's file name, as sources are cited
    as_of: date
    tables: Mapping[str, Table]
    snapshot: str = ""  # the snapshot this state was taken from; "" = the live tables
    unread: tuple[Finding, ...] = ()  # what the reader could not take in
    _memo: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_cells(cls, name: str, cells: Mapping[str, Sequence[Sequence[Any]]], as_of: date | None = None) -> Tracker:
        """A tracker from raw cells keyed by sheet name, headers in the first row of each.

        Without `as_of` the status date of Settings counts.

        Raises:
            UsageError: no date is given and Settings has none.
        """
        return cls.from_tables(name, {n: SHEETS[n].frame(rows) for n, rows in cells.items()}, as_of)

    @classmethod
    def from_tables(
        cls, name: str, tables: Mapping[str, Table], as_of: date | None = None, unread: Sequence[Finding] = ()
    ) -> Tracker:
        """A tracker from typed tables; a sheet that is not given is empty.

        Raises:
            UsageError: no date is given and Settings has none.
        """
        full = {n: tables[n] if n in tables else sheet.empty() for n, sheet in SHEETS.items()}
        day = as_of or Settings.of(full["settings"]).day("status_date")
        if day is None:
            raise UsageError("No status date: type it in Settings, row 'Status date', or give --as-of.")
        return cls(name, day, full, unread=tuple(unread))

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The result of `compute`, worked out the first time `key` is asked for of this tracker."""
        if key not in self._memo:
            self._memo[key] = compute()
        found: T = self._memo[key]
        return found

    @cached_property
    def settings(self) -> Settings:
        """The settings, with defaults for what is left blank."""
        return Settings.of(self.tables["settings"])

    @cached_property
    def calendar(self) -> Calendar:
        """The working days."""
        return calendar_of(self.settings, self.tables["holidays"])

    @cached_property
    def periods(self) -> Periods:
        """The rule of weeks, months and quarters."""
        return periods_of(self.settings)

    def period(self, text: str) -> Period:
        """The period with this ID; see `Periods.named`."""
        return self.periods.named(text)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been typed into any sheet but the set-up."""
        return not any(
            len(table) for name, table in self.tables.items() if name not in ("settings", "periods", "holidays")
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be used while reading: of the file, of each table, of the settings."""
        of_tables = (finding for table in self.tables.values() for finding in table.findings)
        return (*self.unread, *of_tables, *self.settings.findings)

    def with_tables(self, tables: Mapping[str, Table], as_of: date, snapshot: str) -> Tracker:
        """The same programme with other rows, judged at another date."""
        return replace(self, tables={**self.tables, **tables}, as_of=as_of, snapshot=snapshot, unread=())


def calendar_of(settings: Settings, holidays: Table) -> Calendar:
    """The working days that the settings and the Holidays table describe."""
    days = holidays["date"]
    weekend = settings.text("weekend")
    usable = len(weekend) == 7 and set(weekend) <= {"0", "1"} and "0" in weekend
    return Calendar(weekend if usable else "0000011", tuple(days[~np.isnat(days)].tolist()))


def periods_of(settings: Settings) -> Periods:
    """The rule of weeks, months and quarters that the settings describe."""
    start = settings.number("fiscal_year_start")
    return Periods(int(start) if start in range(1, 13) else 1, settings.text("week_start") or "Monday")
