"""Twenty-five faults, each put alone into a good deck or document of ours, with the rule that must find it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from docx.shared import Cm
from docx.shared import Pt as WordPt
from docx.shared import RGBColor as WordColour
from foreign_decks import picture
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

LONG = "and because of that the supplier has to deliver the interface again before the acceptance test can begin "


def tagged(deck: Any, key: str) -> Any:
    return next(shape for slide in deck.slides for shape in slide.shapes if shape.name.endswith(f"[xt:{key}]"))


def retype(paragraph: Any, text: str) -> None:
    """Another text in the look of the first run."""
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = text


def long_title(deck: Any) -> None:
    retype(deck.slides[2].shapes.title.text_frame.paragraphs[0], "A title that goes on " + LONG * 2)


def long_point(deck: Any) -> None:
    retype(tagged(deck, "summary.achievements").text_frame.paragraphs[1], LONG * 4)


def long_tile(deck: Any) -> None:
    retype(tagged(deck, "summary.percent_complete").text_frame.paragraphs[1], "64% of the work that was planned")


def grown_table(deck: Any) -> None:
    table = tagged(deck, "scorecard.scorecard").table
    for row in range(1, len(table.rows)):
        retype(table.cell(row, 9).text_frame.paragraphs[0], LONG * 2)


def sized(table: Any, points: float) -> None:
    """All letters of a table of one size."""
    for cell in table.iter_cells():
        for paragraph in cell.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(points)


def enlarged_table(deck: Any) -> None:
    sized(tagged(deck, "risks.risks").table, 20)


def table_on_text(deck: Any) -> None:
    shape = tagged(deck, "changes.movements")
    shape.left = tagged(deck, "changes.measures").left + Inches(0.4)


def text_on_tile(deck: Any) -> None:
    box = deck.slides[1].shapes.add_textbox(Inches(0.8), Inches(1.3), Inches(2), Inches(0.5))
    box.text_frame.text = "Looked at by finance"


def chart_on_chart(deck: Any) -> None:
    one, other = (shape for shape in deck.slides[5].shapes if shape.has_chart)
    left, top, width, height = one.left, one.top, one.width, one.height
    other.left, other.top, other.width, other.height = left + Inches(1), top, width, height


def hidden_under_a_shape(deck: Any) -> None:
    cover = tagged(deck, "summary.goals")
    shape = deck.slides[1].shapes.add_shape(MSO_SHAPE.RECTANGLE, cover.left, cover.top, cover.width, cover.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(0xF3, 0xF5, 0xF8)


def over_the_edge(deck: Any) -> None:
    shape = tagged(deck, "risks.risks")
    left, top, width, height = shape.left, shape.top, shape.width, shape.height
    shape.left, shape.top, shape.width, shape.height = left + Inches(0.8), top, width, height


def off_the_slide(deck: Any) -> None:
    box = deck.slides[3].shapes.add_textbox(Inches(14), Inches(2), Inches(2), Inches(0.5))
    box.text_frame.text = "Parked for later"


def grey_on_white(deck: Any) -> None:
    tagged(deck, "summary.focus").text_frame.paragraphs[1].runs[0].font.color.rgb = RGBColor(0x9A, 0xA2, 0xAC)


def pale_cell(deck: Any) -> None:
    cell = tagged(deck, "scorecard.scorecard").table.cell(1, 0)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor(0x33, 0x44, 0x55)


def chart_without_words(deck: Any) -> None:
    chart = next(shape for shape in deck.slides[5].shapes if shape.has_chart)
    del chart._element.nvGraphicFramePr.cNvPr.attrib["descr"]


def picture_without_words(deck: Any) -> None:
    shown = deck.slides[7].shapes.add_picture(picture((9, 9, 9)), Inches(11.4), Inches(5.6), Inches(1))
    shown._element.nvPicPr.cNvPr.set("descr", "")


def no_title(deck: Any) -> None:
    deck.slides[4].shapes._spTree.remove(deck.slides[4].shapes.title._element)


def title_twice(deck: Any) -> None:
    retype(deck.slides[3].shapes.title.text_frame.paragraphs[0], deck.slides[2].shapes.title.text_frame.text)


def comic_font(deck: Any) -> None:
    for run in tagged(deck, "summary.needs").text_frame.paragraphs[1].runs:
        run.font.name = "Comic Sans MS"


def too_many_words(deck: Any) -> None:
    shape = deck.slides[4].shapes.add_textbox(Inches(0.5), Inches(6), Inches(12), Inches(0.4))
    shape.text_frame.word_wrap = True
    shape.text_frame.text = LONG * 9
    shape.text_frame.paragraphs[0].runs[0].font.size = Pt(4)


def another_status_date(deck: Any) -> None:
    for place in deck.slides[6].placeholders:
        if place.placeholder_format.idx == 90:
            retype(place.text_frame.paragraphs[0], "Status date 30 Jun 2026  |  Snapshot S-2026-06-30")


def old_status_date(deck: Any) -> None:
    for slide in deck.slides:
        for place in slide.placeholders:
            if place.placeholder_format.idx == 90:
                retype(place.text_frame.paragraphs[0], "Status date 30 Sep 2025")


def another_value(deck: Any) -> None:
    table = tagged(deck, "scorecard.scorecard").table
    retype(table.cell(len(table.rows) - 1, 4).text_frame.paragraphs[0], "0.61")


def fourth_achievement(deck: Any) -> None:
    frame = tagged(deck, "summary.achievements").text_frame
    frame._txBody.append(deepcopy(frame.paragraphs[1]._p))


def only_two_goals(deck: Any) -> None:
    frame = tagged(deck, "summary.goals").text_frame
    frame._txBody.remove(frame.paragraphs[1]._p)


def field_left(deck: Any) -> None:
    retype(tagged(deck, "summary.needs").text_frame.paragraphs[1], "Budget for {{ report.period }}")


def lorem(deck: Any) -> None:
    retype(tagged(deck, "summary.focus").text_frame.paragraphs[1], "Lorem ipsum dolor sit amet")


def prompt_left(deck: Any) -> None:
    made = deck.slides.add_slide(deck.slide_layouts.get_by_name("ET Table"))
    made.shapes.title.text = "Click to add title"


def empty_placeholder(deck: Any) -> None:
    body = tagged(deck, "summary.needs").text_frame._txBody
    for paragraph in body.findall(qn("a:p"))[1:]:
        body.remove(paragraph)
    for run in body.find(qn("a:p")).findall(qn("a:r")):
        body.find(qn("a:p")).remove(run)


DECK_FAULTS: dict[str, tuple[Callable[[Any], None], str]] = {
    "a title over four lines": (long_title, "text-overflow"),
    "a point that leaves its box": (long_point, "text-overflow"),
    "a tile whose value wraps": (long_tile, "text-overflow"),
    "a table that grows": (grown_table, "table-growth"),
    "a table in large letters": (enlarged_table, "table-growth"),
    "a table on another": (table_on_text, "overlap"),
    "a note on a tile": (text_on_tile, "overlap"),
    "a chart on a chart": (chart_on_chart, "overlap"),
    "goals under a rectangle": (hidden_under_a_shape, "hidden"),
    "a table over the edge": (over_the_edge, "off-slide"),
    "a text beside the slide": (off_the_slide, "off-slide"),
    "grey text on white": (grey_on_white, "low-contrast"),
    "a dark cell under dark text": (pale_cell, "low-contrast"),
    "a chart without alternative text": (chart_without_words, "no-alt-text"),
    "a picture without alternative text": (picture_without_words, "no-alt-text"),
    "a slide without title": (no_title, "no-title"),
    "the same title twice": (title_twice, "duplicate-title"),
    "a font from elsewhere": (comic_font, "font-outside-theme"),
    "a wall of words": (too_many_words, "too-many-words"),
    "a page of another date": (another_status_date, "stale-page"),
    "a deck of last year": (old_status_date, "stale-data"),
    "SPI(t) with two values": (another_value, "two-values"),
    "four achievements": (fourth_achievement, "not-three"),
    "two goals": (only_two_goals, "not-three"),
    "a field that was not filled": (field_left, "template-leftover"),
    "sample text": (lorem, "template-leftover"),
    "the prompt of a placeholder": (prompt_left, "template-leftover"),
    "an empty placeholder": (empty_placeholder, "empty-placeholder"),
}


def word_paragraph(document: Any, text: str) -> Any:
    return document.add_paragraph(text)


def word_field(document: Any) -> None:
    word_paragraph(document, "Dear {{ stakeholder.name }}, TODO")


def word_pale(document: Any) -> None:
    run = word_paragraph(document, "").add_run("As agreed in the last meeting")
    run.font.color.rgb = WordColour(0xC8, 0xCC, 0xD0)


def word_font(document: Any) -> None:
    run = word_paragraph(document, "").add_run("Handwritten remark")
    run.font.name = "Papyrus"


def word_picture(document: Any) -> None:
    document.add_picture(picture((9, 9, 9)), width=Cm(4))
    document.element.body.findall(".//{*}docPr")[-1].attrib.pop("descr", None)


def word_wide_table(document: Any) -> None:
    table = document.add_table(1, 2)
    table.autofit = False
    for column in table.columns:
        column.width = Cm(14)


def word_cut_row(document: Any) -> None:
    table = document.add_table(1, 1)
    table.cell(0, 0).text = LONG * 4
    table.rows[0].height, table.rows[0].height_rule = WordPt(14), 2


def word_heading_twice(document: Any) -> None:
    heading = document.element.body.xpath(".//w:p[w:pPr/w:pStyle[@w:val='Heading1']]")[0]
    document.element.body.insert(len(document.element.body) - 1, deepcopy(heading))


def word_essay(document: Any) -> None:
    word_paragraph(document, LONG * 9)


def word_date(document: Any) -> None:
    word_paragraph(document, "Status date 30 Jun 2026 applies to this part.")
    word_paragraph(document, "Status date 30 Sep 2026. Status date 30 Sep 2026.")


DOCUMENT_FAULTS: dict[str, tuple[Callable[[Any], None], str]] = {
    "a field that was not filled": (word_field, "template-leftover"),
    "pale text": (word_pale, "low-contrast"),
    "a font from elsewhere": (word_font, "font-outside-theme"),
    "a picture without alternative text": (word_picture, "no-alt-text"),
    "a table over the margin": (word_wide_table, "off-page"),
    "a row that cuts its text off": (word_cut_row, "text-overflow"),
    "the same heading twice": (word_heading_twice, "duplicate-title"),
    "an essay of a paragraph": (word_essay, "too-many-words"),
    "a part of another date": (word_date, "stale-page"),
}
