"""A person's own workbook with our functions and ribbon: nothing of it is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from exectrack_xl.actions.adopting import Adopted, adopt, adopt_with_sheets
from exectrack_xl.actions.bring_in.asked import Order
from exectrack_xl.actions.bring_in.run import bring_in
from exectrack_xl.cli import main
from exectrack_xl.errors import Severity, WorkbookError
from exectrack_xl.excel.adopted_sheets import with_tracker
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.doctor import examine
from exectrack_xl.excel.file import read
from exectrack_xl.excel.foreign.mapping import is_of_own_sheets
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.vba import read_modules

LISTING = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("own") / "Mine.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risk log")
        rows = [["R1", "Slip", 2, 3, "Open", "Ana"]]
        heads = [{"header": h} for h in ("Risk ID", "Risk", "Probability", "Impact", "Status", "Owner")]
        sheet.add_table(2, 0, 3, 5, {"name": "Register", "columns": heads, "data": rows})
        sheet.write_formula("H4", "=C4*D4", None, 6)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Risk log'!$C$4:$C$4"})
        sheet.insert_chart("J2", chart)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_adopted_workbook_keeps_every_part_and_is_sound(
    own: Path, tmp_path: Path, validate_office: Callable[[Path], list[str]]
) -> None:
    done = adopt(own, tmp_path / "Mine.xlsm")
    before, after = parts(own), parts(done.path)
    assert {name for name in before if before[name] != after[name]} == LISTING
    assert set(after) - set(before) == {"xl/vbaProject.bin", "xl/worksheets/sheet2.xml", "customUI/customUI14.xml"}
    assert [str(f) for f in examine(done.path) if f.severity is Severity.ERROR] == []
    assert validate_office(done.path) == []
    assert {"ThisWorkbook", "Ribbon", "Tracker"} <= {module.name for module in read_modules(after["xl/vbaProject.bin"])}
    book = openpyxl.load_workbook(done.path, keep_vba=True)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("Risk log", "visible"), ("xlwings.conf", "hidden")]


def test_its_tables_are_mapped_and_the_mapping_is_kept(own: Path, tmp_path: Path) -> None:
    done = adopt(own, tmp_path / "Mine.xlsm")
    assert [(one.sheet, one.table) for one in done.mappings] == [("Risk log", "risks")]
    assert '"Risk ID" = "ID"' in (tmp_path / "Mine.import.toml").read_text("utf-8")


def test_adopting_twice_gives_the_same_bytes(own: Path, tmp_path: Path) -> None:
    first = adopt(own, tmp_path / "Mine.xlsm").path.read_bytes()
    assert adopt(own, tmp_path / "Mine.xlsm", replace=True).path.read_bytes() == first


SHARED = LISTING | {"xl/styles.xml", "xl/sharedStrings.xml"}  # what sheets share: formats and texts are appended


@pytest.fixture(scope="module")
def tracker(own: Path) -> Adopted:
    """The same workbook with our sheets behind its own."""
    source = own.with_name("Both.xlsx")
    source.write_bytes(own.read_bytes())
    return adopt_with_sheets(source, date(2026, 11, 13))


def test_our_sheets_stand_behind_its_own_which_keep_their_bytes(
    tracker: Adopted, own: Path, validate_office: Callable[[Path], list[str]]
) -> None:
    before, after = parts(own), parts(tracker.path)
    assert {name for name in before if before[name] != after.get(name)} <= SHARED
    assert [str(f) for f in examine(tracker.path) if f.severity is Severity.ERROR] == []
    assert validate_office(tracker.path) == []
    titles = [place.name for place in read_metadata(open_package(tracker.path)).sheets]
    assert titles[0] == "Risk log"
    assert {"Execution Dashboard", "Risk Dashboard", "Risks", "Milestones", "Settings", "Results"} <= set(titles)
    read_by_us = read(tracker.path, date(2026, 11, 13))
    assert read_by_us["risks"].frame.loc[0, ["id", "title", "owner"]].tolist() == ["R1", "Slip", "Ana"]


def test_a_later_import_of_the_workbook_changes_nothing_until_it_has_changed(tracker: Adopted) -> None:
    source = tracker.path.with_suffix(".xlsx")
    assert bring_in(Order(source, tracker.path), date(2026, 11, 14)).changed == 0
    assert tracker.mapping is not None
    assert not is_of_own_sheets(tracker.mapping)  # our tables count, not the sheet they came from


def test_a_table_named_as_ours_is_refused_with_what_to_do(tracker: Adopted, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "Mine.xlsx") as book:
        heads = [{"header": "ID"}, {"header": "Remark"}]
        book.add_worksheet("Log").add_table(0, 0, 1, 1, {"name": "Risks", "columns": heads})
    with pytest.raises(WorkbookError, match="has a table or a name 'Risks' of its own"):
        with_tracker(tmp_path / "Mine.xlsx", tracker.path)


def test_sheets_of_the_same_name_stand_beside_each_other(tracker: Adopted, tmp_path: Path) -> None:
    book = openpyxl.Workbook()  # whose formats lack what ours have
    book.create_sheet("Issues", 0)
    book.save(tmp_path / "Mine.xlsx")
    both = tmp_path / "Both.xlsm"
    both.write_bytes(with_tracker(tmp_path / "Mine.xlsx", tracker.path))
    titles = [place.name for place in read_metadata(open_package(both)).sheets]
    assert (titles[0], "Issues (tracker)" in titles) == ("Issues", True)
    assert read(both, date(2026, 11, 13))["risks"].frame.loc[0, "id"] == "R1"
    after = parts(both)
    assert any(b"'Issues (tracker)'!" in part for part in after.values())  # Start leads to ours
    pools = [etree.QName(pool).localname for pool in etree.fromstring(after["xl/styles.xml"])]
    asked = [
        "numFmts",
        "fonts",
        "fills",
        "borders",
        "cellStyleXfs",
        "cellXfs",
        "cellStyles",
        "dxfs",
        "tableStyles",
        "colors",
    ]
    assert pools == [name for name in asked if name in pools]


def test_a_workbook_with_macros_is_refused_with_what_to_do(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "Mine.xlsm"
    disguised = new_workbook(tmp_path / "other.xlsm").rename(tmp_path / "other.xlsx")
    assert main(["adopt", str(disguised), "-o", str(target)]) == 1
    assert "has macros of its own" in capsys.readouterr().err
    target.write_bytes(b"mine")
    assert main(["adopt", str(own), "-o", str(target)]) == 2
    assert target.read_bytes() == b"mine"
