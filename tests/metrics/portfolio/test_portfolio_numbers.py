"""Numbers across trackers: money, people, the gap between told and computed, trust in the data."""

from __future__ import annotations

import math
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics.portfolio.gap import aged, gap, trend
from exectrack_xl.metrics.portfolio.health import Health, of_age, of_findings
from exectrack_xl.metrics.portfolio.money import Money, by_currency, total
from exectrack_xl.metrics.portfolio.people import Booking, conflicts

NAN = float("nan")
MAY = date(2026, 5, 1)
amounts = st.builds(
    Money, st.sampled_from(["EUR", "USD", "GBP"]), *[st.integers(0, 10**9).map(float) for _ in range(3)]
)


@given(st.lists(amounts, max_size=20))
def test_no_amount_is_lost_or_counted_twice(money: list[Money]) -> None:
    sums = by_currency(money)
    assert sum(one.trackers for one in sums) == len(money)
    assert sum(one.estimate for one in sums) == sum(one.estimate for one in money)


def test_a_tracker_without_a_budget_is_in_no_sum() -> None:
    assert by_currency([Money("EUR", NAN, 5.0, 7.0), Money("EUR", 1.0, NAN, 2.0)]) == (
        by_currency([Money("EUR", 1.0, NAN, 2.0)])
    ) or math.isnan(by_currency([Money("EUR", 1.0, NAN, 2.0)])[0].actual)
    assert by_currency([Money("EUR", NAN, 5.0, 7.0)]) == ()


def test_currencies_are_added_only_when_all_but_one_have_a_rate() -> None:
    sums = by_currency([Money("EUR", 10.0, 1.0, 11.0), Money("USD", 10.0, 1.0, 20.0), Money("GBP", 1.0, 1.0, 1.0)])
    assert total(sums, {}) is None
    assert total(sums, {"USD": 0.5}) is None  # EUR and GBP are left
    assert total(sums, {"USD": 0.5, "GBP": 2.0}) == Money("EUR", 17.0, 3.5, 23.0, 3)
    assert total(sums, {"USD": 0.5, "GBP": 2.0, "EUR": 1.0}) == Money("EUR", 17.0, 3.5, 23.0, 3)
    assert total(sums, {"USD": 0.5, "GBP": 2.0, "EUR": 3.0}) is None  # of what would that be a sum?


def test_one_tracker_alone_makes_no_conflict_and_two_that_share_a_person_fairly_neither() -> None:
    alone = [Booking("A", "Ann", MAY, 300.0, 160.0, 160.0)]
    half = [Booking(name, "Ann", MAY, 80.0, 80.0, 160.0) for name in "AB"]
    assert conflicts(alone) == ()
    assert conflicts(half) == ()
    over = conflicts([*half, Booking("C", "Ann", MAY, 10.0, 160.0, 160.0)])
    assert [(one.hours, one.available) for one in over] == [(170.0, 160.0)]


def test_a_person_who_is_away_is_over_at_any_hour() -> None:
    found = conflicts([Booking(name, "Ann", MAY, 1.0, 0.0, 0.0) for name in "AB"])
    assert math.isinf(found[0].load)


@given(st.sampled_from(["Green", "Yellow", "Red"]), st.sampled_from(["Green", "Yellow", "Red"]))
def test_the_gap_of_two_statuses_turns_its_sign_with_their_places(one: str, other: str) -> None:
    assert gap(one, other) == -gap(other, one)
    assert (trend(one, other) == "Worse") == (gap(one, other) > 0)


def test_stale_is_never_green() -> None:
    assert {aged("Green", age, 35.0) for age in (36, 400, None)} == {"Grey"}


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 5000), st.integers(0, 400))
def test_more_faults_or_older_data_never_raise_the_score(errors: int, warnings: int, rows: int, age: int) -> None:
    def score(errors: int, age: int) -> float:
        return Health(of_findings(errors, warnings, 0, rows), of_age(age, 35.0), 1.0).score

    assert 0.2 <= score(errors + 1, age + 1) <= score(errors, age) <= 1
