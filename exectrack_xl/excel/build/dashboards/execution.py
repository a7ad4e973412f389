"""The Execution Dashboard: progress, the running sprint, the S-curve, key milestones, issues and risks.

Depends on: report.words, theme, excel.build.
"""

from __future__ import annotations

import textwrap
from typing import Any

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import charts
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import LAST, TILES, Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.highlight import status_words
from exectrack_xl.report import words

TITLE = "Execution Dashboard"
_TILE_ROW, _SPRINT_ROW, _LIST_ROW = 4, 8, 21
_CHART_ROWS = range(9, 20)
_LINE = 27.0  # height of a row of a list: two lines of small text
_SPRINTS_SHOWN = 6
_TITLE_LENGTH = 46  # characters of a title in a list

MILESTONE_FIELDS = (
    Field("Milestone", 4), Field("Status", 3), Field("Due Date", 2, "right", "date"), Field("Against plan", 2, "right"),
)  # fmt: skip
ISSUE_FIELDS = (
    Field("ID", 1), Field("Issue", 3), Field("Status", 2), Field("Owner", 3), Field("Due Date", 2, "right", "date"),
)  # fmt: skip
RISK_FIELDS = (Field("ID", 1), Field("Risk", 3), Field("Status", 2), Field("Mitigation", 3), Field("Owner", 2))

_INDICES = (("SPI(t)", "spi_t"), ("SPI", "spi"), ("CPI", "cpi"))
_SPRINT_LINES = (
    ("Planned", "sprint_planned"), ("Completed", "sprint_completed"), ("In Progress", "sprint_in_progress"),
    ("Blocked", "sprint_blocked"),
)  # fmt: skip


def write_execution(book: Book, behind: Behind, results: Results) -> None:
    """Draw the dashboard."""
    canvas = Canvas(book, TITLE)
    status = results.status()
    canvas.title(_title(results), message(results), status, str(results.value("overall_status") or "No data"))
    _tiles(canvas, results)
    _sprint(canvas, behind, results)
    _curve(canvas, behind, results)
    last = _lists(canvas, results)
    canvas.note(last + 1, 1, (1, LAST), as_of_note(results))
    canvas.finish(last + 1)


def message(results: Results) -> str:
    """The one sentence that matters: when it will be done, against what was promised."""
    finish, promised = results.value("forecast_finish"), results.value("committed_finish")
    if results.as_of is None:
        return "No data yet: type the status date in Settings."
    if finish is None:
        return "No data yet: type your milestones."
    late = results.value("days_late")
    if late is None or promised is None:
        return f"Finish forecast for {words.day(finish)}."
    if late == 0:
        return f"Finish forecast for {words.day(finish)}, as committed."
    side = "after" if late > 0 else "before"
    days = words.plural(abs(late), "working day")
    return f"Finish forecast for {words.day(finish)}, {days} {side} the commitment of {words.day(promised)}."


def as_of_note(results: Results) -> str:
    """From when the numbers are."""
    if results.as_of is None or not results.values:
        return "The dashboard fills when the first rows are typed and it is refreshed."
    return f"Values as of {words.day(results.as_of)}. Refresh brings them up to date."


def short(text: Any, length: int = _TITLE_LENGTH) -> str:
    """A text cut to a length at a word."""
    return textwrap.shorten(str(text or ""), length, placeholder=" …")


def _title(results: Results) -> str:
    return f"{TITLE} - {results.period}" if results.period else TITLE


def _tiles(canvas: Canvas, results: Results) -> None:
    sprints = _velocity(results)
    planned = results.text("planned_progress")
    tiles = (
        (results.text("initiative_progress"), f"complete; plan {planned}", "initiative_progress", "milestones"),
        (results.text("timeline_adherence"), f"on schedule; this quarter {results.text('on_time_count')}",
         "timeline_adherence", "milestones"),
        (_of_ten(results), f"out of 10; {results.text('quality_coverage')} measured", "quality_score",
         "quality measures"),
        (*sprints, "say_do", "sprints"),
    )  # fmt: skip
    labels = ("Initiative Progress", "Timeline Adherence", "Quality Score", "Team Velocity")
    for column, label, (value, note, name, what) in zip(TILES, labels, tiles, strict=True):
        known = results.value(name) is not None
        canvas.tile(_TILE_ROW, column, (label, value, note if known else f"No data yet: type your {what}"),
                    results.tone(name))  # fmt: skip
    canvas.heights({_TILE_ROW + 3: 8})


def _of_ten(results: Results) -> str:
    return f"{results.text('quality_score')}/10" if results.value("quality_score") is not None else words.UNKNOWN


def _velocity(results: Results) -> tuple[str, str]:
    """One team's velocity; of several teams, whose points do not compare, what was delivered of the committed."""
    if results.value("velocity") is not None:
        return results.text("velocity"), "story points/sprint"
    return results.text("say_do"), "of the points committed, all teams"


def _sprint(canvas: Canvas, behind: Behind, results: Results) -> None:
    canvas.section(_SPRINT_ROW, 1, 5, "Current Sprint, all teams")
    canvas.heights(dict.fromkeys(_CHART_ROWS, 18.0))
    fields = (Field("", 3), Field("", 2, "right"))
    for row, (label, name) in enumerate(_SPRINT_LINES, _SPRINT_ROW + 1):
        canvas.line(row, 1, fields, (label, Live(sprint_formula(label), _points(results.value(name)))))
    finished, committed = results.series("sprint_points_history"), results.series("sprint_commitment_history")
    if not finished:
        canvas.note(14, 1, (2, 5), "No data yet: close your first sprint in Sprints.")
        return
    canvas.note(13, 1, (1, 5), "Finished of committed, by sprint end")
    block = behind.add({charts.COMMITTED: committed, charts.FINISHED: finished}, sorted(finished)[-_SPRINTS_SHOWN:])
    chart = charts.sprint_columns(canvas.book, block)
    chart.set_size({"width": 236, "height": 24 * 6 - 2})
    canvas.sheet.insert_chart(14, 1, chart, {"object_position": 2, "description": "Points finished of committed"})


