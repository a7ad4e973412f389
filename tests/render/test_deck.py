"""A report becomes a deck: what lies where, under which name, and that nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import sample_report as sample
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from exectrack_xl import package
from exectrack_xl.errors import TemplateError, WorkbookError
from exectrack_xl.render.deck import render
from exectrack_xl.report.model import (
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Lane,
    Layout,
    Marker,
    Page,
    Pin,
    Role,
    Row,
    RowKind,
    Series,
    Span,
    Status,
    Table,
    Tile,
    Tone,
)

WHOLE = sample.report()
OTHERS = sample.report(*sample.other_layouts())


def made(report: Any, folder: Path, name: str = "deck.pptx") -> Any:
    return Presentation(str(render(report, folder / name)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return render(WHOLE, tmp_path_factory.mktemp("deck") / "deck.pptx")


@pytest.fixture(scope="module")
def deck(path: Path) -> Any:
    return Presentation(str(path))


def by_tag(slide: Any, key: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name.endswith(f"[xt:{key}]"))


def words(slide: Any) -> str:
    return "\n".join("".join(one.itertext(qn("a:t"))) for one in slide.element.iter(qn("a:p")))


def notes(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text


def page_of(table: Table) -> Page:
    return Page("page", Layout.TABLE, "A title", {"table": table}, "Tasks", "")


def test_every_page_is_a_slide_of_its_layout_and_carries_its_key(deck):
    assert [slide.slide_layout.name for slide in deck.slides] == [page.layout for page in WHOLE.pages]
    assert [slide.name for slide in deck.slides] == [page.key for page in WHOLE.pages]


def test_blocks_lie_in_the_placeholders_of_the_contract(deck):
    numbers = {place.placeholder_format.idx for place in deck.slides[1].placeholders}
    assert numbers == {0, 10, 11, 12, 13, 20, 21, 22, 23, 24, 25, 90, 91, 92}
    risks = deck.slides[6]
    assert by_tag(risks, "risks.risks").placeholder_format.idx == 14
    assert by_tag(risks, "risks.new").placeholder_format.idx == 30
    forecast = deck.slides[5]
    assert [by_tag(forecast, f"forecast.{key}").placeholder_format.idx for key in ("curve", "chance")] == [11, 14]


def test_no_empty_placeholder_is_left(deck):
    for slide in deck.slides:
        for place in slide.placeholders:
            assert place.has_chart or place.has_table or place.text_frame.text.strip(), place.name


def test_shapes_of_a_slide_have_names_and_numbers_of_their_own(deck):
    for slide in deck.slides:
        shapes = list(slide.element.iter(qn("p:cNvPr")))
        assert len({shape.get("id") for shape in shapes}) == len(shapes)
        tags = [tag for shape in slide.shapes for tag in re.findall(r"\[xt:(.+)\]$", shape.name)]
        assert len(tags) == len(set(tags)) == len(slide.shapes)


def test_charts_tables_and_drawings_are_native_and_described(deck):
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert not pictures
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 6:
                assert shape.element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def test_the_footer_names_source_status_date_and_snapshot(deck):
    slide = deck.slides[3]
    texts = {
        place.placeholder_format.idx: place.text_frame.text for place in slide.placeholders if place.has_text_frame
    }
    assert texts[91] == "Source: claims-forward-tracker.xlsx, sheets Initiatives, Costs"
    assert texts[90] == "Status date 30 Sep 2026  |  Snapshot S-2026-09-30"
    assert slide.element.xpath(".//a:fld/@type") == ["slidenum"]


def test_notes_say_how_to_read_the_page_and_the_last_ones_what_was_left_out(deck):
    assert notes(deck.slides[1]).startswith("Read in three minutes")
    assert "Left out: Risks row 9: probability is 40." in notes(deck.slides[-1])
    assert "Left out: Milestones row 14" in words(deck.slides[-1])


def test_a_status_is_glyph_colour_and_word(deck):
    cell = by_tag(deck.slides[2], "changes.changes").table.cell(1, 2)
    glyph, word = cell.text_frame.paragraphs[0].runs
    assert (glyph.text, glyph.font.name, str(glyph.font.color.rgb)) == ("■ ", "Arial", "B3261E")
    assert (word.text, str(word.font.color.rgb)) == ("Red", "A31F18")


def test_text_takes_fonts_and_colours_from_the_theme(path):
    for name, part in package.read_parts(path.read_bytes()).items():
        if name.startswith(("ppt/slides/slide", "ppt/charts/chart")):
            text = part.decode()
            assert set(re.findall(r'<a:latin typeface="([^"]+)"', text)) <= {"Arial"}, name
            status = {
                "0B7A5E",
                "0A6B53",
                "E3F3EE",
                "F2B200",
                "7A5200",
                "FDF1CC",
                "B98900",
                "B3261E",
                "A31F18",
                "FBE6E4",
            }
            assert set(re.findall(r'srgbClr val="(\w+)"', text)) <= status | {"8A94A1", "566170", "EAEDF1"}, name


def test_group_rows_span_the_table_and_total_rows_close_it(deck):
    table = by_tag(deck.slides[6], "risks.risks").table
    assert table.cell(1, 0).is_merge_origin
    assert table.cell(1, 0).span_width == 6
    assert by_tag(deck.slides[3], "scorecard.scorecard").table.last_row


def test_work_against_plan_is_a_chart_as_tall_as_the_rows(deck):
    slide = deck.slides[3]
    table = by_tag(slide, "scorecard.scorecard")
    bars = by_tag(slide, "scorecard.scorecard.work_done_vs_plan")
    heights = [row.height for row in table.table.rows]
    assert len(set(heights[1:])) == 1
    assert bars.top == table.top + heights[0]
    assert bars.height == sum(heights[1:])
    assert tuple(bars.chart.plots[0].series[0].values) == (0.73, 0.5, 0.57, 0.87, 0.64)


def test_rows_and_columns_bear_numbers_made_from_their_keys(deck):
    table = by_tag(deck.slides[6], "risks.risks").element
    rows = [one.get("val") for one in table.iter("{*}rowId")]
    columns = [one.get("val") for one in table.iter("{*}colId")]
    assert len(set(rows)) == len(rows) == 8
    assert len(set(columns)) == len(columns) == 6


def test_a_chart_can_be_edited_its_workbook_holds_what_is_drawn(deck):
    chart = by_tag(deck.slides[5], "forecast.curve").chart
    sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    header = [cell.value for cell in sheet[1]]
    assert header == [None, "Plan", "Work done", "Cost", "Work forecast", "Status date"]
    assert [cell.value for cell in sheet["C"]][1:4] == [0.33, 0.92, 1.7]
    assert sheet["E14"].value is None  # NaN is a gap


def test_charts_have_no_legend_no_title_and_positive_axes(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert not shape.chart.has_legend
                assert not shape.chart.has_title
                axes = shape.chart._chartSpace.xpath(".//c:axId/@val")
                assert all(int(number) > 0 for number in axes)


def test_series_show_by_their_notation_what_they_stand_for(deck):
    actual, forecast = by_tag(deck.slides[5], "forecast.chance").chart.plots[0].series
    assert actual.format.line.dash_style is None
    assert forecast._element.xpath(".//a:prstDash/@val") == ["dash"]
    named = [one._element.xpath(".//c:dLbl/c:idx/@val") for one in (actual, forecast)]
    assert named == [["5"], ["3"]]


def test_the_current_bar_is_filled_to_progress_not_to_the_date(deck):
    road = by_tag(deck.slides[4], "roadmap.roadmap")
    lane = next(shape for shape in road.shapes if shape.name.startswith("Claims Portal"))
    bars = {shape.name: shape for shape in lane.shapes}
    done, rest = bars["Claims Portal work done"], bars["Claims Portal forecast"]
    assert done.width / (done.width + rest.width) == pytest.approx(0.73, abs=0.01)
    assert {"Status date", "Status date line"} <= {shape.name for shape in road.shapes}


def labels_of(road: Any) -> list[list[tuple[int, int, int, int]]]:
    return [
        [(one.left, one.top, one.left + one.width, one.top + one.height)
         for one in lane.shapes if one.name.endswith(" label")]
        for lane in road.shapes if lane.name.endswith("[lane]")
    ]  # fmt: skip


def test_labels_on_the_roadmap_do_not_collide_and_those_without_room_are_in_the_notes(tmp_path):
    page = sample.roadmap()
    road = page.blocks["canvas"]
    crowd = tuple(
        Marker(f"M{n}", date(2026, 10, 2 + n * 3), "forecast", f"Milestone number {n}", "late", Tone.RED)
        for n in range(9)
    )
    lanes = (replace(road.lanes[0], markers=crowd), *road.lanes[1:])
    slide = made(sample.report(replace(page, blocks={"canvas": replace(road, lanes=lanes)})), tmp_path).slides[0]
    slack = 2 * 91440
    for lane in labels_of(slide.shapes[2]):
        for number, (left, top, right, bottom) in enumerate(lane):
            for other in lane[number + 1 :]:
                apart = right - slack <= other[0] or other[2] - slack <= left or bottom <= other[1] or other[3] <= top
                assert apart
    shown = words(slide)
    assert all(f"Milestone number {n}" in shown or f"Milestone number {n}" in notes(slide) for n in range(9))


@pytest.mark.parametrize("count", [1, 12, 40])
def test_a_roadmap_of_many_lanes_stays_on_the_page(tmp_path, count):
    page = sample.roadmap()
    road = page.blocks["canvas"]
    lanes = tuple(replace(road.lanes[n % 4], key=f"I{n}", name=f"Initiative {n}") for n in range(count))
    slide = made(sample.report(replace(page, blocks={"canvas": replace(road, lanes=lanes)})), tmp_path).slides[0]
    drawing = by_tag(slide, "roadmap.roadmap")
    assert drawing.top + drawing.height <= 6858000 * 0.925
    assert all(f"Initiative {n}" in words(slide) + notes(slide) for n in range(count))


def test_a_roadmap_without_dates_is_still_a_page(tmp_path):
    page = sample.roadmap()
    bare = Lane("I1", "Portal", Status(Tone.GREY, "No data"), "", None, None, 0.0, None)
    road = replace(page.blocks["canvas"], lanes=(bare,), start=date(2026, 9, 1), finish=date(2026, 9, 1),
                   status_date=date(2030, 1, 1))  # fmt: skip
    slide = made(sample.report(replace(page, blocks={"canvas": road})), tmp_path).slides[0]
    assert "Portal" in words(slide)


@pytest.mark.parametrize("size", [3, 5])
def test_many_risks_in_a_cell_are_counted_and_named_in_the_notes(tmp_path, size):
    pins = tuple(Pin(f"R-{n:02}", f"R-{n:02}", 2, 2, (1, 1) if n % 2 else None) for n in range(30))
    page = replace(sample.risks(), blocks={"canvas": sample.matrix(size, pins)})
    slide = made(sample.report(page), tmp_path).slides[0]
    hidden = int(re.search(r"\+(\d+)", words(slide))[1])
    assert 1 < hidden < 30
    assert "R-29" in notes(slide)
    drawing = by_tag(slide, "risks.matrix")
    cell = next(shape for shape in drawing.shapes if shape.name == "Cell probability 2 impact 2")
    for pin in (shape for shape in drawing.shapes if re.fullmatch(r"R-\d\d", shape.name)):
        assert cell.left <= pin.left
        assert pin.left + pin.width <= cell.left + cell.width
        assert cell.top <= pin.top
        assert pin.top + pin.height <= cell.top + cell.height


@pytest.mark.parametrize("text", sample.SPECIAL)
def test_what_a_person_typed_arrives_as_typed(tmp_path, text):
    table = Table("t", text, sample.changes().blocks["table"].columns[:2], (Row(text, (Cell.of(text), Cell.of("x"))),))
    chart = Chart(text, text, ChartKind.COLUMN, (text, "b"), (Series(text, Role.ACTUAL, (1.0, 2.0)),), "0", text)
    tile = Tile(text, text, (Span("1"),), (Span(text),), (Span(text),))
    bullets = Bullets("b", text, ((Span(text),),), text)
    pages = (
        page_of(table), Page("c", Layout.CHART_TAKEAWAYS, text, {"chart": chart, "takeaways": bullets}, text, text),
        Page("s", Layout.SUMMARY, text, {"tile_1": tile}, text, text),
    )  # fmt: skip
    deck = made(replace(sample.report(*pages), source=text, snapshot=text, title=text), tmp_path)
    shape = by_tag(deck.slides[0], "page.t")
    assert shape.table.cell(1, 0).text_frame.text.replace("\v", "\n") == text
    assert deck.slides[1].shapes.title.text_frame.text.replace("\v", "\n") == text
    assert deck.slides[1].notes_slide.notes_text_frame.text.startswith(text)
    drawn = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    assert drawn.plots[0].series[0].name == text.replace("\n", " ")
    book = load_workbook(BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).active
    assert book["A2"].value == text
    assert book["A2"].data_type == "s"


def test_a_text_from_right_to_left_runs_from_right_to_left(tmp_path):
    table = Table("t", "", sample.changes().blocks["table"].columns[:1], (Row("r", (Cell.of("تأخر المورد"),)),))
    cell = by_tag(made(sample.report(page_of(table)), tmp_path).slides[0], "page.t").table.cell(1, 0)
    assert cell._tc.xpath(".//a:pPr/@rtl") == ["1"]


def test_characters_that_no_file_can_hold_are_replaced_where_one_sees_it(tmp_path):
    table = Table("t", "", sample.changes().blocks["table"].columns[:1], (Row("r", (Cell.of("a\x07b\ud800c"),)),))
    slide = made(sample.report(page_of(table)), tmp_path).slides[0]
    assert "a\ufffdb\ufffdc" in words(slide)


@pytest.mark.parametrize("where", ["title", "cell", "bullet", "tile", "heading", "group"])
def test_five_thousand_characters_are_short_on_the_slide_and_whole_in_the_notes(tmp_path, where):
    long, columns = sample.LONG, sample.changes().blocks["table"].columns
    table = Table("t", long if where == "heading" else "h", columns, (Row("r", (Cell.of(long),)),))
    pages = {
        "title": Page("p", Layout.CANVAS, long, {}, "", ""),
        "cell": page_of(table),
        "heading": page_of(table),
        "bullet": Page("p", Layout.SUMMARY, "t", {"goals": Bullets("g", "Goals", ((Span(long),),))}, "", ""),
        "tile": Page("p", Layout.SUMMARY, "t", {"tile_2": Tile("g", "Goals", (Span(long),), (Span(long),))}, "", ""),
        "group": page_of(replace(table, rows=(Row("g", (Cell.of(long),), RowKind.GROUP),))),
    }  # fmt: skip
    slide = made(sample.report(pages[where]), tmp_path).slides[0]
    assert sample.LONG in notes(slide)
    shown = words(slide)
    assert "…" in shown
    assert len(shown) < 2500
    if where in ("title", "bullet"):
        assert "… (full text in the notes)" in shown


def test_rows_that_find_no_room_are_counted_and_told_in_the_notes(tmp_path):
    slide = made(sample.report(page_of(sample.crowded())), tmp_path).slides[0]
    shape = by_tag(slide, "page.crowded")
    rows = len(shape.table.rows) - 1
    assert 5 < rows < 40
    assert f"{40 - rows} more rows in the notes." in words(slide)
    assert "Check 39 | Result 39" in notes(slide)
    assert shape.top + shape.height < 6309360


def test_a_page_for_two_with_one_object_gives_it_the_whole_width(tmp_path):
    deck = made(OTHERS, tmp_path)
    chart = by_tag(deck.slides[2], "benefits.benefits")
    assert chart.width == 11277600
    assert chart.top + chart.height == 6172200


def test_tiles_fewer_than_four_share_the_row(tmp_path):
    tiles = {f"tile_{n}": Tile(f"t{n}", f"Label {n}", (Span("1"),)) for n in (1, 2)}
    slide = made(sample.report(Page("p", Layout.SUMMARY, "t", tiles, "", "")), tmp_path).slides[0]
    first, second = by_tag(slide, "p.t1"), by_tag(slide, "p.t2")
    assert first.left == 457200
    assert second.left + second.width == pytest.approx(457200 + 11277600, abs=9)


def test_the_same_report_gives_the_same_bytes(path, tmp_path):
    assert render(WHOLE, tmp_path / "again.pptx").read_bytes() == path.read_bytes()


def test_the_file_bears_the_status_date_and_no_other_time(path):
    core = package.read_parts(path.read_bytes())[package.CORE_PROPERTIES].decode()
    assert re.findall(r">(\d{4}-[^<]+)<", core) == ["2026-09-30T00:00:00Z"] * 2


def test_every_part_is_well_formed_and_none_occurs_twice(path):
    for name, part in package.read_parts(path.read_bytes()).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)


def test_an_existing_file_stays_when_the_report_fails(tmp_path):
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"kept")
    with pytest.raises(TemplateError, match="has no place 'tile_9'"):
        render(
            sample.report(Page("p", Layout.SUMMARY, "t", {"tile_9": sample.summary().blocks["tile_1"]}, "", "")), target
        )
    assert target.read_bytes() == b"kept"
    with pytest.raises(WorkbookError, match="there is no folder"):
        render(WHOLE, tmp_path / "missing" / "deck.pptx")


@pytest.mark.validator
@pytest.mark.parametrize("report", [WHOLE, OTHERS], ids=["whole", "others"])
def test_the_deck_is_valid(report, tmp_path, validate_office: Callable[[Path], list[str]]):
    assert validate_office(render(report, tmp_path / "deck.pptx")) == []


def test_a_text_cut_for_a_narrow_column_has_no_more_lines_than_there_is_room_for():
    from exectrack_xl.render.deck.shortening import Room, Shortening
    from exectrack_xl.render.measure import lines_needed

    for width in range(40, 90, 5):
        shown = Shortening().text("IS-029 Apple rejects the application a third time", Room(10, width, 3), "Issue")
        assert lines_needed(shown, 10, width) <= 3, (width, shown)
