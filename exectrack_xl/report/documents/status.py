"""The Execution Status Report: the specification's executive summary on one page, with what is asked.

Depends on: report.asks, report.desk, report.documents, report.narrative, report.pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from exectrack_xl.report import narrative
from exectrack_xl.report.asks import decisions_asked
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.documents.content import Content, Field, muted, said, section, sections
from exectrack_xl.report.documents.subjects.attention import needing_attention
from exectrack_xl.report.headlines import summary_title
from exectrack_xl.report.model import Block, Bullets, Cell, Column, Line, Row, Span, Table
from exectrack_xl.report.pages.summary import cost, finish, overall, work
from exectrack_xl.report.reasons import inputs, main_reason


def content(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """The answer, four tiles, the six fields, and the decisions asked."""
    tiles = (replace(overall(desk), why=()), finish(desk), cost(desk), work(desk))
    fields: tuple[Field, ...] = (
        ("Overall Status", _status(desk)),
        ("Key Achievements", told(narrative.achievements(desk))),
        ("Current Focus", told(narrative.focus(desk))),
        ("Issues & Risks", needing_attention(desk)),
        ("Resource Needs", told(narrative.needs(desk))),
        ("Next Period Goals", told(narrative.goals(desk))),
        ("Decisions asked", told(decisions_asked(desk))),
    )
    return Content((said(f"{summary_title(desk)}.", True),), tiles,
                   sections(section("summary", "Executive Summary", fields)))  # fmt: skip


def told(bullets: Bullets) -> tuple[Block | Line, ...]:
    """A list under its field's label; where it is empty, the sentence that says so."""
    if not bullets.lines:
        return (muted(bullets.note),)
    return (replace(bullets, label=""),)


def _status(desk: Desk) -> tuple[Block | Line, ...]:
    """The status with its reason, the dimensions it rests on, and the way to Green."""
    word = str(desk.value("overall_status"))
    line: Line = (Span(word, True, ref=desk.reference("overall_status")), Span(". "),
                  *main_reason(desk).spans, Span("."))  # fmt: skip
    reasons = enumerate(desk.listing("status_reasons", desk.only), 1)
    judged = [(number, row) for number, row in reasons if _asks(row)]
    if not judged:
        return (line,)
    rows = tuple(Row(str(row["Dimension"]), (
        Cell.of(desk.words.choice(row["Dimension"]), True), Cell(status=desk.status(str(row["Colour"]))),
        *(Cell.of(text, ref=entry("status_reasons", number, name, desk.only))
          for name, text in (("Inputs", inputs(desk, row)), ("To Green", str(row["To Green"])))),
    )) for number, row in judged)  # fmt: skip
    columns = (Column("Dimension", width=1.2), Column("Status", width=1), Column("Because", width=3),
               Column("Way to Green", width=4))  # fmt: skip
    return line, Table("way_to_green", "", columns, rows)


def _asks(row: Mapping[str, Any]) -> bool:
    """Whether a dimension is not Green and says what would make it so."""
    judged = row["Colour"] not in ("Not tracked", "Green") and row["Dimension"] != "Initiatives"
    return judged and bool(row["To Green"])
