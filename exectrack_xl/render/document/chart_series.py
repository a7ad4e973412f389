"""The series of a chart: values, notation, and labels at the points.

Depends on: report.model, render.notation.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name

from exectrack_xl.render.document.text import attribute
from exectrack_xl.render.notation import SERIES_LOOK, SeriesLook
from exectrack_xl.report.model import Chart, ChartKind, Role, Series

_OUTLINE_WIDTH = 15875  # EMU: 1.25 pt
_STATUS_LABEL = "Status date"


def series_xml(chart: Chart, number: int) -> str:
    """One series as a `c:ser`."""
    series = chart.series[number]
    look = SERIES_LOOK[series.role]
    is_line = chart.kind is ChartKind.LINE
    shape = _line(look) if is_line else _area(look)
    kind_marks = '<c:marker><c:symbol val="none"/></c:marker>' if is_line else '<c:invertIfNegative val="0"/>'
    tail = '<c:smooth val="0"/>' if is_line else ""
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{_name(series, number)}<c:spPr>{shape}</c:spPr>'
        f"{kind_marks}{_labels(chart, series)}{_categories(chart)}{_values(chart, series, number)}{tail}</c:ser>"
    )


def status_series(chart: Chart) -> str:
    """The status date as a line: one point at the top, with a bar down to the axis."""
    values = [value for series in chart.series for value in series.values if value is not None]
    top = chart.highest if chart.highest is not None else max(values, default=1.0) * _headroom(chart)
    points = tuple(top if place == chart.status_at else None for place in range(len(chart.categories)))
    number = len(chart.series)
    series = Series(_STATUS_LABEL, Role.COST, points)
    line = '<a:ln w="12700"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:prstDash val="dash"/></a:ln>'
    bar = (
        '<c:errBars><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/><c:noEndCap val="1"/>'
        f'<c:val val="100"/><c:spPr>{line}</c:spPr></c:errBars>'
    )
    label = f'<c:dLbls>{_text("tx1", bold=False)}<c:dLblPos val="t"/>{_shown(value=False, name=True)}</c:dLbls>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{_STATUS_LABEL}</c:v></c:tx>'
        '<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
        f'{label}{bar}{_categories(chart)}<c:val>{_numbers(chart, series)}</c:val><c:smooth val="0"/></c:ser>'
    )


def _headroom(chart: Chart) -> float:
    """Above columns the line ends higher, clear of the numbers on them."""
    return 1.0 if chart.kind is ChartKind.LINE else 1.15


def _name(series: Series, number: int) -> str:
    column = xl_col_to_name(number + 1)
    cached = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{attribute(series.name)}</c:v></c:pt></c:strCache>'
    return f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{cached}</c:strRef></c:tx>"


def _categories(chart: Chart) -> str:
    count = len(chart.categories)
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{attribute(category)}</c:v></c:pt>'
        for place, category in enumerate(chart.categories)
    )
    cached = f'<c:strCache><c:ptCount val="{count}"/>{points}</c:strCache>'
    return f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f>{cached}</c:strRef></c:cat>"


def _values(chart: Chart, series: Series, number: int) -> str:
    column = xl_col_to_name(number + 1)
    cells = f"Sheet1!${column}$2:${column}${len(chart.categories) + 1}"
    cached = _numbers(chart, series).replace("numLit", "numCache")
    return f"<c:val><c:numRef><c:f>{cells}</c:f>{cached}</c:numRef></c:val>"


def _numbers(chart: Chart, series: Series) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{float(value)!r}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    form = f"<c:formatCode>{attribute(chart.number_format)}</c:formatCode>"
    return f'<c:numLit>{form}<c:ptCount val="{len(chart.categories)}"/>{points}</c:numLit>'


def _labels(chart: Chart, series: Series) -> str:
    named = _named_point(chart, series)
    if not series.show_values and not named:
        return ""
    if not series.show_values:
        return f"<c:dLbls>{named}{_shown(value=False, name=False)}</c:dLbls>"
    return f"<c:dLbls>{named}{_value_label(chart, series)}{_shown(value=True, name=False)}</c:dLbls>"


def _named_point(chart: Chart, series: Series) -> str:
    """The label at the point that carries the series' name."""
    place = series.label_at
    if place is None or not 0 <= place < len(series.values) or series.values[place] is None:
        return ""
    shown = _shown(value=series.show_values, name=True)
    separator = "<c:separator> </c:separator>"
    return f'<c:dLbl><c:idx val="{place}"/>{_value_label(chart, series)}{shown}{separator}</c:dLbl>'


def _value_label(chart: Chart, series: Series) -> str:
    positions = {ChartKind.LINE: "r", ChartKind.STACKED: "ctr"}
    strong = series.role in (Role.ACTUAL, Role.COST)
    slot = "bg1" if chart.kind is ChartKind.STACKED and strong else ("tx2" if not strong else _slot(series))
    return (
        f'<c:numFmt formatCode="{attribute(chart.number_format)}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{_text(slot, bold=strong)}<c:dLblPos val="{positions.get(chart.kind, "outEnd")}"/>'
    )


def _slot(series: Series) -> str:
    return SERIES_LOOK[series.role].slot


def _text(slot: str, *, bold: bool) -> str:
    look = f'<a:defRPr sz="950" b="{int(bold)}"><a:solidFill><a:schemeClr val="{slot}"/></a:solidFill></a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'


def _shown(*, value: bool, name: bool) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(name)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _area(look: SeriesLook) -> str:
    colour = f'<a:schemeClr val="{look.slot}"/>'
    if look.fill == "outline":
        return f'<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>{_border(look, _OUTLINE_WIDTH)}'
    if look.fill == "hatch":
        colours = f'<a:fgClr>{colour}</a:fgClr><a:bgClr><a:schemeClr val="bg1"/></a:bgClr>'
        return f'<a:pattFill prst="wdUpDiag">{colours}</a:pattFill>' + _border(look, _OUTLINE_WIDTH)
    return f"<a:solidFill>{colour}</a:solidFill>"


def _line(look: SeriesLook) -> str:
    return _border(look, look.width, look.dash)


def _border(look: SeriesLook, width: int, dash: str = "") -> str:
    drawn = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{width}" cap="rnd"><a:solidFill><a:schemeClr val="{look.slot}"/></a:solidFill>{drawn}</a:ln>'
