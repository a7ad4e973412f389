"""The stakeholder report: the specification's Initiative Progress Report, six fields per initiative.

Restricted issues leave only their ID. Depends on: report.asks, report.desk, report.model, report.words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from exectrack_xl.metrics import find
from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, Ask, ask_row, due_span, open_actions, pending_decisions
from exectrack_xl.report.desk import Desk
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
    return Content(answer(desk), tuple(opening(desk)), (*sections, definitions()))


def definitions() -> Section:
    """How the numbers are defined, in the catalogue's own words."""
    defined = (find(name) for name in DEFINED)
    fields: tuple[Field, ...] = tuple((metric.label, ((Span(metric.summary),),)) for metric in defined)
    return Section("definitions", "How the numbers are defined", None, fields)


def answer(desk: Desk) -> tuple[Line, ...]:
    """What a reader in a hurry must know: state, date and the worst initiative's reason."""
    lines: list[Line] = [(Span(f"{summary_title(desk)}.", True),)]
    worst = sorted(desk.initiatives, key=lambda i: (_RANK[desk.status(str(desk.value("overall_status", i))).tone], i))
    told = [i for i in worst if desk.value("overall_status", i) in ("Red", "Yellow")][:2]
    lines += [(Span(f"{desk.name(i)} is {desk.value('overall_status', i)}. {main_reason(desk, i)}."),) for i in told]
    fine = [desk.name(i) for i in worst if desk.value("overall_status", i) == "Green"]
    if fine:
        lines.append((Span(f"{desk.words.listed(fine)} {'is' if len(fine) == 1 else 'are'} Green."),))
    return tuple(lines)


def opening(desk: Desk) -> list[Block]:
    """The initiatives at a glance as table and chart, and what stakeholders need to do."""
    blocks: list[Block] = []
    if desk.initiatives:
        blocks += [at_a_glance(desk), work_done(desk)]
    asked = actions_table(desk, "", "What stakeholders need to do")
    return [*blocks, asked] if asked.rows else blocks


def at_a_glance(desk: Desk) -> Table:
    """One row per initiative and the programme: status, work, finish, cost."""
    rows = [_glance(desk, i) for i in desk.initiatives]
    if len(rows) > 1:
        rows.append(_glance(desk, "", RowKind.TOTAL))
    columns = (
        Column("Initiative", width=2.2), Column("Status", width=1.0), Column("Done", "right", 0.7),
        Column("Plan", "right", 0.7), Column("Forecast finish", "right", 1.3), Column("vs approved", "right", 1.1),
        Column("Cost at completion", "right", 1.6),
    )  # fmt: skip
    return Table("glance", f"The {_count(len(desk.initiatives))} at a glance", columns, tuple(rows))


def work_done(desk: Desk) -> Chart:
    """Work done against plan, in percent of budget."""
    done = tuple(_known(desk.value("percent_complete", i)) for i in desk.initiatives)
    plan = tuple(_known(desk.value("percent_planned", i)) for i in desk.initiatives)
    return Chart(
        "work_done", "Work done against plan, % of budget.", ChartKind.BAR,
        tuple(desk.name(i) for i in desk.initiatives),
        (Series("Done", Role.ACTUAL, done, show_values=True, ref="percent_complete"),
         Series("Plan", Role.PLAN, plan, show_values=True, ref="percent_planned")),
        "0%", "Bar chart of work done against plan by initiative", lowest=0, highest=1, show_axis=False,
    )  # fmt: skip


def actions_table(desk: Desk, initiative: str, heading: str) -> Table:
    """Pending decisions and open stakeholder actions: what, who, by when, why."""
    asks = [*pending_decisions(desk, initiative), *open_actions(desk, initiative, stakeholder=True)]
    made = asks_table(desk, f"actions_{initiative}".rstrip("_"), asks, "Stakeholder Action")
    note = "" if asks else "Nothing is asked of stakeholders at the moment."
    return replace(made, heading=heading, note=note)


