"""The Risk Management Dashboard: where the risks sit and moved, the critical and high ones, and the trends.

Depends on: report.desk, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, due_span
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.headlines import risks_title
from exectrack_xl.report.language.words import capital
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
from exectrack_xl.report.paging import Part, beside, paged

EACH = 9  # on a page without the matrix
MOST_RISKS = 6  # rows a slide can show beside the matrix
BAND_TONE = {"Critical": Tone.RED, "High": Tone.YELLOW, "Medium": Tone.GREY, "Low": Tone.GREY}
_TREND = {"Up": ("worse", Tone.RED), "Down": ("better", Tone.GREEN), "Stable": ("same", Tone.PLAIN)}
Bands = dict[tuple[int, int], tuple[str, Tone]]  # of each cell of the matrix: its score and band, its colour


def risks(desk: Desk) -> Page:
    """Matrix, Critical Risks (Score 7-9), High Risks (Score 4-6) and the four Risk Trends."""
    new, resolved, trend, effect = trend_tiles(desk)
    blocks: dict[str, Block] = {"canvas": matrix(desk), "table": risk_table(desk, _beside_matrix(desk)),
              "tile_1": new, "tile_2": resolved, "tile_3": trend, "tile_4": effect}  # fmt: skip
    return Page("risks", Layout.CANVAS_TABLE, risks_title(desk), blocks, "Risks, Mitigations, Snapshots",
                desk.say("risks.notes"))  # fmt: skip


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (
        Column(desk.say("risks.risk"), width=3.4), Column(desk.say("risks.score"), width=0.8),
        Column(desk.say("risks.status"), width=1.1), Column(desk.say("risks.progress"), "right", 1.0),
        Column(desk.say("risks.expected"), "right", 1.3), Column(desk.say("risks.owner"), width=1.3),
        Column(desk.say("risks.next"), width=2.4),
    )  # fmt: skip


def more_risks(desk: Desk) -> Iterator[Page]:
    """The critical and high risks that found no room beside the matrix, the gravest first."""
    rest = _grave(desk)[_beside_matrix(desk) :]

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        said = capital(desk.say("risks.more", len(rest), count=desk.words.spelled(len(rest))))
        title = part.title(said, desk.say("risks.more_name"))
        table = Table("more_risks", desk.say("risks.more_heading"), _columns(desk), rows,
                      part.note("risk", "Risks"))  # fmt: skip
        return Page(part.key("more_risks"), Layout.TABLE, title, {"table": table}, "Risks, Mitigations",
                    desk.say("risks.more_notes"))  # fmt: skip

    yield from paged([_risk_row(desk, risk) for risk in rest], EACH, page, words=desk.words)


def _grave(desk: Desk) -> list[dict[str, Any]]:
    """The critical and high risks, the gravest first."""
    return [risk for band in ("Critical", "High") for risk in desk.listing("top_risks", n=ALL, band=band)]


def _beside_matrix(desk: Desk) -> int:
    """How many of them stand beside the matrix."""
    return beside(len(_grave(desk)), MOST_RISKS)


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
    said = {"risks": desk.words.plural(len(pins), "open_risk"), "period": desk.previous_label}
    note = desk.say("risks.key_moved", period=desk.previous_label) if desk.before else desk.say("risks.key")
    heading = desk.say("risks.sit_and_moved" if desk.before else "risks.sit", len(pins), **said)
    return Matrix("matrix", heading, size, bands, pins, note,
                  desk.say("risks.matrix_alt", risks=desk.words.plural(len(pins), "risk")))  # fmt: skip


def risk_table(desk: Desk, most: int, initiative: str = "") -> Table:
    """Critical and high risks under the specification's headings; what does not fit is counted."""
    rows: list[Row] = []
    shown = hidden = 0
    for band, heading in (("Critical", desk.say("risks.critical")), ("High", desk.say("risks.high"))):
        found = desk.listing("top_risks", initiative, n=ALL, band=band)
        fitting = found[: most - shown]
        shown, hidden = shown + len(fitting), hidden + len(found) - len(fitting)
        if fitting:
            rows.append(Row(band, (Cell.of(heading, True, BAND_TONE[band]),), RowKind.GROUP))
            rows += [_risk_row(desk, risk) for risk in fitting]
    note = desk.say("risks.hidden", risks=desk.words.plural(hidden, "more_risk")) if hidden else ""
    return Table("risks", desk.say("risks.heading", period=desk.period_label), _columns(desk), tuple(rows), note)


