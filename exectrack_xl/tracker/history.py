"""The tracker's memory: what changed since the last snapshot, and how the tables stood at an earlier one.

A snapshot is rows (snapshot, date, table, ID, column, value): changed values of tracked columns only; a blank
column marks a deleted row. Depends on: schema, tracker.model.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.schema import SHEETS, Kind, Sheet, Table
from exectrack_xl.schema.cells import NUMERIC
from exectrack_xl.tracker.model import Tracker

State = dict[str, dict[str, dict[str, str]]]  # sheet title -> row key -> header -> value as text
Row = tuple[str, date, str, str, str, str]


def snapshot_dates(tracker: Tracker) -> list[date]:
    """The dates of all snapshots, earliest first."""
    days = tracker["snapshots"]["date"]
    return sorted(set(days[~np.isnat(days)].tolist()))


def at(tracker: Tracker, day: date) -> Tracker | None:
    """The tracker as it stood at the last snapshot on or before the day; None where there is none.

    Tracked columns get the values of that time, rows that came later are absent, rows deleted since come back
    with their tracked values; untracked columns are as they are today.
    """
    dates = [known for known in snapshot_dates(tracker) if known <= day]
    if not dates:
        return None
    state = _state(tracker["snapshots"], dates[-1])
    tables = {
        sheet.name: _restored(sheet, tracker[sheet.name], state.get(sheet.title, {}))
        for sheet in SHEETS.values()
        if any(column.tracked for column in sheet.columns)
    }
    return tracker.with_tables(tables, dates[-1], f"S-{dates[-1].isoformat()}")


def snapshot_rows(tracker: Tracker) -> list[Row]:
    """The rows to add to Snapshots for the status date: changed values and deletions, in sheet order."""
    day = tracker.as_of
    earlier = [known for known in snapshot_dates(tracker) if known < day]
    before = _state(tracker["snapshots"], earlier[-1]) if earlier else {}
    name = f"S-{day.isoformat()}"
    return [(name, day, *change) for sheet in SHEETS.values() for change in _changes(sheet, tracker, before)]


def row_keys(sheet: Sheet, table: Table) -> list[str]:
    """What identifies each row: its ID, or the parts of its key joined by |."""
    parts = [[_text(sheet.by_name[name].kind, value) for value in table[name]] for name in sheet.key]
    return ["|".join(values) for values in zip(*parts, strict=True)]


def _changes(sheet: Sheet, tracker: Tracker, before: State) -> Iterator[tuple[str, str, str, str]]:
    tracked = [column for column in sheet.typed if column.tracked]
    if not tracked:
        return
    table, known = tracker[sheet.name], before.get(sheet.title, {})
    keys = row_keys(sheet, table)
    for row, key in enumerate(keys):
        if not key:
            continue
        for column in tracked:
            now = _text(column.kind, table[column.name][row])
            if now != known.get(key, {}).get(column.header, ""):
                yield sheet.title, key, column.header, now
    for key in sorted(known.keys() - set(keys)):
        yield sheet.title, key, "", ""


def _state(snapshots: Table, day: date) -> State:
    """All tracked values as known on the day."""
    order = np.argsort(snapshots["date"], kind="stable")
    state: State = {}
    columns = ("date", "table", "id", "column", "value")
    for when, title, key, header, value in zip(*(snapshots[c][order].tolist() for c in columns), strict=True):
        if when is None or when > day:
            continue
        rows = state.setdefault(title, {})
        if header:
            rows.setdefault(key, {})[header] = value
        else:
            rows.pop(key, None)
    return state


def _restored(sheet: Sheet, table: Table, state: dict[str, dict[str, str]]) -> Table:
    """The table with the rows and tracked values of an earlier state."""
    now = {key: row for row, key in enumerate(row_keys(sheet, table))}
    columns = sheet.typed
    cells: list[list[Any]] = [[column.header for column in columns]]
    for key, values in state.items():
        row = now.get(key)
        cells.append([_then(column, table, row, values) for column in columns])
        if row is None:
            parts = dict(zip(sheet.key, key.split("|"), strict=False))
            for at_column, column in enumerate(columns):
                if column.name in parts:
                    cells[-1][at_column] = _value(column.kind, parts[column.name])
    restored = sheet.frame(cells)
    lines = np.array([table.lines[now[key]] if key in now else 0 for key in state], dtype=np.int64)
    return Table(sheet.name, restored.columns, lines[: len(restored)], (), (), table.places)


def _then(column: Any, table: Table, row: int | None, values: dict[str, str]) -> Any:
    if column.tracked:
        return _value(column.kind, values.get(column.header, ""))
    return "" if row is None else table[column.name][row]


def _text(kind: Kind, value: Any) -> str:
    """A value as Snapshots stores it: dates as 2026-10-16, numbers without needless digits."""
    if kind is Kind.DATE:
        return "" if np.isnat(value) else str(value)
    if kind in NUMERIC:
        return "" if np.isnan(value) else f"{float(value):.15g}"
    return str(value)


def _value(kind: Kind, text: str) -> Any:
    if not text:
        return ""
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    return float(text) if kind in NUMERIC else text
