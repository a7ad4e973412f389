"""The Risk Dashboard: what is new, the heat map, and the risks by band.

Depends on: schema, report.words, theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import CADENCES, IN_BAND, PERIOD, item
from exectrack_xl.excel.build.dashboards.canvas import LAST, TILES, Canvas, Field, Live, Tile
from exectrack_xl.excel.build.dashboards.names import RISK, cadence, dash, period
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import as_of_note, entry
from exectrack_xl.excel.build.highlight import progress_bar, status_words
from exectrack_xl.metrics import Listing
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK, STATUS

TITLE = "Risk Dashboard"
_HEADING = "Risk Management Dashboard"
_NO_DATA = "No data yet: type your risks."
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


def write_risk(book: Book, results: Results, matrix: Listing, chosen: str) -> None:
    """Draw the dashboard for the running week, month or quarter. `matrix` has one row for each field of the map."""
    canvas = Canvas(book, TITLE)
    label = results.value(PERIOD, chosen)
    named = f'"{_HEADING}"&IF({period(RISK)}="",""," - "&{period(RISK)})'
    title = Live(f"={named}", f"{_HEADING} - {label}" if label else _HEADING)
    status = native.when(f'{dash("overall_status")}=""', '"No data"', dash("overall_status"))
    canvas.title(title, _message(results), Live(f"={status}", results.value("overall_status") or "No data"))
    canvas.choice(cadence(RISK), chosen, CADENCES)
    _tiles(canvas, results, chosen)
    canvas.heights(dict.fromkeys(range(_TOP + 1, _TOP + 1 + _ROWS), _LINE))
    map_end = _heat_map(canvas, matrix)
    facts_end = _facts(canvas, results, map_end)
    lists_end = _lists(canvas, results)
    last = max(facts_end, lists_end)
    canvas.heights({last: 15})
    note = as_of_note(results, live=book.is_live, addition=" The heat map follows the table Risks at once.")
    canvas.note(last, 1, (1, LAST), note)
    canvas.finish(last)


def _message(results: Results) -> Live:
    count, critical, money, days = (
        dash(name) for name in ("open_risks", "critical_risks", "risk_exposure", "risk_exposure_days")
    )
    sentence = f'{native.plural(count, "open risk")}&", "&{native.whole(f"N({critical})")}&" critical"'
    delay = native.when(f'{days}=""', '""', f'" and "&{native.plural(days, "working day")}')
    cost = f'"; on average they would cost "&{native.money(money)}&{delay}&"."'
    said = f"{sentence}&" + native.when(f'{money}=""', '"."', cost)
    return Live("=" + native.when(f"N({count})=0", native.quoted(_NO_DATA), said), _sentence(results))


def _sentence(results: Results) -> str:
    if not results.value("open_risks"):
        return _NO_DATA
    count, critical = results.value("open_risks"), results.value("critical_risks") or 0
    money, days = results.value("risk_exposure"), results.value("risk_exposure_days")
    sentence = f"{words.plural(count, 'open risk')}, {words.fixed(critical, 0)} critical"
    if money is None:
        return f"{sentence}."
    delay = "" if days is None else f" and {words.plural(days, 'working day')}"
    return f"{sentence}; on average they would cost {_money(results, money)}{delay}."


def _money(results: Results, amount: float) -> str:
    return words.money(amount, results.settings.text("currency"))


def _tiles(canvas: Canvas, results: Results, chosen: str) -> None:
    this = (f'"this "&LOWER({cadence(RISK)})', f"this {chosen.lower()}")
    trend, basis = dash("risk_score_trend"), dash("risk_trend_basis")
    meant = f'IF({trend}="Up","worse",IF({trend}="Down","better","the same"))'
    by = (native.when(f'{trend}=""', '"No comparison yet"', f'{meant}&", by "&LOWER({basis})'), _trend(results, chosen))
    count = dash("mitigation_effectiveness_count")
    counted = results.value("mitigation_effectiveness_count") or words.UNKNOWN
    tones = {Tone.RED: f'{trend}="Up"', Tone.GREEN: f'{trend}="Down"'}
    tiles = (
        Tile("New Risks Identified", _number(results, "new_risks", chosen), _note(results, this), "count"),
        Tile("Risks Resolved", _number(results, "risks_resolved", chosen), _note(results, this), "count"),
        Tile("Risk Score Trend", _number(results, "risk_score_trend", chosen), _note(results, by), tones=tones),
        Tile("Mitigation Effectiveness", _number(results, "mitigation_effectiveness"),
             _note(results, (f'"successful, "&{native.known(count)}', f"successful, {counted}")), "share"),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(_TILE_ROW, column, tile)
    canvas.heights({_TILE_ROW + 3: 8})


def _trend(results: Results, chosen: str) -> str:
    trend, basis = results.value("risk_score_trend", chosen), results.value("risk_trend_basis", chosen) or ""
    if trend is None:
        return "No comparison yet"
    meant = {"Up": "worse", "Down": "better"}.get(trend, "the same")
    return f"{meant}, by {basis.lower()}"


def _number(results: Results, name: str, chosen: str = "") -> Live:
    value = results.value(name, chosen)
    return Live(f"={native.known(dash(name))}", words.UNKNOWN if value is None else value)


def _note(results: Results, said: tuple[str, str]) -> Live:
    """The note of a tile, or what to type where there are no risks at all."""
    formula, text = said
    typed = "No data yet: type your risks"
    nothing = f'IF(COUNTA(Risks[ID])=0,"{typed}",{formula})'
    return Live(f"={nothing}", text if "risks" in results.filled else typed)


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
    look = canvas.book.look(font_size=SHEET_LOOK.kpi_size, bold=True, align="center", num_format=NUMBER_FORMATS["some"],
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
    days, critical = dash("risk_exposure_days"), dash("unmitigated_critical")
    facts: tuple[tuple[str, str, str, Callable[[Any], str]], ...] = (
        ("Expected cost", "risk_exposure", native.money(dash("risk_exposure")), lambda v: _money(results, v)),
        ("Expected delay", "risk_exposure_days", native.plural(days, "working day"),
         lambda v: words.plural(v, "working day")),
        ("Mitigation progress", "mitigation_progress", native.percent(dash("mitigation_progress")), words.percent),
        ("Critical without mitigation", "unmitigated_critical", critical, str),
    )  # fmt: skip
    for at, (label, name, formula, said) in enumerate(facts, row + 1):
        value = results.value(name)
        shown = Live(f"={native.known(dash(name), formula)}", words.UNKNOWN if value is None else said(value))
        canvas.line(at, 1, (Field("", 5), Field("", 3, "right")), (label, shown))
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
    look = canvas.book.look(bold=True, font_color=f"#{BRAND.accent}", bottom=1, bottom_color=f"#{BRAND.light}")
    canvas.box(row, _LISTS_FROM, (1, LAST - _LISTS_FROM + 1), _band_title(results, title, names), look)
    for name in names:
        for number in range(1, IN_BAND[name] + 1):
            row += 1
            canvas.line(row, _LISTS_FROM, FIELDS, _risk(results, f"top_risks:{name}", number))
    return row


def _risk(results: Results, title: str, number: int) -> tuple[Live, ...]:
    columns = ("ID", "Title", "Status", "Mitigation progress", "Owner", "Score")
    cost = entry(results, title, number, "Expected cost")
    found = cost.formula.removeprefix("=")
    said = None if cost.value is None else _money(results, cost.value)
    money = Live(f'=IF({found}="","",{native.money(found)})', said)
    return (*(entry(results, title, number, column, length=_RISK_LENGTH) for column in columns), money)


def _band_title(results: Results, title: str, names: tuple[str, ...]) -> Live:
    """The band, and how many of its risks are listed where it is not all of them."""
    whole, critical, high = (f"N({dash(name)})" for name in ("open_risks", "critical_risks", "high_risks"))
    there = {"Critical": critical, "High": high}.get(names[0], f"({whole}-{critical}-{high})")
    ids = [native.lookup(native.quoted(item(f"top_risks:{name}", n, "ID"))) for name in names
           for n in range(1, IN_BAND[name] + 1)]  # fmt: skip
    listed = "(" + "+".join(f'({identity}<>"")' for identity in ids) + ")"
    of = native.when(f"{there}>{listed}", f'": "&{listed}&" of "&{native.whole(there)}', '""')
    formula = f"={native.quoted(title)}&" + native.when(f"{there}=0", '": none"', of)
    count = sum(results.item(f"top_risks:{name}", n, "ID") is not None for name in names
                for n in range(1, IN_BAND[name] + 1))  # fmt: skip
    return Live(formula, f"{title}{_shown(results, names, count)}")


def _shown(results: Results, names: tuple[str, ...], count: int) -> str:
    critical, high, whole = (results.value(name) or 0 for name in ("critical_risks", "high_risks", "open_risks"))
    there = {"Critical": critical, "High": high}.get(names[0], whole - critical - high)
    if not there:
        return ": none"
    return f": {count} of {words.fixed(there, 0)}" if there > count else ""
