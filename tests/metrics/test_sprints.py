from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

SPRINT = ["ID", "Team", "Start", "Finish", "Status", "Planned", "Completed", "In Progress", "Blocked", "To do"]


def sprint(team: str, number: int, status: str, planned: float, done: float, *rest: float) -> list[Any]:
    start = date(2026, 6, 1) + timedelta(weeks=2 * number)
    others = list(rest) or ["", "", ""]
    return [f"S-{team}-{number}", team, start, start + timedelta(11), status, planned, done, *others]


PORTAL = [sprint("Portal", 1, "Closed", 40, 10), sprint("Portal", 2, "Closed", 40, 30),
          sprint("Portal", 3, "Closed", 40, 36), sprint("Portal", 4, "Closed", 40, 42),
          sprint("Portal", 5, "Active", 41, 5, 20, 4, 12)]  # fmt: skip
DATA = [sprint("Data", 3, "Closed", 20, 10), sprint("Data", 5, "Active", 22, 2, 10, 3, 7)]


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"sprints": [SPRINT, *rows]}, date(2026, 8, 14)))


def test_velocity_is_the_mean_of_the_last_closed_sprints() -> None:
    assert engine(*PORTAL).value("velocity") == 36
    assert engine(*PORTAL).value("velocity", n=1) == 42
    assert engine(*PORTAL).value("velocity", n=99) == pytest.approx(29.5)


def test_points_of_several_teams_have_no_common_velocity() -> None:
    found = engine(*PORTAL, *DATA)
    assert math.isnan(found.value("velocity"))
    assert found.value("velocity", team="data") == 10
    assert math.isnan(found.value("velocity", team="Nobody"))
    assert found.value("say_do") == pytest.approx(118 / 140)


def test_velocity_by_team_lists_every_team_with_a_closed_sprint() -> None:
    assert engine(*PORTAL, *DATA).value("velocity_by_team").rows == (
        ("Data", 10, 10, 10, 1, 0.5), ("Portal", 36, 30, 42, 3, 0.9),
    )  # fmt: skip


def test_points_of_running_sprints_are_summed() -> None:
    found = engine(*PORTAL, *DATA)
    names = ("planned", "completed", "in_progress", "blocked", "to_do")
    assert [found.value(f"sprint_{name}") for name in names] == [63, 7, 30, 7, 19]


def test_without_a_running_sprint_its_points_are_not_known() -> None:
    assert math.isnan(engine(*PORTAL[:4]).value("sprint_planned"))
    assert math.isnan(engine().value("say_do"))
    assert math.isnan(engine().value("velocity"))


def test_history_sums_the_sprints_that_ended_on_one_day() -> None:
    found = engine(*PORTAL, *DATA).value("sprint_points_history")
    assert found.values == (10, 30, 46, 42)
    assert found.dates[-1] == date(2026, 8, 7)
