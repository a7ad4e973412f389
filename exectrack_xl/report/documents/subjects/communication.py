"""Communication: what is due to whom, stakeholders, handovers, actions. Depends on: report.desk, report.documents."""

from __future__ import annotations

import numpy as np

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Line, Table


def stakeholders(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """How satisfied and how engaged stakeholders are, those furthest below first."""
    found = listed(desk, "stakeholder_listing", (
        Shown("Name", "Stakeholder", 2.4, Form.TITLE), Shown("Engagement", width=1.1),
        Shown("Engagement wanted", "Wanted", 1.1), Shown("Satisfaction", "Satisfied, of 5", 0.9, Form.ONE_DIGIT),
        Shown("Contact", width=1.4), Shown("Next contact", width=1.2, form=Form.DUE),
    ), most=most)  # fmt: skip
    if not found:
        return (muted("No data yet: type whom the work concerns in sheet Stakeholders."),)
    return (*lines(sentence(desk, "Stakeholder satisfaction {stakeholder_satisfaction} of 5 ({stakeholders_asked}).")),
            *found)  # fmt: skip


def due(desk: Desk, days: int = 7, most: int = 8) -> tuple[Table, ...]:
    """What has to be said to whom."""
    return listed(desk, "comms_due", (
        Shown("Communication", width=2.6), Shown("Audience", width=2), Shown("Channel", width=1.1),
        Shown("Owner", width=1.4), Shown("Due date", "Due", 1.2, Form.DUE),
    ), heading="Communications due", most=most, days=days)  # fmt: skip


def due_in_short(desk: Desk, most: int) -> tuple[Table, ...]:
    """What has to be said today, one line each."""
    return listed(desk, "comms_due", (
        Shown("Communication", width=3), Shown("Audience", width=3.2), Shown("Owner", width=1.4),
        Shown("Due date", "Due", 1.4, Form.DUE),
    ), most=most, days=0)  # fmt: skip


def actions(desk: Desk, most: int = 8, heading: str = "Actions due") -> tuple[Table, ...]:
    """The open actions, the one due first on top."""
    return listed(desk, "open_actions", (
        Shown("Action", width=3.4, form=Form.TITLE), Shown("Owner", width=1.6), Shown("Due date", "Due", 1.3, Form.DUE),
        Shown("Status", width=1.25), Shown("Why it matters", width=2.4),
    ), heading=heading, most=most)  # fmt: skip


def handovers_now(desk: Desk, most: int = 5) -> tuple[Table, ...]:
    """What others owe us today or by the next working day; what is overdue stands with the one it holds up."""
    tomorrow = desk.tracker.calendar.add(np.datetime64(desk.day), 1).item()
    return listed(desk, "dependencies_due", (
        Shown("What is needed", "Handover", 3, Form.TITLE), Shown("From", width=1.8),
        Shown("Needed by", width=1.4, form=Form.DUE), Shown("Promised for", width=1.2), Shown("Status", width=1.1),
    ), key="handovers_now", most=most,
        keep=lambda row: bool(row["Needed by"] and desk.day <= row["Needed by"] <= tomorrow))  # fmt: skip


def handovers(desk: Desk, most: int = 8) -> tuple[Table, ...]:
    """What others still owe us."""
    return listed(desk, "dependencies_due", (
        Shown("What is needed", "Handover", 2.8, Form.TITLE), Shown("From", width=1.5),
        Shown("Needed by", width=1.3, form=Form.DUE), Shown("Promised for", width=1.1), Shown("Status", width=1.0),
        Shown("If it is late", width=2.4),
    ), heading="Handovers from others", most=most)  # fmt: skip


def needs(desk: Desk, most: int = 8) -> tuple[Table, ...]:
    """The people, money and things still needed."""
    return listed(desk, "open_needs", (
        Shown("Need", width=3, form=Form.TITLE), Shown("Needed by", width=1.2, form=Form.DUE),
        Shown("Cost", width=0.9, form=Form.MONEY), Shown("Approval by", width=1.8), Shown("Status", width=1.0),
        Shown("Justification", width=2.4),
    ), heading="Open needs", most=most)  # fmt: skip
