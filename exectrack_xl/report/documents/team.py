"""The Team Execution Update: the specification's five fields on a page.

Depends on: report.desk, report.documents, report.narrative.
"""

from __future__ import annotations

from exectrack_xl.report import narrative
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import Content, Field, muted, section, sections
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.documents.status import told
from exectrack_xl.report.documents.subjects import issues, people, sprints
from exectrack_xl.report.model import Block, Bullets, Line, Span

MOST_ISSUES = 3
MOST_REACHED = 1


def content(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """Four tiles of the sprints that run, then the five fields."""
    finished = sprints.performance_in_short(desk)
    fields: tuple[Field, ...] = (
        ("Progress Summary", summary(desk)),
        (
            "Sprint Performance",
            finished or (muted("No data yet: type sprints in sheet Sprints."),),
        ),
        ("Issues & Blockers", (*issues.flow(desk), *issues.open_in_short(desk, MOST_ISSUES))),
        ("Next Sprint Focus", next_focus(desk)),
        ("Team Health", people.health_in_short(desk)),
    )
    points = sentence(desk, "{sprint_completed} of {sprint_planned} story points of the running sprints are done,",
                      "{sprint_blocked} are blocked.")  # fmt: skip
    return Content(lines(points), sprints.tiles(desk), sections(section("update", "", fields)))


def summary(desk: Desk) -> tuple[Block | Line, ...]:
    """Overall progress and completion."""
    found = lines(
        sentence(desk, "{initiative_progress} done against {planned_progress} planned.",
                 "SPI {spi}, SPI(t) {spi_t}.", "Forecast finish {forecast_finish}, {days_late}.",
                 "Milestones reached in the period: {milestones_reached}; due were {milestones_due}."),
    )  # fmt: skip
    reached = narrative.achievements(desk)
    more = (Bullets("reached", "", reached.lines[:MOST_REACHED]),) if reached.lines else ()
    return (*found, *more) or (muted("No data yet: type milestones in sheet Milestones."),)


def next_focus(desk: Desk) -> tuple[Block | Line, ...]:
    """The goals of the sprints planned; where none is, of those that run; else the focus of the period."""
    planned = sprints.goals(desk, "Planned")
    if planned:
        return (Bullets("next_sprint", "", tuple(planned)),)
    active = sprints.goals(desk, "Active")
    ahead = [(Span("No sprint is planned yet; the running ones aim at:"),)] if active else []
    more = (Bullets("running_goals", "", tuple(active)),) if active else ()
    return (*ahead, *more) or told(narrative.focus(desk))


def workload(desk: Desk) -> tuple[Block | Line, ...]:
    """Capacity and who is booked for too much."""
    return (*people.capacity(desk), *people.overbooked(desk))
