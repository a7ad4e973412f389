"""The Issue record: the specification's twelve fields of one issue, and how it was escalated.

A restricted issue leaves only its ID. Depends on: report.desk, report.documents, report.model, tracker.history.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import due_span
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.documents.content import Content, Field, muted, said, section, sections, typed
from exectrack_xl.report.documents.listing import Form, printed
from exectrack_xl.report.model import Block, Cell, Column, Line, Row, Span, Status, Table, Tone
from exectrack_xl.schema import SHEETS
from exectrack_xl.tracker.history import course

_WORDS = (
    ("Description", "description", "Type the detailed description in Issues."),
    ("Impact", "impact", "Type in Issues what is affected."),
    ("Root Cause", "root_cause", "Not known yet."),
    ("Resolution", "resolution", "Not resolved yet."),
    ("Prevention", "prevention", "Type in Issues how to prevent recurrence."),
)
_FOLLOWED = ("status", "priority", "owner", "due")


def content(desk: Desk, identity: str) -> Content:
    """The twelve fields, where the issue stands, and its history."""
    if identity in desk.restricted:
        only: Line = (Span(f"{identity} is restricted: its record stays in the tracker.", True),)
        record = section("record", "Issue record", [("Issue ID", (said(identity, True),))])
        return Content((only,), sections=sections(record), about=identity, status=Status(Tone.PLAIN, "restricted"))
    table = desk.table("issues")
    row = table.positions.get(identity)
    if row is None:
        return Content((said(f"{identity} was not raised yet in {desk.period_label}.", True),), about=identity)
    issue = {name: table[name][row] for name in table.columns}
    return Content(
        (_answer(desk, issue),), (),
        sections(
            section("record", "Issue record", _record(desk, issue)),
            section("stand", "Where it stands", _stand(desk, issue)),
            section("history", "Escalation history", _history(desk, identity)),
        ),
        about=f"{identity} {issue['title']}", status=Status(Tone.PLAIN, str(issue["status"])),
    )  # fmt: skip


def _answer(desk: Desk, issue: dict[str, Any]) -> Line:
    stuck = " Work stands still because of it." if issue["blocker"] == "Yes" else ""
    if issue["status"] in ("Resolved", "Closed"):
        return (Span(f"{issue['priority']} issue, {str(issue['status']).lower()}.", True), Span(stuck))
    return (Span(f"{issue['priority']} issue with {issue['owner']}, due ", True), due_span(desk, issue["due"]),
            Span(f".{stuck}"))  # fmt: skip


def _record(desk: Desk, issue: dict[str, Any]) -> list[Field]:
    kind = " – ".join(
        part for part in (desk.words.choice(issue["category"]), desk.words.choice(issue["subcategory"])) if part
    )
    raised = words.as_date(issue["raised"])
    reporter = f"{issue['reporter']}{f', {desk.near(raised)}' if raised else ''}" if issue["reporter"] else ""
    fields: list[Field] = [
        ("Issue ID", (said(str(issue["id"]), True),)),
        ("Title", (said(str(issue["title"])),)),
        ("Category", typed(kind, "Choose Technical, Process or Business in Issues.")),
        ("Priority", ((printed(desk, Form.WORD, str(issue["priority"])),),)),
        ("Status", (said(str(issue["status"])),)),
        ("Owner", typed(issue["owner"], "Nobody is responsible yet.")),
        ("Reporter", typed(reporter, "Type in Issues who identified it.")),
    ]
    return [*fields, *((label, typed(issue[name], otherwise)) for label, name, otherwise in _WORDS)]


def _stand(desk: Desk, issue: dict[str, Any]) -> list[Field]:
    is_open = issue["status"] not in ("Resolved", "Closed")
    home = str(issue["initiative"])
    ladder = next((row for row in desk.listing("escalation_next") if row["ID"] == issue["id"]), {})
    return [
        ("Due date", ((due_span(desk, issue["due"]),),) if is_open else ()),
        ("Resolution plan", typed(issue["plan"], "Type in Issues what is being done about it.") if is_open else ()),
        ("Next escalation", _ladder(desk, ladder)),
        ("Concerns", (said(", ".join(part for part in (
            f"{desk.name(home)} ({home})" if home else "", f"milestone {issue['milestone']}" if issue["milestone"]
            else "") if part)),) if home or issue["milestone"] else ()),
        ("Repeats", (said(str(issue["recurrence_of"])),) if issue["recurrence_of"] else ()),
        ("Verified", _verified(desk, issue)),
    ]  # fmt: skip


def _ladder(desk: Desk, found: dict[str, Any]) -> tuple[Line, ...]:
    if not found:
        return ()
    if not found["Next level"]:
        return (said(f"It is with the {found['Level now']}, the last level."),)
    return ((Span(f"From {found['Level now']} to {found['Next level']}, due "), due_span(desk, found["Due"]),
             Span(f"; by its age it belongs to the {found['Level by age']}.")),)  # fmt: skip


def _verified(desk: Desk, issue: dict[str, Any]) -> tuple[Line, ...]:
    day = words.as_date(issue["verified"])
    if not issue["verified_by"] and day is None:
        return ()
    return (said(f"{issue['verified_by']}{f', {desk.near(day)}' if day else ''}"),)


def _history(desk: Desk, identity: str) -> list[Field]:
    """The escalations as the snapshots saw them, then what else changed."""
    levels = _told(desk, identity, "escalation")
    escalated: tuple[Block | Line, ...] = _steps(desk, "escalations", [("Escalation", *step) for step in levels])
    others = [(SHEETS["issues"].by_name[name].header, day, value)
              for name in _FOLLOWED for day, value in _told(desk, identity, name)]  # fmt: skip
    return [
        ("Escalation", escalated or (muted("No snapshot has seen it escalated: it is with the team."),)),
        ("Other changes", _steps(desk, "changes", sorted(others, key=lambda step: step[1]))),
    ]


def _told(desk: Desk, identity: str, column: str) -> list[tuple[date, str]]:
    found = course(desk.tracker["snapshots"], SHEETS["issues"], column, desk.day).get(identity, [])
    return [(day, value) for day, value in found if value]


def _steps(desk: Desk, key: str, steps: list[tuple[str, date, str]]) -> tuple[Table, ...]:
    if not steps:
        return ()
    rows = tuple(
        Row(f"{day}.{label}", (Cell.of(desk.words.day(day)), Cell.of(label), Cell.of(_value(desk, value), True)))
        for label, day, value in steps
    )
    columns = (Column("Seen on", width=1.2), Column("What", width=1.4), Column("Since then", width=3))
    return (Table(key, "", columns, rows),)


def _value(desk: Desk, text: str) -> str:
    try:
        return desk.words.day(date.fromisoformat(text))
    except ValueError:
        return desk.words.choice(text)
