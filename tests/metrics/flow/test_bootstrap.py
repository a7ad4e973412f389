from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics.flow.bootstrap import LONGEST, RUNS, Bootstrap

WEEKS = st.lists(st.integers(0, 12), min_size=1, max_size=12)
SHARES = st.floats(0.01, 0.99)


@given(WEEKS, st.integers(0, 60), SHARES, SHARES)
def test_more_certainty_never_needs_fewer_weeks(weeks: list[float], items: int, one: float, other: float) -> None:
    draws = Bootstrap.of(weeks)
    low, high = sorted((one, other))
    assert draws.weeks_by(items, low) <= draws.weeks_by(items, high)
    assert draws.items_by(10, high) <= draws.items_by(10, low)


@given(WEEKS, st.integers(0, 60), st.integers(0, 20), SHARES)
def test_more_items_never_need_fewer_weeks(weeks: list[float], items: int, more: int, share: float) -> None:
    draws = Bootstrap.of(weeks)
    assert draws.weeks_by(items, share) <= draws.weeks_by(items + more, share)


@given(st.permutations([0.0, 1.0, 1.0, 4.0, 7.0, 2.0]))
def test_the_order_of_past_weeks_changes_nothing(weeks: list[float]) -> None:
    draws, sorted_draws = Bootstrap.of(weeks), Bootstrap.of(sorted(weeks))
    assert (draws.weeks_needed(30) == sorted_draws.weeks_needed(30)).all()


@given(WEEKS, st.integers(1, 30), st.integers(0, 15))
def test_the_chance_to_be_done_and_the_items_done_agree(weeks: list[float], items: int, ahead: int) -> None:
    draws = Bootstrap.of(weeks)
    assert draws.chance(items, ahead) == np.count_nonzero(draws.items_done(ahead) >= items) / RUNS


def test_steady_weeks_leave_no_doubt() -> None:
    draws = Bootstrap.of([4, 4, 4])
    assert draws.weeks_by(20, 0.05) == draws.weeks_by(20, 0.95) == 5
    assert draws.items_by(30, 0.95) == 120  # over more than one block of draws


def test_a_sum_of_two_coins_has_its_known_distribution() -> None:
    draws = Bootstrap.of([0, 1])
    assert draws.chance(2, 2) == pytest.approx(0.25, abs=0.03)
    assert draws.chance(1, 2) == pytest.approx(0.75, abs=0.03)


def test_what_is_never_done_takes_for_ever() -> None:
    assert Bootstrap.of([0, 0]).weeks_by(1, 0.5) == np.inf
    assert Bootstrap.of([]).weeks_by(1, 0.5) == np.inf
    assert Bootstrap.of([1]).weeks_by(LONGEST + 1, 0.5) == np.inf
    assert Bootstrap.of([]).weeks_by(0, 0.5) == 0
