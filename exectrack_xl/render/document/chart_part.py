"""A native chart as a part of the file: what is drawn, and the workbook behind "Edit data".

No title, no border, no tick marks; either an axis with numbers or numbers at the points. Everything is coloured
by theme slots. Depends on: report.model, render.notation.
"""

from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook

from exectrack_xl.render.document.chart_series import series_xml, status_series
from exectrack_xl.render.document.text import attribute, plain
from exectrack_xl.report.model import Chart, ChartKind

WORKBOOK_RELATIONSHIP = "rId1"
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_TEXT = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="950"><a:solidFill><a:schemeClr val="tx2"/>'
    '</a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
)
_AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


def chart_part(chart: Chart) -> bytes:
    """The chart as DrawingML, its workbook under the relationship `WORKBOOK_RELATIONSHIP`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_layout(chart)}{_plots(chart)}{_category_axis(chart)}{_value_axis(chart)}</c:plotArea>"
        f'{_legend(chart)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_TEXT}"
        f'<c:externalData r:id="{WORKBOOK_RELATIONSHIP}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def chart_workbook(chart: Chart) -> bytes:
    """The workbook that "Edit data" opens: categories down, series across."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        numbers = book.add_format({"num_format": chart.number_format})
        for row, category in enumerate(chart.categories, start=1):
            sheet.write_string(row, 0, plain(category))
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, plain(series.name))
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, numbers)
    return target.getvalue()


def _plots(chart: Chart) -> str:
    drawn = "".join(series_xml(chart, number) for number in range(len(chart.series)))
    plot = _line_plot(drawn) if chart.kind is ChartKind.LINE else _bar_plot(chart, drawn)
    return plot + (_line_plot(status_series(chart)) if chart.status_at is not None else "")


def _line_plot(drawn: str) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{drawn}<c:marker val="1"/>{_AXES}</c:lineChart>'
    )


def _bar_plot(chart: Chart, drawn: str) -> str:
    direction = "bar" if chart.kind is ChartKind.BAR else "col"
    stacked = chart.kind is ChartKind.STACKED
    gap = 65 if chart.kind is ChartKind.BAR else 50
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="{gap}"/><c:overlap val="{100 if stacked else -6}"/>{_AXES}'
        "</c:barChart>"
    )


def _category_axis(chart: Chart) -> str:
    downwards = chart.kind is ChartKind.BAR
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="accent3"/></a:solidFill></a:ln>'
    order = f'<c:orientation val="{"maxMin" if downwards else "minMax"}"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling>{order}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if downwards else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{line}</c:spPr><c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    hidden = not chart.show_axis or all(series.show_values for series in chart.series)
    across = chart.kind is ChartKind.BAR
    lowest = chart.lowest if chart.lowest is not None else (None if chart.kind is ChartKind.LINE else _floor(chart))
    limits = [("max", chart.highest), ("min", lowest)]
    scale = "".join(f'<c:{side} val="{value!r}"/>' for side, value in limits if value is not None)
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{scale}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{"b" if across else "l"}"/>{"" if hidden else _grid_lines()}'
        f'<c:numFmt formatCode="{attribute(chart.number_format)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{_NO_LINE}</c:spPr>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{"max" if across else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _floor(chart: Chart) -> float | None:
    """Columns and bars begin at 0, unless something is below it."""
    values = [value for series in chart.series for value in series.values if value is not None]
    return 0.0 if all(value >= 0 for value in values) else None


def _grid_lines() -> str:
    colour = '<a:schemeClr val="bg1"><a:lumMod val="88000"/></a:schemeClr>'
    line = f'<a:ln w="6350"><a:solidFill>{colour}</a:solidFill></a:ln>'
    return f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"


def _legend(chart: Chart) -> str:
    unnamed = any(series.label_at is None for series in chart.series) and len(chart.series) > 1
    if not unnamed or chart.kind not in (ChartKind.STACKED, ChartKind.LINE):
        return ""
    drawn = len(chart.series)
    entry = (
        f'<c:legendEntry><c:idx val="{drawn}"/><c:delete val="1"/></c:legendEntry>'
        if chart.status_at is not None
        else ""
    )
    return f'<c:legend><c:legendPos val="t"/>{entry}<c:overlay val="0"/></c:legend>'


def _layout(chart: Chart) -> str:
    """A fixed plot area, so that there is room for the names at its ends."""
    if chart.kind is ChartKind.BAR:
        longest = max((len(category) for category in chart.categories), default=0)
        left = min(max(0.012 * longest, 0.08), 0.35)
        return _inner(left, 0.02, 0.92 - left, 0.96 if not chart.show_axis or _labelled(chart) else 0.84)
    if chart.kind is ChartKind.LINE and any(series.label_at is not None for series in chart.series):
        return _inner(0.07, 0.06, 0.76, 0.78)
    return "<c:layout/>"


def _labelled(chart: Chart) -> bool:
    return all(series.show_values for series in chart.series)


def _inner(x: float, y: float, width: float, height: float) -> str:
    edges = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in zip("xywh", (x, y, width, height), strict=True))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{edges}</c:manualLayout></c:layout>"
    )
