from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 10, 30)  # a Friday: open work goes on on Monday 2 November
START = date(2026, 11, 2)
TASKS = ["ID", "Task", "Initiative", "Milestone", "Duration", "Predecessors", "Baseline start", "Baseline finish"]
CHANGES = ["ID", "Title", "Status", "Initiative", "Milestone", "Timeline (days)", "Plans updated on"]


def task(identity: str, milestone: str, days: float, after: str = "", initiative: str = "I-1") -> list[Any]:
    return [identity, identity, initiative, milestone, days, after, START, START]


# M-1 after T-1 (5) and T-2 (10); M-2, the end, after T-3, which follows T-1; M-9 of another initiative.
PLAN = [task("T-1", "M-1", 5.0), task("T-2", "M-1", 10.0), task("T-3", "M-2", 20.0, "T-1"),
        task("T-9", "M-9", 3.0, "", "I-2")]  # fmt: skip


def planned() -> dict[str, list[list[Any]]]:
    milestones = [["ID", "Milestone", "Initiative", "Baseline date", "Forecast date", "Actual date"],
                  ["M-1", "Draft", "I-1", START, START, ""], ["M-2", "End", "I-1", START, START, ""],
                  ["M-9", "Other", "I-2", START, START, ""],
                  ["M-0", "Begin", "I-1", START, START, date(2026, 10, 1)]]  # fmt: skip
    initiatives = [["ID", "Name"], ["I-1", "One"], ["I-2", "Two"]]
    return {"tasks": [TASKS, *PLAN], "milestones": milestones, "initiatives": initiatives}


def impact(*changes: list[Any], scope: Scope | None = None) -> list[dict[str, Any]]:
    cells = {**planned(), "changes": [CHANGES, *changes]}
    listing = Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("change_impact", scope or Scope())
    return [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]


def change(days: float, milestone: str = "M-2", **more: Any) -> list[Any]:
    return ["CR-1", "Later", more.get("status", "Submitted"), more.get("initiative", "I-1"), milestone, days,
            more.get("updated", "")]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "milestone", "computed"),
    [
        (4, "M-2", 4),  # on the critical path: all of it
        (-4, "M-2", -4),
        (-100, "M-2", -15),  # T-2 with its ten days takes over the finish
        (15, "M-1", 0),  # T-2 has fifteen days of float
        (18, "M-1", 3),
        (2, "M-9", 0),
    ],
)
def test_the_finish_moves_by_what_float_does_not_absorb(days: float, milestone: str, computed: float) -> None:
    (found,) = impact(change(days, milestone))
    assert (found["Typed days"], found["Computed days"]) == (days, computed)
    assert found["Absorbed days"] == days - computed


def test_the_dates_with_and_without_the_change_stand_side_by_side() -> None:
    (found,) = impact(change(4))
    assert (found["Finish without"], found["Finish with"]) == (date(2026, 12, 4), date(2026, 12, 10))
    assert (found["Milestone without"], found["Milestone with"]) == (date(2026, 12, 4), date(2026, 12, 10))


def test_without_a_milestone_the_last_work_of_the_initiative_counts_and_it_says_so() -> None:
    (found,) = impact(change(4, ""))
    assert (found["Computed days"], found["Remark"]) == (4, "counted at M-2")


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (change(4, "M-7"), "M-7 is not in the network"),
        (change(4, "M-0"), "M-0 is not in the network"),
        (change(4, "", initiative=""), "names no milestone"),
    ],
)
def test_where_nothing_can_be_computed_it_says_why(row: list[Any], remark: str) -> None:
    (found,) = impact(row)
    assert (found["Computed days"], found["Remark"]) == (None, remark)


def test_decided_and_planned_changes_are_in_the_network_already() -> None:
    assert impact(change(4, status="Rejected"), change(4, status="Closed"), change(4, updated=TODAY), change(0)) == []


def test_the_finish_is_that_of_the_scope() -> None:
    (found,) = impact(change(2, "M-9", initiative="I-2"), scope=Scope("I-2"))
    assert found["Computed days"] == 2


@given(st.integers(0, 60), st.integers(0, 60))
def test_more_days_never_end_earlier(fewer: int, more: int) -> None:
    ends = [row[0]["Computed days"] if (row := impact(change(days, "M-1"))) else 0 for days in sorted((fewer, more))]
    assert ends[0] <= ends[1] <= max(fewer, more)


def net_effect(*changes: list[Any]) -> dict[str, dict[str, Any]]:
    cells = {**planned(), "changes": [CHANGES, *changes]}
    listing = Engine(Tracker.from_cells("t.xlsx", cells, TODAY)).value("change_net_effect")
    return {row[0]: dict(zip(listing.headers, row, strict=True)) for row in listing.rows}


def test_pending_changes_count_together_so_that_float_is_used_up_once() -> None:
    found = net_effect(change(10, "M-1"), change(10, "M-1"), change(4), change(7, status="Approved", updated=START))
    assert found["Pending"]["Typed days"] == 24
    assert found["Pending"]["Computed days"] == 5  # M-1 ends on day 30, M-2 on day 29, the plan on day 25
    assert found["Pending"]["Counted"] == 3
    assert found["Approved"]["Computed days"] is None  # the plan holds it already
    assert found["Approved"]["In the plan already"] == 1
