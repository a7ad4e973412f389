"""One reason why a row needs a person. Depends on: schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array

PASSED, OVERDUE, STEP, REVIEW = "Forecast passed", "Overdue", "Step", "Review"


class Call(NamedTuple):
    """Where the row stands, whose it is, why it needs that person, what is to be done."""

    sheet: str  # its title
    line: int  # of the sheet
    id: str
    cell: str  # where to type
    title: str
    owner: str
    initiative: str
    kind: str
    why: str
    remedy: str
    late: float  # working days overdue; 0 = has no date
    due: date | None = None  # by when, where that is known
    header: str = ""  # of the column to type in


@dataclass(frozen=True)
class Reason:
    """What is asked for in rows of a sheet, and the columns that tell what the row is about and whose it is."""

    column: str  # where to type
    kind: str
    remedy: str
    title: str = "title"
    owner: str = "owner"

    def calls(
        self, table: Table, rows: Array, whys: Iterable[str], late: Iterable[float] | None = None,
        dues: Array | None = None,
    ) -> Iterator[Call]:  # fmt: skip
        """The calls for some rows of a table, each with its own why, working days overdue, and day it is due.

        `dues` holds the days of the whole table.
        """
        sheet, chosen = SHEETS[table.name], table.take(rows)
        count, key = len(chosen), sheet.key[0]
        ids, titles, owners = (chosen[name].tolist() for name in (key, self.title, self.owner))
        initiatives = chosen["initiative"].tolist() if "initiative" in sheet.by_name else [""] * count
        letter = table.places.get(self.column) or table.places.get(key, "")
        lines, days = chosen.lines.tolist(), [0.0] * count if late is None else late
        until: list[date | None] = [None] * count if dues is None else dues[rows].tolist()
        header = sheet.by_name[self.column if self.column in table.places else key].header
        told = zip(lines, ids, titles, owners, initiatives, whys, days, until, strict=True)
        for line, identity, title, owner, initiative, why, overdue, due in told:
            cell = f"{letter}{line}" if letter else ""
            yield Call(sheet.title, line, str(identity), cell, str(title), str(owner).strip(), str(initiative),
                       self.kind, why, self.remedy, overdue, due, header)  # fmt: skip
