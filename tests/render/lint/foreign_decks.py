"""Five decks as other people make them well: titles and points, charts, tables, pictures, a dark theme."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

WIDE = (Inches(13.333), Inches(7.5))


def new(size: tuple[int, int] = WIDE) -> Any:
    """A presentation whose layouts fit its size."""
    deck = Presentation()
    share = size[0] / deck.slide_width
    for page in (*deck.slide_layouts, deck.slide_master):
        for shape in page.placeholders:
            if shape._element.spPr.find(".//{*}off") is not None:
                shape.left, shape.width = round(shape.left * share), round(shape.width * share)
    deck.slide_width, deck.slide_height = size
    return deck


def slide(deck: Any, layout: int, title: str) -> Any:
    made = deck.slides.add_slide(deck.slide_layouts[layout])
    made.shapes.title.text = title
    return made


def points(place: Any, lines: list[str], size: int = 24) -> None:
    frame = place.text_frame
    frame.text = lines[0]
    for line in lines[1:]:
        frame.add_paragraph().text = line
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def bullets() -> Any:
    """Titles and points, with footers."""
    deck = new()
    first = slide(deck, 0, "Warehouse automation: where we stand")
    first.placeholders[1].text = "Steering committee, October 2026"
    for title, lines in (
        ("The pilot in Lyon runs at full load", ["412 orders an hour since 12 September", "Two conveyors still manual",
                                                 "Staff trained on both shifts"]),
        ("Leeds goes live five weeks after Lyon", ["Racks arrive on 3 November", "Acceptance test in week 47",
                                                   "Old system off on 12 December"]),
        ("We ask for two decisions", ["Order the second sorter now: 0.4 m", "Keep the night shift until January"]),
    ):  # fmt: skip
        made = slide(deck, 1, title)
        points(made.placeholders[1], lines)
        for place in made.slide_layout.placeholders:
            if place.placeholder_format.type in (13, 15, 16):
                made.shapes.clone_placeholder(place)
        for place in made.placeholders:
            if place.placeholder_format.idx in (10, 11, 12):
                place.text = {10: "14 October 2026", 11: "Warehouse programme", 12: "2"}[place.placeholder_format.idx]
    return deck


def charts() -> Any:
    """Charts with titles that say what they show, and a text beside each."""
    deck = new()
    for number, (title, kind) in enumerate((
        ("Orders grew in every month of the year", XL_CHART_TYPE.COLUMN_CLUSTERED),
        ("Returns fell below three percent", XL_CHART_TYPE.LINE_MARKERS),
        ("Half of the cost is transport", XL_CHART_TYPE.PIE),
    )):  # fmt: skip
        made = slide(deck, 5, title)
        data = CategoryChartData()
        data.categories = ["Jan", "Apr", "Jul", "Oct"]
        data.add_series("North", (19.2 + number, 21.4, 24.7, 26.1))
        if kind != XL_CHART_TYPE.PIE:
            data.add_series("South", (9.2, 11.4, 13.7, 16.1 + number))
        frame = made.shapes.add_chart(kind, Inches(0.7), Inches(1.7), Inches(8), Inches(5), data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", f"Chart: {title}")
        side = made.shapes.add_textbox(Inches(9), Inches(1.9), Inches(3.6), Inches(4))
        side.text_frame.word_wrap = True
        points(
            side, ["What it means", "The north carries the growth.", "The south follows with a lag of a quarter."], 18
        )
    return deck


def tables() -> Any:
    """Two tables in Office's own style, and figures on cards."""
    deck = new()
    for region in ("north", "south"):
        made = slide(deck, 5, f"Results of the {region}: on budget, one site late")
        frame = made.shapes.add_table(5, 4, Inches(0.7), Inches(1.6), Inches(12), Inches(3))
        rows = [("Site", "Budget", "Spent", "Ready"), ("Lyon", "1.2 m", "0.9 m", "12 Sep"), ("Leeds", "2.0 m", "1.1 m",
                "12 Dec"), ("Porto", "0.8 m", "0.8 m", "30 Jun"), ("Total", "4.0 m", "2.8 m", "12 Dec")]  # fmt: skip
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                shown = text if region == "north" or "m" not in text else text.replace(".", ".1")
                frame.table.cell(row, column).text = shown
        for number, (label, value) in enumerate((("Sites live", "3 of 7"), ("Orders an hour", "412"))):
            place = (Inches(0.7 + 4 * number), Inches(5.2), Inches(3.6), Inches(1.5))
            card = made.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place)
            card.fill.solid()
            card.fill.fore_color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
            card.text_frame.text = label
            card.text_frame.add_paragraph().text = value
            for paragraph in card.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.CENTER
                paragraph.runs[0].font.color.rgb = RGBColor(255, 255, 255)
    return deck


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (640, 360)) -> BytesIO:
    made = Image.new("RGB", size, colour)
    ImageDraw.Draw(made).ellipse((300, 140, 340, 180), fill=(90, 120, 150))
    target = BytesIO()
    made.save(target, "PNG")
    target.seek(0)
    return target


