"""Brings two people's offline copies of one tracker together into a third file; both copies stay as they are.

Depends on: errors, actions.opening, excel.differences, excel.patch, schema, tracker.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from exectrack_xl.actions.opening import free_name, open_tracker
from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.excel.differences import write_conflicts
from exectrack_xl.excel.patch import AppendRows, Edit, SetValue, patch
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.delta import places
from exectrack_xl.tracker.merging import Added, Conflict, Merged, Taken, merged


@dataclass(frozen=True)
class Copies:
    """The three files: what both began from, mine and the other person's; where to, and whether to replace it."""

    base: Path
    mine: Path
    yours: Path
    output: Path | None = None
    replace: bool = False


@dataclass(frozen=True)
class MergedFile:
    """What was made, what came in, and what has to be decided."""

    path: Path
    taken: int  # fields
    added: int  # rows
    conflicts: tuple[Conflict, ...]
    listed: Path | None  # the workbook with the conflicts


def merge(copies: Copies, today: date) -> MergedFile:
    """Write a copy of mine that holds the other person's changes too, and beside it a list of the conflicts.

    Raises:
        TrackerError: a file cannot be read as a tracker, or the result cannot be written.
    """
    base, mine, yours = (open_tracker(path, None, today).tracker for path in (copies.base, copies.mine, copies.yours))
    found = merged(base.tables, mine.tables, yours.tables)
    usual = copies.mine.with_stem(f"{copies.mine.stem} merged")
    path = _copied(copies.mine, free_name(copies.output or usual, copies.replace))
    try:
        patch(path, list(_edits(found, mine)))
    except (WorkbookError, UsageError):
        path.unlink(missing_ok=True)
        raise
    title = f"What {copies.mine.name} and {copies.yours.name} have changed otherwise"
    target = free_name(path.with_name(f"{path.stem} conflicts.xlsx"), copies.replace)
    listed = write_conflicts(target, title, [_row(one) for one in found.conflicts]) if found.conflicts else None
    return MergedFile(path, len(found.taken), len(found.added), found.conflicts, listed)


def _copied(source: Path, target: Path) -> Path:
    try:
        return Path(shutil.copyfile(source, target))
    except (OSError, shutil.SameFileError) as fault:
        raise WorkbookError(f"Cannot write {target.name}: {getattr(fault, 'strerror', None) or fault}.") from fault


def _edits(found: Merged, mine: Tracker) -> Iterator[Edit]:
    for one in found.taken:
        yield SetValue(SHEETS[one.table].title, _cell(one, mine), _typed(one.value))
    for name, rows in groupby(found.added, key=lambda one: one.table):
        yield AppendRows(SHEETS[name].title, tuple(map(_by_header, rows)))


def _cell(one: Taken, mine: Tracker) -> str:
    sheet, table = SHEETS[one.table], mine[one.table]
    cell = table.cell(one.column, places(sheet, table).index(one.place))
    if not cell:
        header = sheet.by_name[one.column].header
        raise UsageError(f"{mine.name}: sheet {sheet.title} lacks the column '{header}', which the other copy uses. "
                         "Add it and merge again.")  # fmt: skip
    return cell


def _by_header(row: Added) -> dict[str, Any]:
    sheet = SHEETS[row.table]
    return {sheet.by_name[name].header: _typed(value) for name, value in row.values.items()}


def _typed(value: Any) -> Any:
    return None if value != value else value  # an unknown number is a blank cell


def _row(one: Conflict) -> tuple[Any, ...]:
    sheet = SHEETS[one.table]
    header = sheet.by_name[one.column].header if one.column else ""
    return sheet.title, one.id, header, one.base, one.mine, one.yours, f"{one.id} {one.why}"
