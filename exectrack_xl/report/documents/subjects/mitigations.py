"""Mitigation actions from their sheet: progress, due date, money. Depends on: report.desk, report.documents."""

from __future__ import annotations

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.asks import due_span
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Cell, Column, Line, Row, Span, Table
from exectrack_xl.schema.table import among

_COLUMNS = (
    Column("Mitigation", width=3.6), Column("Risk", width=0.7), Column("Owner", width=1.4), Column("Due", width=1.2),
    Column("Progress", "right", 0.9), Column("Score before", "right", 0.8), Column("Target", "right", 0.7),
    Column("Cost planned", "right", 1.0), Column("Cost so far", "right", 1.0),
)  # fmt: skip


def open_actions(desk: Desk, most: int = 12) -> tuple[Table, ...]:
    """The actions that are neither done nor given up, the one due first on top; nothing where there is none."""
    table = desk.table("mitigations")
    waiting = np.flatnonzero(np.isnat(table["done"]) & ~among(table["status"], ("Done", "Expired", "Cancelled")))
    order = waiting[np.argsort(table["due"][waiting], kind="stable")]
    if not len(order):
        return ()
    rows = tuple(_row(desk, {name: table[name][row] for name in _NAMES}) for row in order[:most])
    more = len(order) - len(rows)
    note = f"{desk.words.plural(more, 'more_action')} in sheet Mitigations." if more else ""
    return (Table("mitigations", "", _COLUMNS, rows, note),)


def money(desk: Desk) -> tuple[Line, ...]:
    """What mitigation costs, and what is spent of it."""
    return lines(sentence(desk, "{mitigation_budget} is set aside for mitigation actions.",
                          "{mitigation_cost} is spent so far.")) or (
        muted("No action in sheet Mitigations has a planned cost yet."),)  # fmt: skip


_NAMES = ("id", "action", "risk", "owner", "due", "progress", "score_before", "target_score", "cost_planned",
          "cost_actual")  # fmt: skip


def _row(desk: Desk, values: dict[str, object]) -> Row:
    numbers = [values[name] for name in ("score_before", "target_score")]
    money = [values[name] for name in ("cost_planned", "cost_actual")]
    progress = values["progress"]
    return Row(str(values["id"]), (
        Cell(((Span(f"{values['id']} ", True), Span(str(values["action"]))),)), Cell.of(str(values["risk"])),
        Cell.of(str(values["owner"])), Cell(((due_span(desk, values["due"]),),)),
        Cell.of(desk.words.percent(float(progress)) if words.is_known(progress) else words.UNKNOWN),  # type: ignore[arg-type]
        *(Cell.of(desk.words.fixed(float(n), 0) if words.is_known(n) else words.UNKNOWN) for n in numbers),  # type: ignore[arg-type]
        *(Cell.of(desk.money(float(n))) for n in money),  # type: ignore[arg-type]
    ))  # fmt: skip
