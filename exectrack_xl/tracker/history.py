"""The tracker's memory: what changed since the last snapshot, and how the tables stood at an earlier one.

A snapshot is rows (snapshot, date, table, ID, column, value): changed values of tracked columns only; a blank
column marks a deleted row. Simulated dates of milestones stand there too, under P50, P80 and P90, which are no columns
of a table. Depends on: schema, tracker.model.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.schema import SHEETS, Column, Kind, Sheet, Table
from exectrack_xl.schema.cells import NUMERIC, blank_column
from exectrack_xl.schema.columns import read_column
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.model import Tracker

Values = dict[str, str]  # header -> value as text
State = dict[str, Values]  # of one table: row key -> its tracked values
Row = tuple[str, date, str, str, str, str]
SIMULATED = {"P50": 0.5, "P80": 0.8, "P90": 0.9}  # headers under which dates with a chance are remembered
Event = tuple[date, str, str, str]  # of one table: date, row key, header, value; no header = the row was deleted


def snapshot_dates(tracker: Tracker) -> list[date]:
    """The dates of all snapshots, earliest first."""
    return days_of(tracker["snapshots"])


def days_of(snapshots: Table) -> list[date]:
    """The dates of all snapshots, earliest first."""
    return snapshots.once("dates", lambda: sorted(set(snapshots["date"].tolist()) - {None}))


def last_snapshot(tracker: Tracker, day: date) -> date | None:
    """The date of the last snapshot on or before the day; None where there is none."""
    dates = snapshot_dates(tracker)
    place = bisect_right(dates, day)
    return dates[place - 1] if place else None


def at(tracker: Tracker, day: date) -> Tracker | None:
    """The tracker as it stood at the last snapshot on or before the day; None where there is none.

    Tracked columns get the values of that time, rows that came later are absent, rows deleted since come back
    with their tracked values; untracked columns are as they are today.
    """
    last = last_snapshot(tracker, day)
    return None if last is None else as_stored(tracker, last)


def as_stored(tracker: Tracker, day: date) -> Tracker:
    """The tracker as the snapshot of a day has it; see `at`. A table is restored when it is first asked for."""
    tables = _Stored(tracker, day)
    return replace(tracker, tables=tables, as_of=day, snapshot=f"S-{day.isoformat()}", unread=())


def snapshot_rows(tracker: Tracker) -> list[Row]:
    """The rows to add to Snapshots for the status date: changed values and deletions, in sheet order."""
    day = tracker.as_of
    earlier = [known for known in snapshot_dates(tracker) if known < day]
    name = f"S-{day.isoformat()}"
    found = []
    for sheet in SHEETS.values():
        before = _state(tracker["snapshots"], sheet, earlier[-1]) if earlier else {}
        found += [(name, day, *change) for change in _changes(sheet, tracker[sheet.name], before)]
    return found


def course(snapshots: Table, sheet: Sheet, column: str, until: date) -> dict[str, list[tuple[date, str]]]:
    """The values of a tracked column by row key, each with the day of its snapshot, oldest first, as text.

    Only changes are listed. What was before a row was deleted does not count for a row that came back.
    """
    header, found = sheet.by_name[column].header, dict[str, list[tuple[date, str]]]()
    for when, key, changed, value in events(snapshots, sheet):
        if when > until:
            break
        if not changed:
            found.pop(key, None)
        elif changed == header:
            found.setdefault(key, []).append((when, value))
    return found


def row_keys(sheet: Sheet, table: Table) -> list[str]:
    """What identifies each row: its ID, or the parts of its key joined by |."""
    parts = [column_texts(sheet.by_name[name].kind, table[name]) for name in sheet.key]
    return parts[0] if len(parts) == 1 else ["|".join(values) for values in zip(*parts, strict=True)]


def _changes(sheet: Sheet, table: Table, known: State) -> Iterator[tuple[str, str, str, str]]:
    tracked = [column for column in sheet.typed if column.tracked]
    if not tracked:
        return
    keys = row_keys(sheet, table)
    for row, key in enumerate(keys):
        if not key:
            continue
        for column in tracked:
            now = column_texts(column.kind, table[column.name][row : row + 1])[0]
            if now != known.get(key, {}).get(column.header, ""):
                yield sheet.title, key, column.header, now
    for key in sorted(known.keys() - set(keys)):
        yield sheet.title, key, "", ""


class _Stored(Mapping[str, Table]):
    """The tables of a tracker as the snapshot of a day has them."""

    def __init__(self, tracker: Tracker, day: date) -> None:
        self._live, self._day = tracker, day
        self._restored: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        if name not in self._restored:
            sheet, table = SHEETS[name], self._live[name]
            if any(column.tracked for column in sheet.columns):
                table = _restored(sheet, table, _state(self._live["snapshots"], sheet, self._day))
            self._restored[name] = table
        return self._restored[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._live.tables)

    def __len__(self) -> int:
        return len(self._live.tables)


def _state(snapshots: Table, sheet: Sheet, day: date) -> State:
    """All tracked values of a table as known on the day, rows in the order in which they appeared."""
    state: State = {}
    for when, key, header, value in events(snapshots, sheet):
        if when > day:
            break
        if header:
            state.setdefault(key, {})[header] = value
        else:
            state.pop(key, None)
    return state


def events(snapshots: Table, sheet: Sheet) -> Sequence[Event]:
    """What the snapshots hold of a table, oldest first."""
    return snapshots.once("events", lambda: _events(snapshots)).get(sheet.title, ())


def _events(snapshots: Table) -> dict[str, list[Event]]:
    dated = np.flatnonzero(~np.isnat(snapshots["date"]))
    order = dated[np.argsort(snapshots["date"][dated], kind="stable")]
    columns = (snapshots[name][order].tolist() for name in ("table", "date", "id", "column", "value"))
    events: dict[str, list[Event]] = {}
    for title, *event in zip(*columns, strict=True):
        events.setdefault(title, []).append((event[0], event[1], event[2], event[3]))
    return events


def _restored(sheet: Sheet, table: Table, state: State) -> Table:
    """The table with the rows and tracked values of an earlier state."""
    now = {key: row for row, key in enumerate(row_keys(sheet, table))}
    keys = [key for key, values in state.items() if key.strip("|") or key in now or any(values.values())]
    rows = np.array([now.get(key, -1) for key in keys], dtype=np.intp)
    tracked = {
        column.name: stored_values(sheet, column, [state[key].get(column.header, "") for key in keys])
        for column in sheet.typed
        if column.tracked
    }
    computed = {column.name: blank_column(column.kind, len(keys)) for column in sheet.columns if column.is_computed}
    gone = [key.split("|") for key in keys if key not in now]
    if not gone:
        return table.take(rows).with_columns({**tracked, **computed})
    untracked = {
        column.name: np.concatenate([table[column.name], blank_column(column.kind, 1)])[rows]  # row −1 is the blank
        for column in sheet.columns
    }
    columns = {**untracked, **tracked, **computed}
    for place, name in enumerate(sheet.key):
        parts = [key[place] if place < len(key) else "" for key in gone]
        columns[name][rows < 0] = stored_values(sheet, sheet.by_name[name], parts)
    return Table(sheet.name, columns, np.append(table.lines, 0)[rows], (), (), table.places)


def stored_values(sheet: Sheet, column: Column, texts: list[str]) -> Array:
    """The typed values of a column from the texts that snapshots hold; what cannot be used is blank."""
    return read_column(sheet, column, [stored_value(column.kind, text) for text in texts])


def column_texts(kind: Kind, values: Array) -> list[str]:
    """The values of a column as Snapshots stores them: dates as 2026-10-16, numbers without needless digits."""
    if kind is Kind.DATE:
        return ["" if text == "NaT" else text for text in values.astype(str).tolist()]
    if kind in NUMERIC:
        return ["" if value != value else f"{value:.15g}" for value in values.astype(float).tolist()]
    return list(map(str, values.tolist()))


def stored_value(kind: Kind, text: str) -> Any:
    """The value of a column of this kind that a snapshot's text stands for; "" for none, or none of this kind.

    >>> stored_value(Kind.MONEY, "1200"), stored_value(Kind.MONEY, "a lot")
    (1200.0, '')
    """
    try:
        if text and kind is Kind.DATE:
            return date.fromisoformat(text)
        return float(text) if text and kind in NUMERIC else text
    except ValueError:
        return ""
