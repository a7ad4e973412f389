"""Rarer faults, each put alone into a good deck or document, with the rule that must find it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from docx.shared import Pt as WordPt
from foreign_decks import picture
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt
from seeded import retype, sized, tagged

WHITE, PALE = RGBColor(255, 255, 255), RGBColor(0xC8, 0xCC, 0xD0)


def footers(deck: Any, text: str, chosen: slice = slice(None)) -> None:
    places = [place for slide in deck.slides for place in slide.placeholders if place.placeholder_format.idx == 90]
    for place in places[chosen]:
        retype(place.text_frame.paragraphs[0], text)


def german_date_of_one_page(deck: Any) -> None:
    footers(deck, "Stand: 30. Juni 2026", slice(4, 5))


def short_german_date(deck: Any) -> None:
    footers(deck, "Datenstand 30.06.2025")


def american_date(deck: Any) -> None:
    footers(deck, "Data as of June 30, 2025")


def slashed_date(deck: Any) -> None:
    footers(deck, "Status as of 06/30/2025")


def german_cut_off_day(deck: Any) -> None:
    footers(deck, "Stichtag 30. Sept. 2025")


def free_box(deck: Any, text: str, number: int = 4, size: float = 12) -> Any:
    """A text box where nothing else lies."""
    box = deck.slides[number].shapes.add_textbox(Inches(0.6), Inches(6.75), Inches(3), Inches(0.3))
    box.text_frame.text = text
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    return box


def tiny_text(deck: Any) -> None:
    free_box(deck, "Without contingency and without inflation", size=5)


def tiny_cells(deck: Any) -> None:
    sized(tagged(deck, "risks.risks").table, 5.5)


def tiny_chart(deck: Any) -> None:
    chart = next(shape for shape in deck.slides[5].shapes if shape.has_chart).chart
    chart.font.size = Pt(5)


def white_on_a_light_picture(deck: Any) -> None:
    made = deck.slides.add_slide(deck.slide_layouts.get_by_name("ET Canvas"))
    made.shapes.title.text = "The site in October"
    made.placeholders[10].text = "Seen from the gate"
    shown = made.shapes.add_picture(picture((240, 240, 236)), Inches(1), Inches(2), Inches(6))
    shown._element.nvPicPr.cNvPr.set("descr", "Photograph of the site")
    box = made.shapes.add_textbox(Inches(1.5), Inches(2.3), Inches(4), Inches(0.4))
    box.text_frame.text = "Ready in spring"
    box.text_frame.paragraphs[0].runs[0].font.color.rgb = WHITE


def grey_on_a_gradient(deck: Any) -> None:
    shape = tagged(deck, "summary.needs")
    shape.fill.gradient()
    for stop, colour in zip(shape.fill.gradient_stops, (WHITE, RGBColor(0xE8, 0xEA, 0xEE)), strict=True):
        stop.color.rgb = colour
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.rgb = PALE


def pale_chart_text(deck: Any) -> None:
    chart = next(shape for shape in deck.slides[5].shapes if shape.has_chart).chart
    chart.category_axis.tick_labels.font.color.rgb = RGBColor(0xDD, 0xDD, 0xDD)


def picture_in_a_group(deck: Any) -> None:
    group = deck.slides[7].shapes.add_group_shape()
    shown = group.shapes.add_picture(picture((9, 9, 9)), Inches(11.4), Inches(5.6), Inches(1))
    shown._element.nvPicPr.cNvPr.set("descr", "")


def group_of_ours_without_words(deck: Any) -> None:
    tagged(deck, "roadmap.roadmap")._element.nvGrpSpPr.cNvPr.set("descr", "")


def title_in_another_case(deck: Any) -> None:
    first = deck.slides[2].shapes.title.text_frame.text
    retype(deck.slides[3].shapes.title.text_frame.paragraphs[0], f" {first.upper()}\u00a0. ")


def off_inside_a_group(deck: Any) -> None:
    group = deck.slides[3].shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(13), Inches(6.7), Inches(2), Inches(0.3))
    box.text_frame.text = "Half of this is gone"


def german_prompt(deck: Any) -> None:
    free_box(deck, "Text durch Klicken hinzufügen")


def master_prompt(deck: Any) -> None:
    free_box(deck, "Mastertitelformat bearbeiten")


def lorem_in_a_table(deck: Any) -> None:
    retype(tagged(deck, "risks.risks").table.cell(1, 0).text_frame.paragraphs[0], "Lorem ipsum")


def date_to_fill_in(deck: Any) -> None:
    free_box(deck, "Approved on TT.MM.JJJJ")


def figure_to_fill_in(deck: Any) -> None:
    free_box(deck, "Savings of xx% in 20xx")


def name_to_fill_in(deck: Any) -> None:
    free_box(deck, "Prepared by <Name>")


def prompt_in_the_notes(deck: Any) -> None:
    deck.slides[2].notes_slide.notes_text_frame.text = "Click to add notes"


def default_chart(deck: Any) -> None:
    made = deck.slides.add_slide(deck.slide_layouts.get_by_name("ET Canvas"))
    made.shapes.title.text = "Sales grow in every quarter"
    made.placeholders[10].text = "By region"
    data = CategoryChartData()
    data.categories = ["Category 1", "Category 2", "Category 3", "Category 4"]
    data.add_series("Series 1", (4.3, 2.5, 3.5, 4.5))
    data.add_series("Series 2", (2.4, 4.4, 1.8, 2.8))
    frame = made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(8), Inches(4), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Columns")


def chart_titled_chart_title(deck: Any) -> None:
    chart = next(shape for shape in deck.slides[5].shapes if shape.has_chart).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Diagrammtitel"


def font_in_a_cell(deck: Any) -> None:
    tagged(deck, "risks.risks").table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.name = "Papyrus"


def font_in_a_chart(deck: Any) -> None:
    next(shape for shape in deck.slides[5].shapes if shape.has_chart).chart.font.name = "Papyrus"


def font_in_a_group(deck: Any) -> None:
    group = deck.slides[7].shapes.add_group_shape()
    box = group.shapes.add_textbox(Inches(0.6), Inches(6.75), Inches(2), Inches(0.3))
    box.text_frame.text = "With thanks"
    box.text_frame.paragraphs[0].runs[0].font.name = "Papyrus"


def tile_against_title(deck: Any) -> None:
    frame = tagged(deck, "summary.forecast_finish").text_frame
    retype(frame.paragraphs[1], "14 Apr 2027")


def another_value_in_a_sentence(deck: Any) -> None:
    free_box(deck, "CPI is 0.71 for the programme")


def table_against_chart(deck: Any) -> None:
    made = deck.slides.add_slide(deck.slide_layouts.get_by_name("ET Canvas"))
    made.shapes.title.text = "Orders by site"
    made.placeholders[10].text = "Thousand a month"
    data = CategoryChartData()
    data.categories = ["Lyon", "Leeds", "Porto"]
    data.add_series("Orders", (412, 300, 120))
    frame = made.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(4), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Bars")
    table = made.shapes.add_table(4, 2, Inches(7), Inches(2), Inches(5), Inches(2)).table
    for row, texts in enumerate((("Site", "Orders"), ("Lyon", "412"), ("Leeds", "310"), ("Porto", "120"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table._graphic_frame._element.nvGraphicFramePr.cNvPr.set("descr", "Table")


def word_too_wide_for_its_column(deck: Any) -> None:
    table = tagged(deck, "scorecard.scorecard").table
    retype(table.cell(1, 4).text_frame.paragraphs[0], "Donaudampfschifffahrtsgesellschaftskapitän")


def two_texts_in_one_place(deck: Any) -> None:
    for text in ("Looked at by finance on Monday", "Looked at by legal on Friday"):
        free_box(deck, text)


def hidden_behind_a_picture(deck: Any) -> None:
    target = tagged(deck, "summary.focus")
    shown = deck.slides[1].shapes.add_picture(picture((9, 9, 9)), target.left, target.top, target.width, target.height)
    shown._element.nvPicPr.cNvPr.set("descr", "A photograph")


RARE_DECK_FAULTS: dict[str, tuple[Callable[[Any], None], str]] = {
    "a German date on one page": (german_date_of_one_page, "stale-page"),
    "a short German date of last year": (short_german_date, "stale-data"),
    "an American date of last year": (american_date, "stale-data"),
    "a date with slashes of last year": (slashed_date, "stale-data"),
    "a German cut-off day of last year": (german_cut_off_day, "stale-data"),
    "a text of five points": (tiny_text, "tiny-text"),
    "a table in tiny letters": (tiny_cells, "tiny-text"),
    "a chart in tiny letters": (tiny_chart, "tiny-text"),
    "white words on a light picture": (white_on_a_light_picture, "low-contrast"),
    "grey words on a gradient": (grey_on_a_gradient, "low-contrast"),
    "pale labels of an axis": (pale_chart_text, "low-contrast"),
    "a picture in a group without alternative text": (picture_in_a_group, "no-alt-text"),
    "a drawing of ours without alternative text": (group_of_ours_without_words, "no-alt-text"),
    "the same title in capitals": (title_in_another_case, "duplicate-title"),
    "a text in a group over the edge": (off_inside_a_group, "off-slide"),
    "a German prompt": (german_prompt, "template-leftover"),
    "a prompt of the master": (master_prompt, "template-leftover"),
    "sample text in a table": (lorem_in_a_table, "template-leftover"),
    "a date to fill in": (date_to_fill_in, "template-leftover"),
    "a figure to fill in": (figure_to_fill_in, "template-leftover"),
    "a name to fill in": (name_to_fill_in, "template-leftover"),
    "a prompt in the notes": (prompt_in_the_notes, "template-leftover"),
    "a chart as Office proposes it": (default_chart, "template-leftover"),
    "a chart called chart": (chart_titled_chart_title, "template-leftover"),
    "a font from elsewhere in a cell": (font_in_a_cell, "font-outside-theme"),
    "a font from elsewhere in a chart": (font_in_a_chart, "font-outside-theme"),
    "a font from elsewhere in a group": (font_in_a_group, "font-outside-theme"),
    "a tile that says another date than the rest": (tile_against_title, "two-values"),
    "a sentence that says another value": (another_value_in_a_sentence, "two-values"),
    "a table that contradicts its chart": (table_against_chart, "two-values"),
    "a word wider than its column": (word_too_wide_for_its_column, "text-overflow"),
    "two texts in one place": (two_texts_in_one_place, "overlap"),
    "words behind a picture": (hidden_behind_a_picture, "hidden"),
}


def word_tiny(document: Any) -> None:
    run = document.add_paragraph("").add_run("Without contingency and without inflation")
    run.font.size = WordPt(5)


def word_german_date(document: Any) -> None:
    document.add_paragraph("Datenstand: 30.06.2026")


def word_prompt(document: Any) -> None:
    document.add_paragraph("Klicken oder tippen Sie hier, um Text einzugeben.")


def word_control_prompt(document: Any) -> None:
    document.add_paragraph("Click or tap here to enter text.")


def word_heading_in_capitals(document: Any) -> None:
    heading = document.element.body.xpath(".//w:p[w:pPr/w:pStyle[@w:val='Heading1']]")[0]
    made = deepcopy(heading)
    for text in made.iter("{*}t"):
        text.text = (text.text or "").upper()
    document.element.body.insert(len(document.element.body) - 1, made)


def word_missing_reference(document: Any) -> None:
    document.add_paragraph("See Error! Reference source not found. for details.")


RARE_DOCUMENT_FAULTS: dict[str, tuple[Callable[[Any], None], str]] = {
    "tiny letters": (word_tiny, "tiny-text"),
    "a German date of another day": (word_german_date, "stale-page"),
    "a German prompt": (word_prompt, "template-leftover"),
    "the prompt of a control": (word_control_prompt, "template-leftover"),
    "the same heading in capitals": (word_heading_in_capitals, "duplicate-title"),
    "a reference that leads nowhere": (word_missing_reference, "template-leftover"),
}
