"""Process improvement: what was changed in the way of working, what it brought, and how the work flows now.

Depends on: metrics, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
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
_NOTES = (
    "Left: each improvement with what was measured before and after it; without both there is no gain. Under them the "
    "lessons that were shared. Right: how the work flows, against the period before. Ask for the improvements that "
    "are done but not measured."
)


def improvement(desk: Desk) -> Iterator[Page]:
    """Improvements, lessons and the figures of the process; no page without improvements or lessons."""
    improved = [_improvement(row) for row in desk.listing("improvement_listing")]
    learned = [_lesson(desk, row) for row in desk.listing("lesson_listing") if row["Issue"] not in desk.restricted]
    if not improved and not learned:
        return
    rows = [*_group("improvements", "Improvements", improved), *_group("lessons", "Lessons", learned)]
    yield from paged(rows, EACH, _page(desk))


def _group(key: str, label: str, rows: list[Row]) -> list[Row]:
    return [Row(key, (Cell.of(label, True),), RowKind.GROUP), *rows] if rows else []


def _page(desk: Desk) -> Any:
    columns = (Column("What was done", width=3.6), Column("Measure: before → after", width=2.4),
               Column("Who", width=1.3), Column("State", width=1.1))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("improvements", "Improvements and lessons", columns, rows,
                      part.note("row", "Improvements and Lessons"))  # fmt: skip
        blocks: dict[str, Block] = {"table": table}
        figures = _figures(desk) if part.number == 1 else None
        if figures is not None:
            blocks["table_2"] = figures
        return Page(part.key("improvement"), Layout.TWO_TABLES if figures else Layout.TABLE,
                    part.title(_title(desk), "Process improvement"), blocks,
                    "Improvements, Lessons, Items, Sprints, Issues, Communications, Reports", _NOTES)  # fmt: skip

    return page


def _title(desk: Desk) -> str:
    measured, gain = desk.text("improvements_measured"), desk.value("improvement_yield")
    if measured == words.UNKNOWN:
        return "No improvement is finished yet; lessons are shared"
    said = f"{measured} finished improvements are measured"
    better = f"; they bettered what they measure by {desk.words.percent(gain)}" if words.is_known(gain) else ""
    return sentence(said + better, said)


def _improvement(row: dict[str, Any]) -> Row:
    identity, before, after = str(row["ID"]), row["Before"], row["After"]
    measure: Line = (Span(f"{row['Measure']}: " if words.is_known(before) else str(row["Measure"]), tone=Tone.MUTED),)
    if words.is_known(before):
        now = (
            Span(words.short(after), True, ref=entry("improvement_listing", identity, "After"))
            if (words.is_known(after))
            else Span("not measured yet", tone=Tone.MUTED)
        )
        unit = Span(f" {row['Unit']}" if row["Unit"] and words.is_known(after) else "")
        measure = (*measure, Span(words.short(before), ref=entry("improvement_listing", identity, "Before")),
                   Span(" → "), now, unit)  # fmt: skip
    what: Line = (Span(f"{identity} ", True), Span(str(row["Action"] or row["Problem"])))
    return Row(identity, (Cell((what,)), Cell((measure,)), Cell.of(str(row["Owner"])), Cell.of(str(row["Status"]))))


def _lesson(desk: Desk, row: dict[str, Any]) -> Row:
    shared = f"shared {desk.near(row['Shared on'])}" if row["Shared on"] is not None else "not shared yet"
    what: Line = (Span(f"{row['ID']} ", True), Span(str(row["Lesson"])))
    return Row(
        str(row["ID"]), (Cell((what,)), Cell.of(str(row["Action"])), Cell.of(str(row["Owner"])), Cell.of(shared))
    )


def _figures(desk: Desk) -> Table | None:
    rows = [_figure(desk, name, better) for name, better in FIGURES if words.is_known(desk.value(name))]
    columns = (Column("Figure", width=2.6), Column(desk.previous_label, "right", 0.8),
               Column("Now", "right", 0.8), Column("Verdict", width=0.9))  # fmt: skip
    return Table("figures", "How the work flows", columns, tuple(rows)) if rows else None


def _figure(desk: Desk, name: str, better: int) -> Row:
    metric, now, before = find(name), desk.value(name), desk.was(name)
    unit = {Unit.DAYS: ", working days", Unit.CALENDAR_DAYS: ", days"}.get(metric.unit, "")
    was = desk.words.value_text(before, metric.unit, desk.currency)
    moved = (now > before) - (now < before) if words.is_known(before) else 0
    same = not words.is_known(before) or was == desk.text(name)
    verdict = ("no comparison" if not words.is_known(before) else "same") if same else (
        "better" if moved == better else "worse")  # fmt: skip
    tone = Tone.MUTED if same else (Tone.GREEN if moved == better else Tone.RED)
    return Row(name, (Cell.of(f"{metric.label}{unit}"), Cell.of(was, tone=Tone.MUTED),
                      Cell((( desk.number(name, bold=True),),)), Cell.of(verdict, not same, tone)))  # fmt: skip
