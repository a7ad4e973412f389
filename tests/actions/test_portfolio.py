"""Many trackers become one view: from workbooks on disk to the files that are written."""

from __future__ import annotations

import shutil
from contextlib import redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pyarrow.parquet
import pytest
from xlsxwriter import Workbook

from exectrack_xl import sample
from exectrack_xl.actions.lint import looked_over
from exectrack_xl.cli import main
from exectrack_xl.errors import Severity
from exectrack_xl.schema import SHEETS

SHEETS_HELD = ("settings", "initiatives", "milestones", "risks", "issues", "decisions", "resources", "allocations")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three trackers, one of them a copy under its old name, and a broken file."""
    made = tmp_path_factory.mktemp("trackers")
    (made / "us").mkdir()
    for path, programme, currency in (("claims.xlsx", "Claims <b>Forward</b>", "EUR"),
                                      ("us/fraud.xlsx", "=cmd|'/c calc'!A1", "USD")):  # fmt: skip
        write(made / path, programme, currency)
    shutil.copy(made / "claims.xlsx", made / "copy of claims.xlsx")
    (made / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return made


@pytest.fixture(scope="module")
def done(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One run over all: the folder of what it made, and what it said."""
    made, said = tmp_path_factory.mktemp("out"), StringIO()
    with redirect_stdout(said):
        assert run(folder, made, "--jobs", "2") == 1  # one workbook is broken
    return made, said.getvalue()


@pytest.fixture(scope="module")
def out(done: tuple[Path, str]) -> Path:
    return done[0]


def run(folder: Path, out: Path, *more: str) -> int:
    return main(["portfolio", str(folder), "--out", str(out), "--as-of", "2026-11-28", "--rate", "usd=0.92", *more])


def write(path: Path, programme: str, currency: str) -> None:
    cells = {name: [list(row) for row in rows] for name, rows in sample.cells().items() if name in SHEETS_HELD}
    for row in cells["settings"]:
        row[1] = {"Programme": programme, "Currency": currency}.get(row[0], row[1])
    with Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        for name, rows in cells.items():
            sheet = book.add_worksheet(SHEETS[name].title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def hashes(out: Path) -> dict[str, str]:
    return {path.relative_to(out).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(out.rglob("*")) if path.is_file()}  # fmt: skip


def test_what_failed_and_what_counts_twice_is_said(done):
    said = done[1]
    assert "failed  broken.xlsx: broken.xlsx is cut off: copy it again." in said
    assert "note    claims.xlsx and copy of claims.xlsx hold the very same rows" in said
    assert "3 trackers, 1 failed." in said


def test_the_deck_has_no_fault_that_must_not_leave_the_house(out):
    assert [str(found) for found in looked_over(out / "portfolio.pptx") if found.severity is Severity.ERROR] == []


def test_every_row_of_every_table_is_in_parquet_with_where_it_stands(folder, out):
    risks = pyarrow.parquet.read_table(out / "rows" / "risks.parquet").to_pylist()
    expected = [str(row[0]) for row in sample.cells()["risks"][1:]]
    assert [row["id"] for row in risks] == 3 * expected
    assert [row["tracker"] for row in risks[:: len(expected)]] == [
        "claims.xlsx",
        "copy of claims.xlsx",
        "us/fraud.xlsx",
    ]
    assert [row["source_row"] for row in risks[: len(expected)]] == list(range(2, len(expected) + 2))
    assert {path.stem for path in (out / "rows").iterdir()} == set(SHEETS_HELD)
    assert [path.name for path in out.rglob(".exectrack-*")] == [".exectrack-portfolio"]


def test_the_words_of_restricted_issues_are_not_in_parquet(out):
    issues = pyarrow.parquet.read_table(out / "rows" / "issues.parquet").to_pylist()
    told = [row for row in issues if row["restricted"] == "Yes"]
    assert told
    assert {key for row in told for key, value in row.items() if value is not None} == {
        "tracker", "source_row", "id", "restricted"}  # fmt: skip


def test_the_same_trackers_give_the_same_bytes_whatever_the_number_of_workers(folder, out, tmp_path):
    run(folder, tmp_path, "--jobs", "1")
    assert hashes(tmp_path) == hashes(out)


def test_a_second_run_reads_nothing_again_and_writes_the_same_bytes(folder, out, tmp_path, capsys):
    shutil.copytree(out, tmp_path, dirs_exist_ok=True)
    run(folder, tmp_path, "--jobs", "1", "--kind", "page", "--kind", "workbook", "--kind", "parquet")
    assert "3 trackers, 3 of them unchanged since they were last read, 1 failed." in capsys.readouterr().out
    assert hashes(tmp_path) == hashes(out)


def test_what_is_not_ours_is_kept_and_the_new_one_lies_beside_it(folder, tmp_path):
    (tmp_path / "portfolio.html").write_bytes(b"mine")
    for _ in range(2):  # night after night the new one goes to the same place
        run(folder / "us", tmp_path, "--kind", "page")
        assert (tmp_path / "portfolio.html").read_bytes() == b"mine"
        assert sorted(path.name for path in tmp_path.glob("*.html")) == ["portfolio (2).html", "portfolio.html"]


@pytest.mark.parametrize(("options", "said"), [
    (["--rate", "USD"], "'USD=' is no rate; write it as USD=0.92."),
    (["--rate", "USD=-1"], "'USD=-1' is no rate"),
    (["--kind", "dek"], "'dek' is no output of a portfolio. Did you mean 'deck'?"),
    (["--as-of", "soon"], "'soon' is not a date"),
    (["--template", "none.pptx"], "There is no template 'none.pptx'."),
])  # fmt: skip
def test_a_wrong_option_is_one_sentence(options, said, folder, tmp_path, capsys):
    assert run(folder, tmp_path, *options) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_parquet_is_one_sentence(folder, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("exectrack_xl.render.parquet.is_possible", lambda: False)
    assert run(folder, tmp_path, "--kind", "parquet") == 2
    assert "pip install 'exectrack-xl[parquet]'" in capsys.readouterr().err
