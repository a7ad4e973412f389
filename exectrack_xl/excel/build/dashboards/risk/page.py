"""The Risk Dashboard: what is new, the heat map, the trend of the exposure, and the risks by band.

Depends on: metrics, report.words, theme, excel.build.dashboards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import OFFERED, RISK, RISK_POINTS, VALUE
from exectrack_xl.excel.build.dashboards.behind import Behind, scale_of
from exectrack_xl.excel.build.dashboards.canvas import HERE, LAST, TILES, Canvas, Field, Live, Tile
from exectrack_xl.excel.build.dashboards.charts import plain_columns
from exectrack_xl.excel.build.dashboards.names import cadence, dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.risk.lists import write_lists
from exectrack_xl.excel.build.dashboards.risk.map import WIDE, write_map
from exectrack_xl.excel.build.dashboards.saying import Said, as_of_note, in_the_period, number, status
from exectrack_xl.metrics import Listing
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone

TITLE = "Risk Dashboard"
_HEADING = "Risk Management Dashboard"
_NO_DATA = "No data yet: type your risks."
_TOP = 4
_LINE = 27.0
_SCALES = {1e6: "million", 1e3: "thousand"}
_ROWS = 19  # rows beneath the tiles that are as high as a line of a list


def write_risk(book: Book, behind: Behind, said: Said, matrix: Listing) -> None:
    """Draw the dashboard for the running week, month or quarter. `matrix` has one row for each field of the map."""
    results = said.results
    canvas = Canvas(book, TITLE)
    canvas.title(said.title(_HEADING), _message(results), status(results))
    canvas.choice(cadence(RISK), said.chosen, OFFERED[RISK])
    canvas.section(_TOP, 1, LAST, "Risk Trends")
    top = _tiles(canvas, behind, said, _TOP + 1)
    canvas.heights(dict.fromkeys(range(top + 1, top + 1 + _ROWS), _LINE))
    row = _facts(canvas, results, write_map(canvas, matrix, top))
    last = max(write_lists(canvas, results, top), top + 1 + _ROWS)
    _exposure(canvas, behind, results, (row, last))
    note = as_of_note(results, live=book.is_live, addition=" The heat map follows the table Risks at once.")
    canvas.heights({last: 15})
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
    return f"{sentence}; on average they would cost {words.money(money, results.settings.text('currency'))}{delay}."


def _money(results: Results, amount: float) -> str:
    return words.money(amount, results.settings.text("currency"))


def _tiles(canvas: Canvas, behind: Behind, said: Said, row: int) -> int:
    """Draw the four tiles; gives back the first row beneath."""
    results, chosen = said.results, said.chosen
    this = (f'"this "&LOWER({cadence(RISK)})', f"this {chosen.lower()}")
    trend, basis = said.expression("risk_score_trend"), said.expression("risk_trend_basis")
    meant = f'IF({trend}="Up","worse",IF({trend}="Down","better","the same"))'
    by = (native.when(f'{trend}=""', '"No comparison yet"', f'{meant}&", by "&LOWER({basis})'), _trend(said))
    count = dash("mitigation_effectiveness_count")
    counted = results.value("mitigation_effectiveness_count") or words.UNKNOWN
    tones = {Tone.RED: f'{HERE}="Up"', Tone.GREEN: f'{HERE}="Down"'}
    tiles = (
        Tile("New Risks Identified", in_the_period(said, "new_risks"), _note(results, this), "count",
             trail=behind.trail("new_risks", RISK, chosen)),
        Tile("Risks Resolved", in_the_period(said, "risks_resolved"), _note(results, this), "count",
             trail=behind.trail("risks_resolved", RISK, chosen)),
        Tile("Risk Score Trend", in_the_period(said, "risk_score_trend"), _note(results, by), tones=tones,
             trail=behind.trail("risk_burndown")),
        Tile("Mitigation Effectiveness", number(results, "mitigation_effectiveness"),
             _note(results, (f'"successful, "&{native.known(count)}', f"successful, {counted}")), "share",
             trail=behind.trail("mitigation_effectiveness")),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(row, column, tile)
    return canvas.gap(row + 3)


def _trend(said: Said) -> str:
    trend, basis = said.value("risk_score_trend"), said.value("risk_trend_basis") or ""
    if trend is None:
        return "No comparison yet"
    meant = {"Up": "worse", "Down": "better"}.get(trend, "the same")
    return f"{meant}, by {basis.lower()}"


def _note(results: Results, said: tuple[str, str]) -> Live:
    """The note of a tile, or what to type where there are no risks at all."""
    formula, text = said
    typed = "No data yet: type your risks"
    nothing = f'IF(COUNTA(Risks[ID])=0,"{typed}",{formula})'
    return Live(f"={nothing}", text if "risks" in results.filled else typed)


def _facts(canvas: Canvas, results: Results, row: int) -> int:
    canvas.section(row, 1, WIDE, "What the open risks would cost on average")
    canvas.heights({row: _LINE})  # as high as the risk that stands in the same row
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


def _exposure(canvas: Canvas, behind: Behind, results: Results, rows: tuple[int, int]) -> None:
    """The exposure at the last snapshots and now, as columns."""
    row, last = rows
    basis = dash("risk_burndown_basis")
    line, divisor = behind.amounts("risk_burndown", RISK_POINTS, "Exposure")
    scale = scale_of(results.item("risk_burndown", n, VALUE) for n in range(1, RISK_POINTS + 1))
    nothing = "Exposure over time: no data yet"
    worded = f'IF({divisor}=1000000,"million",IF({divisor}=1000,"thousand",""))'
    unit = f'TRIM(IF({basis}="Expected cost",setting_currency&" ","")&{worded})'
    formula = native.when(f'{basis}=""', native.quoted(nothing),
                          f'{basis}&" of the open risks"&IF({unit}="","",", "&{unit})')  # fmt: skip
    canvas.section(row, 1, WIDE, Live(f"={formula}", _exposure_title(results, scale) or nothing))
    canvas.heights({row: _LINE})
    canvas.chart((row + 1, 1), (last - row - 1, WIDE), plain_columns(canvas.book, line),
                 "Exposure of the open risks at the last snapshots and now")  # fmt: skip


def _exposure_title(results: Results, scale: float) -> str:
    """In what the exposure is counted; blank where it is not known."""
    basis = results.value("risk_burndown_basis")
    if not basis:
        return ""
    currency = results.settings.text("currency") if basis == "Expected cost" else ""
    unit = f"{currency} {_SCALES.get(scale, '')}".strip()
    return f"{basis} of the open risks{f', {unit}' if unit else ''}"
