"""The Impact Analysis of one change: the specification's template, with the finish computed beside the days typed.

Depends on: report.desk, report.documents, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import Content, Field, muted, said, section, sections, typed
from exectrack_xl.report.documents.listing import Form, Shown, listed
from exectrack_xl.report.model import Block, Bullets, Cell, Column, Line, Row, Span, Status, Table, Tone
from exectrack_xl.schema.choices import CHANGE_RISK

_AREAS = (
    ("Resources", "resources", "additional or reduced resources needed"),
    ("Scope", "scope", "features added, removed or modified"),
    ("Quality", "quality", "the impact on quality standards and testing"),
    ("Dependencies", "dependencies", "the effect on other teams and initiatives"),
)


def content(desk: Desk, identity: str) -> Content:
    """The answer, the change, its impact, risks, approvals, alternatives, and what became of it."""
    table = desk.tracker["changes"]
    row = table.positions.get(identity)
    if row is None or identity not in desk.table("changes").positions:
        return Content((said(f"{identity} was not raised yet in {desk.period_label}.", True),), about=identity)
    change = {name: table[name][row] for name in table.columns}
    return Content(
        answer(desk, change), (),
        sections(
            section("change", "Change", _change(desk, change)),
            section("impact", "Impact Areas", [("Timeline", timeline(desk, change)), *_areas(desk, change)]),
            section("risks", "Risk Assessment", _risks(desk, identity)),
            section("approvals", "Approval Required", _approvals(desk, change)),
            section("alternatives", "Alternatives", _alternatives(desk, identity)),
            section("communication", "Communication", _communication(desk, change)),
            section("implementation", "Implementation", _implementation(desk, change)),
            section("lessons", "Lessons", _lessons(desk, identity)),
        ),
        about=f"{identity} {change['title']}", status=Status(Tone.PLAIN, desk.words.choice(change["status"])),
    )  # fmt: skip


def computed(desk: Desk, identity: str) -> dict[str, Any]:
    """What the network says about a change; empty where it is in the plan already, or adds no days."""
    return next((row for row in desk.listing("change_impact") if row["ID"] == identity), {})


def answer(desk: Desk, change: dict[str, Any]) -> tuple[Line, ...]:
    """What the change does to finish and money, and by when it must be decided."""
    found = computed(desk, str(change["id"]))
    days = found.get("Computed days")
    if days is not None and words.is_known(days):
        what = desk.name(desk.only) if desk.only else "the programme"
        said_days = f"{change['id']} {_moves(desk, float(days), what)}; {_signed_days(desk, change['days'])} typed."
    else:
        said_days = f"{change['id']} adds {_signed_days(desk, change['days'])} by what is typed."
    verb = "saves" if words.is_known(change["cost"]) and change["cost"] < 0 else "costs"
    money = f"It {verb} {desk.money(abs(change['cost']))}." if words.is_known(change["cost"]) else ""
    lines: list[Line] = [(Span(said_days, True), Span(f" {money}"))]
    due = words.as_date(change["decision_due"])
    if change["status"] in ("Draft", "Assessed", "Evaluated", "Recommended", "Submitted"):
        by = f" by {desk.near(due)}{', overdue' if due < desk.day else ''}" if due else ""
        lines.append((Span(f"Decision{by}: {change['approver'] or 'nobody is named yet'}."),))
    return tuple(lines)


def timeline(desk: Desk, change: dict[str, Any]) -> tuple[Block | Line, ...]:
    """Days typed, days computed, and the finish with and without the change."""
    found = computed(desk, str(change["id"]))
    lead = (Span(f"{_signed_days(desk, change['days'])} typed", True), Span(_removed(change["days"])))
    if not found:
        why = ("The plans follow it already: the finish stands in them." if words.as_date(change["plans_updated"])
               else "It is not computed: it adds no days, or it is decided and done.")  # fmt: skip
        return lead, muted(why)
    if not words.is_known(found["Computed days"]):
        return lead, muted(f"Not computed: {found['Remark']}.")
    columns = (Column("", width=2.4), Column("Without", "right", 1.2), Column("With", "right", 1.2),
               Column("Effect", "right", 1.3))  # fmt: skip
    rows = [_ends(desk, "finish", "Finish", found["Finish without"], found["Finish with"])]
    if found["Milestone"]:
        rows.insert(0, _ends(desk, "milestone", _milestone(desk, str(found["Milestone"])), found["Milestone without"],
                             found["Milestone with"]))  # fmt: skip
    note = f"Computed on the network of tasks: {_signed_days(desk, found['Computed days'])}."
    if words.is_known(found["Absorbed days"]) and round(found["Absorbed days"]):
        note += f" Of the days typed, {_signed_days(desk, found['Absorbed days'])} do not reach the finish."
    return lead, Table("change_impact", "", columns, tuple(rows), note)


def _milestone(desk: Desk, identity: str) -> str:
    table = desk.tracker["milestones"]
    row = table.positions.get(identity)
    return f"{identity} {table['name'][row]}" if row is not None else identity


def _ends(desk: Desk, key: str, label: str, before: Any, after: Any) -> Row:
    first, last = words.as_date(before), words.as_date(after)
    moved = desk.tracker.calendar.between(first, last) if first and last else 0
    effect = f"{abs(moved)} d {'later' if moved > 0 else 'earlier'}" if moved else "the same"
    tone = Tone.RED if moved > 0 else Tone.GREEN if moved < 0 else Tone.PLAIN
    return Row(key, (Cell.of(label, True), Cell.of(desk.words.day(first)), Cell.of(desk.words.day(last)),
                     Cell.of(effect, True, tone)))  # fmt: skip


def _change(desk: Desk, change: dict[str, Any]) -> list[Field]:
    home = str(change["initiative"])
    raised = words.as_date(change["raised"])
    return [
        ("Change", ((Span(f"{change['id']} ", True), Span(str(change["title"]), True)),
                    *typed(change["description"], "Type in Changes what changes and why."))),
        ("Type", (said(" – ".join(desk.words.choice(change[name]) for name in ("type", "subtype") if change[name])),)),
        ("Raised by", (said(f"{change['owner']}{f', {desk.near(raised)}' if raised else ''}"),)),
        ("Initiative", (said(f"{desk.name(home)} ({home})"),) if home else ()),
        ("Recommendation", typed(change["recommendation"], "Type in Changes what you advise, and by when.")),
    ]  # fmt: skip


def _areas(desk: Desk, change: dict[str, Any]) -> Iterable[Field]:
    for label, name, what in _AREAS:
        more: tuple[Line, ...] = ()
        if name == "scope" and words.is_known(change["scope_points"]) and change["scope_points"]:
            more = (said(f"{desk.words.signed(desk.words.fixed(change['scope_points'], 0))} story points."),)
        yield label, (*typed(change[name], f"Not said yet: {what}."), *more)


def _risks(desk: Desk, identity: str) -> list[Field]:
    found = desk.listing("change_assessments", change=identity)
    return [(f"{level} Risk", _tier([row for row in found if row["Level"] == level])) for level in CHANGE_RISK]


def _tier(found: list[dict[str, Any]]) -> tuple[Block | Line, ...]:
    if not found:
        return (muted("None assessed."),)
    lines: list[Line] = []
    for row in found:
        plan = f". Plan: {row['Plan']}" if row["Plan"] else ". No plan yet."
        owner = f" ({row['Owner']}{', ' + row['Risk'] if row['Risk'] else ''})" if row["Owner"] else ""
        lines.append((Span(str(row["Concern"]).rstrip("."), True), Span(plan), Span(owner, tone=Tone.MUTED)))
    return (Bullets(f"risk_{found[0]['Level']}", "", tuple(lines)),)


def _approvals(desk: Desk, change: dict[str, Any]) -> list[Field]:
    """Each stakeholder with the approval needed, in the template's order: by the sheet."""
    table = desk.table("approvals")
    rows = [{name: table[name][row] for name in table.columns} for row in table.rows_with("change", str(change["id"]))]
    if not rows:
        if not change["approver"]:
            return [("Approval", (muted("Nobody is named yet: type who must agree in sheet Approvals."),))]
        return [(str(change["approver"]), (said("Decides on the whole change."),))]
    return [(str(row["approver"]), _approval(desk, row)) for row in rows]


