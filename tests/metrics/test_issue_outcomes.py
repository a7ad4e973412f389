from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
ISSUE = ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date", "Raised on", "Resolved on", "Occurred on",
         "Cause category", "Recurrence of", "Reopened"]  # fmt: skip


def issue(name: str, status: str = "Open", **more: Any) -> list[Any]:
    return [name, "Title", "High", status, "Ann", date(2026, 12, 1), more.get("raised", date(2026, 11, 2)),
            more.get("resolved", ""), more.get("occurred", ""), more.get("cause", ""), more.get("again", ""),
            more.get("reopened", "")]  # fmt: skip


def engine(*issues: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"issues": [ISSUE, *issues]}, TODAY))


def test_the_share_resolved_counts_what_was_resolved_by_the_day() -> None:
    found = engine(issue("IS-1"), issue("IS-2", "Resolved", resolved=date(2026, 11, 6)),
                   issue("IS-3", "Resolved", resolved=date(2026, 11, 20)), issue("IS-4", "Closed"))  # fmt: skip
    assert found.value("issue_resolution_rate") == 0.5
    assert math.isnan(engine().value("issue_resolution_rate"))


def test_what_was_reopened_came_back_even_while_it_is_open_again() -> None:
    found = engine(issue("IS-1", reopened=1.0), issue("IS-2", "Resolved", resolved=date(2026, 11, 6)), issue("IS-3"))
    assert found.value("reopen_rate") == 0.5


def test_repetitions_are_those_people_noted_in_the_period() -> None:
    found = engine(issue("IS-1", raised=date(2026, 8, 3)), issue("IS-2", again="IS-1"), issue("IS-3"))
    assert found.value("repeat_issue_rate") == 0.5


def test_the_lag_of_reports_is_the_median_where_the_day_is_known() -> None:
    found = engine(
        issue("IS-1", occurred=date(2026, 10, 30)), issue("IS-2", occurred=date(2026, 10, 26)), issue("IS-3")
    )
    assert found.value("detection_lag") == 3


def test_pareto_ranks_causes_and_adds_up_their_shares() -> None:
    rows = [issue(f"IS-{n}", cause=cause) for n, cause in enumerate(("Process", "Data", "Process", "", "People"))]
    found = engine(*rows)
    assert found.value("pareto").rows == (("Process", 2, 0.5), ("Data", 1, 0.75), ("People", 1, 1))
    assert found.value("pareto", group_by="owner").rows == (("Ann", 5, 1),)
    with pytest.raises(MetricError, match="group_by cannot be 'colour'"):
        found.value("pareto", group_by="colour")
