from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.schedule import finish_variance, milestone_days_late, milestone_status, task_days_late
from exectrack_xl.tracker import Calendar, Settings, Tracker

TODAY = date(2026, 9, 30)
MILESTONE = ["ID", "Milestone", "Initiative", "Key", "Baseline date", "Approved date", "Forecast date", "Actual date",
             "Weight"]  # fmt: skip
INITIATIVE = ["ID", "Name", "Baseline finish", "Approved finish", "Forecast finish"]
DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def engine(*milestones: list[Any], **sheets: list[list[Any]]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"milestones": [MILESTONE, *milestones], **sheets}, TODAY))


def milestone(name: str, baseline: date, forecast: date | str, actual: date | str = "", **more: Any) -> list[Any]:
    return [name, f"Name of {name}", more.get("initiative", ""), more.get("key", ""), baseline,
            more.get("approved", ""), forecast, actual, more.get("weight", "")]  # fmt: skip


DONE = milestone("M-1", date(2026, 7, 31), date(2026, 7, 31), date(2026, 7, 30))
DONE_LATE = milestone("M-2", date(2026, 8, 31), date(2026, 9, 4), date(2026, 9, 4))
OVERDUE = milestone("M-3", date(2026, 9, 15), date(2026, 9, 15))
AHEAD = milestone("M-4", date(2026, 10, 30), date(2026, 10, 29))
MOVED = milestone("M-5", date(2026, 11, 30), date(2026, 12, 21), approved=date(2026, 12, 21), weight=3.0)


def by_counting(first: date, last: date, calendar: Calendar) -> int:
    """Working days in [first, last) or minus those in [last, first), one by one."""
    low, high = min(first, last), max(first, last)
    days = (low + timedelta(n) for n in range((high - low).days))
    count = sum(calendar.weekend[day.weekday()] == "0" and day not in calendar.holidays for day in days)
    return count if last >= first else -count


@given(DAY, DAY, st.sets(DAY, max_size=5), st.sampled_from(["0000011", "0000110", "0000000"]))
def test_days_late_are_the_working_days_the_sheet_counts(
    baseline: date, finish: date, holidays: set[date], weekend: str
) -> None:
    calendar = Calendar(weekend, tuple(sorted(holidays)))
    expected = by_counting(baseline, finish, calendar)
    assert finish_variance(baseline, finish, calendar) == expected
    assert task_days_late(baseline, finish, calendar) == expected
    assert milestone_days_late(baseline, finish, None, calendar) == expected
    assert milestone_days_late(baseline, baseline, finish, calendar) == expected


def test_row_metrics_return_the_shape_they_were_given() -> None:
    days = np.array(["2026-10-16", "NaT"], "datetime64[D]")
    assert finish_variance(days, days, Calendar()).tolist() == pytest.approx([0, math.nan], nan_ok=True)
    status = milestone_status(days, days, np.array(["NaT", "NaT"], "datetime64[D]"), Calendar(), Settings(), TODAY)
    assert status.tolist() == ["On track", ""]


def test_milestone_status_follows_days_late_forecast_and_actual_date() -> None:
    late = milestone("M-6", date(2026, 10, 1), date(2026, 10, 23))  # 16 working days
    at_risk = milestone("M-7", date(2026, 10, 1), date(2026, 10, 9))  # 6 working days
    found = engine(DONE_LATE, OVERDUE, AHEAD, late, at_risk).rows("milestone_status", "milestones")
    assert found.tolist() == ["Reached", "Late", "On track", "Late", "At risk"]


def test_adherence_weighs_milestones_and_takes_an_open_one_as_not_before_today() -> None:
    found = engine(DONE, DONE_LATE, OVERDUE, AHEAD, MOVED)
    assert found.value("timeline_adherence") == pytest.approx(5 / 7)
    assert found.value("timeline_adherence", against="baseline") == pytest.approx(2 / 7)


def test_tolerance_of_settings_makes_a_small_delay_count_as_kept() -> None:
    settings = [["Setting", "Value"], ["Tolerance", 4.0]]
    assert engine(DONE, DONE_LATE, settings=settings).value("timeline_adherence") == 1


def test_on_time_rate_counts_what_was_due_in_the_period_and_not_done() -> None:
    found = engine(DONE, DONE_LATE, OVERDUE, AHEAD)
    assert found.value("on_time_count") == "1 of 3"
    assert found.value("on_time_rate") == pytest.approx(1 / 3)
    august = Scope(period=found.tracker.period("2026-M08"))
    assert found.value("on_time_count", august) == "0 of 1"
    assert found.value("milestones_due", august) == 1
    assert found.value("milestones_reached", august) == 0


