from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)  # a Friday
HEADERS = ["Issue ID", "Title", "Priority", "Status", "Owner", "Raised on", "Escalation", "Escalation due"]


def told(*issues: list[Any], settings: tuple[tuple[str, Any], ...] = ()) -> list[dict[str, Any]]:
    cells = {"issues": [HEADERS, *issues], "settings": [["Setting", "Value"], *map(list, settings)]}
    listing = Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("escalation_next")
    return [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]


def issue(priority: str, raised: date, level: str = "", due: Any = "") -> list[Any]:
    return ["IS-1", "Slow", priority, "Open", "Ann", raised, level, due]


@pytest.mark.parametrize(
    ("row", "following", "due", "hours"),
    [
        (issue("High", date(2026, 11, 12)), "Manager", date(2026, 11, 17), 16),
        (issue("High", date(2026, 11, 9)), "Manager", date(2026, 11, 12), -8),
        (issue("High", date(2026, 11, 9), "Manager"), "Director", date(2026, 11, 17), 16),
        (issue("Critical", date(2026, 11, 12)), "Manager", date(2026, 11, 13), 0),
        (issue("High", date(2026, 11, 9), "Director", date(2026, 11, 11)), "Executive", date(2026, 11, 11), -16),
        (issue("High", date(2026, 11, 9), "Executive", date(2026, 11, 16)), "", date(2026, 11, 16), 8),
    ],
)
def test_the_next_level_is_due_when_the_levels_so_far_have_had_their_time(
    row: list[Any], following: str, due: date, hours: float
) -> None:
    (found,) = told(row)
    assert (found["Next level"], found["Due"], found["Hours left"]) == (following, due, hours)


def test_half_a_day_counts_in_hours_of_the_working_day_that_settings_name() -> None:
    settings = (("Escalate Critical after", 0.5), ("Hours per day", 7.0))
    (found,) = told(issue("Critical", TODAY), settings=settings)
    assert (found["Due"], found["Hours left"]) == (TODAY, 3.5)


def test_an_executive_issue_without_a_day_and_one_without_priority_are_not_listed() -> None:
    assert told(issue("High", date(2026, 11, 9), "Executive"), ["IS-2", "Odd", "", "Open", "Ann", TODAY, "", ""]) == []


@given(st.sampled_from(["Critical", "High", "Medium", "Low"]), st.dates(date(2026, 6, 1), TODAY))
def test_an_issue_is_due_just_when_its_age_calls_for_a_level_above_the_team(priority: str, raised: date) -> None:
    (found,) = told(issue(priority, raised))
    assert (found["Hours left"] <= 0) is (found["Level by age"] != "Team")
