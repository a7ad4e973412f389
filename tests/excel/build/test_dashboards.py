"""The Start sheet and the dashboards: what they say of a full tracker, of an empty one, and of odd ones."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl import sample
from exectrack_xl.excel.build import build, new_workbook
from exectrack_xl.metrics import Engine
from exectrack_xl.report import words
from exectrack_xl.tracker import Tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

DAY = date(2026, 11, 13)


def shown(path: Path, sheet: str) -> list[Any]:
    """Every value on a sheet, from left to right and top to bottom."""
    cells = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows()
    return [cell.value for row in cells for cell in row if cell.value is not None]


@pytest.fixture(scope="module")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("sample") / "sample.xlsx", sample=True)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Tracker.from_cells("", sample.cells()))


def test_the_execution_dashboard_shows_what_the_metrics_say(built_sample: Path, engine: Engine) -> None:
    found = shown(built_sample, "Execution Dashboard")
    texts = [str(value) for value in found]
    for name in ("initiative_progress", "timeline_adherence", "quality_score"):
        assert float(f"{engine.value(name):.15g}") in found  # Excel's numbers have 15 digits
    assert any(words.day(engine.value("forecast_finish")) in text for text in texts)
    assert any(engine.value("overall_status") in text for text in texts)
    assert f"{words.fixed(engine.value('sprint_completed'), 0)} story points" in texts
    for row in engine.value("key_milestones", n=6).rows:
        assert row[1][:40] in " ".join(texts)
        assert row[2] in texts


def test_the_risk_dashboard_shows_what_the_metrics_say(built_sample: Path, engine: Engine) -> None:
    found = shown(built_sample, "Risk Dashboard")
    for name in ("new_risks", "risks_resolved"):
        assert engine.value(name) in found
    assert engine.value("risk_score_trend") in found
    for band in ("Critical", "High"):
        for row in engine.value("top_risks", n=4, band=band).rows:
            assert row[0] in found


def test_an_empty_tracker_says_what_to_type_and_shows_no_error(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "empty.xlsx", status_date=DAY)
    for sheet in ("Start", "Execution Dashboard", "Risk Dashboard"):
        texts = [str(value) for value in shown(path, sheet)]
        assert not [text for text in texts if text.startswith("#") or "nan" in text.lower()]
    assert "No data yet: type your milestones." in shown(path, "Execution Dashboard")
    assert "No data yet: type your risks." in shown(path, "Risk Dashboard")
    assert "Type the first milestone" in shown(path, "Start")


def test_start_counts_rows_and_required_cells_that_are_blank(tmp_path: Path) -> None:
    cells = {"milestones": [["ID", "Milestone", "Owner"], ["M-1", "One", "Ann"], ["M-2", "Two", None]]}
    found = shown(build(tmp_path / "two.xlsx", cells, status_date=DAY), "Start")
    assert "2 milestones, 5 blank" in found


def test_start_does_not_ask_for_what_has_not_happened_yet(tmp_path: Path) -> None:
    cells = {
        "initiatives": [["ID", "Name"], ["I-1", "One"]],
        "costs": [
            ["Initiative", "Month", "Actual cost"],
            ["I-1", date(2026, 10, 1), 5.0],
            ["I-1", date(2027, 1, 1), None],
        ],
    }
    assert "2 costs" in shown(build(tmp_path / "costs.xlsx", cells, status_date=DAY), "Start")


@pytest.mark.parametrize("name", sorted(sample.cells()))
def test_a_tracker_with_one_sheet_filled_in_is_built(tmp_path: Path, name: str) -> None:
    build(tmp_path / "one.xlsx", {name: sample.cells()[name]}, status_date=DAY)


def test_a_sheet_full_of_what_cannot_be_used_is_built_as_it_is(tmp_path: Path) -> None:
    cells = {name: [rows[0], ["?"] * len(rows[0])] for name, rows in sample.cells().items()}
    path = build(tmp_path / "odd.xlsx", cells, status_date=DAY)
    assert openpyxl.load_workbook(path)["Milestones"]["B6"].value == "?"


@pytest.mark.libreoffice
def test_start_and_each_dashboard_print_on_one_page(tmp_path: Path, convert: Callable[[Path, str], Path]) -> None:
    cells = {name: rows for name, rows in sample.cells().items() if name != "snapshots"}
    printed = convert(build(tmp_path / "sample.xlsx", cells), "pdf")
    titles = [_first_line(printed, page) for page in (1, 2, 3, 4)]
    assert titles[0] == "Claims Forward"
    assert titles[1].startswith("Execution Dashboard")
    assert titles[2].startswith("Risk Management Dashboard")
    assert titles[3] == "Initiatives"


def _first_line(pdf: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