def _approval(desk: Desk, row: dict[str, Any]) -> tuple[Line, ...]:
    subject = f"{row['subject']}. " if row["subject"] else ""
    decided, due = words.as_date(row["decided"]), words.as_date(row["due"])
    tones = {"Approved": Tone.GREEN, "Rejected": Tone.RED}
    state = f"{row['decision']}{f' on {desk.near(decided)}' if decided else ''}"
    late = due is not None and due < desk.day and row["decision"] == "Pending"
    by = f", due {desk.near(due)}{', overdue' if late else ''}" if due and row["decision"] == "Pending" else ""
    head: Line = (
        Span(subject),
        Span(f"{state}{by}.", True, Tone.RED if late else tones.get(row["decision"], Tone.PLAIN)),
    )
    return (head, muted(str(row["comment"]))) if row["comment"] else (head,)


def _alternatives(desk: Desk, identity: str) -> list[Field]:
    shown = (
        Shown("Option", width=2.2), Shown("Timeline (days)", "Timeline", 0.9, Form.SIGNED_DAYS),
        Shown("Cost", width=1.0, form=Form.SIGNED_MONEY), Shown("Score", "Score of 5", 0.8, Form.COUNT),
        Shown("Recommended", "Advised", 0.9), Shown("Drawback", width=2.4),
    )  # fmt: skip
    found = listed(desk, "change_alternatives", shown, change=identity)
    return [("Options", found or (muted("No alternative is typed in sheet Alternatives."),))]


