from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
IMPROVEMENT = [
    "ID",
    "Problem",
    "Action",
    "Type",
    "Owner",
    "Status",
    "Before",
    "After",
    "Direction",
    "Raised on",
    "Done on",
]
LESSON = ["ID", "Lesson", "Raised on", "Owner", "Shared on"]
REPORT = ["ID", "Report", "Cadence", "Audience", "Owner", "Automatic", "Minutes saved"]


def improvement(name: str, before: Any, after: Any, status: str = "Done", **more: Any) -> list[Any]:
    return [name, "Slow", "Faster", "Process Optimization", "Ann", status, before, after, more.get("direction", ""),
            more.get("raised", date(2026, 10, 5)), more.get("done", date(2026, 11, 6))]  # fmt: skip


def engine(**sheets: list[list[Any]]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def test_the_yield_is_the_median_gain_of_what_was_done_and_measured_in_either_direction() -> None:
    rows = [improvement("IM-1", 10.0, 8.0), improvement("IM-2", 10.0, 15.0, direction="Higher is better"),
            improvement("IM-3", 10.0, 20.0), improvement("IM-4", 10.0, ""), improvement("IM-5", 0.0, 3.0),
            improvement("IM-6", 10.0, 1.0, "In Progress", done="")]  # fmt: skip
    found = engine(improvements=[IMPROVEMENT, *rows])
    assert found.value("improvement_yield") == pytest.approx(0.2)  # of 20%, 50% and −100%
    assert found.value("improvements_measured") == "3 of 5"
    assert [row[0] for row in found.value("improvement_listing").rows][:4] == ["IM-6", "IM-2", "IM-1", "IM-3"]
    assert math.isnan(engine().value("improvement_yield"))


def test_new_improvements_count_in_the_period_they_were_proposed_in() -> None:
    rows = [improvement("IM-1", 1.0, 1.0), improvement("IM-2", 1.0, 1.0, raised=date(2026, 8, 3))]
    found = engine(improvements=[IMPROVEMENT, *rows])
    assert found.value("new_improvements") == 1
    assert found.value("new_improvements", Scope(period=found.tracker.period("2026-Q3"))) == 1


def test_a_lesson_is_shared_on_the_day_others_were_told() -> None:
    rows = [["L-1", "Ask", date(2026, 10, 5), "Ann", date(2026, 10, 9)], ["L-2", "Test", date(2026, 10, 6), "Ann", ""],
            ["L-3", "Wait", date(2026, 10, 7), "Ann", date(2026, 11, 20)]]  # fmt: skip
    found = engine(lessons=[LESSON, *rows])
    assert found.value("lessons_shared") == pytest.approx(1 / 3)
    assert [row[0] for row in found.value("lesson_listing").rows] == ["L-3", "L-2", "L-1"]


def test_reports_that_make_themselves_save_their_minutes_each_time() -> None:
    rows = [["RP-1", "Weekly Team Update", "Weekly", "Team", "Ann", "Yes", 60.0],
            ["RP-2", "Monthly Initiative Review", "Monthly", "Board", "Ann", "No", 600.0]]  # fmt: skip
    found = engine(reports=[REPORT, *rows])
    assert found.value("automation_rate") == 0.5
    assert found.value("report_hours_saved") == pytest.approx(52 / 12)
