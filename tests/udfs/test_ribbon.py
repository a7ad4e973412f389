"""The buttons of the ribbon do their work on what is on the screen, and say in one sentence what went wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from inspect import isfunction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import AppendRows, SetValue, patch
from exectrack_xl.tracker.numbering import next_id

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
PRESS = Path(__file__).with_name("press.py")


def pressed(workbook: Path, formula: str, *buttons: str) -> dict[str, Any]:
    """What a person sees after pressing these buttons with this formula in the selected cell."""
    command = [sys.executable, str(PRESS), str(workbook), formula, *buttons]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("ribbon") / "tracker.xlsx"))


@pytest.fixture(scope="module")
def seen(workbook: Path) -> dict[str, Any]:
    buttons = ("check_data", "quarterly_deck", "deck:quarterly", "report:stakeholder", "explain_cell", "show_help")
    return pressed(workbook, "=IF(A1>0,1+spi(),0)", *buttons)


def test_a_deck_comes_to_lie_beside_the_workbook_and_opens_and_never_replaces_one(
    seen: dict[str, Any], workbook: Path
) -> None:
    decks = [Path(path) for path in seen["opened"] if path.endswith(".pptx")]
    assert [deck.parent for deck in decks] == [workbook.parent] * 2
    assert decks[1].name == decks[0].stem + " (2).pptx"
    assert all(deck.read_bytes().startswith(b"PK") for deck in decks)


def test_a_report_and_the_manual_open(seen: dict[str, Any], workbook: Path) -> None:
    *_, report, manual = map(Path, seen["opened"])
    assert report.parent == workbook.parent
    assert report.suffix == ".docx"
    assert "SPI_T" in manual.read_text(encoding="utf-8-sig")
    assert "is ready" in seen["status"]


def test_findings_are_listed_in_a_new_workbook(seen: dict[str, Any]) -> None:
    [[headers, *lines]] = seen["listed"]
    assert headers == ["Sheet", "Cell", "Column", "Weight", "What is wrong", "What to do"]
    assert ["Risks", "Mitigation"] in [[line[0], line[2]] for line in lines]


def test_the_metric_of_the_selected_cell_is_explained(seen: dict[str, Any]) -> None:
    [text] = seen["messages"]
    assert "SPI = EV / PV" in text
    assert "Value: 0.94" in text


def test_refresh_and_snapshot_write_into_the_open_workbook(workbook: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(workbook, tmp_path / "own.xlsx"))
    row = list(read(own)["settings"]["setting"]).index("Status date")
    again = SetValue("Risks", read(own)["risks"].cell("impact", 0), 3)
    new = AppendRows("Issues", ({"Title": "Badge readers fail", "Due date": date(2026, 11, 2)},))
    patch(own, [SetValue("Settings", read(own)["settings"].cell("value", row), date(2026, 11, 18)), again, new])
    before = len(read(own)["snapshots"])
    seen = pressed(own, "", "refresh", "snapshot", "snapshot")
    assert seen["messages"] == []
    assert seen["status"].startswith("Snapshot of 18 Nov 2026: ")
    results, snapshots = seen["tables"]["Results"], seen["tables"]["Snapshots"]
    assert {line[7] for line in results[1:]} == {"2026-11-18"}
    assert {line[0]: line[6] for line in results}["period_label|Week"] == "'Week 47 2026"
    assert {line[0]: line[6] for line in results}["open_risks"] == 21
    added = snapshots[before + 1 :]
    assert added
    assert len(seen["tables"]["Snapshots"]) == 1 + before + len(added)
    assert {line[1] for line in added} == {"2026-11-18"}
    assert seen["sizes"]["Snapshots"] == len(snapshots)
    assert "1 new row got an ID" in seen["told"][0]
    [line] = [line for line in seen["tables"]["ThisWeek"] if "'Badge readers fail" in line]
    assert line[2] == f"'{next_id('IS', read(own)['issues']['id'].tolist())}"
    assert seen["sizes"]["ThisWeek"] == len(seen["tables"]["ThisWeek"])


def test_a_fault_is_a_sentence_in_a_message(workbook: Path, tmp_path: Path) -> None:
    assert pressed(workbook, "=SUM(A1:A3)", "explain_cell")["messages"] == [
        "Select a cell with a function of the tracker, such as =SPI(), or a number of a dashboard."
    ]
    nothing = tmp_path / "notes.xlsx"
    nothing.write_bytes(b"no workbook")
    [text] = pressed(nothing, "", "quarterly_deck")["messages"]
    assert "notes.xlsx" in text
    assert "did not work" not in text


def test_an_empty_tracker_is_told_where_to_begin(tmp_path: Path) -> None:
    new = new_workbook(tmp_path / "new.xlsx", status_date=date(2026, 9, 30))
    [[_, *lines]] = pressed(new, "", "check_data")["listed"]
    assert ["Milestones", "has no row yet."] in [[line[0], line[4]] for line in lines]


def test_the_macros_are_those_the_ribbon_calls() -> None:
    source = files("exectrack_xl.excel.vba").joinpath("source", "Ribbon.bas").read_text(encoding="utf-8")
    called = set(re.findall(r"udfs\.ribbon\.(\w+)\(", source))
    import udfs.ribbon as ribbon

    offered = {name for name, made in vars(ribbon).items() if isfunction(made) and not name.startswith("_")}
    assert called == offered


def cell_of(workbook: Path, sheet: str, column: str, identity: str) -> str:
    table = read(workbook)[sheet]
    return table.cell(column, table.positions[identity])


@pytest.fixture(scope="module")
def line_of_week(workbook: Path) -> tuple[int, str]:
    """The first line of This week that is about an issue, and the issue's ID."""
    lines = openpyxl.load_workbook(workbook, data_only=True)["This week"]
    row = next(row for row in range(6, 40) if lines.cell(row, 1).value == "Issues")
    return row, str(lines.cell(row, 3).value)


