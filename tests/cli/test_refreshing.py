"""Refreshing an edited deck on the command line: what is told of the file, and the PDF beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt

from exectrack_xl.cli import main
from exectrack_xl.excel.build import build
from exectrack_xl.sample import cells
from exectrack_xl.schema import Profile

FEW = ("settings", "initiatives", "milestones", "risks")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small tracker with its weekly deck, into which somebody put a box that holds more than it has room for."""
    made = tmp_path_factory.mktemp("refreshed")
    book = made / "small.xlsx"
    build(book, {name: cells()[name] for name in FEW}, Profile.CORE)
    assert main(["deck", str(book), "--kind", "weekly", "-o", str(made / "d.pptx"), "--no-snapshot"]) == 0
    deck = Presentation(str(made / "d.pptx"))
    box = deck.slides[1].shapes.add_textbox(Inches(5), Inches(3), Inches(2), Inches(0.4))
    box.name, box.text_frame.word_wrap = "Note of mine", True
    box.text_frame.text = "far too long a note for so small a box " * 6
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(18)
    deck.save(str(made / "d.pptx"))
    return made


def test_a_refreshed_deck_is_looked_over_and_gets_its_pdf(folder, tmp_path, capsys, soffice):
    for name in ("small.xlsx", "d.pptx"):
        shutil.copy(folder / name, tmp_path)
    assert main(["deck", "--refresh", str(tmp_path / "d.pptx"), "--pdf", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert any("Note of mine" in str(found) for found in told["lint"])
    assert (told["pdf"], told["pdf_note"]) == (str(tmp_path / "d.pdf"), "")
    assert (tmp_path / "d.pdf").read_bytes().startswith(b"%PDF")


def test_without_json_the_same_is_told_in_lines(folder, tmp_path, capsys):
    for name in ("small.xlsx", "d.pptx"):
        shutil.copy(folder / name, tmp_path)
    assert main(["deck", "--refresh", str(tmp_path / "d.pptx")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith("Lint: ")
    assert not (tmp_path / "d.pdf").exists()
