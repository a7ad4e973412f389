"""Sprints: what runs, what was finished, how fast. Depends on: report.desk, report.documents, report.model."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.documents.charts import Drawn, over_time
from exectrack_xl.report.documents.content import muted
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.model import Block, Cell, Chart, ChartKind, Column, Line, Role, Row, Span, Table, Tile, Tone

SPRINTS_DRAWN = 8
_TILES = (
    ("sprint_planned", "Planned"), ("sprint_completed", "Completed"), ("sprint_in_progress", "In Progress"),
    ("sprint_blocked", "Blocked"),
)  # fmt: skip


def tiles(desk: Desk) -> tuple[Tile, ...]:
    """Planned, completed, in progress and blocked points of the sprints that run; nothing where none runs."""
    planned = desk.value("sprint_planned")
    if not words.is_known(planned):
        return ()
    return tuple(Tile(name, label, (desk.number(name, bold=True),), (Span(_why(desk, name, planned)),))
                 for name, label in _TILES)  # fmt: skip


def running(desk: Desk) -> tuple[Block | Line, ...]:
    """The sprints that run, team by team, with their goals."""
    found = [values for values in _rows(desk) if values["status"] == "Active"]
    if not found:
        return (muted("No sprint runs at the status date."),)
    columns = (
        Column("Team", width=1.7), Column("Ends", width=0.9), Column("Planned", "right", 0.9),
        Column("Completed", "right", 1.0), Column("In Progress", "right", 0.9), Column("Blocked", "right", 0.9),
        Column("Goal", width=3.6),
    )  # fmt: skip
    rows = tuple(Row(str(values["id"]), (
        Cell.of(str(values["team"]), True), Cell.of(desk.near(values["finish"])),
        *(_points(desk, values[name], name) for name in ("planned", "completed", "in_progress", "blocked")),
        Cell.of(str(values["goal"])),
    )) for values in found)  # fmt: skip
    return (Table("sprints_running", "", columns, rows, "Story points; points of different teams do not compare."),)


def goals(desk: Desk, state: str) -> list[Line]:
    """The goals of the sprints in a state, with team and dates."""
    return [
        (Span(f"{values['team']}: ", True), Span(str(values["goal"])),
         Span(f" (sprint to {desk.near(values['finish'])})", tone=Tone.MUTED))
        for values in _rows(desk) if values["status"] == state and values["goal"]
    ]  # fmt: skip


def performance_in_short(desk: Desk) -> tuple[Block | Line, ...]:
    """The same for one page: a low chart, and the velocity of the teams in a sentence."""
    whole = performance(desk)
    told = [block for block in whole if isinstance(block, tuple)]
    joined = tuple(span for place, line in enumerate(told) for span in (*((Span(" "),) if place else ()), *line))
    made = (*((joined,) if joined else ()), *(replace(one, low=True) for one in whole if isinstance(one, Chart)))
    rows = [(n, row) for n, row in enumerate(desk.listing("velocity_by_team"), 1) if words.is_known(row["Velocity"])]
    if not rows:
        return made
    spans = [Span("Velocity in points a sprint: ")]
    for place, (n, row) in enumerate(rows):
        number = Span(desk.words.fixed(row["Velocity"], 1), True, ref=entry("velocity_by_team", n, "Velocity"))
        spans += [Span(f"{'; ' if place else ''}{row['Team']} "), number]
    return (*made, (*spans, Span(".")))


def performance(desk: Desk) -> tuple[Block | Line, ...]:
    """Velocity, quality and delivery: the sentence, the chart of closed sprints, each team's velocity."""
    said = sentence(
        desk, "Delivery: {say_do} of the points committed were finished in the last closed sprints.",
        "{task_completion} of the tasks are completed.",
        "Milestones: {on_time_count} reached on time in the period.",
    )  # fmt: skip
    quality = sentence(desk, "Quality: {defect_rate} defects found in the period, {open_defects} open,",
                       "median time to mend {mttr_defect} working days.")  # fmt: skip
    drawn = (Drawn("Committed", Role.PLAN, "sprint_commitment_history"),
             Drawn("Finished", Role.ACTUAL, "sprint_points_history"))  # fmt: skip
    chart = over_time(desk, "velocity", "Story points by sprint end, all teams. Outlined: committed. Solid: finished.",
                      drawn, kind=ChartKind.COLUMN, most=SPRINTS_DRAWN)  # fmt: skip
    return (*lines(said, quality), *chart, *velocity(desk))


def velocity(desk: Desk) -> tuple[Table, ...]:
    """Each team's velocity over its last closed sprints."""
    shown = (
        Shown("Team", width=2), Shown("Velocity", "Velocity, points", form=Form.ONE_DIGIT),
        Shown("Least", form=Form.ONE_DIGIT), Shown("Most", form=Form.ONE_DIGIT),
        Shown("Sprints", "Sprints counted", form=Form.COUNT),
        Shown("Delivered of committed", form=Form.SHARE),
    )  # fmt: skip
    return listed(desk, "velocity_by_team", shown)


def _rows(desk: Desk) -> list[dict[str, Any]]:
    table = desk.table("sprints")
    names = ("id", "team", "finish", "status", "planned", "completed", "in_progress", "blocked", "goal")
    columns = [table[name].tolist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _points(desk: Desk, value: float, name: str) -> Cell:
    text = desk.words.fixed(value, 0) if words.is_known(value) else words.UNKNOWN
    stuck = name == "blocked" and value > 0
    return Cell.of(text, stuck, Tone.RED if stuck else Tone.PLAIN)


def _why(desk: Desk, name: str, planned: float) -> str:
    value = desk.value(name)
    if name == "sprint_completed" and words.is_known(value) and planned:
        return f"story points, {desk.words.percent(value / planned)}"
    return "story points"
