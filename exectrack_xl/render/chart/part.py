"""A native chart as a part of a file. No title, border or tick marks; names at the lines; theme colours only.

Depends on: report.model, theme, render.chart.labels, …look, …scale, …series, render.measure, render.typed_text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exectrack_xl.render.chart.labels import Label, name_labels, needs_legend, text_look
from exectrack_xl.render.chart.look import NO_LINE, looks, stroke
from exectrack_xl.render.chart.scale import Scale, value_scale
from exectrack_xl.render.chart.series import series_xml, status_series
from exectrack_xl.render.measure import LINE_HEIGHT, lines_needed, text_width
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Chart, ChartKind
from exectrack_xl.theme import bar_gap

WORKBOOK_RELATIONSHIP = "rId1"
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass(frozen=True)
class Frame:
    """The room for a chart in points, its text size, and whether it is bars alone (beside the rows of a table)."""

    width: float
    height: float
    size: float = 11
    bars_alone: bool = False


def chart_part(chart: Chart, frame: Frame) -> bytes:
    """The chart as DrawingML; its workbook is expected under the relationship `WORKBOOK_RELATIONSHIP`."""
    scale = value_scale(chart)
    labels = {} if frame.bars_alone else name_labels(chart, scale, frame.width, frame.size)
    legend = needs_legend(chart, labels) and not frame.bars_alone
    drawn = _plots(chart, scale, labels, frame)
    axes = _category_axis(chart, frame) + _value_axis(chart, scale, frame)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_NAMESPACES}>'
        '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{_plot_area(chart, scale, labels, frame)}{drawn}{axes}</c:plotArea>"
        f'{_legend(chart) if legend else ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>{text_look('tx2', frame.size)}"
        f'<c:externalData r:id="{WORKBOOK_RELATIONSHIP}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _plots(chart: Chart, scale: Scale, labels: dict[int, Label], frame: Frame) -> str:
    drawn = "".join(
        series_xml(chart, number, look, labels.get(number), frame.size) for number, look in enumerate(looks(chart))
    )
    marked = chart.status_at is not None and chart.kind is not ChartKind.BAR
    status = status_series(chart, scale, frame.size) if marked else ""
    if chart.kind is ChartKind.LINE:
        return _line_plot(drawn + status)
    return _bar_plot(chart, drawn, frame) + (_line_plot(status) if status else "")


def _line_plot(drawn: str) -> str:
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}<c:marker val="1"/>{_AXES}'
        "</c:lineChart>"
    )


def _bar_plot(chart: Chart, drawn: str, frame: Frame) -> str:
    stacked = chart.kind is ChartKind.STACKED
    across = chart.kind is ChartKind.BAR
    usual = bar_gap(len(chart.categories), 60) if across else 45
    gap = 260 if frame.bars_alone else usual
    return (
        f'<c:barChart><c:barDir val="{"bar" if across else "col"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{drawn}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{100 if stacked else -8}"/>{_AXES}</c:barChart>'
    )


def _category_axis(chart: Chart, frame: Frame) -> str:
    down = chart.kind is ChartKind.BAR
    skipped = _skipped(chart, frame)
    skip = f'<c:tickLblSkip val="{skipped}"/>' if skipped > 1 else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if down else "minMax"}"/>'
        f'</c:scaling><c:delete val="{int(frame.bars_alone)}"/><c:axPos val="{"l" if down else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{stroke("accent3", 9525)}</c:spPr><c:crossAx val="{_VALUE_AXIS}"/>'
        f'<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{skip}'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: Chart, scale: Scale, frame: Frame) -> str:
    hidden = (chart.gridline is None and not shows_axis(chart)) or frame.bars_alone
    step = scale.step if chart.gridline is None else chart.gridline
    across = chart.kind is ChartKind.BAR
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{scale.highest!r}"/><c:min val="{scale.lowest!r}"/></c:scaling><c:delete val="{int(hidden)}"/>'
        f'<c:axPos val="{"b" if across else "l"}"/>{"" if hidden else _grid_lines()}'
        f'<c:numFmt formatCode="{attribute(_axis_format(chart, scale))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{NO_LINE}</c:spPr>"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{"max" if across else "autoZero"}"/>'
        f'<c:crossBetween val="between"/><c:majorUnit val="{float(step)!r}"/></c:valAx>'
    )


def _axis_format(chart: Chart, scale: Scale) -> str:
    """The chart's number format, without decimals that the steps of the axis do not need."""
    if chart.gridline is not None:
        return chart.number_format
    whole = all(float(one).is_integer() for one in (scale.lowest, scale.step)) and "%" not in chart.number_format
    return re.sub(r"\.0+", "", chart.number_format) if whole else chart.number_format