def asks_table(desk: Desk, key: str, asks: list[Ask], label: str = "Decision") -> Table:
    """What is asked of whom, by when, and why."""
    columns = (Column(label, width=2.8), Column("Who", width=1.5), Column("By", width=1.1),
               Column("Why it matters", width=2.6))  # fmt: skip
    return Table(key, "", columns, tuple(ask_row(desk, ask) for ask in asks))


def section(desk: Desk, initiative: str) -> Section:
    """The six fields of one initiative, in the specification's words and order."""
    fields: tuple[Field, ...] = (
        ("Initiative", _what(desk, initiative)),
        ("Progress", _progress(desk, initiative)),
        ("Quality", _quality(desk, initiative)),
        ("Issues", _issues(desk, initiative)),
        ("Next Steps", _next(desk, initiative)),
        ("Stakeholder Actions", _asked(desk, initiative)),
    )
    return Section(
        initiative, desk.name(initiative), desk.status(str(desk.value("overall_status", initiative))), fields
    )


def _what(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    if not initiative:
        return ((Span(desk.name(""), True), Span(" – the programme as a whole.")),)
    table = desk.tracker["initiatives"]
    row = table.positions[initiative]
    owner, sponsor = str(table["owner"][row]), str(table["sponsor"][row])
    people = f"Owner: {owner}" + (f". Sponsor: {sponsor}" if sponsor else "") + "."
    description: Line = (Span(desk.name(initiative), True), Span(f" – {table['description'][row]} {people}"))
    return (description,)


def _progress(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    """Completion and timeline, with chances where Settings asks for the simulation; what is not known is left out."""
    work = sentence(
        desk, "{initiative_progress} complete;",
        "{percent_complete} of the work is earned, {percent_planned} was planned.",
        "SPI {spi}, SPI(t) {spi_t}.", initiative=initiative,
    )  # fmt: skip
    finish = sentence(
        desk, "Finish: approved {approved_finish},", "forecast {forecast_finish} ({days_late}).",
        "Cost at completion {estimate_at_completion} of {budget} approved.", initiative=initiative,
    )  # fmt: skip
    because: Line = (Span("Status: "), Span(main_reason(desk, initiative)), Span("."))
    return (*lines(work, finish, _chances(desk, initiative)), because)


def _chances(desk: Desk, initiative: str) -> Line:
    if not are_simulated(desk):
        return ()
    return sentence(
        desk, "Even chance of finishing by {p_date probability=0.5}, safe date {p_date probability=0.8};",
        "chance of being on time {p_on_time}.", initiative=initiative,
    )  # fmt: skip


def _quality(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    measures = desk.listing("quality_measures", initiative)
    if not measures:
        return ((Span("Not tracked yet: type measures in sheet Quality.", tone=Tone.MUTED),),)
    head: Line = (
        Span("Quality Score "), desk.number("quality_score", initiative, bold=True), Span("/10 from "),
        Span(str(desk.value("quality_coverage", initiative))), Span("."),
    )  # fmt: skip
    rows = tuple(
        Row(str(m["Measure"]), (
            Cell.of(str(m["Measure"])), Cell.of(_measured(m["Value"], m["Unit"])),
            Cell.of(_measured(m["Target"], m["Unit"])),
            Cell(status=desk.status("Red") if m["Gate failed"] else None)
            if m["Gate failed"] else Cell.of(_score(m["Score"])),
        ))
        for m in measures[:MOST_ROWS]
    )  # fmt: skip
    columns = (Column("Measure", width=3), Column("Now", "right"), Column("Standard", "right"),
               Column("Score of 10", "right"))  # fmt: skip
    return head, Table(f"quality_{initiative}", "", columns, rows)


def _issues(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    issues = desk.listing("top_issues", initiative, n=ALL)
    if not issues:
        return ((Span("No issue is open.", tone=Tone.MUTED),),)
    rows = tuple(_issue(desk, issue) for issue in issues[:MOST_ROWS])
    more = len(issues) - len(rows)
    columns = (Column("Issue", width=3), Column("Priority", width=0.9), Column("Owner", width=1.3),
               Column("Due", width=1.1), Column("Resolution plan", width=2.7))  # fmt: skip
    note = f"{desk.words.plural(more, 'more_issue')} of lower priority." if more else ""
    return (Table(f"issues_{initiative}", "", columns, rows, note),)


def _issue(desk: Desk, issue: dict[str, Any]) -> Row:
    identity = str(issue["ID"])
    title: Line = (Span(f"{identity} ", True), Span(desk.public(identity, issue["Title"])))
    plan = "" if identity in desk.restricted else str(issue["Resolution plan"])
    return Row(identity, (Cell((title,)), Cell.of(str(issue["Priority"])), Cell.of(str(issue["Owner"])),
                          Cell(((due_span(desk, issue["Due date"]),),)), Cell.of(plan)))  # fmt: skip


def _next(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    table = desk.table("milestones", initiative)
    late = desk.rows("milestone_days_late", "milestones", initiative)
    states = desk.rows("milestone_status", "milestones", initiative)
    ahead = np.flatnonzero(np.isnat(table["actual"]) & ~np.isnat(table["forecast"]))
    order = ahead[np.argsort(table["forecast"][ahead], kind="stable")][:MOST_ROWS]
    if not len(order):
        return ((Span("No milestone is ahead.", tone=Tone.MUTED),),)
    tones = {"Late": Tone.RED, "At risk": Tone.YELLOW, "On track": Tone.GREEN}
    rows = tuple(
        Row(str(table["id"][row]), (
            Cell.of(str(table["name"][row]), True), Cell.of(str(table["deliverable"][row])),
            Cell.of(desk.near(table["forecast"][row])),
            Cell.of(_state(str(states[row]), late[row]), True, tones.get(str(states[row]), Tone.PLAIN)),
        ))
        for row in order
    )  # fmt: skip
    columns = (Column("Milestone", width=2.6), Column("Deliverable", width=3), Column("Due", width=1.2),
               Column("State", width=1.7))  # fmt: skip
    return (Table(f"next_{initiative}", "", columns, rows),)


def _asked(desk: Desk, initiative: str) -> tuple[Block | Line, ...]:
    table = actions_table(desk, initiative, "")
    return (table,) if table.rows else ((Span(table.note, tone=Tone.MUTED),),)


def _glance(desk: Desk, initiative: str, kind: RowKind = RowKind.NORMAL) -> Row:
    late = desk.value("days_late", initiative)
    over = desk.value("estimate_at_completion", initiative) - desk.value("budget", initiative)
    beyond = f" ({desk.words.signed(desk.money(over))})" if words.is_known(over) else ""
    cost: Line = (desk.number("estimate_at_completion", initiative), Span(beyond, tone=Tone.MUTED))
    return Row(initiative or "programme", (
        Cell.of(desk.name(initiative) if initiative else "Programme", True),
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


def _measured(value: Any, unit: Any) -> str:
    if not words.is_known(value):
        return words.UNKNOWN
    digits = next(digits for digits in (0, 1, 2) if digits == 2 or round(value, digits) == round(value, 2))
    return f"{words.fixed(value, digits)}{'' if unit == '%' else ' '}{unit}".strip()


def _state(state: str, late: float) -> str:
    """Where a milestone stands, with its days: "Late by 26 d", "At risk, 11 d late"."""
    if state == "Late":
        return f"Late by {words.fixed(late, 0)} d" if late > 0 else "Late: its date has passed"
    return f"{state}, {words.days_late(late)}"


def _score(value: Any) -> str:
    return words.fixed(value, 1) if words.is_known(value) else words.UNKNOWN


def _count(number: int) -> str:
    names = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
    return "initiative" if number == 1 else f"{names.get(number, str(number))} initiatives"
