"""What a process is: its states, the steps between them, what a row must hold in each. Depends on: schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.choices import GOVERNANCE
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker.history import course


@dataclass(frozen=True)
class Need:
    """What a row must hold once it stands in one of these states; asked for from a level of governance on."""

    rule: str  # short stable name of the rule that asks for it
    column: str
    states: tuple[str, ...]  # () = whatever the state
    level: str  # of governance
    meaning: str  # one sentence
    remedy: str  # what to type

    def applies(self, governance: str) -> bool:
        """Whether this level of governance asks for it."""
        return GOVERNANCE.index(self.level) <= GOVERNANCE.index(governance)

    def concerns(self, statuses: Array) -> Array:
        """Which rows stand where it is needed; a row without a status stands nowhere."""
        return among(statuses, self.states) if self.states else has_value(statuses)


@dataclass(frozen=True)
class Process:
    """The states of one sheet's rows, in the order in which they are usually passed."""

    sheet: str
    steps: Mapping[str, tuple[str, ...]]  # from each state: where it may go; first where it usually goes
    traces: Mapping[str, str]  # state -> the column that shows that the state was passed
    needs: tuple[Need, ...]
    over: tuple[str, ...]  # states after which no next step is awaited

    def missing(self, table: Table, governance: str) -> Iterator[tuple[Need, Array]]:
        """Each need with the rows that should hold it by now and do not, as a mask."""
        for need in self.needs:
            if need.applies(governance):
                yield need, need.concerns(table["status"]) & ~has_value(table[need.column])

    def ahead(self, status: str) -> str:
        """The state that usually follows; "" after the last."""
        following = self.steps.get(status, ())
        return following[0] if following and status not in self.over else ""

    def way(self, before: str, after: str) -> tuple[str, ...] | None:
        """The states between two, along the shortest allowed way; None where no way leads there."""
        ways: dict[str, tuple[str, ...]] = {before: ()}
        waiting = [before]
        while waiting:
            state = waiting.pop(0)
            for following in self.steps.get(state, ()):
                if following == after:
                    return ways[state]
                if following not in ways:
                    ways[following] = (*ways[state], following)
                    waiting.append(following)
        return None


@dataclass(frozen=True)
class Move:
    """The last change of a row's value: from what, to what, and the snapshot that still held the old one."""

    row: int
    before: str
    after: str
    seen: date


def last_moves(snapshots: Table, table: Table, column: str, as_of: date) -> Iterator[Move]:
    """The last change of each row's value in a tracked column that the snapshots up to a day show, top to bottom."""
    sheet = SHEETS[table.name]
    known = course(snapshots, sheet, column, as_of)
    for row, (identity, now) in enumerate(zip(table["id"].tolist(), table[column].tolist(), strict=True)):
        held = known.get(identity, ())
        earlier = next(((day, value) for day, value in reversed(held) if value and value != now), None)
        if identity and now and earlier is not None and table.positions[identity] == row:
            yield Move(row, earlier[1], str(now), earlier[0])


def has_value(values: Array) -> Array:
    """Where something stands, in a column of any kind."""
    if values.dtype.kind == "M":
        return ~np.isnat(values)
    if values.dtype.kind == "f":
        return ~np.isnan(values)
    return np.array([bool(value.strip()) for value in values.tolist()], dtype=bool)
