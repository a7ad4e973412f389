"""Issues: what is open, what came and went, what must go a level up. Depends on: report.desk, report.documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exectrack_xl.report.asks import ALL
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Line, Table

_OPEN = (
    Shown("Title", "Issue", 3.2, Form.TITLE), Shown("Priority", width=0.9, form=Form.WORD),
    Shown("Status", width=1.25), Shown("Owner", width=1.3), Shown("Due date", "Due", 1.0, Form.DUE),
    Shown("Resolution plan", width=2.8, secret=True),
)  # fmt: skip


def open_issues(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """The gravest open issues with their resolution plans."""
    return listed(desk, "top_issues", _OPEN, key="issues", most=most, n=ALL) or (muted("No issue is open."),)


def open_in_short(desk: Desk, most: int) -> tuple[Block | Line, ...]:
    """The gravest open issues, one line each."""
    shown = (
        Shown("Title", "Issue", 4.4, Form.TITLE), Shown("Priority", width=0.8, form=Form.WORD),
        Shown("Owner", width=1.5), Shown("Due date", "Due", 1.5, Form.DUE),
    )  # fmt: skip
    return listed(desk, "top_issues", shown, key="issues", most=most, n=ALL) or (muted("No issue is open."),)


def blockers(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """The open issues that are Critical or make work stand still."""
    found = listed(desk, "top_issues", _OPEN, key="blockers", most=most, keep=_is_blocker, n=ALL)
    return found or (muted("Nothing stands in the way of work."),)


def blockers_in_short(desk: Desk, most: int) -> tuple[Block | Line, ...]:
    """The same for one page."""
    shown = (
        Shown("Title", "Issue", 3.2, Form.TITLE), Shown("Priority", width=0.8, form=Form.WORD),
        Shown("Owner", width=1.4), Shown("Due date", "Due", 1.0, Form.DUE),
        Shown("Resolution plan", width=3.4, secret=True),
    )  # fmt: skip
    found = listed(desk, "top_issues", shown, key="blockers", most=most, keep=_is_blocker, n=ALL)
    return found or (muted("Nothing stands in the way of work."),)


def others(desk: Desk, most: int = 8) -> tuple[Block | Line, ...]:
    """The open issues that are neither."""
    return listed(desk, "top_issues", _OPEN, key="other_issues", most=most, n=ALL,
                  keep=lambda row: not _is_blocker(row))  # fmt: skip


def flow(desk: Desk) -> tuple[Line, ...]:
    """What came, what was settled, how long it took."""
    return lines(sentence(
        desk, "{open_issues} issues are open, {overdue_issues} of them overdue, {blockers} blocking work.",
        "In the period {issues_opened} were raised and {issues_closed} settled.",
        "Half are settled within {mttr_issue} working days.",
    ))  # fmt: skip


def escalations(desk: Desk, most: int = 6) -> tuple[Table, ...]:
    """The issues whose level should have decided by now."""
    shown = (
        Shown("Title", "Issue", 3.2, Form.TITLE), Shown("Priority", width=0.9, form=Form.WORD),
        Shown("Escalation", "Level now", 1.0), Shown("Level by age", width=1.0),
        Shown("Escalation due", "Decision due", 1.1, Form.DUE), Shown("Owner", width=1.3),
    )  # fmt: skip
    return listed(desk, "overdue_escalations", shown, heading="Escalations overdue", most=most)


def new_issues(desk: Desk, since: Any) -> tuple[Block | Line, ...]:
    """The open issues raised on or after a day."""
    table = desk.table("issues")
    fresh = frozenset(table["id"][table["raised"] >= since].tolist())
    return listed(desk, "top_issues", _OPEN, key="new_issues", heading="Raised since the last working day",
                  keep=lambda row: row["ID"] in fresh, n=ALL)  # fmt: skip


def recurring(desk: Desk, most: int = 4) -> tuple[Table, ...]:
    """The issues that came back, and what is done against it."""
    hidden = desk.restricted
    shown = (
        Shown("Issues", width=1.4), Shown("What they share", width=2.8), Shown("Root cause", width=2.2),
        Shown("Prevention", width=2.8),
    )  # fmt: skip
    return listed(desk, "recurring_issues", shown, heading="Issues that came back", most=most,
                  keep=lambda row: not any(one in row["Issues"] for one in hidden))  # fmt: skip


def _is_blocker(row: Mapping[str, Any]) -> bool:
    return bool(row["Blocker"] == "Yes" or row["Priority"] == "Critical")
