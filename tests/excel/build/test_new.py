"""The workbook that is built: what it holds, what it shows first, and that nothing typed is changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exectrack_xl import sample
from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.build import build, new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.package import read_parts
from exectrack_xl.schema import SHEETS, Profile
from exectrack_xl.tracker import Tracker

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

GREETING = [
    "Start", "Execution Dashboard", "Risk Dashboard", "Milestones", "Issues", "Risks", "Changes", "Settings",
]  # fmt: skip
HOSTILE = [
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "{=1}", "AT&T <b>", "{{ x }}", "line\nbreak", "tab\tbed",
    "👩‍🚀 مرحبا שלום", "'quoted", "http://example.org", "_x0041_", "  spaces  ", "x" * 5000, "Zeile " * 900,
]  # fmt: skip


def same_table(left: Tracker, right: Tracker, name: str) -> bool:
    typed = [column.name for column in SHEETS[name].typed]
    return all(
        np.array_equal(left[name][column], right[name][column], equal_nan=left[name][column].dtype != object)
        for column in typed
    )


@pytest.fixture(scope="module")
def built_sample(tmp_path_factory: pytest.TempPathFactory, core_sample: Path) -> Path:
    return Path(shutil.copy(core_sample, tmp_path_factory.mktemp("sample") / "sample.xlsx"))


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error(built_sample: Path, validate_office: Callable[[Path], list[str]]) -> None:
    assert validate_office(built_sample) == []  # without a sample: test_macro_workbook.py


def test_what_is_built_reads_back_as_it_was(built_sample: Path) -> None:
    there = Tracker.from_cells("", sample.cells())
    back = read(built_sample)
    assert back.as_of == there.as_of
    assert back.settings.values == {**there.settings.values, **back.settings.values}
    typed = [name for name in sample.cells() if name not in ("settings", "periods")]
    different = [name for name in typed if not same_table(there, back, name)]
    assert different == []
    assert back.findings == ()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, core_sample: Path) -> None:
    assert new_workbook(tmp_path / "again.xlsx", sample=True).read_bytes() == core_sample.read_bytes()


def test_eight_sheets_greet_a_project_manager(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(new_workbook(tmp_path / "new.xlsx"))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == GREETING
    assert {sheet.title for sheet in SHEETS.values()} <= set(book.sheetnames)


def test_a_profile_shows_its_own_sheets_and_a_sheet_in_use_is_shown(tmp_path: Path) -> None:
    cells = {"decisions": [["ID", "Question"], ["D-1", "Which supplier?"]]}
    book = openpyxl.load_workbook(build(tmp_path / "agile.xlsx", cells, Profile.AGILE))
    shown = {sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"}
    agile = {sheet.title for sheet in SHEETS.values() if sheet.profile is Profile.AGILE}
    assert "Sprints" in agile
    assert shown == {*GREETING, *agile, "Decisions", "This week"}


def test_every_sheet_of_the_schema_has_one_table_of_its_name(built_sample: Path) -> None:
    book = openpyxl.load_workbook(built_sample)
    for sheet in SHEETS.values():
        assert list(book[sheet.title].tables) == [sheet.title]
        assert list(book[sheet.title].tables[sheet.title].column_names) == [c.header for c in sheet.columns]


def test_a_table_holds_no_blank_row_and_nothing_is_formatted_far_below(tmp_path: Path) -> None:
    cells = {"risks": [["ID", "Title"], ["R-1", "One"], [None, ""], ["R-2", "Two"]]}
    book = openpyxl.load_workbook(build(tmp_path / "gaps.xlsx", cells))
    assert book["Risks"].tables["Risks"].ref.endswith("7")
    assert book["Risks"].max_row == 7
    assert book["Issues"].tables["Issues"].ref.endswith("6")  # an empty table has one blank row


def test_nothing_is_protected_and_excel_is_not_told_to_recalculate(built_sample: Path) -> None:
    parts = read_parts(built_sample.read_bytes())
    assert not [name for name, part in parts.items() if b"Protection" in part and b"<protection" not in part]
    assert b"fullCalcOnLoad" not in parts["xl/workbook.xml"]
    assert b'calcId="191029"' in parts["xl/workbook.xml"]


def test_what_a_person_typed_stays_text(tmp_path: Path) -> None:
    rows = [[f"R-{number}", text, text] for number, text in enumerate(HOSTILE)]
    path = build(tmp_path / "text.xlsx", {"risks": [["ID", "Title", "Remark of ours"], *rows]})
    sheet = openpyxl.load_workbook(path)["Risks"]
    assert {sheet.cell(6 + number, 2).data_type for number in range(len(HOSTILE))} == {"s"}
    assert list(read(path, date(2026, 11, 13))["risks"]["title"]) == HOSTILE


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=40))
def test_any_text_arrives_as_typed(tmp_path: Path, texts: list[str]) -> None:
    rows = [[f"A-{number}", text] for number, text in enumerate(texts)]
    path = build(tmp_path / "any.xlsx", {"actions": [["ID", "Action"], *rows]})
    assert list(read(path, date(2026, 11, 13))["actions"]["action"]) == texts


def test_a_text_that_no_cell_can_hold_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="an Excel cell holds 32767"):
        build(tmp_path / "long.xlsx", {"risks": [["ID", "Title"], ["R-1", "x" * 40_000]]})


def test_columns_and_values_we_do_not_know_are_kept(tmp_path: Path) -> None:
    cells = {"risks": [["Our own", "ID", "Due date"], ["kept", "R-1", "next week"]]}
    sheet = openpyxl.load_workbook(build(tmp_path / "own.xlsx", cells))["Risks"]
    found = {cell.value: sheet.cell(6, cell.column).value for cell in sheet[5]}
    assert found["Our own"] == "kept"
    assert found["Due date"] == "next week"


def test_every_value_of_settings_has_a_name_and_its_kind(built_sample: Path) -> None:
    book = openpyxl.load_workbook(built_sample)
    _, cell = next(iter(book.defined_names["setting_status_date"].destinations))
    assert book["Settings"][cell.replace("$", "")].value.date() == date(2026, 11, 13)
    _, cell = next(iter(book.defined_names["setting_weekend"].destinations))
    assert book["Settings"][cell.replace("$", "")].value == "0000011"


def test_a_setting_we_do_not_know_is_kept_beneath(tmp_path: Path) -> None:
    cells = {"settings": [["Setting", "Value"], ["Our switch", "on"], ["Currency", "USD"]]}
    sheet = openpyxl.load_workbook(build(tmp_path / "own.xlsx", cells))["Settings"]
    rows = {row[1].value: row[2].value for row in sheet.iter_rows(min_row=6)}
    assert rows["Our switch"] == "on"
    assert rows["Currency"] == "USD"
