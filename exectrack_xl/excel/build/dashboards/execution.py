"""The Execution Dashboard: progress, the running sprint, the S-curve, key milestones, issues and risks.

Every text is a native formula over the Results table, so that it follows the tables, and the period chosen.
Depends on: report.words, theme, excel.build.
"""

from __future__ import annotations

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import charts, native
from exectrack_xl.excel.build.dashboards.asks import CADENCES, CURVES, ISSUES, MILESTONES, PERIOD, RISKS
from exectrack_xl.excel.build.dashboards.behind import SCALE, Behind
from exectrack_xl.excel.build.dashboards.canvas import LAST, TILES, Canvas, Field, Live, Tile
from exectrack_xl.excel.build.dashboards.names import EXECUTION, cadence, dash, period
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import as_of_note, entry, toned
from exectrack_xl.excel.build.highlight import status_words
from exectrack_xl.report import words
from exectrack_xl.schema import SHEETS

TITLE = "Execution Dashboard"
_TILE_ROW, _SPRINT_ROW, _LIST_ROW = 4, 8, 21
_CHART_ROWS = range(9, 20)
_LINE = 27.0  # height of a row of a list: two lines of small text
_TITLE_LENGTH = 46  # characters of a title in a list
_NO_DATA = "No data yet: type your "

MILESTONE_FIELDS = (
    Field("Milestone", 4), Field("Status", 3), Field("Due Date", 2, "right", "date"), Field("Against plan", 2, "right"),
)  # fmt: skip
ISSUE_FIELDS = (
    Field("ID", 1), Field("Issue", 3), Field("Status", 2), Field("Owner", 3), Field("Due Date", 2, "right", "date"),
)  # fmt: skip
RISK_FIELDS = (Field("ID", 1), Field("Risk", 3), Field("Status", 2), Field("Mitigation", 3), Field("Owner", 2))

_INDICES = (("SPI(t)", "spi_t"), ("SPI", "spi"), ("CPI", "cpi"))
_SPRINT_LINES = ("Planned", "Completed", "In Progress", "Blocked")
_LINES = dict(
    zip((charts.PLAN, charts.WORK, charts.COST, charts.WORK_TO_COME, charts.COST_TO_COME), CURVES, strict=True)
)


def write_execution(book: Book, behind: Behind, results: Results, chosen: str) -> None:
    """Draw the dashboard for the running week, month or quarter."""
    canvas = Canvas(book, TITLE)
    label = results.value(PERIOD, chosen)
    named = f'"{TITLE}"&IF({period(EXECUTION)}="",""," - "&{period(EXECUTION)})'
    title = Live(f"={named}", f"{TITLE} - {label}" if label else TITLE)
    status = native.when(f'{dash("overall_status")}=""', '"No data"', dash("overall_status"))
    canvas.title(title, message(results), Live(f"={status}", results.value("overall_status") or "No data"))
    canvas.choice(cadence(EXECUTION), chosen, CADENCES)
    _tiles(canvas, behind, results, chosen)
    _sprint(canvas, behind, results)
    _curve(canvas, behind, results)
    last = _lists(canvas, results)
    canvas.note(last + 1, 1, (1, LAST), as_of_note(results, live=book.is_live))
    canvas.finish(last + 1)


def message(results: Results) -> Live:
    """The one sentence that matters: when it will be done, against what was promised."""
    finish, promised, late = (dash(name) for name in ("forecast_finish", "committed_finish", "days_late"))
    against = (
        f'", "&{native.plural(f"ABS({late})", "working day")}&IF({late}>0," after"," before")'
        f'&" the commitment of "&{native.day(promised)}&"."'
    )
    compared = native.when(f'OR({late}="",{promised}="")', '"."', f'IF({late}=0,", as committed.",{against})')
    sentence = f'"Finish forecast for "&{native.day(finish)}&{compared}'
    nothing = '"No data yet: type your milestones."'
    formula = native.when(
        'setting_status_date=""', '"No data yet: type the status date in Settings."',
        native.when(f'{finish}=""', nothing, sentence),
    )  # fmt: skip
    return Live(f"={formula}", _message(results))


def _message(results: Results) -> str:
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