def pictures() -> Any:
    """Pictures side by side with captions, a full one with a title on it, an icon that is decoration."""
    deck = new()
    made = slide(deck, 5, "The new hall in Lyon is in use")
    for number, words in enumerate(("Goods in, with the new dock", "Sorting, at full load")):
        shown = made.shapes.add_picture(picture((30, 90, 140)), Inches(0.8 + 6.1 * number), Inches(1.7), Inches(5.6))
        shown._element.nvPicPr.cNvPr.set("descr", f"Photograph: {words}")
        caption = made.shapes.add_textbox(Inches(0.8 + 6.1 * number), Inches(5.0), Inches(5.6), Inches(0.5))
        caption.text_frame.text = words
    full = slide(deck, 5, "Leeds: work has begun")
    ground = full.shapes.add_picture(picture((20, 30, 40), (1280, 720)), 0, 0, *WIDE)
    ground._element.nvPicPr.cNvPr.set("descr", "Photograph of the building site in Leeds")
    full.shapes._spTree.remove(ground._element)
    full.shapes._spTree.insert(2, ground._element)
    full.shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    band = full.shapes.add_textbox(Inches(0.8), Inches(6.4), Inches(8), Inches(0.6))
    band.text_frame.text = "Racks arrive on 3 November"
    band.text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    return deck


DARK = {"dk1": "FFFFFF", "lt1": "14202E", "dk2": "C9D6E4", "lt2": "1F2E40", "accent1": "4FB3D9", "accent2": "F2B134",
        "accent3": "7BC47F", "accent4": "E4725B", "accent5": "A58BD4", "accent6": "8AA1B4"}  # fmt: skip


def recoloured(deck: Any, slots: dict[str, str], font: str) -> Any:
    """The deck under another theme."""
    for part in deck.part.package.iter_parts():
        if "theme" in str(part.partname):
            text = part.blob.decode()
            for slot, value in slots.items():
                text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>', text)
            part._blob = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{font}"', text).encode()
    return deck


def dark() -> Any:
    """Light text on a dark ground, an agenda with numbers in circles, a chart."""
    deck = recoloured(new((Inches(10), Inches(5.625))), DARK, "Segoe UI")
    for page in (*deck.slide_layouts, deck.slide_master):
        for shape in page.placeholders:
            if shape._element.spPr.find(".//{*}off") is not None:
                shape.top, shape.height = round(shape.top * 0.75), round(shape.height * 0.75)
    first = slide(deck, 0, "Platform roadmap 2027")
    first.placeholders[1].text = "Engineering all hands"
    agenda = slide(deck, 5, "Three things to take home")
    for number, words in enumerate(("Search is twice as fast", "The old API closes in June", "Mobile is next")):
        top = Inches(1.6 + 1.1 * number)
        circle = agenda.shapes.add_shape(MSO_SHAPE.OVAL, Inches(0.8), top, Inches(0.7), Inches(0.7))
        circle.fill.solid()
        circle.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_2
        circle.text_frame.text = str(number + 1)
        circle.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        words_box = agenda.shapes.add_textbox(Inches(1.8), top, Inches(7), Inches(0.7))
        words_box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        points(words_box, [words], 20)
    made = slide(deck, 5, "Search answers in 80 ms")
    data = CategoryChartData()
    data.categories = ["Q1", "Q2", "Q3", "Q4"]
    data.add_series("Median, ms", (190, 160, 120, 80))
    frame = made.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, Inches(0.8), Inches(1.4), Inches(8.4), Inches(3.8), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Bars: the median time of an answer falls from 190 to 80 ms")
    return deck


DECKS: dict[str, Callable[[], Any]] = {
    "bullets": bullets, "charts": charts, "tables": tables, "pictures": pictures, "dark": dark,
}  # fmt: skip


def saved(name: str, folder: Path) -> Path:
    path = folder / f"{name}.pptx"
    DECKS[name]().save(str(path))
    return path
