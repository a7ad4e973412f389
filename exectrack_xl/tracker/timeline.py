"""How tracked columns of one table went, snapshot by snapshot, as one array of days by rows for each column.

Depends on: schema, tracker.history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.history import days_of, events, stored_values


@dataclass(frozen=True, eq=False)
class Timeline:
    """Rows that were ever in a table, and their values as each snapshot has them."""

    days: Array  # of the snapshots, rising
    ids: tuple[str, ...]  # in the order in which they appeared
    present: Array  # days × rows: whether the row was there
    columns: Mapping[str, Array]  # days × rows, blank where the row was not there

    def __getitem__(self, column: str) -> Array:
        return self.columns[column]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each ID stands among the rows."""
        return {identity: place for place, identity in enumerate(self.ids)}


def timeline(snapshots: Table, name: str, columns: Sequence[str]) -> Timeline:
    """The timeline of tracked columns of the sheet of this name; worked out once for each Snapshots table."""
    return snapshots.once(("timeline", name, *columns), lambda: _timeline(snapshots, SHEETS[name], columns))


def _timeline(snapshots: Table, sheet: Sheet, columns: Sequence[str]) -> Timeline:
    days, known = days_of(snapshots), events(snapshots, sheet)
    places = {identity: place for place, identity in enumerate(dict.fromkeys(event[1] for event in known))}
    present = np.zeros((len(days), len(places)), dtype=bool)
    headers = {sheet.by_name[name].header: place for place, name in enumerate(columns)}
    codes = np.zeros((len(columns), len(days), len(places)), dtype=np.intp)
    texts: list[dict[str, int]] = [{"": 0} for _ in columns]
    turn = {day: number for number, day in enumerate(days)}
    for day, identity, header, text in known:
        since, place = turn[day], places[identity]
        present[since:, place] = bool(header)
        if not header:  # the row was deleted
            codes[:, since:, place] = 0
        elif header in headers:
            column = headers[header]
            codes[column, since:, place] = texts[column].setdefault(text, len(texts[column]))
    read = {
        name: stored_values(sheet, sheet.by_name[name], list(texts[place]))[codes[place]]
        for place, name in enumerate(columns)
    }
    return Timeline(np.array(days, dtype="datetime64[D]"), tuple(places), present, read)
