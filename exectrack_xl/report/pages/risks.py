"""The Risk Management Dashboard: where the risks sit and moved, the critical and high ones, and the trends.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, due_span
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.headlines import risks_title
from exectrack_xl.report.model import (
    Block,
    Cell,
    Column,
    Layout,
    Line,
    Matrix,
    Page,
    Pin,
    Row,
    RowKind,
    Span,
    Table,
    Tile,
    Tone,
)
from exectrack_xl.report.paging import Part, paged

EACH = 9  # on a page without the matrix
MOST_RISKS = 6  # rows a slide can show beside the matrix
BAND_TONE = {"Critical": Tone.RED, "High": Tone.YELLOW, "Medium": Tone.GREY, "Low": Tone.GREY}
_TREND = {"Up": ("worse", Tone.RED), "Down": ("better", Tone.GREEN), "Stable": ("same", Tone.PLAIN)}
_COLUMNS = (
    Column("Risk", width=3.4), Column("Score", width=0.8), Column("Status", width=1.1),
    Column("Mitigation Progress", "right", 1.0), Column("Expected", "right", 1.3),
    Column("Owner", width=1.3), Column("Due: next step", width=2.4),
)  # fmt: skip
Bands = dict[tuple[int, int], tuple[str, Tone]]  # of each cell of the matrix: its score and band, its colour


def risks(desk: Desk) -> Page:
    """Matrix, Critical Risks (Score 7-9), High Risks (Score 4-6) and the four Risk Trends."""
    new, resolved, trend, effect = trend_tiles(desk)
    blocks: dict[str, Block] = {"canvas": matrix(desk), "table": risk_table(desk, MOST_RISKS),
              "tile_1": new, "tile_2": resolved, "tile_3": trend, "tile_4": effect}  # fmt: skip
    notes = (
        "Score is probability times impact, 1 to 9: Critical 7-9, High 4-6. Expected cost and days are chance times "
        "impact. The trend compares the expected cost of the risks open now with those open at the end of the period "
        "before; Up is worse. Mitigation Effectiveness counts the risks scored again after the action."
    )
    return Page("risks", Layout.CANVAS_TABLE, risks_title(desk), blocks, "Risks, Mitigations, Snapshots", notes)


def more_risks(desk: Desk) -> Iterator[Page]:
    """The critical and high risks that found no room beside the matrix, the gravest first."""
    found = [risk for band in ("Critical", "High") for risk in desk.listing("top_risks", n=ALL, band=band)]
    rest = found[MOST_RISKS:]
    notes = "The list goes on from the page with the matrix: critical risks first, then high ones, by expected cost."

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(f"{desk.words.counted(len(rest), 'more_risk')} "
                           f"{'is' if len(rest) == 1 else 'are'} critical or high", "More risks")  # fmt: skip
        table = Table("more_risks", "Critical and high risks, continued", _COLUMNS, rows, part.note("risk", "Risks"))
        return Page(part.key("more_risks"), Layout.TABLE, title, {"table": table}, "Risks, Mitigations", notes)

    yield from paged([_risk_row(desk, risk) for risk in rest], EACH, page)


def matrix(desk: Desk) -> Matrix:
    """Open risks by probability and impact, with where each stood in the period before."""
    five = desk.settings.text("risk_scale") == "5x5"
    size = 5 if five else 3
    before = _positions(desk.before.table("risks")) if desk.before else {}
    table, bands = desk.table("risks"), _bands(desk, size)
    pins = tuple(
        _pin(bands, str(table["id"][row]), place, before.get(str(table["id"][row])))
        for row, place in _places(table)
        if _is_open(table, row)
    )
    note = f"Filled: now. Dotted: {desk.previous_label}." if desk.before else "Filled: now."
    heading = f"Where the {desk.words.plural(len(pins), 'open_risk')} sit" + (
        f", and moved since {desk.previous_label}" if desk.before else ""
    )
    return Matrix("matrix", heading, size, bands, pins, note,
                  f"Risk matrix of probability by impact with {desk.words.plural(len(pins), 'risk')}")  # fmt: skip


def risk_table(desk: Desk, most: int, initiative: str = "") -> Table:
    """Critical and high risks under the specification's headings; what does not fit is counted."""
    rows: list[Row] = []
    shown = hidden = 0
    for band, heading in (("Critical", "Critical Risks (Score 7-9)"), ("High", "High Risks (Score 4-6)")):
        found = desk.listing("top_risks", initiative, n=ALL, band=band)
        fitting = found[: most - shown]
        shown, hidden = shown + len(fitting), hidden + len(found) - len(fitting)
        if fitting:
            rows.append(Row(band, (Cell.of(heading, True, BAND_TONE[band]),), RowKind.GROUP))
            rows += [_risk_row(desk, risk) for risk in fitting]
    note = f"{desk.words.plural(hidden, 'more_risk')} of these bands in sheet Risks." if hidden else ""
    return Table("risks", f"Risk Management Dashboard - {desk.period.label}", _COLUMNS, tuple(rows), note)


