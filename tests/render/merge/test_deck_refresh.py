"""A deck brought up to date: nobody edited it, nothing is new, or it cannot be refreshed."""

from __future__ import annotations

import pytest

from exectrack_xl import package
from exectrack_xl.errors import UsageError
from exectrack_xl.render.custom_items import without_items
from exectrack_xl.render.merge.changes import Kind
from exectrack_xl.render.merge.deck import refreshed_deck
from exectrack_xl.render.merge.office_file import OfficeFile
from exectrack_xl.render.merge.seal import sealed
from exectrack_xl.render.merge.sides import Side
from exectrack_xl.render.merge.slides import GeneratedDeck, tree_of
from exectrack_xl.render.merge.tags import all_shapes, name_of


def deck_of(data: bytes) -> GeneratedDeck:
    return GeneratedDeck(OfficeFile(package.read_parts(data)))


def test_a_deck_nobody_edited_becomes_the_new_deck_shape_by_shape(old_deck, new_deck):
    merged = refreshed_deck(old_deck, new_deck)
    assert merged.data is not None
    now, wanted = deck_of(merged.data), deck_of(new_deck)
    assert set(now.shapes) >= set(wanted.shapes)
    for key, made in wanted.shapes.items():
        own = now.shapes[key]
        assert Side(now.file, own.part).seen(own.shape) == Side(wanted.file, made.part).seen(made.shape), key
    assert not [one for one in merged.changes if one.kind in (Kind.CONFLICT, Kind.PINNED)]


def test_a_page_no_longer_generated_is_kept_behind_all_others_and_listed(old_deck, new_deck):
    before, wanted = deck_of(old_deck), deck_of(new_deck)
    gone = [key for key in before.slides if key not in wanted.slides]
    assert gone
    merged = refreshed_deck(old_deck, new_deck)
    assert list(deck_of(merged.data or b"").slides)[-len(gone) :] == [f"obsolete: {key}" for key in gone]
    assert sum(one.kind is Kind.OBSOLETE for one in merged.changes) == len(gone)
    assert sum(one.kind is Kind.OBSOLETE for one in refreshed_deck(merged.data or b"", new_deck).changes) == len(gone)


def test_a_refresh_without_new_data_changes_nothing(old_deck):
    assert refreshed_deck(old_deck, old_deck).data is None


def test_a_second_refresh_changes_nothing(old_deck, new_deck):
    merged = refreshed_deck(old_deck, new_deck)
    assert merged.data is not None
    assert refreshed_deck(merged.data, new_deck).data is None
    assert refreshed_deck(old_deck, new_deck).data == merged.data


def test_a_refreshed_deck_is_valid(old_deck, new_deck, validate_office, tmp_path):
    path = tmp_path / "refreshed.pptx"
    path.write_bytes(refreshed_deck(old_deck, new_deck).data or b"")
    assert validate_office(path) == []


def test_a_deck_without_its_base_is_refused_with_what_can_be_done(old_deck, new_deck):
    bare = package.write_parts(without_items(package.read_parts(old_deck)))
    with pytest.raises(UsageError, match="Write a new deck and copy your changes into it"):
        refreshed_deck(bare, new_deck)


def test_a_deck_whose_tags_were_destroyed_is_refused_with_what_can_be_done(old_deck, new_deck):
    file = OfficeFile(package.read_parts(old_deck))
    for part in GeneratedDeck(file).slides.values():
        file.put(part, sealed_slide(file, part))
    with pytest.raises(UsageError, match="marks at the generated parts of this deck are gone"):
        refreshed_deck(package.write_parts(file.written()), new_deck)


def sealed_slide(file: OfficeFile, part: str) -> bytes:
    """The slide with nothing on it but a picture of what was there, as some exporters make it."""
    head = file.parts[part].partition(b"<p:sp>")[0].replace(b"name=", b"userDrawn=", 0)
    cut = head.partition(b"<p:graphicFrame>")[0].partition(b"<p:grpSp>")[0]
    return cut.replace(b'<p:cSld name="', b'<p:cSld name="was ') + b"</p:spTree></p:cSld></p:sld>"


def test_a_sealed_deck_tells_nothing_and_looks_the_same(new_deck, validate_office, tmp_path):
    path = tmp_path / "sealed.pptx"
    path.write_bytes(sealed(new_deck))
    parts = package.read_parts(path.read_bytes())
    assert not [name for name in parts if "customXml" in name or "/tags/" in name]
    assert not [name for name, content in parts.items() if b"[xt:" in content or b"EXECTRACK" in content]
    before, after = OfficeFile(package.read_parts(new_deck)), OfficeFile(parts)
    for part in GeneratedDeck(before).slides.values():
        was, now = (list(all_shapes(tree_of(file, part))) for file in (before, after))
        assert [name_of(one).partition(" [xt:")[0] for one in was] == [name_of(one) for one in now]
    assert validate_office(path) == []