@pytest.fixture(scope="module")
def week(workbook: Path, line_of_week: tuple[int, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    own = Path(shutil.copy(workbook, tmp_path_factory.mktemp("round") / "own.xlsx"))
    buttons = ("hide:8", "reviewed", "chase", "what_changed:2026-10-02", "what_changed:1999-01-01", "forecast", "esc",
               "forecast", f"select:This week!A{line_of_week[0]}", "reviewed", "select:Milestones!A6:A9", "reviewed",
               "report:nonsense")  # fmt: skip
    return {**pressed(own, "Issues!B7:D9,B12", *buttons), "folder": own.parent}


def test_reviewed_stamps_the_rows_that_are_selected_and_seen_and_nothing_else(
    week: dict[str, Any], workbook: Path
) -> None:
    assert week["told"][0] == "3 rows reviewed on 13 Nov 2026."
    assert week["changed"] == ["Issues"]
    before = read(workbook)["issues"]
    letter = before.places["reviewed"]
    assert [week["cells"]["Issues"].get(f"{letter}{row}") for row in (7, 9, 12)] == ["2026-11-13"] * 3
    hidden = before["reviewed"][before.lines.tolist().index(8)]
    assert week["cells"]["Issues"].get(f"{letter}8", "NaT") == str(hidden)


def test_lines_of_this_week_are_reviewed_where_their_rows_stand(
    week: dict[str, Any], workbook: Path, line_of_week: tuple[int, str]
) -> None:
    table = read(workbook)["issues"]
    cell = table.cell("reviewed", table.positions[line_of_week[1]])
    assert week["cells"]["Issues"][cell] == "2026-11-13"
    assert week["told"][-1] == "1 row reviewed on 13 Nov 2026."


def test_drafts_come_to_lie_in_a_folder_beside_the_workbook(week: dict[str, Any]) -> None:
    folder = week["folder"] / "own chase 2026-11-13"
    drafts = list(folder.glob("*.eml"))
    assert drafts
    assert week["messages"][0].startswith(f"{len(drafts)} mail drafts written into the folder own chase 2026-11-13")
    assert week["opened"] == [str(folder)]


def test_changes_since_a_day_are_listed_apart(week: dict[str, Any]) -> None:
    headers, *lines = week["listed"][0]
    assert headers == ["Sheet", "ID", "What changed", "Effect"]
    assert len(lines) > 5
    assert week["told"][1] == f"{len(lines)} changes between 30 Sep 2026 and 13 Nov 2026."


def test_a_forecast_tells_how_far_it_is_and_ends_when_esc_is_held(week: dict[str, Any]) -> None:
    progress = [text for text in week["told"] if text.startswith("Simulating: ")]
    assert len(progress) >= 3
    headers, *lines = week["listed"][1]
    assert headers == ["Initiative", "Committed", "Chance on time", "P10", "P50", "P80", "P90"]
    assert "Programme" in [line[0] for line in lines]
    assert len(week["listed"]) == 2  # the second forecast was broken off


def test_what_cannot_be_done_is_said_in_a_sentence(week: dict[str, Any]) -> None:
    assert week["messages"][1:] == [
        "own.xlsx: no snapshot on or before 1999-01-01. It has 12, the first of 2026-01-30, the last of 2026-11-13.",
        "The forecast was broken off. Nothing was changed.",
        "Select rows of Issues, Risks, KPIs or Setup, or lines of This week about them: only they are reviewed.",
        week["messages"][4],
    ]
    assert week["messages"][4].startswith("There is no report 'nonsense'.")


def test_what_the_check_finds_is_marked_in_the_cells(seen: dict[str, Any]) -> None:
    marked = {(sheet, cell) for _, sheet, cells in seen["macros"] for cell in cells.split(",")}
    [[_, *lines]] = seen["listed"]
    assert marked == {(line[0], line[1]) for line in lines if line[1]}
    assert {macro for macro, *_ in seen["macros"]} == {"TrackerHighlight"}


def test_when_excel_refuses_a_value_the_workbook_is_as_it_was(workbook: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(workbook, tmp_path / "own.xlsx"))
    row = list(read(own)["settings"]["setting"]).index("Status date")
    patch(own, [SetValue("Settings", read(own)["settings"].cell("value", row), date(2026, 11, 18))])
    seen = pressed(own, "", "fail:5", "refresh")
    assert seen["messages"] == ["Excel did not take the values (Excel is busy). The workbook is as it was."]
    assert (seen["changed"], seen["resized"]) == ([], [])


def test_the_newest_deck_and_report_are_renewed_where_they_lie(workbook: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(workbook, tmp_path / "own.xlsx"))
    seen = pressed(own, "", "refresh_report", "quarterly_deck", "report:stakeholder", "refresh_deck", "refresh_report")
    assert seen["messages"] == ["There is no report of this tracker in its folder. Write one first."]
    deck, report = (next(tmp_path.glob(pattern)) for pattern in ("*.pptx", "*.docx"))
    assert [Path(path).name for path in seen["opened"]] == [deck.name, report.name] * 2


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("small") / "tracker.xlsx", status_date=date(2026, 11, 13))


LIST = "ID;Title;Status;Assignee;Due\nJ-1;Login fails;Open;Ann;2026-12-01\nJ-2;=cmd|' /C calc'!A0;Quantum;Bob;\n"


def test_my_list_is_shown_asked_for_and_brought_in_once(small: Path, tmp_path: Path) -> None:
    own, source = Path(shutil.copy(small, tmp_path / "own.xlsx")), tmp_path / "list.csv"
    source.write_text(LIST, encoding="utf-8")
    button = f"import_list:{source}"
    seen = pressed(own, "", "answer:no", button)
    assert (seen["changed"], seen["resized"], seen["status"]) == ([], [], "Nothing was brought in.")
    assert not list(tmp_path.glob("own.import*"))
    seen = pressed(own, "", button)
    [[headers, first, *_]] = seen["listed"]
    assert headers[:5] == ["Sheet of the list", "Its column", "Goes to", "Column of the tracker", "Example"]
    assert first[:5] == ["list", "ID", "Issues", "Issue ID", "J-1"]
    assert seen["messages"] == [
        "Issues: 2 added, 0 updated. 1 finding. The new workbook shows what goes where. Bring it in?"
    ]
    assert (seen["changed"], seen["resized"]) == (["Issues"], ["Issues"])
    written = set(seen["cells"]["Issues"].values())
    assert {"J-1", "J-2", "Login fails", "=cmd|' /C calc'!A0", "Quantum"} <= written
    assert (tmp_path / "own.imported.json").exists()
    assert (tmp_path / "own.import.toml").exists()


def test_when_a_button_fails_the_workbook_is_as_it_was(small: Path, tmp_path: Path) -> None:
    """Every button of the ribbon that asks Python is pressed here and fails; each says why, and nothing is changed."""
    own = Path(shutil.copy(small, tmp_path / "own.xlsx"))
    issues = ({"Issue ID": "IS-1", "Title": "Badge readers fail", "Priority": "High", "Status": "Open", "Owner": "Ann",
               "Due date": date(2026, 10, 2)}, {"Issue ID": "IS-2", "Title": "Late", "Status": "Lost"})  # fmt: skip
    risks = ({"ID": "R-1", "Title": "Fire", "Probability": 40, "Impact": 3, "Status": "Open"},)
    patch(own, [AppendRows("Issues", issues), AppendRows("Risks", risks)])
    source = tmp_path / "list.csv"
    source.write_text(LIST, encoding="utf-8")
    (tmp_path / "own chase 2026-11-13").write_text("no folder", encoding="utf-8")
    buttons = (
        "select:Issues!A6:A7", "fail:1", "reviewed", "fail:4", "refresh", "fail:1", "snapshot", "chase",
        "fail:1", f"import_list:{source}", f"import_list:{tmp_path / 'none.csv'}", "fail-macro:2", "check_data",
        "fail:1", "quarterly_deck", "deck:nonsense", "report:nonsense", "what_changed:1999-01-01", "esc", "forecast",
        "explain_cell", "refresh_report",
    )  # fmt: skip
    seen = pressed(own, "", *buttons)
    assert (seen["changed"], seen["resized"]) == ([], [])
    assert [text for text in seen["messages"] if "did not work" in text] == []
    busy = [text for text in seen["messages"] if "Excel is busy" in text]
    assert len(busy) == 6
    assert seen["macros"][-1] == ["TrackerClearHighlights"]  # the marks of the first cells are taken away again
    assert not list(tmp_path.glob("own.import*"))
    names = {button.partition(":")[0] for button in buttons}
    import udfs.ribbon as ribbon

    offered = {name for name, made in vars(ribbon).items() if isfunction(made) and not name.startswith("_")}
    assert offered - names == {"show_help", "refresh_deck"}  # the one cannot fail, the other is as refresh_report
