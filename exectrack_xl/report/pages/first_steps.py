"""What to fill in first, for a tracker that holds nothing yet. Depends on: report.model."""

from __future__ import annotations

from exectrack_xl.report.model import Cell, Column, Layout, Page, Row, Table

_STEPS = (
    ("Settings", "Type the programme's name and the status date."),
    ("Milestones", "Type what was promised: name, owner, baseline date, forecast date."),
    ("Risks", "Type what may go wrong: title, probability and impact from 1 to 3, owner."),
    ("Issues", "Type what stands in the way: title, priority, owner, due date."),
)


def first_steps() -> Page:
    """Four sheets to begin with."""
    rows = tuple(Row(sheet, (Cell.of(sheet, True), Cell.of(text))) for sheet, text in _STEPS)
    columns = (Column("Sheet"), Column("Step", width=4))
    table = Table("first_steps", "Four sheets are enough for the first report", columns, rows)
    return Page("first_steps", Layout.TABLE, "The tracker is empty: four steps lead to the first report",
                {"table": table}, "all sheets", "Start at the sheet Start; it counts what is there.")  # fmt: skip
