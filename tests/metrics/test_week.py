from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)  # a Friday
PAST, AHEAD, RECENT = date(2026, 11, 9), date(2026, 12, 20), date(2026, 11, 10)


def week(sheet: str, *rows: dict[str, Any], governance: str = "Light") -> list[dict[str, Any]]:
    columns = SHEETS[sheet].columns
    cells: dict[str, list[list[Any]]] = {
        sheet: [[c.header for c in columns], *[[row.get(c.name, "") for c in columns] for row in rows]],
        "settings": [["Setting", "Value"], ["Governance", governance]],
    }
    listing = Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("this_week")
    return [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]


ISSUE = {"id": "IS-1", "title": "Slow", "priority": "Low", "status": "Open", "owner": "Ada", "due": AHEAD,
         "raised": RECENT}  # fmt: skip
RISK = {"id": "R-1", "title": "Late", "status": "Open", "owner": "Ben", "raised": RECENT, "due": AHEAD}


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        ("milestones", {"id": "M-1", "name": "Live", "owner": "Ada", "forecast": PAST}, "forecast"),
        ("tasks", {"id": "T-1", "name": "Build", "owner": "Ada", "finish": PAST}, "finish"),
        ("issues", {**ISSUE, "due": PAST}, "due"),
        ("issues", {**ISSUE, "escalation": "Manager", "escalation_due": PAST}, "escalation_due"),
        ("risks", {**RISK, "due": PAST}, "due"),
        ("mitigations", {"id": "MT-1", "action": "Test", "owner": "Ada", "due": PAST}, "due"),
        ("changes", {"id": "CR-1", "title": "More", "status": "Submitted", "approver": "Ada",
                     "decision_due": PAST}, "decision_due"),
        ("approvals", {"change": "CR-1", "approver": "Ada", "decision": "Pending", "due": PAST}, "due"),
        ("actions", {"id": "A-1", "action": "Call", "owner": "Ada", "status": "Open", "due": PAST}, "due"),
        ("decisions", {"id": "D-1", "question": "?", "owner": "Ada", "status": "Pending", "needed_by": PAST},
         "needed_by"),
        ("dependencies", {"id": "DP-1", "deliverable": "Line", "owner": "Ada", "needed_by": PAST}, "needed_by"),
        ("assumptions", {"id": "AS-1", "assumption": "So", "owner": "Ada", "status": "Open", "validate_by": PAST},
         "validate_by"),
        ("needs", {"id": "N-1", "need": "Two", "approver": "Ada", "status": "Requested", "needed_by": PAST},
         "needed_by"),
        ("improvements", {"id": "IM-1", "action": "Less", "owner": "Ada", "status": "Open", "due": PAST}, "due"),
    ],
)  # fmt: skip
def test_a_row_whose_date_has_passed_is_listed_with_its_cell_and_its_owner(
    sheet: str, row: dict[str, Any], column: str
) -> None:
    (found,) = week(sheet, row)
    letter = Tracker.from_cells("t.xlsx", {sheet: [[c.header for c in SHEETS[sheet].columns]]}, TODAY)[sheet]
    assert found["Cell"] == f"{letter.places[column]}2"
    assert found["Sheet"] == SHEETS[sheet].title
    assert found["Owner"] in ("Ada", "Ben")
    assert (found["Days overdue"], found["Why"][-19:]) == (4, "4 working days ago.")
    assert week(sheet, {**row, column: TODAY}) == []


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("milestones", {"id": "M-1", "name": "Live", "forecast": PAST, "actual": PAST}),
        ("tasks", {"id": "T-1", "name": "Build", "finish": PAST, "actual_finish": PAST}),
        ("issues", {**ISSUE, "due": PAST, "status": "Resolved", "resolution": "Index"}),
        ("risks", {**RISK, "due": PAST, "mitigation_progress": 1.0}),
        ("changes", {"id": "CR-1", "title": "More", "status": "Approved", "decision_due": PAST}),
        ("actions", {"id": "A-1", "action": "Call", "status": "Done", "due": PAST}),
    ],
)
def test_what_is_done_needs_nobody(sheet: str, row: dict[str, Any]) -> None:
    assert week(sheet, row) == []


