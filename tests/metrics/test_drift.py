from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
SEPTEMBER = date(2026, 9, 30)
MONDAY, LATER = date(2026, 12, 7), date(2026, 12, 14)


def engine(*, forecast: Any = LATER, before: str = "2026-12-07", changes: list[list[Any]] | None = None) -> Engine:
    cells = {
        "milestones": [["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date"],
                       ["M-1", "Go live", "I-1", "Ada", MONDAY, forecast]],
        "initiatives": [["ID", "Name"], ["I-1", "Portal"]],
        "changes": [["ID", "Status", "Initiative", "Milestone", "Timeline (days)", "Decided on"], *(changes or [])],
        "snapshots": [[column.header for column in SHEETS["snapshots"].columns],
                      ["S-1", SEPTEMBER, "Milestones", "M-1", "Forecast date", before],
                      ["S-2", date(2026, 10, 31), "Milestones", "M-1", "Forecast date", "2026-12-08"]],
    }  # fmt: skip
    return Engine(Tracker.from_cells("t.xlsx", cells, TODAY))


def drift(**given: Any) -> list[tuple[Any, ...]]:
    return [row[4:] for row in engine(**given).value("unapproved_drift").rows]


def test_a_forecast_that_moved_since_the_snapshot_before_the_period_is_listed() -> None:
    assert drift() == [("Forecast date", MONDAY, LATER, 5, 0, 5, SEPTEMBER, "")]
    assert engine().value("unapproved_drift_count") == 1


def test_an_approved_change_of_the_milestone_explains_its_days_and_no_more() -> None:
    assert drift(changes=[["CR-1", "Approved", "I-1", "M-1", 5.0, date(2026, 10, 9)]]) == []
    (row,) = drift(changes=[["CR-1", "Approved", "I-1", "M-1", 2.0, date(2026, 10, 9)]])
    assert row[3:6] == (5, 2, 3)
    assert row[-1] == "CR-1"


def test_a_change_of_the_initiative_without_a_milestone_explains_it_too() -> None:
    assert drift(changes=[["CR-1", "Implementing", "I-1", "", 5.0, date(2026, 10, 9)]]) == []


def test_a_change_that_is_pending_decided_before_or_of_another_milestone_explains_nothing() -> None:
    for change in (["CR-1", "Submitted", "I-1", "M-1", 5.0, ""], ["CR-1", "Approved", "I-1", "M-2", 5.0, TODAY],
                   ["CR-1", "Approved", "I-1", "M-1", 5.0, date(2026, 9, 1)]):  # fmt: skip
        assert len(drift(changes=[change])) == 1


def test_what_did_not_move_or_was_blank_is_not_listed() -> None:
    assert drift(forecast=MONDAY) == []
    assert drift(forecast="") == []
    assert drift(before="soon") == []


def test_an_earlier_date_is_drift_as_well() -> None:
    assert drift(forecast=date(2026, 12, 4))[0][3] == -1


def test_another_period_compares_with_another_snapshot() -> None:
    found = engine()
    november = found.value("unapproved_drift", Scope(period=found.tracker.period("2026-M11")))
    assert [row[7] for row in november.rows] == [4]
