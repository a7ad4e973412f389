"""The stakeholder report: the specification's Initiative Progress Report, six fields per initiative.

Restricted issues leave only their ID. Depends on: report.asks, report.desk, report.model, report.words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.adding_up import costs, over_budget
from exectrack_xl.report.asks import ALL, Ask, ask_row, due_span, open_actions, pending_decisions
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.documents.content import Content, Field
from exectrack_xl.report.documents.sentences import lines, sentence
from exectrack_xl.report.headlines import summary_title
from exectrack_xl.report.model import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Line,
    Role,
    Row,
    RowKind,
    Section,
    Series,
    Span,
    Table,
    Tone,
)
from exectrack_xl.report.pages.chances import are_simulated
from exectrack_xl.report.pages.summary import lateness
from exectrack_xl.report.reasons import main_reason

MOST_ROWS = 6  # of a table in an initiative's section
DEFINED = (
    "percent_complete", "percent_planned", "spi", "spi_t", "estimate_at_completion", "days_late", "quality_score",
)  # fmt: skip
_RANK = {Tone.RED: 0, Tone.YELLOW: 1, Tone.GREY: 2, Tone.GREEN: 3}


def content(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """The answer, the initiatives at a glance, what is asked, and a section for each, worst first."""
    sections = sorted((section(desk, i) for i in desk.parts), key=lambda made: _rank(made))
    return Content(answer(desk), tuple(opening(desk)), (*sections, definitions(desk)))


def definitions(desk: Desk) -> Section:
    """How the numbers are defined, in the catalogue's own words."""
    fields: tuple[Field, ...] = tuple(
        (desk.words.label(name), ((Span(find(name).summary),),)) for name in DEFINED
    )  # fmt: skip
    return Section("definitions", desk.say("stakeholder.definitions"), None, fields)


def answer(desk: Desk) -> tuple[Line, ...]:
    """What a reader in a hurry must know: state, date and the worst initiative's reason."""
    lines: list[Line] = [(Span(desk.say("lists.sentence", text=summary_title(desk)), True),)]
    worst = sorted(desk.initiatives, key=lambda i: (_RANK[desk.status(str(desk.value("overall_status", i))).tone], i))
    told = [i for i in worst if desk.value("overall_status", i) in ("Red", "Yellow")][:2]
    lines += [desk.line("stakeholder.is", name=desk.name(i), state=desk.text("overall_status", i),
                        why=main_reason(desk, i)) for i in told]  # fmt: skip
    fine = [desk.name(i) for i in worst if desk.value("overall_status", i) == "Green"]
    if fine:
        lines.append(desk.line("stakeholder.green", len(fine), names=desk.words.listed(fine)))
    return tuple(lines)


def opening(desk: Desk) -> list[Block]:
    """The initiatives at a glance as table and chart, and what stakeholders need to do."""
    blocks: list[Block] = []
    if desk.initiatives:
        blocks += [at_a_glance(desk), work_done(desk)]
    asked = actions_table(desk, "", desk.say("stakeholder.to_do"))
    return [*blocks, asked] if asked.rows else blocks


def at_a_glance(desk: Desk) -> Table:
    """One row per initiative and the programme: status, work, finish, cost."""
    rows = [_glance(desk, i) for i in desk.initiatives]
    if len(rows) > 1:
        rows.append(_glance(desk, "", RowKind.TOTAL))
    columns = (
        Column(desk.say("scorecard.initiative"), width=2.2), Column(desk.say("scorecard.status"), width=1.0),
        Column(desk.say("stakeholder.done"), "right", 0.7), Column(desk.say("stakeholder.plan"), "right", 0.7),
        Column(desk.say("summary.finish"), "right", 1.3), Column(desk.say("scorecard.approved"), "right", 1.1),
        Column(desk.say("summary.cost"), "right", 1.6),
    )  # fmt: skip
    count = len(desk.initiatives)
    heading = desk.say("stakeholder.glance", count, count=desk.words.spelled(count))
    return Table("glance", heading, columns, tuple(rows), costs(desk).remark)


def work_done(desk: Desk) -> Chart:
    """Work done against plan, in percent of budget."""
    done = tuple(_known(desk.value("percent_complete", i)) for i in desk.initiatives)
    plan = tuple(_known(desk.value("percent_planned", i)) for i in desk.initiatives)
    return Chart(
        "work_done", desk.say("stakeholder.work_done"), ChartKind.BAR,
        tuple(desk.name(i) for i in desk.initiatives),
        (Series(desk.say("stakeholder.done"), Role.ACTUAL, done, show_values=True, ref="percent_complete"),
         Series(desk.say("stakeholder.plan"), Role.PLAN, plan, show_values=True, ref="percent_planned")),
        "0%", desk.say("stakeholder.work_done_alt"), lowest=0, highest=1, show_axis=False,
    )  # fmt: skip


