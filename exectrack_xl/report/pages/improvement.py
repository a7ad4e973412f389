"""Process improvement: what was changed in the way of working, what it brought, and how the work flows now.

Depends on: metrics, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exectrack_xl.metrics import Unit, find
from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Block, Cell, Column, Layout, Line, Page, Row, RowKind, Span, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence

EACH = 8  # improvements and lessons on a page
# How the work flows: the metric, and whether more of it is better (+1), worse (-1) or neither (0).
FIGURES = (
    ("cycle_time", -1), ("flow_efficiency", 1), ("say_do", 1), ("estimation_error", -1), ("forecasts_kept", 1),
    ("mttr_issue", -1), ("issue_recurrence_rate", -1), ("comms_compliance", 1), ("automation_rate", 1),
)  # fmt: skip


def improvement(desk: Desk) -> Iterator[Page]:
    """Improvements, lessons and the figures of the process; no page without improvements or lessons."""
    improved = [_improvement(desk, row) for row in desk.listing("improvement_listing")]
    learned = [_lesson(desk, row) for row in desk.listing("lesson_listing") if row["Issue"] not in desk.restricted]
    if not improved and not learned:
        return
    rows = [
        *_group("improvements", desk.say("improvement.improvements"), improved),
        *_group("lessons", desk.say("improvement.lessons"), learned),
    ]
    yield from paged(rows, EACH, _page(desk), words=desk.words)


def _group(key: str, label: str, rows: list[Row]) -> list[Row]:
    return [Row(key, (Cell.of(label, True),), RowKind.GROUP), *rows] if rows else []


def _page(desk: Desk) -> Any:
    columns = (Column(desk.say("improvement.what"), width=3.6), Column(desk.say("improvement.measure"), width=2.4),
               Column(desk.say("improvement.who"), width=1.3),
               Column(desk.say("improvement.state"), width=1.1))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("improvements", desk.say("improvement.heading"), columns, rows,
                      part.note("row", "Improvements and Lessons"))  # fmt: skip
        blocks: dict[str, Block] = {"table": table}
        figures = _figures(desk) if part.number == 1 else None
        if figures is not None:
            blocks["table_2"] = figures
        return Page(part.key("improvement"), Layout.TWO_TABLES if figures else Layout.TABLE,
                    part.title(_title(desk), desk.say("improvement.name")), blocks,
                    "Improvements, Lessons, Items, Sprints, Issues, Communications, Reports",
                    desk.say("improvement.notes"))  # fmt: skip

    return page


def _title(desk: Desk) -> str:
    measured, gain = desk.text("improvements_measured"), desk.value("improvement_yield")
    if measured == words.UNKNOWN:
        return desk.say("improvement.none")
    said = desk.say("improvement.measured", improvements=desk.number("improvements_measured"))
    if not words.is_known(gain):
        return sentence(said)
    return sentence(desk.say("improvement.better", said=said, share=desk.number("improvement_yield")), said)


def _improvement(desk: Desk, row: dict[str, Any]) -> Row:
    identity, before, after = str(row["ID"]), row["Before"], row["After"]
    measure: Line = (Span(f"{row['Measure']}: " if words.is_known(before) else str(row["Measure"]), tone=Tone.MUTED),)
    if words.is_known(before):
        now = (
            Span(desk.words.short(after), True, ref=entry("improvement_listing", identity, "After"))
            if (words.is_known(after))
            else Span(desk.say("improvement.not_measured"), tone=Tone.MUTED)
        )
        unit = Span(f" {row['Unit']}" if row["Unit"] and words.is_known(after) else "")
        measure = (*measure, Span(desk.words.short(before), ref=entry("improvement_listing", identity, "Before")),
                   Span(" → "), now, unit)  # fmt: skip
    what: Line = (Span(f"{identity} ", True), Span(str(row["Action"] or row["Problem"])))
    return Row(
        identity,
        (Cell((what,)), Cell((measure,)), Cell.of(str(row["Owner"])), Cell.of(desk.words.choice(row["Status"]))),
    )


def _lesson(desk: Desk, row: dict[str, Any]) -> Row:
    shared = desk.say("improvement.not_shared")
    if row["Shared on"] is not None:
        shared = desk.say("improvement.shared", day=Span(desk.near(row["Shared on"]), ref=f"row:{row['ID']}/Shared on"))
    what: Line = (Span(f"{row['ID']} ", True), Span(str(row["Lesson"])))
    return Row(
        str(row["ID"]), (Cell((what,)), Cell.of(str(row["Action"])), Cell.of(str(row["Owner"])), Cell.of(shared))
    )


def _figures(desk: Desk) -> Table | None:
    rows = [_figure(desk, name, better) for name, better in FIGURES if words.is_known(desk.value(name))]
    columns = (Column(desk.say("improvement.figure"), width=2.6), Column(desk.previous_label, "right", 0.8),
               Column(desk.say("improvement.now"), "right", 0.8),
               Column(desk.say("improvement.verdict"), width=0.9))  # fmt: skip
    return Table("figures", desk.say("improvement.flow"), columns, tuple(rows)) if rows else None


def _figure(desk: Desk, name: str, better: int) -> Row:
    metric, now, before = find(name), desk.value(name), desk.was(name)
    units = {Unit.DAYS: "improvement.in_working_days", Unit.CALENDAR_DAYS: "improvement.in_days"}
    label = desk.words.label(name)
    label = desk.say(units[metric.unit], figure=label) if metric.unit in units else label
    was = desk.words.value_text(before, metric.unit, desk.currency)
    moved = (now > before) - (now < before) if words.is_known(before) else 0
    same = not words.is_known(before) or was == desk.text(name)
    verdict = ("no_comparison" if not words.is_known(before) else "same") if same else (
        "better" if moved == better else "worse")  # fmt: skip
    tone = Tone.MUTED if same else (Tone.GREEN if moved == better else Tone.RED)
    past = Cell(((replace(desk.mark_change(was, name), tone=Tone.MUTED),),))
    told = Cell.of(desk.say(f"verdicts.{verdict}"), not same, tone)
    return Row(name, (Cell.of(label), past, Cell(((desk.number(name, bold=True),),)), told))