def test_what_is_due_after_the_status_date_is_not_due_yet() -> None:
    tracker = Tracker.from_cells("t.xlsx", {"milestones": [MILESTONE, DONE, OVERDUE]}, date(2026, 9, 1))
    assert Engine(tracker).value("on_time_count") == "1 of 1"


def test_on_time_rate_can_count_tasks() -> None:
    tasks = [["ID", "Task", "Baseline finish", "Actual finish"], ["T-1", "A", date(2026, 8, 3), date(2026, 8, 3)]]
    found = engine(OVERDUE, tasks=tasks)
    assert found.value("on_time_rate", of="tasks") == 1
    assert found.value("on_time_rate") == 0


def test_another_plan_than_the_two_is_refused() -> None:
    with pytest.raises(MetricError, match='give one of "approved", "baseline"'):
        engine(DONE).value("timeline_adherence", against="original")


def test_hit_rate_counts_late_ones_as_reached() -> None:
    assert engine(DONE, DONE_LATE, OVERDUE, AHEAD).value("milestone_hit_rate") == pytest.approx(2 / 3)


def test_key_milestones_are_the_next_ones_filled_up_with_the_last_reached() -> None:
    found = engine(MOVED, AHEAD, DONE, OVERDUE, DONE_LATE).value("key_milestones", n=4)
    assert [row[0] for row in found.rows] == ["M-2", "M-3", "M-4", "M-5"]
    assert found.rows[0] == ("M-2", "Name of M-2", "Reached", date(2026, 9, 4), 4.0)


def test_marked_milestones_alone_are_key() -> None:
    marked = milestone("M-9", date(2027, 1, 29), date(2027, 1, 29), key="Yes")
    assert [row[0] for row in engine(AHEAD, marked).value("key_milestones").rows] == ["M-9"]


def test_upcoming_milestones_are_open_and_due_within_the_days() -> None:
    found = engine(MOVED, AHEAD, DONE, OVERDUE)
    assert [row[0] for row in found.value("upcoming_milestones").rows] == ["M-3", "M-4", "M-5"]
    assert [row[0] for row in found.value("upcoming_milestones", days=30).rows] == ["M-3", "M-4"]


def test_the_finish_is_the_latest_expected_and_not_before_today() -> None:
    assert engine(DONE, OVERDUE).value("forecast_finish") == TODAY
    assert engine(DONE, DONE_LATE).value("forecast_finish") == date(2026, 9, 4)
    assert engine(DONE, MOVED).value("forecast_finish") == date(2026, 12, 21)


def test_days_late_are_against_the_committed_finish_and_the_driver_is_named() -> None:
    initiatives = [INITIATIVE,
                   ["I-01", "Portal", date(2026, 11, 30), date(2026, 12, 21), ""],
                   ["I-02", "Data", date(2026, 11, 30), "", date(2026, 12, 30)]]  # fmt: skip
    moved = milestone("M-5", date(2026, 11, 30), date(2026, 12, 21), initiative="I-01")
    found = engine(moved, initiatives=initiatives)
    assert found.value("forecast_finish") == date(2026, 12, 30)
    assert found.value("finish_driver") == "I-02 Data"
    assert found.value("days_late") == by_counting(date(2026, 12, 21), date(2026, 12, 30), Calendar())
    assert found.value("days_late", Scope("I-01")) == 0
    assert found.value("finish_variance_days", Scope("I-01")) == 15
    promised = [["Setting", "Value"], ["Committed finish", "2026-12-29"]]
    committed = engine(moved, initiatives=initiatives, settings=promised)
    assert committed.value("days_late") == 1
    assert committed.value("days_late", Scope("I-02")) == 22


def test_no_dates_give_no_finish() -> None:
    found = engine()
    assert found.value("forecast_finish") is None
    assert found.value("baseline_finish") is None
    assert math.isnan(found.value("days_late"))
    assert found.value("finish_driver") == ""


def test_first_time_acceptance_asks_of_the_milestones_reached_only() -> None:
    heads = ["ID", "Actual date", "Accepted first time"]
    reached = date(2026, 1, 5)
    rows = [["M-1", reached, "Yes"], ["M-2", reached, "No"], ["M-3", reached, ""], ["M-4", "", "Yes"]]
    found = Engine(Tracker.from_cells("t.xlsx", {"milestones": [heads, *rows]}, date(2026, 9, 30)))
    assert found.value("first_time_acceptance") == 0.5
