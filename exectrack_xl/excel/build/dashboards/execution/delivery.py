"""The middle of the Execution Dashboard: the running sprint, the last ones, and work and cost against plan.

Depends on: report.words, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import charts, native
from exectrack_xl.excel.build.dashboards.asks import CURVES
from exectrack_xl.excel.build.dashboards.behind import SCALE, Behind
from exectrack_xl.excel.build.dashboards.canvas import LAST, Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.names import dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.report import words

ROWS = 11  # how many rows it takes beneath its heads
_LINE = 17.0
_SPRINT_WIDE = 5
_INDICES = (("SPI(t)", "spi_t"), ("SPI", "spi"), ("CPI", "cpi"))
_SPRINT_LINES = ("Planned", "Completed", "In Progress", "Blocked")
_LINES = dict(
    zip((charts.PLAN, charts.WORK, charts.COST, charts.WORK_TO_COME, charts.COST_TO_COME), CURVES, strict=True)
)


def write_delivery(canvas: Canvas, behind: Behind, results: Results, row: int) -> int:
    """Draw sprint and curve side by side; gives back the first row beneath."""
    canvas.heights(dict.fromkeys(range(row + 1, row + 1 + ROWS), _LINE))
    _sprint(canvas, behind, results, row)
    _curve(canvas, behind, results, row)
    return row + 1 + ROWS


def _sprint(canvas: Canvas, behind: Behind, results: Results, top: int) -> None:
    canvas.section(top, 1, _SPRINT_WIDE, "Current Sprint, all teams")
    fields = (Field("", 3), Field("", 2, "right"))
    for row, label in enumerate(_SPRINT_LINES, top + 1):
        points = results.value(f"sprint_{label.lower().replace(' ', '_')}")
        canvas.line(row, 1, fields, (label, Live(sprint_formula(label), _points(points))))
    lines = behind.sprints((charts.FINISHED, charts.COMMITTED))
    closed = "Finished of committed, by sprint end"
    none = "No data yet: close your first sprint in Sprints."
    first = native.lookup('"sprint_points_history|6|Date"')
    note = native.when(f'{first}=""', native.quoted(none), native.quoted(closed))
    first_free = top + 1 + len(_SPRINT_LINES)
    canvas.note(first_free, 1, (1, _SPRINT_WIDE), Live(f"={note}", closed if lines[0].known else none))
    chart = charts.outlined_columns(canvas.book, lines)
    canvas.chart((first_free + 1, 1), (top + ROWS - first_free, _SPRINT_WIDE), chart,
                 "Story points finished of those committed, by the day the sprint ended")  # fmt: skip


def sprint_formula(header: str) -> str:
    """The points of the sprints that run, as text; "–" where none runs or there is no status date."""
    running = 'Sprints[Status],"Active"'
    later = 'Sprints[Start],">"&setting_status_date'
    count = f"COUNTIFS({running})-COUNTIFS({running},{later})"
    points = f"SUMIFS(Sprints[{header}],{running})-SUMIFS(Sprints[{header}],{running},{later})"
    return f'=IF(OR(setting_status_date="",{count}=0),"–",ROUND({points},0)&" story points")'


def _points(value: float | None) -> str:
    return words.UNKNOWN if value is None else f"{words.fixed(value, 0, grouped=False)} story points"


def _curve(canvas: Canvas, behind: Behind, results: Results, top: int) -> None:
    lines = {label: behind.curve(title, label) for label, title in _LINES.items()}
    canvas.section(top, 7, LAST - 6, _curve_title(behind, results))
    none = "No data yet: type baseline dates and budgets, or weights, of milestones or tasks."
    first = native.lookup('"planned_value_curve|1|Date"')
    note = native.when(f'{first}=""', native.quoted(none), '""')
    canvas.note(top + 2, 7, (2, 11), Live(f"={note}", "" if lines[charts.PLAN].known else none))
    chart = charts.s_curve(canvas.book, lines)
    canvas.chart((top + 1, 7), (ROWS, LAST - 6), chart, "S-curve: plan, work done, cost, and what is to come")


def _curve_title(behind: Behind, results: Results) -> Live:
    """What the curve shows, in what it is counted, and the indices; SPI never stands without SPI(t)."""
    basis = dash("value_basis")
    scale = f'IF({SCALE}=1000000," million",IF({SCALE}=1000," thousand",""))'
    money = f'IF(setting_currency="","",", "&setting_currency&{scale})'
    unit = native.when(f'ISNUMBER(SEARCH("weight",{basis}))', '", by weight"', money)
    parts = (f'IF({dash(name)}="","",", {label} "&{native.index(dash(name))})' for label, name in _INDICES)
    indices = "&".join(parts)
    formula = f'="Delivered against plan"&IF({basis}="","",{unit})&IF({indices}="","",":"&MID({indices},2,99))'
    return Live(formula, f"Delivered against plan{_unit(behind, results)}{_indices(results)}")


def _unit(behind: Behind, results: Results) -> str:
    """In what the curve is counted: money, or weights where no budget is typed."""
    basis, currency = results.value("value_basis"), results.settings.text("currency")
    if not basis:
        return ""
    if "weight" in basis.lower():
        return ", by weight"
    scale = {1e6: " million", 1e3: " thousand"}.get(behind.scale, "")
    return f", {currency}{scale}" if currency else ""


def _indices(results: Results) -> str:
    values = ((label, results.value(name)) for label, name in _INDICES)
    known = [f"{label} {words.index(value)}" for label, value in values if value is not None]
    return f": {', '.join(known)}" if known else ""
