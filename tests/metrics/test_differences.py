from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.differences import Difference, differences
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

BEFORE, AFTER = date(2026, 9, 30), date(2026, 11, 13)
HEADERS = {
    "milestones": ["ID", "Milestone", "Owner", "Key", "Baseline date", "Forecast date", "Actual date"],
    "issues": ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date"],
    "risks": ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Chance", "Cost impact", "Close reason"],
    "changes": ["ID", "Title", "Type", "Status", "Raised by", "Timeline (days)", "Cost"],
    "decisions": ["ID", "Question", "Decided by", "Needed by", "Status", "Decision"],
    "initiatives": ["ID", "Name", "Owner", "Baseline finish", "Budget"],
}


def state(day: date, **rows: list[list[Any]]) -> Tracker:
    return Tracker.from_cells("t.xlsx", {name: [HEADERS[name], *body] for name, body in rows.items()}, day)


def changed(sheet: str, before: list[list[Any]], after: list[list[Any]]) -> list[Difference]:
    found = differences(state(BEFORE, **{sheet: before}), state(AFTER, **{sheet: after}))
    return [one for one in found if one.sheet.lower() == sheet]


def milestone(forecast: Any, actual: Any = "", key: str = "") -> list[Any]:
    return ["M-1", "Go live", "Ann", key, date(2026, 12, 1), forecast, actual]


def risk(probability: float, status: str = "Open", chance: float = 0.5, reason: str = "") -> list[Any]:
    return ["R-1", "If so, then so", probability, 3.0, status, "Ann", chance, 100_000.0, reason]


def issue(priority: str, status: str = "Open", due: date = date(2026, 12, 1)) -> list[Any]:
    return ["IS-1", "Broken", priority, status, "Ann", due]


@pytest.mark.parametrize("sheets", [{}, {"milestones": [milestone(date(2026, 12, 1))], "risks": [risk(2.0)]}])
def test_two_equal_states_do_not_differ(sheets: dict[str, list[list[Any]]]) -> None:
    assert differences(state(AFTER, **sheets), state(AFTER, **sheets)) == ()


def test_a_milestone_moves_by_working_days() -> None:
    (one,) = changed("milestones", [milestone(date(2026, 12, 1))], [milestone(date(2026, 12, 8))])
    assert (one.kind, one.id, one.before, one.after, one.effect) == (
        "Moved", "M-1", date(2026, 12, 1), date(2026, 12, 8), 5,
    )  # fmt: skip


def test_a_milestone_reached_is_closed_and_a_new_one_is_new() -> None:
    (one,) = changed("milestones", [milestone(date(2026, 11, 2))], [milestone(date(2026, 11, 2), date(2026, 11, 3))])
    assert (one.kind, one.after, one.effect) == ("Closed", date(2026, 11, 3), 1)
    assert [one.kind for one in changed("milestones", [], [milestone(date(2026, 12, 1))])] == ["New"]
    assert [one.kind for one in changed("milestones", [milestone(date(2026, 12, 1))], [])] == ["Removed"]


@pytest.mark.parametrize(
    ("before", "after", "kind", "effect"),
    [
        ([], [risk(3.0)], "New", math.nan),
        ([risk(3.0)], [risk(2.0)], "Rescored", -3),
        ([risk(3.0)], [risk(3.0, chance=0.7)], "Money", 20_000),
        ([risk(3.0)], [risk(3.0, "Closed", reason="Mitigated")], "Closed", math.nan),
        ([risk(3.0)], [risk(3.0, "Occurred")], "Status", math.nan),
        ([risk(3.0, "Closed")], [risk(3.0)], "Status", math.nan),
        ([risk(3.0)], [], "Removed", math.nan),
    ],
)
def test_a_risk_appears_is_rescored_or_ends(before: list[Any], after: list[Any], kind: str, effect: float) -> None:
    (one,) = changed("risks", before, after)
    assert one.kind == kind
    assert one.effect == pytest.approx(effect, nan_ok=True)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ([], [issue("High")], "New"),
        ([issue("High")], [issue("High", "Resolved")], "Closed"),
        ([issue("High", "Closed")], [issue("High")], "Status"),
        ([issue("High")], [issue("Critical")], "Rescored"),
        ([issue("High")], [issue("High", due=date(2026, 12, 8))], "Moved"),
    ],
)
def test_an_issue_appears_ends_moves_or_grows(before: list[Any], after: list[Any], kind: str) -> None:
    (one,) = changed("issues", before, after)
    assert one.kind == kind


