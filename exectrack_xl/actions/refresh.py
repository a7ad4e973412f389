"""Renews what the workbook's own formulas show, without Excel, and takes the week's first snapshot.

Depends on: actions.new_rows, actions.snapshot, metrics, excel.computed, excel.dashboard_cells, excel.file,
excel.opening, excel.patch, excel.week_cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from exectrack_xl.actions.new_rows import Numbered, numbered
from exectrack_xl.actions.snapshot import remembered
from exectrack_xl.excel.build.content import BLANK_DATE
from exectrack_xl.excel.computed import computed_cells
from exectrack_xl.excel.dashboard_cells import dashboard_cells
from exectrack_xl.excel.file import open_book
from exectrack_xl.excel.opening import Package
from exectrack_xl.excel.patch import Edit, Fingerprint, PatchResult, must_be_free, patch
from exectrack_xl.excel.week_cells import checklist_cells, week_cells
from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import snapshot_dates


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did."""

    day: date
    snapshot_rows: int | None  # changed values remembered; None where this week has its snapshot already
    result: PatchResult
    assumed_today: bool
    new_rows: int = 0  # that got an ID


@dataclass(frozen=True)
class Plan:
    """What a refresh would write."""

    day: date
    snapshot_rows: int | None
    edits: tuple[Edit, ...]
    assumed_today: bool
    package: Package | None  # the workbook as it was opened; None where it gets new rows first
    new_rows: int = 0  # that got an ID


def refresh(workbook: Path, today: date) -> Refreshed:
    """Recompute the tracker's own formulas and write what they show; typed values and formulas stay as they are.

    The Results table gets new last good values, new rows an ID, a day and a reporter, and This week its lines. The
    first refresh of a week takes a snapshot before. A workbook that is up to date is not written.

    Raises:
        WorkbookError: the workbook cannot be read as a tracker or written to; see `patch`.
    """
    must_be_free(workbook)
    seen = Fingerprint.of(workbook)
    plan = planned(workbook, today)
    result = patch(workbook, plan.edits, seen=seen, package=plan.package)
    return Refreshed(plan.day, plan.snapshot_rows, result, plan.assumed_today, plan.new_rows)


def planned(workbook: Path, today: date) -> Plan:
    """What a refresh of this workbook would write; the workbook is only read.

    Raises:
        WorkbookError: the workbook cannot be read as a tracker.
    """
    book = open_book(workbook)
    typed = book.tracker(today).settings.day("status_date")
    tracker = book.tracker(typed or today)
    named = numbered(tracker, {name: home.place.name for name, home in book.homes.items()})
    if named.edits:
        return _with_new_rows(workbook, named, today)
    edits: list[Edit] = []
    rows = None
    if _is_due(tracker):
        memory = remembered(tracker)
        edits = list(memory.edits)
        tracker, rows = memory.tracker, len(memory.rows)
    engine = Engine(replace(tracker, as_of=typed or BLANK_DATE))  # the pages know no other date than that of Settings
    edits += computed_cells(book, engine)
    edits += dashboard_cells(book, engine)
    edits += week_cells(book, engine)
    edits += checklist_cells(book, engine if typed else Engine.of(tracker))
    return Plan(tracker.as_of, rows, tuple(edits), typed is None, book.package)


def _with_new_rows(workbook: Path, named: Numbered, today: date) -> Plan:
    """The plan of a workbook whose new rows have their IDs: everything else is worked out from that."""
    with TemporaryDirectory() as folder:
        copy = Path(copyfile(workbook, Path(folder, workbook.name)))
        patch(copy, named.edits)
        plan = planned(copy, today)
    return replace(plan, edits=(*named.edits, *plan.edits), package=None, new_rows=len(named.rows))


def _is_due(tracker: Tracker) -> bool:
    """Whether the week of the status date has no snapshot yet, nor any later one."""
    if tracker.is_empty:
        return False
    week = tracker.periods.of(tracker.as_of, "Week")
    return all(day < week.start for day in snapshot_dates(tracker))
