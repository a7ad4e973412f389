"""Two people's copies of one tracker brought together, row by row and field by field.

What only one of them changed is taken; where both changed the same field otherwise, mine stays and the conflict is
listed. Nothing is deleted: a row that is gone on the other side is listed too. Row order and position do not matter.
Depends on: schema, tracker.delta, tracker.numbering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.tracker.delta import Delta, Fate, Place, RowChange, delta, same
from exectrack_xl.tracker.numbering import next_id

Renumbered: TypeAlias = Mapping[str, Mapping[str, str]]  # by table: the ID that yours used -> the one it gets


@dataclass(frozen=True)
class Taken:
    """A value of yours that goes into a row of mine."""

    table: str
    place: Place
    column: str
    value: Any


@dataclass(frozen=True)
class Added:
    """A row of yours that mine does not have: values by column name, without the blank ones."""

    table: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """What has to be decided by a person; `column` is "" where it is about the whole row."""

    table: str
    id: str
    column: str
    base: Any
    mine: Any
    yours: Any
    why: str


@dataclass(frozen=True)
class Merged:
    """What has to be put into mine, and what a person has to look at."""

    taken: tuple[Taken, ...] = ()
    added: tuple[Added, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass
class _Merge:
    """The two lists of changes while they are brought together."""

    mine: dict[tuple[str, Place], RowChange]
    renumbered: Renumbered
    taken: list[Taken] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def one(self, yours: RowChange) -> None:
        """Bring in one row that yours changed."""
        own = self.mine.get((yours.table, yours.place))
        new = self.renumbered.get(yours.table, {}).get(yours.place[0])
        if yours.fate is Fate.REMOVED:
            if own is None or own.fate is not Fate.REMOVED:
                self.whole(yours, "was deleted on the other side. It is kept; delete it if you agree.")
        elif yours.fate is Fate.ADDED and new:
            self.add(yours, new)
            self.whole(yours, f"is new on both sides under this ID. The other one is now {new}.")
        elif yours.fate is Fate.ADDED and (own is None or (_is_nameless(yours) and _differ(own, yours))):
            self.add(yours, "")
        elif own is not None and own.fate is Fate.REMOVED:
            self.whole(yours, "was deleted here and changed on the other side. Add it again if it is still needed.")
        else:
            self.fields(yours, own)

    def add(self, yours: RowChange, identity: str) -> None:
        """A row of yours as a new row of mine."""
        values = {name: self.value(yours.table, name, after) for name, (_, after) in yours.cells.items()}
        self.added.append(Added(yours.table, {**values, **({"id": identity} if identity else {})}))

    def fields(self, yours: RowChange, own: RowChange | None) -> None:
        """The fields that yours changed, unless mine changed the same one otherwise."""
        for name, (before, after) in yours.cells.items():
            value = self.value(yours.table, name, after)
            if own is None or name not in own.cells:
                self.taken.append(Taken(yours.table, yours.place, name, value))
            elif not same(own.cells[name][1], value):
                mine, why = own.cells[name][1], "was changed on both sides. Mine is kept."
                self.conflicts.append(Conflict(yours.table, yours.place[0], name, before, mine, value, why))

    def whole(self, yours: RowChange, why: str) -> None:
        """A conflict about a row as a whole."""
        said = "; ".join(f"{SHEETS[yours.table].by_name[name].header}: {after}" for name, (_, after)
                         in yours.cells.items() if yours.fate is not Fate.REMOVED)  # fmt: skip
        self.conflicts.append(Conflict(yours.table, yours.place[0], "", "", "", said, why))

    def value(self, table: str, column: str, value: Any) -> Any:
        """A value of yours, with the IDs in it that had to be changed."""
        target = SHEETS[table].by_name[column].refers
        if not isinstance(value, str) or target not in self.renumbered:
            return value
        for old, new in self.renumbered[target].items():
            value = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, value)
        return value


def merged(base: Mapping[str, Table], mine: Mapping[str, Table], yours: Mapping[str, Table]) -> Merged:
    """What brings the changes between base and yours into mine."""
    ours, theirs = delta(base, mine), delta(base, yours)
    work = _Merge({(row.table, row.place): row for row in ours.rows}, _renumbered(ours, theirs, mine, yours))
    for row in theirs.rows:
        work.one(row)
    return Merged(tuple(work.taken), tuple(work.added), tuple(work.conflicts))


def _renumbered(
    ours: Delta, theirs: Delta, mine: Mapping[str, Table], yours: Mapping[str, Table]
) -> dict[str, dict[str, str]]:
    """New IDs for rows that both sides have added under one ID, though they are not the same row."""
    added = {(row.table, row.place): row for row in ours.rows if row.fate is Fate.ADDED}
    found: dict[str, dict[str, str]] = {}
    for row in theirs.rows:
        own, sheet = added.get((row.table, row.place)), SHEETS[row.table]
        if row.fate is Fate.ADDED and own and sheet.prefix and row.place[0] and _differ(own, row):
            known = [*_ids(mine[row.table]), *_ids(yours[row.table]), *found.get(row.table, {}).values()]
            found.setdefault(row.table, {})[row.place[0]] = next_id(sheet.prefix, known)
    return found


def _ids(table: Table) -> Iterator[str]:
    yield from table["id"].tolist()


def _differ(one: RowChange, other: RowChange) -> bool:
    """Whether two rows are not the same: a field that both fill says otherwise."""
    return any(not same(one.cells[name][1], other.cells[name][1]) for name in one.cells.keys() & other.cells.keys())


def _is_nameless(row: RowChange) -> bool:
    """Whether nothing tells the row from others."""
    return not row.place[0].strip("|")
