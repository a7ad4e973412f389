"""Takes a snapshot: what changed since the last one goes into the workbook's Snapshots table.

Depends on: actions.opening, tracker.history, excel.patch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.patch import AppendRows, Edit, Fingerprint, PatchResult, RemoveRows, must_be_free, patch
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import Row, snapshot_dates, snapshot_rows

_SHEET = SHEETS["snapshots"]


@dataclass(frozen=True)
class Taken:
    """A snapshot and what it did to the workbook."""

    day: date
    rows: int  # changed values and deletions it holds
    result: PatchResult
    assumed_today: bool


@dataclass(frozen=True)
class Memory:
    """A snapshot before it is written: its edits, and the tracker that remembers it."""

    rows: tuple[Row, ...]
    edits: tuple[Edit, ...]  # none where the workbook holds these rows already
    tracker: Tracker


def snapshot(workbook: Path, as_of: date | None, today: date) -> Taken:
    """Remember the tracked values as they stand; a second snapshot on a date replaces the first.

    Raises:
        WorkbookError: the workbook cannot be read as a tracker or written to; see `patch`.
        UsageError: there is a later snapshot already.
    """
    must_be_free(workbook)
    seen = Fingerprint.of(workbook)
    opened = open_tracker(workbook, as_of, today)
    memory = remembered(opened.tracker)
    result = patch(workbook, memory.edits, seen=seen)
    return Taken(opened.tracker.as_of, len(memory.rows), result, opened.assumed_today)


def remembered(tracker: Tracker) -> Memory:
    """The snapshot of a tracker at its status date.

    Raises:
        UsageError: there is a later snapshot already, whose changes would then count from a wrong state.
    """
    later = [day for day in snapshot_dates(tracker) if day > tracker.as_of]
    if later:
        raise UsageError(
            f"There is a snapshot of {later[-1]} already, and one of {tracker.as_of} would come before it. "
            "Set the status date in Settings to the day the tracker is about."
        )
    table, rows = tracker["snapshots"], tuple(snapshot_rows(tracker))
    same_day = np.flatnonzero(table["date"] == np.datetime64(tracker.as_of))
    names = [column.name for column in _SHEET.columns]
    before = list(zip(*(table[name].tolist() for name in names), strict=True))
    if [before[at] for at in same_day] == list(rows):
        return Memory(rows, (), tracker)
    gone = set(same_day.tolist())
    kept = [row for at, row in enumerate(before) if at not in gone]
    headers = [column.header for column in _SHEET.columns]
    cells: list[list[Any]] = [headers, *map(list, (*kept, *rows))]
    edits: list[Edit] = []
    if gone:
        edits.append(RemoveRows(_SHEET.title, frozenset(table.lines[same_day].tolist())))
    edits.append(AppendRows(_SHEET.title, tuple(dict(zip(headers, row, strict=True)) for row in rows)))
    return Memory(rows, tuple(edits), replace(tracker, tables={**tracker.tables, _SHEET.name: _SHEET.frame(cells)}))
