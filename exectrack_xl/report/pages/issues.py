"""Issues: age by priority, the escalation ladder, and what needs attention first.

Depends on: schema, report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, due_span
from exectrack_xl.report.desk import Desk, entry
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
from exectrack_xl.report.paging import LONGEST, Part, paged, sentence
from exectrack_xl.schema.choices import ESCALATION, PRIORITY

BESIDE = 6  # issues beside the chart
EACH = 9  # on a page of their own
_ROLES = (Role.COST, Role.ACTUAL, Role.PREVIOUS, Role.CONTEXT)
_NOTES = (
    "Left: the open issues by days since they were raised; the darkest are critical. Below: how many stand on each "
    "step of the ladder Team, Manager, Director, Executive. Right: the gravest first. Level is where an issue stands "
    "now; an issue that waits longer than its step allows belongs one step up."
)


def issues(desk: Desk) -> Iterator[Page]:
    """Open issues, the gravest first; what does not fit beside the chart follows on pages of its own."""
    found = desk.listing("top_issues", n=ALL)
    if not found:
        return
    rows = [_row(desk, issue) for issue in found]
    rest = rows[BESIDE:]
    heading = "Issues that need attention, the gravest first"
    blocks: dict[str, Block] = {
        "chart": _chart(desk, len(found)),
        "ladder": _ladder(found),
        "table": Table("issues", heading, _columns(), tuple(rows[:BESIDE]), _needed(desk)),
    }
    yield Page("issues", Layout.CHART_TABLE, _title(desk, found), blocks, "Issues", _NOTES)
    yield from paged(rest, EACH, _more(len(rest)))


def _title(desk: Desk, found: list[dict[str, Any]]) -> str:
    critical = [issue for issue in found if issue["Priority"] == "Critical"]
    waiting = len(desk.listing("overdue_escalations"))
    verb = "waits" if waiting == 1 else "wait"
    end = f"; {desk.words.plural(waiting, 'issue')} {verb} too long on {'its' if waiting == 1 else 'their'} step"
    if not critical:
        verb = "is" if len(found) == 1 else "are"
        said = f"{desk.words.counted(len(found), 'issue')} {verb} open, none of them critical"
        return sentence(said + (end if waiting else ""), said)
    ages = [issue["Age"] for issue in critical if words.is_known(issue["Age"])]
    said = f"{desk.words.counted(len(critical), 'critical_issue')} {'is' if len(critical) == 1 else 'are'} open"
    oldest = f", the oldest for {desk.words.plural(max(ages), 'day')}" if ages else ""
    return sentence(said + oldest + (end if waiting else ""), said + oldest)


def _chart(desk: Desk, count: int) -> Chart:
    bands = desk.listing("issue_ageing")
    used = [name for name in PRIORITY if any(band[name] for band in bands)]
    series = tuple(
        Series(name, _ROLES[PRIORITY.index(name)], tuple(float(band[name]) or None for band in bands), None, True)
        for name in used
    )
    return Chart("issue_age", f"{desk.words.plural(count, 'open_issue')} by age and priority", ChartKind.STACKED,
                 tuple(str(band["Age"]) for band in bands), series, "0",
                 f"Stacked columns of {desk.words.plural(count, 'open_issue')} by age, split by priority")  # fmt: skip


def _ladder(found: list[dict[str, Any]]) -> Ladder:
    counts = {level: sum((issue["Escalation"] or ESCALATION[0]) == level for issue in found) for level in ESCALATION}
    steps = tuple(Step(level.lower(), level, Span(str(count), True)) for level, count in counts.items())
    told = words.listed([f"{count} {level}" for level, count in counts.items()])
    return Ladder("ladder", "Where they stand on the escalation ladder", steps, f"Escalation ladder: {told}")


def _columns() -> tuple[Column, ...]:
    return (Column("Issue", width=3.0), Column("Priority", width=0.9), Column("Status", width=1.1),
            Column("Level", width=1.0), Column("Owner", width=1.4), Column("Age", "right", 0.6),
            Column("Due", width=1.2))  # fmt: skip


def _row(desk: Desk, issue: dict[str, Any]) -> Row:
    identity, age = str(issue["ID"]), issue["Age"]
    grave = issue["Priority"] == "Critical"
    cells = (
        Cell(((Span(f"{identity} ", True), Span(desk.public(identity, issue["Title"]))),)),
        Cell.of(str(issue["Priority"]), grave, Tone.RED if grave else Tone.PLAIN),
        Cell.of(str(issue["Status"])),
        Cell.of(str(issue["Escalation"] or ESCALATION[0])),
        Cell.of(str(issue["Owner"])),
        Cell.of(desk.words.short(age), ref=entry("top_issues", identity, "Age")),
        Cell(((due_span(desk, issue["Due date"]),),)),
    )
    return Row(identity, cells)


def _needed(desk: Desk) -> str:
    """The decision that has waited longest, and on whom it waits."""
    for issue in desk.listing("overdue_escalations"):
        said = f"What is needed: the {str(issue['Level by age']).lower()} decides on {issue['ID']}"
        since = f", {desk.words.fixed(issue['Decision overdue'], 0)} d overdue" if issue["Decision overdue"] else ""
        return (said + since)[:LONGEST] + "."
    return ""


def _more(count: int) -> Any:
    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(f"{words.counted(count, 'more issue')} {'is' if count == 1 else 'are'} open", "More issues")
        table = Table("more_issues", "Open issues, the gravest first", _columns(), rows, part.note("issue", "Issues"))
        return Page(part.key("more_issues"), Layout.TABLE, title, {"table": table}, "Issues",
                    "The list goes on from the page before, in the same order.")  # fmt: skip

    return page
