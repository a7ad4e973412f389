"""A tracker of an older version becomes one of the present version, with all that people have put into it.

tracker_of_version_1.xlsm was written by this repository's own code of 23 November 2026 (commit c14470a): 16 tables, its
own Settings without the newer lines; then columns, formulas, notes, a sheet with a chart and a table of a person's own.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from exectrack_xl.actions.upgrading import Upgraded, upgrade
from exectrack_xl.cli import main
from exectrack_xl.errors import Severity
from exectrack_xl.excel.doctor import examine
from exectrack_xl.excel.file import read
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import tracker_modules
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.naming import version_of
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.vba import standard, vba_project
from exectrack_xl.package import read_parts, write_parts
from exectrack_xl.schema.versions import CURRENT, VERSIONS, Version

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over

OLD = Path(__file__).with_name("tracker_of_version_1.xlsm")


@cache
def with_things_that_stay() -> bytes:
    """The old file with what no other workbook can take over: a pivot table, a slicer, macros of a person's own."""
    parts = read_parts(OLD.read_bytes())
    steering = next(one.part for one in read_metadata(open_package(OLD)).sheets if one.name == "Steering")
    sheet = steering.rpartition("/")[2]
    add_part(parts, sheet, "pivotTable", '<pivotTableDefinition xmlns="m" name="Risks by owner"><location ref="B3:D9"/>'
             "</pivotTableDefinition>")  # fmt: skip
    add_part(parts, sheet, "slicer", '<slicers xmlns="m"><slicer name="S" caption="Owner"/></slicers>')
    modules = [*tracker_modules(worksheet_functions(), []), standard("Mine", "Sub Tidy()\nEnd Sub")]
    closing = "\nPrivate Sub Workbook_BeforeClose(Cancel As Boolean)\nEnd Sub\n"
    modules = [replace(one, text=one.text + closing) if one.name == "ThisWorkbook" else one for one in modules]
    return write_parts({**parts, "xl/vbaProject.bin": vba_project(modules)})


def add_part(parts: dict[str, bytes], sheet: str, kind: str, xml: str) -> None:
    """Give a sheet a part of a kind."""
    parts[f"xl/{kind}1.xml"] = xml.encode()
    place = f"xl/worksheets/_rels/{sheet}.rels"
    link = f'<Relationship Id="rIdX{kind}" Type="http://x/relationships/{kind}" Target="/xl/{kind}1.xml"/>'.encode()
    parts[place] = parts[place].replace(b"</Relationships>", link + b"</Relationships>")


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("old") / "Harbour.xlsm"
    path.write_bytes(with_things_that_stay())
    return path


@pytest.fixture(scope="module")
def done(old: Path) -> Upgraded:
    return upgrade(old)


@pytest.fixture(scope="module")
def book(done: Upgraded) -> openpyxl.Workbook:
    assert done.path is not None
    return openpyxl.load_workbook(done.path)


def listed(path: Path) -> dict[str, list[dict[str, Any]]]:
    tracker = read(path, date(2026, 9, 30))
    return {name: table.frame.to_dict("records") for name, table in tracker.tables.items()}


def test_the_old_file_stays_and_the_new_one_lies_beside_it(old: Path, done: Upgraded) -> None:
    assert old.read_bytes() == with_things_that_stay()
    assert done.path == old.with_name("Harbour upgraded.xlsm")
    assert done.version == 1


def test_every_value_of_every_table_is_in_the_new_one(old: Path, done: Upgraded) -> None:
    assert done.path is not None
    before, after = listed(old), listed(done.path)
    for name, rows in before.items():
        if name not in ("settings", "periods"):
            assert [{k: str(v) for k, v in row.items()} for row in after[name]] == [
                {k: str(v) for k, v in row.items()} for row in rows
            ], name
    settings = {row["setting"]: row["value"] for row in after["settings"]}
    assert {row["setting"]: row["value"] for row in before["settings"]}.items() <= settings.items()
    assert settings["My own line"] == "42"
    assert read(done.path).settings.text("currency") == "CHF"


def test_columns_and_what_cannot_be_read_are_kept_as_they_are(done: Upgraded, book: openpyxl.Workbook) -> None:
    assert done.extra == ("Milestones: Budget note", "Issues: Ticket", "Risks: Exposure", "Risks: Ticket")
    issues = book["Issues"]
    heads = {cell.value: cell.column for cell in issues[5]}
    assert issues.cell(6, heads["Ticket"]).value == "JIRA-7"
    assert issues.cell(7, heads["Due date"]).value == "asap"
    text = issues.cell(6, heads["Description"])
    assert (text.value, text.data_type) == ("=1+1 is what the vendor says", "s")


