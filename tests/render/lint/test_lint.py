"""The gate finds each seeded fault, is silent on what is good, and answers for what is no deck at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import foreign_decks
import own_files
import pytest
import rarely_seeded
import seeded
from docx import Document
from pptx import Presentation

from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.render.lint import lint
from exectrack_xl.render.lint.colours import contrast
from exectrack_xl.render.lint.fonts import text_width
from exectrack_xl.render.lint.layout import paragraph_lines
from exectrack_xl.render.lint.model import Paragraph, Run

TODAY = date(2026, 11, 13)


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_files.made(own_files.sample(), own_files.DECK, tmp_path_factory.mktemp("deck"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_files.made(own_files.sample(), own_files.STAKEHOLDER, tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize(("tracker", "kind"), own_files.CASES)
def test_nothing_is_found_on_what_we_make(tracker: str, kind: str, tmp_path: Path):
    path = own_files.made(own_files.TRACKERS[tracker](), kind, tmp_path)
    assert [str(one) for one in lint(path, TODAY)] == []


@pytest.mark.parametrize("name", foreign_decks.DECKS)
def test_at_most_one_false_alarm_on_a_well_made_deck_of_somebody_else(name: str, tmp_path: Path):
    found = lint(foreign_decks.saved(name, tmp_path), TODAY)
    assert len(found) <= 1, [str(one) for one in found]


@pytest.mark.parametrize("name", seeded.DECK_FAULTS)
def test_a_fault_in_a_deck_is_found(name: str, deck: Path, tmp_path: Path):
    assert_found(Presentation, deck, seeded.DECK_FAULTS[name], tmp_path / "d.pptx")


@pytest.mark.parametrize("name", seeded.DOCUMENT_FAULTS)
def test_a_fault_in_a_document_is_found(name: str, report: Path, tmp_path: Path):
    assert_found(Document, report, seeded.DOCUMENT_FAULTS[name], tmp_path / "d.docx")


@pytest.mark.parametrize("first", range(5))
def test_rarer_faults_in_a_deck_are_found(first: int, deck: Path, tmp_path: Path):
    """Several at a time, for each costs a second: as many findings of a rule as faults that it must find."""
    assert_all_found(Presentation, deck, list(rarely_seeded.RARE_DECK_FAULTS.values())[first::5], tmp_path / "d.pptx")


@pytest.mark.parametrize("first", range(2))
def test_rarer_faults_in_a_document_are_found(first: int, report: Path, tmp_path: Path):
    faults = list(rarely_seeded.RARE_DOCUMENT_FAULTS.values())[first::2]
    assert_all_found(Document, report, faults, tmp_path / "d.docx")


def assert_all_found(
    opened: Callable[[str], Any], good: Path, faults: list[tuple[Callable[[Any], None], str]], target: Path
) -> None:
    file = opened(str(good))
    for change, _ in faults:
        change(file)
    file.save(str(target))
    found = Counter(one.rule for one in lint(target, TODAY))
    assert found >= Counter(rule for _, rule in faults)


def assert_found(
    opened: Callable[[str], Any], good: Path, fault: tuple[Callable[[Any], None], str], target: Path
) -> None:
    """The fault alone makes the gate name its rule, and at most what follows from it."""
    change, rule = fault
    file = opened(str(good))
    change(file)
    file.save(str(target))
    rules = {one.rule for one in lint(target, TODAY)}
    assert rule in rules
    assert len(rules) <= 3, rules


def test_a_finding_says_where_what_and_what_to_do(deck: Path, tmp_path: Path):
    file = Presentation(str(deck))
    seeded.grey_on_white(file)
    file.save(str(tmp_path / "d.pptx"))
    (found,) = lint(tmp_path / "d.pptx")
    assert (found.sheet, found.column) == ("Slide 2", "Summary text")
    assert "has a contrast of 2.6:1" in found.message
    assert found.remedy.startswith("Make the text darker")


def test_a_file_of_another_kind_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(UsageError, match="Cannot read"):
        lint(tmp_path / "missing.pptx")
    (tmp_path / "notes.pptx").write_bytes(b"no office file")
    with pytest.raises(WorkbookError, match="not an Office file"):
        lint(tmp_path / "notes.pptx")
    with pytest.raises(UsageError, match="neither a deck"):
        lint(Path(__file__).parents[3] / "workbook" / "ExecutionTracker.xlsm")


def test_a_template_is_looked_at_like_a_deck(deck: Path, tmp_path: Path):
    from exectrack_xl import package

    parts = package.read_parts(deck.read_bytes())
    types = parts[package.CONTENT_TYPES].replace(b"presentation.main+xml", b"template.main+xml")
    (tmp_path / "t.potx").write_bytes(package.write_parts({**parts, package.CONTENT_TYPES: types}))
    assert lint(tmp_path / "t.potx") == ()


def test_letters_are_as_wide_as_the_font_says():
    from PIL import ImageFont

    font = ImageFont.truetype("/usr/share/fonts/truetype/crosextra/Carlito-Bold.ttf", 1000)
    words = "Forecast finish 18 Mar 2027: €13.2 m"
    assert text_width(words, "Calibri", 24, bold=True) == pytest.approx(font.getlength(words) * 0.024, rel=0.02)


def test_lines_break_after_blanks_and_hyphens_and_inside_a_word_that_is_too_long():
    run = Run("end-to-end Donaudampfschifffahrtsgesellschaft", 10, font="Arial")
    assert len(paragraph_lines(Paragraph((run,)), 60)) == 4
    assert len(paragraph_lines(Paragraph((run,)), float("inf"))) == 1


def test_contrast_is_that_of_the_standard():
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
