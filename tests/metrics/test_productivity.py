from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
TASK = [
    "ID",
    "Task",
    "Duration",
    "Baseline start",
    "Baseline finish",
    "Actual start",
    "Actual finish",
    "Planned effort",
    "Actual effort",
]
SPRINT = ["ID", "Team", "Start", "Finish", "Status", "Planned", "Completed", "Capacity"]


def task(name: str, planned: Any, actual: Any, finish: Any = date(2026, 10, 9)) -> list[Any]:
    return [name, "Work", 5.0, date(2026, 10, 5), date(2026, 10, 9), date(2026, 10, 5), finish, planned, actual]


def sprint(number: int, completed: float, capacity: Any, team: str = "Red", status: str = "Closed") -> list[Any]:
    return [
        f"S-{team}-{number}",
        team,
        date(2026, 9, number),
        date(2026, 9, number + 1),
        status,
        10.0,
        completed,
        capacity,
    ]


def engine(tasks: tuple[list[Any], ...] = (), sprints: tuple[list[Any], ...] = ()) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"tasks": [TASK, *tasks], "sprints": [SPRINT, *sprints]}, TODAY))


def test_only_finished_tasks_with_both_efforts_tell_how_well_was_estimated() -> None:
    found = engine(
        (
            task("T-1", 100.0, 110.0),
            task("T-2", 100.0, 90.0),
            task("T-3", 100.0, 200.0),
            task("T-4", 100.0, 900.0, ""),
            task("T-5", "", 50.0),
            task("T-6", 100.0, 400.0, date(2026, 12, 4)),
        )
    )
    assert found.value("estimation_accuracy") == pytest.approx(1.1)
    assert found.value("effort_efficiency") == pytest.approx(300 / 400)
    assert found.value("estimation_error") == pytest.approx((10 / 110 + 10 / 90 + 100 / 200) / 3)


def test_without_finished_tasks_nothing_is_known() -> None:
    assert all(
        math.isnan(engine().value(name)) for name in ("estimation_accuracy", "effort_efficiency", "estimation_error")
    )


def test_productivity_is_points_for_a_person_day_of_the_sprints_that_velocity_counts() -> None:
    rows = tuple(sprint(n, points, 80.0) for n, points in ((1, 90.0), (3, 10.0), (5, 20.0), (7, 30.0)))
    found = engine(sprints=rows)
    assert found.value("productivity") == pytest.approx(60 / 30)
    assert found.value("productivity_by_team").rows[0] == ("Red", pytest.approx(2), pytest.approx(9), 3)


def test_teams_are_not_compared_and_a_sprint_without_capacity_does_not_count() -> None:
    found = engine(sprints=(sprint(1, 10.0, 80.0), sprint(3, 99.0, ""), sprint(1, 20.0, 80.0, "Blue")))
    assert math.isnan(found.value("productivity"))
    assert found.value("productivity", team="red") == 1
