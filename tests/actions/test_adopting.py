"""A person's own workbook with our functions and ribbon: nothing of it is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from exectrack_xl.actions.adopting import adopt
from exectrack_xl.cli import main
from exectrack_xl.errors import Severity
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.doctor import examine
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
