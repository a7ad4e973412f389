"""Turns a tracker into a deck: the quarterly executive deck. Documents are in `report.documents`.

Depends on: checks, report.desk, report.model, report.pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.report import words
from exectrack_xl.report.asks import open_actions, pending_decisions
from exectrack_xl.report.desk import Desk, prepare, status
from exectrack_xl.report.model import Cell, Column, Layout, Page, Report, Row, Table
from exectrack_xl.report.pages.changes import changes
from exectrack_xl.report.pages.cover import cover
from exectrack_xl.report.pages.forecast import forecast
from exectrack_xl.report.pages.next_steps import next_steps
from exectrack_xl.report.pages.risks import risks
from exectrack_xl.report.pages.roadmap import roadmap
from exectrack_xl.report.pages.scorecard import scorecard
from exectrack_xl.report.pages.summary import summary
from exectrack_xl.tracker import Period, Tracker

DECK = "quarterly deck"
MOST_LEFT_OUT = 12  # lines on the page of what was left out

# A page and whether there is something to say on it.
PAGES: tuple[tuple[Callable[[Desk], Page], Callable[[Desk], bool]], ...] = (
    (summary, lambda desk: not desk.tracker.is_empty),
    (changes, lambda desk: desk.before is not None),
    (scorecard, lambda desk: bool(desk.initiatives)),
    (roadmap, lambda desk: len(desk.table("milestones")) > 0),
    (forecast, lambda desk: len(desk.value("planned_value_curve").dates) > 0 and len(desk.table("tasks")) > 0),
    (risks, lambda desk: len(desk.table("risks")) > 0),
    (next_steps, lambda desk: bool(pending_decisions(desk) or open_actions(desk))),
)


def compose_deck(tracker: Tracker, period: Period | None = None, findings: Sequence[Finding] = ()) -> Report:
    """The quarterly executive deck: eight core pages, then what was left out and why.

    Pages without data drop out; an empty tracker gives a page that says what to fill in first.

    Raises:
        UsageError: the period asked for is not known to any snapshot, or has not begun.
    """
    desk = prepare(tracker, period)
    left_out = faults(findings)
    if tracker.is_empty:
        pages = [cover(desk, "Quarterly executive review"), first_steps()]
    else:
        pages = [cover(desk, "Quarterly executive review")]
        pages += [page(desk) for page, has_content in PAGES if has_content(desk)]
    if left_out:
        pages.append(data_health(left_out))
    return headed(desk, DECK, f"Execution Status Report - {desk.period.label}", tuple(pages), left_out)


def faults(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Findings of values that could not be used, as sentences; the rest is counted."""
    errors = [str(finding) for finding in findings if finding.severity is Severity.ERROR]
    shown = errors[:MOST_LEFT_OUT]
    more = len(errors) - len(shown)
    return (*shown, f"{words.plural(more, 'more finding')}: run the check to see all.") if more else tuple(shown)


def data_health(left_out: tuple[str, ...]) -> Page:
    """What could not be used, cell by cell, so that nobody takes the numbers for complete."""
    verb = "is" if len(left_out) == 1 else "are"
    title = f"{words.plural(len(left_out), 'value')} could not be used and {verb} left out"
    rows = tuple(Row(f"fault_{n}", (Cell.of(text),)) for n, text in enumerate(left_out, 1))
    table = Table("left_out", "Where, what, and what to do", (Column("Finding"),), rows)
    notes = "Mend these cells in the workbook and make the deck again; every other number is computed without them."
    return Page("data_health", Layout.TABLE, title, {"table": table}, "all sheets", notes)


def first_steps() -> Page:
    """What to fill in first, for a tracker that holds nothing yet."""
    steps = (
        ("Settings", "Type the programme's name and the status date."),
        ("Milestones", "Type what was promised: name, owner, baseline date, forecast date."),
        ("Risks", "Type what may go wrong: title, probability and impact from 1 to 3, owner."),
        ("Issues", "Type what stands in the way: title, priority, owner, due date."),
    )
    rows = tuple(Row(sheet, (Cell.of(sheet, True), Cell.of(text))) for sheet, text in steps)
    columns = (Column("Sheet"), Column("Step", width=4))
    table = Table("first_steps", "Four sheets are enough for the first report", columns, rows)
    return Page("first_steps", Layout.TABLE, "The tracker is empty: four steps lead to the first report",
                {"table": table}, "all sheets", "Start at the sheet Start; it counts what is there.")  # fmt: skip


def headed(desk: Desk, kind: str, title: str, pages: tuple[Page, ...], left_out: tuple[str, ...]) -> Report:
    """A report with what stands in the head of each: whose it is, its period, date, snapshot, source and status."""
    settings = desk.settings
    return Report(
        kind, title, settings.text("programme") or desk.tracker.name, settings.text("organisation"),
        desk.period.label, words.day(desk.day), desk.tracker.snapshot or "live tables", desk.tracker.name,
        status(str(desk.value("overall_status"))), pages, left_out=left_out,
    )  # fmt: skip
