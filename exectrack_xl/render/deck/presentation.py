"""The file around the slides: opening the template, adding slides, charts and notes, saving without a trace of time.

Depends on: errors, package, report.model, tracker (months), render.chart, render.deck.places, render.deck.slide.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart

from exectrack_xl import package
from exectrack_xl.errors import TemplateError
from exectrack_xl.render.chart import Frame, chart_part, chart_workbook
from exectrack_xl.render.deck.places import LayoutPlaces, layout_named, layout_places
from exectrack_xl.render.deck.slide import Slide, slide_xml
from exectrack_xl.render.geometry import EMU_PER_POINT, Box
from exectrack_xl.render.template_deck.table_style import TABLE_STYLE, table_style
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Chart, Report
from exectrack_xl.tracker.periods import MONTHS

_DAY = re.compile(r"(\d{1,2}) (\w{3})\w* (\d{4})")
_CHART_SIZES = (10.5, 10)  # points: in a chart of its own, in a small one
_SMALL = 300  # points of width below which a chart is small


def presentation(report: Report, template: Path) -> bytes:
    """The deck as a file. Raises TemplateError when the template cannot serve."""
    deck = _opened(template)
    _refuse_slides_of_others(deck, template)
    _offer_table_style(deck)
    known: dict[str, tuple[Any, LayoutPlaces]] = {}
    for number, page in enumerate(report.pages, 1):
        if page.layout not in known:
            layout = layout_named(deck.slide_layouts, page.layout)
            known[page.layout] = (layout, layout_places(layout))
        layout, places = known[page.layout]
        target = deck.slides.add_slide(layout)
        slide = Slide(page, report, places, partial(_attach, target))
        _fill(target, slide_xml(slide, number))
        _write_notes(target, slide)
    _describe(deck, report)
    return _saved(deck, report)


def _opened(template: Path) -> Any:
    try:
        return Presentation(str(template))
    except (PythonPptxError, BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as fault:
        raise TemplateError(
            f"Cannot read the PowerPoint template '{template.name}'. Give a .pptx file that PowerPoint opens."
        ) from fault


def _refuse_slides_of_others(deck: Any, template: Path) -> None:
    if len(deck.slides):
        raise TemplateError(
            f"The template '{template.name}' has {len(deck.slides)} slides of its own. "
            "Delete them and keep the layouts: slides are made from the report."
        )


def _offer_table_style(deck: Any) -> None:
    """Our table style, where a company's template has lost it; it uses theme colours only."""
    related = (relation for relation in deck.part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES)
    for relation in related:
        part = relation.target_part
        if TABLE_STYLE.encode() not in re.sub(rb'\bdef="[^"]*"', b"", part.blob):
            whole = re.sub(rb"(<a:tblStyleLst\b[^>]*?)/>", rb"\1></a:tblStyleLst>", part.blob)
            part._blob = whole.replace(b"</a:tblStyleLst>", table_style().encode() + b"</a:tblStyleLst>")


def _fill(target: Any, xml: str) -> None:
    """Put the page's shapes in place of the empty placeholders, and number them in reading order."""
    made = parse_xml(xml)
    for number, properties in enumerate(made.iter("{*}cNvPr"), 1):
        properties.set("id", str(number))
    target.element.replace(target.element.cSld, made)


def _attach(target: Any, chart: Chart, box: Box, bars_alone: bool) -> str:
    """A chart part with its workbook; gives the relationship from the slide."""
    width, height = box.width / EMU_PER_POINT, box.height / EMU_PER_POINT
    frame = Frame(width, height, _CHART_SIZES[width < _SMALL], bars_alone)
    parts = target.part.package
    name = parts.next_partname(ChartPart.partname_template)
    made = ChartPart.load(name, CONTENT_TYPE.DML_CHART, parts, chart_part(chart, frame))
    made.relate_to(EmbeddedXlsxPart.new(chart_workbook(chart), parts), RELATIONSHIP_TYPE.PACKAGE)
    return str(target.part.relate_to(made, RELATIONSHIP_TYPE.CHART))


def _write_notes(target: Any, slide: Slide) -> None:
    notes = [slide.page.notes] if slide.page.notes else []
    if slide.page is slide.report.pages[-1]:
        notes += [f"Left out: {sentence}" for sentence in slide.report.left_out]
    if slide.cut.full_texts:
        notes += ["In full:", *slide.cut.full_texts]
    if notes:
        target.notes_slide.notes_text_frame.text = clean("\n".join(notes))


def _describe(deck: Any, report: Report) -> None:
    """The file's properties: what it reports on, never when or by whom it was made."""
    properties = deck.core_properties
    properties.title = clean(report.title)[:255]
    properties.subject = clean(f"{report.programme}, {report.period_label}")[:255]
    properties.author = clean(report.organisation or "exectrack-xl")[:255]
    properties.last_modified_by = "exectrack-xl"
    properties.revision = 1


def _saved(deck: Any, report: Report) -> bytes:
    names = [str(part.partname) for part in deck.part.package.iter_parts()]
    if len(names) != len(set(names)):
        raise TemplateError("The PowerPoint template holds parts of the same name. Save it again in PowerPoint.")
    target = BytesIO()
    deck.save(target)
    return package.normalise(target.getvalue(), stamp=_stamp(report.status_date))


def _stamp(status_date: str) -> datetime:
    """The status date as printed, as the moment in the file's properties."""
    found = _DAY.search(status_date)
    if found is None or found[2] not in MONTHS:
        return package.FIRST_MOMENT
    return datetime(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]), tzinfo=UTC)