def test_a_change_decided_says_what_it_costs() -> None:
    row = ["CR-1", "Second team", "Resource", "Submitted", "Ann", -15.0, 310_000.0]
    (one,) = changed("changes", [row], [[*row[:3], "Approved", *row[4:]]])
    assert (one.kind, one.before, one.after, one.effect) == ("Status", "Submitted", "Approved", 310_000)


def test_a_decision_taken_says_what_was_decided() -> None:
    row = ["D-1", "Which weekend?", "COO", date(2026, 11, 20), "Pending", ""]
    (one,) = changed("decisions", [row], [[*row[:4], "Decided", "6 March"]])
    assert (one.kind, one.after) == ("Closed", "6 March")


def test_more_budget_is_a_matter_of_money() -> None:
    found = changed("initiatives", [["I-1", "Portal", "Ann", date(2027, 1, 29), 100.0]],
                    [["I-1", "Portal", "Ann", date(2027, 1, 29), 150.0]])  # fmt: skip
    assert {(one.kind, one.id, one.column, one.effect) for one in found} == {
        ("Money", "", "Approved budget", 50.0), ("Money", "I-1", "Approved budget", 50.0),
    }  # fmt: skip


def test_a_key_milestone_comes_before_others_and_a_longer_slip_before_a_shorter() -> None:
    names = ["M-1", "M-2", "M-3"]
    before = [[name, *milestone(date(2026, 12, 1))[1:]] for name in names]
    days, keys = (date(2026, 12, 8), date(2026, 12, 10), date(2026, 12, 8)), ("Yes", "", "")
    after = [[name, *milestone(day, key=key)[1:]] for name, day, key in zip(names, days, keys, strict=True)]
    assert [one.id for one in changed("milestones", before, after)] == ["M-1", "M-2", "M-3"]


SAMPLE = Engine(Tracker.from_cells("sample.xlsx", cells()))
EARLIER = SAMPLE.earlier(BEFORE)


def test_the_sample_differs_from_its_last_quarter_in_one_fixed_order() -> None:
    assert EARLIER is not None
    found = differences(EARLIER, SAMPLE)
    assert list(found) == sorted(found, key=lambda one: (-one.rank, one.sheet, one.id, one.kind, one.column))
    assert found == differences(EARLIER.tracker, SAMPLE.tracker)
    assert {one.kind for one in found} >= {"New", "Closed", "Moved", "Rescored", "Money", "Status"}
    assert all(one.rank >= 0 and math.isfinite(one.rank) for one in found)


def test_an_initiative_sees_its_own_changes_alone() -> None:
    assert EARLIER is not None
    own = differences(EARLIER, SAMPLE, "I-02")
    ids = set(SAMPLE.table("milestones").take(SAMPLE.table("milestones")["initiative"] == "I-02")["id"])
    assert {one.id for one in own if one.sheet == "Milestones"} <= ids
    assert {one.id for one in own if one.sheet == "Initiatives"} == {"I-02"}


@given(st.integers(-60, 60))
def test_there_and_back_has_the_opposite_effect(days: int) -> None:
    calendar = SAMPLE.tracker.calendar
    one, other = date(2026, 12, 1), calendar.add(date(2026, 12, 1), days).item()
    there = changed("milestones", [milestone(one)], [milestone(other)])
    back = changed("milestones", [milestone(other)], [milestone(one)])
    assert [found.rank for found in there] == [found.rank for found in back]
