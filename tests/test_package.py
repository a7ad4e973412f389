"""Office files are written reproducibly and put in place whole or not at all."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from exectrack_xl.errors import WorkbookError
from exectrack_xl.package import normalise, read_parts, relate, replace_file, write_parts


def _deck_with_a_chart(created: datetime) -> bytes:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    numbers = CategoryChartData()
    numbers.categories = ["Jan", "Feb"]
    numbers.add_series("SPI", (0.91, 0.97))
    place = [Inches(1)] * 4
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, numbers)
    deck.core_properties.created = deck.core_properties.modified = created
    target = BytesIO()
    deck.save(target)
    return target.getvalue()


def _workbook(created: datetime) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": created})
        book.add_worksheet("Risks").write("A1", "Score")
    return target.getvalue()


MONDAY = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 17, 45, tzinfo=UTC)
PART_NAMES = st.from_regex(r"[a-z]{1,9}/[a-z0-9é]{1,9}\.xml", fullmatch=True)


@pytest.mark.parametrize("make", [_workbook, _deck_with_a_chart])
def test_the_same_content_written_on_two_days_gives_the_same_bytes(make) -> None:
    assert make(MONDAY) != make(TUESDAY)
    assert normalise(make(MONDAY)) == normalise(make(TUESDAY))


def test_normalising_twice_changes_nothing() -> None:
    once = normalise(_deck_with_a_chart(MONDAY))
    assert normalise(once) == once


def test_content_types_come_first_and_the_rest_keeps_its_order() -> None:
    package = write_parts({"b.xml": b"<b/>", "a.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"})
    assert list(read_parts(package)) == ["[Content_Types].xml", "b.xml", "a.xml"]


def test_every_entry_is_dated_1980_also_in_the_workbook_behind_a_chart() -> None:
    with ZipFile(BytesIO(normalise(_deck_with_a_chart(MONDAY)))) as deck:
        assert {entry.date_time for entry in deck.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        embedded = next(name for name in deck.namelist() if name.endswith(".xlsx"))
        with ZipFile(BytesIO(deck.read(embedded))) as book:
            assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            times = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", book.read("docProps/core.xml"))
            assert times == [b"1980-01-01T00:00:00Z"] * 2


def test_the_stamp_given_is_what_office_shows_as_created_and_modified() -> None:
    properties = Presentation(BytesIO(normalise(_deck_with_a_chart(MONDAY), stamp=TUESDAY))).core_properties
    assert {f"{time:%d %B %Y}" for time in (properties.created, properties.modified)} == {"03 March 2026"}


@given(st.dictionaries(PART_NAMES, st.binary(max_size=200)))
def test_parts_come_back_as_they_were_put_in(parts: dict[str, bytes]) -> None:
    parts = {"[Content_Types].xml": b"<Types/>", **parts}
    assert read_parts(write_parts(parts)) == parts


def test_a_related_part_gets_an_id_of_its_own() -> None:
    workbook = read_parts(_workbook(MONDAY))
    parts = relate(workbook, "customUI/customUI14.xml", b"<customUI/>", relationship="urn:ribbon")
    relationships = parts["_rels/.rels"].decode()
    ids = re.findall(r'Id="(\w+)"', relationships)
    assert len(ids) == len(set(ids)) == 4
    assert 'Type="urn:ribbon" Target="customUI/customUI14.xml"' in relationships


def test_a_part_is_not_related_twice() -> None:
    parts = relate(read_parts(_workbook(MONDAY)), "ribbon.xml", b"<customUI/>", relationship="urn:ribbon")
    with pytest.raises(WorkbookError, match=r"holds a part 'ribbon\.xml' already"):
        relate(parts, "ribbon.xml", b"<customUI/>", relationship="urn:ribbon")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", _workbook(MONDAY)[:900]])
def test_what_is_not_an_office_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(WorkbookError, match="not an Office file"):
        normalise(data)


def test_an_archive_that_is_no_office_file_is_refused() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("notes.txt", "no content types")
    with pytest.raises(WorkbookError, match="content types is missing"):
        read_parts(target.getvalue())


def test_a_file_is_replaced_and_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"old")
    assert replace_file(deck, b"new") == deck
    assert deck.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [deck]


def test_a_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"old")
    deck.chmod(0o640)
    replace_file(deck, b"new")
    assert deck.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(b"old")
    link = tmp_path / "latest.pptx"
    link.symlink_to("deck.pptx")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "deck.pptx").read_bytes() == b"new"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match=r"Cannot write deck\.pptx: there is no folder '.*reports'"):
        replace_file(tmp_path / "reports" / "deck.pptx", b"new")


def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="it is a folder"):
        replace_file(tmp_path, b"new")


def test_a_locked_file_keeps_its_old_content_and_leaves_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = tmp_path / "deck.pptx"
    deck.write_bytes(b"old")

    def locked(*_: object) -> None:  # what Windows answers while PowerPoint holds the file
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(WorkbookError, match="open in another program"):
        replace_file(deck, b"new")
    assert deck.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [deck]
