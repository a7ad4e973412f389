"""Items that travel inside a deck or report: found again, replaced in place, taken out without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_report as sample
from pptx import Presentation

from exectrack_xl import package
from exectrack_xl.errors import WorkbookError
from exectrack_xl.render.custom_items import item, with_item, without_items
from exectrack_xl.render.deck import render
from exectrack_xl.render.document import document


@pytest.fixture(scope="module", params=["deck", "document"])
def parts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    if request.param == "document":
        return without_items(package.read_parts(document(sample.report())))
    path = render(sample.report(), tmp_path_factory.mktemp("deck") / "deck.pptx")
    return without_items(package.read_parts(path.read_bytes()))


def test_an_item_is_read_back_as_it_was_written(parts):
    assert item(with_item(parts, "base", '{"a": "R&D <x>"}'), "base") == '{"a": "R&D <x>"}'
    assert item(parts, "base") is None


def test_two_items_stand_side_by_side_and_each_is_replaced_in_place(parts):
    both = with_item(with_item(parts, "base", "1"), "manifest", "2")
    again = with_item(both, "base", "3")
    assert (item(again, "base"), item(again, "manifest")) == ("3", "2")
    assert set(again) == set(both)


def test_taking_the_items_out_gives_the_file_as_it_was(parts):
    assert without_items(with_item(with_item(parts, "base", "1"), "manifest", "2")) == parts


def test_an_item_of_somebody_else_stays(parts):
    foreign = {**parts, "customXml/item1.xml": b'<sources xmlns="urn:other"/>'}
    both = with_item(foreign, "base", "1")
    assert item(both, "base") == "1"
    assert without_items(both)["customXml/item1.xml"] == b'<sources xmlns="urn:other"/>'


def test_a_file_with_items_opens_and_is_valid(parts, tmp_path: Path, validate_office):
    made = with_item(with_item(parts, "base", "1"), "manifest", "2")
    ending = "pptx" if "ppt/presentation.xml" in parts else "docx"
    path = tmp_path / f"with items.{ending}"
    path.write_bytes(package.write_parts(made))
    assert validate_office(path) == []
    if ending == "pptx":
        assert len(Presentation(path).slides) == 8


def test_a_zip_that_is_no_office_file_is_refused_in_a_sentence():
    with pytest.raises(WorkbookError, match="does not say which part"):
        with_item({package.CONTENT_TYPES: b"<Types/>"}, "base", "1")
