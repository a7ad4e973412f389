"""The daily stand-up page: what each person did, does and waits for, and what the team must settle today.

Depends on: report.desk, report.documents, report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.documents.content import Content, muted, said, section, sections
from exectrack_xl.report.documents.subjects import communication, issues
from exectrack_xl.report.letters import owners
from exectrack_xl.report.model import Block, Cell, Column, Line, Row, Span, Table, Tone

MOST_POINTS = 3  # for a person and a column
MOST_PEOPLE = 24
MOST_DUE = 1  # communications


# What a person tells; a column that nobody has anything for is narrow.
_SHOWN = (("yesterday", "Yesterday", 2.0), ("today", "Today", 5.9), ("blockers", "Blocker", 2.8))


@dataclass
class Person:
    """What one person has done, does, and is held up by."""

    name: str
    yesterday: list[Line] = field(default_factory=list)
    today: list[Line] = field(default_factory=list)
    blockers: list[Line] = field(default_factory=list)


def content(desk: Desk, identity: str = "") -> Content:  # noqa: ARG001 - called like the other kinds
    """Yesterday, today and blocker of each person, issues, capacity, handovers and actions due."""
    before = last_working_day(desk)
    found = gathered(desk, before)
    standing = said(f"Yesterday is {desk.words.day(before)}, the working day before.")
    return Content((standing,) if any(person.yesterday for person in found) else (), (), sections(
        section("people", "Team standups and progress updates", [("", _grid(desk, found))]),
        section("issues", "Issue identification and quick resolution",
                [("", (*issues.new_issues(desk, np.datetime64(before)), *issues.blockers_in_short(desk, 3)))]),
        section("capacity", "Capacity and workload management",
                [("", (_capacity(desk),))]),
        section("coordination", "Coordination and collaboration", [("", (
            *communication.handovers_now(desk), *communication.due_in_short(desk, MOST_DUE),
        ) or (muted("No handover or action is due."),))]),
    ))  # fmt: skip


def last_working_day(desk: Desk) -> date:
    """The working day before the status date."""
    day = desk.day - timedelta(days=1)
    calendar = desk.tracker.calendar
    for _ in range(ALL):
        if calendar.between(day, day + timedelta(days=1)):
            break
        day -= timedelta(days=1)
    return day


def _grid(desk: Desk, people: list[Person]) -> tuple[Block | Line, ...]:
    found = [person for person in people if person.yesterday or person.today or person.blockers]
    if not found:
        return (muted("No data yet: give tasks, actions and issues an owner and dates."),)
    told = [(name, label, width if any(getattr(one, name) for one in found) else 0.7) for name, label, width in _SHOWN]
    rows = tuple(
        Row(person.name, (Cell.of(person.name, True), *(_points(desk, getattr(person, name)) for name, _, _ in told)))
        for person in found[:MOST_PEOPLE]
    )
    columns = (Column("Person", width=1.4), *(Column(label, width=width) for _, label, width in told))
    more = len(found) - len(rows)
    note = f"{desk.words.plural(more, 'more_person')} in the tracker." if more else ""
    return (Table("stand_up", "", columns, rows, note),)


def gathered(desk: Desk, before: date) -> list[Person]:
    """Everybody with work, in the order of Resources, then by name."""
    known = {str(name): Person(str(name)) for name in desk.tracker["resources"]["person"].tolist() if name}
    for told, column, line in _told(desk, before):
        for owner in owners(told):
            name = owner.partition(",")[0].strip()  # whatever role stands behind it
            person = known.setdefault(name, Person(name))
            getattr(person, column).append(line)
    return list(known.values())


def _told(desk: Desk, before: date) -> Iterator[tuple[str, str, Line]]:
    """Owner, column and line of everything that concerns yesterday, today or a blocker."""
    yield from _tasks(desk, before)
    yield from _actions(desk, before)
    yield from _milestones(desk, before)
    for row in desk.listing("top_issues", n=ALL):
        if row["Blocker"] == "Yes":
            title = desk.public(row["ID"], row["Title"])
            yield str(row["Owner"]), "blockers", _line(str(row["ID"]), title, tone=Tone.RED)
    for row in desk.listing("dependencies_due"):
        if row["Days overdue"] > 0 or row["Status"] == "Broken":
            yield str(row["Owner"]), "blockers", (*_line(str(row["ID"]), str(row["What is needed"])), Span(" from "),
                                                Span(str(row["From"])))  # fmt: skip


def _tasks(desk: Desk, before: date) -> Iterator[tuple[str, str, Line]]:
    table = desk.table("tasks")
    names = ("id", "name", "owner", "actual_start", "actual_finish", "finish", "progress")
    for identity, name, owner, start, finish, due, progress in zip(*(table[n].tolist() for n in names), strict=True):
        if finish is not None and before <= finish < desk.day:
            yield owner, "yesterday", _line(identity, f"{name}: done")
        elif finish is None and start is not None and start <= desk.day:
            if before <= start < desk.day:
                yield owner, "yesterday", _line(identity, f"{name}: begun")
            share = f", {desk.words.percent(progress)}" if words.is_known(progress) else ""
            late = due is not None and due < desk.day
            by = f", due {desk.near(due)}{', overdue' if late else ''}" if due else ""
            yield owner, "today", _line(identity, f"{name}{share}{by}", tone=Tone.RED if late else Tone.PLAIN)


def _actions(desk: Desk, before: date) -> Iterator[tuple[str, str, Line]]:
    table, tomorrow = desk.table("actions"), desk.tracker.calendar.add(np.datetime64(desk.day), 1).item()
    names = ("id", "action", "owner", "due", "status", "done")
    for identity, text, owner, due, state, done in zip(*(table[n].tolist() for n in names), strict=True):
        if done is not None and before <= done < desk.day:
            yield owner, "yesterday", _line(identity, f"{text}: done")
        elif state in ("Open", "In Progress") and due is not None and due <= tomorrow:
            late = due < desk.day
            yield owner, "today", _line(identity, f"{text}, {'overdue since' if late else 'due'} {desk.near(due)}",
                                        tone=Tone.RED if late else Tone.PLAIN)  # fmt: skip


def _milestones(desk: Desk, before: date) -> Iterator[tuple[str, str, Line]]:
    table = desk.table("milestones")
    for identity, name, owner, reached in zip(*(table[n].tolist() for n in ("id", "name", "owner", "actual")),
                                              strict=True):  # fmt: skip
        if reached is not None and before <= reached < desk.day:
            yield owner, "yesterday", _line(identity, f"{name}: reached")


def _capacity(desk: Desk) -> Line:
    """The load of each team this month, the overloaded ones in colour, and who is away."""
    away = _away(desk)
    return (*_load(desk), Span(" "), *away) if away else _load(desk)


def _load(desk: Desk) -> Line:
    loads = desk.listing("team_load")
    if not loads:
        return muted("No data yet: type people in Resources and their hours in Allocations.")
    spans = [Span("Load this month: ")]
    for place, row in enumerate(loads):
        over = row["Verdict"] == "Overloaded"
        share = desk.words.percent(row["Load"]) if words.is_known(row["Load"]) else words.UNKNOWN
        tone, source = Tone.RED if over else Tone.PLAIN, entry("team_load", place + 1, "Load")
        spans += [Span(f"{'; ' if place else ''}{row['Team']} ", over, tone), Span(share, over, tone, source)]
    return (*spans, Span("."))


def _away(desk: Desk) -> Line:
    """Who is away today; why is nobody's business here."""
    table = desk.table("absences")
    away = sorted({person for person, start, finish in zip(
        *(table[n].tolist() for n in ("person", "start", "finish")), strict=True,
    ) if start is not None and start <= desk.day <= (finish or start)})  # fmt: skip
    return said(f"Away today: {desk.words.listed(away)}.") if away else ()


def _points(desk: Desk, lines: list[Line]) -> Cell:
    more = len(lines) - MOST_POINTS
    shown = tuple(lines[:MOST_POINTS])
    if not lines:
        return Cell.of(words.UNKNOWN, tone=Tone.MUTED)
    return Cell((*shown, muted(f"and {desk.words.fixed(more, 0)} more")) if more > 0 else shown)


def _line(identity: str, text: str, tone: Tone = Tone.PLAIN) -> Line:
    return (Span(f"{identity} ", True), Span(text, tone=tone))
