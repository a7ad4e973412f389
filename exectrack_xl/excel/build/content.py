"""What stands in each sheet: the typed values as understood, else as found, and the computed ones.

Depends on: schema, tracker, metrics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS, Column, Kind, Sheet, Table
from exectrack_xl.schema.cells import NUMERIC, header_key
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Settings, Tracker

Cells = Mapping[str, Sequence[Sequence[Any]]]

BLANK_DATE = date(1900, 1, 1)  # how Excel's formulas see a status date that is not typed


@dataclass(frozen=True)
class SheetContent:
    """The rows of one sheet. An empty one has a single blank row, the least an Excel table can have."""

    sheet: Sheet
    columns: tuple[Column, ...]  # the schema's, then those of the tracker that the schema does not know
    rows: tuple[tuple[Any, ...], ...]  # one value per column: str, float, date or None
    is_empty: bool

    def values(self, name: str) -> list[Any]:
        """The values of one column, from top to bottom."""
        at = [column.name for column in self.columns].index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Content:
    """The content of a whole workbook, and the engine that computes from it."""

    cells: Cells
    status_date: date | None

    @cached_property
    def settings(self) -> Settings:
        """The settings as typed, with defaults."""
        return Settings.of(SHEETS["settings"].frame(self.cells.get("settings", ())))

    @cached_property
    def tracker(self) -> Tracker:
        """The tracker that the cells make."""
        return Tracker.from_cells("", self.cells, self.status_date or BLANK_DATE)

    @cached_property
    def engine(self) -> Engine:
        """The metrics of the tracker."""
        return Engine(self.tracker)

    def of(self, sheet: Sheet) -> SheetContent:
        """What the sheet shows."""
        table = self.tracker[sheet.name]
        raw = _Raw(self.cells.get(sheet.name, ()))
        unknown = tuple(Column(header, header, Kind.TEXT, "") for header in table.extra)
        columns = [self._column(sheet, column, table, raw) for column in sheet.columns]
        columns += [[raw.value(column.header, line) for line in table.lines] or [None] for column in unknown]
        rows = tuple(zip(*columns, strict=True))
        return SheetContent(sheet, (*sheet.columns, *unknown), rows, is_empty=not len(table))

    def values(self, sheet: Sheet, name: str) -> list[Any]:
        """What one column of the sheet shows, from top to bottom."""
        raw = _Raw(self.cells.get(sheet.name, ()))
        return self._column(sheet, sheet.by_name[name], self.tracker[sheet.name], raw)

    def _column(self, sheet: Sheet, column: Column, table: Table, raw: _Raw) -> list[Any]:
        if column.is_computed:
            rows = table if len(table) else _one_blank_row(sheet)
            return [plain(value) for value in self.engine.rows(column.computed, sheet.name, of=rows)]
        if not len(table):
            return [None]
        typed = map(plain, table[column.name].tolist())
        return [raw.value(column.header, line) if value is None else value
                for value, line in zip(typed, table.lines.tolist(), strict=True)]  # fmt: skip


class _Raw:
    """The cells of a sheet as they were handed over, found by header and line."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = rows
        self.places: dict[str, int] = {}
        for at, header in enumerate(rows[0] if rows else ()):
            self.places.setdefault(header_key(header), at)

    def value(self, header: str, line: int) -> Any:
        """The cell under a header in a line counted from 1, None if blank."""
        at = self.places.get(header_key(header))
        return None if at is None else plain(self.rows[int(line) - 1][at])


def plain(value: Any) -> Any:
    """A value as Python knows it: str, float, date; None for what is blank.

    >>> plain(np.float64("nan")), plain(""), plain(np.datetime64("2026-10-16"))
    (None, None, datetime.date(2026, 10, 16))
    """
    if isinstance(value, np.generic):
        value = value.item()
    return None if value is None or value != value or (isinstance(value, str) and not value.strip()) else value


def _one_blank_row(sheet: Sheet) -> Table:
    return Table(sheet.name, {c.name: _blank(c.kind) for c in sheet.columns}, np.array([2], dtype=np.int64))


def _blank(kind: Kind) -> Array:
    if kind is Kind.DATE:
        return np.array(["NaT"], dtype="datetime64[D]")
    return np.array([np.nan]) if kind in NUMERIC else np.array([""], dtype=object)
