"""Numbers and dates as text."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Unit
from exectrack_xl.report import words

AMOUNTS = st.floats(-1e9, 1e9, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"), [(0.865, "87%"), (0.005, "1%"), (0.0, "0%"), (1.124, "112%"), (-0.034, "−3%")]
)
def test_a_share_is_rounded_half_up_to_whole_percent(value, text):
    assert words.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(13_214_000, "€13.2 m"), (999_500, "€1.0 m"), (999_499, "€999 k"), (9_999, "€9,999"), (0.2, "€0"), (-0.2, "€0")],
)
def test_money_is_as_short_as_it_is_said(value, text):
    assert words.money(value, "EUR") == text


@given(AMOUNTS)
def test_a_negative_amount_mirrors_the_positive_one(value):
    plain = words.money(abs(value), "EUR")
    assert words.money(-abs(value), "EUR") in (f"−{plain}", plain)


@given(st.floats(-1000, 1000, allow_nan=False))
def test_days_late_says_late_for_more_and_early_for_less(value):
    text = words.days_late(value)
    assert text == "on plan" or text.endswith("late" if value > 0 else "early")


@pytest.mark.parametrize("value", [math.nan, None, "", np.nan])
def test_what_is_not_known_is_a_dash(value):
    assert words.value_text(value, Unit.MONEY, "EUR") == "–"


def test_a_year_is_left_out_only_where_it_is_that_of_the_status_date():
    assert words.near_day(date(2026, 12, 1), date(2026, 11, 13)) == "1 Dec"
    assert words.near_day(date(2027, 1, 5), date(2026, 11, 13)) == "5 Jan 2027"
    assert words.near_day(np.datetime64("NaT"), date(2026, 11, 13)) == "–"


@pytest.mark.parametrize(("text", "shown"), [("€3 k", "+€3 k"), ("−2", "−2"), ("0.00", "0.00"), ("0%", "0%")])
def test_a_difference_carries_its_sign_but_zero_does_not(text, shown):
    assert words.signed(text) == shown
