"""What changed since the period before: the measures side by side, and the movements ranked by effect.

Depends on: metrics, report.desk, report.model, report.words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exectrack_xl.metrics import Unit, find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.headlines import changes_title
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Table, Tone
from exectrack_xl.report.movements import moved, public_movement

MOST_MOVEMENTS = 7  # rows a slide can show beside the measures


@dataclass(frozen=True)
class Measure:
    """A number to compare with the period before, and which way is good; its label is that of the key in [changes]."""

    metric: str
    better: int  # +1: more is better, -1: less is better, 0: judged against plan


MEASURES = (
    Measure("forecast_finish", -1),
    Measure("estimate_at_completion", -1),
    Measure("percent_complete", 0),
    Measure("spi_t", 1),
    Measure("cpi", 1),
    Measure("risk_exposure", -1),
    Measure("critical_risks", -1),
    Measure("critical_issues", -1),
)


def changes(desk: Desk) -> Page:
    """Measures then and now on the left; what moved most on the right."""
    blocks = {"table": measures(desk), "table_2": movement_table(desk, MOST_MOVEMENTS)}
    if desk.before is None:
        blocks = {"table": measures(desk)}
    layout = Layout.TWO_TABLES if desk.before else Layout.TABLE
    return Page("changes", layout, changes_title(desk), blocks, desk.say("sheets.all_and_snapshots"),
                desk.say("changes.notes"))  # fmt: skip


def measures(desk: Desk) -> Table:
    """The measures of both periods with the difference and a verdict in words."""
    rows = tuple(_measure(desk, measure) for measure in MEASURES if words.is_known(desk.value(measure.metric)))
    columns = (Column(desk.say("changes.measure"), width=2.4), Column(desk.previous_label, "right", 1.2),
               Column(desk.label, "right", 1.2), Column(desk.say("changes.change"), "right", 1.2),
               Column(desk.say("changes.verdict"), width=1.6))  # fmt: skip
    heading = desk.say("changes.heading", before=desk.previous_period_label, now=desk.period_label)
    return Table("measures", heading, columns, rows)


def movement_table(desk: Desk, most: int) -> Table:
    """The movements with the greatest effect; the rest is counted."""
    found = moved(desk)
    rows = tuple(
        Row(move.id, (Cell.of(move.what, True), Cell.of(move.text), Cell.of(move.effect, tone=move.tone)))
        for move in (public_movement(desk, one) for one in found[:most])
    )
    more = len(found) - len(rows)
    note = desk.say("changes.hidden", movements=desk.words.plural(more, "smaller_movement")) if more else ""
    columns = (Column(desk.say("changes.what"), width=0.8), Column(desk.say("changes.movement"), width=4.2),
               Column(desk.say("changes.effect"), width=1.3))  # fmt: skip
    return Table("movements", desk.say("changes.movements"), columns, rows, note)


def _measure(desk: Desk, measure: Measure) -> Row:
    now, before = desk.value(measure.metric), desk.was(measure.metric)
    cells = [
        Cell.of(desk.say(f"changes.{measure.metric}"), True),
        Cell(((replace(desk.mark_change(_before(desk, measure.metric), measure.metric), tone=Tone.MUTED),),)),
        Cell(((desk.number(measure.metric, bold=True),),)),
    ]
    if words.is_known(before):
        text, sign = _difference(desk, measure.metric, before, now)
        verdict, tone = _verdict(desk, measure, sign)
        cells += [Cell(((desk.mark_change(text, measure.metric),),)), Cell.of(verdict, True, tone)]
    else:
        cells += [Cell.of(words.UNKNOWN), Cell.of(desk.say("verdicts.no_comparison"), tone=Tone.MUTED)]
    return Row(measure.metric, tuple(cells))


def _before(desk: Desk, metric: str) -> str:
    return desk.words.value_text(desk.was(metric), find(metric).unit, desk.currency)


def _difference(desk: Desk, metric: str, before: object, now: object) -> tuple[str, int]:
    """The difference as text and its sign."""
    day_before, day_now = (words.as_date(value) if not isinstance(value, int | float) else None
                           for value in (before, now))  # fmt: skip
    if day_before is not None and day_now is not None:
        days = desk.tracker.calendar.between(day_before, day_now)
        moved_by = desk.say("days.short", days, count=desk.words.fixed(days, 0))
        return desk.words.signed(moved_by), (days > 0) - (days < 0)
    unit = find(metric).unit
    amount = _printed(now, unit) - _printed(before, unit)
    text = (
        desk.words.fixed(100 * amount, 0) if unit is Unit.SHARE else desk.words.value_text(amount, unit, desk.currency)
    )
    signed = desk.words.signed(text)
    told: str = desk.say("changes.points", points=signed) if unit is Unit.SHARE else signed
    return told, (amount > 1e-9) - (amount < -1e-9)


def _printed(value: object, unit: Unit) -> float:
    """A number as it stands on the page, so that the difference agrees with what a reader subtracts."""
    exact = float(value)  # type: ignore[arg-type]  # dates do not come here
    digits = {Unit.SHARE: 2, Unit.INDEX: 2, Unit.COUNT: 0}.get(unit)
    return exact if digits is None else float(words.fixed(exact, digits, grouped=False).replace("−", "-"))


def _verdict(desk: Desk, measure: Measure, sign: int) -> tuple[str, Tone]:
    if measure.better == 0:
        gap = desk.value("percent_complete") - desk.value("percent_planned")
        points = desk.words.fixed(abs(100 * gap), 0)
        if points == "0":
            return desk.say("verdicts.on_plan"), Tone.PLAIN
        said = desk.say("verdicts.under_plan" if gap < 0 else "verdicts.over_plan", points=points)
        return said, Tone.RED if gap < 0 else Tone.GREEN
    if sign == 0:
        return desk.say("verdicts.same"), Tone.PLAIN
    is_better = sign == measure.better
    return desk.say("verdicts.better" if is_better else "verdicts.worse"), Tone.GREEN if is_better else Tone.RED
