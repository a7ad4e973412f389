"""A Word report brought up to date: nobody edited it, nothing is new, or it cannot be refreshed."""

from __future__ import annotations

import pytest

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


def test_a_report_whose_controls_hold_one_word_each_is_refused_as_libreoffice_leaves_them(old_report, new_report):
    file = OfficeFile(package.read_parts(old_report))
    body = file.tree(DOCUMENT)[0]
    for control in regions(body).values():
        blocks = blocks_of(content_of(control))
        for one in blocks:
            control.addprevious(one)
        if blocks and (first := next(iter(blocks[0].iter(PARAGRAPH)), None)) is not None:
            first.append(control)
    with pytest.raises(UsageError, match="marks at the generated parts of this report are gone"):
        refreshed_report(package.write_parts(file.written()), new_report)


def test_a_sealed_report_has_no_control_of_ours_and_the_same_words(new_report, validate_office, tmp_path):
    path = tmp_path / "sealed.docx"
    path.write_bytes(sealed(new_report))
    parts = package.read_parts(path.read_bytes())
    assert b'"xt:' not in parts[DOCUMENT]
    assert not [name for name in parts if "customXml" in name]
    words = ["".join(OfficeFile(p).tree(DOCUMENT).itertext()) for p in (parts, package.read_parts(new_report))]
    assert words[0] == words[1]
    assert validate_office(path) == []
