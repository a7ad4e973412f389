"""The command line, as a person types it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from exectrack_xl.cli import main
from exectrack_xl.excel.build import build
from exectrack_xl.excel.file import read
from exectrack_xl.version import __version__


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, full_sample: Path) -> Path:
    return Path(shutil.copy(full_sample, tmp_path_factory.mktemp("cli") / "sample.xlsx"))


@pytest.mark.parametrize("question", ["--version", "--help"])
def test_asking_for_version_or_help_loads_nothing_heavy(question):
    program = (
        "import sys; from exectrack_xl.cli import main\n"
        "try: main([sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'pptx', 'docx', 'docxtpl', 'openpyxl', 'xlsxwriter', 'lxml', 'xlwings'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, question], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout


def test_the_version_is_printed(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"exectrack {__version__}\n"


def test_a_new_tracker_is_made_and_never_overwritten_unasked(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    assert main(["new", str(path)]) == 0
    before = path.read_bytes()
    assert main(["new", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_new_empty_tracker_gives_a_deck_that_leads_to_the_first_report(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    main(["new", str(path)])
    capsys.readouterr()
    assert main(["deck", str(path), "-o", str(tmp_path / "d.pptx")]) == 0
    assert "four steps lead to the first report" in capsys.readouterr().out


def test_check_finds_no_error_in_the_sample(sample, capsys):
    assert main(["check", str(sample)]) == 0
    assert "0 of them errors" in capsys.readouterr().out


def test_doctor_finds_a_sound_file_sound_and_a_damaged_one_at_fault(sample, tmp_path, capsys):
    assert main(["doctor", str(sample)]) == 0
    assert "in order" in capsys.readouterr().out
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(sample) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            if name != "xl/styles.xml":
                target.writestr(name, source.read(name))
    assert main(["doctor", str(damaged), "--json"]) == 1
    assert "relationship-dangling" in {finding["rule"] for finding in json.loads(capsys.readouterr().out)}


def test_doctor_without_a_file_examines_the_machine_and_fix_does_nothing_where_nothing_is_wrong(capsys):
    assert main(["doctor", "--fix"]) == 0
    assert capsys.readouterr().out.startswith("This machine: ")
    assert main(["doctor", "--json"]) == 0
    assert {one["about"] for one in json.loads(capsys.readouterr().out)} <= {"machine"}


def test_metrics_as_json_hold_every_number_with_its_unit(sample, capsys):
    assert main(["metrics", str(sample), "--json", "--initiative", "I-02"]) == 0
    found = json.loads(capsys.readouterr().out)
    lines = {line["name"]: line for line in found["metrics"]}
    assert found["as_of"] == "2026-11-13"
    assert lines["cpi"]["unit"] == "index"
    assert 0.8 < lines["cpi"]["value"] < 0.9


def test_explain_names_formula_source_and_inputs(sample, capsys):
    assert main(["explain", "SPI_T", str(sample)]) == 0
    out = capsys.readouterr().out
    assert "SPI(t) = ES / AT" in out
    assert "Earned schedule" in out


def test_an_unknown_metric_is_answered_with_the_nearest(capsys):
    assert main(["explain", "spi_tt"]) == 1
    assert "Did you mean 'spi_t'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["deck", "none.xlsx"], "none.xlsx"),
        (["check", "."], "folder"),
        (["metrics", "SAMPLE", "--initiative", "I-2"], "no initiative 'I-2'"),
        (["metrics", "SAMPLE", "--period", "Q9"], "'Q9' is not a period"),
        (["deck", "SAMPLE", "--period", "2025-Q4"], "No snapshot was taken"),
    ],
)
def test_a_fault_of_use_is_one_sentence_and_no_traceback(command, said, sample, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([str(sample) if word == "SAMPLE" else word for word in command]) in (1, 2)
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_an_existing_deck_gets_a_neighbour_unless_it_may_be_replaced(sample, tmp_path):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"edited by hand")
    assert main(["deck", str(sample), "-o", str(target)]) == 0
    assert target.read_bytes() == b"edited by hand"
    assert zipfile.is_zipfile(tmp_path / "deck (2).pptx")
    assert main(["deck", str(sample), "-o", str(target), "--replace"]) == 0
    assert zipfile.is_zipfile(target)


def test_the_demo_makes_the_three_files_and_says_the_status(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "out")]) == 0
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".xlsx", ".pptx", ".docx"}
    assert "Claims Forward, Q3 2026, status date 30 Sep 2026: Red" in capsys.readouterr().out


def test_a_deck_keeps_a_snapshot_of_what_it_was_made_from(tmp_path, capsys):
    path = build(tmp_path / "mine.xlsx", {"risks": [
        ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Raised on"],
        ["R-1", "If it rains", 2.0, 3.0, "Open", "Ann", date(2026, 11, 1)],
    ]}, status_date=date(2026, 11, 13))  # fmt: skip
    assert main(["deck", str(path), "-o", str(tmp_path / "d.pptx"), "--no-snapshot"]) == 0
    assert len(read(path)["snapshots"]) == 0
    assert main(["deck", str(path), "-o", str(tmp_path / "d.pptx")]) == 0
    assert "Snapshot of 2026-11-13 kept" in capsys.readouterr().out
    assert set(read(path)["snapshots"]["id"]) == {"R-1"}


def test_a_deck_is_made_from_a_workbook_that_cannot_take_a_snapshot(sample, tmp_path, capsys):
    lock = sample.with_name(f"~${sample.name}")
    lock.write_bytes(b"")
    try:
        target = tmp_path / "d.pptx"
        assert main(["deck", str(sample), "--as-of", "2026-11-16", "-o", str(target)]) == 0
    finally:
        lock.unlink()
    assert "No snapshot was kept" in capsys.readouterr().out
    assert target.exists()
