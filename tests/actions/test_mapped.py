"""Trackers with other names than ours - of a company, in another language - are read by a mapping, one and many."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from exectrack_xl.actions.adopting import adopt
from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.cli import main
from exectrack_xl.errors import UsageError

TODAY = date(2026, 11, 20)
MAPPING = """\
[[list]]
sheet = "Einstellungen"
table = "Settings"
[list.columns]
"Was" = "Setting"
"Wert" = "Value"
[list.words."Setting"]
"Programm" = "Programme"
"Stichtag" = "Status date"

[[list]]
sheet = "Risiken"
table = "Risks"
[list.columns]
"Nr." = "ID"
"Risiko" = "Title"
"Wahrscheinlichkeit" = "Probability"
"Auswirkung" = "Impact"
"Stand" = "Status"
"Wer" = "Owner"
"Bis wann" = "Due date"
[list.words."Status"]
"läuft noch" = "Mitigating"

[[list]]
sheet = "Offene Punkte"
table = "Issues"
split = "Art"
types = ["Problem"]
[list.columns]
"Nr." = "Issue ID"
"Text" = "Title"
"Stand" = "Status"
"Wichtigkeit" = "Priority"
"Wer" = "Owner"
"""


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker as a German team keeps it: titles above, words and dates of its own."""
    path = tmp_path_factory.mktemp("german") / "Fristen.xlsx"
    with xlsxwriter.Workbook(path) as book:
        risks = book.add_worksheet("Risiken")
        risks.merge_range("A1:G1", "Projekt Fristen – Risikoliste")
        heads = ["Nr.", "Risiko", "Wahrscheinlichkeit", "Auswirkung", "Stand", "Wer", "Bis wann", "Bemerkung"]
        risks.write_row(3, 1, heads)
        risks.write_row(4, 1, ["R1", "Lieferant zu spät", 5, "hoch", "läuft noch", "Ute", "31.12.2026", "eilt"])
        risks.write_row(5, 1, ["R2", "Brand", 1, 2, "seltsam", "Ute", "3. März 2027", ""])
        points = book.add_worksheet("Offene Punkte")
        points.write_row(0, 0, ["Nr.", "Art", "Text", "Stand", "Wichtigkeit", "Wer"])
        points.write_row(1, 0, ["P1", "Problem", "Server steht", "offen", "hoch", "Jan"])
        points.write_row(2, 0, ["P2", "Idee", "Kekse", "offen", "niedrig", "Jan"])
        settings = book.add_worksheet("Einstellungen")
        settings.write_row(0, 0, ["Was", "Wert"])
        settings.write_row(1, 0, ["Programm", "Fristen"])
        settings.write_row(2, 0, ["Stichtag", "2026-11-13"])
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "company.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


def test_a_translated_tracker_reads_as_ours_with_its_words_dates_and_scale(german: Path, mapping: Path) -> None:
    tracker = open_tracker(german, None, TODAY, mapping).tracker
    risks, issues = tracker["risks"], tracker["issues"]
    assert (tracker.as_of, tracker.settings.text("programme")) == (date(2026, 11, 13), "Fristen")
    assert risks["id"].tolist() == ["R1", "R2"]
    assert risks["status"].tolist() == ["Mitigating", ""]
    assert risks["probability"].tolist() == [3, 1]  # of five steps; the tracker has three
    assert risks["due"].tolist() == [date(2026, 12, 31), date(2027, 3, 3)]
    assert (issues["id"].tolist(), issues["status"].tolist(), issues["priority"].tolist()) == (
        ["P1"], ["Open"], ["High"]
    )  # fmt: skip
    assert risks.extra == ("Bemerkung",)


def test_a_fault_is_named_in_the_persons_own_cell(
    german: Path, mapping: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(german), "--mapping", str(mapping)]) == 1
    said = capsys.readouterr().out
    assert "Risks!F6 (Status): is 'seltsam', which is not in the list." in said
    assert "is read from sheet 'Risiken', headers in row 4" in said


def test_without_a_mapping_it_says_what_to_do(german: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(german)]) == 1
    assert "say with --mapping which is which" in capsys.readouterr().err


def test_a_night_run_and_a_portfolio_read_by_the_same_mapping_and_see_when_it_changes(
    german: Path, mapping: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    shutil.copy(german, folder)
    night = ["batch", str(folder), "--out", str(out), "--kind", "report", "--mapping", str(mapping), "--jobs", "1"]
    assert main(night) == 0
    assert json.loads((out / "manifest.json").read_text("utf-8"))["trackers"][0]["programme"] == "Fristen"
    assert main(night) == 0
    assert "1 unchanged" in capsys.readouterr().out
    mapping.write_text(MAPPING + "# changed\n", encoding="utf-8")
    assert main(night) == 0
    assert "1 made" in capsys.readouterr().out
    view = ["portfolio", str(folder), "--out", str(out), "--kind", "page", "--mapping", str(mapping), "--jobs", "1"]
    assert main(view) == 0
    assert "Fristen" in (out / "portfolio.html").read_text("utf-8")


def test_a_mapping_that_cannot_be_used_ends_a_run_before_it_begins(
    german: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[list]]\ntable = "Riscs"\n', encoding="utf-8")
    assert main(["batch", str(german), "--out", str(tmp_path / "out"), "--mapping", str(wrong)]) == 2
    assert "wrong.toml: a tracker has no table 'Riscs'. Did you mean 'Risks'?" in capsys.readouterr().err
    with pytest.raises(UsageError, match="no mapping file"):
        open_tracker(german, None, TODAY, tmp_path / "none.toml")


def test_an_adopted_workbook_is_read_by_the_mapping_that_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "Mine.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Risk log")
        sheet.write_row(2, 0, ["Risk ID", "Risk", "Likelihood", "Impact", "Status", "Risk owner"])
        sheet.write_row(3, 0, ["R1", "Slip", 2, 3, "open", "Ana"])
    tracker = open_tracker(adopt(path).path, None, TODAY).tracker
    assert tracker["risks"]["title"].tolist() == ["Slip"]
    assert tracker["risks"].cell("status", 0) == "E4"
