"""A table as a snapshot has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import at

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)
SNAPSHOTS = ["Snapshot", "Date", "Table", "ID", "Column", "Value"]


def tracker(*values: tuple[date, str, str, str]) -> Tracker:
    rows = [[f"S-{day}", day, "Risks", identity, column, value] for day, identity, column, value in values]
    cells: dict[str, list[list[Any]]] = {
        "snapshots": [SNAPSHOTS, *rows],
        "risks": [
            ["ID", "Title", "Status", "Probability"],
            ["R-1", "Fire", "Closed", 3.0],
            ["R-3", "New", "Open", 1.0],
        ],
    }
    return Tracker.from_cells("", cells, SEPTEMBER)


def test_rows_have_the_values_of_then_later_rows_are_absent_and_deleted_ones_back() -> None:
    found = at(tracker(
        (JUNE, "R-1", "Status", "Open"), (JUNE, "R-2", "Status", "Open"), (JUNE, "R-2", "Probability", "2"),
        (SEPTEMBER, "R-2", "", ""),
    ), JUNE)  # fmt: skip
    assert found is not None
    risks = found["risks"]
    assert risks["id"].tolist() == ["R-1", "R-2"]
    assert risks["status"].tolist() == ["Open", "Open"]
    assert risks["probability"].tolist()[1] == 2
    assert risks.lines.tolist() == [2, 0]


def test_a_row_deleted_by_the_day_is_absent() -> None:
    found = at(tracker((JUNE, "R-1", "Status", "Open"), (SEPTEMBER, "R-1", "", "")), SEPTEMBER)
    assert found is not None
    assert len(found["risks"]) == 0


def test_a_value_that_is_none_of_the_list_any_more_is_blank() -> None:
    found = at(tracker((JUNE, "R-1", "Status", "Sleeping")), JUNE)
    assert found is not None
    assert found["risks"]["status"].tolist() == [""]


def test_before_the_first_snapshot_nothing_is_known() -> None:
    assert at(tracker((JUNE, "R-1", "Status", "Open")), date(2026, 6, 29)) is None
