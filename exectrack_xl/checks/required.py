"""Values that must be there. Depends on: checks.rules, checks.summaries, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, rows, rule
from exectrack_xl.checks.summaries import summaries
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Tracker

# What a summary task has from the tasks beneath it.
_OF_LEAVES = frozenset({("tasks", "duration"), ("tasks", "baseline_start"), ("tasks", "baseline_finish")})


@rule("id-missing", "Every used row has its ID.", Severity.ERROR)
def ids_are_there(tracker: Tracker) -> Iterator[Fault]:
    """Used rows without an ID."""
    for sheet in SHEETS.values():
        if sheet.key == ("id",) and "id" in tracker[sheet.name].places:
            for row in rows(~filled(tracker[sheet.name]["id"])):
                example = f"{sheet.prefix}-{len(tracker[sheet.name]) + 1:02}" if sheet.prefix else "a new one"
                yield Fault(sheet.name, row, "id", "is blank, so the row cannot be followed.", f"Type {example}.")


@rule("value-missing", "The required columns of a used row are filled in.")
def required_values_are_there(tracker: Tracker) -> Iterator[Fault]:
    """Blank cells of required columns."""
    for sheet in SHEETS.values():
        table = tracker[sheet.name]
        for column in sheet.typed:
            if column.required and column.name != "id" and column.name in table.places:
                blank = ~filled(table[column.name])
                if (sheet.name, column.name) == ("milestones", "forecast"):
                    blank &= np.isnat(table["actual"])  # once reached, nobody forecasts it
                if (sheet.name, column.name) == ("costs", "actual_cost"):
                    blank &= _last_days(table["month"]) < np.datetime64(tracker.as_of)  # else not known yet
                if (sheet.name, column.name) in _OF_LEAVES:
                    blank &= ~summaries(table)
                for row in rows(blank):
                    yield Fault(sheet.name, row, column.name, "is blank.", f"Fill it in: {column.help}")


@rule("owner-missing", "Work that is not finished has an owner.")
def open_tasks_have_owners(tracker: Tracker) -> Iterator[Fault]:
    """Unfinished tasks without an owner, summaries apart; in the other sheets the owner is a required column."""
    tasks = tracker["tasks"]
    if "owner" in tasks.places:
        open_tasks = np.isnat(tasks["actual_finish"]) & ~(tasks["progress"] >= 1) & ~summaries(tasks)
        for row in rows(~filled(tasks["owner"]) & open_tasks):
            yield Fault("tasks", row, "owner", "is blank for an unfinished task.", "Name the one who answers for it.")


def _last_days(months: Array) -> Array:
    """The last day of the month of each date."""
    return (months.astype("datetime64[M]") + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
