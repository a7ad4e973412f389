"""Workbooks of Excel, LibreOffice, openpyxl, XlsxWriter and our own give no error; damaged ones never a crash."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich_workbook import rich_workbook

from exectrack_xl.errors import Severity
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.doctor import examine
from exectrack_xl.package import read_parts, write_parts
from exectrack_xl.schema import Profile

XLWINGS = Path(importlib.util.find_spec("xlwings").origin).parent  # type: ignore[union-attr, arg-type]
SAVED_BY_EXCEL = sorted(path for ending in ("xlsx", "xlsm", "xlam") for path in XLWINGS.rglob(f"*.{ending}"))
PARTS = {name: part for name, part in read_parts(rich_workbook()).items() if not name.endswith(".bin")}  # fast
XML = sorted(name for name in PARTS if name.endswith((".xml", ".rels", ".vml")))


def faults(path: Path) -> list[str]:
    return [f"{finding.rule}: {finding}" for finding in examine(path) if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("path", SAVED_BY_EXCEL, ids=lambda path: path.name)
def test_a_workbook_saved_by_excel_is_sound(path: Path) -> None:
    assert faults(path) == []


def test_there_are_workbooks_saved_by_excel_to_judge() -> None:
    assert len(SAVED_BY_EXCEL) >= 5


@pytest.mark.parametrize("profile", [Profile.CORE, Profile.FULL])
def test_our_own_tracker_is_sound(profile: Profile, tmp_path: Path) -> None:
    assert faults(new_workbook(tmp_path / "t.xlsx", sample=profile is Profile.FULL, profile=profile)) == []


def test_what_openpyxl_saves_is_sound(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it says which extensions it drops
        book = openpyxl.load_workbook(BytesIO(rich_workbook()))
    for sheet in book.worksheets:
        sheet.sheet_properties.codeName = None
    path = tmp_path / "openpyxl.xlsx"
    del book["Notes"]["B3"]  # calls a macro, which goes with the macros
    book.save(path)
    assert faults(path) == []


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_sound(full_sample: Path, convert: Callable[[Path, str], Path]) -> None:
    assert faults(convert(full_sample, "xlsx:Calc MS Excel 2007 XML")) == []


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_damaged_the_examination_ends_with_findings(data: st.DataObject, tmp_path: Path) -> None:
    name = data.draw(st.sampled_from(XML))
    pieces = PARTS[name].decode().split('"')
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(pieces) - 1))
        junk = st.sampled_from(["", "-1", "0", "999999999999", "x", "A1:", "²", "١", "#REF!", "<a/>", "rId1"])
        pieces[place] = data.draw(junk) if place % 2 else data.draw(st.sampled_from(["", "><c/><", pieces[place]]))
    path = tmp_path / "damaged.xlsm"
    path.write_bytes(write_parts({**PARTS, name: '"'.join(pieces).encode()}))
    for finding in examine(path):
        assert finding.rule
