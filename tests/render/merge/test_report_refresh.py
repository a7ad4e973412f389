"""A Word report brought up to date: nobody edited it, nothing is new, or it cannot be refreshed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx.oxml import parse_xml
from report_edits import EDITS, NSD, look, region, runs, said
from test_report_edits import edited, opened, saved

from exectrack_xl import package
from exectrack_xl.errors import UsageError
from exectrack_xl.render.custom_items import without_items
from exectrack_xl.render.merge.changes import Kind
from exectrack_xl.render.merge.office_file import OfficeFile
from exectrack_xl.render.merge.report import refreshed_report
from exectrack_xl.render.merge.seal import sealed
from exectrack_xl.render.merge.sides import Side
from exectrack_xl.render.merge.word_regions import PARAGRAPH, blocks_of, content_of, regions

DOCUMENT = "word/document.xml"


def blocks(data: bytes) -> list[object]:
    side = Side(OfficeFile(package.read_parts(data)), DOCUMENT)
    return [side.seen(one) for one in list(side.file.tree(DOCUMENT)[0])[:-1]]  # the last one is the page


def test_a_report_nobody_edited_becomes_the_new_report_block_by_block(old_report, new_report):
    merged = refreshed_report(old_report, new_report)
    assert blocks(merged.data or b"") == blocks(new_report)
    assert not [one for one in merged.changes if one.kind in (Kind.CONFLICT, Kind.PINNED)]


def test_a_refresh_without_new_data_changes_nothing(old_report):
    assert refreshed_report(old_report, old_report).data is None


def test_a_second_refresh_changes_nothing(old_report, new_report):
    merged = refreshed_report(old_report, new_report)
    assert refreshed_report(merged.data or b"", new_report).data is None


def test_a_refreshed_report_is_valid(old_report, new_report, validate_office, tmp_path):
    path = tmp_path / "refreshed.docx"
    path.write_bytes(refreshed_report(old_report, new_report).data or b"")
    assert validate_office(path) == []


def test_a_report_without_its_base_is_refused_with_what_can_be_done(old_report, new_report):
    bare = package.write_parts(without_items(package.read_parts(old_report)))
    with pytest.raises(UsageError, match="Write a new report and copy your changes into it"):
        refreshed_report(bare, new_report)


def test_a_report_whose_controls_were_destroyed_is_refused_with_what_can_be_done(old_report, new_report):
    parts = package.read_parts(old_report)
    torn = {**parts, DOCUMENT: parts[DOCUMENT].replace(b'"xt:', b'"other:')}
    with pytest.raises(UsageError, match="marks at the generated parts of this report are gone"):
        refreshed_report(package.write_parts(torn), new_report)


def hollow(body: Any, control: Any) -> None:
    """As LibreOffice leaves a control: only its mark, in the first paragraph of what it held."""
    held = blocks_of(content_of(control))
    for one in held:
        control.addprevious(one)
    if held and (first := next(iter(held[0].iter(PARAGRAPH)), None)) is not None:
        first.append(control)


def unwrapped(body: Any, control: Any) -> None:
    """As a program leaves it that knows no controls: what was in it, without it."""
    for one in list(content_of(control)):
        control.addprevious(one)
    control.getparent().remove(control)


@pytest.mark.parametrize("destroyed", [hollow, unwrapped])
def test_controls_that_a_program_destroyed_are_put_back_by_what_they_held(destroyed, old_report, new_report):
    file = OfficeFile(package.read_parts(old_report))
    body = file.tree(DOCUMENT)[0]
    for control in regions(body).values():
        destroyed(body, control)
    merged = refreshed_report(package.write_parts(file.written()), new_report)
    assert blocks(merged.data or b"") == blocks(new_report)
    assert [one.what for one in merged.changes if one.kind is Kind.NOTICE] == [
        "the marks at the generated parts were destroyed and have been put back: look the report through"
    ]


@pytest.mark.libreoffice
def test_edits_are_kept_and_data_refreshed_after_a_save_in_libreoffice(old_report, new_report, convert, tmp_path):
    names = ["writes_an_introduction", "adds_a_row", "rewrites_a_cell", "writes_in_the_header"]
    edits = [one for one in EDITS if one.name in names]
    path = tmp_path / "edited.docx"
    path.write_bytes(edited(old_report, *edits))
    merged = refreshed_report(convert(path, "docx:MS Word 2007 XML").read_bytes(), new_report)
    result = opened(merged.data or b"")
    assert not [one.name for one in edits if not one.kept(result)]
    wanted = opened(new_report)
    assert said(region(result, "section.I-04.Progress")) == said(region(wanted, "section.I-04.Progress"))
    assert "Status date 30 Sep 2026" in said(result.sections[-1].footer._element)
    assert refreshed_report(merged.data or b"", new_report).data is None


def test_the_pages_that_word_counts_in_a_footer_are_no_edit(old_report, new_report):
    parts = package.read_parts(old_report)
    (name,) = [one for one in parts if one.startswith("word/footer") and b"NUMPAGES" in parts[one]]
    counted = re.sub(
        rb'<w:fldSimple w:instr="( \w+ )">(.*?)</w:fldSimple>',
        rb'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>\1</w:instrText></w:r><w:r><w:fldChar '
        rb'w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        parts[name],
    )
    assert counted != parts[name]
    merged = refreshed_report(package.write_parts({**parts, name: counted}), new_report)
    assert b"30 Sep 2026" in package.read_parts(merged.data or b"")[name]
    assert not [one for one in merged.changes if one.kind is Kind.CONFLICT]


def test_a_table_comes_in_the_place_of_a_sentence_of_which_a_person_changed_only_the_look(old_report, new_report):
    key = "section.I-04.Issues"
    report = opened(old_report)
    assert "No issue is open." in said(region(report, key))
    for run in runs(region(report, key)):
        look(run).insert(0, parse_xml(f"<w:i {NSD}/>"))
    merged = refreshed_report(saved(report), new_report)
    assert "Apple rejects the app" in said(region(opened(merged.data or b""), key))


def test_a_sealed_report_has_no_control_of_ours_and_the_same_words(new_report, validate_office, tmp_path):
    path = tmp_path / "sealed.docx"
    path.write_bytes(sealed(new_report))
    parts = package.read_parts(path.read_bytes())
    assert b'"xt:' not in parts[DOCUMENT]
    assert not [name for name in parts if "customXml" in name]
    words = ["".join(OfficeFile(p).tree(DOCUMENT).itertext()) for p in (parts, package.read_parts(new_report))]
    assert words[0] == words[1]
    assert validate_office(path) == []
