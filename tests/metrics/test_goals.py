from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
GOAL = ["ID", "Goal", "Measure", "Target", "Due date", "Owner", "Start value", "Current value", "Measured on", "Weight"]
INITIATIVE = ["ID", "Name", "Owner", "Baseline finish", "Budget", "Goal", "Alignment"]


def goal(name: str, start: Any, current: Any, target: float, weight: Any = "", measured: Any = "") -> list[Any]:
    return [name, f"Goal {name}", "Some", target, date(2027, 6, 30), "Ann", start, current, measured, weight]


def initiative(name: str, budget: float, serves: str = "", alignment: Any = "") -> list[Any]:
    return [name, "One", "Ann", date(2027, 6, 30), budget, serves, alignment]


def engine(*goals: list[Any], initiatives: tuple[list[Any], ...] = ()) -> Engine:
    sheets = {"goals": [GOAL, *goals], "initiatives": [INITIATIVE, *initiatives]}
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def test_a_goal_is_achieved_in_proportion_to_the_way_from_start_to_target_in_either_direction() -> None:
    found = engine(goal("G-1", 10.0, 20.0, 50.0), goal("G-2", 80.0, 50.0, 20.0))
    assert found.value("goal_achievement", goal="G-1") == 0.25
    assert found.value("goal_achievement", goal="G-2") == 0.5
    assert found.value("goal_achievement") == pytest.approx(0.375)


def test_weights_count_and_what_was_not_measured_drops_out_and_is_told() -> None:
    found = engine(goal("G-1", 0.0, 10.0, 10.0, 3.0), goal("G-2", "", 0.0, 10.0), goal("G-3", 0.0, "", 10.0, 9.0))
    assert found.value("goal_achievement") == pytest.approx(0.75)
    assert found.value("goals_measured") == "2 of 3"


def test_beyond_the_target_counts_as_reached_and_behind_the_start_as_nothing() -> None:
    found = engine(goal("G-1", 10.0, 90.0, 50.0), goal("G-2", 10.0, 5.0, 50.0))
    assert [row[7] for row in found.value("goal_listing").rows] == [1, 0]


def test_a_measurement_after_the_day_is_not_known_yet() -> None:
    assert math.isnan(engine(goal("G-1", 0.0, 5.0, 10.0, measured=date(2026, 12, 1))).value("goal_achievement"))


def test_an_unknown_goal_is_told_with_the_nearest() -> None:
    with pytest.raises(MetricError, match=r"no goal 'G-11'.*G-1"):
        engine(goal("G-1", 0.0, 5.0, 10.0)).value("goal_achievement", goal="G-11")


def test_alignment_is_the_part_of_the_budget_that_serves_a_goal() -> None:
    rows = (initiative("I-1", 300.0, "G-1", 0.5), initiative("I-2", 100.0, "G-1"), initiative("I-3", 100.0))
    found = engine(goal("G-1", 0.0, 5.0, 10.0), goal("G-2", 0.0, 5.0, 10.0), initiatives=rows)
    assert found.value("alignment_score") == pytest.approx(250 / 500)
    assert [(row[0], row[4], row[5]) for row in found.value("strategic_alignment").rows] == [
        ("G-1", "I-1, I-2", 0.8), ("G-2", "", 0.0), ("", "I-3", 0.2),
    ]  # fmt: skip


VALUES = st.floats(-1e6, 1e6)


@given(VALUES, VALUES, VALUES)
def test_achievement_lies_between_nothing_and_all(start: float, current: float, target: float) -> None:
    share = engine(goal("G-1", start, current, target)).value("goal_achievement")
    assert math.isnan(share) if start == target else 0 <= share <= 1
