"""The week and the chase, as a person types them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from exectrack_xl.cli import main


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("week") / "sample.xlsx"))


def test_the_week_lists_rows_with_cell_owner_and_what_to_do(sample, capsys):
    assert main(["week", str(sample), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert date.fromisoformat(found["as_of"])
    assert found["rows"]
    for row in found["rows"]:
        assert row["sheet"]
        assert row["cell"]
        assert row["what_to_do"].endswith(".")
    assert main(["week", str(sample)]) == 0
    assert f"{len(found['rows'])} rows need a person." in capsys.readouterr().out


def test_the_chase_writes_one_draft_for_each_owner_the_same_each_time(sample, tmp_path, capsys):
    assert main(["chase", str(sample), "--out", str(tmp_path / "one")]) == 0
    assert "nothing was sent" in capsys.readouterr().out
    main(["chase", str(sample), "--out", str(tmp_path / "two")])
    main(["week", str(sample), "--json"])
    drafts = {path.name: path.read_bytes() for path in sorted((tmp_path / "one").iterdir())}
    assert drafts == {path.name: path.read_bytes() for path in sorted((tmp_path / "two").iterdir())}
    assert all(name.endswith(".eml") for name in drafts)


def test_an_empty_tracker_needs_nobody(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    main(["new", str(path)])
    capsys.readouterr()
    assert main(["week", str(path)]) == 0
    assert "Nothing needs a person." in capsys.readouterr().out
    assert main(["chase", str(path)]) == 0
    assert "Nobody has to be reminded." in capsys.readouterr().out
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_trigger_about_an_unknown_metric_is_found_by_check(tmp_path, capsys):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risks")
        rows = [["ID", "Title", "Trigger"], ["R-1", "Late", "spi_tt < 0.9"], ["R-2", "Odd", "__import__('os')"]]
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "'spi_tt' is not a metric. Did you mean 'spi_t'?" in said
    assert "cannot be read." in said