def test_formulas_follow_the_cells_they_read(done: Upgraded, book: openpyxl.Workbook) -> None:
    steering, risks = book["Steering"], book["Risks"]
    heads = {cell.value: cell.column_letter for cell in risks[5]}
    assert risks[f"{heads['Exposure']}6"].value == f"={heads['Score']}6*1000"
    assert steering["B2"].value == "=SUM(Risks[Score])"
    assert steering["B3"].value == f"=Risks!{heads['Score']}6"
    assert steering["B4"].value == f"=SUM(Risks!${heads['Score']}$6:${heads['Score']}$8)"
    labels = {row[1].value: row[2].coordinate for row in book["Settings"].iter_rows(min_row=6)}
    assert steering["B5"].value == f"=Settings!{labels['Status date']}"
    due = next(cell.column_letter for cell in book["Issues"][5] if cell.value == "Due date")
    assert book["Issues"][f"{due}6"].value == f"=Settings!{labels['Status date']}+9"
    assert steering["B8"].value == "=B2+B3*my_factor"
    assert book.defined_names["my_factor"].attr_text == "Steering!$D$2"
    assert done.formulas == 10
    shown = openpyxl.load_workbook(done.path, data_only=True)["Steering"]
    assert [shown[f"B{row}"].value for row in range(2, 9)] == [13, 9, 13, date_number(2026, 9, 30), 5, 0, 31]


def date_number(*day: int) -> int:
    return date(*day).toordinal() - date(1899, 12, 30).toordinal()


def test_what_has_no_place_is_listed_with_the_reason(done: Upgraded, book: openpyxl.Workbook) -> None:
    rows = list(book["From the old file"].iter_rows(min_row=4, values_only=True))
    assert [row for row in rows if row[1] and not str(row[2]).startswith("pivot")] == [
        ("Risks", "B12", "Remember: ask Ute about the crane", "stands outside the table"),
        ("Steering", "B6", "='Execution Dashboard'!B5",
         "reads Execution Dashboard!B5 by address, and that page was made anew; its last value is kept"),
    ]  # fmt: skip
    assert book["Steering"]["B6"].value == 5
    assert [(row[0] or "", row[1] or "") for row in rows] == [(one.sheet, one.cell) for one in done.leftovers]


def test_what_cannot_be_moved_is_said_by_name(done: Upgraded) -> None:
    said = {(one.sheet, one.cell, one.what) for one in done.leftovers}
    assert said >= {
        ("Steering", "B3", "pivot table 'Risks by owner'"), ("Steering", "", "slicer 'Owner'"),
        ("", "", "module 'Mine'"), ("", "", "macro 'Workbook_BeforeClose' in module 'ThisWorkbook'"),
    }  # fmt: skip
    assert len(done.leftovers) == 6  # with the two cells


def test_own_sheets_keep_their_look_their_chart_their_table_and_their_notes(
    done: Upgraded, book: openpyxl.Workbook
) -> None:
    assert done.sheets == ("Steering", "Contacts")
    steering, before = book["Steering"], openpyxl.load_workbook(OLD)["Steering"]
    assert steering["B2"].number_format == before["B2"].number_format
    assert steering["A1"].font.color.rgb == before["A1"].font.color.rgb
    assert steering["A1"].fill.bgColor.rgb == before["A1"].fill.bgColor.rgb
    assert [str(area) for area in steering.merged_cells.ranges] == ["A1:D1"]
    assert steering.column_dimensions["A"].width == before.column_dimensions["A"].width
    assert steering["A2"].comment.text == "Seen by the board"
    [rule] = [rule for area in steering.conditional_formatting for rule in area.rules]
    assert rule.dxf.fill.bgColor.rgb == "FFFFC7CE"
    assert steering.data_validations.dataValidation[0].formula1 == '"1,2,3"'
    assert [table.displayName for table in book["Contacts"].tables.values()] == ["Contacts"]
    risks = {cell.value: cell.column_letter for cell in book["Risks"][5]}
    assert done.path is not None
    with ZipFile(done.path) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert sum(f"<c:f>Risks!${risks['Score']}$6:${risks['Score']}$8</c:f>" in chart for chart in charts) == 1
    assert book["Risks"]["B6"].comment.text == "Ask the harbour master"


