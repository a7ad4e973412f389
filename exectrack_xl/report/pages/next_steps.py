"""Next steps: who does what by when, and what happens if not. Decisions have pages of their own before this one.

Depends on: report.asks, report.desk, report.headlines, report.model, report.paging.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.report.asks import ask_row, open_actions
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.headlines import next_steps_title
from exectrack_xl.report.model import Column, Layout, Page, Row, Table
from exectrack_xl.report.paging import Part, paged

EACH = 9  # actions on a page


def next_steps(desk: Desk) -> Iterator[Page]:
    """Open actions, the most urgent first; no page where there are none."""
    columns = (Column(desk.say("next_steps.step"), width=4.6), Column(desk.say("next_steps.who"), width=1.8),
               Column(desk.say("next_steps.by"), width=1.5),
               Column(desk.say("next_steps.otherwise"), width=3.4))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(next_steps_title(desk), desk.say("next_steps.name"))
        table = Table("next_steps", desk.say("next_steps.heading"), columns, rows,
                      part.note("action", "Actions"))  # fmt: skip
        notes = desk.say("next_steps.notes")
        return Page(part.key("next_steps"), Layout.TABLE, title, {"table": table}, "Actions", notes)

    yield from paged([ask_row(desk, ask) for ask in open_actions(desk)], EACH, page, words=desk.words)
