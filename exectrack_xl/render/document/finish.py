"""The last steps on a filled document: charts and lists attached, numbers given, sections held together.

Depends on: report.model, render.chart.
"""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from exectrack_xl.render.chart import Frame, chart_part, chart_workbook
from exectrack_xl.render.chart.part import WORKBOOK_RELATIONSHIP
from exectrack_xl.render.document.keeping import keep_together
from exectrack_xl.render.document.page import Attachments, PlacedChart
from exectrack_xl.render.document.template import W
from exectrack_xl.render.document.text import one_line
from exectrack_xl.render.merge.carriers import number_controls
from exectrack_xl.report.model import Report

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU_PER_POINT = 12700
_CHART_TEXT = 9.5  # points
_PROPERTY_LIMIT = 255  # characters that a document property may have


def finish(document: Any, attachments: Attachments, *, report: Report, fields_style: str | None) -> None:
    """Make a filled document whole. `fields_style` is the table style of sections, kept together on a page."""
    body = document.element.body
    _attach_charts(document, attachments)
    _add_lists(document, attachments)
    number_controls(body)
    _number_bookmarks(body)
    for table in body.iter(f"{W}tbl"):
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is not None and style.get(f"{W}val") == fields_style:
            keep_together(table)
    _set_properties(document, report)


def _number_bookmarks(body: Any) -> None:
    """Each bookmark with a number of its own: a loop in a template repeats the number with the mark."""
    marks: dict[str, str] = {}  # the number of the template, and the new one of its last beginning
    for number, mark in enumerate(body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        old = mark.get(f"{W}id")
        if mark.tag == f"{W}bookmarkStart":
            marks[old] = str(number)
        mark.set(f"{W}id", marks.get(old, old))


def _attach_charts(document: Any, attachments: Attachments) -> None:
    used = {chart.get(f"{_R}id") for chart in document.element.body.iter(_CHART)}
    for number, placed in enumerate((c for c in attachments.charts if c.relationship in used), start=1):
        _attach_chart(document, placed, number)


def _attach_chart(document: Any, placed: PlacedChart, number: int) -> None:
    package = document.part.package
    workbook = Part(
        PackURI(f"/word/embeddings/report_chart{number}.xlsx"), _WORKBOOK_TYPE, chart_workbook(placed.chart), package
    )
    frame = Frame(placed.width / _EMU_PER_POINT, placed.height / _EMU_PER_POINT, _CHART_TEXT)
    drawn = chart_part(placed.chart, frame)
    chart = Part(PackURI(f"/word/charts/report_chart{number}.xml"), _CHART_TYPE, drawn, package)
    chart.load_rel(RELATION.PACKAGE, workbook, WORKBOOK_RELATIONSHIP)
    document.part.load_rel(RELATION.CHART, chart, placed.relationship)


def _add_lists(document: Any, attachments: Attachments) -> None:
    """Each numbered list counts for itself and begins at 1."""
    if not attachments.lists:
        return
    numbering = document.part.numbering_part.element
    abstract = _number_abstract(document, numbering)
    for number in range(attachments.first_list, attachments.first_list + attachments.lists):
        numbering.append(
            parse_xml(
                f'<w:num xmlns:w="{W[1:-1]}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )


def _number_abstract(document: Any, numbering: Any) -> str:
    """The list definition behind the style ET Number."""
    for style in document.styles.element.iterfind(f"{W}style"):
        used = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if style.find(f"{W}name").get(f"{W}val") == "ET Number" and used is not None:
            for number in numbering.iterfind(f"{W}num"):
                if number.get(f"{W}numId") == used.get(f"{W}val"):
                    return str(number.find(f"{W}abstractNumId").get(f"{W}val"))
    return "0"


def first_free_list(document: Any) -> int:
    """The first number of a list that a template leaves free."""
    numbering = document.part.numbering_part.element
    taken = [int(number.get(f"{W}numId")) for number in numbering.iterfind(f"{W}num")]
    return max(taken, default=0) + 1


def _set_properties(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.title = _property(report.title)
    properties.subject = _property(report.programme)
    properties.author = _property(report.organisation or "exectrack-xl")
    properties.last_modified_by = "exectrack-xl"
    properties.comments = ""
    properties.revision = 1


def _property(text: str) -> str:
    return one_line(text)[:_PROPERTY_LIMIT]