@pytest.mark.parametrize(("sheet", "row"), [("issues", ISSUE), ("risks", RISK)])
def test_a_row_nobody_looked_at_for_more_than_a_fortnight_is_listed(sheet: str, row: dict[str, Any]) -> None:
    old, edge = date(2026, 10, 29), date(2026, 10, 30)
    (found,) = week(sheet, {**row, "raised": old})
    assert found["Why"] == "Review: looked at last on 2026-10-29."
    assert week(sheet, {**row, "raised": old, "reviewed": edge}) == []
    assert week(sheet, {**row, "raised": ""})[0]["Why"] == "Review: looked at never."
    assert week(sheet, {**row, "raised": old, "status": "Closed", "resolution": "x", "close_reason": "Expired"}) == []


def test_a_missed_communication_is_listed_until_it_is_sent() -> None:
    row = {"id": "C-1", "name": "Steering note", "cadence": "Weekly", "owner": "Ada", "start": date(2026, 1, 9),
           "last_sent": date(2026, 10, 30)}  # fmt: skip
    (found,) = week("communications", row)
    assert (found["Days overdue"], found["Column"], found["Due"]) == (5, "Last sent", date(2026, 11, 6))
    assert week("communications", {**row, "last_sent": date(2026, 11, 6)}) == []


def test_a_row_that_is_overdue_is_not_listed_for_a_review_as_well() -> None:
    (found,) = week("issues", {**ISSUE, "raised": date(2026, 1, 5), "due": PAST})
    assert "Review" not in found["Why"]


def test_what_a_step_needs_follows_the_governance() -> None:
    working = {**ISSUE, "status": "In Progress", "category": "Technical"}
    assert week("issues", working) == []
    (found,) = week("issues", working, governance="Standard")
    assert found["Why"] == "Step: In Progress needs 'Resolution plan'."


def test_what_the_next_step_needs_counts_once_its_date_is_near() -> None:
    working = {**ISSUE, "status": "In Progress", "category": "Technical", "plan": "Patch"}
    assert week("issues", working, governance="Standard") == []
    (found,) = week("issues", {**working, "due": date(2026, 11, 20)}, governance="Standard")
    assert found["Why"] == "Next step: Resolved needs 'Root Cause'. Next step: Resolved needs 'Resolution'."


def test_the_most_overdue_come_first_then_steps_then_reviews() -> None:
    rows = [{**ISSUE, "id": "IS-1", "raised": date(2026, 1, 5)}, {**ISSUE, "id": "IS-2", "due": PAST},
            {**ISSUE, "id": "IS-3", "status": "Closed"}, {**ISSUE, "id": "IS-4", "due": RECENT}]  # fmt: skip
    assert [row["ID"] for row in week("issues", *rows)] == ["IS-2", "IS-4", "IS-3", "IS-1"]


def test_an_issue_too_old_for_its_level_is_listed_where_governance_is_more_than_light() -> None:
    old = {**ISSUE, "priority": "High", "raised": date(2026, 11, 2), "reviewed": TODAY, "escalation": "Team",
           "category": "Technical", "plan": "Patch"}  # fmt: skip
    assert week("issues", old) == []
    (found,) = week("issues", old, governance="Standard")  # three days a level, nine days ago
    assert found["Why"] == "Overdue: by its age of 9 working days it belongs to the Executive."
    assert (found["Column"], found["Due"], found["Days overdue"]) == ("Escalation", date(2026, 11, 5), 6)
    assert week("issues", {**old, "escalation": "Executive"}, governance="Standard") == []
    assert week("issues", {**old, "raised": date(2026, 11, 10)}, governance="Standard") == []
    assert week("issues", {**old, "escalation_due": date(2026, 11, 20)}, governance="Standard") == []
