from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics.risk_scores import (
    expected_value,
    risk_band,
    risk_expected_cost,
    risk_expected_days,
    risk_score,
)
from exectrack_xl.schema.settings import RISK_LOOKUP
from exectrack_xl.tracker import Settings

FIVE = Settings({"risk_scale": "5x5"})
NAN = math.nan


def band_as_the_sheet_says(score: float) -> str:
    if math.isnan(score):
        return ""
    return "Critical" if score >= 7 else "High" if score >= 4 else "Medium" if score >= 2 else "Low"


def test_the_3x3_scale_multiplies() -> None:
    pairs = np.array(list(product([1.0, 2.0, 3.0], repeat=2)))
    assert list(risk_score(pairs[:, 0], pairs[:, 1], Settings())) == [1, 2, 3, 2, 4, 6, 3, 6, 9]


def test_the_5x5_scale_looks_the_score_up() -> None:
    for probability, impact in product(range(1, 6), repeat=2):
        assert risk_score(probability, impact, FIVE) == RISK_LOOKUP[probability - 1][impact - 1]


def test_on_the_5x5_scale_impact_weighs_more_than_probability() -> None:
    assert all(
        risk_score(low, high, FIVE) >= risk_score(high, low, FIVE)
        for low, high in product(range(1, 6), repeat=2) if low < high
    )  # fmt: skip


@pytest.mark.parametrize("rules", [Settings(), FIVE])
def test_a_blank_probability_or_impact_has_no_score(rules: Settings) -> None:
    assert np.isnan(risk_score([NAN, 2.0, NAN], [2.0, NAN, NAN], rules)).all()


def test_a_value_off_the_5x5_scale_has_no_score() -> None:
    assert np.isnan(risk_score([0.0, 6.0, 3.0], [3.0, 3.0, 9.0], FIVE)).all()


def test_bands_are_those_of_the_sheet_at_every_score() -> None:
    scores = [NAN, *map(float, range(1, 10))]
    assert list(risk_band(scores)) == [band_as_the_sheet_says(score) for score in scores]


def test_a_typed_chance_wins_over_the_one_of_the_score() -> None:
    assert risk_expected_cost(0.3, 3.0, 50_000.0, Settings()) == pytest.approx(15_000)
    assert risk_expected_cost(NAN, 3.0, 50_000.0, Settings()) == pytest.approx(35_000)
    assert risk_expected_cost(NAN, 3.0, 50_000.0, Settings({"chance_3": 0.9})) == pytest.approx(45_000)


def test_expected_values_are_blank_where_the_sheet_leaves_them_blank() -> None:
    assert math.isnan(risk_expected_cost(0.3, 3.0, NAN, Settings()))
    assert math.isnan(risk_expected_cost(NAN, NAN, 50_000.0, Settings()))
    assert risk_expected_cost(0.3, NAN, 50_000.0, Settings()) == pytest.approx(15_000)
    assert math.isnan(risk_expected_days(NAN, 2.0, NAN, Settings()))


def test_an_opportunity_has_a_negative_expected_cost() -> None:
    assert risk_expected_cost(0.1, 1.0, -200_000.0, Settings()) == pytest.approx(-20_000)


def test_two_threats_and_one_opportunity_of_the_published_case() -> None:
    values = expected_value([0.3, 0.4, 0.1], [-50_000, 20_000, -200_000])
    assert list(values) == pytest.approx([-15_000, 8_000, -20_000])
    assert values.sum() == pytest.approx(-27_000)


def test_expected_value_refuses_a_score_in_the_place_of_a_chance() -> None:
    assert math.isnan(expected_value(3.0, 50_000.0))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1e7))
def test_a_smaller_chance_never_costs_more(one: float, other: float, cost: float) -> None:
    low, high = sorted((one, other))
    assert risk_expected_cost(low, 1.0, cost, Settings()) <= risk_expected_cost(high, 1.0, cost, Settings())
