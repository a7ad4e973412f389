from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)  # a Friday
CHANGE = ["ID", "Title", "Type", "Status", "Raised by", "Raised on", "Decision due", "Decided on", "Risk level"]
CHANGES = (
    ["C-1", "Later", "Scope", "Submitted", "Ann", date(2026, 11, 6), date(2026, 11, 20), "", "High"],
    ["C-2", "Sooner", "Scope", "Draft", "Ann", date(2026, 10, 30), date(2026, 11, 12), "", "Low"],
    ["C-3", "Decided later", "Scope", "Rejected", "Ann", date(2026, 11, 2), "", date(2026, 11, 16), ""],
    ["C-4", "Refused", "Scope", "Rejected", "Ann", date(2026, 10, 1), "", date(2026, 10, 8), ""],
    ["C-5", "Put off", "Scope", "Deferred", "Ann", date(2026, 10, 1), "", date(2026, 10, 8), ""],
    ["C-6", "Agreed", "Scope", "Approved", "Ann", date(2026, 10, 1), "", date(2026, 10, 5), ""],
    ["C-7", "Agreed last", "Scope", "Closed", "Ann", date(2026, 9, 1), "", date(2026, 11, 2), ""],
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"changes": [CHANGE, *CHANGES]}, TODAY))


def board(engine: Engine, decision: str) -> list[dict[str, Any]]:
    listing = engine.value("change_board", decision=decision)
    return [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]


def test_pending_changes_come_by_the_day_they_must_be_decided_with_age_and_delay(engine: Engine) -> None:
    rows = board(engine, "pending")
    assert [row["ID"] for row in rows] == ["C-2", "C-1", "C-3"]  # C-3 has been decided only after the status date
    assert [row["Age"] for row in rows] == [10, 5, 9]
    assert [row["Days overdue"] for row in rows] == [1, 0, 0]
    assert rows[1]["Risk level"] == "High"


def test_decided_changes_come_latest_first_and_their_age_ends_with_the_decision(engine: Engine) -> None:
    rows = board(engine, "Approved")
    assert [(row["ID"], row["Age"]) for row in rows] == [("C-7", 44), ("C-6", 2)]
    assert [row["ID"] for row in board(engine, "Rejected")] == ["C-4"]
    assert [row["ID"] for row in board(engine, "Deferred")] == ["C-5"]


def test_each_change_is_counted_once(engine: Engine) -> None:
    names = ("pending_changes", "approved_changes", "rejected_changes", "deferred_changes")
    assert [engine.value(name) for name in names] == [3, 2, 1, 1]
    assert engine.value("overdue_changes") == 1


def test_what_was_raised_and_decided_is_counted_by_period(engine: Engine) -> None:
    week = Scope(period=engine.tracker.periods.of(TODAY, "Week"))
    month = Scope(period=engine.tracker.periods.of(TODAY, "Month"))
    assert [engine.value(name, week) for name in ("changes_raised", "changes_decided")] == [0, 0]
    assert [engine.value(name, month) for name in ("changes_raised", "changes_decided")] == [2, 1]


def test_a_decision_that_is_none_is_refused_in_a_sentence(engine: Engine) -> None:
    with pytest.raises(MetricError, match="The decision cannot be 'Perhaps'"):
        engine.value("change_board", decision="Perhaps")


def test_without_changes_there_is_no_net_effect() -> None:
    found = Engine(Tracker.from_cells("t.xlsx", {}, TODAY))
    assert found.value("change_net_effect").rows == found.value("change_board").rows == ()
    assert found.value("pending_scope_points") == 0


def test_progress_made_and_points_finished_are_about_the_period() -> None:
    sprint = ["ID", "Team", "Start", "Finish", "Status", "Completed"]
    cells = {"sprints": [sprint, ["S-1", "Red", date(2026, 10, 5), date(2026, 10, 16), "Closed", 20.0],
                         ["S-2", "Red", date(2026, 10, 26), date(2026, 11, 6), "Closed", 30.0],
                         ["S-3", "Red", date(2026, 11, 9), date(2026, 11, 20), "Active", 5.0]]}  # fmt: skip
    found = Engine(Tracker.from_cells("t.xlsx", cells, TODAY))
    month = Scope(period=found.tracker.periods.of(TODAY, "Month"))
    assert (found.value("points_finished"), found.value("points_finished", month)) == (50.0, 30.0)
    assert math.isnan(found.value("progress_made"))  # there is no snapshot before the period
