from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.quality import latest_measures, smallest_rise
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
QUALITY = ["Month", "Initiative", "Measure", "Value", "Target", "Floor", "Weight", "Mandatory gate"]


def measure(name: str, value: Any, target: float, floor: float, weight: Any = "", gate: str = "",
            month: date = NOVEMBER) -> list[Any]:  # fmt: skip
    return [month, "I-01", name, value, target, floor, weight, gate]


def engine(*measures: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"quality": [QUALITY, *measures]}, TODAY))


def score(*measures: list[Any]) -> float:
    found: float = engine(*measures).value("quality_score")
    return found


def test_halfway_between_floor_and_target_is_five_of_ten_in_either_direction() -> None:
    assert score(measure("Test coverage", 60.0, 80.0, 40.0)) == pytest.approx(5)
    assert score(measure("Escaped defects", 10.0, 5.0, 15.0)) == pytest.approx(5)


def test_beyond_target_counts_ten_and_below_floor_zero() -> None:
    assert score(measure("Test coverage", 95.0, 80.0, 40.0)) == 10
    assert score(measure("Escaped defects", 40.0, 5.0, 15.0)) == 0


def test_weights_count_and_a_blank_weight_is_one() -> None:
    found = score(measure("A", 10.0, 10.0, 0.0, 3.0), measure("B", 0.0, 10.0, 0.0))
    assert found == pytest.approx(7.5)


def test_the_latest_month_up_to_the_status_date_counts() -> None:
    rows = [measure("A", 2.0, 10.0, 0.0, month=NOVEMBER), measure("A", 9.0, 10.0, 0.0, month=OCTOBER),
            measure("A", 10.0, 10.0, 0.0, month=date(2026, 12, 1))]  # fmt: skip
    assert score(*rows) == score(*rows[::-1]) == pytest.approx(2)


def test_a_measure_without_a_value_drops_out_with_its_weight_and_the_coverage_says_so() -> None:
    rows = (measure("A", 8.0, 10.0, 0.0), measure("B", "", 10.0, 0.0), measure("C", 6.0, 10.0, 0.0))
    assert score(*rows) == pytest.approx(7)
    assert engine(*rows).value("quality_coverage") == "2 of 3"


def test_a_measure_of_weight_0_is_listed_and_counts_nowhere() -> None:
    rows = (measure("A", 8.0, 10.0, 0.0), measure("B", 1.0, 10.0, 0.0, 0.0))
    assert score(*rows) == pytest.approx(8)
    assert engine(*rows).value("quality_coverage") == "1 of 1"
    assert len(engine(*rows).value("quality_measures").rows) == 2


def test_with_less_than_half_of_the_weight_measured_there_is_no_score() -> None:
    assert math.isnan(score(measure("A", 8.0, 10.0, 0.0, 1.0), measure("B", "", 10.0, 0.0, 1.1)))
    assert score(measure("A", 8.0, 10.0, 0.0, 1.0), measure("B", "", 10.0, 0.0, 1.0)) == pytest.approx(8)


def test_a_failed_mandatory_gate_caps_the_score_at_4_9() -> None:
    good = measure("A", 10.0, 10.0, 0.0, 9.0)
    assert score(good, measure("B", 9.99, 10.0, 0.0, gate="Yes")) == 4.9
    assert score(good, measure("B", 10.0, 10.0, 0.0, gate="Yes")) == 10
    assert score(measure("A", 1.0, 10.0, 0.0), measure("B", 1.0, 10.0, 0.0, gate="Yes")) == pytest.approx(1)


def test_target_equal_to_floor_measures_nothing() -> None:
    assert math.isnan(score(measure("A", 8.0, 10.0, 10.0)))


def test_failed_gates_are_listed_first_then_the_lowest_score() -> None:
    rows = (measure("A", 8.0, 10.0, 0.0), measure("B", 2.0, 10.0, 0.0), measure("C", 9.0, 10.0, 0.0, gate="Yes"))
    assert [row[0] for row in engine(*rows).value("quality_measures").rows] == ["C", "B", "A"]


def test_nothing_measured_is_not_known() -> None:
    assert math.isnan(score())
    assert engine().value("quality_coverage") == ""
    assert engine().value("quality_measures").rows == ()


MEASURES = st.lists(
    st.tuples(st.floats(0, 10), st.sampled_from([(10.0, 0.0), (0.0, 10.0)]), st.sampled_from([1.0, 2.0, 5.0]),
              st.sampled_from(["", "Yes"])), min_size=1, max_size=5,
)  # fmt: skip


def built(rows: list[tuple[float, tuple[float, float], float, str]]) -> list[list[Any]]:
    return [measure(f"M{n}", v, t, f, w, gate) for n, (v, (t, f), w, gate) in enumerate(rows)]


@given(MEASURES, st.floats(5, 10))
def test_the_smallest_rise_reaches_the_score_it_was_sought_for(rows: list[Any], goal: float) -> None:
    cells = built(rows)
    found = latest_measures(engine(*cells).table("quality"))
    for row, value in smallest_rise(found, goal):
        name = found.rows["measure"][row]
        next(cell for cell in cells if cell[2] == name)[3] = value
    assert score(*cells) >= goal - 1e-6


@given(MEASURES, st.randoms())
def test_the_order_of_rows_changes_nothing_and_the_score_lies_between_0_and_10(rows: list[Any], random: Any) -> None:
    cells = built(rows)
    assert score(*cells) == pytest.approx(score(*random.sample(cells, len(cells))))
    assert 0 <= score(*cells) <= 10
