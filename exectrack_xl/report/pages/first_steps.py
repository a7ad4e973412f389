"""What to fill in first, for a tracker that holds nothing yet. Depends on: report.desk, report.model."""

from __future__ import annotations

from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Table

_SHEETS = ("Settings", "Milestones", "Risks", "Issues")


def first_steps(desk: Desk) -> Page:
    """Four sheets to begin with."""
    rows = tuple(Row(sheet, (Cell.of(sheet, True), Cell.of(desk.say(f"first_steps.{sheet.lower()}"))))
                 for sheet in _SHEETS)  # fmt: skip
    columns = (Column(desk.say("first_steps.sheet")), Column(desk.say("first_steps.step"), width=4))
    table = Table("first_steps", desk.say("first_steps.heading"), columns, rows)
    return Page("first_steps", Layout.TABLE, desk.say("first_steps.title"), {"table": table}, desk.say("sheets.all"),
                desk.say("first_steps.notes"))  # fmt: skip
