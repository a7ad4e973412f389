from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
BENEFIT = ["Initiative", "Benefit", "Type", "Month", "Planned", "Realised", "Forecast", "Unit"]
INITIATIVE = ["ID", "Name", "Owner", "Baseline start", "Baseline finish", "Budget"]
COST = ["Initiative", "Month", "Actual cost", "Planned value", "Earned value"]


def month(number: int, year: int = 2026) -> date:
    return date(year, number, 1)


def benefit(at: date, planned: float, realised: Any = "", forecast: Any = "", **more: Any) -> list[Any]:
    return [more.get("initiative", "I-01"), more.get("name", "Fewer calls"), more.get("type", "Cost saving"), at,
            planned, realised, forecast, more.get("unit", "")]  # fmt: skip


def engine(*benefits: list[Any], as_of: date = TODAY, **more: Any) -> Engine:
    initiatives = [INITIATIVE, *(["I-0" + n, "One", "Ann", month(1), date(2026, 12, 31), 1000.0] for n in "12")]
    sheets = {"benefits": [BENEFIT, *benefits], "initiatives": initiatives, **more}
    return Engine(Tracker.from_cells("t.xlsx", sheets, as_of))


def test_realised_is_set_against_the_plan_of_the_months_that_were_measured() -> None:
    found = engine(
        benefit(month(8), 100, 90), benefit(month(9), 100, 80), benefit(month(10), 100), benefit(month(11), 100)
    )
    assert found.value("benefit_realisation") == pytest.approx(0.85)
    assert found.value("benefit_coverage") == "2 of 3"  # November is not over
    assert found.value("benefits_realised") == 170


def test_what_is_expected_is_realised_else_forecast_else_planned() -> None:
    found = engine(benefit(month(10), 100, 90), benefit(month(11), 100, "", 40), benefit(month(12), 100))
    assert found.value("benefits_expected") == 230
    assert found.value("benefit_outlook") == pytest.approx(230 / 300)


def test_a_value_dated_after_the_day_was_not_known_then() -> None:
    rows = (benefit(month(8), 100, 50), benefit(month(10), 100, 150))
    found = engine(*rows, as_of=date(2026, 9, 30))
    assert found.value("benefit_realisation") == 0.5
    assert found.value("benefits_expected") == 150


def test_only_money_is_added_to_money() -> None:
    found = engine(benefit(month(10), 100, 100), benefit(month(10), 900, 1, name="Claims online", unit="claims"))
    assert found.value("benefit_realisation") == 1
    assert found.value("benefits_expected") == 100
    assert [row[1:6] for row in found.value("benefit_listing").rows] == [
        ("Fewer calls", "Cost saving", "", 100.0, 100.0), ("Claims online", "Cost saving", "claims", 900.0, 1.0),
    ]  # fmt: skip


def test_the_sum_of_a_period_is_of_its_months_and_of_one_type() -> None:
    found = engine(benefit(month(9), 1, 10), benefit(month(10), 1, 20), benefit(month(11), 1, 40, type="Revenue"))
    quarter = Scope(period=found.tracker.period("2026-Q3"))
    assert [found.value("benefit_sum"), found.value("benefit_sum", quarter)] == [60, 10]
    assert found.value("benefit_sum", kind="revenue") == 40
    with pytest.raises(MetricError, match="kind cannot be 'Fame'"):
        found.value("benefit_sum", kind="Fame")


def test_the_return_counts_what_is_expected_and_apart_from_it_what_was_realised() -> None:
    costs = [COST, ["I-01", month(10), 800.0, 1000.0, 1000.0]]
    found = engine(benefit(month(10), 600, 600), benefit(month(12), 600), costs=costs)
    cost = found.value("estimate_at_completion", Scope("I-01"))
    assert found.value("roi", Scope("I-01")) == pytest.approx((1200 - cost) / cost)
    assert found.value("roi_realised", Scope("I-01")) == pytest.approx((600 - 800) / 800)
    assert found.value("payback", Scope("I-01")) == date(2026, 12, 31)


def test_payback_is_not_known_where_the_table_ends_before() -> None:
    costs = [COST, ["I-01", month(10), 800.0, 1000.0, 1000.0]]
    assert engine(benefit(month(10), 600, 600), costs=costs).value("payback", Scope("I-01")) is None


def test_the_curves_add_up_by_month_and_the_realised_one_ends_where_measuring_ended() -> None:
    found = engine(benefit(month(9), 10, 8), benefit(month(10), 10, 9, initiative="I-02"), benefit(month(11), 10))
    planned, realised = found.value("benefits_planned_curve"), found.value("benefits_realised_curve")
    assert (planned.dates[-1], planned.values) == (date(2026, 11, 30), (10, 20, 30))
    assert (realised.dates[-1], realised.values) == (date(2026, 10, 31), (8, 17))


def test_nothing_planned_is_not_known() -> None:
    found = engine()
    names = ("benefit_realisation", "benefit_outlook", "benefits_expected", "benefits_realised", "roi")
    assert all(math.isnan(found.value(name)) for name in names)
    assert found.value("benefit_coverage") == ""
    assert found.value("benefits_status") == "Not tracked"


@pytest.mark.parametrize(
    ("share", "colour"), [(96, "Green"), (95, "Green"), (94, "Yellow"), (85, "Yellow"), (84, "Red")]
)
def test_benefits_are_judged_by_the_limits_of_settings(share: float, colour: str) -> None:
    assert engine(benefit(month(10), 100, share)).value("benefits_status") == colour


def test_red_benefits_pull_the_overall_status_to_yellow_at_most() -> None:
    found = engine(benefit(month(10), 100, 10))
    row = next(row for row in found.value("status_reasons", Scope("I-01")).rows if row[0] == "Benefits")
    assert row[1:3] == ("Red", "Yellow")
    assert row[6] == "Realise EUR 85.00 more of what was planned to date."  # which is then expected, too


def test_benefits_nobody_measured_for_long_are_grey() -> None:
    assert engine(benefit(month(8), 100, 100), benefit(month(12), 100)).value("benefits_status") == "Grey"


MONTHS = st.lists(st.tuples(st.floats(1, 1e6), st.floats(0, 1e6)), min_size=1, max_size=10)


@given(MONTHS)
def test_realisation_lies_between_its_worst_and_its_best_month(rows: list[tuple[float, float]]) -> None:
    found = engine(*(benefit(month(n), planned, got) for n, (planned, got) in enumerate(rows, 1)))
    shares = [got / planned for planned, got in rows]
    assert min(shares) - 1e-9 <= found.value("benefit_realisation") <= max(shares) + 1e-9 * max(1, *shares)


@given(MONTHS)
def test_what_is_realised_is_the_end_of_its_curve(rows: list[tuple[float, float]]) -> None:
    found = engine(*(benefit(month(n), planned, got) for n, (planned, got) in enumerate(rows, 1)))
    assert found.value("benefits_realised_curve").values[-1] == pytest.approx(found.value("benefits_realised"))
