"""What changed between two states, as a person asks for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from exectrack_xl.cli import main


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("diff") / "sample.xlsx"))


def printed(capsys, *arguments: str) -> dict:
    assert main(["diff", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_workbook_is_compared_with_its_last_snapshot_greatest_effect_first(sample, capsys):
    found = printed(capsys, str(sample))
    assert found["before"]["snapshot"].startswith("S-")
    assert found["after"]["snapshot"] == ""
    assert found["movements"]
    assert main(["diff", str(sample)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("What changed from sample.xlsx, snapshot S-")
    assert len(lines) == len(found["movements"]) + 2


def test_two_snapshots_of_a_workbook_are_named_by_date(sample, capsys):
    both = printed(capsys, f"{sample}@2026-03-31", "2026-06-30")
    assert both["before"]["as_of"] < both["after"]["as_of"] <= "2026-06-30"
    back = printed(capsys, "2026-06-30", f"{sample}@2026-03-31")
    fates = {"Added": "Removed", "Removed": "Added", "Changed": "Changed"}
    assert sorted((row["sheet"], row["id"], fates[row["fate"]]) for row in back["rows"]) == sorted(
        (row["sheet"], row["id"], row["fate"]) for row in both["rows"]
    )


def test_a_workbook_does_not_differ_from_itself(sample, capsys):
    assert main(["diff", str(sample), str(sample)]) == 0
    assert "No row differs." in capsys.readouterr().out


def test_the_lists_go_into_a_workbook_that_the_validator_accepts(sample, tmp_path, capsys, validate_office):
    path = tmp_path / "changes.xlsx"
    found = printed(capsys, str(sample))
    assert main(["diff", str(sample), "-o", str(path)]) == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["What changed", "Cells"]
    assert book["What changed"].max_row == 3 + len(found["movements"])
    assert book["Cells"].max_row == 3 + sum(len(row["cells"]) for row in found["rows"])
    assert not validate_office(path)
    assert main(["diff", str(sample), "-o", str(path)]) == 0
    assert (tmp_path / "changes (2).xlsx").read_bytes() == path.read_bytes()


def test_an_unknown_snapshot_is_one_sentence_that_says_which_there_are(sample, tmp_path, capsys):
    assert main(["diff", f"{sample}@2020-01-01", str(sample)]) == 2
    assert "no snapshot on or before 2020-01-01. It has 12" in capsys.readouterr().err
    assert main(["diff", str(tmp_path / "none.xlsx"), str(sample)]) == 1
    assert "none.xlsx" in capsys.readouterr().err


def test_a_tracker_without_snapshots_says_that_there_is_no_comparison_yet(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    main(["new", str(path)])
    capsys.readouterr()
    assert main(["diff", str(path)]) == 2
    assert "no comparison yet" in capsys.readouterr().err
