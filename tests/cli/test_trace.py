"""From a number on a slide back to the sheet, on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pptx import Presentation

from exectrack_xl import package
from exectrack_xl.cli import main
from exectrack_xl.excel.build import build
from exectrack_xl.render.custom_items import without_items
from exectrack_xl.sample import cells
from exectrack_xl.schema import Profile

WORKBOOK = Path(__file__).parents[2] / "workbook" / "ExecutionTracker.xlsm"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook, its deck and its report."""
    made = tmp_path_factory.mktemp("traced")
    shutil.copy(WORKBOOK, made)
    book = str(made / WORKBOOK.name)
    assert main(["deck", book, "-o", str(made / "d.pptx"), "--no-snapshot"]) == 0
    assert main(["report", book, "-o", str(made / "r.docx")]) == 0
    return made


def test_a_number_of_the_scorecard_leads_to_rule_rows_and_inputs(folder, capsys):
    assert main(["trace", str(folder / "d.pptx"), "slide 4, SPI(t)"]) == 0
    shown = capsys.readouterr()
    for part in ("Programme, SPI(t): 0.92", "SPI(t) = ES / AT", "snapshot S-2026-09-30", "Lipke", "I-01, I-02",
                 "Earned schedule 8.2"):  # fmt: skip
        assert part in shown.out
    assert shown.err == ""


def test_a_cell_of_a_risk_leads_to_its_cell(folder, capsys):
    main(["trace", str(folder / "d.pptx"), "R-07 score", "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["number"]["ref"] == "top_risks[R-07].Score"
    steps = [step["text"] for step in found["steps"]]
    assert "Risks, row 12" in steps
    assert any("(Score): 9" in text and "=" in text for text in steps)


def test_a_number_of_a_section_of_a_report_is_traced(folder, capsys):
    assert main(["trace", str(folder / "r.docx"), "section Adviser App, SPI(t)", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["number"]["ref"] == "spi_t@I-04"


def test_without_the_workbook_rule_and_hash_are_still_told(folder, tmp_path, capsys):
    shutil.copy(folder / "d.pptx", tmp_path)
    assert main(["trace", str(tmp_path / "d.pptx"), "slide 4, CPI"]) == 0
    shown = capsys.readouterr()
    assert "CPI = EV / AC" in shown.out
    assert "name it with --workbook to see rows" in shown.err


def test_a_workbook_that_has_changed_is_said_to_have_changed(folder, tmp_path, capsys):
    data = cells()
    data["initiatives"][1][data["initiatives"][0].index("Sponsor")] = "Somebody else"
    build(tmp_path / "other.xlsx", data, Profile.FULL)
    shutil.copy(folder / "d.pptx", tmp_path)
    main(["trace", str(tmp_path / "d.pptx"), "slide 4, CPI", "--workbook", str(tmp_path / "other.xlsx")])
    assert "other.xlsx has changed since the file was made" in capsys.readouterr().err


def test_a_slide_is_found_where_a_person_moved_it(folder, tmp_path, capsys):
    file = Presentation(str(folder / "d.pptx"))
    order = file.slides._sldIdLst
    order.insert(1, order[3])
    file.save(str(tmp_path / "d.pptx"))
    main(["trace", str(tmp_path / "d.pptx"), "slide 2, Programme, SPI(t)", "--json"])
    assert json.loads(capsys.readouterr().out)["number"]["page"] == "scorecard"


def test_a_file_that_does_not_say_is_refused_in_a_sentence(folder, tmp_path, capsys):
    sealed = tmp_path / "sealed.pptx"
    sealed.write_bytes(package.write_parts(without_items(package.read_parts((folder / "d.pptx").read_bytes()))))
    assert main(["trace", str(sealed), "slide 4, CPI"]) == 2
    assert "does not say where its numbers come from" in capsys.readouterr().err
