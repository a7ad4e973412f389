from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.issues import escalation_level, issue_age, issue_overdue
from exectrack_xl.tracker import Calendar, Settings, Tracker

TODAY = date(2026, 11, 13)  # a Friday
ISSUE = ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date", "Raised on", "Resolved on", "Closed on",
         "Escalation", "Escalation due", "Blocker", "Restricted"]  # fmt: skip


def issue(name: str, priority: str, status: str = "Open", **more: Any) -> list[Any]:
    return [name, f"Title of {name}", priority, status, "Ann", more.get("due", date(2026, 12, 1)),
            more.get("raised", date(2026, 11, 2)), more.get("resolved", ""), more.get("closed", ""),
            *(more.get(column, "") for column in ("level", "level_due", "blocker", "restricted"))]  # fmt: skip


def engine(*issues: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"issues": [ISSUE, *issues]}, TODAY))


CRITICAL = issue("IS-1", "Critical", blocker="Yes", due=date(2026, 11, 10), raised=date(2026, 9, 1))
HIGH = issue("IS-2", "High", "In Progress", due=date(2026, 11, 13), raised=date(2026, 11, 4))
RESOLVED = issue("IS-3", "High", "Resolved", raised=date(2026, 10, 2), resolved=date(2026, 10, 9))
CLOSED = issue("IS-4", "Low", "Closed", raised=date(2026, 9, 1), closed=date(2026, 10, 13))
ALL = (CRITICAL, HIGH, RESOLVED, CLOSED)


def test_an_issue_is_open_until_it_is_resolved() -> None:
    found = engine(*ALL)
    names = ("open_issues", "critical_issues", "blockers", "overdue_issues", "issues_opened", "issues_closed")
    assert [found.value(name) for name in names] == [2, 1, 1, 1, 2, 2]


def test_an_issue_resolved_after_the_status_date_is_still_open() -> None:
    found = engine(issue("IS-1", "High", "Resolved", resolved=date(2026, 11, 20), due=date(2026, 11, 12)))
    assert found.value("open_issues") == 1
    assert found.value("issues_closed") == 0
    assert found.value("top_issues").rows[0][6] == 1  # days overdue


def test_an_issue_due_on_the_status_date_is_not_overdue() -> None:
    assert engine(HIGH).value("overdue_issues") == 0
    assert list(engine(HIGH, CRITICAL).rows("issue_overdue", "issues")) == [0, 3]


def test_the_time_to_resolve_is_the_median_of_those_settled_in_the_period() -> None:
    found = engine(*ALL)
    assert found.value("mttr_issue") == (5 + 30) / 2
    assert found.value("mttr_issue", priority="high") == 5
    assert math.isnan(found.value("mttr_issue", Scope(period=found.tracker.period("2026-Q2"))))
    with pytest.raises(MetricError, match="not a priority"):
        found.value("mttr_issue", priority="Urgent")


def test_ageing_counts_every_open_issue_once() -> None:
    ages = [0, 7, 8, 14, 15, 30, 31, 400]
    rows = [issue(f"IS-{n}", "High", raised=TODAY - timedelta(days=age)) for n, age in enumerate(ages)]
    listing = engine(*rows, issue("IS-9", "Low", raised="")).value("issue_ageing")
    assert [row[-1] for row in listing.rows] == [2, 2, 2, 2, 1]
    assert listing.rows[-1][0] == "No date"
    assert engine(CRITICAL).value("issue_ageing").rows[-1] == ("Over 30 days", 1, 0, 0, 0, 1)


def test_top_issues_come_by_priority_and_blockers_first() -> None:
    plain = issue("IS-0", "Critical", due=date(2026, 11, 2))
    assert [row[0] for row in engine(HIGH, plain, CRITICAL).value("top_issues").rows] == ["IS-1", "IS-0", "IS-2"]
    assert len(engine(HIGH, plain, CRITICAL).value("top_issues", n=2).rows) == 2


@pytest.mark.parametrize(
    ("working_days", "level"),
    [(0, "Team"), (2, "Team"), (3, "Manager"), (5, "Manager"), (6, "Director"), (9, "Executive"), (99, "Executive")],
)
def test_a_high_issue_rises_one_level_every_three_working_days(working_days: int, level: str) -> None:
    raised = np.busday_offset(TODAY, -working_days)
    assert escalation_level("High", raised, "Open", Settings(), Calendar(), TODAY) == level


def test_no_level_without_priority_or_date_or_when_resolved() -> None:
    for row in (("", "2026-01-01", "Open"), ("High", "NaT", "Open"), ("High", "2026-01-01", "Closed")):
        assert escalation_level(row[0], np.datetime64(row[1]), row[2], Settings(), Calendar(), TODAY) == ""


def test_overdue_decisions_come_before_levels_that_are_missing() -> None:
    waiting = issue("IS-1", "Low", level="Manager", level_due=date(2026, 11, 9), raised=date(2026, 11, 9))
    forgotten = issue("IS-2", "Critical", level="Team", raised=date(2026, 10, 1))
    fine = issue("IS-3", "Critical", level="Executive", raised=date(2026, 10, 1))
    listing = engine(forgotten, fine, waiting).value("overdue_escalations")
    shown = [(row[0], row[listing.headers.index("Decision overdue")], row[listing.headers.index("Levels missing")])
             for row in listing.rows]  # fmt: skip
    assert shown == [("IS-1", 4, 0), ("IS-2", 0, 3)]


def test_an_empty_register_gives_empty_answers() -> None:
    found = engine()
    assert (found.value("open_issues"), found.value("top_issues").rows) == (0, ())
    assert [row[-1] for row in found.value("issue_ageing").rows] == [0, 0, 0, 0]


DAY = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(DAY, DAY | st.none(), st.sampled_from(["Open", "In Progress", "Resolved", "Closed"]))
def test_age_and_days_overdue_are_what_the_sheet_computes(raised: date, closed: date | None, status: str) -> None:
    assert issue_age(raised, closed, TODAY) == max(0, ((closed or TODAY) - raised).days)
    days = (raised + timedelta(n) for n in range(max(0, (TODAY - raised).days)))
    late = sum(day.weekday() < 5 for day in days)  # NETWORKDAYS.INTL from the due date to the day before
    expected = 0 if status in ("Resolved", "Closed") or raised >= TODAY else late
    assert issue_overdue(raised, status, Calendar(), TODAY) == expected


def test_blank_dates_stay_blank() -> None:
    assert math.isnan(issue_age(None, None, TODAY))
    assert issue_overdue("", "Open", Calendar(), TODAY) == 0
    assert np.isnan(issue_age(["", None], [None, ""], TODAY)).all()
