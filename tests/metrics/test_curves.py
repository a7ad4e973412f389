from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TASK = ["ID", "Task", "Baseline start", "Baseline finish", "Actual start", "Actual finish", "Progress", "Budget"]
TASKS = [["T-1", "A", date(2026, 1, 1), date(2026, 2, 28), date(2026, 1, 1), date(2026, 3, 31), 1.0, 90.0],
         ["T-2", "B", date(2026, 3, 1), date(2026, 5, 31), date(2026, 4, 1), "", 0.5, 60.0]]  # fmt: skip
SNAPSHOT = ["Snapshot", "Date", "Table", "ID", "Column", "Value"]
SNAPSHOTS = [["S", date(2026, 2, 28), "Tasks", "T-1", "Progress", "0.2"],
             ["S", date(2026, 2, 28), "Tasks", "T-2", "Progress", ""],
             ["S", date(2026, 3, 31), "Tasks", "T-1", "Progress", "0.9"],
             ["S", date(2026, 3, 31), "Tasks", "T-1", "Actual finish", "2026-03-31"],
             ["S", date(2026, 3, 31), "Risks", "R-1", "Impact", "3"]]  # fmt: skip


def engine(as_of: date = date(2026, 4, 30), **sheets: list[list[Any]]) -> Engine:
    headers = {"tasks": TASK, "snapshots": SNAPSHOT,
               "costs": ["Initiative", "Month", "Actual cost", "Planned value", "Earned value"]}  # fmt: skip
    return Engine(Tracker.from_cells("t.xlsx", {name: [headers[name], *rows] for name, rows in sheets.items()}, as_of))


def test_planned_value_is_shown_to_the_planned_finish() -> None:
    found = engine(tasks=TASKS).value("planned_value_curve")
    assert (found.dates[0], found.dates[-1]) == (date(2026, 1, 31), date(2026, 5, 31))
    assert (found.values[1], found.values[-1]) == (90, 150)


def test_without_snapshots_work_is_earned_evenly_from_its_first_day_to_its_last() -> None:
    found = engine(tasks=TASKS).value("earned_value_curve")
    assert found.dates == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
    assert found.values == pytest.approx((31, 59, 90, 120))


def test_where_snapshots_reach_back_their_progress_counts() -> None:
    found = engine(tasks=TASKS, snapshots=SNAPSHOTS).value("earned_value_curve")
    assert found.values == pytest.approx((18, 18, 90, 120))  # January never above what February's snapshot knew


def test_the_last_point_is_the_metric_of_the_status_date() -> None:
    found = engine(date(2026, 4, 15), tasks=TASKS, snapshots=SNAPSHOTS)
    curve = found.value("earned_value_curve")
    assert (curve.dates[-1], curve.values[-1]) == (date(2026, 4, 15), found.value("earned_value"))


def test_typed_values_are_shown_by_month() -> None:
    rows = [["", date(2026, month, 1), cost, 100.0, earned] for month, cost, earned in
            ((1, 50.0, 40.0), (2, 60.0, 30.0), (3, 70.0, ""), (4, "", ""))]  # fmt: skip
    found = engine(date(2026, 3, 15), costs=rows)
    assert found.value("planned_value_curve").values == (100, 200, 300, 400)
    assert found.value("earned_value_curve").values == (40, 70, 70)
    assert found.value("actual_cost_curve").values == (50, 110, 180)
    assert found.value("actual_cost_curve").dates[-1] == date(2026, 3, 15)


def test_months_without_a_typed_value_take_what_the_work_accrues() -> None:
    tasks = [["T-1", "A", date(2026, 1, 1), date(2026, 1, 31), "", "", "", 40.0],
             ["T-2", "B", date(2026, 2, 1), date(2026, 2, 28), "", "", "", 60.0]]  # fmt: skip
    found = engine(tasks=tasks, costs=[["", date(2026, 1, 1), "", 30.0, ""]])
    assert found.value("planned_value_curve").values == (30, 90)


def test_an_empty_tracker_has_empty_curves() -> None:
    for name in ("planned_value_curve", "earned_value_curve", "actual_cost_curve", "forecast_cost_curve"):
        assert engine(tasks=[]).value(name).dates == ()
