"""The tracker's memory: dated, in order, of tables and columns that exist.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, rows, rule
from exectrack_xl.schema import SHEETS, Kind
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import SIMULATED, stored_value


@rule("snapshots-out-of-order", "Snapshots follow each other in time.")
def snapshots_run_forward(tracker: Tracker) -> Iterator[Fault]:
    """Rows dated before the row above: somebody sorted or edited the sheet."""
    days = tracker["snapshots"]["date"]
    for row in rows(days[1:] < days[:-1]):
        message = f"is {days[row + 1]}, before the row above ({days[row]})."
        yield Fault("snapshots", row + 1, "date", message, "Sort the table by date; nothing is to be typed here.")


@rule("snapshot-undated", "A snapshot has its date.")
def snapshots_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Rows without a date; they are left out."""
    for row in rows(np.isnat(tracker["snapshots"]["date"])):
        yield Fault("snapshots", row, "date", "is blank; the row is left out.", "Restore the date, or delete the row.")


@rule("snapshot-unknown", "A snapshot is of a table and column of the tracker.")
def snapshots_are_of_known_columns(tracker: Tracker) -> Iterator[Fault]:
    """Rows about a table or column that was renamed or mistyped."""
    table = tracker["snapshots"]
    headers = {sheet.title: {column.header for column in sheet.columns} for sheet in SHEETS.values()}
    headers[SHEETS["milestones"].title] |= SIMULATED.keys()
    for row, (title, header) in enumerate(zip(table["table"], table["column"], strict=True)):
        if title not in headers:
            yield Fault("snapshots", row, "table", f"is '{title}', which is no table of the tracker.",
                        "Restore the table's name.")  # fmt: skip
        elif header and header not in headers[title]:
            yield Fault("snapshots", row, "column", f"is '{header}', which is no column of {title}.",
                        "Restore the column's name.")  # fmt: skip


@rule("snapshot-value", "A snapshot's value fits its column.")
def snapshots_hold_values_of_their_columns(tracker: Tracker) -> Iterator[Fault]:
    """Rows whose value was mistyped, such as a word for a date; what it was then counts as not known."""
    table = tracker["snapshots"]
    kinds = {(sheet.title, column.header): column.kind for sheet in SHEETS.values() for column in sheet.columns}
    kinds |= {(SHEETS["milestones"].title, header): Kind.DATE for header in SIMULATED}
    for row, (title, header, text) in enumerate(zip(table["table"], table["column"], table["value"], strict=True)):
        kind = kinds.get((title, header), Kind.TEXT)
        if text and stored_value(kind, text) == "":
            yield Fault("snapshots", row, "value", f"is '{text}', which {header} of {title} cannot be.",
                        "Restore the value, or delete the row.")  # fmt: skip
