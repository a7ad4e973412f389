"""Our PowerPoint template, and templates of companies: restyled, reduced, or wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_report as sample
from pptx import Presentation

from exectrack_xl import package
from exectrack_xl.errors import TemplateError
from exectrack_xl.render.deck import render
from exectrack_xl.render.deck.places import PLACES
from exectrack_xl.render.template_check import check_template
from exectrack_xl.render.template_deck import deck_template
from exectrack_xl.render.template_files import own_template
from exectrack_xl.theme import BRAND

PARTS = package.read_parts(deck_template())


def company(folder: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """Our template with some text replaced in some parts."""
    parts = dict(PARTS)
    for name, (old, new) in changes.items():
        assert old in parts[name].decode()
        parts[name] = parts[name].decode().replace(old, new).encode()
    path = folder / "company.pptx"
    path.write_bytes(package.write_parts(parts))
    return path


def test_the_committed_template_is_what_the_program_makes():
    assert package.read_parts(own_template("quarterly-deck.pptx").read_bytes()) == PARTS


def test_every_layout_has_the_placeholders_of_the_contract():
    layouts = {layout.name: layout for layout in Presentation(str(own_template("quarterly-deck.pptx"))).slide_layouts}
    for layout, places in PLACES.items():
        numbers = {place.placeholder_format.idx for place in layouts[layout].placeholders}
        assert {place.idx for place in places.values() if place.idx is not None} <= numbers
        assert {place.heading for place in places.values() if place.heading is not None} <= numbers


def test_the_template_offers_the_status_colours_and_the_table_style():
    theme = PARTS["ppt/theme/theme1.xml"].decode()
    assert 'name="Red mark"' in theme
    assert f'<a:accent1><a:srgbClr val="{BRAND.accent}"/>' in theme
    assert 'styleName="ET Table"' in PARTS["ppt/tableStyles.xml"].decode()


@pytest.mark.validator
def test_the_template_is_valid(validate_office: Callable[[Path], list[str]]):
    assert validate_office(own_template("quarterly-deck.pptx")) == []


def test_a_company_moves_a_placeholder_and_the_table_follows(tmp_path):
    layout = next(name for name, part in PARTS.items() if 'name="ET Table"' in part.decode(errors="replace"))
    template = company(tmp_path, {layout: ('<a:off x="457200" y="1335024"/>', '<a:off x="900000" y="1400000"/>')})
    deck = Presentation(str(render(sample.report(sample.changes()), tmp_path / "deck.pptx", template)))
    table = next(shape for shape in deck.slides[0].shapes if shape.has_table)
    assert (table.left, table.top) == (900000, 1400000)


def test_a_company_that_lost_our_table_style_gets_it_back(tmp_path):
    styles = PARTS["ppt/tableStyles.xml"].decode()
    inner = styles[styles.index("<a:tblStyle ") : styles.index("</a:tblStyleLst>")]
    template = company(tmp_path, {"ppt/tableStyles.xml": (inner, "")})
    made = render(sample.report(sample.changes()), tmp_path / "deck.pptx", template)
    assert 'styleName="ET Table"' in package.read_parts(made.read_bytes())["ppt/tableStyles.xml"].decode()


TABLE = next(name for name, part in PARTS.items() if 'name="ET Table"' in part.decode(errors="replace"))


@pytest.mark.parametrize(
    ("name", "mapping", "said"),
    [
        ("Table 11", "", "is taken from 'Table 11'."),
        ("Grid", '[placeholders."ET Table"]\n"Table 11" = "Grid"\n', "is taken from 'Grid'."),
        ("Grid", "", "is missing and is put in where ours stands."),
    ],
    ids=["by its own name", "by the company's file", "not at all"],
)
def test_a_placeholder_that_a_layout_of_ours_has_lost_is_found_by_name_or_put_in(name, mapping, said, tmp_path):
    number = next(n for n in re.findall(r'id="(\d+)" name="Table 11"', PARTS[TABLE].decode()))
    text = PARTS[TABLE].decode()
    other = text.replace(f'id="{number}" name="Table 11"', f'id="{number}" name="{name}"')
    lost = company(tmp_path, {TABLE: (text, other.replace('type="tbl" idx="11"', 'type="tbl" idx="15"'))})
    if mapping:
        lost.with_suffix(".toml").write_text(mapping, encoding="utf-8")
    assert [one.message for one in check_template(lost) if one.column == "Table 11"] == [said]
    deck = Presentation(str(render(sample.report(sample.changes()), tmp_path / "deck.pptx", lost)))
    assert any(shape.has_table for shape in deck.slides[0].shapes)


def test_a_mapping_that_names_no_placeholder_is_answered_with_the_nearest(tmp_path):
    template = company(tmp_path, {})
    beside = template.with_suffix(".toml")
    beside.write_text('[placeholders."ET Table"]\n"Tabel 11" = "Grid"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="Did you mean 'Table 11'"):
        check_template(template)
    beside.write_text('[placeholders."ET Table"]\n"Table 11" = "Tabel 11"\n', encoding="utf-8")
    (found,) = [one for one in check_template(template) if one.rule == "unknown-placeholder"]
    assert "Did you mean 'Table 11'" in found.message


def test_a_layout_that_is_missing_is_made_from_the_closest(tmp_path):
    layout = next(name for name, part in PARTS.items() if 'name="ET Table"' in part.decode(errors="replace"))
    renamed = company(tmp_path, {layout: ('name="ET Table"', 'name="ET Tabel"')})
    made = render(sample.report(sample.next_steps()), tmp_path / "deck.pptx", renamed)
    assert [slide.slide_layout.name for slide in Presentation(str(made)).slides] == ["ET Table"]


def test_the_slides_of_a_template_do_not_come_along(tmp_path):
    filled = render(sample.report(sample.changes()), tmp_path / "deck.pptx")
    made = Presentation(str(render(sample.report(), tmp_path / "other.pptx", filled)))
    assert len(made.slides) == len(sample.report().pages)


@pytest.mark.parametrize("content", [b"", b"no zip", package.write_parts({package.CONTENT_TYPES: b"<x"})])
def test_a_file_that_is_no_template_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "broken.pptx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match="Cannot read the PowerPoint template"):
        render(sample.report(), tmp_path / "deck.pptx", path)
