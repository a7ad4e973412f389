"""How risks ended, as the register tells it."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

HEADS = ["ID", "Title", "Probability", "Impact", "Status", "Closed on", "Close reason", "Assessed on"]


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"risks": [HEADS, *rows]}, date(2026, 11, 13)))


def ended(name: str, status: str = "Closed", on: Any = date(2026, 10, 20), reason: str = "", at: Any = "") -> list[Any]:
    return [name, "If so, then so", 2, 2, status, on, reason, at]


def test_risks_are_told_apart_by_how_they_ended_and_occurred_ones_are_not_resolved() -> None:
    found = engine(
        ended("R-1", reason="Mitigated"), ended("R-2", reason="Mitigated"), ended("R-3", reason="Expired"),
        ended("R-4", reason="Occurred"), ended("R-5", status="Occurred", on="", at=date(2026, 10, 5)),
        ended("R-6"), ended("R-7", status="Open", on=""),
    )  # fmt: skip
    assert found.value("risk_endings").rows == (
        ("Mitigated", 2.0, "R-1, R-2"), ("Transferred", 0.0, ""), ("Expired", 1.0, "R-3"),
        ("Occurred", 2.0, "R-4, R-5"), ("No reason given", 1.0, "R-6"),
    )  # fmt: skip
    assert found.value("risks_resolved") + found.value("risks_occurred") == 6


def test_only_what_ended_in_the_period_and_up_to_the_status_date_counts() -> None:
    found = engine(ended("R-1", reason="Mitigated"), ended("R-2", on=date(2026, 12, 1), reason="Mitigated"))
    assert found.value("risk_endings").rows[0][1:] == (1.0, "R-1")
    assert found.value("risk_endings", Scope(period=found.tracker.period("2026-Q3"))).rows == ()
