"""The exact difference between two states of the tables: which rows came, went or changed, and from what to what.

Rows are told apart by key, not by place; the second row with the same key is its second. Computed columns follow from
the others and are left out. Depends on: schema, tracker.history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

import numpy as np

from exectrack_xl.schema import SHEETS, Sheet, Table
from exectrack_xl.schema.cells import NUMERIC, Kind, blank_column
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.history import row_keys

Place: TypeAlias = tuple[str, int]  # a row's key, and which of the rows with this key it is, from 0
Values: TypeAlias = dict[str, Any]  # a row's typed values by column name: text, float or NaN, date or None


class Fate(StrEnum):
    """What became of a row."""

    ADDED = "Added"
    REMOVED = "Removed"
    CHANGED = "Changed"


@dataclass(frozen=True)
class RowChange:
    """One row that came, went or changed; `cells` has each value that differs, before and after, by column name."""

    table: str
    place: Place
    fate: Fate
    cells: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Delta:
    """All that has to be done to the tables of one state to get those of another."""

    rows: tuple[RowChange, ...] = ()
    orders: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)  # of tables whose rows stand otherwise

    def __bool__(self) -> bool:
        return bool(self.rows or self.orders)


def delta(before: Mapping[str, Table], after: Mapping[str, Table]) -> Delta:
    """The difference between the tables of two states, in sheet order, then from the top of the later sheet down."""
    rows: list[RowChange] = []
    orders: dict[str, tuple[Place, ...]] = {}
    for name, sheet in SHEETS.items():
        old, new = _rows(sheet, before[name]), _rows(sheet, after[name])
        found = tuple(_changes(sheet, old, new))
        rows.extend(found)
        if list(_changed(old, found)) != list(new):
            orders[name] = tuple(new)
    return Delta(tuple(rows), orders)


def applied(change: Delta, tables: Mapping[str, Table]) -> dict[str, Table]:
    """The tables with a difference put into them: what `delta` compared them with.

    A row that is not as the difference knows it keeps what the difference does not touch.
    """
    made = dict(tables)
    touched = {row.table for row in change.rows} | set(change.orders)
    for name in touched:
        sheet = SHEETS[name]
        rows = _changed(_rows(sheet, tables[name]), [row for row in change.rows if row.table == name])
        order = change.orders.get(name)
        made[name] = _table(sheet, [rows[place] for place in order or rows if place in rows])
    return made


def places(sheet: Sheet, table: Table) -> list[Place]:
    """What each row is found by, from top to bottom."""
    seen: dict[str, int] = {}
    found: list[Place] = []
    for key in row_keys(sheet, table):
        found.append((key, seen.setdefault(key, 0)))
        seen[key] += 1
    return found


def _rows(sheet: Sheet, table: Table) -> dict[Place, Values]:
    """The typed values of each row, from top to bottom."""
    columns = {column.name: table[column.name].tolist() for column in sheet.typed}
    return {
        place: {name: values[row] for name, values in columns.items()}
        for row, place in enumerate(places(sheet, table))
    }  # fmt: skip


def _changes(sheet: Sheet, old: dict[Place, Values], new: dict[Place, Values]) -> Iterator[RowChange]:
    blank = {column.name: _blank(column.kind) for column in sheet.typed}
    for place, now in new.items():
        then = old.get(place, blank)
        cells = {name: (then[name], value) for name, value in now.items() if not same(then[name], value)}
        if place not in old:
            yield RowChange(sheet.name, place, Fate.ADDED, cells)
        elif cells:
            yield RowChange(sheet.name, place, Fate.CHANGED, cells)
    for place, then in old.items():
        if place not in new:
            cells = {name: (value, blank[name]) for name, value in then.items() if not same(value, blank[name])}
            yield RowChange(sheet.name, place, Fate.REMOVED, cells)


def _changed(rows: Mapping[Place, Values], changes: Iterable[RowChange]) -> dict[Place, Values]:
    """The rows after the changes: those that stay in their order, then those that came."""
    found = {place: dict(values) for place, values in rows.items()}
    for change in changes:
        if change.fate is Fate.REMOVED:
            found.pop(change.place, None)
        else:
            found.setdefault(change.place, {}).update({name: after for name, (_, after) in change.cells.items()})
    return found


def _table(sheet: Sheet, rows: Sequence[Values]) -> Table:
    """A typed table of these rows; they stand in no sheet yet."""
    columns = {
        column.name: blank_column(column.kind, len(rows))
        if column.is_computed
        else _array(column.kind, [row.get(column.name, _blank(column.kind)) for row in rows])
        for column in sheet.columns
    }
    return Table(sheet.name, columns, np.zeros(len(rows), dtype=np.intp))


def _array(kind: Kind, values: list[Any]) -> Array:
    made = blank_column(kind, len(values))
    made[:] = values
    return made


def _blank(kind: Kind) -> Any:
    return None if kind is Kind.DATE else float("nan") if kind in NUMERIC else ""


def same(one: Any, other: Any) -> bool:
    """Whether two typed values are the same; an unknown number is like another."""
    return bool(one == other) or (one != one and other != other)  # NaN is like NaN
