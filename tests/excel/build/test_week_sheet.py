"""The sheet "This week": what it lists, that its links find their cells, and what it says when there is nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl.actions.refresh import refresh
from exectrack_xl.excel.build import build, new_workbook
from exectrack_xl.excel.build.week import NO_DATA, NOTHING, TABLE, TITLE
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import AppendRows, SetValue, patch
from exectrack_xl.metrics import Engine

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
TODAY = date(2026, 11, 13)
HEADS = ["Issue ID", "Title", "Priority", "Status", "Owner", "Due date", "Raised on", "Reviewed on"]
LATE = ["IS-001", "No test system", "High", "Open", "Ada King", date(2026, 11, 6), date(2026, 11, 2), TODAY]
SETTINGS = [["Setting", "Value"], ["Status date", TODAY]]


def listed(workbook: Path) -> list[dict[str, Any]]:
    """The rows of the list by header."""
    sheet = openpyxl.load_workbook(workbook, data_only=True)[TITLE]
    head, *rows = sheet[sheet.tables[TABLE].ref]
    return [{h.value: cell.value for h, cell in zip(head, row, strict=True)} for row in rows]


def said(workbook: Path) -> str:
    return str(openpyxl.load_workbook(workbook, data_only=True)[TITLE]["D1"].value)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, core_sample: Path) -> Path:
    return Path(shutil.copy(core_sample, tmp_path_factory.mktemp("week") / "sample.xlsx"))


def test_it_lists_the_rows_of_the_metric_with_the_cells_as_they_stand(sample: Path) -> None:
    listing = Engine.of(read(sample)).value("this_week")
    wanted = [dict(zip(listing.headers, row, strict=True)) for row in listing.rows]
    rows = listed(sample)
    assert [(row["Sheet"], row["ID"], row["Cell"]) for row in rows] == [
        (row["Sheet"], row["ID"], row["Cell"]) for row in wanted
    ]
    assert said(sample) == f"{len(rows)} rows need a person, {len(rows)} overdue."


@pytest.mark.libreoffice
def test_links_follow_their_rows_when_a_table_is_sorted_otherwise(
    sample: Path, tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    own = tmp_path / "sorted.xlsx"
    own.write_bytes(sample.read_bytes())
    issues = read(own)["issues"]
    cells = [issues.cell("id", row) for row in range(len(issues))]
    turned = [str(value) for value in issues["id"][::-1]]  # the IDs the other way round, as after sorting
    patch(own, [SetValue("Issues", cell, value) for cell, value in zip(cells, turned, strict=True)])
    places = {identity: cell.lstrip("A") for identity, cell in zip(turned, cells, strict=True)}
    before = {row["ID"]: row["Cell"] for row in listed(own) if row["Sheet"] != "Issues"}
    rows = listed(convert(own, "xlsx"))  # LibreOffice recalculates on loading
    moved = [row for row in rows if row["Sheet"] == "Issues"]
    assert moved
    for row in moved:
        assert row["Cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == places[row["ID"]]
    assert {row["ID"]: row["Cell"] for row in rows if row["Sheet"] != "Issues"} == before


def test_an_empty_tracker_says_so_and_shows_the_sheet_with_its_first_rows(tmp_path: Path) -> None:
    new = new_workbook(tmp_path / "new.xlsx", status_date=TODAY)
    book = openpyxl.load_workbook(new)
    assert (said(new), book[TITLE].sheet_state) == (NO_DATA, "hidden")
    patch(new, [AppendRows("Issues", (dict(zip(HEADS, LATE, strict=True)),))])
    refresh(new, TODAY)
    assert openpyxl.load_workbook(new)[TITLE].sheet_state == "visible"
    assert [(row["ID"], row["Cell"], row["Days overdue"]) for row in listed(new)] == [("IS-001", "H6", 5)]
    assert said(new) == "1 row needs a person, 1 overdue."


def test_refresh_adds_lines_and_takes_those_away_that_are_done(tmp_path: Path) -> None:
    rows = [[f"IS-{number:03}", *LATE[1:]] for number in range(1, 5)]
    own = build(tmp_path / "own.xlsx", {"issues": [HEADS, *rows[:1]], "settings": SETTINGS})
    patch(own, [AppendRows("Issues", tuple(dict(zip(HEADS, row, strict=True)) for row in rows[1:]))])
    refresh(own, TODAY)
    assert [row["Cell"] for row in listed(own)] == ["H6", "H7", "H8", "H9"]
    issues = read(own)["issues"]
    solved = [SetValue("Issues", issues.cell("status", row), "Resolved") for row in (0, 1, 2)]
    told = [SetValue("Issues", issues.cell("resolution", row), "Bought one.") for row in (0, 1, 2)]
    patch(own, [*solved, *told])
    refresh(own, TODAY)
    assert [(row["ID"], row["Cell"]) for row in listed(own)] == [("IS-004", "H9")]
    last = SetValue("Issues", issues.cell("status", 3), "Resolved")
    patch(own, [last, SetValue("Issues", issues.cell("resolution", 3), "Bought one.")])
    refresh(own, TODAY)
    assert [row["ID"] for row in listed(own)] == [None]
    assert said(own) == NOTHING
    again = own.read_bytes()
    refresh(own, TODAY)
    assert own.read_bytes() == again


def test_of_two_approvals_of_one_change_the_right_one_is_meant(tmp_path: Path) -> None:
    heads = ["Change", "Approver", "Decision", "Due date"]
    approvals = [heads, ["CR-1", "Ada", "Approved", date(2026, 11, 2)], ["CR-1", "Ben", "Pending", date(2026, 11, 2)]]
    own = build(tmp_path / "own.xlsx", {"approvals": approvals, "settings": SETTINGS})
    assert [(row["Owner"], row["Cell"], row["Row"]) for row in listed(own)] == [("Ben", "D7", 7)]


@pytest.mark.libreoffice
def test_libreoffice_computes_what_was_stored(sample: Path, convert: Callable[[Path, str], Path]) -> None:
    again = convert(sample, "xlsx")
    assert [row["Cell"] for row in listed(again)] == [row["Cell"] for row in listed(sample)]
    assert said(again) == said(sample)
