"""What every generated file carries: a tag at each part, and what was last generated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exectrack_xl import package
from exectrack_xl.errors import UsageError
from exectrack_xl.render.custom_items import with_item
from exectrack_xl.render.merge.base import read_base
from exectrack_xl.render.merge.office_file import OfficeFile
from exectrack_xl.render.merge.tags import P, key_in_name, key_of, properties_of, shapes_of, untag


@pytest.fixture
def deck(new_deck: bytes) -> dict[str, bytes]:
    return package.read_parts(new_deck)


def slides(file: OfficeFile) -> list[str]:
    return [name for name in file.parts if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)]


def test_every_shape_of_every_slide_has_a_tags_part_with_the_key_of_its_name(deck):
    file = OfficeFile(deck)
    for slide in slides(file):
        for shape in shapes_of(file.tree(slide)[0].find(f"{P}spTree")):
            key = key_in_name(shape)
            assert key
            properties_of(shape).set("name", "renamed by a person")
            assert key_of(file, slide, shape) == key


def test_a_shape_without_its_tags_leaves_no_part_behind(deck):
    file = OfficeFile(deck)
    for slide in slides(file):
        for shape in shapes_of(file.tree(slide)[0].find(f"{P}spTree")):
            untag(file, slide, shape)
    assert not [name for name in file.written() if "/tags/" in name]
    assert b"/tags/" not in file.written()[package.CONTENT_TYPES]


def test_the_base_holds_the_slides_as_they_were_generated(deck):
    base = read_base(deck)
    assert base is not None
    assert base.source
    assert len([name for name in base.parts if name.startswith("ppt/slides/slide")]) > 6
    assert all(b"[xt:" in base.parts[name] for name in slides(base.file))


def test_the_base_of_a_report_holds_its_text_and_charts(new_report):
    base = read_base(package.read_parts(new_report))
    assert base is not None
    assert "word/document.xml" in base.parts


def test_a_base_of_a_later_version_is_refused_in_a_sentence(deck):
    with pytest.raises(UsageError, match="later version"):
        read_base(with_item(deck, "base", '{"v": 99}'))


def test_a_base_that_was_damaged_is_refused_in_a_sentence(deck):
    with pytest.raises(UsageError, match="cannot be read"):
        read_base(with_item(deck, "base", '{"v": 1, "packed": "nonsense"}'))


def test_a_deck_with_its_carriers_is_valid(deck, validate_office, tmp_path: Path):
    path = tmp_path / "d.pptx"
    path.write_bytes(package.write_parts(deck))
    assert validate_office(path) == []
