"""Two offline copies of a workbook become one."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from exectrack_xl.cli import main
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import AppendRows, SetValue, patch


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("merge") / "base.xlsx"))


def edit(path: Path, sheet: str, column: str, row: int, value: str) -> None:
    patch(path, [SetValue(sheet, read(path)[sheet.lower()].cell(column, row), value)])


def test_both_persons_edits_are_in_the_merged_file_and_contradictions_on_a_sheet(base, tmp_path, capsys):
    mine, yours = (Path(shutil.copy(base, tmp_path / f"{name}.xlsx")) for name in ("mine", "yours"))
    edit(mine, "Risks", "owner", 0, "Mina")
    edit(mine, "Issues", "owner", 0, "Mina")
    edit(yours, "Risks", "owner", 0, "Yuri")
    edit(yours, "Milestones", "owner", 2, "Yuri")
    patch(yours, [AppendRows("Actions", ({"ID": "A-990", "Action": "Call the vendor", "Owner": "Yuri"},))])
    assert main(["merge", str(base), str(mine), str(yours)]) == 1
    said = capsys.readouterr().out
    assert "1 values and 1 rows came in" in said
    assert "1 conflicts to decide" in said
    both = read(tmp_path / "mine merged.xlsx")
    assert both["risks"]["owner"][0] == "Mina"
    assert both["issues"]["owner"][0] == "Mina"
    assert both["milestones"]["owner"][2] == "Yuri"
    assert "A-990" in both["actions"]["id"].tolist()
    listed = openpyxl.load_workbook(tmp_path / "mine merged conflicts.xlsx")["Conflicts"]
    assert [cell.value for cell in listed[4]][2:6] == ["Owner", read(base)["risks"]["owner"][0], "Mina", "Yuri"]
    again = ["merge", str(base), str(tmp_path / "mine merged.xlsx"), str(yours), "-o", str(tmp_path / "third.xlsx")]
    assert main(again) == 1
    assert "0 values and 0 rows came in" in capsys.readouterr().out


def test_copies_without_edits_give_the_same_bytes(base, tmp_path, capsys):
    assert main(["merge", str(base), str(base), str(base), "-o", str(tmp_path / "same.xlsx")]) == 0
    assert (tmp_path / "same.xlsx").read_bytes() == base.read_bytes()