def shows_axis(chart: Chart) -> bool:
    """Either numbers at the points or an axis with numbers, not both."""
    at_points = chart.kind is not ChartKind.LINE and any(series.show_values for series in chart.series)
    return chart.show_axis and not at_points


def _grid_lines() -> str:
    colour = '<a:schemeClr val="bg1"><a:lumMod val="88000"/></a:schemeClr>'
    return (
        f'<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>{colour}</a:solidFill></a:ln></c:spPr>'
        "</c:majorGridlines>"
    )


def _legend(chart: Chart) -> str:
    extra = (
        f'<c:legendEntry><c:idx val="{len(chart.series)}"/><c:delete val="1"/></c:legendEntry>'
        if chart.status_at is not None and chart.kind is not ChartKind.BAR
        else ""
    )
    return f'<c:legend><c:legendPos val="t"/>{extra}<c:overlay val="0"/></c:legend>'


def _plot_area(chart: Chart, scale: Scale, labels: dict[int, Label], frame: Frame) -> str:
    """A fixed plot area, so that there is room for names and numbers around it."""
    if frame.bars_alone:
        return _inner(0, 0, 1, 1)
    left, right = _left_room(chart, scale, frame), _right_room(chart, labels, frame)
    top = frame.size * (1.9 if chart.status_at is not None else 0.8) + _legend_room(chart, labels, frame)
    bottom = _bottom_room(chart, frame, frame.width - left - right)
    x, y = left / frame.width, top / frame.height
    return _inner(x, y, max(1 - x - right / frame.width, 0.2), max(1 - y - bottom / frame.height, 0.2))


def _legend_room(chart: Chart, labels: dict[int, Label], frame: Frame) -> float:
    return frame.size * 2 if needs_legend(chart, labels) else 0.0


def _left_room(chart: Chart, scale: Scale, frame: Frame) -> float:
    if chart.kind is ChartKind.BAR:
        longest = max((text_width(category, frame.size) for category in chart.categories), default=0.0)
        return min(longest + frame.size, frame.width * 0.35)
    if not shows_axis(chart):
        return frame.size * (3.6 if any(series.label_first for series in chart.series) else 0.5)
    places = max(len(f"{abs(end):,.0f}") for end in (scale.lowest, scale.highest))
    extra = len(chart.number_format.replace("#,##0", "").replace("General", ""))
    return text_width("0" * (places + min(extra, 6)), frame.size) + frame.size * 0.6


def _right_room(chart: Chart, labels: dict[int, Label], frame: Frame) -> float:
    last = len(chart.categories) - 1
    ends = [
        text_width(chart.series[number].name + ("  00.00" if chart.series[number].show_values else ""), frame.size,
                   bold=True)
        for number, label in labels.items()
        if label.side == "r" and label.point >= last - 1
    ]  # fmt: skip
    if chart.kind is ChartKind.BAR:
        ends = [text_width("000.0 " + chart.series[number].name, frame.size) for number in labels] or [frame.size * 4]
    return min(max(ends, default=0.0) + frame.size, frame.width * 0.32)


def _bottom_room(chart: Chart, frame: Frame, width: float) -> float:
    if chart.kind is ChartKind.BAR:
        return frame.size * (2.2 if shows_axis(chart) or chart.gridline is not None else 0.5)
    room = width / max(len(chart.categories), 1) * _skipped(chart, frame)
    lines = max((lines_needed(category, frame.size, room) for category in chart.categories), default=1)
    return frame.size * LINE_HEIGHT * min(lines, 3) + frame.size * 0.8


def _skipped(chart: Chart, frame: Frame) -> int:
    """Every how manieth category is labelled, so that labels do not touch."""
    if chart.kind is ChartKind.BAR or not chart.categories:
        return 1
    widest = max(text_width(category, frame.size) for category in chart.categories) + frame.size * 0.5
    room = frame.width * 0.85 / len(chart.categories)
    return 1 if widest <= room or chart.kind is not ChartKind.LINE else int(widest / room) + 1


def _inner(x: float, y: float, width: float, height: float) -> str:
    edges = "".join(f'<c:{edge} val="{value:.4f}"/>' for edge, value in zip("xywh", (x, y, width, height), strict=True))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{edges}</c:manualLayout></c:layout>"
    )
