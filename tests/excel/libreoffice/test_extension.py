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
from exectrack_xl.metrics.worksheet import cell_functions

FUNCTIONS = cell_functions()
PATH = [Path("/opt/tracker")]


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, str]:
    with zipfile.ZipFile(build_extension(tmp_path / "tracker.oxt", PATH)) as archive:
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


def test_the_component_is_python_and_knows_where_the_product_is(parts: dict[str, str]) -> None:
    compile(parts["addin.py"], "addin.py", "exec")
    assert "['/opt/tracker']" in parts["addin.py"]
    assert "@" not in re.sub(r"#.*", "", parts["addin.py"])


def test_the_same_functions_make_the_same_bytes(tmp_path: Path) -> None:
    one, other = (build_extension(tmp_path / name, PATH).read_bytes() for name in ("one.oxt", "other.oxt"))
    assert one == other


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"tracker\.oxt"):
        build_extension(tmp_path / "absent" / "tracker.oxt", PATH)
