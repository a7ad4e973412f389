from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

QUALITY = ["Month", "Initiative", "Measure", "Value", "Target", "Floor", "Unit", "Weight"]


def measure(name: str, value: Any, target: float = 100.0, floor: float = 0.0, **more: Any) -> list[Any]:
    month = more.get("month", date(2026, 11, 1))
    return [month, more.get("initiative", "I-1"), name, value, target, floor, more.get("unit", "%"), 0.0]


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"quality": [QUALITY, *rows]}, date(2026, 11, 13)))


def test_a_percentage_is_a_share_and_of_several_initiatives_the_mean() -> None:
    found = engine(measure("Test coverage", 80.0), measure("test Coverage", 60.0, initiative="I-2"),
                   measure("Test coverage", 10.0, month=date(2026, 10, 1)))  # fmt: skip
    assert found.value("test_coverage") == pytest.approx(0.7)
    assert engine(measure("Test coverage", 0.7, unit="")).value("test_coverage") == pytest.approx(0.7)
    assert math.isnan(found.value("review_coverage"))


def test_measures_are_found_under_the_names_teams_give_them() -> None:
    rows = (measure("Code review coverage", 90.0), measure("Test automation (main paths)", 40.0),
            measure("CSAT", 4.2, unit="of 5"), measure("NPS", 31.0, unit="points"))  # fmt: skip
    found = engine(*rows)
    values = [found.value(name) for name in ("review_coverage", "test_automation", "csat", "nps")]
    assert values == pytest.approx([0.9, 0.4, 4.2, 31])


def test_service_levels_are_met_at_their_target_in_either_direction() -> None:
    rows = (
        measure("Availability", 99.9, 99.9, 99.0), measure("Response time", 1.2, 1.0, 3.0, unit="s"),
        measure("Error rate", 0.4, 0.5, 2.0), measure("Latency", "", 1.0, 3.0), measure("Test coverage", 10.0),
    )  # fmt: skip
    assert engine(*rows).value("slo_attainment") == pytest.approx(2 / 3)


def test_the_error_budget_is_of_the_service_that_has_least_left() -> None:
    rows = (measure("Availability", 99.95, 99.9, 99.0), measure("Availability", 98.5, 99.0, 90.0, initiative="I-2"))
    assert engine(*rows).value("error_budget_left") == pytest.approx(-0.5)
    assert math.isnan(engine(measure("Availability", 99.0, 100.0, 90.0)).value("error_budget_left"))


def test_any_measure_can_be_asked_for_by_its_name() -> None:
    found = engine(measure("Findings", 3.0, unit=""))
    assert found.value("quality_metric", measure="findings") == 3
    assert math.isnan(found.value("quality_metric"))
    with pytest.raises(MetricError, match=r"measure cannot be 'Finding'.*Findings"):
        found.value("quality_metric", measure="Finding")
