from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 9, 30)
NARRATIVE = ["Period", "Type", "Rank", "Text", "Initiative"]
MILESTONE = ["ID", "Milestone", "Owner", "Key", "Baseline date", "Forecast date", "Actual date"]
ISSUE = ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date", "Raised on", "Resolved on"]
MILESTONES = [
    ["M-1", "Pilot open", "Ann", "No", date(2026, 7, 2), date(2026, 7, 2), date(2026, 7, 2)],
    ["M-2", "Service ready", "Ann", "Yes", date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 14)],
    ["M-3", "Mock 2 done", "Ann", "No", date(2026, 11, 9), date(2026, 11, 9), ""],
    ["M-4", "App released", "Ann", "Yes", date(2026, 12, 9), date(2026, 12, 9), ""],
    ["M-5", "Cut-over", "Ann", "Yes", date(2027, 3, 9), date(2027, 3, 9), ""],
    ["M-6", "Too early", "Ann", "Yes", date(2026, 6, 30), date(2026, 6, 30), date(2026, 6, 30)],
]
ISSUES = [
    ["IS-1", "Outage", "Critical", "Resolved", "Ann", date(2026, 8, 3), date(2026, 8, 1), date(2026, 8, 2)],
    ["IS-2", "Typo", "Low", "Resolved", "Ann", date(2026, 8, 3), date(2026, 8, 1), date(2026, 8, 2)],
    ["IS-3", "Keys clash", "Critical", "Open", "Ann", date(2026, 10, 3), date(2026, 8, 1), ""],
]


def engine(*narrative: list[Any], **sheets: list[list[Any]]) -> Engine:
    cells = {"narrative": [NARRATIVE, *narrative], "milestones": [MILESTONE, *sheets.get("milestones", MILESTONES)],
             "issues": [ISSUE, *sheets.get("issues", ISSUES)]}  # fmt: skip
    return Engine(Tracker.from_cells("t.xlsx", cells, TODAY))


def told(found: Engine, name: str, **own: Any) -> list[tuple[Any, ...]]:
    return [row[:2] for row in found.value(name, Scope(period=found.tracker.period("2026-Q3")), **own).rows]


def test_typed_lines_of_the_period_come_by_rank_and_nothing_is_added() -> None:
    found = engine(["2026-q3", "Achievement", 2.0, "Second", ""], ["2026-Q3", "Achievement", 1.0, "First", ""],
                   ["2026-Q2", "Achievement", 1.0, "Old", ""], ["2026-Q3", "Focus", 1.0, "Other", ""])  # fmt: skip
    assert told(found, "key_achievements") == [("First", False), ("Second", False)]


def test_blank_achievements_are_proposed_from_what_was_reached() -> None:
    assert told(engine(), "key_achievements") == [("Service ready", True), ("Pilot open", True), ("Outage", True)]
    assert told(engine(), "key_achievements", n=1) == [("Service ready", True)]


def test_blank_focus_is_proposed_from_grave_issues_and_the_next_milestones() -> None:
    assert told(engine(), "current_focus") == [("Keys clash", True), ("Mock 2 done", True), ("App released", True)]


def test_blank_goals_are_proposed_from_the_milestones_of_the_next_period() -> None:
    assert told(engine(), "next_goals") == [("App released", True), ("Mock 2 done", True)]


def test_a_proposal_names_its_sheet_id_and_day() -> None:
    assert engine().value("next_goals", Scope(period=engine().tracker.period("2026-Q3"))).rows[0] == (
        "App released", True, "Milestones", "M-4", date(2026, 12, 9), "",
    )  # fmt: skip


def test_nothing_is_made_up_where_nothing_was_reached() -> None:
    empty = engine(milestones=[], issues=[])
    for name in ("key_achievements", "current_focus", "next_goals", "resource_needs"):
        assert told(empty, name) == []
