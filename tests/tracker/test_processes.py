from __future__ import annotations

from datetime import date

import pytest

from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.processes import CHANGES, ISSUES, PROCESSES, RISKS, Process, last_moves

EACH = pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.sheet)


@EACH
def test_the_states_are_the_choices_of_the_status(process: Process) -> None:
    choices = SHEETS[process.sheet].by_name["status"].choices
    assert set(process.steps) == set(choices)
    assert {state for following in process.steps.values() for state in following} <= set(choices)
    assert set(process.over) | set(process.traces) <= set(choices)


@EACH
def test_every_state_can_be_reached_from_the_first(process: Process) -> None:
    first, *others = process.steps
    assert all(process.way(first, state) is not None for state in others)


@EACH
def test_needs_are_about_columns_that_exist_and_say_what_to_do(process: Process) -> None:
    for need in process.needs:
        assert need.column in SHEETS[process.sheet].by_name
        assert need.meaning.endswith(".")
        assert need.remedy.endswith(".")
        assert set(need.states) <= set(process.steps)


def test_the_way_is_the_shortest_one_allowed() -> None:
    assert ISSUES.way("Open", "Closed") == ("In Progress", "Resolved")
    assert CHANGES.way("Draft", "Submitted") == ("Assessed", "Evaluated", "Recommended")
    assert CHANGES.way("Closed", "Draft") is None
    assert RISKS.way("Open", "Closed") == ()


def test_the_next_state_is_the_usual_one_and_none_follows_the_last() -> None:
    found = [ISSUES.ahead(status) for status in ("Open", "In Progress", "Resolved", "Closed", "")]
    assert found == ["In Progress", "Resolved", "Closed", "", ""]


def test_the_last_move_is_read_off_the_snapshots_and_forgets_what_was_deleted() -> None:
    def row(day: date, identity: str, column: str, value: str) -> list[object]:
        return [f"S-{day}", day, "Issues", identity, column, value]

    first, second, third = date(2026, 9, 1), date(2026, 9, 8), date(2026, 9, 15)
    cells = {
        "issues": [["Issue ID", "Status"], ["IS-1", "Closed"], ["IS-2", "Open"], ["IS-3", "Open"], ["IS-4", "Open"]],
        "snapshots": [
            [column.header for column in SHEETS["snapshots"].columns],
            row(first, "IS-1", "Status", "Open"), row(first, "IS-2", "Status", "Open"),
            row(first, "IS-3", "Status", "Closed"), row(second, "IS-1", "Status", "In Progress"),
            row(second, "IS-3", "", ""), row(third, "IS-1", "Status", "Closed"), row(third, "IS-4", "Status", "Closed"),
        ],
    }  # fmt: skip
    tracker = Tracker.from_cells("t.xlsx", cells, date(2026, 9, 10))
    moves = list(last_moves(tracker["snapshots"], tracker["issues"], "status", tracker.as_of))
    assert [(move.row, move.before, move.after, move.seen) for move in moves] == [(0, "In Progress", "Closed", second)]
