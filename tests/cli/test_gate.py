"""The gate on the command line: what it prints, as what it exits, and that generation says what it found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from exectrack_xl.cli import main

WORKBOOK = Path(__file__).parents[2] / "workbook" / "ExecutionTracker.xlsm"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("deck") / "d.pptx"
    assert main(["deck", str(WORKBOOK), "-o", str(target), "--no-snapshot"]) == 0
    return target


def test_a_deck_in_order_says_so_and_exits_with_0(deck, capsys):
    assert main(["lint", str(deck), "--as-of", "2026-11-13"]) == 0
    assert capsys.readouterr().out == "Nothing found: it can be shown.\n"


def test_a_fault_is_one_line_and_exits_with_1(deck, tmp_path, capsys):
    file = Presentation(str(deck))
    box = file.slides[3].shapes.add_textbox(Inches(14), Inches(2), Inches(2), Inches(0.5))
    box.name, box.text_frame.text = "Remark", "Later"
    file.save(str(tmp_path / "d.pptx"))
    assert main(["lint", str(tmp_path / "d.pptx"), "--as-of", "2026-11-13"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first == "error    Slide 4 (Remark): This lies wholly off the slide. Move it back, or delete it."
    assert last == "1 finding, 1 of them errors."
    main(["lint", str(tmp_path / "d.pptx"), "--as-of", "2026-11-13", "--json"])
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["page"], found["shape"], found["rule"]) == ("Slide 4", "Remark", "off-slide")


def test_an_old_status_date_is_a_warning_after_as_many_days_as_one_likes(deck, capsys):
    assert main(["lint", str(deck), "--as-of", "2026-11-13", "--stale-after", "10"]) == 0
    assert "The status date 30 Sep 2026 is 44 days old." in capsys.readouterr().out


def test_generation_says_what_the_gate_found(tmp_path, capsys):
    main(["report", str(WORKBOOK), "-o", str(tmp_path / "r.docx")])
    assert "Lint: no findings." in capsys.readouterr().out
    main(["report", str(WORKBOOK), "-o", str(tmp_path / "r.docx"), "--json"])
    assert json.loads(capsys.readouterr().out)["lint"] == []
