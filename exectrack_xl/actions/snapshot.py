"""Takes a snapshot: what changed since the last one goes into the workbook's Snapshots table.

Depends on: actions.opening, metrics, tracker.history, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.patch import AppendRows, Edit, Fingerprint, PatchResult, RemoveRows, must_be_free, patch
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.simulation.answers import p_date
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import SIMULATED, Row, events, snapshot_dates, snapshot_rows

_SHEET = SHEETS["snapshots"]
_WRITTEN = ("P50", "P80")


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
    table, rows = tracker["snapshots"], (*snapshot_rows(tracker), *simulated_rows(tracker))
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


def simulated_rows(tracker: Tracker) -> Iterator[Row]:
    """The dates by which each open key milestone is reached with even and with 80% chance, where they changed.

    None unless Settings says Simulate. Where no milestone is marked as key, all count.
    """
    if not tracker.settings.yes("simulate"):
        return
    day, milestones = tracker.as_of, tracker["milestones"]
    before = _told(tracker, day)
    is_key = milestones["key"] == "Yes"
    is_open = ~(milestones["actual"] <= np.datetime64(day))
    simulation = Engine(tracker).within(Scope()).value("simulation")
    known = {simulation.model.ids[row] for row in simulation.model.milestones.tolist()}
    for identity in milestones["id"][is_open & (is_key if is_key.any() else True)].tolist():
        for header in _WRITTEN if identity in known else ():
            found = p_date(simulation, "", milestone=identity, probability=SIMULATED[header])
            text = "" if found is None else found.isoformat()
            if text != before.get((identity, header), ""):
                yield f"S-{day}", day, SHEETS["milestones"].title, identity, header, text


def _told(tracker: Tracker, until: date) -> dict[tuple[str, str], str]:
    """The simulated dates that snapshots before a day told last."""
    return {(identity, header): text for day, identity, header, text
            in events(tracker["snapshots"], SHEETS["milestones"]) if day < until and header in SIMULATED}  # fmt: skip
