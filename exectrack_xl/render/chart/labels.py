"""Direct labels: the name of a series stands at one of its points, so that nobody looks up a legend.

Depends on: report.model, render.chart.look, render.chart.scale, render.measure, render.typed_text.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.render.chart.look import is_dark, label_slot
from exectrack_xl.render.chart.scale import Scale, is_value, value_scale
from exectrack_xl.render.measure import text_width
from exectrack_xl.render.notation import SeriesLook
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Chart, ChartKind, Series

_BELOW = 0.045  # of the chart's height
_CLOSE = 0.06  # share of the axis: labels nearer than that would touch


@dataclass(frozen=True)
class Label:
    """Where the name of a series stands: the point, the side of it, and a nudge as share of the chart's height."""

    point: int
    side: str  # "r", "l", "t", "b", "outEnd", "ctr"
    nudge: float = 0.0


def name_labels(chart: Chart, scale: Scale, width: float, size: float) -> dict[int, Label]:
    """The label of each series by its number, in a chart of that width with that text size (points).

    Lines that do not say where are named at their last point; columns too narrow for their names get a legend.
    """
    if chart.kind is ChartKind.COLUMN and not _columns_hold_names(chart, width, size):
        return {}
    found: dict[int, Label] = {}
    for number, series in enumerate(chart.series):
        point = _point(chart, series)
        if point is not None:
            found[number] = _label(chart, series, point)
    return _apart(chart, found, scale)


def needs_legend(chart: Chart, labels: dict[int, Label]) -> bool:
    """Whether a series would go without a name: several, and not each has a label."""
    return chart.legend and len(chart.series) > 1 and len(labels) < len(chart.series)


def labels_xml(chart: Chart, number: int, look: SeriesLook, label: Label | None, size: float) -> str:
    """The data labels of a series."""
    series = chart.series[number]
    on_line = chart.kind is ChartKind.LINE
    everywhere = series.show_values and not on_line
    if label is None and not everywhere:
        return ""
    named = "" if label is None else _named(chart, series, look, label, size)
    if not everywhere:
        first = _first(chart, number, look, label, size)
        return f"<c:dLbls>{first}{named}{_shown(value=False, name=False)}</c:dLbls>"
    side = "ctr" if chart.kind is ChartKind.STACKED else "outEnd"
    slot = "bg1" if chart.kind is ChartKind.STACKED and is_dark(look) else "tx1"
    plain = f"{_look(chart, series, slot, size, bold=False)}{_place(side)}{_shown(value=True, name=False)}"
    return f"<c:dLbls>{named}{plain}</c:dLbls>"


def _named(chart: Chart, series: Series, look: SeriesLook, label: Label, size: float) -> str:
    moved = (
        f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{label.nudge:.4f}"/></c:manualLayout></c:layout>'
        if label.nudge
        else ""
    )
    slot = "bg1" if label.side == "ctr" and is_dark(look) else label_slot(look)
    return (
        f'<c:dLbl><c:idx val="{label.point}"/>{moved}{_look(chart, series, slot, size, bold=True)}{_place(label.side)}'
        f"{_shown(value=series.show_values, name=True)}<c:separator> </c:separator></c:dLbl>"
    )


def text_look(slot: str, size: float, *, bold: bool = False) -> str:
    """The look of text in a chart as `c:txPr`; size in points."""
    return (
        f'<c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">'
        f'<a:solidFill><a:schemeClr val="{slot}"/></a:solidFill></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/>'
        "</a:p></c:txPr>"
    )


def status_label(size: float) -> str:
    """The label over the line of the status date."""
    return (
        f"<c:dLbls><c:spPr><a:noFill/></c:spPr>{text_look('tx1', size, bold=True)}{_place('t')}"
        f"{_shown(value=False, name=True)}</c:dLbls>"
    )


def _first(chart: Chart, number: int, look: SeriesLook, label: Label | None, size: float) -> str:
    """The value at the first point of a line, left of it, unless the first point of a line before it is as high."""
    series = chart.series[number]
    point = _first_point(series)
    if not series.label_first or point is None or (label is not None and label.point == point):
        return ""
    step = value_scale(chart).range * _CLOSE
    own = float(series.values[point] or 0.0)
    for other in chart.series[:number]:
        place = _first_point(other)
        if place == point and abs(float(other.values[place] or 0.0) - own) < step:
            return ""
    return (
        f'<c:dLbl><c:idx val="{point}"/>{_look(chart, series, label_slot(look), size, bold=False)}{_place("l")}'
        f"{_shown(value=True, name=False)}</c:dLbl>"
    )


def _first_point(series: Series) -> int | None:
    return next((place for place, value in enumerate(series.values) if is_value(value)), None)


def _look(chart: Chart, series: Series, slot: str, size: float, *, bold: bool) -> str:
    form = series.number_format or chart.number_format
    number = f'<c:numFmt formatCode="{attribute(form)}" sourceLinked="0"/>'
    return f"{number}<c:spPr><a:noFill/></c:spPr>{text_look(slot, size, bold=bold)}"


def _place(side: str) -> str:
    return f'<c:dLblPos val="{side}"/>'


def _shown(*, value: bool, name: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _columns_hold_names(chart: Chart, width: float, size: float) -> bool:
    each = width * 0.9 / max(len(chart.categories) * len(chart.series), 1)
    widest = max((text_width(f"{series.name} 000", size, bold=True) for series in chart.series), default=0.0)
    return widest <= each * 1.1


def _point(chart: Chart, series: Series) -> int | None:
    """The point that carries the name: the one asked for, else the nearest before it that is drawn."""
    drawn = [place for place, value in enumerate(series.values) if is_value(value)]
    if series.label_at is None:
        named_by_default = chart.kind is ChartKind.LINE and len(chart.series) > 1
        return drawn[-1] if named_by_default and drawn else None
    before = [place for place in drawn if place <= series.label_at]
    return before[-1] if before else (drawn[0] if drawn else None)


def _label(chart: Chart, series: Series, point: int) -> Label:
    """Right of the last point; before it, on the side where the line leaves room."""
    if chart.kind is not ChartKind.LINE:
        return Label(point, "ctr" if chart.kind is ChartKind.STACKED else "outEnd")
    if point >= len(chart.categories) - 1:
        return Label(point, "r")
    there = (one.values[point] for one in chart.series if one is not series and point < len(one.values))
    others = [value for value in there if value is not None and is_value(value)]
    own = float(series.values[point] or 0.0)
    above = not others or own >= max(others)
    following = series.values[point + 1] if point + 1 < len(series.values) else None
    if following is None or not is_value(following):
        # The line ends here and others go on: above all of them, or a little below.
        lowest = bool(others) and own <= min(others)
        return Label(point, "t") if above else Label(point, "r", _BELOW if lowest else 0.0)
    return Label(point, "l" if (following >= own) == above else "r")


def _apart(chart: Chart, labels: dict[int, Label], scale: Scale) -> dict[int, Label]:
    """Labels at the same point moved apart, from the lowest up."""
    if chart.kind is not ChartKind.LINE:
        return labels
    height: dict[int, float] = {}
    moved = dict(labels)
    at = {number: float(chart.series[number].values[label.point] or 0.0) for number, label in labels.items()}
    for number in sorted(labels, key=lambda one: (labels[one].point, at[one], one)):
        label = labels[number]
        own = (at[number] - scale.lowest) / scale.range
        place = max(own, height.get(label.point, -1.0) + _CLOSE) if label.side == "r" else own
        height[label.point] = place
        if place > own + 0.001:
            moved[number] = Label(label.point, label.side, -(place - own) * 0.85)
    return moved
