"""The .xlsm: what xlwings, Excel and olevba find in it is what stands in the sources."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from exectrack_xl.excel.build import build, new_workbook
from exectrack_xl.excel.functions import worksheet_functions
from exectrack_xl.excel.macros import RIBBON_PART, ribbon_xml, tracker_modules
from exectrack_xl.excel.vba import read_modules
from exectrack_xl.package import read_parts
from exectrack_xl.schema import Profile

with warnings.catch_warnings():  # its import warns of names its own dependency is renaming
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl passes over


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("macros") / "ExecutionTracker.xlsm", sample=True)


@pytest.fixture(scope="module")
def parts(built: Path) -> dict[str, bytes]:
    return read_parts(built.read_bytes())


def lines(code: str) -> list[str]:
    return code.replace("\r\n", "\n").strip().split("\n")


def code_names(parts: dict[str, bytes]) -> list[str]:
    sheets = sorted((name for name in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)), key=len)
    sheets.sort(key=lambda name: int(re.sub(r"\D", "", name)))
    return [re.search(rb'<sheetPr[^>]* codeName="(\w+)"', parts[name])[1].decode() for name in sheets]  # type: ignore[index]


def test_olevba_shows_exactly_our_sources(built: Path, parts: dict[str, bytes]) -> None:
    ours = tracker_modules(worksheet_functions(), code_names(parts))
    parser = VBA_Parser(str(built))
    try:
        shown = {path.split("/")[-1]: lines(text) for _, path, _, text in parser.extract_macros()}
    finally:
        parser.close()
    assert set(shown) == {module.name for module in ours}
    for module in ours:  # olevba keeps attribute lines out of sight
        assert [line for line in lines(module.text) if not line.startswith("Attribute ")] == [
            line for line in shown[module.name] if not line.startswith("Attribute ")
        ]


def test_every_sheet_has_a_module_under_its_code_name(parts: dict[str, bytes]) -> None:
    documents = [module.name for module in read_modules(parts["xl/vbaProject.bin"]) if str(module.kind) == "Document"]
    assert documents == ["ThisWorkbook", *code_names(parts)]
    assert b'codeName="ThisWorkbook"' in parts["xl/workbook.xml"]


def test_the_ribbon_is_in_the_workbook(parts: dict[str, bytes]) -> None:
    assert parts[RIBBON_PART] == ribbon_xml()


def test_excel_calculates_by_itself_and_is_not_told_to_on_opening(parts: dict[str, bytes]) -> None:
    assert b'<calcPr calcId="191029"/>' in parts["xl/workbook.xml"]


def test_the_runtime_does_not_look_for_python_beside_the_workbook(built: Path) -> None:
    sheet = openpyxl.load_workbook(built, keep_vba=False)["xlwings.conf"]
    settings = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert sheet.sheet_state == "hidden"
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert settings["UDF MODULES"] == "udfs.functions"
    assert settings["USE UDF SERVER"] == "True"
    assert settings["PYTHONPATH"] is None
    assert not [key for key in settings if "INTERPRETER" in key]


def test_two_builds_are_byte_equal(built: Path, tmp_path: Path) -> None:
    assert new_workbook(tmp_path / "again.xlsm", sample=True).read_bytes() == built.read_bytes()


@pytest.mark.validator
@pytest.mark.parametrize("profile", [Profile.CORE, Profile.FULL])
def test_the_open_xml_sdk_finds_no_fault_in_an_empty_one(
    profile: Profile, tmp_path: Path, validate_office: Callable[[Path], list[str]]
) -> None:
    assert validate_office(build(tmp_path / "own.xlsm", {}, profile)) == []


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_fault_in_the_sample(
    built: Path, validate_office: Callable[[Path], list[str]]
) -> None:
    assert validate_office(built) == []
