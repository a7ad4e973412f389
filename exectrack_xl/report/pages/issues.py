"""Issues: age by priority, the escalation ladder, and what needs attention first.

Depends on: schema, report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, due_span
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.language.words import capital
from exectrack_xl.report.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Ladder,
    Layout,
    Page,
    Role,
    Row,
    Series,
    Span,
    Step,
    Table,
    Tone,
)
from exectrack_xl.report.paging import LONGEST, Part, beside, fits, paged, sentence
from exectrack_xl.schema.choices import ESCALATION, PRIORITY

BESIDE = 6  # issues beside the chart
EACH = 9  # on a page of their own
_ROLES = (Role.COST, Role.ACTUAL, Role.PREVIOUS, Role.CONTEXT)


def issues(desk: Desk) -> Iterator[Page]:
    """Open issues, the gravest first; what does not fit beside the chart follows on pages of its own."""
    found = desk.listing("top_issues", n=ALL)
    if not found:
        return
    rows = [_row(desk, issue) for issue in found]
    first = beside(len(rows), BESIDE)
    rest = rows[first:]
    blocks: dict[str, Block] = {
        "chart": _chart(desk, len(found)),
        "ladder": _ladder(desk, found),
        "table": Table("issues", desk.say("issues.heading"), _columns(desk), tuple(rows[:first]), _needed(desk)),
    }
    yield Page("issues", Layout.CHART_TABLE, _title(desk, found), blocks, "Issues", desk.say("issues.notes"))
    yield from paged(rest, EACH, _more(desk, len(rest)), words=desk.words)


def _title(desk: Desk, found: list[dict[str, Any]]) -> str:
    critical = [issue for issue in found if issue["Priority"] == "Critical"]
    waiting = len(desk.listing("overdue_escalations"))
    count = desk.words.spelled(len(critical or found))
    said = capital(desk.say("issues.critical" if critical else "issues.none_critical", len(critical or found),
                            count=desk.mark(count, "critical_issues" if critical else "open_issues")))  # fmt: skip
    ages = [issue["Age"] for issue in critical if words.is_known(issue["Age"])]
    if ages:
        oldest = max(critical, key=lambda issue: issue["Age"] if words.is_known(issue["Age"]) else -1)
        days = Span(desk.words.plural(max(ages), "day"), ref=entry("top_issues", oldest["ID"], "Age"))
        said = desk.say("issues.oldest", said=said, days=days)
    if not waiting:
        return sentence(said)
    told = desk.mark(desk.words.fixed(waiting, 0), "overdue_escalations")
    return sentence(desk.say("issues.waiting", waiting, said=said, count=told), said)


def _chart(desk: Desk, count: int) -> Chart:
    bands = desk.listing("issue_ageing")
    used = [name for name in PRIORITY if any(band[name] for band in bands)]
    series = tuple(
        Series(
            desk.words.choice(name),
            _ROLES[PRIORITY.index(name)],
            tuple(float(band[name]) or None for band in bands),
            None,
            True,
            ref="issue_ageing",
        )
        for name in used
    )  # fmt: skip
    told = desk.mark(desk.words.plural(count, "open_issue"), "open_issues")
    return Chart("issue_age", desk.say("issues.by_age", issues=told), ChartKind.STACKED,
                 tuple(desk.words.choice(band["Age"]) for band in bands), series, "0",
                 desk.say("issues.by_age_alt", issues=told))  # fmt: skip


def _ladder(desk: Desk, found: list[dict[str, Any]]) -> Ladder:
    counts = {level: sum((issue["Escalation"] or ESCALATION[0]) == level for issue in found) for level in ESCALATION}
    steps = tuple(
        Step(level.lower(), desk.words.choice(level), Span(str(count), True, ref="top_issues"))
        for level, count in counts.items()
    )
    told = desk.words.listed([f"{count} {desk.words.choice(level)}" for level, count in counts.items()])
    return Ladder("ladder", desk.say("issues.ladder"), steps, desk.say("issues.ladder_alt", levels=told))


def _columns(desk: Desk) -> tuple[Column, ...]:
    return (Column(desk.say("issues.issue"), width=3.0), Column(desk.say("issues.priority"), width=0.9),
            Column(desk.say("issues.status"), width=1.1), Column(desk.say("issues.level"), width=1.0),
            Column(desk.say("issues.owner"), width=1.4), Column(desk.say("issues.age"), "right", 0.6),
            Column(desk.say("issues.due"), width=1.2))  # fmt: skip


def _row(desk: Desk, issue: dict[str, Any]) -> Row:
    identity, age = str(issue["ID"]), issue["Age"]
    grave = issue["Priority"] == "Critical"
    cells = (
        Cell(((Span(f"{identity} ", True), Span(desk.public(identity, issue["Title"]))),)),
        Cell.of(desk.words.choice(issue["Priority"]), grave, Tone.RED if grave else Tone.PLAIN),
        Cell.of(desk.words.choice(issue["Status"])),
        Cell.of(desk.words.choice(issue["Escalation"] or ESCALATION[0])),
        Cell.of(str(issue["Owner"])),
        Cell.of(desk.words.short(age), ref=entry("top_issues", identity, "Age")),
        Cell(((due_span(desk, issue["Due date"]),),)),
    )
    return Row(identity, cells)


def _needed(desk: Desk) -> str:
    """The decision that has waited longest, and on whom it waits."""
    for issue in desk.listing("overdue_escalations"):
        level = desk.words.column(issue["Level by age"])
        said = desk.say("issues.needed", level=level, id=str(issue["ID"]))
        if issue["Decision overdue"]:
            days = Span(desk.words.fixed(issue["Decision overdue"], 0),
                        ref=entry("overdue_escalations", issue["ID"], "Decision overdue"))  # fmt: skip
            said = desk.say("issues.needed_since", said=said, count=days)
        return desk.say("issues.sentence", said=said) if fits(said) else said[:LONGEST] + "."
    return ""


def _more(desk: Desk, count: int) -> Any:
    def page(rows: tuple[Row, ...], part: Part) -> Page:
        said = capital(desk.say("issues.more", count, count=desk.words.spelled(count)))
        title = part.title(said, desk.say("issues.more_name"))
        table = Table("more_issues", desk.say("issues.more_heading"), _columns(desk), rows,
                      part.note("issue", "Issues"))  # fmt: skip
        return Page(part.key("more_issues"), Layout.TABLE, title, {"table": table}, "Issues",
                    desk.say("issues.more_notes"))  # fmt: skip

    return page
