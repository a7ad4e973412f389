"""How often milestones were given another date, by snapshots as they are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
HEADS = [column.header for column in SHEETS["snapshots"].columns]


def engine(*told: tuple[date, str], now: str = "2026-12-14", changes: list[list[Any]] | None = None) -> Engine:
    """Milestone M-1, forecast as told at each snapshot, and as it is now; M-2 never moves."""
    rows = [[f"S-{day}", day, "Milestones", "M-1", "Forecast date", when] for day, when in told]
    rows += [[f"S-{day}", day, "Milestones", "M-2", "Forecast date", "2026-12-31"] for day, _ in told[:1]]
    cells = {
        "milestones": [["ID", "Milestone", "Initiative", "Owner", "Key", "Baseline date", "Forecast date"],
                       ["M-1", "Go live", "I-1", "Ada", "Yes", "2026-12-07", now],
                       ["M-2", "Done", "I-1", "Ada", "Yes", "2026-12-31", "2026-12-31"]],
        "initiatives": [["ID", "Name"], ["I-1", "Portal"]],
        "changes": [["ID", "Status", "Initiative", "Milestone", "Decided on"], *(changes or [])],
        "snapshots": [HEADS, *rows],
    }  # fmt: skip
    return Engine(Tracker.from_cells("t.xlsx", cells, TODAY))


SEPTEMBER, OCTOBER = (date(2026, 9, 30), "2026-12-07"), (date(2026, 10, 30), "2026-12-11")


def test_each_other_date_of_a_key_milestone_in_the_period_counts() -> None:
    found = engine(SEPTEMBER, OCTOBER)
    assert found.value("timeline_adjustments") == 2  # in October, and since
    assert found.value("timeline_adjustment_listing").rows == (("M-1", "Go live", "I-1", 2.0, 0.0, 2.0, 2.0),)
    assert found.value("timeline_adjustments", Scope(period=found.tracker.period("2026-Q3"))) == 0
    assert found.value("timeline_adjustments", Scope(period=found.tracker.period("2026-M10"))) == 1


def test_a_move_with_a_change_approved_since_the_snapshot_before_is_approved() -> None:
    for change, approved in ((["CR-1", "Approved", "I-1", "M-1", date(2026, 10, 9)], 1.0),
                             (["CR-1", "Approved", "I-1", "", date(2026, 11, 5)], 1.0),
                             (["CR-1", "Approved", "I-1", "M-2", date(2026, 10, 9)], 0.0),
                             (["CR-1", "Rejected", "I-1", "M-1", date(2026, 10, 9)], 0.0),
                             (["CR-1", "Approved", "I-1", "M-1", date(2026, 9, 9)], 0.0)):  # fmt: skip
        (row,) = engine(SEPTEMBER, OCTOBER, changes=[change]).value("timeline_adjustment_listing").rows
        assert row[4:6] == (approved, 2.0 - approved), change


def test_a_date_that_went_back_moved_twice_and_one_that_was_first_told_did_not() -> None:
    back = engine(SEPTEMBER, OCTOBER, now="2026-12-07").value("timeline_adjustment_listing").rows
    assert back[0][3:] == (2.0, 0.0, 2.0, 1.0)
    assert engine(SEPTEMBER, now="2026-12-07").value("timeline_adjustments") == 0
    assert engine().value("timeline_adjustments") == 0
