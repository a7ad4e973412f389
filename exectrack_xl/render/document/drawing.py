"""A native chart in the text: its heading, the place it takes, and its description for a screen reader.

Depends on: report.model.
"""

from __future__ import annotations

from dataclasses import replace

from exectrack_xl.render.document.page import Page, PlacedChart
from exectrack_xl.render.document.text import attribute
from exectrack_xl.render.document.words import paragraph, text_run
from exectrack_xl.report.model import Chart, ChartKind

EMU_PER_TWIP = 635
EMU_PER_CENTIMETRE = 360000
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def chart_xml(chart: Chart, page: Page) -> str:
    """Heading and chart, kept together."""
    placed = page.attachments.place(_named(chart), width=page.width * EMU_PER_TWIP, height=_height(chart))
    head = paragraph(page.style("ET Chart head"), text_run(chart.heading)) if chart.heading else ""
    return head + paragraph(page.style("ET Chart"), _inline(placed))


def _height(chart: Chart) -> int:
    """EMU: bars grow with their number, other charts keep one height."""
    if chart.kind is not ChartKind.BAR:
        return round((2.7 if chart.low else 5.4) * EMU_PER_CENTIMETRE)
    bars = len(chart.categories) * (0.25 + 0.35 * len(chart.series))
    return round(min(max(0.3 + bars, 2.5), 16) * EMU_PER_CENTIMETRE)


def _named(chart: Chart) -> Chart:
    """The chart with each series of bars named at its first bar, so that it needs no legend."""
    if chart.kind is not ChartKind.BAR or len(chart.series) < 2:
        return chart
    return replace(chart, series=tuple(replace(s, label_at=s.label_at or 0) for s in chart.series))


def _inline(placed: PlacedChart) -> str:
    number = placed.relationship.removeprefix("rIdChart")
    described = f'descr="{attribute(placed.chart.alt)}" title="{attribute(placed.chart.heading)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{placed.width}" cy="{placed.height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" {described}/><wp:cNvGraphicFramePr/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{placed.relationship}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
