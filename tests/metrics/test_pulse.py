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
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
PULSE = ["Month", "Team", "Answers", "Satisfaction", "Engagement", "Growth", "Collaboration", "Promoters", "Detractors"]


def answers(team: str, count: float, value: float, month: date = NOVEMBER, **more: Any) -> list[Any]:
    return [month, team, count, value, value, value, more.get("collaboration", value), more.get("promoters", ""),
            more.get("detractors", "")]  # fmt: skip


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"pulse": [PULSE, *rows]}, TODAY))


def test_fewer_than_three_answers_are_shown_nowhere_and_the_reason_is_told() -> None:
    found = engine(answers("Red", 2.0, 1.0, promoters=0.0, detractors=2.0), answers("Blue", 3.0, 4.0))
    assert math.isnan(found.value("team_health", team="Red"))
    assert math.isnan(found.value("enps", team="Red"))
    assert found.value("team_health_history", team="Red").values == ()
    blue, red = found.value("team_pulse").rows
    assert blue[-1] == ""
    assert red[2] == 2
    assert all(math.isnan(value) for value in red[3:7])
    assert red[-1] == "Fewer than 3 answers: not shown."


def test_a_team_that_is_not_shown_cannot_be_worked_back_from_the_mean_of_all() -> None:
    with_red = engine(answers("Red", 2.0, 1.0), answers("Blue", 3.0, 4.0)).value("team_health")
    assert with_red == engine(answers("Blue", 3.0, 4.0)).value("team_health") == 4


def test_teams_count_by_their_answers_and_only_the_last_month_of_each() -> None:
    rows = [answers("Red", 6.0, 3.0), answers("Blue", 3.0, 4.5), answers("Red", 6.0, 5.0, OCTOBER)]
    found = engine(*rows)
    assert found.value("team_health") == pytest.approx(3.5)
    assert found.value("team_health_history").values == (5.0, pytest.approx(3.5))


def test_one_aspect_can_be_asked_for() -> None:
    found = engine(answers("Red", 6.0, 3.0, collaboration=4.0))
    assert found.value("team_health", aspect="Collaboration") == 4
    assert found.value("team_health") == 3  # satisfaction, engagement, growth
    with pytest.raises(MetricError, match="aspect cannot be 'mood'"):
        found.value("team_health", aspect="mood")


def test_recommendation_is_promoters_less_detractors_per_hundred() -> None:
    found = engine(answers("Red", 8.0, 3.0, promoters=4.0, detractors=2.0), answers("Blue", 8.0, 3.0))
    assert found.value("enps") == pytest.approx(25)


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(1, 5)), min_size=1, max_size=6))
def test_health_lies_between_the_unhappiest_and_the_happiest_team_that_is_shown(rows: list[tuple[int, float]]) -> None:
    found = engine(*(answers(f"Team {n}", float(count), value) for n, (count, value) in enumerate(rows)))
    shown = [value for count, value in rows if count >= 3]
    health = found.value("team_health")
    assert math.isnan(health) if not shown else min(shown) - 1e-9 <= health <= max(shown) + 1e-9
