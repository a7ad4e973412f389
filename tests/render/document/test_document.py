"""A report becomes a Word document: what is in it, that it is whole, and that it is the same every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from sample_document import NUMBERED, PROGRESS, REPORT, line

from exectrack_xl.errors import WorkbookError
from exectrack_xl.package import read_parts
from exectrack_xl.render.document import document, render
from exectrack_xl.report.model import Cell, Column, Report, Row, RowKind, Section, Series, Status, Table, Tone
from exectrack_xl.theme import STATUS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def opened(report: Report = REPORT):  # type: ignore[no-untyped-def]  # python-docx declares no types
    return Document(BytesIO(document(report)))


def body_text(report: Report = REPORT) -> str:
    return "\n".join(paragraph.text for paragraph in opened(report).element.body.iter(qn("w:p")))


def tables(report: Report = REPORT) -> list[etree._Element]:
    return list(opened(report).element.body.iter(f"{W}tbl"))


def cell(row: etree._Element, place: int) -> etree._Element:
    return list(row.iter(f"{W}tc"))[place]


def cell_text(row: etree._Element, place: int) -> str:
    return "\n".join(paragraph.text for paragraph in cell(row, place).iter(f"{W}p"))


def test_the_report_opens_with_its_title_its_status_and_the_answer() -> None:
    lines = body_text().split("\n")
    assert lines[0] == "Initiative Progress Report - Q3 2026"
    assert lines[1] == "For stakeholders of Claims Forward. Status date 30 Sep 2026. Overall: ■ Red"
    assert lines[2].startswith("Core Data Migration is late, and with it the programme. Cut-over moves")


def test_each_initiative_has_the_six_fields_in_order() -> None:
    labels = [cell_text(row, 0) for row in tables()[2].iter(f"{W}tr")]
    assert labels == ["Initiative", "Progress", "Quality", "Issues", "Next Steps", "Stakeholder Actions"]


def test_what_was_left_out_is_said_at_the_end() -> None:
    assert body_text().rstrip().endswith("Costs!D12 (Actual cost): is #REF!; expected an amount. Repair the formula.")
    assert "What was left out" not in body_text(replace(REPORT, left_out=()))


def test_header_and_footer_say_whose_report_it_is_and_where_it_comes_from() -> None:
    section = opened().sections[0]
    assert section.header.paragraphs[0].text == "Calder Mutual  |  Claims Forward\tInitiative Progress Report - Q3 2026"
    footer = section.footer.paragraphs[0].text
    assert footer.startswith(
        "Source: claims-forward-tracker.xlsx  |  Status date 30 Sep 2026  |  Snapshot S-2026-09-30\t"
    )
    fields = [field.get(f"{W}instr").strip() for field in section.footer._element.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_status_is_glyph_colour_and_word() -> None:
    row = list(tables()[0].iter(f"{W}tr"))[1]
    assert cell_text(row, 1) == "■ Red"
    colours = [colour.get(f"{W}val") for colour in cell(row, 1).iter(f"{W}color")]
    assert colours == [STATUS[Tone.RED].glyph_colour, STATUS[Tone.RED].text]
    assert [font.get(f"{W}ascii") for font in cell(row, 1).iter(f"{W}rFonts")] == ["Arial"]


def test_tables_repeat_their_head_and_never_split_a_row() -> None:
    for table in tables()[:2]:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_column_widths_stand_in_the_grid_and_in_the_cells() -> None:
    for table in tables()[:2]:
        grid = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(grid) == 9638
        for row in table.iter(f"{W}tr"):
            assert [int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")] == grid


def test_numbers_stand_right() -> None:
    row = list(tables()[0].iter(f"{W}tr"))[1]
    right = [next(cell.iter(f"{W}jc"), None) is not None for cell in row.iter(f"{W}tc")]
    assert right == [False, False, *[True] * 6]


def test_a_heading_is_kept_with_what_follows_and_a_section_with_itself() -> None:
    document_ = opened()
    styles = {style.name: style.paragraph_format.keep_with_next for style in document_.styles if style.type == 1}
    assert styles["Heading 1"]
    assert styles["Heading 2"]
    assert styles["ET Chart head"]
    section = list(document_.element.body.iter(f"{W}tbl"))[2]
    *kept, last = list(section.iter(f"{W}tr"))
    assert all(paragraph.pPr.find(f"{W}keepNext") is not None for row in kept for paragraph in row.iter(f"{W}p"))
    assert all(paragraph.pPr.find(f"{W}keepNext") is None for paragraph in last.iter(f"{W}p"))


def test_a_section_longer_than_a_page_may_break() -> None:
    fields = tuple((f"Field {n}", (line("many words " * 100),)) for n in range(6))
    table = tables(replace(REPORT, opening=(), sections=(Section("I-09", "Long", None, fields),)))[0]
    kept = [row.find(f".//{W}keepNext") is not None for row in table.iter(f"{W}tr")]
    assert kept == [True, False, False, False, True, False]  # its beginning and its end hold together


def test_a_chart_is_native_with_its_workbook_and_its_description() -> None:
    parts = read_parts(document(REPORT))
    chart = etree.fromstring(parts["word/charts/report_chart1.xml"])
    drawn = [[float(v.text) for v in series.iterfind(f"{C}val//{C}v")] for series in chart.iter(f"{C}ser")]
    assert drawn == [list(series.values) for series in PROGRESS.series]
    book = load_workbook(BytesIO(parts["word/embeddings/report_chart1.xlsx"]))
    assert list(book.active.values) == [
        (None, "done", "plan"), ("Core Data Migration", 0.5, 0.63), ("Pricing Engine", 0.57, 0.62),
        ("Claims Portal", 0.73, 0.72), ("Adviser App", 0.87, 0.88),
    ]  # fmt: skip
    described = [element.get("descr") for element in opened().element.body.iter(qn("wp:docPr"))]
    assert described == [PROGRESS.alt]


def test_each_series_of_bars_is_named_at_its_first_bar() -> None:
    chart = etree.fromstring(read_parts(document(REPORT))["word/charts/report_chart1.xml"])
    named = [label.find(f"{C}idx").get("val") for label in chart.iter(f"{C}dLbl")]
    assert named == ["0", "0"]
    assert chart.find(f".//{C}legend") is None


def test_what_looks_like_a_formula_is_a_text_in_the_charts_workbook() -> None:
    chart = replace(PROGRESS, categories=("=1+1", "b", "c", "d"), series=(replace(PROGRESS.series[0], name="=2+2"),))
    parts = read_parts(document(replace(REPORT, opening=(chart,))))
    sheet = load_workbook(BytesIO(parts["word/embeddings/report_chart1.xlsx"])).active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=2+2", "s")


def test_a_value_that_is_not_known_is_a_gap() -> None:
    gap = Series("done", PROGRESS.series[0].role, (0.5, None, 0.7, None))
    parts = read_parts(document(replace(REPORT, opening=(replace(PROGRESS, series=(gap,)),))))
    chart = etree.fromstring(parts["word/charts/report_chart1.xml"])
    assert [point.get("idx") for point in chart.iterfind(f".//{C}val//{C}pt")] == ["0", "2"]


def test_groups_span_the_table_and_totals_are_bold_under_a_line() -> None:
    rows = (
        Row("", (Cell.of("Migration"),), RowKind.GROUP),
        Row("T-1", (Cell.of("Load"), Cell.of("3"))),
        Row("", (Cell.of("Total"), Cell.of("3")), RowKind.TOTAL),
    )
    table = Table("effort", "Effort", (Column("Task"), Column("Days", "right")), rows)
    written = tables(replace(REPORT, opening=(table,)))[0]
    head, group, _, total = written.iter(f"{W}tr")
    assert len(list(head.iter(f"{W}tc"))) == 2
    assert group.find(f".//{W}gridSpan").get(f"{W}val") == "2"
    assert total.find(f".//{W}tcBorders/{W}top") is not None
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in total.iter(f"{W}r"))


def test_every_numbered_list_begins_at_one() -> None:
    report = replace(REPORT, opening=(NUMBERED, replace(NUMBERED, key="again")))
    document_ = opened(report)
    used = [number.get(f"{W}val") for number in document_.element.body.iter(f"{W}numId")]
    assert len(set(used)) == 2
    numbering = document_.part.numbering_part.element
    starts = {n.get(f"{W}numId"): n.find(f".//{W}startOverride") for n in numbering.iterfind(f"{W}num")}
    assert all(starts[number].get(f"{W}val") == "1" for number in used)


def test_what_is_generated_stands_in_content_controls_with_their_own_numbers() -> None:
    body = opened().element.body
    tags = [element.get(f"{W}val") for element in body.iter(f"{W}tag")]
    assert {"xt:answer", "xt:glance", "xt:glance.I-02", "xt:section.I-02", "xt:section.I-02.Progress"} <= set(tags)
    numbers = [element.find(f"{W}id").get(f"{W}val") for element in body.iter(f"{W}sdtPr")]
    assert len(set(numbers)) == len(numbers) == len(tags)


def test_a_long_key_makes_a_tag_that_word_accepts() -> None:
    report = replace(
        REPORT, sections=(Section("I-" + "9" * 200, "Long", Status(Tone.GREY, "No data"), (("Note", ()),)),)
    )
    tags = [element.get(f"{W}val") for element in opened(report).element.body.iter(f"{W}tag")]
    assert all(len(tag) <= 64 for tag in tags)
    assert len(set(tags)) == len(tags)


def test_the_same_report_gives_the_same_bytes_dated_by_its_status_date(tmp_path: Path) -> None:
    first = render(REPORT, tmp_path / "first.docx").read_bytes()
    assert render(REPORT, tmp_path / "second.docx").read_bytes() == first
    core = Document(BytesIO(first)).core_properties
    assert (core.created.date().isoformat(), core.modified.date().isoformat()) == ("2026-09-30", "2026-09-30")
    assert (core.title, core.author) == (REPORT.title, "Calder Mutual")


def test_a_document_is_never_half_written(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="no folder"):
        render(REPORT, tmp_path / "missing" / "report.docx")


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong(validate_office: Callable[[Path], list[str]], tmp_path: Path) -> None:
    report = replace(REPORT, opening=(*REPORT.opening, NUMBERED))
    assert validate_office(render(report, tmp_path / "report.docx")) == []


@pytest.mark.libreoffice
def test_the_sample_fills_two_pages(convert: Callable[[Path, str], Path], tmp_path: Path) -> None:
    pdf = convert(render(REPORT, tmp_path / "report.docx"), "pdf").read_bytes()
    assert pdf.count(b"/Type/Page/") + pdf.count(b"/Type/Page\n") == 2
