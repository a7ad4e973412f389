"""The periodic reviews: Weekly Team Update, Monthly Initiative Review, Quarterly Strategic Review.

Each line of the specification on what a review says is a section of its own.
Depends on: report.desk, report.documents, report.headlines, report.narrative, report.pages.
"""

from __future__ import annotations

from exectrack_xl.report import narrative
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents import team
from exectrack_xl.report.documents.content import NO_DATA, Content, Field, muted, said, section, sections
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.documents.stakeholder import at_a_glance, work_done
from exectrack_xl.report.documents.status import told
from exectrack_xl.report.documents.subjects import (
    communication,
    improvement,
    issues,
    milestones,
    mitigations,
    people,
    quality,
    risks,
    sprints,
    value,
)
from exectrack_xl.report.headlines import risks_title, summary_title
from exectrack_xl.report.model import Block, Line, Section
from exectrack_xl.report.pages.forecast import s_curve
from exectrack_xl.report.pages.summary import cost, finish, overall, work

Blocks = tuple[Block | Line, ...]


def weekly(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """What the team did, what is in the way, what comes, and who can do it."""
    return Content(_answer(desk), sprints.tiles(desk), sections(
        _one("sprint", "Sprint progress and completion status", sprints.running(desk), sprints.performance(desk)),
        _one("blockers", "Issues and blockers identification", issues.blockers(desk)),
        _one("issues", "Issue tracking and resolution updates", issues.flow(desk), issues.others(desk),
             issues.escalations(desk)),
        _one("next", "Next week priorities and focus", told(narrative.focus(desk)), milestones.upcoming(desk, 14),
             communication.actions(desk)),
        _one("capacity", "Team capacity and workload", team.workload(desk)),
        _one("timeline", "Timeline adjustments and changes", milestones.what_changed(desk), milestones.drift(desk, 6),
             milestones.changes_in_period(desk)),
        _one("stakeholders", "Stakeholder updates and alignment", communication.stakeholders(desk, 6),
             communication.due(desk)),
    ))  # fmt: skip


def monthly(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """Initiatives, milestones, quality, performance, risks, resources, issues, team and stakeholders."""
    return Content(_answer(desk), _tiles(desk), sections(
        _one("initiatives", "Initiative progress and milestone status", _initiatives(desk), milestones.kept(desk),
             milestones.key_ones(desk)),
        _one("milestones", "Initiative progress and milestone reviews", milestones.upcoming(desk),
             milestones.slips(desk), milestones.drift(desk, 6)),
        _many("quality", "Quality metrics and performance trends", [
            ("Quality metrics and standards", quality.metrics(desk)),
            ("Defect rates and resolution time", (*quality.defects(desk), *quality.worst_defects(desk))),
            ("Performance trends", _trends(desk)),
        ]),
        _many("risks", "Risk assessment and mitigation progress", [
            ("Risk assessment", (said(f"{risks_title(desk)}."), *risks.trend(desk), *risks.watched(desk))),
            ("Mitigation progress", (*risks.mitigation(desk), *mitigations.open_actions(desk, 6))),
        ]),
        _one("resources", "Resource utilization and efficiency", team.workload(desk), _efficiency(desk),
             communication.needs(desk)),
        _one("issues", "Risk management and issue resolution", issues.flow(desk), issues.open_issues(desk),
             issues.escalations(desk), issues.recurring(desk)),
        _one("team", "Team performance and delivery quality", sprints.performance(desk), people.health(desk)),
        _one("stakeholders", "Stakeholder satisfaction and alignment", communication.stakeholders(desk)),
    ))  # fmt: skip


def quarterly(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """Progress, value, goals, resources and return, and what was made better."""
    return Content(_answer(desk), _tiles(desk), sections(
        _one("progress", "Strategic progress and goal achievement", _initiatives(desk), milestones.kept(desk),
             _curve(desk), milestones.what_changed(desk)),
        _many("value", "Business impact and value delivery", [
            ("Revenue impact and cost savings", value.benefits(desk)),
            ("Customer value and feature adoption", value.delivered(desk)),
            ("Competitive advantage and market position", value.market(desk)),
        ]),
        _one("goals", "Strategic goal achievement and alignment", value.goals(desk), value.alignment(desk)),
        _many("resources", "Resource allocation and ROI analysis", [
            ("ROI and resource effectiveness", value.returns(desk)),
            ("Resource utilization and efficiency", (*team.workload(desk), *_efficiency(desk))),
            ("Resource needs", communication.needs(desk)),
        ]),
        _many("improvement", "Process improvement and optimization", [
            ("What improvements brought", improvement.yields(desk)),
            ("Process Optimization", (*improvement.of_type(desk, "Process Optimization"), *improvement.waste(desk))),
            ("Team Development", (*improvement.of_type(desk, "Team Development"), *people.skills(desk))),
            ("Tool and Technology", improvement.of_type(desk, "Tool and Technology")),
            ("Execution Efficiency", improvement.flow(desk)),
            ("Quality vs. speed trade-offs", improvement.quality_against_speed(desk)),
            ("Team Performance", (*people.productivity(desk), *people.health_curve(desk), *people.health(desk))),
            ("Lessons", improvement.lessons(desk)),
        ]),
        _one("risks", "Risks that matter", risks.trend(desk), risks.watched(desk, 5)),
        _one("outlook", "Next Period Goals", told(narrative.goals(desk))),
    ))  # fmt: skip


def _answer(desk: Desk) -> tuple[Line, ...]:
    return (said(f"{summary_title(desk)}.", True),)


def _tiles(desk: Desk) -> tuple[Block, ...]:
    return overall(desk), finish(desk), cost(desk), work(desk)


def _initiatives(desk: Desk) -> Blocks:
    if not desk.initiatives:
        return (muted(f"{NO_DATA}: type the initiatives in sheet Initiatives."),)
    table = at_a_glance(desk)
    return (table, work_done(desk)) if len(desk.initiatives) > 1 else (table,)


def _trends(desk: Desk) -> Blocks:
    said_trend = lines(sentence(desk, "SPI {spi} and SPI(t) {spi_t}: {trend_of metric=spi_t}.",
                                "Schedule variance {schedule_variance}."))  # fmt: skip
    return (*said_trend, *quality.performance(desk))


def _efficiency(desk: Desk) -> tuple[Line, ...]:
    return lines(sentence(desk, "Effort planned over effort taken for what is finished: {effort_efficiency}.",
                          "A person-day of planned effort brings {resource_effectiveness}."))  # fmt: skip


def _curve(desk: Desk) -> Blocks:
    chart = s_curve(desk)
    return (chart,) if chart.series and len(chart.categories) > 1 else ()


def _one(key: str, title: str, *found: Blocks) -> Section | None:
    """A section of one field without a label; where nothing is known it says so."""
    blocks = tuple(block for group in found for block in group)
    return section(key, title, [("", blocks or (muted(f"{NO_DATA}."),))])


def _many(key: str, title: str, fields: list[Field]) -> Section | None:
    """A section of the fields that hold something; where none does it says so."""
    return section(key, title, fields) or section(key, title, [("", (muted(f"{NO_DATA}."),))])
