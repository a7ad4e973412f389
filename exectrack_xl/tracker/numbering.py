"""IDs of rows in which something was typed but no ID: one more than any number ever seen, so that none comes twice.

Depends on: schema, tracker.model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.tracker.model import Tracker

_WIDTH = 3  # digits of the first ID of a table
_REPORTERS = {"issues": "reporter", "changes": "owner"}  # who says that there is such a row


@dataclass(frozen=True)
class NewRow:
    """A row without an ID, and the one it gets."""

    sheet: Sheet
    row: int  # of the table, from 0
    id: str


def new_rows(tracker: Tracker) -> tuple[NewRow, ...]:
    """The rows of numbered tables that lack an ID, from top to bottom, each with its own.

    Numbers that the table, its snapshots or a reference to it knows are never given again.
    """
    return tuple(found for sheet in SHEETS.values() if sheet.prefix for found in _of_table(tracker, sheet))


def next_id(prefix: str, known: Iterable[str]) -> str:
    """The ID after the highest, as many digits wide.

    >>> next_id("IS", ["IS-046", "IS-9", "X-99", "Issue 3"]), next_id("R", [])
    ('IS-047', 'R-001')
    """
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})", re.IGNORECASE)
    found = [match[1] for match in (pattern.fullmatch(identity.strip()) for identity in known) if match]
    highest = max(found, key=int, default="0" * _WIDTH)
    return f"{prefix}-{int(highest) + 1:0{len(highest)}}"


def new_id(tracker: Tracker, sheet: Sheet) -> str:
    """The ID that the next row of a numbered table gets; no number that was ever seen is given again."""
    return next_id(sheet.prefix, _seen(tracker, sheet))


def reporter(sheet: Sheet) -> str:
    """The column that says who reported a row, "" where there is none."""
    return _REPORTERS.get(sheet.name, "")


def raised(sheet: Sheet) -> str:
    """The column with the day on which a row was written down, "" where there is none."""
    return "raised" if "raised" in sheet.by_name else ""


def _of_table(tracker: Tracker, sheet: Sheet) -> Iterator[NewRow]:
    table = tracker[sheet.name]
    typed = table["id"].tolist() if table.places.get("id") else []  # else there is no column to write it into
    lacking = [row for row, identity in enumerate(typed) if not identity.strip()]
    known = list(_seen(tracker, sheet)) if lacking else []
    for row in lacking:
        known.append(next_id(sheet.prefix, known))
        yield NewRow(sheet, row, known[-1])


def _seen(tracker: Tracker, sheet: Sheet) -> Iterator[str]:
    """Every ID of a table that the tracker knows, of rows deleted since too."""
    yield from tracker[sheet.name]["id"].tolist()
    memory = tracker["snapshots"]
    of_table = (memory["table"] == sheet.title).tolist()
    yield from (identity for identity, here in zip(memory["id"].tolist(), of_table, strict=True) if here)
    for other in SHEETS.values():
        for column in other.columns:
            if column.refers == sheet.name:
                yield from tracker[other.name][column.name].tolist()
