"""Each thing that people do to a Word report is still there after a refresh, alone and together with others."""

from __future__ import annotations

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from edits import Edit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rare_report_edits import RARE, as_word_saves
from report_edits import EDITS, region, said, whole

from exectrack_xl import package
from exectrack_xl.render.merge.changes import Kind
from exectrack_xl.render.merge.office_file import OfficeFile, parsed
from exectrack_xl.render.merge.report import refreshed_report

NAMES = [one.name for one in EDITS]
ALL = [*EDITS, *RARE]


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def saved(report: Any) -> bytes:
    target = io.BytesIO()
    report.save(target)
    return target.getvalue()


def edited(data: bytes, *edits: Edit) -> bytes:
    report = opened(data)
    for one in edits:
        one.do(report)
    return saved(report)


def must_be_sound(data: bytes) -> None:
    """No part twice, every relationship leads somewhere, every control has a number of its own."""
    names = ZipFile(io.BytesIO(data)).namelist()
    assert len(names) == len(set(names))
    file = OfficeFile(package.read_parts(data))
    for name, content in file.parts.items():
        if name.endswith(".xml") and name != package.CONTENT_TYPES:
            parsed(content)
            assert all(one.external or one.target in file.parts for one in file.related(name).values()), name
    numbers = re.findall(rb'<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val="(\d+)"', file.parts["word/document.xml"])
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("edit", EDITS, ids=NAMES)
def test_an_edit_is_kept(edit: Edit, old_report: bytes, new_report: bytes) -> None:
    before = edited(old_report, edit)
    assert edit.kept(opened(before)), "the edit itself does not do what it says"
    merged = refreshed_report(before, new_report)
    result = merged.data or before
    must_be_sound(result)
    assert edit.kept(opened(result))
    if edit.conflict:
        assert [one for one in merged.changes if one.kind is Kind.CONFLICT]


@pytest.mark.parametrize("first", range(3))
def test_without_new_data_an_edited_report_is_left_byte_for_byte(first: int, old_report: bytes) -> None:
    report = opened(old_report)
    for edit in EDITS[first::3]:
        _apply(report, edit)
    assert refreshed_report(saved(report), old_report).data is None


def test_there_are_at_least_twenty_kinds_of_edits() -> None:
    assert len(EDITS) >= 20


def _apply(report: Any, edit: Edit) -> None:
    try:
        edit.do(report)
    except (AttributeError, IndexError, StopIteration, KeyError, ValueError, TypeError):
        return


def _holds(edit: Edit, report: Any) -> bool:
    try:
        return bool(edit.kept(report))
    except (AttributeError, IndexError, StopIteration, KeyError, ValueError, TypeError):
        return False


@pytest.mark.parametrize("first", range(4))
def test_rarer_edits_together_are_kept(first: int, old_report: bytes, new_report: bytes) -> None:
    assert must_keep(RARE[first::4], old_report, new_report) * 2 > len(RARE[first::4])


def must_keep(edits: list[Edit], old: bytes, new: bytes) -> int:
    """What can be seen of edits made together is still there after a refresh, and a second one changes nothing.

    Gives back how many of them can be seen.
    """
    report = opened(old)
    for one in edits:
        _apply(report, one)
    before = saved(report)
    held = [one for one in edits if _holds(one, opened(before))]
    result = refreshed_report(before, new).data or before
    must_be_sound(result)
    assert not [one.name for one in held if not _holds(one, opened(result))]
    assert refreshed_report(result, new).data is None, "a second refresh changes something"
    return len(held)


def test_what_word_writes_by_itself_is_no_edit(old_report: bytes, new_report: bytes) -> None:
    report = opened(old_report)
    as_word_saves(report)
    merged = refreshed_report(saved(report), new_report)
    assert whole(opened(merged.data or b"")) == whole(opened(new_report))
    assert not [one for one in merged.changes if one.kind in (Kind.CONFLICT, Kind.PINNED, Kind.OBSOLETE)]


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(range(len(ALL))), min_size=3, max_size=7, unique=True))
def test_edits_together_are_kept(chosen: list[int], old_report: bytes, new_report: bytes) -> None:
    must_keep([ALL[number] for number in chosen], old_report, new_report)


def test_a_conflict_stands_beside_the_text_as_a_comment(old_report: bytes, new_report: bytes) -> None:
    edit = next(one for one in EDITS if one.name == "rewrites_the_answer")
    result = refreshed_report(edited(old_report, edit), new_report).data or b""
    ours = said(region(opened(new_report), "answer"))[:60]
    assert any(ours in comment.text and comment.author == "exectrack" for comment in opened(result).comments)