def _communication(desk: Desk, change: dict[str, Any]) -> list[Field]:
    table = desk.table("communications")
    told = words.as_date(change["communicated"])
    lines: list[Line] = []
    for row in table.rows_with("change", str(change["id"])):
        sent = words.as_date(table["last_sent"][row])
        when = f"sent {desk.near(sent)}" if sent else f"due {desk.near(table['start'][row])}"
        lines.append((Span(f"{table['name'][row]}: ", True), Span(f"{table['audience'][row]}, {table['channel'][row]}, "
                      f"{table['owner'][row]}; {when}")))  # fmt: skip
    state = f"Those affected were told on {desk.near(told)}." if told else "Those affected have not been told yet."
    plan = (Bullets("communications", "", tuple(lines)),) if lines else ()
    return [("Told", (said(state),)), ("Who is told", plan)]


def _implementation(desk: Desk, change: dict[str, Any]) -> list[Field]:
    days = [("Submitted", "submitted"), ("Decided", "decided"), ("Plans updated", "plans_updated"),
            ("Took effect", "implemented")]  # fmt: skip
    steps = [f"{label} {desk.near(change[name])}" for label, name in days if words.as_date(change[name])]
    return [
        ("Carried out by", typed(change["implementer"], "Nobody is named yet.")),
        ("Steps", (said("; ".join(steps)),) if steps else (muted("Not submitted yet."),)),
        ("Actual against estimate", _actual(desk, change)),
    ]


def _actual(desk: Desk, change: dict[str, Any]) -> tuple[Line, ...]:
    if not words.is_known(change["actual_days"]) and not words.is_known(change["actual_cost"]):
        return (muted("Not known yet."),)
    days = f"{_signed_days(desk, change['actual_days'])} against {_signed_days(desk, change['days'])} estimated"
    money = f"{desk.money(change['actual_cost'])} against {desk.money(change['cost'])} estimated"
    return (said(f"{days}; {money}."),)


def _lessons(desk: Desk, identity: str) -> list[Field]:
    table = desk.table("lessons")
    rows = table.rows_with("change", identity)
    lines: list[Line] = [(Span(f"{table['id'][row]} ", True), Span(str(table["lesson"][row])),
                          Span(f" {table['action'][row]}", tone=Tone.MUTED)) for row in rows]  # fmt: skip
    return [("Learnt", (Bullets("lessons", "", tuple(lines)),) if lines else (muted("None written down yet."),))]


def _signed_days(desk: Desk, value: Any) -> str:
    if not words.is_known(value):
        return words.UNKNOWN
    return f"{desk.words.signed(desk.words.fixed(float(value), 0))} working {'day' if abs(value) == 1 else 'days'}"


def _removed(value: Any) -> str:
    if not words.is_known(value) or not value:
        return ": no days are added or removed."
    return f": days are {'added' if value > 0 else 'removed'}."


def _moves(desk: Desk, days: float, what: str) -> str:
    if not round(days):
        return "does not move the finish"
    whole = desk.words.plural(abs(days), "working_day")
    return f"would end {what} {whole} {'later' if days > 0 else 'earlier'}"
