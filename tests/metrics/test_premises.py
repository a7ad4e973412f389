from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
DEPENDENCY = ["ID", "What is needed", "From", "Initiative", "Needed by", "Owner", "Promised for", "Status",
              "Delivered on"]  # fmt: skip


def engine(**sheets: list[list[Any]]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", sheets, TODAY))


def dependency(name: str, needed: date, promised: Any = "", status: str = "Open", delivered: Any = "") -> list[Any]:
    return [name, "Thing", "Other team", "I-1", needed, "Ann", promised, status, delivered]


def test_a_dependency_is_at_risk_when_broken_overdue_or_promised_too_late() -> None:
    later = date(2026, 12, 4)
    rows = [dependency("DP-1", later, date(2026, 12, 8)), dependency("DP-2", later, later, "Broken"),
            dependency("DP-3", date(2026, 11, 6)), dependency("DP-4", later, later, "Confirmed"),
            dependency("DP-5", date(2026, 10, 2), "", "Delivered", date(2026, 10, 5))]  # fmt: skip
    found = engine(dependencies=[DEPENDENCY, *rows])
    assert found.value("dependencies_at_risk") == 3
    assert [(row[0], row[7], row[8]) for row in found.value("dependencies_due").rows] == [
        ("DP-3", 0, 5), ("DP-1", 2, 0), ("DP-2", 0, 0), ("DP-4", 0, 0),
    ]  # fmt: skip


def test_assumptions_that_hold_need_nobody_and_the_others_come_by_their_day() -> None:
    rows = [["AS-1", "Fits", "Ann", date(2026, 11, 6), "Open"], ["AS-2", "Runs", "Ann", date(2026, 10, 2), "Holds"],
            ["AS-3", "Pays", "Ann", date(2026, 10, 2), "Does not hold"]]  # fmt: skip
    found = engine(assumptions=[["ID", "Assumption", "Owner", "Validate by", "Status"], *rows])
    assert [(row[0], row[5]) for row in found.value("assumptions_due").rows] == [("AS-3", 0), ("AS-1", 5)]


def test_needs_wait_until_they_are_filled_or_refused() -> None:
    rows = [[f"N-{n}", "Tester", date(2026, 11, 9), "CIO", status]
            for n, status in enumerate(("Requested", "Approved", "Filled", "Refused"))]  # fmt: skip
    found = engine(needs=[["ID", "Need", "Needed by", "Approval by", "Status"], *rows])
    assert [(row[0], row[6]) for row in found.value("open_needs").rows] == [("N-0", 4), ("N-1", 4)]
