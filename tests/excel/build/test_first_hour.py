"""A new tracker, used as Start says: after ten minutes a dashboard shows one's own milestones and risks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl.actions.refresh import refresh
from exectrack_xl.checks import check
from exectrack_xl.errors import Severity
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import AppendRows, SetValue, patch
from exectrack_xl.excel.patch.edits import Edit

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
TODAY = date(2026, 11, 13)
TYPED: list[Edit] = [
    AppendRows("Milestones", tuple(
        {"Milestone": name, "Owner": "Ada King", "Baseline date": promised, "Forecast date": forecast}
        for name, promised, forecast in (
            ("Contract signed", date(2026, 11, 20), date(2026, 11, 20)),
            ("Pilot in Bremen", date(2027, 1, 15), date(2027, 1, 29)),
            ("All branches live", date(2027, 3, 31), date(2027, 4, 14)),
        )
    )),
    AppendRows("Risks", (
        {"Title": "The supplier's only expert leaves", "Probability": 3, "Impact": 3, "Status": "Open", "Owner": "Ben"},
        {"Title": "Network too slow in branches", "Probability": 2, "Impact": 2, "Status": "Open", "Owner": "Ada King"},
    )),
    AppendRows("Issues", (
        {"Title": "No test cards", "Priority": "High", "Status": "Open", "Owner": "Ben", "Due date": date(2026, 11, 9)},
    )),
]  # fmt: skip


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook after the first ten minutes, in which nobody typed an ID."""
    own = new_workbook(tmp_path_factory.mktemp("hour") / "branches.xlsx", status_date=TODAY)
    settings = read(own)["settings"]
    at = {name: settings.cell("value", row) for row, name in enumerate(settings["setting"].tolist())}
    named = [SetValue("Settings", at["Programme"], "New branches"), SetValue("Settings", at["Project manager"], "Ada")]
    patch(own, [*named, *TYPED])
    assert refresh(own, TODAY).new_rows == 6
    return own


def texts(workbook: Path, sheet: str) -> list[Any]:
    rows = openpyxl.load_workbook(workbook, data_only=True)[sheet].iter_rows(values_only=True)
    return [value for row in rows for value in row if value is not None]


def test_the_dashboards_show_ones_own_milestones_and_risks(tracker: Path) -> None:
    execution, risks = texts(tracker, "Execution Dashboard"), " ".join(map(str, texts(tracker, "Risk Dashboard")))
    assert {"Contract signed", "Pilot in Bremen", "All branches live"} <= {str(text) for text in execution}
    assert "The supplier's only expert leaves" in risks


def test_rows_got_their_ids_days_and_reporter(tracker: Path) -> None:
    now = read(tracker)
    assert now["milestones"]["id"].tolist() == ["M-001", "M-002", "M-003"]
    assert now["risks"]["id"].tolist() == ["R-001", "R-002"]
    assert now["issues"]["id"].tolist() == ["IS-001"]
    assert now["issues"]["raised"].tolist() == [TODAY]
    assert now["issues"]["reporter"].tolist() == ["Ada"]


def test_start_says_how_far_one_is_and_what_comes_next(tracker: Path) -> None:
    start = texts(tracker, "Start")
    assert {"Done: New branches", "3 milestones", "2 risks", "1 issue", "To do"} <= set(start)
    done = {item for state, item in pairwise(start) if state == "Done"}
    assert "Set up tracking tools and dashboards" in done
    assert "Create reporting templates and cadence" not in done


def test_nothing_stands_in_the_way_and_the_overdue_issue_is_listed(tracker: Path) -> None:
    assert [finding for finding in check(read(tracker)) if finding.severity is Severity.ERROR] == []
    assert "1 row needs a person, 1 overdue." in texts(tracker, "This week")


def test_an_id_is_never_given_twice_not_even_one_whose_row_was_deleted(tracker: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.xlsx"
    own.write_bytes(tracker.read_bytes())
    table = read(own)["issues"]
    patch(own, [SetValue("Issues", table.cell("id", 0), "IS-007")])
    snapshot = {
        "Snapshot": "S-1",
        "Date": TODAY,
        "Table": "Issues",
        "ID": "IS-031",
        "Column": "Status",
        "Value": "Open",
    }
    patch(own, [AppendRows("Snapshots", (snapshot,)), AppendRows("Issues", ({"Title": "No keys"},))])
    refresh(own, TODAY)
    assert read(own)["issues"]["id"].tolist() == ["IS-007", "IS-032"]
