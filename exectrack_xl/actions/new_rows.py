"""What a new row gets by itself: an ID, the day, and who reported it. Depends on: tracker.numbering, excel.patch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from exectrack_xl.excel.patch import SetValue
from exectrack_xl.schema import Table
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.numbering import NewRow, new_rows, raised, reporter


@dataclass(frozen=True)
class Numbered:
    """The rows that get an ID, and the cells that say so."""

    rows: tuple[NewRow, ...]
    edits: tuple[SetValue, ...]


def numbered(tracker: Tracker, sheets: Mapping[str, str]) -> Numbered:
    """Give every row without an ID one; its day is the status date, its reporter the project manager of Settings.

    Only blank cells are filled in. `sheets` says on which worksheet each sheet of the schema stands.
    """
    rows = new_rows(tracker)
    edits = tuple(
        SetValue(sheets[new.sheet.name], tracker[new.sheet.name].cell(column, new.row), value)
        for new in rows
        for column, value in _values(tracker, tracker[new.sheet.name], new)
    )
    return Numbered(rows, edits)


def _values(tracker: Tracker, table: Table, new: NewRow) -> Iterator[tuple[str, Any]]:
    """Each blank column of the row that the workbook has, and what it gets."""
    who = tracker.settings.text("project_manager")
    wanted = {"id": new.id, raised(new.sheet): tracker.as_of, reporter(new.sheet): who}
    for column, value in wanted.items():
        if column and value and table.cell(column, new.row) and _is_blank(table[column][new.row]):
            yield column, value


def _is_blank(value: Any) -> bool:
    return bool(np.isnat(value)) if isinstance(value, np.datetime64) else not str(value).strip()
