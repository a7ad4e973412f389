from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, evaluate
from exectrack_xl.metrics.curves import Curve, calendar_months, day_at, month_ends
from exectrack_xl.metrics.earned_schedule import earned_schedule, ieac_t, planned_duration, tspi
from exectrack_xl.tracker import Tracker


def curve(*values: float) -> Curve:
    """Cumulative planned value at the ends of January, February, …"""
    start = np.datetime64("2026-01-01")
    return Curve(start, month_ends(start, np.datetime64("2026-01") + (len(values) - 1)), np.array(values))


def monthly(*planned: float, earned: tuple[float, ...], as_of: date) -> Tracker:
    rows = [["", date(2026, at + 1, 1), "", value, earned[at] if at < len(earned) else ""]
            for at, value in enumerate(planned)]  # fmt: skip
    headers = ["Initiative", "Month", "Actual cost", "Planned value", "Earned value"]
    return Tracker.from_cells("t.xlsx", {"costs": [headers, *rows]}, as_of)


def test_earned_value_between_two_months_is_read_straight() -> None:
    assert earned_schedule(45, curve(10, 30, 60, 100)) == 2.5


def test_earning_all_is_the_first_time_the_plan_reaches_it() -> None:
    assert earned_schedule(100, curve(40, 100, 100, 100)) == 2
    assert planned_duration(curve(40, 100, 100, 100)) == 2


def test_earning_nothing_is_time_zero_even_before_a_plan_that_starts_level() -> None:
    assert earned_schedule(0, curve(0, 0, 50)) == 0


def test_months_without_planned_work_are_passed_in_one_step() -> None:
    assert earned_schedule(50, curve(50, 50, 50, 100)) == 3
    assert earned_schedule(49, curve(50, 50, 50, 100)) == pytest.approx(0.98)


def test_no_plan_gives_no_answer() -> None:
    empty = Curve(np.datetime64("NaT"), np.array([], "datetime64[D]"), np.array([]))
    assert math.isnan(earned_schedule(5, empty))
    assert math.isnan(planned_duration(empty))


def test_the_rest_cannot_be_on_time_once_the_planned_finish_is_past() -> None:
    assert math.isnan(tspi(10, 9, 10))
    assert math.isnan(ieac_t(10, 0))


def test_earning_exactly_what_was_planned_is_on_schedule_within_a_month_too() -> None:
    tracker = monthly(100.0, 310.0, 100.0, earned=(100.0, 310 * 13 / 28), as_of=date(2026, 2, 13))
    found = evaluate(tracker, ["spi", "spi_t", "earned_date", "finish_by_spi_t"])
    assert found["spi"] == pytest.approx(1)
    assert found["spi_t"] == pytest.approx(1)
    assert found["earned_date"] == date(2026, 2, 13)
    assert found["finish_by_spi_t"] == date(2026, 3, 31)


def test_a_late_project_that_ended_keeps_its_delay() -> None:
    tasks = [["ID", "Task", "Duration", "Baseline start", "Baseline finish", "Actual finish", "Progress", "Budget"],
             ["T-1", "All", 40.0, date(2026, 1, 1), date(2026, 2, 28), date(2026, 4, 30), 1.0, 100.0]]  # fmt: skip
    found = evaluate(Tracker.from_cells("t.xlsx", {"tasks": tasks}, date(2026, 9, 30)), ["spi", "spi_t", "sv_t"])
    assert found == {"spi": 1, "spi_t": pytest.approx(0.5), "sv_t": pytest.approx(-2)}


def test_a_day_found_from_months_is_the_day_the_months_were_counted_for() -> None:
    whole = curve(10, 20, 30)
    for day in (date(2026, 1, 1), date(2026, 2, 14), date(2026, 2, 28), date(2028, 12, 31)):
        assert day_at(whole, float(whole.months(np.datetime64(day)))) == day


def test_the_forecast_curves_run_from_today_to_the_finish_by_spi_t() -> None:
    tracker = monthly(100.0, 100.0, 100.0, 100.0, earned=(50.0, 50.0), as_of=date(2026, 2, 28))
    found = Engine(tracker).value("forecast_value_curve")
    assert (found.dates[0], found.dates[-1]) == (date(2026, 2, 28), date(2026, 8, 31))
    assert (found.values[0], found.values[-1]) == (100, 400)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any), st.lists(st.integers(0, 700), min_size=2))
def test_earned_schedule_never_falls_as_earned_value_grows(planned: list[int], earned: list[int]) -> None:
    whole = curve(*np.cumsum(planned))
    found = [earned_schedule(value, whole) for value in sorted(earned)]
    assert found == sorted(found)
    assert all(0 <= time <= planned_duration(whole) for time in found)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_month_is_as_long_as_its_days(day: date) -> None:
    days = np.array([day, day], "datetime64[D]") - np.array([1, 0])
    passed = np.diff(calendar_months(days))[0]
    assert 1 / 31 - 1e-9 <= passed <= 1 / 28 + 1e-9
