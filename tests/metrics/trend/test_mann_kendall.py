from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics.trend.mann_kendall import mann_kendall, sen_slope
from exectrack_xl.metrics.trend.process_behaviour import BEYOND, NEAR_LIMIT, ONE_SIDE, Chart

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=20)


@given(VALUES)
def test_a_series_read_backwards_has_the_opposite_trend(values: list[float]) -> None:
    there, back = mann_kendall(values), mann_kendall(values[::-1])
    assert (back.score, back.z, back.tau) == (-there.score, -there.z, -there.tau)
    assert back.slope == pytest.approx(-there.slope)
    assert back.p == there.p


@given(VALUES, st.floats(0.01, 100), st.floats(-100, 100))
def test_scaling_scales_the_slope_and_shifting_does_not(values: list[float], factor: float, shift: float) -> None:
    before, after = mann_kendall(values), mann_kendall([factor * value + shift for value in values])
    assert after.slope == pytest.approx(factor * before.slope, abs=1e-6)


@given(VALUES)
def test_stretching_time_divides_the_slope(values: list[float]) -> None:
    weeks = np.arange(len(values), dtype=float)
    assert sen_slope(np.array(values), weeks * 7) == pytest.approx(sen_slope(np.array(values), weeks) / 7)


@given(VALUES)
def test_only_the_order_of_values_counts_for_the_test(values: list[float]) -> None:
    cubed = [value**3 for value in values]
    assert mann_kendall(cubed).z == mann_kendall(values).z


@given(VALUES)
def test_tau_and_chance_stay_within_their_bounds(values: list[float]) -> None:
    found = mann_kendall(values)
    assert -1 <= found.tau <= 1
    assert 0 <= found.p <= 1


def test_a_series_that_rises_throughout_has_tau_one() -> None:
    found = mann_kendall(range(10))
    assert (found.tau, found.slope, found.word) == (1, 1, "Rising")


def test_too_little_to_judge_is_no_trend() -> None:
    assert mann_kendall([]).word == mann_kendall([3]).word == "No trend"
    assert math.isnan(mann_kendall([3]).slope)


@given(st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=30))
def test_limits_lie_around_the_mean_and_scale_with_the_values(values: list[float]) -> None:
    chart, doubled = Chart.of(values), Chart.of([2 * value for value in values])
    assert chart.lower <= chart.mean <= chart.upper
    assert doubled.upper == pytest.approx(2 * chart.upper)


def test_a_single_wild_value_is_beyond_the_limits() -> None:
    assert [signal for signal in Chart.of([5, 6, 5, 6, 5, 6, 5, 30, 5, 6, 5, 6]).signals if signal] == [BEYOND]


def test_eight_in_a_row_on_one_side_are_a_signal_from_the_eighth_on() -> None:
    low, high = [9, 9.4, 8.8, 9.2, 9.4, 8.6, 9.3, 9.1, 9.2], [11, 10.6, 11.2, 10.8, 10.6, 11.4, 10.7, 10.9, 10.8]
    signals = Chart.of(low + high).signals
    assert [number for number, signal in enumerate(signals) if signal == ONE_SIDE] == [7, 8, 16, 17]


def test_three_of_four_near_the_same_limit_are_a_signal() -> None:
    chart = Chart.of([10, 12, 10, 8, 10, 12, 10, 8, 14.4, 14.4, 14.6, 10, 8, 10, 7, 8])
    assert NEAR_LIMIT in chart.signals


def test_a_steady_or_short_series_gives_no_signal() -> None:
    assert set(Chart.of([5, 6] * 10).signals) == {""}
    assert set(Chart.of([5, 5, 5, 5, 5, 5, 5, 5, 5]).signals) == {""}
    assert Chart.of([1, 90, 2]).signals == ("", "", "")


@given(VALUES)
def test_the_slope_lies_within_its_interval_which_is_wider_than_nothing(values: list[float]) -> None:
    found = mann_kendall(values)
    if not math.isnan(found.slope_low):
        assert found.slope_low <= found.slope <= found.slope_high
    assert math.isnan(found.slope_low) == math.isnan(found.slope_high)


def test_the_interval_holds_the_true_slope_about_95_times_of_100() -> None:
    random, times = np.random.default_rng(7), np.arange(24.0)
    caught = 0
    for _ in range(400):
        found = mann_kendall(0.3 * times + random.normal(size=24))
        caught += found.slope_low <= 0.3 <= found.slope_high
    assert 0.92 <= caught / 400 <= 0.98
