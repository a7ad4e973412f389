"""The file around the slides: opening the template, adding slides, charts and notes, saving without a trace of time.

New parts are added as bytes: python-pptx keeps the template's parts, relations and content types.
Depends on: errors, package, report.model, render.chart, render.merge.carriers, render.deck.grounds, …legible, …notes,
…making, …places, …saving, …slide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn

from exectrack_xl import package
from exectrack_xl.errors import TemplateError
from exectrack_xl.render.chart import Frame, chart_part, chart_workbook
from exectrack_xl.render.deck.adapting import adapt
from exectrack_xl.render.deck.grounds import mapping_xml
from exectrack_xl.render.deck.legible import legible
from exectrack_xl.render.deck.making import Slide
from exectrack_xl.render.deck.notes import notes_text, notes_xml
from exectrack_xl.render.deck.places import LayoutPlaces, layout_named, layout_places
from exectrack_xl.render.deck.saving import contents_of, moment_of
from exectrack_xl.render.deck.shortening import Shortening
from exectrack_xl.render.deck.slide import slide_xml
from exectrack_xl.render.file_kinds import read_template
from exectrack_xl.render.geometry import EMU_PER_POINT, Box
from exectrack_xl.render.lint.deck.inheritance import theme_fonts, theme_of
from exectrack_xl.render.lint.fonts import wider_than_calibri
from exectrack_xl.render.manifest import with_manifest
from exectrack_xl.render.measure import as_wide_as
from exectrack_xl.render.merge.base import Origin
from exectrack_xl.render.merge.carriers import carried_deck
from exectrack_xl.render.template_deck.table_style import TABLE_STYLE, table_style
from exectrack_xl.render.template_files import foreign_name
from exectrack_xl.render.template_mapping import mapped
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.model import Chart, Page, Report

_CHART_SIZES = (10.5, 10)  # points: in a chart of its own, in a small one
_FIRST_SLIDE = 256  # the least number that the format allows
_CAREFULLY = 1.07  # wider than estimated: in a font and in columns that our pages were not tried with
_SMALL = 300  # points of width below which a chart is small


@dataclass
class Deck:
    """A presentation in the making."""

    file: Any  # python-pptx's Presentation
    report: Report
    names: set[str]  # of the parts it holds
    layouts: dict[str, tuple[Any, LayoutPlaces]] = field(default_factory=dict)

    def part(self, pattern: str, content_type: str, blob: bytes = b"") -> Part:
        """A new part under the first free name of a pattern such as "/ppt/slides/slide%d.xml"."""
        number = next(number for number in range(1, len(self.names) + 2) if pattern % number not in self.names)
        self.names.add(pattern % number)
        return Part(PackURI(pattern % number), content_type, self.file.part.package, blob)

    def layout(self, name: str) -> tuple[Any, LayoutPlaces]:
        """A layout of the template with its places."""
        if name not in self.layouts:
            layout = layout_named(self.file.slide_layouts, name)
            self.layouts[name] = (layout, layout_places(layout))
        return self.layouts[name]


def presentation(report: Report, template: Path) -> bytes:
    """The deck as a file. Raises TemplateError when the template cannot serve."""
    file = _opened(template)
    adapt(file, mapped(template))
    names = [str(part.partname) for part in file.part.package.iter_parts()]
    deck = Deck(file, report, set(names))
    _refuse(deck, template, names)
    _offer_table_style(file)
    foreign = foreign_name(template)
    with as_wide_as(wider_than_calibri(_font(file)) * (_CAREFULLY if foreign else 1)):
        for number, page in enumerate(report.pages, 1):
            _add(deck, page, number)
    _describe(file, report)
    origin = Origin(report.source, foreign, report.asked)
    parts = contents_of(file, moment_of(report.status_date))
    if foreign:
        parts = legible(parts)
    return package.write_parts(with_manifest(carried_deck(parts, origin), report, template))


def _font(file: Any) -> str:
    """The typeface of the template's text."""
    return theme_fonts(theme_of(file.slide_master)).get("+mn-lt", "")


def _opened(template: Path) -> Any:
    try:
        return Presentation(BytesIO(read_template(template, "PowerPoint")))
    except (PythonPptxError, BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as fault:
        raise TemplateError(
            f"Cannot read the PowerPoint template '{template.name}'. Give a .pptx file that PowerPoint opens."
        ) from fault


def _refuse(deck: Deck, template: Path, names: list[str]) -> None:
    if len(names) != len(deck.names):
        raise TemplateError(
            f"The template '{template.name}' holds parts of the same name. Save it again in PowerPoint."
        )


def _offer_table_style(file: Any) -> None:
    """Our table style, where a company's template has lost it; it uses theme colours only."""
    related = (relation for relation in file.part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES)
    for relation in related:
        part = relation.target_part
        if f'styleId="{TABLE_STYLE}"'.encode() not in part.blob:
            whole = re.sub(rb"(<a:tblStyleLst\b[^>]*?)/>", rb"\1></a:tblStyleLst>", part.blob)
            part.blob = whole.replace(b"</a:tblStyleLst>", table_style().encode() + b"</a:tblStyleLst>")


def _add(deck: Deck, page: Page, number: int) -> None:
    """A page as a slide, with its charts and its notes."""
    layout, places = deck.layout(page.layout)
    part = deck.part("/ppt/slides/slide%d.xml", CONTENT_TYPE.PML_SLIDE)
    part.relate_to(layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    cut = Shortening(deck.report.words or english_words())
    slide = Slide(page, deck.report, places, partial(_attach, deck, part), cut, mapping_xml(layout))
    part.blob = slide_xml(slide, number)
    if text := notes_text(slide):
        _annotate(deck, part, text)
    relationship = deck.file.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE)
    # The template has no slides, so python-pptx need not look for a free number.
    known = {"id": str(_FIRST_SLIDE + number - 1), qn("r:id"): relationship}
    etree.SubElement(deck.file.element.get_or_add_sldIdLst(), qn("p:sldId"), known)


def _attach(deck: Deck, slide: Part, chart: Chart, box: Box, bars_alone: bool) -> str:
    """A chart part with its workbook; gives the relationship from the slide."""
    width, height = box.width / EMU_PER_POINT, box.height / EMU_PER_POINT
    frame = Frame(width, height, _CHART_SIZES[width < _SMALL], bars_alone)
    part = deck.part("/ppt/charts/chart%d.xml", CONTENT_TYPE.DML_CHART, chart_part(chart, frame))
    book = deck.part("/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CONTENT_TYPE.SML_SHEET, chart_workbook(chart))
    part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    return str(slide.relate_to(part, RELATIONSHIP_TYPE.CHART))


def _annotate(deck: Deck, slide: Part, text: str) -> None:
    notes = deck.part("/ppt/notesSlides/notesSlide%d.xml", CONTENT_TYPE.PML_NOTES_SLIDE, notes_xml(text))
    notes.relate_to(deck.file.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
    slide.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)


def _describe(file: Any, report: Report) -> None:
    """The file's properties: what it reports on, never when or by whom it was made."""
    properties = file.core_properties
    properties.title = clean(report.title)[:255]
    properties.subject = clean(f"{report.programme}, {report.period_label}")[:255]
    properties.author = clean(report.organisation or "exectrack-xl")[:255]
    properties.last_modified_by = "exectrack-xl"
    properties.revision = 1
