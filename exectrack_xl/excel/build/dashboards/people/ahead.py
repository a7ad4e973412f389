"""What is ahead: the load of the teams month by month, hours booked of those there are, who is away.

Depends on: metrics (bands), report.words, theme, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import charts, names, native
from exectrack_xl.excel.build.dashboards.asks import AHEAD, AWAY, DATE, HOURS, MONTHS_SHOWN, TEAMS, VALUE
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import entry
from exectrack_xl.metrics.people import BALANCED, SPARE
from exectrack_xl.report.model import Tone
from exectrack_xl.theme import STATUS
from exectrack_xl.tracker.periods import MONTHS

_LINE = 19.0
_TEAM = 2  # page columns
_SPANS = (2, 3, 2, 2)  # of the months: the second holds a gap
_AWAY_FIELDS = (Field("Person", 2), Field("From", 2, "right", "day"), Field("Days", 1, "right", "count"))
_LEGEND = "● 70–95% balanced   ▲ to 100% full   ■ above: overloaded   ○ below 70%: spare"


def write_ahead(canvas: Canvas, behind: Behind, results: Results, row: int) -> int:
    """Draw the three side by side; gives back the first row beneath."""
    rows = max(TEAMS + 1, AWAY) + 1
    canvas.heights({row + 1: 18, **dict.fromkeys(range(row + 2, row + 1 + rows), _LINE)})
    _teams(canvas, results, row)
    _hours(canvas, behind, results, (row, rows))
    _away(canvas, results, row)
    return row + 1 + rows


def _teams(canvas: Canvas, results: Results, row: int) -> None:
    canvas.section(row, 1, 11, "Load of the teams, heaviest first")
    canvas.head(row + 1, 1, [Field("Team", _TEAM)])
    months = tuple(Field("", span, "right", "share") for span in _SPANS)
    canvas.head(row + 1, 1 + _TEAM, months, [_month(results, ahead) for ahead in range(len(AHEAD))])
    fields = (Field("Team", _TEAM), *months)
    first = row + 2
    none = "No data yet"
    for number in range(1, TEAMS + 1):
        team = entry(results, "capacity_ahead", number, "Team",
                     otherwise=(native.quoted(none), none) if number == 1 else None)  # fmt: skip
        canvas.line(first + number - 1, 1, fields,
                    (team, *(entry(results, "capacity_ahead", number, name) for name in AHEAD)))  # fmt: skip
    mark_loads(canvas, (first, 1 + _TEAM, first + TEAMS - 1, 11))
    canvas.note(first + TEAMS, 1, (1, 11), _LEGEND)


def mark_loads(canvas: Canvas, area: tuple[int, int, int, int]) -> None:
    """Give loads their colour and shape by the bands of utilisation."""
    cell = canvas.address(area[0], area[1], free=True)
    rules = (
        (Tone.RED, f"ROUND({cell},9)>1"), (Tone.YELLOW, f"ROUND({cell},9)>{BALANCED}"),
        (Tone.GREEN, f"ROUND({cell},9)>={SPARE}"), (Tone.GREY, f"ROUND({cell},9)>=0"),
    )  # fmt: skip
    for tone, condition in rules:
        look = STATUS[tone]
        mark = canvas.book.mark(font_color=f"#{look.text}", bg_color=f"#{look.tint}",
                                num_format=f'"{look.glyph} "0%')  # fmt: skip
        rule = {"type": "formula", "criteria": f"=IF(ISNUMBER({cell}),{condition},FALSE)", "format": mark,
                "stop_if_true": True}  # fmt: skip
        canvas.sheet.conditional_format(*area, rule)


def _month(results: Results, ahead: int) -> Live:
    """The name of a month from the running one on: "Nov 2026"."""
    day = "setting_status_date"
    month = f"MOD(MONTH({day})+{ahead - 1},12)+1"
    year = f"YEAR({day})+INT((MONTH({day})+{ahead - 1})/12)"
    formula = native.when(f'{day}=""', native.quoted(AHEAD[ahead]),
                          f'CHOOSE({month},{native.MONTH_NAMES})&" "&({year})')  # fmt: skip
    if results.as_of is None:
        return Live(f"={formula}", AHEAD[ahead])
    years, months = divmod(results.as_of.month - 1 + ahead, 12)
    return Live(f"={formula}", f"{MONTHS[months]} {results.as_of.year + years}")


def _hours(canvas: Canvas, behind: Behind, results: Results, where: tuple[int, int]) -> None:
    row, rows = where
    canvas.section(row, 13, 5, "Hours booked (solid) of available")
    columns = []
    for number in range(1, MONTHS_SHOWN + 1):
        day = results.item(HOURS[0], number, DATE)
        found = names.found(HOURS[0], number, DATE)
        label = native.when(f'{found}=""', '""', f"CHOOSE(MONTH({found}),{native.MONTH_NAMES})")
        values = (entry(results, name, number, VALUE) for name in HOURS)
        columns.append((Live(f"={label}", MONTHS[day.month - 1] if day else ""),
                        *(Live(f"=N({one.formula.removeprefix('=')})", one.value or 0) for one in values)))  # fmt: skip
    lines = behind.block("hours by month", ("Booked", "Available"), columns)
    chart = charts.outlined_columns(canvas.book, lines, form="hours")
    canvas.chart((row + 1, 13), (rows, 5), chart, "Hours booked of hours available, by month")


def _away(canvas: Canvas, results: Results, row: int) -> None:
    canvas.section(row, 19, 5, "Away in the next 30 days")
    canvas.head(row + 1, 19, _AWAY_FIELDS)
    none = "Nobody is away."
    for number in range(1, AWAY + 1):
        person = entry(results, "absences_ahead", number, "Person",
                       otherwise=(native.quoted(none), none) if number == 1 else None)  # fmt: skip
        rest = (entry(results, "absences_ahead", number, name) for name in ("From", "Working days"))
        canvas.line(row + 1 + number, 19, _AWAY_FIELDS, (person, *rest))
