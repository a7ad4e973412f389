"""The Risk Dashboard: what is new, the heat map, and the risks by band.

Depends on: schema, report.words, theme, excel.build.
"""

from __future__ import annotations

from typing import Any

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards.canvas import LAST, TILES, Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.execution import as_of_note, short
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.highlight import progress_bar, status_words
from exectrack_xl.metrics import Listing
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone
from exectrack_xl.theme import BRAND, SHEET_LOOK, STATUS

TITLE = "Risk Dashboard"
_TILE_ROW, _TOP = 4, 8
_LINE = 27.0
_ROWS = 20  # rows beneath the tiles that are as high as a line of a list
_LISTS_FROM = 10
_RISK_LENGTH = 78

FIELDS = (
    Field("ID", 1), Field("Risk", 5), Field("Status", 2), Field("Mitigation Progress", 2, "right", "share"),
    Field("Owner", 2, indent=1), Field("Score", 1, "right"), Field("Expected", 1, "right"),
)  # fmt: skip
_BANDS = (
    ("Critical Risks (Score 7-9)", ("Critical",)),
    ("High Risks (Score 4-6)", ("High",)),
    ("Watch list (Score 1-3)", ("Medium", "Low")),
)
_BAND_TINTS = {"Critical": STATUS[Tone.RED].tint, "High": STATUS[Tone.YELLOW].tint}
_SCALE_WORDS = {3: ("Low", "Medium", "High"), 5: ("1", "2", "3", "4", "5")}


def write_risk(book: Book, results: Results, matrix: Listing) -> None:
    """Draw the dashboard. `matrix` has one row for each field of the heat map."""
    canvas = Canvas(book, TITLE)
    title = f"Risk Management Dashboard - {results.period}" if results.period else "Risk Management Dashboard"
    canvas.title(title, _message(results), results.status(), str(results.value("overall_status") or "No data"))
    _tiles(canvas, results)
    canvas.heights(dict.fromkeys(range(_TOP + 1, _TOP + 1 + _ROWS), _LINE))
    map_end = _heat_map(canvas, matrix)
    facts_end = _facts(canvas, results, map_end)
    lists_end = _lists(canvas, results)
    last = max(facts_end, lists_end)
    canvas.heights({last: 15})
    canvas.note(last, 1, (1, LAST), f"{as_of_note(results)} The heat map follows the table Risks at once.")
    canvas.finish(last)


def _message(results: Results) -> str:
    if not results.value("open_risks"):
        return "No data yet: type your risks."
    count, critical = results.value("open_risks"), results.value("critical_risks") or 0
    money, days = results.text("risk_exposure"), results.value("risk_exposure_days")
    sentence = f"{words.plural(count, 'open risk')}, {words.fixed(critical, 0)} critical"
    if results.value("risk_exposure") is None:
        return f"{sentence}."
    delay = "" if days is None else f" and {words.plural(days, 'working day')}"
    return f"{sentence}; on average they would cost {money}{delay}."


def _tiles(canvas: Canvas, results: Results) -> None:
    typed = results.value("open_risks") is not None and bool(results.values)
    trend = results.value("risk_score_trend")
    worse = {"Up": ("worse", Tone.RED), "Down": ("better", Tone.GREEN)}.get(str(trend), ("the same", Tone.PLAIN))
    basis = results.text("risk_trend_basis")
    tiles: tuple[tuple[str, Any, str, Tone], ...] = (
        ("New Risks Identified", results.text("new_risks"), "this quarter", Tone.PLAIN),
        ("Risks Resolved", results.text("risks_resolved"), "this quarter", Tone.PLAIN),
        ("Risk Score Trend", trend or words.UNKNOWN,
         f"{worse[0]}, by {basis.lower()}" if trend else "No comparison yet", worse[1] if trend else Tone.PLAIN),
        ("Mitigation Effectiveness", results.text("mitigation_effectiveness"),
         f"successful, {results.text('mitigation_effectiveness_count')}", Tone.PLAIN),
    )  # fmt: skip
    for column, (label, value, note, tone) in zip(TILES, tiles, strict=True):
        canvas.tile(_TILE_ROW, column, (label, value, note if typed else "No data yet: type your risks"), tone)
    canvas.heights({_TILE_ROW + 3: 8})


def _heat_map(canvas: Canvas, matrix: Listing) -> int:
    """Fields of probability by impact with native counts; gives back the first row beneath."""
    canvas.section(_TOP, 1, 8, "Probability × impact, number of open risks")
    size = round(len(matrix.rows) ** 0.5)
    spans = {3: ((2, 2), (4, 3), (7, 2)), 5: ((2, 1), (3, 1), (4, 1), (5, 2), (7, 2))}[size]
    heights = {3: (3, 3, 3), 5: (2, 2, 2, 2, 2)}[size]
    small = {"font_size": SHEET_LOOK.note_size, "font_color": f"#{BRAND.secondary}"}
    top = _TOP + 1
    for down in range(size):
        row_fields = matrix.rows[down * size : (down + 1) * size]
        label = _SCALE_WORDS[size][row_fields[0][0] - 1]
        canvas.box(top, 1, (heights[down], 1), label, canvas.book.look(align="right", **small))
        for (column, across), row in zip(spans, row_fields, strict=True):
            _field(canvas, (top, column), (heights[down], across), row)
        top += heights[down]
    for (column, across), label in zip(spans, _SCALE_WORDS[size], strict=True):
        canvas.box(top, column, (1, across), label, canvas.book.look(align="center", valign="top", **small))
    axis = canvas.book.look(align="center", bold=True, **small)
    canvas.box(top + 1, 2, (1, 7), "Impact (across) by probability (down)", axis)
    return top + 2