def actions_table(desk: Desk, initiative: str, heading: str) -> Table:
    """Pending decisions and open stakeholder actions: what, who, by when, why."""
    asks = [*pending_decisions(desk, initiative), *open_actions(desk, initiative, stakeholder=True)]
    made = asks_table(desk, f"actions_{initiative}".rstrip("_"), asks, desk.say("stakeholder.action"))
    note = "" if asks else desk.say("stakeholder.nothing")
    return replace(made, heading=heading, note=note)


def asks_table(desk: Desk, key: str, asks: list[Ask], label: str = "") -> Table:
    """What is asked of whom, by when, and why."""
    columns = (Column(label or desk.say("stakeholder.decision"), width=2.8),
               Column(desk.say("next_steps.who"), width=1.5), Column(desk.say("next_steps.by"), width=1.1),
               Column(desk.say("stakeholder.why"), width=2.6))  # fmt: skip
    return Table(key, "", columns, tuple(ask_row(desk, ask) for ask in asks))


def section(desk: Desk, initiative: str) -> Section:
    """The six fields of one initiative, in the specification's words and order."""
    fields: tuple[Field, ...] = (
        (desk.say("stakeholder.initiative"), _what(desk, initiative)),
        (desk.say("stakeholder.progress"), _progress(desk, initiative)),
        (desk.say("stakeholder.quality"), _quality(desk, initiative)),
        (desk.say("stakeholder.issues"), _issues(desk, initiative)),
        (desk.say("stakeholder.next"), _next(desk, initiative)),
        (desk.say("stakeholder.actions"), _asked(desk, initiative)),
    )
    return Section(
        initiative, desk.name(initiative), desk.status(str(desk.value("overall_status", initiative))), fields
    )


