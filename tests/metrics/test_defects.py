from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
DEFECT = ["ID", "Title", "Severity", "Found in", "Found on", "Mended on"]
SPRINT = ["ID", "Team", "Start", "Finish", "Status", "Planned", "Completed"]


def defect(name: str, severity: str, stage: str, opened: date, mended: Any = "") -> list[Any]:
    return [name, f"Title {name}", severity, stage, opened, mended]


OLD = defect("D-1", "High", "Test", date(2026, 9, 7), date(2026, 10, 5))
QUICK = defect("D-2", "Low", "Live", date(2026, 10, 12), date(2026, 10, 14))
OPEN = defect("D-3", "Critical", "Review", date(2026, 11, 2))
LATER = defect("D-4", "High", "Review", date(2026, 11, 4), date(2026, 11, 20))
ALL = (OLD, QUICK, OPEN, LATER)


def engine(*defects: list[Any]) -> Engine:
    sprints = [
        SPRINT,
        ["S-1", "Red", date(2026, 10, 5), date(2026, 10, 16), "Closed", 40.0, 30.0],
        ["S-2", "Red", date(2026, 11, 9), date(2026, 11, 20), "Active", 40.0, 15.0],
    ]
    return Engine(Tracker.from_cells("t.xlsx", {"defects": [DEFECT, *defects], "sprints": sprints}, TODAY))


def test_defects_count_in_the_period_they_were_found_in() -> None:
    found = engine(*ALL)
    assert [found.value("defect_rate"), found.value("open_defects")] == [3, 2]  # one is mended after the day
    assert found.value("defect_rate", Scope(period=found.tracker.period("2026-Q3"))) == 1


def test_density_is_told_for_a_hundred_points_of_closed_sprints() -> None:
    found = engine(*ALL)
    assert found.value("defect_density") == pytest.approx(100 * 3 / 30)
    assert math.isnan(found.value("defect_density", Scope(period=found.tracker.period("2026-Q3"))))


def test_what_users_found_has_escaped() -> None:
    found = engine(*ALL)
    assert found.value("escape_rate") == pytest.approx(1 / 3)
    assert found.value("review_quality") == pytest.approx(2 / 3)
    assert math.isnan(engine().value("escape_rate"))
    assert [row[-1] for row in found.value("defects_by_stage").rows] == [2, 0, 0, 1]


def test_the_time_to_mend_is_the_median_of_what_was_mended_in_the_period() -> None:
    found = engine(*ALL)
    assert found.value("mttr_defect") == (20 + 2) / 2
    assert found.value("mttr_defect", severity="low") == 2
    with pytest.raises(MetricError, match="severity cannot be 'Urgent'"):
        found.value("mttr_defect", severity="Urgent")


def test_the_gravest_open_defect_comes_first() -> None:
    assert [(row[0], row[5]) for row in engine(*ALL).value("defect_listing").rows] == [("D-3", 9), ("D-4", 7)]


def test_quality_is_set_against_speed_in_the_months_in_which_sprints_closed() -> None:
    assert engine(*ALL).value("quality_against_speed").rows == (
        (date(2026, 10, 1), 30.0, 1.0, pytest.approx(100 / 30), 1.0),
    )
    assert engine().value("quality_against_speed").rows == ((date(2026, 10, 1), 30.0, 0.0, 0.0, 0.0),)
