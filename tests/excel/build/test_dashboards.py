"""The Start sheet and the dashboards: what they say of a full tracker, of an empty one, and of odd ones."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exectrack_xl import sample
from exectrack_xl.excel.build import build, compose, new_workbook
from exectrack_xl.excel.build.dashboards.pages import Chosen, write_dashboards
from exectrack_xl.excel.build.dashboards.results_sheet import TITLE as RESULTS
from exectrack_xl.excel.build.formulas import FormulaBook
from exectrack_xl.excel.build.new import content_of
from exectrack_xl.metrics import Engine
from exectrack_xl.package import read_parts
from exectrack_xl.report import words
from exectrack_xl.schema import Profile
from exectrack_xl.tracker import Tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

DAY = date(2026, 11, 13)


def shown(path: Path, sheet: str) -> list[Any]:
    """Every value on a sheet, from left to right and top to bottom."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found = [value for row in book[sheet].iter_rows(values_only=True) for value in row if value is not None]
    book.close()
    return found


@pytest.fixture(scope="module")
def built_sample(tmp_path_factory: pytest.TempPathFactory, core_sample: Path) -> Path:
    return Path(shutil.copy(core_sample, tmp_path_factory.mktemp("sample") / "sample.xlsx"))


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


def test_the_change_board_shows_what_the_metrics_say(built_sample: Path, engine: Engine) -> None:
    found = shown(built_sample, "Change Board")
    for row in engine.value("change_board", decision="Pending").rows:
        assert {row[0], row[1], row[2], row[3], row[7]} <= {*found}
        assert datetime.combine(row[5], time()) in found
    approved, pending = engine.value("change_net_effect").rows
    assert [pending[1], approved[1]] == [engine.value(f"{name}_changes") for name in ("pending", "approved")]
    for days in (approved[2], pending[2], pending[3]):
        assert f"{words.signed(words.fixed(days, 0))} d" in found
    assert words.day(pending[7]) in found
    assert "in the plan" in found  # what was approved is in the network already
    for row in engine.value("unapproved_drift").rows[:6]:
        assert row[1] in found
    assert any(str(text).startswith("Rejected: ") for text in found)


def test_people_and_capacity_shows_what_the_metrics_say_and_no_team_of_two(built_sample: Path, engine: Engine) -> None:
    found = shown(built_sample, "People and Capacity")
    numbers = {value for value in found if isinstance(value, float)}
    for name in ("resource_utilisation", "skill_coverage", "team_health"):
        assert any(value == pytest.approx(engine.value(name)) for value in numbers), name
    for row in engine.value("person_load").rows[:6]:
        assert {row[0], row[1], row[5]} <= {*found}
    for row in engine.value("allocation_by_initiative").rows:
        assert row[1] in found
    for row in engine.value("absences_ahead").rows[:6]:
        assert row[0] in found
    hidden = [row[0] for row in engine.value("team_pulse").rows if row[-1]]
    assert hidden == ["Pricing team"]
    assert found.count("not shown") == 1


def test_every_tile_with_a_history_has_its_small_chart(built_sample: Path) -> None:
    parts = read_parts(built_sample.read_bytes())
    counts = [part.count(b"<x14:sparkline>") for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    counts = sorted(filter(None, counts))
    assert counts == [3, 4, 4, 4]  # what people can do has no snapshots


def test_every_chart_of_a_dashboard_says_in_words_what_it_shows(built_sample: Path) -> None:
    drawings = [part for name, part in read_parts(built_sample.read_bytes()).items() if "drawings/drawing" in name]
    frames = b"".join(drawings).split(b"<xdr:graphicFrame")[1:]
    assert len(frames) == 5
    assert all(re.search(rb'descr="[^"]{20,}"', frame) for frame in frames)


def test_no_colour_rule_looks_into_a_table_as_excel_refuses_that(built_sample: Path) -> None:
    for part in read_parts(built_sample.read_bytes()).values():
        for rule in re.findall(rb"<cfRule.*?</cfRule>", part, re.DOTALL):
            assert not re.search(rb"\w\[", rule), rule


@pytest.mark.parametrize(("profile", "used", "shown_pages"), [
    (Profile.CORE, {}, set()),
    (Profile.FULL, {}, {"Change Board", "People and Capacity"}),
    (Profile.CORE, {"changes": [["ID", "Title"], ["CR-1", "More"]]}, {"Change Board"}),
    (Profile.CORE, {"resources": [["Person", "Team"], ["Ann", "Red"]]}, {"People and Capacity"}),
])  # fmt: skip
def test_the_boards_are_shown_by_profile_or_when_used(
    profile: Profile, used: dict[str, Any], shown_pages: set[str]
) -> None:
    sheets = compose(used, profile, status_date=DAY).workbook.worksheets()
    visible = {sheet.get_name() for sheet in sheets if not sheet.hidden}
    assert visible & {"Change Board", "People and Capacity"} == shown_pages
    assert {"Execution Dashboard", "Risk Dashboard"} <= visible


def test_an_empty_tracker_says_what_to_type_and_shows_no_error(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "empty.xlsx", status_date=DAY)
    for sheet in ("Start", "Execution Dashboard", "Risk Dashboard", "Change Board", "People and Capacity"):
        texts = [str(value) for value in shown(path, sheet)]
        assert not [text for text in texts if text.startswith("#") or re.search(r"\bnan\b", text.lower())]
    assert "No data yet: type your milestones." in shown(path, "Execution Dashboard")
    assert "No data yet: type your risks." in shown(path, "Risk Dashboard")
    assert "No data yet: type your changes." in shown(path, "Change Board")
    assert "in the plan" not in shown(path, "Change Board")
    assert any("type your people in Resources" in str(text) for text in shown(path, "People and Capacity"))
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
def test_the_dashboards_of_a_tracker_with_one_sheet_filled_in_show_no_error(name: str) -> None:
    book = FormulaBook(live=False)
    write_dashboards(book, content_of({name: sample.cells()[name]}, DAY).engine, dated=True, chosen=Chosen())
    values = [str(formula.value) for formula in book.formulas() if formula.sheet != RESULTS]
    assert len(values) > 300
    assert not [text for text in values if text.startswith("#") or re.search(r"\bnan\b", text.lower())]


def test_a_sheet_full_of_what_cannot_be_used_is_built_as_it_is(tmp_path: Path) -> None:
    cells = {name: [rows[0], ["?"] * len(rows[0])] for name, rows in sample.cells().items()}
    path = build(tmp_path / "odd.xlsx", cells, status_date=DAY)
    assert openpyxl.load_workbook(path)["Milestones"]["B6"].value == "?"


@pytest.mark.libreoffice
def test_each_dashboard_prints_on_one_page(tmp_path: Path, convert: Callable[[Path, str], Path]) -> None:
    leading = ("settings", "milestones", "risks", "issues", "changes", "resources")
    cells = {name: rows[:4] for name, rows in sample.cells().items() if name in leading}
    printed = convert(build(tmp_path / "sample.xlsx", {**cells, "settings": sample.cells()["settings"]}), "pdf")
    titles = [_first_line(printed, page) for page in range(1, 9)]
    first = next(at for at, title in enumerate(titles) if title.startswith("Execution Dashboard"))
    assert [title.partition(" - ")[0] for title in titles[first : first + 4]] == [
        "Execution Dashboard", "Risk Management Dashboard", "Change Board", "People and Capacity",
    ]  # fmt: skip
    assert titles[first + 4] == "Milestones"
    assert titles[0] == "Claims Forward"


def _first_line(pdf: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