def trend_tiles(desk: Desk) -> tuple[Tile, Tile, Tile, Tile]:
    """The four Risk Trends in the specification's words."""
    word = str(desk.value("risk_score_trend"))
    verdict, tone = _TREND.get(word, ("", Tone.PLAIN))
    value: Line = (Span(desk.words.choice(word) or words.UNKNOWN, True, ref=desk.reference("risk_score_trend")),)
    if verdict:
        value = (*value, Span(f" {desk.say(f'verdicts.{verdict}')}", True, tone))
    before = desk.was("risk_exposure")
    moved = desk.line("summary.no_comparison")
    if words.is_known(before):
        past = desk.mark_change(desk.money(before), "risk_exposure")
        moved = desk.line("risks.exposure_moved", then=past, now=desk.number("risk_exposure"))
    scored = desk.line("risks.none_scored")
    if words.is_known(desk.value("mitigation_effectiveness")):
        scored = desk.line("risks.successful", part=desk.number("mitigation_effectiveness_count"))
    return (
        _count(desk, "new_risks", desk.say("risks.new")),
        _count(desk, "risks_resolved", desk.say("risks.resolved")),
        Tile("risk_score_trend", desk.say("risks.trend"), value, moved),
        Tile("mitigation_effectiveness", desk.say("risks.effectiveness"),
             (desk.number("mitigation_effectiveness", bold=True),), scored),
    )  # fmt: skip


def _count(desk: Desk, name: str, label: str) -> Tile:
    return Tile(name, label, (desk.number(name, bold=True),), desk.line("risks.this_period"))


def _risk_row(desk: Desk, risk: dict[str, Any]) -> Row:
    previous = risk["Previous score"]
    moved: Line = desk.line("risks.fresh") if desk.before else ()
    if words.is_known(previous):
        moved = (Span(" ("), Span(desk.words.fixed(previous, 0), ref=entry("top_risks", risk["ID"], "Previous score")),
                 Span(")"))  # fmt: skip
    cost, days = risk["Expected cost"], risk["Expected days"]
    refs = {name: entry("top_risks", risk["ID"], name) for name in risk}
    expected: list[Line] = [(Span(desk.money(cost), ref=refs["Expected cost"]),)] if words.is_known(cost) else []
    if words.is_known(days):
        number = Span(desk.words.fixed(days, 1), tone=Tone.MUTED, ref=refs["Expected days"])
        expected.append(tuple(replace(one, tone=Tone.MUTED) for one in desk.line("days.short", count=number)))
    progress = risk["Mitigation progress"]
    done = desk.words.percent(progress) if words.is_known(progress) else words.UNKNOWN
    step = str(risk["Mitigation"])
    cells = (
        Cell(((Span(f"{risk['ID']} ", True), Span(str(risk["Title"]))),)),
        Cell(((Span(desk.words.fixed(risk["Score"], 0), True, ref=refs["Score"]),
               *(replace(one, tone=Tone.MUTED) for one in moved)),)),
        Cell.of(desk.words.choice(risk["Status"])),
        Cell.of(done, ref=refs["Mitigation progress"]),
        Cell(tuple(expected)),
        Cell.of(str(risk["Owner"])),
        Cell(((due_span(desk, risk["Due date"]),
               Span(f": {step or desk.say('risks.bare')}", tone=Tone.PLAIN if step else Tone.RED)),)),
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
        step: (f"{score:.0f} {desk.words.choice(band)}", BAND_TONE[str(band)])
        for step, score, band in zip(steps, scores, bands, strict=True)
    }
