"""The buttons of the ribbon do their work on what is on the screen, and say in one sentence what went wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.schema import Profile

PRESS = Path(__file__).with_name("press.py")


def pressed(workbook: Path, formula: str, *buttons: str) -> dict[str, Any]:
    """What a person sees after pressing these buttons with this formula in the selected cell."""
    command = [sys.executable, str(PRESS), str(workbook), formula, *buttons]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("ribbon") / "tracker.xlsx", sample=True, profile=Profile.FULL)


@pytest.fixture(scope="module")
def seen(workbook: Path) -> dict[str, Any]:
    buttons = ("check_data", "quarterly_deck", "quarterly_deck", "stakeholder_report", "explain_cell", "show_help")
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
    patch(own, [SetValue("Settings", read(own)["settings"].cell("value", row), date(2026, 11, 18)), again])
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
    called = set(re.findall(r"udfs\.ribbon\.(\w+)\(\)", source))
    import udfs.ribbon as ribbon

    assert {name for name in called if not hasattr(ribbon, name)} <= {"refresh", "snapshot"}