def test_the_new_file_is_sound_and_of_the_present_version(
    done: Upgraded, validate_office: Callable[[Path], list[str]]
) -> None:
    assert done.path is not None
    assert validate_office(done.path) == []
    assert [str(found) for found in examine(done.path) if found.severity is Severity.ERROR] == []
    assert version_of(read_metadata(open_package(done.path))) == CURRENT


def test_an_old_tracker_is_checked_and_reported_as_it_is_and_says_how_to_upgrade(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(old)])
    said = capsys.readouterr().out
    assert "this workbook is of version 1 of the tracker" in said
    assert "'exectrack upgrade' makes a copy of the present version." in said
    own = Path(shutil.copy(old, tmp_path / "own.xlsm"))
    assert main(["report", str(own), "-o", str(tmp_path / "r.docx")]) == 0
    assert (tmp_path / "r.docx").exists()


def test_the_command_says_what_it_did_and_gives_the_same_bytes_each_time(
    old: Path, done: Upgraded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade", str(old), "--output", str(tmp_path / "new.xlsm")]) == 0
    assert done.path is not None
    assert (tmp_path / "new.xlsm").read_bytes() == done.path.read_bytes()
    said = capsys.readouterr().out
    for part in (f"from version 1 to version {CURRENT}", "Risks 3", "your columns Milestones: Budget note",
                 "your sheets Steering, Contacts", "10 formulas and 1 notes", "new      Items, Features",
                 "6 without a place are listed on sheet 'From the old file'", "was not touched"):  # fmt: skip
        assert part in said
    assert main(["upgrade", str(old), "--output", str(old)]) == 2
    assert main(["upgrade", str(tmp_path / "none.xlsm")]) == 1
    assert main(["upgrade", str(tmp_path / "new.xlsm")]) == 0
    assert "there is nothing to do" in capsys.readouterr().out
    assert not (tmp_path / "new upgraded.xlsm").exists()


RENAMED = (
    *VERSIONS[:1],
    Version(2, "Threats are called Risks.", {"Threats": "Risks"}, {"Risks": {"Holder": "Owner"}},
            {"Risks": {"Status": {"Live": "Open"}}}),
    Version(3, "States.", columns={"Risks": {"State": "Status"}}, choices={"Risks": {"Status": {"Shut": "Closed"}}}),
)  # fmt: skip


def test_renamed_sheets_columns_and_choices_and_words_of_other_lists_get_the_names_of_today(tmp_path: Path) -> None:
    path = tmp_path / "threats.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Threats")
        heads = ["ID", "Title", "Probability", "Impact", "State", "Holder", "Target Date", "Remark", "Remark"]
        rows = [["R-1", "Storm", 3, 3, "Live", "Ann", date(2026, 5, 1), "a", "b"],
                ["R-2", "Strike", 1, 1, "Shut", "Bob", None, "", ""],
                ["R-3", "Theft", 2, 1, "in progress", "Cid", None, "", "late"],
                ["", "", None, None, "", "", None, "only a remark", ""]]  # fmt: skip
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate([heads, *rows]):
            for column, value in enumerate(row):
                sheet.write(at, column, value, dates) if isinstance(value, date) else sheet.write(at, column, value)
        sheet.write_formula("L7", "=SUM(C2:C4)", None, 6)
        own = book.add_worksheet("Goals")  # of a person's own, though a sheet of ours has that name today
        own.write_row(0, 0, ["Score more", "than last year"])
        own.write_formula("A2", "=Threats!C2+COUNTA(Threats!E2:F2)", None, 5)
    done = upgrade(path, versions=RENAMED)
    assert done.path is not None
    table = read(done.path, date(2026, 9, 30))["risks"]
    assert table["status"].tolist() == ["Open", "Closed", "Mitigating"]
    assert table["owner"].tolist() == ["Ann", "Bob", "Cid"]
    assert table["due"].tolist()[0] == date(2026, 5, 1)
    assert table.extra == ("Remark", "Remark (2)")
    said = " ".join(done.renamed)
    for part in ("Sheet 'Threats' is Risks now.", "column 'Holder' is read as 'Owner'", "'Target Date' is 'Due date'",
                 "'in progress' in column 'Status' is 'Mitigating' now"):  # fmt: skip
        assert part in said
    assert done.sheets == ("Goals (own)",)
    goals = openpyxl.load_workbook(done.path)["Goals (own)"]
    assert goals["A1"].value == "Score more"
    assert goals["A2"].value == "=Risks!C6+COUNTA(Risks!E6:F6)"
    assert {(one.cell, one.what) for one in done.leftovers} == {("L7", "=SUM(C2:C4)"), ("H5", "only a remark")}
