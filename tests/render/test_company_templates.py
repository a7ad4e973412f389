"""Templates that are not ours: another geometry, other fonts, colours and layouts, with and without slides."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import sample_report as sample
from docx import Document
from pptx import Presentation
from pptx.util import Inches

from exectrack_xl import package
from exectrack_xl.errors import Severity, TemplateError
from exectrack_xl.render.deck import render
from exectrack_xl.render.file_kinds import as_template
from exectrack_xl.render.template_check import check_template
from exectrack_xl.render.template_files import own_template
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.model import Layout

sys.path.insert(0, str(Path(__file__).parent / "lint"))
import foreign_decks

PURPLE = {"dk2": "3B1F4A", "accent1": "6A2C91", "accent5": "2B7A78", "lt2": "F1ECF5"}
RUST = {"accent1": "9A3412", "dk2": "3F3F46", "lt2": "F4F4F5"}


@pytest.fixture(scope="module", params=["4:3", "16:10"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .potx of 10 by 7.5 inches in Georgia, and a .pptx of 12.8 by 8 in Verdana with two slides of its own."""
    folder = tmp_path_factory.mktemp("company")
    if request.param == "4:3":
        foreign_decks.recoloured(Presentation(), PURPLE, "Georgia").save(str(folder / "plain.pptx"))
        (folder / "acme.potx").write_bytes(as_template((folder / "plain.pptx").read_bytes()))
        return folder / "acme.potx"
    deck = foreign_decks.recoloured(foreign_decks.new((Inches(12.8), Inches(8))), RUST, "Verdana")
    for title in ("Our values", "Thank you"):
        foreign_decks.slide(deck, 1, title)
    deck.save(str(folder / "acme.pptx"))
    return folder / "acme.pptx"


@pytest.fixture(scope="module")
def made(template: Path) -> Path:
    return render(sample.report(), template.with_name("made.pptx"), template)


def test_a_deck_is_made_with_the_companys_page_colours_and_fonts(made, template, validate_office):
    deck = Presentation(str(made))
    assert len(deck.slides) == len(sample.report().pages)
    assert all(slide.slide_layout.name in list(Layout) for slide in deck.slides)
    parts = package.read_parts(made.read_bytes())
    assert b"Georgia" in parts["ppt/theme/theme1.xml"] or b"Verdana" in parts["ppt/theme/theme1.xml"]
    assert b"presentation.main+xml" in parts[package.CONTENT_TYPES]
    assert validate_office(made) == []


def test_everything_lies_on_the_page_and_status_colours_stay(made):
    deck = Presentation(str(made))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 9525, shape.name
            assert shape.top + shape.height <= deck.slide_height + 9525, shape.name
    slides = "".join(part.decode() for name, part in package.read_parts(made.read_bytes()).items()
                     if name.startswith("ppt/slides/slide"))  # fmt: skip
    assert "B3261E" in slides
    assert set(re.findall(r'<a:latin typeface="([^"]+)"', slides)) <= {"Arial"}


def test_the_check_says_what_is_missing_and_what_becomes_of_it(template):
    found = {one.sheet: one for one in check_template(template)}
    assert found["ET Table"].severity is Severity.NOTE
    assert "made from 'Title Only'" in found["ET Table"].message
    assert "made from 'Title Slide'" in found["ET Cover"].message


def test_a_small_file_beside_the_template_chooses_the_layouts(template, tmp_path):
    mine = tmp_path / template.name
    mine.write_bytes(template.read_bytes())
    mine.with_suffix(".toml").write_text('[layouts]\n"ET Table" = "Section Header"\n', encoding="utf-8")
    assert "made from 'Section Header'" in {one.sheet: one for one in check_template(mine)}["ET Table"].message
    mine.with_suffix(".toml").write_text('[layouts]\n"ET Tabel" = "Blank"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"no layout 'ET Tabel'\. Did you mean 'ET Table'"):
        check_template(mine)


def test_a_small_file_beside_the_template_says_where_a_placeholder_stands(template, tmp_path):
    mine = tmp_path / template.name
    mine.write_bytes(template.read_bytes())
    mapping = '[layouts]\n"ET Table" = "Title and Content"\n[placeholders."ET Table"]\n"Table 11" = "{}"\n'
    mine.with_suffix(".toml").write_text(mapping.format("Content Placeholder 2"), encoding="utf-8")
    deck = Presentation(str(render(sample.report(sample.changes()), tmp_path / "made.pptx", mine)))
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    box = next(shape for shape in layouts["Title and Content"].placeholders if shape.name == "Content Placeholder 2")
    table = next(shape for shape in deck.slides[0].shapes if shape.has_table)
    assert (table.left, table.top) == (box.left, box.top)
    mine.with_suffix(".toml").write_text(mapping.format("Content Placeholder 9"), encoding="utf-8")
    (found,) = [one for one in check_template(mine) if one.rule == "unknown-placeholder"]
    assert "Did you mean 'Content Placeholder 2'" in found.message


def test_a_field_of_a_word_template_that_does_not_exist_is_named_with_the_nearest(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("{{ report.programe }}")
    document.save(str(tmp_path / "acme.docx"))
    found = check_template(tmp_path / "acme.docx")
    assert "does not exist. Did you mean 'programme'?" in found[0].message
    assert any(one.rule == "missing-style" for one in found)


def test_fields_of_a_word_template_that_do_not_exist_are_named_with_the_nearest_right_one(tmp_path):
    document = Document()
    document.add_paragraph("{{ report.titel }} {{ reprot.title }} {{ organisation }}")
    document.add_paragraph("{%p for section in report.sections %}")
    document.add_paragraph("{{ section.nam }} {{ section.title }}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(tmp_path / "acme.docx"))
    found = {one.column: one.message for one in check_template(tmp_path / "acme.docx") if one.rule == "unknown-field"}
    assert found["report.titel"] == "does not exist. Did you mean 'title'?"
    assert found["reprot"] == "does not exist. Did you mean 'report'?"
    assert found["organisation"] == "does not exist. Did you mean 'report.organisation'?"
    assert "Known are: " in found["section.nam"]
    assert set(found) == {"report.titel", "reprot", "organisation", "section.nam"}


def test_a_loop_of_a_word_template_that_never_ends_is_said(tmp_path):
    document = Document()
    document.add_paragraph("{% for section in report.sections %}{{ section.title }}")
    document.save(str(tmp_path / "acme.docx"))
    assert [one.rule for one in check_template(tmp_path / "acme.docx") if one.severity is Severity.ERROR] == [
        "broken-field"
    ]


@pytest.mark.parametrize("name", [kind.template for kind in KINDS])
def test_our_own_word_templates_have_fields_that_exist(name):
    assert [str(one) for one in check_template(own_template(name)) if one.severity is Severity.ERROR] == []
