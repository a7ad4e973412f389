"""The native charts of the dashboards. Depends on: theme, excel.build.dashboards.behind."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards.behind import Block
from exectrack_xl.theme import BRAND, FONT, SHEET_LOOK

COMMITTED, FINISHED = "Committed", "Finished"
PLAN, WORK, COST, WORK_TO_COME, COST_TO_COME = "Plan", "Work done", "Cost", "Work to come", "Cost to come"
_MONTH = "mmm yy"

# Where along a line its name stands, on which side, and in which colour.
_NAMED_AT = {
    PLAN: (0.6, "left", BRAND.secondary),
    WORK: (0.62, "right", BRAND.accent),
    COST: (0.35, "left", BRAND.ink),
    WORK_TO_COME: (1.0, "right", BRAND.accent),
    COST_TO_COME: (1.0, "right", BRAND.ink),
}


def sprint_columns(book: Book, block: Block) -> Chart:
    """Points finished over points committed, by the day the sprints ended."""
    chart = book.workbook.add_chart({"type": "column"})
    outline = {"fill": {"color": f"#{BRAND.paper}"}, "border": {"color": f"#{BRAND.plan}", "width": 1.25}}
    solid = {"fill": {"color": f"#{BRAND.accent}"}, "border": {"none": True}}
    label = {"value": True, "position": "inside_end", "font": _font(BRAND.paper, bold=True)}
    chart.add_series({**_source(block, COMMITTED), **outline, "gap": 45, "overlap": 100})
    chart.add_series({**_source(block, FINISHED), **solid, "data_labels": label})
    _plain(chart, {"x": 0.02, "y": 0.03, "width": 0.96, "height": 0.80})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_x_axis({"num_font": _font(BRAND.secondary), "line": {"color": f"#{BRAND.light}"},
                      "major_tick_mark": "none", "num_format": "d mmm", "text_axis": True})  # fmt: skip
    return chart


def s_curve(book: Book, block: Block) -> Chart:
    """Plan, work done and cost over time, and what is still to come of both."""
    chart = book.workbook.add_chart({"type": "line"})
    looks = {
        PLAN: {"color": f"#{BRAND.plan}", "width": 1.75},
        WORK: {"color": f"#{BRAND.accent}", "width": 2.75},
        COST: {"color": f"#{BRAND.ink}", "width": 2},
        WORK_TO_COME: {"color": f"#{BRAND.accent}", "width": 1.75, "dash_type": "dash"},
        COST_TO_COME: {"color": f"#{BRAND.ink}", "width": 1.5, "dash_type": "dash"},
    }
    for name in block.names:
        chart.add_series({**_source(block, name), "line": looks[name], "data_labels": _name_label(block, name)})
    _plain(chart, {"x": 0.045, "y": 0.05, "width": 0.80, "height": 0.80})
    chart.show_blanks_as("span")
    chart.set_y_axis({
        "num_format": "General", "num_font": _font(BRAND.secondary), "min": 0, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": f"#{SHEET_LOOK.hairline}", "width": 0.5}},
        "major_tick_mark": "none",
    })  # fmt: skip
    chart.set_x_axis({
        "date_axis": True, "num_format": _MONTH, "num_font": _font(BRAND.secondary), "major_unit": 2,
        "major_unit_type": "months", "line": {"color": f"#{BRAND.light}"}, "major_tick_mark": "none",
    })  # fmt: skip
    return chart


def _name_label(block: Block, name: str) -> dict[str, Any]:
    """The series' name beside one of its points, since a legend would make the eye travel."""
    share, side, colour = _NAMED_AT[name]
    there = [at for at, day in enumerate(block.dates) if day in block.known[name]]
    at = there[round(share * (len(there) - 1))] if there else 0
    custom = [{} if number == at else {"delete": True} for number in range(len(block.dates))]
    font = {**_font(colour, bold=True)}
    return {"series_name": True, "position": side, "font": font, "custom": custom}


def _source(block: Block, name: str) -> dict[str, Any]:
    return {"name": block.title(name), "categories": block.category(), "values": block.values(name)}


def _plain(chart: Chart, layout: dict[str, float]) -> None:
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}, "layout": layout})


def _font(colour: str, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": SHEET_LOOK.note_size, "color": f"#{colour}", "bold": bold}