def _field(canvas: Canvas, where: tuple[int, int], size: tuple[int, int], row: tuple[Any, ...]) -> None:
    probability, impact, score, band, count, _ = row
    row_at, column = where
    down, across = size
    tint = {"bg_color": f"#{_BAND_TINTS.get(band, BRAND.panel)}", "left": 5, "left_color": f"#{BRAND.paper}"}
    grey = {"font_size": SHEET_LOOK.note_size, "bold": True, "font_color": f"#{BRAND.secondary}"}
    word = f"{words.fixed(score, 0)} {band}" if band in _BAND_TINTS and across > 1 else words.fixed(score, 0)
    corner = canvas.book.look(align="left", indent=1, **grey, **tint)
    canvas.box(row_at, column, (1, across), word, corner)
    look = canvas.book.look(font_size=SHEET_LOOK.kpi_size, bold=True, align="center", num_format="0;;",
                            bottom=5, bottom_color=f"#{BRAND.paper}", **tint)  # fmt: skip
    canvas.box(row_at + 1, column, (down - 1, across), Live(heat_formula(probability, impact), count), look)


def heat_formula(probability: int, impact: int) -> str:
    """How many risks of this probability and impact are open on the status date; none without such a date.

    Open are those neither closed nor occurred, and those that will be only later; a risk raised later is none yet.
    """
    here = f"Risks[Probability],{probability},Risks[Impact],{impact}"
    alive = f'{here},Risks[Status],"<>Closed",Risks[Status],"<>Occurred"'
    raised_later = 'Risks[Raised on],">"&setting_status_date'
    ending = "".join(
        f'+COUNTIFS({here},Risks[Status],"{word}",Risks[Closed on],">"&setting_status_date,'
        'Risks[Raised on],"<="&setting_status_date)'
        for word in ("Closed", "Occurred")
    )
    return f'=IF(setting_status_date="",0,COUNTIFS({alive})-COUNTIFS({alive},{raised_later}){ending})'


def _facts(canvas: Canvas, results: Results, row: int) -> int:
    canvas.section(row, 1, 8, "What the open risks would cost on average")
    canvas.heights({row: _LINE})
    days = results.value("risk_exposure_days")
    facts = (
        ("Expected cost", results.text("risk_exposure")),
        ("Expected delay", "–" if days is None else words.plural(days, "working day")),
        ("Mitigation progress", results.text("mitigation_progress")),
        ("Critical without mitigation", results.text("unmitigated_critical") if results.values else "–"),
    )
    for at, (label, value) in enumerate(facts, row + 1):
        canvas.line(at, 1, (Field("", 5), Field("", 3, "right")), (label, value))
    return row + len(facts) + 1


def _lists(canvas: Canvas, results: Results) -> int:
    """Critical, high and other risks under one head; gives back the first row beneath."""
    canvas.section(_TOP, _LISTS_FROM, LAST - _LISTS_FROM + 1, "Open risks")
    row = _TOP + 1
    canvas.head(row, _LISTS_FROM, FIELDS)
    first = row + 1
    for title, bands in _BANDS:
        row = _band(canvas, results, row + 1, (title, bands))
    progress_at = _LISTS_FROM + 8
    canvas.sheet.conditional_format(first, progress_at, row, progress_at + 1, progress_bar())
    status_words(canvas.book, canvas.sheet, (first, _LISTS_FROM + 6, row, _LISTS_FROM + 7))
    return row + 1


def _band(canvas: Canvas, results: Results, row: int, band: tuple[str, tuple[str, ...]]) -> int:
    """One band's risks; gives back the last row."""
    title, names = band
    found = [risk for name in names for risk in results.listing(f"top_risks:{name}")]
    look = canvas.book.look(bold=True, font_color=f"#{BRAND.accent}", bottom=1, bottom_color=f"#{BRAND.light}")
    shown = _shown(results, names, len(found))
    canvas.box(row, _LISTS_FROM, (1, LAST - _LISTS_FROM + 1), f"{title}{shown}", look)
    for at, risk in enumerate(found, row + 1):
        canvas.line(at, _LISTS_FROM, FIELDS, (
            risk["ID"], short(risk["Title"], _RISK_LENGTH), risk["Status"], _known(risk["Mitigation progress"]),
            risk["Owner"], _known(risk["Score"]), results.money(risk["Expected cost"]),
        ))  # fmt: skip
    return row + len(found)


def _shown(results: Results, names: tuple[str, ...], count: int) -> str:
    """How many of a band's risks are listed, where it is not all of them."""
    critical, high, whole = (results.value(name) or 0 for name in ("critical_risks", "high_risks", "open_risks"))
    there = {"Critical": critical, "High": high}.get(names[0], whole - critical - high)
    if not there:
        return ": none"
    return f": {count} of {words.fixed(there, 0)}" if there > count else ""


def _known(value: Any) -> Any:
    return value if words.is_known(value) else None