def _what(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    if not initiative:
        return (desk.line("stakeholder.whole", name=Span(desk.name(""), True)),)
    table = desk.tracker["initiatives"]
    row = table.positions[initiative]
    owner, sponsor = str(table["owner"][row]), str(table["sponsor"][row])
    key = "stakeholder.what_sponsored" if sponsor else "stakeholder.what"
    return (desk.line(key, name=Span(desk.name(initiative), True), text=str(table["description"][row]), owner=owner,
                      sponsor=sponsor),)  # fmt: skip


def _progress(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    """Completion and timeline, with chances where Settings asks for the simulation; what is not known is left out."""
    work = sentence(
        desk, "stakeholder.complete", "stakeholder.earned", "stakeholder.indices", initiative=initiative,
    )  # fmt: skip
    finish = sentence(
        desk, "stakeholder.approved", "stakeholder.forecast", "stakeholder.cost", initiative=initiative,
    )  # fmt: skip
    because = desk.line("stakeholder.because", why=Span(main_reason(desk, initiative)))
    return (*lines(work, finish, _chances(desk, initiative)), because)


def _chances(desk: Desk, initiative: str) -> Line:
    if not are_simulated(desk):
        return ()
    even, safe = (desk.number("p_date", initiative, bold=True, probability=share) for share in (0.5, 0.8))
    dates = desk.line("stakeholder.chances", even=even, safe=safe)
    on_time = sentence(desk, "stakeholder.on_time", initiative=initiative)
    return (*dates, Span(" "), *on_time) if on_time else dates


def _quality(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    measures = desk.listing("quality_measures", initiative)
    if not measures:
        return ((Span(desk.say("stakeholder.no_quality"), tone=Tone.MUTED),),)
    head = desk.line("stakeholder.quality_score", score=desk.number("quality_score", initiative, bold=True),
                     measures=desk.number("quality_coverage", initiative))  # fmt: skip
    rows = tuple(_measure(desk, m, number, initiative) for number, m in enumerate(measures[:MOST_ROWS], 1))
    columns = (Column(desk.say("stakeholder.measure"), width=3), Column(desk.say("stakeholder.now"), "right"),
               Column(desk.say("stakeholder.standard"), "right"),
               Column(desk.say("stakeholder.of_ten"), "right"))  # fmt: skip
    return head, Table(f"quality_{initiative}", "", columns, rows)


def _measure(desk: Desk, measure: dict[str, Any], number: int, initiative: str) -> Row:
    """A measure, its value and standard, and its score; a failed gate is Red. `number` is its place in the listing."""

    def told(column: str) -> Cell:
        text = _score(desk, measure[column]) if column == "Score" else _measured(desk, measure[column], measure["Unit"])
        return Cell.of(text, ref=entry("quality_measures", number, column, initiative))

    last = Cell(status=desk.status("Red")) if measure["Gate failed"] else told("Score")
    return Row(str(measure["Measure"]), (Cell.of(str(measure["Measure"])), told("Value"), told("Target"), last))


def _issues(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    issues = desk.listing("top_issues", initiative, n=ALL)
    if not issues:
        return ((Span(desk.say("stakeholder.no_issue"), tone=Tone.MUTED),),)
    rows = tuple(_issue(desk, issue) for issue in issues[:MOST_ROWS])
    more = len(issues) - len(rows)
    columns = (Column(desk.say("issues.issue"), width=3), Column(desk.say("issues.priority"), width=0.9),
               Column(desk.say("issues.owner"), width=1.3), Column(desk.say("issues.due"), width=1.1),
               Column(desk.say("stakeholder.plan_of_issue"), width=2.7))  # fmt: skip
    told = desk.words.plural(more, "more_issue")
    note = desk.say("stakeholder.lower", issues=told) if more else ""
    return (Table(f"issues_{initiative}", "", columns, rows, note),)


def _issue(desk: Desk, issue: dict[str, Any]) -> Row:
    identity = str(issue["ID"])
    title: Line = (Span(f"{identity} ", True), Span(desk.public(identity, issue["Title"])))
    plan = "" if identity in desk.restricted else str(issue["Resolution plan"])
    return Row(identity, (Cell((title,)), Cell.of(desk.words.choice(issue["Priority"])), Cell.of(str(issue["Owner"])),
                          Cell(((due_span(desk, issue["Due date"]),),)), Cell.of(plan)))  # fmt: skip


def _next(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    table = desk.table("milestones", initiative)
    late = desk.rows("milestone_days_late", "milestones", initiative)
    states = desk.rows("milestone_status", "milestones", initiative)
    ahead = np.flatnonzero(np.isnat(table["actual"]) & ~np.isnat(table["forecast"]))
    order = ahead[np.argsort(table["forecast"][ahead], kind="stable")][:MOST_ROWS]
    if not len(order):
        return ((Span(desk.say("stakeholder.no_milestone"), tone=Tone.MUTED),),)
    tones = {"Late": Tone.RED, "At risk": Tone.YELLOW, "On track": Tone.GREEN}
    rows = tuple(
        Row(str(table["id"][row]), (
            Cell.of(str(table["name"][row]), True), Cell.of(str(table["deliverable"][row])),
            Cell.of(desk.near(table["forecast"][row])),
            Cell.of(_state(desk, str(states[row]), late[row]), True, tones.get(str(states[row]), Tone.PLAIN)),
        ))
        for row in order
    )  # fmt: skip
    columns = (Column(desk.say("stakeholder.milestone"), width=2.6),
               Column(desk.say("stakeholder.deliverable"), width=3),
               Column(desk.say("issues.due"), width=1.2), Column(desk.say("stakeholder.state"), width=1.7))  # fmt: skip
    return (Table(f"next_{initiative}", "", columns, rows),)


def _asked(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    table = actions_table(desk, initiative, "")
    return (table,) if table.rows else ((Span(table.note, tone=Tone.MUTED),),)


def _glance(desk: Desk, initiative: str, kind: RowKind = RowKind.NORMAL) -> Row:
    late = desk.value("days_late", initiative)
    over, printed = over_budget(desk, initiative), costs(desk)
    at_end = printed.cost(desk.value("estimate_at_completion", initiative))
    cost: Line = (desk.mark(at_end, "estimate_at_completion", initiative),)
    if words.is_known(over):
        amount = desk.mark(desk.words.signed(printed.over(over)), "variance_at_completion", initiative)
        cost = (*cost, *(replace(one, tone=Tone.MUTED) for one in (Span(" ("), amount, Span(")"))))
    return Row(initiative or "programme", (
        Cell.of(desk.name(initiative) if initiative else desk.say("programme.name"), True),
        Cell(status=desk.status(str(desk.value("overall_status", initiative)))),
        Cell(((desk.number("percent_complete", initiative),),)), Cell(((desk.number("percent_planned", initiative),),)),
        Cell(((desk.number("forecast_finish", initiative),),)),
        Cell.of(desk.words.days_late(late), tone=lateness(desk, late), ref=desk.reference("days_late", initiative)),
        Cell((cost,)),
    ), kind)  # fmt: skip


def _rank(made: Section) -> int:
    return _RANK[made.status.tone] if made.status else 9


def _known(value: Any) -> float | None:
    return float(value) if words.is_known(value) else None


def _measured(desk: Desk, value: Any, unit: Any) -> str:
    if not words.is_known(value):
        return words.UNKNOWN
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or round(value, digits) == round(value, 2))
    return f"{desk.words.fixed(value, digits)}{'' if unit == '%' else ' '}{unit}".strip()


def _state(desk: Desk, state: str, late: float) -> str:
    """Where a milestone stands, with its days: "Late by 26 d", "At risk, 11 d late"."""
    if state == "Late":
        known = desk.say("stakeholder.late_by", late, count=desk.words.fixed(late, 0)) if late > 0 else ""
        return known or desk.say("stakeholder.passed")
    return desk.say("stakeholder.state_and_days", state=desk.words.choice(state), days=desk.words.days_late(late))


def _score(desk: Desk, value: Any) -> str:
    return desk.words.fixed(value, 1) if words.is_known(value) else words.UNKNOWN