def _tiles(canvas: Canvas, behind: Behind, results: Results, chosen: str) -> None:
    percent = native.known(dash("planned_progress"), native.percent(dash("planned_progress")))
    planned = results.value("planned_progress")
    said = words.percent(planned) if planned is not None else words.UNKNOWN
    on_time = native.known(dash("on_time_count"))
    counted = results.value("on_time_count", chosen) or words.UNKNOWN
    measured = results.value("quality_coverage") or words.UNKNOWN
    tiles = (
        Tile("Initiative Progress", _number(results, "initiative_progress"),
             _note(results, "initiative_progress", "milestones", (f'"complete; plan "&{percent}',
                                                                  f"complete; plan {said}")),
             "share", trail=behind.trail("earned_value_curve")),
        Tile("Timeline Adherence", _number(results, "timeline_adherence"),
             _note(results, "timeline_adherence", "milestones",
                   (f'"on schedule; this "&LOWER({cadence(EXECUTION)})&" "&{on_time}',
                    f"on schedule; this {chosen.lower()} {counted}")), "share"),
        Tile("Quality Score", _number(results, "quality_score"),
             _note(results, "quality_score", "quality measures",
                   (f'"out of 10; "&{native.known(dash("quality_coverage"))}&" measured"',
                    f"out of 10; {measured} measured")), "of ten", toned("quality_score")),
        _velocity(behind, results),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(_TILE_ROW, column, tile)
    canvas.heights({_TILE_ROW + 3: 8})


def _velocity(behind: Behind, results: Results) -> Tile:
    """One team's velocity; of several teams, whose points do not compare, what was delivered of the committed."""
    velocity, share = dash("velocity"), dash("say_do")
    points, delivered = results.value("velocity"), results.value("say_do")
    formula = native.when(f'{velocity}=""', native.known(share, native.percent(share)), native.whole(velocity))
    several = "of the points committed, all teams"
    if points is not None:
        value, note = words.fixed(points, 0), "story points/sprint"
    else:
        value, note = (words.percent(delivered) if delivered is not None else words.UNKNOWN), several
    said = native.when(f'{velocity}=""', native.quoted(several), '"story points/sprint"')
    return Tile("Team Velocity", Live(f"={formula}", value), _note(results, "say_do", "sprints", (said, note)),
                trail=behind.sprint_trail())  # fmt: skip


def _number(results: Results, name: str) -> Live:
    value = results.value(name)
    return Live(f"={native.known(dash(name))}", words.UNKNOWN if value is None else value)


def _note(results: Results, name: str, what: str, said: tuple[str, str]) -> Live:
    """The note of a tile: what is said where its metric is known, else what to type."""
    formula, text = said
    missing = f"{_NO_DATA}{what}"
    formula = native.when(f'{dash(name)}=""', native.quoted(missing), formula)
    return Live(f"={formula}", missing if results.value(name) is None else text)


def _sprint(canvas: Canvas, behind: Behind, results: Results) -> None:
    canvas.section(_SPRINT_ROW, 1, 5, "Current Sprint, all teams")
    canvas.heights(dict.fromkeys(_CHART_ROWS, 18.0))
    fields = (Field("", 3), Field("", 2, "right"))
    for row, label in enumerate(_SPRINT_LINES, _SPRINT_ROW + 1):
        points = results.value(f"sprint_{label.lower().replace(' ', '_')}")
        canvas.line(row, 1, fields, (label, Live(sprint_formula(label), _points(points))))
    lines = behind.sprints((charts.FINISHED, charts.COMMITTED))
    closed = "Finished of committed, by sprint end"
    none = "No data yet: close your first sprint in Sprints."
    first = native.lookup('"sprint_points_history|6|Date"')
    note = native.when(f'{first}=""', native.quoted(none), native.quoted(closed))
    canvas.note(13, 1, (1, 5), Live(f"={note}", closed if lines[0].known else none))
    chart = charts.sprint_columns(canvas.book, lines)
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
    lines = {label: behind.curve(title, label) for label, title in _LINES.items()}
    canvas.section(_SPRINT_ROW, 7, LAST - 6, _curve_title(behind, results))
    none = "No data yet: type baseline dates and budgets, or weights, of milestones or tasks."
    first = native.lookup('"planned_value_curve|1|Date"')
    note = native.when(f'{first}=""', native.quoted(none), '""')
    canvas.note(10, 7, (2, 11), Live(f"={note}", "" if lines[charts.PLAN].known else none))
    chart = charts.s_curve(canvas.book, lines)
    chart.set_size({"width": 764, "height": 24 * 11 - 4})
    options = {"object_position": 2, "x_offset": 2, "y_offset": 2,
               "description": "S-curve: plan, work done, cost, and what is to come"}  # fmt: skip
    canvas.sheet.insert_chart(_SPRINT_ROW + 1, 7, chart, options)


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
    first = row + 1
    none = f"{_NO_DATA}milestones, and mark the key ones."
    for number in range(1, MILESTONES + 1):
        late = entry(results, "key_milestones", number, "Days late")
        said = "" if late.value is None else words.days_late(late.value)
        found = late.formula.removeprefix("=")
        against = Live(f'=IF({found}="","",{native.days_late(found)})', said)
        title = entry(results, "key_milestones", number, "Milestone", length=_TITLE_LENGTH,
                      otherwise=(native.quoted(none), none) if number == 1 else None)  # fmt: skip
        values = (title, *(entry(results, "key_milestones", number, name) for name in ("Status", "Due date")), against)
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 1, MILESTONE_FIELDS, values)
    status_words(canvas.book, canvas.sheet, (first, 5, first + MILESTONES - 1, 7))
    return first + MILESTONES


def _issues_and_risks(canvas: Canvas, results: Results, row: int) -> int:
    canvas.head(row, 13, ISSUE_FIELDS)
    first = row + 1
    issue_columns = ("ID", "Title", "Status", "Owner", "Due date")
    for number in range(1, ISSUES + 1):
        values = _entries(results, ("top_issues", number, "issues"), issue_columns)
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 13, ISSUE_FIELDS, values)
    head = first + ISSUES
    canvas.head(head, 13, RISK_FIELDS)
    canvas.heights({head: _LINE})  # as high as the milestone that stands in the same row
    for number in range(1, RISKS + 1):
        values = _entries(results, ("top_risks", number, "risks"), ("ID", "Title", "Status", "Mitigation", "Owner"))
        canvas.heights({head + number: _LINE})
        canvas.line(head + number, 13, RISK_FIELDS, values)
    return head + 1 + RISKS


def _entries(results: Results, which: tuple[str, int, str], columns: tuple[str, ...]) -> tuple[Live, ...]:
    """One row of a list; its first says that there is none, or what to type."""
    title, number, name = which
    sheet = SHEETS[name]
    typed, none = f"{_NO_DATA}{name}.", f"No open {name.removesuffix('s')}."
    otherwise = None
    if number == 1:
        formula = f'IF(COUNTA({sheet.title}[{sheet.by_name["id"].header}])=0,"{typed}","{none}")'
        otherwise = (formula, none if name in results.filled else typed)
    return tuple(
        entry(results, title, number, column, length=_TITLE_LENGTH,
              otherwise=otherwise if column == "Title" else None)
        for column in columns
    )  # fmt: skip
