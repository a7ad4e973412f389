"""Each thing that people do to a deck is still there after a refresh, alone and together with others."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from deck_edits import EDITS, find, slide
from edits import Edit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from rare_deck_edits import RARE

from exectrack_xl import package
from exectrack_xl.render.merge.changes import Kind
from exectrack_xl.render.merge.deck import refreshed_deck
from exectrack_xl.render.merge.office_file import OfficeFile, parsed
from exectrack_xl.render.merge.refreshing import Merged

NAMES = [one.name for one in EDITS]
ALL = [*EDITS, *RARE]


def edited(data: bytes, *edits: Edit) -> bytes:
    deck = Presentation(io.BytesIO(data))
    for one in edits:
        one.do(deck)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def refreshed(data: bytes, new: bytes) -> tuple[bytes, Merged]:
    merged = refreshed_deck(data, new)
    result = merged.data if merged.data is not None else data
    must_be_sound(result)
    return result, merged


def must_be_sound(data: bytes) -> None:
    """No part twice, every relationship leads somewhere, no NaN, no negative axis."""
    names = ZipFile(io.BytesIO(data)).namelist()
    assert len(names) == len(set(names))
    file = OfficeFile(package.read_parts(data))
    for name, content in file.parts.items():
        if name.endswith(".xml") and name != package.CONTENT_TYPES:
            parsed(content)
            assert all(one.external or one.target in file.parts for one in file.related(name).values()), name
        if "/charts/" in name:
            assert b">nan<" not in content.lower()
            assert not re.search(rb'(axId|crossAx) val="-', content)


@pytest.mark.parametrize("edit", EDITS, ids=NAMES)
def test_an_edit_is_kept(edit: Edit, old_deck: bytes, new_deck: bytes) -> None:
    before = edited(old_deck, edit)
    assert edit.kept(opened(before)), "the edit itself does not do what it says"
    result, merged = refreshed(before, new_deck)
    assert edit.kept(opened(result))
    if edit.conflict:
        assert [one for one in merged.changes if one.kind is Kind.CONFLICT]


@pytest.mark.parametrize("first", range(4))
def test_without_new_data_an_edited_deck_is_left_byte_for_byte(first: int, old_deck: bytes) -> None:
    deck = opened(old_deck)
    for edit in EDITS[first::4]:
        _apply(deck, edit)
    target = io.BytesIO()
    deck.save(target)
    assert refreshed_deck(target.getvalue(), old_deck).data is None


def test_there_are_at_least_forty_kinds_of_edits() -> None:
    assert len(EDITS) >= 40


def _apply(deck: Any, edit: Edit) -> bool:
    """Whether an edit could be made on a deck that others have edited already."""
    try:
        edit.do(deck)
    except (AttributeError, IndexError, StopIteration, KeyError, ValueError):
        return False
    return True


def _holds(edit: Edit, deck: Any) -> bool:
    try:
        return bool(edit.kept(deck))
    except (AttributeError, IndexError, StopIteration, KeyError, ValueError, TypeError):
        return False


def must_keep(edits: list[Edit], old: bytes, new: bytes) -> int:
    """What can be seen of edits made together is still there after a refresh, and a second one changes nothing.

    Gives back how many of them can be seen.
    """
    deck = opened(old)
    for one in edits:
        _apply(deck, one)
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        deck.save(target)
    before = target.getvalue()
    held = [one for one in edits if _holds(one, opened(before))]
    result, _ = refreshed(before, new)
    assert not [one.name for one in held if not _holds(one, opened(result))]
    assert refreshed_deck(result, new).data is None, "a second refresh changes something"
    return len(held)


@pytest.mark.parametrize("first", range(4))
def test_rarer_edits_together_are_kept(first: int, old_deck: bytes, new_deck: bytes) -> None:
    assert must_keep(RARE[first::4], old_deck, new_deck) * 2 > len(RARE[first::4])


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(range(len(ALL))), min_size=4, max_size=9, unique=True))
def test_edits_together_are_kept(chosen: list[int], old_deck: bytes, new_deck: bytes) -> None:
    must_keep([ALL[number] for number in chosen], old_deck, new_deck)


@pytest.mark.libreoffice
def test_edits_are_kept_through_a_save_in_libreoffice(
    old_deck: bytes, new_deck: bytes, convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    names = ["rewrites_a_title", "recolours_a_tile", "adds_a_bullet", "rewrites_a_cell", "adds_a_row", "moves_a_slide",
             "adds_a_slide", "hides_a_slide"]  # fmt: skip
    edits = [one for one in EDITS if one.name in names]
    path = tmp_path / "edited.pptx"
    path.write_bytes(edited(old_deck, *edits))
    before = convert(path, "pptx").read_bytes()
    result, _ = refreshed(before, new_deck)
    assert not [one.name for one in edits if not _holds(one, opened(result))]
    wanted = opened(new_deck)
    for key in ("summary.forecast_finish", "summary.overall_status", "scorecard.title"):
        assert find(opened(result), key).text_frame.text == find(wanted, key).text_frame.text
    assert refreshed_deck(result, new_deck).data is None


def test_a_conflict_says_below_the_notes_what_we_would_now_say(old_deck: bytes, new_deck: bytes) -> None:
    edit = next(one for one in EDITS if one.name == "rewrites_a_title")
    result, merged = refreshed(edited(old_deck, edit), new_deck)
    ours = find(opened(new_deck), "summary.title").text_frame.text
    assert ours in slide(opened(result), "summary").notes_slide.notes_text_frame.text
    conflict = next(one for one in merged.changes if one.kind is Kind.CONFLICT and "title" in one.place.part)
    assert (conflict.yours, conflict.ours) == ("We decide today", ours)


def test_what_is_pinned_is_listed_at_each_refresh(old_deck: bytes, new_deck: bytes) -> None:
    edit = next(one for one in EDITS if one.name == "rewrites_a_title")
    result, _ = refreshed(edited(old_deck, edit), new_deck)
    again = refreshed_deck(result, new_deck)
    pinned = next(one for one in again.changes if one.kind is Kind.PINNED and "title" in one.place.part)
    assert pinned.ours == find(opened(new_deck), "summary.title").text_frame.text