def sprint_formula(header: str) -> str:
    """The points of the sprints that run, as text; "–" where none runs or there is no status date."""
    running = 'Sprints[Status],"Active"'
    later = 'Sprints[Start],">"&setting_status_date'
    count = f"COUNTIFS({running})-COUNTIFS({running},{later})"
    points = f"SUMIFS(Sprints[{header}],{running})-SUMIFS(Sprints[{header}],{running},{later})"
    return f'=IF(OR(setting_status_date="",{count}=0),"–",ROUND({points},0)&" story points")'


def _points(value: float | None) -> str:
    return words.UNKNOWN if value is None else f"{words.fixed(value, 0, grouped=False)} story points"


def _curve(canvas: Canvas, behind: Behind, results: Results) -> None:
    names = {
        charts.PLAN: "planned_value_curve", charts.WORK: "earned_value_curve", charts.COST: "actual_cost_curve",
        charts.WORK_TO_COME: "forecast_value_curve", charts.COST_TO_COME: "forecast_cost_curve",
    }  # fmt: skip
    lines = {label: results.series(name) for label, name in names.items()}
    lines = {label: values for label, values in lines.items() if values}
    size, word = _scale(lines)
    canvas.section(_SPRINT_ROW, 7, LAST - 6, f"Delivered against plan{_unit(results, word)}{_indices(results)}")
    if not lines:
        canvas.note(10, 7, (2, 11), "No data yet: type baseline dates and budgets, or weights, of milestones or tasks.")
        return
    block = behind.add({k: {d: v / size for d, v in values.items()} for k, values in lines.items()})
    chart = charts.s_curve(canvas.book, block)
    chart.set_size({"width": 764, "height": 24 * 11 - 4})
    options = {"object_position": 2, "x_offset": 2, "y_offset": 2,
               "description": "S-curve: plan, work done, cost, and what is to come"}  # fmt: skip
    canvas.sheet.insert_chart(_SPRINT_ROW + 1, 7, chart, options)


def _unit(results: Results, scale: str) -> str:
    """In what the curve is counted: money, or weights where no budget is typed."""
    if "weight" in results.text("value_basis").lower():
        return ", by weight"
    currency = results.settings.text("currency")
    return f", {currency} {scale}".rstrip() if results.values else ""


def _indices(results: Results) -> str:
    """The indices in words; SPI never stands without SPI(t)."""
    known = [f"{label} {results.text(name)}" for label, name in _INDICES if results.value(name) is not None]
    return f": {', '.join(known)}" if known else ""


def _scale(lines: dict[str, Any]) -> tuple[float, str]:
    largest = max((value for values in lines.values() for value in values.values()), default=0.0)
    if largest >= 1e6:
        return 1e6, "million"
    return (1e3, "thousand") if largest >= 1e4 else (1.0, "")


def _lists(canvas: Canvas, results: Results) -> int:
    """Key milestones at the left, issues and risks at the right; gives back the last row."""
    canvas.heights({_LIST_ROW - 1: 8})
    canvas.heights({_LIST_ROW + 1: 18})
    canvas.section(_LIST_ROW, 1, 11, "Key Milestones")
    canvas.section(_LIST_ROW, 13, 11, "Issues & Risks")
    left = _milestones(canvas, results, _LIST_ROW + 1)
    right = _issues_and_risks(canvas, results, _LIST_ROW + 1)
    last = max(left, right) - 1
    canvas.heights({last + 1: 15})
    return last


def _milestones(canvas: Canvas, results: Results, row: int) -> int:
    canvas.head(row, 1, MILESTONE_FIELDS)
    rows = results.listing("key_milestones")
    first = row + 1
    for row, found in enumerate(rows, first):
        canvas.heights({row: _LINE})
        values = (short(found["Milestone"]), found["Status"], found["Due date"], words.days_late(found["Days late"]))
        canvas.line(row, 1, MILESTONE_FIELDS, values)
    if not rows:
        canvas.note(first, 1, (1, 11), "No data yet: type your milestones, and mark the key ones.")
    status_words(canvas.book, canvas.sheet, (first, 5, first + max(1, len(rows)) - 1, 7))
    return first + max(1, len(rows))


def _issues_and_risks(canvas: Canvas, results: Results, row: int) -> int:
    issues, risks = results.listing("top_issues"), results.listing("top_risks")[:3]
    canvas.head(row, 13, ISSUE_FIELDS)
    first = row + 1
    for row, found in enumerate(issues, first):
        canvas.heights({row: _LINE})
        values = (found["ID"], short(found["Title"]), found["Status"], found["Owner"], found["Due date"])
        canvas.line(row, 13, ISSUE_FIELDS, values)
    if not issues:
        canvas.note(first, 13, (1, 11), "No open issue." if results.values else "No data yet: type your issues.")
    head = first + max(1, len(issues))
    canvas.head(head, 13, RISK_FIELDS)
    canvas.heights({head: _LINE if issues else 18.0})  # as high as the milestone that stands in the same row
    for row, found in enumerate(risks, head + 1):
        canvas.heights({row: _LINE})
        values = (found["ID"], short(found["Title"]), found["Status"], short(found["Mitigation"]), found["Owner"])
        canvas.line(row, 13, RISK_FIELDS, values)
    if not risks:
        canvas.note(head + 1, 13, (1, 11), "No open risk." if results.values else "No data yet: type your risks.")
    return head + 1 + max(1, len(risks))
