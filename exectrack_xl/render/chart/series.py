"""The series of a chart: names, values, notation, and the line of the status date.

Depends on: report.model, render.chart.look, render.chart.labels, render.chart.scale, render.typed_text.
"""

from __future__ import annotations

from collections.abc import Sequence

from exectrack_xl.render.chart.labels import Label, labels_xml, status_label
from exectrack_xl.render.chart.look import NO_LINE, area, stroke
from exectrack_xl.render.chart.scale import Scale, is_value
from exectrack_xl.render.notation import SeriesLook
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Chart, ChartKind

_NO_MARKER = '<c:marker><c:symbol val="none"/></c:marker>'


def series_xml(chart: Chart, number: int, look: SeriesLook, label: Label | None, size: float) -> str:
    """One series as `c:ser`."""
    series = chart.series[number]
    labels = labels_xml(chart, number, look, label, size)
    data = f"{_categories(chart)}<c:val>{_numbers(chart, series.values, number)}</c:val>"
    head = f'<c:idx val="{number}"/><c:order val="{number}"/>{_name(series.name, number)}'
    if chart.kind is ChartKind.LINE:
        line = f"<c:spPr>{stroke(look.slot, look.width, look.dash)}</c:spPr>"
        lone = "".join(_lone_point(point, look) for point in _lone_points(series.values))
        return f'<c:ser>{head}{line}{_NO_MARKER}{lone}{labels}{data}<c:smooth val="0"/></c:ser>'
    return f'<c:ser>{head}<c:spPr>{area(look)}</c:spPr><c:invertIfNegative val="0"/>{labels}{data}</c:ser>'


def status_series(chart: Chart, scale: Scale, size: float) -> str:
    """The status date: one point at the top of the scale with a dashed bar down to the axis."""
    number = len(chart.series)
    values = [scale.highest if place == chart.status_at else None for place in range(len(chart.categories))]
    bar = (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="fixedVal"/><c:noEndCap val="1"/>'
        f'<c:val val="{scale.range!r}"/><c:spPr>{stroke("tx1", 12700, "dash")}</c:spPr></c:errBars>'
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_name(chart.status_label, number)}'
        f"<c:spPr>{NO_LINE}</c:spPr>{_NO_MARKER}{status_label(size)}{bar}{_categories(chart)}"
        f'<c:val>{_numbers(chart, values, number)}</c:val><c:smooth val="0"/></c:ser>'
    )


def column_letters(number: int) -> str:
    """The column of a series in the workbook behind the chart: the first one is B.

    >>> column_letters(0), column_letters(25)
    ('B', 'AA')
    """
    number += 2
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _name(name: str, number: int) -> str:
    cached = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{attribute(name)}</c:v></c:pt></c:strCache>'
    return f"<c:tx><c:strRef><c:f>Sheet1!${column_letters(number)}$1</c:f>{cached}</c:strRef></c:tx>"


def _categories(chart: Chart) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{attribute(category)}</c:v></c:pt>'
        for place, category in enumerate(chart.categories)
    )
    count = len(chart.categories)
    cached = f'<c:strCache><c:ptCount val="{count}"/>{points}</c:strCache>'
    return f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f>{cached}</c:strRef></c:cat>"


def _numbers(chart: Chart, values: Sequence[float | None], number: int) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None and is_value(value)
    )
    letters, count = column_letters(number), len(chart.categories)
    form = f"<c:formatCode>{attribute(chart.number_format)}</c:formatCode>"
    return (
        f"<c:numRef><c:f>Sheet1!${letters}$2:${letters}${count + 1}</c:f>"
        f'<c:numCache>{form}<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef>'
    )


def _lone_points(values: Sequence[float | None]) -> list[int]:
    """Points without a neighbour: a line cannot show them, so they get a dot."""
    drawn = [is_value(value) for value in values]
    padded = [False, *drawn, False]
    return [place for place, there in enumerate(drawn) if there and not padded[place] and not padded[place + 2]]


def _lone_point(point: int, look: SeriesLook) -> str:
    filled = f'<a:solidFill><a:schemeClr val="{look.slot}"/></a:solidFill>'
    return (
        f'<c:dPt><c:idx val="{point}"/><c:marker><c:symbol val="circle"/><c:size val="7"/>'
        f'<c:spPr>{filled}{NO_LINE}</c:spPr></c:marker><c:bubble3D val="0"/></c:dPt>'
    )
