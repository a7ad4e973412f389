"""Dates: in order, plausible, and on the right side of the status date.

Depends on: checks.rules, checks.summaries, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from exectrack_xl.checks.rules import Fault, is_one_of, rows, rule
from exectrack_xl.checks.summaries import summaries
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS, Kind
from exectrack_xl.tracker import Tracker

Pair = tuple[str, str, str]  # sheet, the earlier column, the later column

SPANS: Sequence[Pair] = (
    ("initiatives", "baseline_start", "baseline_finish"),
    ("tasks", "baseline_start", "baseline_finish"),
    ("tasks", "start", "finish"),
    ("tasks", "actual_start", "actual_finish"),
    ("sprints", "start", "finish"),
    ("items", "started", "finished"),
    ("mitigations", "start", "due"),
    ("periods", "start", "finish"),
    ("absences", "start", "finish"),
    ("resources", "joined", "left"),
    ("communications", "start", "finish"),
)
LIVES: Sequence[Pair] = (
    ("issues", "raised", "resolved"),
    ("issues", "raised", "closed"),
    ("issues", "resolved", "closed"),
    ("risks", "raised", "assessed"),
    ("risks", "raised", "closed"),
    ("mitigations", "start", "done"),
    ("changes", "raised", "submitted"),
    ("changes", "raised", "decided"),
    ("changes", "decided", "implemented"),
    ("actions", "raised", "done"),
    ("decisions", "raised", "decided"),
    ("items", "created", "finished"),
    ("defects", "opened", "mended"),
    ("improvements", "raised", "done"),
    ("lessons", "raised", "shared"),
    ("issues", "occurred", "raised"),
    ("issues", "resolved", "verified"),
    ("risks", "raised", "activated"),
)
DUES: Sequence[Pair] = (
    ("issues", "raised", "due"),
    ("actions", "raised", "due"),
    ("decisions", "raised", "needed_by"),
    ("changes", "raised", "decision_due"),
    ("improvements", "raised", "due"),
    ("needs", "raised", "needed_by"),
)
HAPPENED: dict[str, tuple[str, ...]] = {
    "milestones": ("actual",),
    "tasks": ("actual_start", "actual_finish"),
    "items": ("started", "finished"),
    "issues": ("resolved", "closed", "reviewed", "verified"),
    "risks": ("assessed", "reviewed", "closed", "activated"),
    "mitigations": ("done",),
    "changes": ("submitted", "decided", "implemented", "communicated", "plans_updated"),
    "approvals": ("decided",),
    "dependencies": ("delivered",),
    "assumptions": ("validated",),
    "features": ("delivered", "adoption_measured"),
    "defects": ("mended",),
    "lessons": ("shared",),
    "improvements": ("done",),
    "goals": ("measured",),
    "kpis": ("measured",),
    "stakeholders": ("asked", "last_contact"),
    "communications": ("last_sent",),
    "reports": ("last_run",),
    "actions": ("done",),
    "decisions": ("decided",),
    "snapshots": ("date",),
}


@rule("finish-before-start", "A finish is not before its start.")
def spans_run_forward(tracker: Tracker) -> Iterator[Fault]:
    """Spans that end before they begin."""
    yield from _out_of_order(tracker, SPANS, "Exchange or correct the dates.")


@rule("dates-out-of-order", "Nothing is assessed, resolved, decided or closed before it was raised.")
def lives_run_forward(tracker: Tracker) -> Iterator[Fault]:
    """Steps dated before the step that comes first."""
    yield from _out_of_order(tracker, LIVES, "Correct one of the two dates.")


@rule("due-before-raised", "Nothing is due before it was raised.")
def dues_come_later(tracker: Tracker) -> Iterator[Fault]:
    """Due dates before the row was raised."""
    yield from _out_of_order(tracker, DUES, "Correct the due date.")


@rule("actual-in-future", "What has happened is dated on or before the status date.")
def actuals_are_past(tracker: Tracker) -> Iterator[Fault]:
    """Actual dates after the status date."""
    for name, columns in HAPPENED.items():
        for column in columns:
            days = tracker[name][column]
            for row in rows(days > np.datetime64(tracker.as_of)):
                message = f"is {days[row]}, after the status date {tracker.as_of}."
                yield Fault(name, row, column, message, "Correct it, or clear it until it has happened.")


@rule("row-in-future", "A row is dated on or before the status date; later ones are left out.", Severity.NOTE)
def rows_have_begun(tracker: Tracker) -> Iterator[Fault]:
    """Rows that do not count yet."""
    for sheet in SHEETS.values():
        if sheet.since and sheet.name not in ("costs", "sprints"):
            days = tracker[sheet.name][sheet.since]
            for row in rows(days > np.datetime64(tracker.as_of)):
                message = f"is {days[row]}, after the status date {tracker.as_of}; the row does not count yet."
                yield Fault(sheet.name, row, sheet.since, message, "Correct it if it was meant to count.")


@rule("forecast-past", "What is not reached has a forecast on or after the status date.")
def forecasts_lie_ahead(tracker: Tracker) -> Iterator[Fault]:
    """Milestones and tasks that should be done by their own forecast, and are not."""
    for name, forecast, actual in (("milestones", "forecast", "actual"), ("tasks", "finish", "actual_finish")):
        table = tracker[name]
        late = (table[forecast] < np.datetime64(tracker.as_of)) & np.isnat(table[actual]) & ~(table["progress"] >= 1)
        if name == "tasks":
            late &= ~summaries(table)
        for row in rows(late):
            message = f"is {table[forecast][row]}, which has passed, and no actual date is given."
            yield Fault(name, row, forecast, message, "Type the actual date, or a new forecast.")


@rule("mitigation-overdue", "A mitigation that is due is done.")
def mitigations_are_done(tracker: Tracker) -> Iterator[Fault]:
    """Mitigations past their due date that are neither done nor given up."""
    table = tracker["mitigations"]
    over = is_one_of(table["status"], ("Done", "Expired", "Cancelled")) | ~np.isnat(table["done"])
    for row in rows((table["due"] < np.datetime64(tracker.as_of)) & ~over):
        message = f"was due on {table['due'][row]} and is not done."
        yield Fault("mitigations", row, "due", message, "Type when it was done, a new date, or the status Expired.")


@rule("decision-overdue", "A decision is taken by the day it is needed.")
def decisions_are_taken(tracker: Tracker) -> Iterator[Fault]:
    """Pending decisions and undecided changes past their date."""
    day = np.datetime64(tracker.as_of)
    decisions, changes = tracker["decisions"], tracker["changes"]
    pending = is_one_of(decisions["status"], ("Pending",)) & np.isnat(decisions["decided"])
    for row in rows(pending & (decisions["needed_by"] < day)):
        message = f"was needed by {decisions['needed_by'][row]} and is pending."
        yield Fault("decisions", row, "needed_by", message, "Get it decided, or agree a new date.")
    undecided = is_one_of(changes["status"], ("Draft", "Assessed", "Evaluated", "Recommended", "Submitted"))
    for row in rows(undecided & np.isnat(changes["decided"]) & (changes["decision_due"] < day)):
        message = f"was due to be decided on {changes['decision_due'][row]} and is not."
        yield Fault("changes", row, "decision_due", message, "Get it decided, or agree a new date.")


@rule("date-implausible", "Dates lie between 2000 and 2100.")
def dates_are_of_our_time(tracker: Tracker) -> Iterator[Fault]:
    """Dates that a slip of the keyboard has made, such as 0206-10-16."""
    first, last = np.datetime64("2000-01-01"), np.datetime64("2100-12-31")
    for sheet in SHEETS.values():
        for column in sheet.typed:
            if column.kind is Kind.DATE:
                days = tracker[sheet.name][column.name]
                for row in rows((days < first) | (days > last)):
                    yield Fault(sheet.name, row, column.name, f"is {days[row]}.", "Type the year in full.")


def _out_of_order(tracker: Tracker, pairs: Sequence[Pair], remedy: str) -> Iterator[Fault]:
    for name, early, late in pairs:
        table, columns = tracker[name], SHEETS[name].by_name
        for row in rows(table[late] < table[early]):
            what = columns[early].header.lower()
            message = f"is {table[late][row]}, before '{what}' ({table[early][row]})."
            yield Fault(name, row, late, message, remedy)
