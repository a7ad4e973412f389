"""What changed between two workbooks, or two snapshots of one: ranked by effect, and exactly, cell by cell.

Depends on: errors, actions.opening, excel.file, metrics, report, tracker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.differences import Difference, differences
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.movements import Movement, movement
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.delta import Delta, RowChange, delta
from exectrack_xl.tracker.history import as_stored, snapshot_dates


@dataclass(frozen=True)
class Compared:
    """Two states of a programme and all that differs between them."""

    before: Tracker
    after: Tracker
    found: tuple[Difference, ...]  # greatest effect first
    movements: tuple[Movement, ...]  # the same in words
    delta: Delta

    def as_json(self) -> dict[str, Any]:
        """The comparison for a machine: both states, the ranked movements, and each row and cell that differs."""
        return {
            "before": _state(self.before), "after": _state(self.after),
            "movements": [
                {"kind": one.kind, "sheet": one.sheet, "id": one.id, "title": one.title, "column": one.column,
                 "before": _plain(one.before), "after": _plain(one.after), "effect": _plain(one.effect),
                 "unit": str(one.unit), "text": said.text, "says": said.effect}
                for one, said in zip(self.found, self.movements, strict=True)
            ],
            "rows": [_row(change) for change in self.delta.rows],
        }  # fmt: skip


def compare(old: str, new: str | None, today: date) -> Compared:
    """Compare two states. Each is a workbook, a workbook at a snapshot ("t.xlsx@2026-06-30"), or a snapshot's date.

    A bare date is a snapshot of the other side's workbook. Without `new`, the workbook `old` is compared with its
    last snapshot before the status date.

    Raises:
        TrackerError: a workbook cannot be read, or has no such snapshot.
    """
    if new is None:
        after = _opened(old, today)
        before = _last(after)
    else:
        before, after = _state_of(old, new, today), _state_of(new, old, today)
    found = differences(before, after)
    desk = Desk(Engine.of(after), after.periods.of(after.as_of, "Quarter"), Engine.of(before))
    said = tuple(movement(desk, one) for one in found)
    return Compared(before, after, found, said, delta(before.tables, after.tables))


def _state_of(text: str, other: str, today: date) -> Tracker:
    if Path(text).is_file():
        return _opened(text, today)
    path, _, day = text.rpartition("@")
    workbook = path or (other if Path(other).is_file() else other.rpartition("@")[0])
    when = _date(day)
    if when is None or not workbook:
        return _opened(text, today)  # says that there is no such file
    return _stored(_opened(workbook, today), when)


def _opened(text: str, today: date) -> Tracker:
    return open_tracker(Path(text), None, today).tracker


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.removeprefix("S-"))
    except ValueError:
        return None


def _stored(tracker: Tracker, day: date) -> Tracker:
    known = [found for found in snapshot_dates(tracker) if found <= day]
    if not known:
        raise UsageError(f"{tracker.name}: no snapshot on or before {day}. {_known(tracker)}")
    return as_stored(tracker, known[-1])


def _last(tracker: Tracker) -> Tracker:
    known = [day for day in snapshot_dates(tracker) if day < tracker.as_of]
    if not known:
        raise UsageError(f"{tracker.name}: no snapshot before {tracker.as_of}, so there is no comparison yet. "
                         "Take one in each period with Refresh, or give a second workbook.")  # fmt: skip
    return as_stored(tracker, known[-1])


def _known(tracker: Tracker) -> str:
    days = snapshot_dates(tracker)
    if not days:
        return "It has none yet: take one in each period with Refresh."
    return f"It has {len(days)}, the first of {days[0]}, the last of {days[-1]}."


def _state(tracker: Tracker) -> dict[str, str]:
    return {"workbook": tracker.name, "snapshot": tracker.snapshot, "as_of": tracker.as_of.isoformat()}


def _row(change: RowChange) -> dict[str, Any]:
    sheet = SHEETS[change.table]
    cells = {sheet.by_name[name].header: [_plain(value) for value in both] for name, both in change.cells.items()}
    return {"sheet": sheet.title, "id": change.place[0], "fate": str(change.fate), "cells": cells}


def _plain(value: Any) -> Any:
    """A value as JSON has it: a date as text, an unknown number as null."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value != value else value