def trend_tiles(desk: Desk) -> tuple[Tile, Tile, Tile, Tile]:
    """The four Risk Trends in the specification's words."""
    word = str(desk.value("risk_score_trend"))
    verdict, tone = _TREND.get(word, ("", Tone.PLAIN))
    value: Line = (Span(word or words.UNKNOWN, True, ref=desk.reference("risk_score_trend")),)
    if verdict:
        value = (*value, Span(f" {verdict}", True, tone))
    before, now = desk.was("risk_exposure"), desk.value("risk_exposure")
    moved = f"{desk.money(before)} to {desk.money(now)}" if words.is_known(before) else "No comparison yet"
    known = words.is_known(desk.value("mitigation_effectiveness"))
    scored = desk.value("mitigation_effectiveness_count") if known else ""
    return (
        _count(desk, "new_risks", "New Risks Identified"),
        _count(desk, "risks_resolved", "Risks Resolved"),
        Tile("risk_score_trend", "Risk Score Trend", value, (Span(moved),)),
        Tile("mitigation_effectiveness", "Mitigation Effectiveness",
             (desk.number("mitigation_effectiveness", bold=True),),
             (Span(f"successful, {scored}" if scored else "no action is scored yet"),)),
    )  # fmt: skip


def _count(desk: Desk, name: str, label: str) -> Tile:
    return Tile(name, label, (desk.number(name, bold=True),), (Span("this period"),))


def _risk_row(desk: Desk, risk: dict[str, Any]) -> Row:
    previous = risk["Previous score"]
    moved = f" ({desk.words.fixed(previous, 0)})" if words.is_known(previous) else " (new)" if desk.before else ""
    cost, days = risk["Expected cost"], risk["Expected days"]
    refs = {name: entry("top_risks", risk["ID"], name) for name in risk}
    expected: list[Line] = [(Span(desk.money(cost), ref=refs["Expected cost"]),)] if words.is_known(cost) else []
    if words.is_known(days):
        number = Span(desk.words.fixed(days, 1), tone=Tone.MUTED, ref=refs["Expected days"])
        expected.append((number, Span(" d", tone=Tone.MUTED)))
    progress = risk["Mitigation progress"]
    done = desk.words.percent(progress) if words.is_known(progress) else words.UNKNOWN
    step = str(risk["Mitigation"]) or "No mitigation"
    cells = (
        Cell(((Span(f"{risk['ID']} ", True), Span(str(risk["Title"]))),)),
        Cell(((Span(desk.words.fixed(risk["Score"], 0), True, ref=refs["Score"]), Span(moved, tone=Tone.MUTED)),)),
        Cell.of(str(risk["Status"])),
        Cell.of(done, ref=refs["Mitigation progress"]),
        Cell(tuple(expected)),
        Cell.of(str(risk["Owner"])),
        Cell(((due_span(desk, risk["Due date"]),
               Span(f": {step}", tone=Tone.RED if step == "No mitigation" else Tone.PLAIN)),)),
    )  # fmt: skip
    return Row(str(risk["ID"]), cells)


def _is_open(table: Any, row: int) -> bool:
    return table["status"][row] not in ("Closed", "Occurred")


def _places(table: Any) -> list[tuple[int, tuple[int, int]]]:
    known = np.flatnonzero(~np.isnan(table["probability"]) & ~np.isnan(table["impact"]))
    return [(int(row), (int(table["probability"][row]), int(table["impact"][row]))) for row in known]


def _positions(table: Any) -> dict[str, tuple[int, int]]:
    return {str(table["id"][row]): place for row, place in _places(table) if _is_open(table, row)}


def _pin(bands: Bands, identity: str, place: tuple[int, int], before: tuple[int, int] | None) -> Pin:
    band = bands.get(place, ("", Tone.PLAIN))[1]
    label = identity.rpartition("-")[2] or identity
    return Pin(identity, label, *place, before if before != place else None, band)


def _bands(desk: Desk, size: int) -> Bands:
    """Score and band of every cell of the matrix."""
    steps = [(p, i) for p in range(1, size + 1) for i in range(1, size + 1)]
    probability, impact = (np.array([step[n] for step in steps], dtype=float) for n in (0, 1))
    scores = find("risk_score").function(probability=probability, impact=impact, rules=desk.settings)
    bands = find("risk_band").function(scores)
    return {
        step: (f"{score:.0f} {band}", BAND_TONE[str(band)])
        for step, score, band in zip(steps, scores, bands, strict=True)
    }
