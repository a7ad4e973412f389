from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.metrics import Engine
from exectrack_xl.tracker import Tracker

HEADERS = ["Issue ID", "Title", "Category", "Status", "Raised on", "Root Cause", "Prevention", "Recurrence of"]


def engine(*rows: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"issues": [HEADERS, *rows]}, date(2026, 11, 13)))


def row(identity: str, title: str, cause: str = "", **more: Any) -> list[Any]:
    return [identity, title, more.get("category", "Technical"), more.get("status", "Closed"),
            date(2026, 1, int(identity[-1])), cause, more.get("prevention", ""), more.get("of", "")]  # fmt: skip


EXPORT = row("IS-1", "Nightly export failed", "Disk full")
AGAIN = row("IS-2", "Nightly export fails again", prevention="Alarm at 80%", status="Open")
OTHER = row("IS-3", "Login page is slow", "Cache too small")
PROCESS = row("IS-4", "Nightly export failed", category="Process")


def test_issues_of_one_category_with_like_titles_belong_together() -> None:
    (family,) = engine(EXPORT, AGAIN, OTHER, PROCESS).value("recurring_issues").rows
    assert family[:4] == ("IS-1; IS-2", 2, "Technical", "nightly export failed")
    assert family[5:9] == (date(2026, 1, 1), date(2026, 1, 2), 1, "Alarm at 80%")


def test_a_typed_recurrence_counts_whatever_the_words() -> None:
    later = row("IS-5", "Something else", of="IS-3", category="Process")
    assert [family[0] for family in engine(OTHER, later).value("recurring_issues").rows] == ["IS-3; IS-5"]


def test_three_of_a_kind_are_one_family_and_two_repetitions() -> None:
    found = engine(EXPORT, AGAIN, row("IS-7", "The nightly export failed"), OTHER)
    assert [family[1] for family in found.value("recurring_issues").rows] == [3]
    assert found.value("issue_recurrence_rate") == 0.5


def test_like_root_causes_count_too_and_short_words_do_not() -> None:
    one, two = row("IS-1", "A", "Approval rules unclear"), row("IS-2", "B", "Unclear approval rules")
    assert len(engine(one, two).value("recurring_issues").rows) == 1
    assert engine(row("IS-1", "It is so"), row("IS-2", "It is so")).value("recurring_issues").rows == ()
