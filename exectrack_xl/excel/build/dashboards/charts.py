"""The native charts of the dashboards. Depends on: theme, excel.build.dashboards.behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.chart import Chart

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards.asks import CURVE_POINTS
from exectrack_xl.excel.build.dashboards.behind import Line
from exectrack_xl.theme import BRAND, FONT, NUMBER_FORMATS, SHEET_LOOK

COMMITTED, FINISHED = "Committed", "Finished"
PLAN, WORK, COST, WORK_TO_COME, COST_TO_COME = "Plan", "Work done", "Cost", "Work to come", "Cost to come"
_QUARTER = 91.3  # days between two ticks: a little less than a quarter, so that each stays in its quarter's last month

_OUTLINE = {"fill": {"color": f"#{BRAND.paper}"}, "border": {"color": f"#{BRAND.plan}", "width": 1.25}}
_SOLID = {"fill": {"color": f"#{BRAND.accent}"}, "border": {"none": True}}
_TOP_LEGEND = {"x": 0.0, "y": 0.01, "width": 0.5, "height": 0.12}

# Where along a line its name stands, on which side, and in which colour.
_NAMED_AT = {
    PLAN: (0.6, "left", BRAND.secondary),
    WORK: (0.62, "right", BRAND.accent),
    COST: (0.35, "left", BRAND.ink),
    WORK_TO_COME: (1.0, "right", BRAND.accent),
    COST_TO_COME: (1.0, "right", BRAND.ink),
}


def outlined_columns(book: Book, lines: Sequence[Line], *, form: str = "some") -> Chart:
    """What was reached, solid, within what it is measured against, outlined: points finished over points committed."""
    reached, measure = lines
    chart = book.workbook.add_chart({"type": "column"})
    label = {"value": True, "position": "inside_end", "font": _font(BRAND.paper, bold=True),
             "num_format": NUMBER_FORMATS[form]}  # fmt: skip
    chart.add_series({**_source(measure), **_OUTLINE, "gap": 45, "overlap": 100})
    chart.add_series({**_source(reached), **_SOLID, "data_labels": label})
    _columns(chart, 0.80)
    return chart


def two_columns(book: Book, lines: Sequence[Line]) -> Chart:
    """Two values side by side for each category, plus or minus: the first outlined, the second solid."""
    chart = book.workbook.add_chart({"type": "column"})
    for line, look, colour in zip(lines, (_OUTLINE, _SOLID), (BRAND.secondary, BRAND.accent), strict=True):
        label = {"value": True, "position": "outside_end", "font": _font(colour, bold=True),
                 "num_format": NUMBER_FORMATS["difference"]}  # fmt: skip
        chart.add_series({**_source(line), **look, "gap": 60, "overlap": 0, "data_labels": label})
    _columns(chart, 0.72, lowest=None)
    chart.set_legend({"position": "top", "font": _font(BRAND.secondary), "layout": _TOP_LEGEND})
    return chart


def plain_columns(book: Book, line: Line) -> Chart:
    """One value for each category, printed above its column."""
    chart = book.workbook.add_chart({"type": "column"})
    label = {"value": True, "position": "outside_end", "font": _font(BRAND.accent, bold=True),
             "num_format": NUMBER_FORMATS["short"]}  # fmt: skip
    chart.add_series({**_source(line), **_SOLID, "gap": 45, "data_labels": label})
    _columns(chart, 0.74)
    return chart


def _columns(chart: Chart, high: float, lowest: float | None = 0) -> None:
    """Columns with their categories beneath and no value axis: the values stand in or above them."""
    _plain(chart, {"x": 0.02, "y": 0.95 - high - 0.09, "width": 0.96, "height": high})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}} | ({} if lowest is None else {"min": 0}))
    chart.set_x_axis({"num_font": _font(BRAND.secondary), "line": {"color": f"#{BRAND.light}"},
                      "major_tick_mark": "none", "text_axis": True, "label_position": "low"})  # fmt: skip


def s_curve(book: Book, lines: Mapping[str, Line]) -> Chart:
    """Plan, work done and cost over time, and what is still to come of both."""
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    looks = {
        PLAN: {"color": f"#{BRAND.plan}", "width": 1.75},
        WORK: {"color": f"#{BRAND.accent}", "width": 2.75},
        COST: {"color": f"#{BRAND.ink}", "width": 2},
        WORK_TO_COME: {"color": f"#{BRAND.accent}", "width": 1.75, "dash_type": "dash"},
        COST_TO_COME: {"color": f"#{BRAND.ink}", "width": 1.5, "dash_type": "dash"},
    }
    for name, line in lines.items():
        chart.add_series({**_source(line), "line": looks[name], "data_labels": _name_label(line, name)})
    _plain(chart, {"x": 0.04, "y": 0.05, "width": 0.845, "height": 0.80})
    chart.set_y_axis({
        "num_format": NUMBER_FORMATS["axis"], "num_font": _font(BRAND.secondary), "min": 0, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": f"#{SHEET_LOOK.hairline}", "width": 0.5}},
        "major_tick_mark": "none",
    })  # fmt: skip
    chart.set_x_axis({
        "num_format": NUMBER_FORMATS["month"], "num_font": _font(BRAND.secondary), "major_unit": _QUARTER,
        "line": {"color": f"#{BRAND.light}"}, "major_tick_mark": "none", "major_gridlines": {"visible": False},
    })  # fmt: skip
    return chart


def _name_label(line: Line, name: str) -> dict[str, Any]:
    """The series' name beside one of its points, since a legend would make the eye travel."""
    share, side, colour = _NAMED_AT[name]
    at = round(share * (line.known - 1)) if line.known and share < 1 else CURVE_POINTS - 1
    custom = [{} if number == at else {"delete": True} for number in range(CURVE_POINTS)]
    font = {**_font(colour, bold=True)}
    return {"series_name": True, "position": side, "font": font, "custom": custom}


def _source(line: Line) -> dict[str, Any]:
    return {"name": line.name, "categories": line.categories, "values": line.values}


def _plain(chart: Chart, layout: dict[str, float]) -> None:
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}, "layout": layout})


def _font(colour: str, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": SHEET_LOOK.note_size, "color": f"#{colour}", "bold": bold}
