"""Next steps: decide first, then do; owner, date, and what happens if not. Depends on: report.asks, report.model."""

from __future__ import annotations

from exectrack_xl.report import words
from exectrack_xl.report.asks import ask_row, open_actions, pending_decisions
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.headlines import next_steps_title
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, RowKind, Table

MOST_ROWS = 7  # asks that a slide can show under two headings
LEAST_ACTIONS = 3  # that keep their place among many decisions


def next_steps(desk: Desk) -> Page:
    """Pending decisions and open actions, the most urgent first; what does not fit is counted."""
    decisions, actions = pending_decisions(desk), open_actions(desk)
    deciding = decisions[: MOST_ROWS - min(len(actions), LEAST_ACTIONS)]
    doing = actions[: MOST_ROWS - len(deciding)]
    rows = [
        *_group("decide", "Decide first", [ask_row(desk, ask, bold=True) for ask in deciding]),
        *_group("do", "Then do", [ask_row(desk, ask) for ask in doing]),
    ]
    hidden = len(decisions) + len(actions) - len(deciding) - len(doing)
    note = f"{words.plural(hidden, 'more row')} in sheets Decisions and Actions." if hidden else ""
    columns = (Column("Step", width=4.6), Column("Who", width=1.8), Column("By", width=1.5),
               Column("If not done", width=3.4))  # fmt: skip
    heading = "What is asked, of whom, by when, and what happens if it is not done"
    notes = "Ask for each decision by name. Every row has one owner and one date; an overdue one says so."
    return Page("next_steps", Layout.TABLE, next_steps_title(desk),
                {"table": Table("next_steps", heading, columns, tuple(rows), note)},
                "Decisions, Changes, Actions", notes)  # fmt: skip


def _group(key: str, label: str, rows: list[Row]) -> list[Row]:
    return [Row(key, (Cell.of(label, True),), RowKind.GROUP), *rows] if rows else []
