"""Each of the 14 checks counts what its published wording says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.metrics.network.check import RULES, bei_of, cpli_of, passes
from exectrack_xl.tracker import Tracker

HEADERS = ["ID", "Task", "Owner", "Duration", "Predecessors", "Baseline start", "Baseline finish", "Start", "Finish",
           "Constraint", "Constraint date", "Deadline", "Actual start", "Actual finish", "Progress"]  # fmt: skip
ROWS = [
    ["T-1", "Done in time", "A", 5, "", "2026-01-05", "2026-01-09", "", "", "", "", "", "2026-01-05", "2026-01-09", 1],
    ["T-2", "Done late", "A", 5, "T-1", "2026-01-12", "2026-01-16", "", "", "", "", "", "2026-01-12", "2026-01-20", 1],
    ["T-3", "Late and open", "A", 60, "T-2FS+2d", "2026-01-19", "2026-01-23", "2026-01-19", "2026-04-09",
     "", "", "", "", "", 0],
    ["T-4", "Must finish", "", 3, "T-3SS", "2026-02-02", "2026-02-06", "2026-02-02", "2026-02-06",
     "Must finish on", "2026-02-06", "", "", "", 0],
    ["T-5", "After a lead", "A", 2, "T-3FS-1d", "2026-05-04", "2026-05-05", "2026-05-04", "2026-05-05",
     "", "", "2026-03-31", "", "", 0],
    ["T-6", "Hangs alone", "A", 1, "", "2026-02-02", "2026-02-02", "2026-02-02", "2026-02-02", "", "", "", "", "", 0],
]  # fmt: skip
FOUND = Engine(Tracker.from_cells("plan.xlsx", {"tasks": [HEADERS, *ROWS]}, date(2026, 1, 23)))
CHECKS = {row[0]: row for row in FOUND.value("dcma_checks").rows}
FAILED = [(row[0], row[2]) for row in FOUND.value("dcma_failures").rows]


@pytest.mark.parametrize(
    ("number", "count", "out_of", "failing"),
    [
        (1, 3, 4, ["T-4", "T-5", "T-6"]),  # T-3 has both
        (2, 1, 3, ["T-5"]), (3, 1, 3, ["T-3"]),
        (4, 2, 3, ["T-4"]),  # two of three are from finish to start
        (5, 1, 4, ["T-4"]), (6, 1, 4, ["T-6"]), (7, 2, 4, ["T-3", "T-5"]), (8, 1, 4, ["T-3"]),
        (9, 1, 6, ["T-3"]),  # its start has passed and did not happen
        (10, 1, 4, ["T-4"]), (11, 2, 3, ["T-2", "T-3"]),
    ],
)  # fmt: skip
def test_a_check_counts(number: int, count: int, out_of: int, failing: list[str]) -> None:
    assert CHECKS[number][2:4] == (count, out_of)
    assert [name for check, name in FAILED if check == number] == failing


def test_the_critical_path_test_adds_600_days() -> None:
    assert CHECKS[12][2:4] == (600, 600)
    assert CHECKS[12][6] == "Pass"


def test_execution_index_counts_done_over_due() -> None:
    assert CHECKS[14][2:5] == (2, 3, pytest.approx(2 / 3))
    assert FOUND.value("bei") == pytest.approx(2 / 3)


def test_length_index_is_measured_to_the_committed_finish() -> None:
    sheets: dict[str, Any] = {
        "tasks": [HEADERS, ["T-1", "Work", "A", 20, "", "2026-01-26", "2026-02-20", *[""] * 8]],
        "settings": [["Setting", "Value"], ["Committed finish", "2026-02-13"]],
    }
    found = Engine(Tracker.from_cells("plan.xlsx", sheets, date(2026, 1, 23)))
    assert found.value("cpli") == pytest.approx((20 - 5) / 20)


def test_the_score_is_the_share_of_checks_that_pass() -> None:
    results = [row[6] for row in CHECKS.values()]
    assert FOUND.value("dcma_score") == pytest.approx(results.count("Pass") / (14 - results.count("Not judged")))


def test_exactly_at_the_threshold_passes() -> None:
    assert [passes(1, 0.05), passes(1, 0.0501), passes(4, 0.9), passes(13, 0.95), passes(2, 0.0), passes(2, 0.01)] == [
        True, False, True, True, True, False,
    ]  # fmt: skip
    assert passes(14, float("nan")) is None


def test_indices_by_hand() -> None:
    assert cpli_of(720, -60) == pytest.approx(0.916667, abs=1e-6)
    assert cpli_of(0, 5) != cpli_of(0, 5)
    assert bei_of(0, 0) != bei_of(0, 0)
    assert list(RULES) == list(range(1, 15))
