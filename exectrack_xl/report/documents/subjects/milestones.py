"""Milestones: what is due, what moved, and by what. Depends on: report.desk, report.documents, report.model."""

from __future__ import annotations

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Cell, Column, Line, Row, Table
from exectrack_xl.report.movements import moved, public_movement

MOST_MOVES = 10
_DUE = (
    Shown("Milestone", width=3.4, form=Form.TITLE), Shown("Status", width=1.1, form=Form.WORD),
    Shown("Due date", "Due", 1.2), Shown("Days late", "Against the promise", 1.3, Form.LATE),
)  # fmt: skip


def upcoming(desk: Desk, days: int = 90, most: int = 8) -> tuple[Block | Line, ...]:
    """The milestones due within the next days, overdue ones first."""
    return listed(desk, "upcoming_milestones", _DUE, most=most, days=days) or (
        muted(f"No milestone is due within {days} days."),
    )


def key_ones(desk: Desk, most: int = 8) -> tuple[Table, ...]:
    """The key milestones with their status and due date."""
    return listed(desk, "key_milestones", _DUE, heading="Key Milestones", n=most)


def kept(desk: Desk) -> tuple[Line, ...]:
    """How the dates were kept."""
    return lines(
        sentence(desk, "Reached in the period: {milestones_reached} milestones; due were {milestones_due}.",
                 "On time: {on_time_count} ({on_time_rate}).", "Timeline adherence {timeline_adherence}.",
                 "{first_time_acceptance} of those reached so far were accepted first time."),
        sentence(desk, "{critical_path_progress} of the critical path is done; the finish is {days_late}."),
    )  # fmt: skip


def slips(desk: Desk, most: int = 8) -> tuple[Table, ...]:
    """How the key milestones slipped since their first snapshot."""
    shown = (
        Shown("Milestone", width=3, form=Form.TITLE), Shown("First forecast", width=1.2),
        Shown("Forecast now", width=1.2), Shown("Slip", "Slip", 1, Form.LATE),
        Shown("Moves", "Times moved", 1, Form.COUNT),
    )  # fmt: skip
    return listed(desk, "milestone_slip", shown, heading="How forecasts moved since the first snapshot", most=most)


def drift(desk: Desk, most: int = 8) -> tuple[Table, ...]:
    """The dates moved in the period without an approved change."""
    shown = (
        Shown("Milestone", width=3, form=Form.TITLE), Shown("Date", "Which date", 1.3), Shown("Before", width=1.1),
        Shown("Now", width=1.1), Shown("Days without approval", "Moved without approval", 1.4, Form.SIGNED_DAYS),
    )  # fmt: skip
    return listed(desk, "unapproved_drift", shown, heading="Dates moved without an approved change", most=most)


def changes_in_period(desk: Desk) -> tuple[Table, ...]:
    """The changes to the plan that wait or were decided lately."""
    shown = (
        Shown("Title", "Change", 3, Form.TITLE), Shown("Type", width=0.9), Shown("Status", width=1.1),
        Shown("Timeline (days)", "Timeline", 1, Form.SIGNED_DAYS), Shown("Cost", width=1.1, form=Form.SIGNED_MONEY),
        Shown("Approval by", width=1.8), Shown("Decision due", width=1.1),
    )  # fmt: skip
    return listed(desk, "change_listing", shown, heading="Changes asked for", n=MOST_MOVES,
                  keep=lambda row: bool(row["Pending"]))  # fmt: skip


def what_changed(desk: Desk) -> tuple[Block | Line, ...]:
    """What moved since the period before, greatest effect first; the words of restricted issues stay out."""
    if desk.before is None:
        return (muted("No comparison yet: no snapshot was taken before this period."),)
    rows = []
    for one in moved(desk, desk.only)[:MOST_MOVES]:
        told = public_movement(desk, one)
        rows.append(Row(told.id, (Cell.of(one.id, True), Cell.of(told.text), Cell.of(told.effect, True, told.tone))))
    if not rows:
        return (muted(f"Nothing moved since {desk.previous_period_label}."),)
    columns = (Column("What", width=0.9), Column("What happened", width=6), Column("Effect", "right", 1.4))
    return (Table("what_changed", f"What changed since {desk.previous_period_label}", columns, tuple(rows)),)
