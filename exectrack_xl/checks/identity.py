"""IDs: present once, without spaces, in one table only. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS, Profile, Sheet, Table
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import row_keys

_UNFIT = re.compile(r"[\s;,|]")


@rule("id-twice", "An ID stands in one row only.", Severity.ERROR)
def ids_are_unique(tracker: Tracker) -> Iterator[Fault]:
    """The second and later rows with an ID."""
    for sheet in SHEETS.values():
        if sheet.key == ("id",):
            for row, first, key in _repeated(sheet, tracker[sheet.name]):
                yield Fault(sheet.name, row, "id", f"'{key}' is also the ID of row {first}.", "Give one a new ID.")


@rule("row-twice", "What identifies a row without an ID stands in one row only.")
def rows_are_unique(tracker: Tracker) -> Iterator[Fault]:
    """The second and later rows for one month, period or setting."""
    for sheet in SHEETS.values():
        if sheet.key != ("id",) and sheet.name not in ("snapshots", "costs"):
            headers = ", ".join(sheet.by_name[name].header.lower() for name in sheet.key)
            for row, first, _ in _repeated(sheet, tracker[sheet.name]):
                message = f"row {first} is about the same {headers}."
                yield Fault(sheet.name, row, sheet.key[-1], message, "Keep one of the two rows.")


@rule("id-with-space", "IDs hold no space, comma, semicolon or bar, as lists of IDs are split there.")
def ids_are_one_word(tracker: Tracker) -> Iterator[Fault]:
    """IDs that a list of predecessors could not name."""
    for sheet in SHEETS.values():
        if sheet.key == ("id",):
            for row, identity in enumerate(tracker[sheet.name]["id"]):
                if _UNFIT.search(identity):
                    better = _UNFIT.sub("-", identity)
                    message = f"is '{identity}'; an ID is one word without , ; and |."
                    yield Fault(sheet.name, row, "id", message, f"Write '{better}', here and where it is used.")


@rule("id-in-two-tables", "Tasks and milestones share no ID, as predecessors may name either.")
def network_ids_differ(tracker: Tracker) -> Iterator[Fault]:
    """Tasks that bear a milestone's ID."""
    milestones = tracker["milestones"].positions
    for row, identity in enumerate(tracker["tasks"]["id"]):
        if identity and identity in milestones:
            yield Fault("tasks", row, "id", f"'{identity}' is also the ID of a milestone.", "Rename one of the two.")


@rule("table-empty", "The sheets that greet everybody hold at least one row.", Severity.NOTE)
def core_tables_are_used(tracker: Tracker) -> Iterator[Fault]:
    """Core tables that are in the workbook and hold nothing."""
    absent = {finding.sheet for finding in tracker.unread if finding.rule == "table-missing"}
    for sheet in SHEETS.values():
        if sheet.profile is Profile.CORE and not len(tracker[sheet.name]) and sheet.title not in absent:
            yield Fault(sheet.name, None, "", "has no row yet.", f"Fill it in: {sheet.purpose}")


def _repeated(sheet: Sheet, table: Table) -> Iterator[tuple[int, int, str]]:
    """Row, the line of its first twin, and the key; a row whose key is blank has no twin."""
    first: dict[str, int] = {}
    complete = np.ones(len(table), dtype=bool)
    for name in sheet.key:
        if name != "initiative":  # blank means the whole programme there
            complete &= filled(table[name])
    for row, key in enumerate(row_keys(sheet, table)):
        if complete[row]:
            line = first.setdefault(key.casefold(), int(table.lines[row]))
            if line != table.lines[row]:
                yield row, line, key
