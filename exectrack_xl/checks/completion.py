"""Whether what is called done says when and how, and the reverse. Depends on: checks.rules, schema, tracker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, is_one_of, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.choices import CHANGE_STATUS
from exectrack_xl.tracker import Tracker


class _Ending(NamedTuple):
    """By which statuses a row says that a date should be there."""

    sheet: str
    statuses: tuple[str, ...]
    column: str


ENDINGS = (
    _Ending("issues", ("Resolved", "Closed"), "resolved"),  # a missing day is told by the process of issues
    _Ending("issues", ("Closed",), "closed"),
    _Ending("risks", ("Closed",), "closed"),
    _Ending("mitigations", ("Done",), "done"),
    _Ending("changes", CHANGE_STATUS[CHANGE_STATUS.index("Approved"):], "decided"),
    _Ending("changes", ("Verified", "Closed"), "implemented"),
    _Ending("actions", ("Done",), "done"),
    _Ending("decisions", ("Decided",), "decided"),
    _Ending("improvements", ("Done",), "done"),
    _Ending("dependencies", ("Delivered",), "delivered"),
    _Ending("assumptions", ("Holds", "Does not hold"), "validated"),
)  # fmt: skip
FINISHES = (("milestones", "actual"), ("tasks", "actual_finish"))


@rule("closed-without-date", "What is closed, done or decided says when.")
def endings_are_dated(tracker: Tracker) -> Iterator[Fault]:
    """Rows whose status says they are over, without the day."""
    for sheet, statuses, column in ENDINGS:
        if sheet == "issues":
            continue
        table = tracker[sheet]
        absent = np.isnat(table[column]) & is_one_of(table["status"], statuses)
        if sheet == "changes" and column == "implemented":
            absent &= table["status"] == "Verified"  # a rejected change closes without ever taking effect
        for row in rows(absent):
            message = f"is blank, but the status is {table['status'][row]}."
            yield Fault(sheet, row, column, message, "Type the day.")


@rule("date-but-open", "What has a date of closing is not open.")
def open_rows_have_no_end(tracker: Tracker) -> Iterator[Fault]:
    """Rows with the day they ended and a status that says they go on."""
    for sheet, statuses, column in ENDINGS:
        table = tracker[sheet]
        allowed = (*statuses, "Implementing", "Closed", "Occurred", "Cancelled", "Withdrawn", "Expired")
        if (sheet, column) == ("issues", "closed"):
            allowed = statuses
        for row in rows(~np.isnat(table[column]) & filled(table["status"]) & ~is_one_of(table["status"], allowed)):
            header = SHEETS[sheet].by_name[column].header
            message = f"is {table['status'][row]}, but '{header}' is {table[column][row]}."
            yield Fault(sheet, row, "status", message, f"Set the status, or clear '{header}'.")


@rule("reached-not-complete", "What is finished has progress 100%.")
def finished_work_is_complete(tracker: Tracker) -> Iterator[Fault]:
    """An actual date beside a progress below 100 %."""
    for sheet, column in FINISHES:
        table = tracker[sheet]
        for row in rows(~np.isnat(table[column]) & (table["progress"] < 1)):
            share = table["progress"][row]
            message = f"is {share:.0%}, but it was finished on {table[column][row]}."
            yield Fault(sheet, row, "progress", message, "Type 100%, or clear the actual date.")


@rule("complete-not-reached", "What has progress 100% says when it was finished.")
def complete_work_is_dated(tracker: Tracker) -> Iterator[Fault]:
    """Progress 100 % without an actual date."""
    for sheet, column in FINISHES:
        table = tracker[sheet]
        for row in rows(np.isnat(table[column]) & (table["progress"] >= 1)):
            yield Fault(sheet, row, column, "is blank, but the progress is 100%.", "Type the day it was finished.")


@rule("progress-without-start", "Work with progress has begun.")
def progress_has_a_start(tracker: Tracker) -> Iterator[Fault]:
    """Tasks that are under way without the day they began."""
    tasks = tracker["tasks"]
    for row in rows((tasks["progress"] > 0) & np.isnat(tasks["actual_start"])):
        message = f"is blank, but the progress is {tasks['progress'][row]:.0%}."
        yield Fault("tasks", row, "actual_start", message, "Type the day it began.")


@rule("finish-without-start", "Finished work has a start.", Severity.NOTE)
def finishes_have_a_start(tracker: Tracker) -> Iterator[Fault]:
    """Tasks with an actual finish and no actual start, where progress does not tell already."""
    tasks = tracker["tasks"]
    untold = ~(tasks["progress"] > 0)
    for row in rows(~np.isnat(tasks["actual_finish"]) & np.isnat(tasks["actual_start"]) & untold):
        yield Fault("tasks", row, "actual_start", "is blank, but the task is finished.", "Type the day it began.")


@rule("decision-without-words", "What was decided is written down.")
def decisions_are_written(tracker: Tracker) -> Iterator[Fault]:
    """Decided questions without the decision."""
    decisions = tracker["decisions"]
    for row in rows(is_one_of(decisions["status"], ("Decided",)) & ~filled(decisions["decision"])):
        yield Fault("decisions", row, "decision", "is blank, but the status is Decided.", "Write what was decided.")
