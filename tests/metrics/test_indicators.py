from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
KPI = [
    "ID",
    "Indicator",
    "Level",
    "Dimension",
    "Owner",
    "Target",
    "Value",
    "Measured on",
    "Previous value",
    "Direction",
    "Function",
    "Cadence",
    "Outside measure",
    "Source",
    "Evidence",
]


def kpi(name: str, **more: Any) -> list[Any]:
    return [
        name,
        f"Indicator {name}",
        more.get("level", "Strategic"),
        "Business Impact",
        "Ann",
        more.get("target", 10.0),
        more.get("value", ""),
        more.get("measured", ""),
        more.get("previous", ""),
        more.get("direction", ""),
        more.get("function", ""),
        more.get("cadence", "Monthly"),
        more.get("external", "Yes"),
        more.get("source", "Study"),
        more.get("evidence", "Page 4"),
    ]


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"kpis": [KPI, *rows]}, TODAY))


def test_the_position_in_the_market_moves_for_better_or_worse_only_with_evidence() -> None:
    rows = [
        kpi("K-1", value=12.0, previous=11.0),
        kpi("K-2", value=5.0, previous=6.0, direction="Lower is better"),
        kpi("K-3", value=5.0, previous=6.0),
        kpi("K-4", value=5.0, previous=6.0, evidence=" "),
        kpi("K-5", value=5.0),
        kpi("K-6", value=5.0, external="No"),
        kpi("K-7", value=5.0, measured=date(2026, 12, 1)),
    ]
    found = engine(*rows).value("market_position").rows
    assert [row[4] for row in found] == ["Better", "Better", "Worse", "No evidence", "First value"]


def test_an_indicator_is_kept_well_with_target_source_and_a_value_that_is_not_too_old() -> None:
    rows = [
        kpi("K-1", function="SPI_T"),
        kpi("K-2", value=1.0, measured=date(2026, 10, 30)),
        kpi("K-3", value=1.0, measured=date(2026, 8, 31)),
        kpi("K-4", value=1.0, measured=date(2026, 8, 31), cadence="Quarterly"),
        kpi("K-5", function="SPI_T", target=""),
        kpi("K-6", function="SPI_T", source=""),
    ]
    assert engine(*rows).value("transparency_index") == 0.5


def test_indicators_are_listed_from_strategic_to_operational() -> None:
    found = engine(kpi("K-1", level="Operational"), kpi("K-2"), kpi("K-3", level="Tactical")).value("kpi_listing")
    assert [row[0] for row in found.rows] == ["K-2", "K-3", "K-1"]
