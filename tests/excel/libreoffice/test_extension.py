"""The extension for LibreOffice holds every function, and is the same file whenever it is built."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.libreoffice import build_extension
from exectrack_xl.excel.libreoffice.interface import interface_text, method, returns_rows
from exectrack_xl.excel.libreoffice.menu import buttons
from exectrack_xl.metrics.worksheet import cell_functions

FUNCTIONS = cell_functions()
PYTHON = Path("/opt/tracker/bin/python")


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, str]:
    with zipfile.ZipFile(build_extension(tmp_path / "tracker.oxt", PYTHON)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_function_is_a_method_with_its_arguments_and_the_document() -> None:
    text = interface_text(FUNCTIONS)
    found = dict(re.findall(r"(\w+)\(([^)]*)\);", text))
    assert len(found) == len(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        names = [piece.split()[-1] for piece in found[method(name)].split(", ")]
        assert names == [*(method(argument.name) for argument in function.arguments), "document"]
    assert ">>" not in text  # which LibreOffice could not read


def test_a_function_that_may_fill_several_cells_returns_rows() -> None:
    assert returns_rows(FUNCTIONS["TOP_RISKS"])
    assert returns_rows(FUNCTIONS["RISK_SCORE"])
    assert returns_rows(FUNCTIONS["METRIC"])
    assert not returns_rows(FUNCTIONS["SPI"])


def test_a_workbook_of_excel_finds_each_function_by_its_name(parts: dict[str, str]) -> None:
    shown = etree.fromstring(parts["CalcAddIns.xcu"].encode())
    names = shown.xpath("//prop[@*[local-name()='name']='CompatibilityName']/value/text()")
    assert names == list(FUNCTIONS)


def test_every_part_that_the_manifest_names_is_there(parts: dict[str, str]) -> None:
    named = re.findall(r'full-path="([^"]+)"', parts["META-INF/manifest.xml"])
    assert set(named) <= set(parts)
    for name in parts:
        if name.endswith((".xml", ".xcu", ".components")):
            etree.fromstring(parts[name].encode())


def test_the_components_are_python_and_know_whose_python_does_the_work(parts: dict[str, str]) -> None:
    for name, text in parts.items():
        if name.endswith(".py"):
            compile(text, name, "exec")
    assert parts["pythonpath/exectrack_settings.py"] == "PYTHON = '/opt/tracker/bin/python'\n"
    assert "@" not in re.sub(r"#.*", "", parts["addin.py"])


def test_the_menu_has_the_words_of_excels_ribbon(parts: dict[str, str]) -> None:
    shown = etree.fromstring(parts["Addons.xcu"].encode())
    titles = shown.xpath("//prop[@*[local-name()='name']='Title']/value/text()")
    assert titles[0] == "Execution Tracker"
    assert {"Refresh", "Snapshot", "Check data", "Quarterly deck", "Decks", "Reports", "Forecast"} <= set(titles)
    urls = [url for url in shown.xpath("//prop[@*[local-name()='name']='URL']/value/text()") if "service" in url]
    assert urls == [f"service:org.exectrack.Menu?{button}" for button in buttons()]


def test_the_same_functions_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = (build_extension(tmp_path / name, PYTHON).read_bytes() for name in ("one.oxt", "other.oxt"))
    assert one == other


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"tracker\.oxt"):
        build_extension(tmp_path / "absent" / "tracker.oxt", PYTHON)
