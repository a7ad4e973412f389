from __future__ import annotations

from datetime import date

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
DECISIONS = [
    ["ID", "Question", "Decided by", "Needed by", "Status", "Option A", "Option A cost", "Recommendation",
     "Decided on"],
    ["D-1", "Pay for a second team?", "CFO", date(2026, 11, 20), "Pending", "Full team", 310_000.0, "Option A", ""],
    ["D-2", "Which weekend?", "COO", date(2026, 11, 6), "Pending", "6 March", "", "", ""],
    ["D-3", "Which supplier?", "CIO", date(2026, 10, 6), "Decided", "", "", "", date(2026, 10, 5)],
    ["D-4", "Which cloud?", "CIO", date(2026, 12, 6), "Decided", "", "", "", date(2026, 11, 20)],
    ["D-5", "Stop?", "CIO", "", "Pending", "", "", "", ""],
]  # fmt: skip
ACTIONS = [
    ["ID", "Action", "Owner", "Due date", "Status", "Done on", "Stakeholder action"],
    ["A-1", "Name champions", "Sales", date(2026, 11, 16), "Open", "", "Yes"],
    ["A-2", "Hand over the rule", "Ann", date(2026, 11, 9), "In Progress", "", "No"],
    ["A-3", "Book rooms", "Ann", date(2026, 11, 1), "Done", date(2026, 11, 1), ""],
]
ENGINE = Engine(Tracker.from_cells("t.xlsx", {"decisions": DECISIONS, "actions": ACTIONS}, TODAY))


def test_pending_decisions_come_by_the_day_they_are_needed_with_options_and_days_overdue() -> None:
    listing = ENGINE.value("pending_decisions")
    assert [(row[0], row[-1]) for row in listing.rows] == [("D-2", 5), ("D-1", 0), ("D-4", 0), ("D-5", 0)]
    option = listing.headers.index("Option A")
    assert listing.rows[1][option : option + 2] == ("Full team", 310_000.0)


def test_open_actions_come_by_due_date() -> None:
    assert [(row[0], row[-1]) for row in ENGINE.value("open_actions").rows] == [("A-2", 4), ("A-1", 0)]


def test_stakeholder_actions_are_those_asked_of_outsiders() -> None:
    assert [row[0] for row in ENGINE.value("open_actions", stakeholder="yes").rows] == ["A-1"]


def test_empty_sheets_give_empty_lists() -> None:
    empty = Engine(Tracker.from_cells("t.xlsx", {}, TODAY))
    assert (empty.value("pending_decisions").rows, empty.value("open_actions").rows) == ((), ())
