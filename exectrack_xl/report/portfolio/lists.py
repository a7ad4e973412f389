"""The lists across all trackers: dates, critical rows, decisions, people booked twice.

Depends on: report.desk, report.model, report.paging, report.portfolio.grid, report.portfolio.model, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from exectrack_xl.metrics.portfolio.people import Conflict
from exectrack_xl.report import words
from exectrack_xl.report.desk import status
from exectrack_xl.report.model import Cell, Column, Layout, Line, Page, Row, Span, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence
from exectrack_xl.report.portfolio.model import Asked, CriticalRow, Member, Portfolio
from exectrack_xl.report.portfolio.overview import overdue
from exectrack_xl.tracker.periods import MONTHS

EACH = 8  # rows on a page
MOST_DATES = 6  # pages
MOST_NAMED = 3  # programmes named beside a person


def dates(whole: Portfolio) -> Iterator[Page]:
    """When each programme ends: committed, forecast, and with chances where its tracker simulates."""
    members = sorted((member for member in whole.members if member.summary.forecast or member.summary.committed),
                     key=lambda member: (-_late(member), member.name))  # fmt: skip
    late = [member for member in members if _late(member) > 0]
    worst = f"; {late[0].name} by {words.days_late(late[0].summary.days_late).removesuffix(' late')}" if late else ""
    said = f"{words.counted(len(late), 'programme')} {'ends' if len(late) == 1 else 'end'} later than committed"
    columns = (
        Column("Programme", width=2.6), Column("Status", width=1.1), Column("Work done vs plan", width=2.0),
        Column("Committed", "right", 1.15), Column("Forecast", "right", 1.15), Column("Variance", "right", 1.0),
        Column("P50 | P80", "right", 1.9), Column("SPI(t)", "right", 0.7),
    )  # fmt: skip
    notes = (
        "Variance is in working days of each programme's own calendar. P50 is the day with an even chance, P80 the "
        "safe one; they are told only of trackers whose Settings say Simulate. Solid bar: work done; outline: plan."
    )

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("dates", "Forecast finish of each programme, the latest against its commitment first", columns,
                      rows, part.note("tracker", "Trackers of the workbook"))  # fmt: skip
        return Page(part.key("dates"), Layout.TABLE, part.title(sentence(said + worst, said), "Forecast dates"),
                    {"table": table}, "Milestones, Tasks, Settings", notes)  # fmt: skip

    yield from paged([_date_row(member) for member in members], 7, page, MOST_DATES)


def critical(whole: Portfolio) -> Iterator[Page]:
    """The critical risks and issues of all trackers, each with where it stands."""
    rows = [_critical_row(whole, member, row) for member, row in whole.critical]
    bare = sum(row.kind == "Risk" and not row.response for _, row in whole.critical)
    said = f"{words.counted(len(rows), 'critical risk or issue', 'critical risks and issues')} across all programmes"
    title = sentence(f"{said}; {words.plural(bare, 'risk')} without a mitigation" if bare else said, said)
    columns = (Column("Programme", width=1.7), Column("Risk or issue", width=4.2), Column("Score", "right", 0.6),
               Column("Owner", width=1.3), Column("Response", width=2.6), Column("Due", "right", 1.1),
               Column("Source", width=1.1))  # fmt: skip
    notes = (
        "Critical is what each tracker's own scale calls so: score 7 to 9. Risks first, by score and expected cost, "
        "then issues of critical priority. Of a restricted issue only the ID is told. Source is sheet and cell."
    )

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("critical", "Critical risks and issues, the gravest first", columns, rows,
                      part.note("row", "Critical of the workbook"))  # fmt: skip
        return Page(part.key("critical"), Layout.TABLE, part.title(title, "Critical risks and issues"),
                    {"table": table}, "Risks, Mitigations, Issues", notes)  # fmt: skip

    yield from paged(rows, EACH, page)


def decisions(whole: Portfolio) -> Iterator[Page]:
    """The decisions asked of all trackers, with who decides by when."""
    rows = [_asked_row(whole, member, asked) for member, asked in whole.decisions]
    late = overdue(whole)
    said = f"{words.counted(len(rows), 'decision')} asked"
    title = sentence(f"{said}, {late} of them overdue" if late else said)
    columns = (Column("Decision", width=4.4), Column("Programme", width=1.9), Column("Decided by", width=1.7),
               Column("Needed by", "right", 1.5), Column("If not decided", width=3.0))  # fmt: skip
    notes = "Decisions not taken yet and changes that wait for approval, the most urgent first. Ask in this order."

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("decisions", "Who decides what, by when, and what happens otherwise", columns, rows,
                      part.note("decision", "Decisions of the workbook"))  # fmt: skip
        return Page(part.key("decisions"), Layout.TABLE, part.title(title, "Decisions asked"), {"table": table},
                    "Decisions, Changes", notes)  # fmt: skip

    yield from paged(rows, EACH, page)


def people(whole: Portfolio) -> Iterator[Page]:
    """Who is booked by two programmes or more for more than there is of them, one row a person."""
    by_person: dict[str, list[Conflict]] = {}
    for conflict in whole.conflicts:
        by_person.setdefault(conflict.person, []).append(conflict)
    count = len(by_person)
    said = (f"{words.counted(count, 'person', 'people')} {'is' if count == 1 else 'are'} booked over 100% by two "
            "programmes or more")  # fmt: skip
    first = whole.conflicts[0] if whole.conflicts else None
    title = sentence(f"{said}; {first.person} at {_load(first)}", said) if first else said
    columns = (Column("Person", width=1.9), Column("Load", "right", 0.8), Column("Booked of available", "right", 1.5),
               Column("In", width=0.9), Column("Also over in", width=1.4), Column("Booked by", width=5.0))  # fmt: skip
    notes = (
        "From the running month on, three months ahead; of each person the heaviest month. Available is what the "
        "trackers have of the person together, never more than that person works. People are known by name: two of "
        "the same name would show here too."
    )

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("people", "Hours booked by all programmes against the hours there are, the heaviest load first",
                      columns, rows, part.note("person", "Conflicts of the workbook"))  # fmt: skip
        return Page(part.key("people"), Layout.TABLE, part.title(title, "People booked twice"), {"table": table},
                    "Allocations, Resources, Absences", notes)  # fmt: skip

    yield from paged([_person_row(whole, found) for found in by_person.values()], EACH, page)


def chances(member: Member) -> str:
    """P50 and P80, or why there are none."""
    own = member.summary
    return f"{words.day(own.p50)} | {words.day(own.p80)}" if own.p50 and own.p80 else "not simulated"


def _date_row(member: Member) -> Row:
    own = member.summary
    tone = Tone.RED if own.days_late > 0 and member.summary.dimensions["Schedule"] == "Red" else Tone.PLAIN
    known = words.is_known(own.done) and words.is_known(own.planned)
    cells = (
        Cell(((Span(member.name, True),),)), Cell(status=status(member.status)),
        Cell(((Span(_share(own.done), True, Tone.ACCENT),), (Span(_share(own.planned), tone=Tone.MUTED),)),
             bar=(own.done, own.planned) if known else None),
        Cell.of(words.day(own.committed)), Cell.of(words.day(own.forecast), True),
        Cell.of(words.days_late(own.days_late), tone is Tone.RED, tone),
        Cell.of(chances(member), tone=Tone.PLAIN if own.p50 else Tone.MUTED), Cell.of(_index(own.spi_t)),
    )  # fmt: skip
    return Row(own.key, cells)


def _critical_row(whole: Portfolio, member: Member, row: CriticalRow) -> Row:
    text: Line = (Span(f"{row.id} ", True), Span(row.text))
    bare = row.kind == "Risk" and not row.response
    cells = (
        Cell.of(member.name), Cell((text,)), Cell.of(_number(row.score) if row.kind == "Risk" else "Issue", True),
        Cell.of(row.owner), Cell.of("No mitigation" if bare else row.response, bare, Tone.RED if bare else Tone.PLAIN),
        Cell(((due(whole.day, row.due),),)), Cell.of(f"{row.sheet}!{row.cell}", tone=Tone.MUTED),
    )  # fmt: skip
    return Row(f"{member.summary.key}/{row.id}", cells)


def _asked_row(whole: Portfolio, member: Member, asked: Asked) -> Row:
    text: Line = (Span(asked.question, True), Span(f" ({asked.id})", tone=Tone.MUTED))
    cells = (Cell((text,)), Cell.of(member.name), Cell.of(asked.who or "Nobody is named"),
             Cell(((due(whole.day, asked.due),),)), Cell.of(asked.otherwise))  # fmt: skip
    return Row(f"{member.summary.key}/{asked.id}", cells)


def due(day: date, wanted: date | None) -> Span:
    """A due date; one that has passed says so."""
    if wanted is None:
        return Span("no date", tone=Tone.RED)
    if wanted < day:
        return Span(f"{words.near_day(wanted, day)}, overdue", True, Tone.RED)
    return Span(words.near_day(wanted, day))


def _person_row(whole: Portfolio, found: list[Conflict]) -> Row:
    """The heaviest month of a person, and the other ones."""
    worst, *others = found
    cells = (
        Cell.of(worst.person, True), Cell.of(_load(worst), True, Tone.RED),
        Cell.of(f"{words.fixed(worst.hours, 0)} of {words.fixed(worst.available, 0)} h"), Cell.of(_month(worst.month)),
        Cell.of(", ".join(_month(one.month) for one in sorted(others, key=lambda one: one.month))),
        Cell.of(booked_by(whole, worst, MOST_NAMED)),
    )  # fmt: skip
    return Row(worst.person, cells)


def booked_by(whole: Portfolio, found: Conflict, most: int | None = None) -> str:
    """Who booked how many hours: "Claims 100 h, Pricing 80 h"; beyond `most`, how many more."""
    named = [f"{whole.names.get(key, key)} {words.fixed(hours, 0)} h" for key, hours in found.trackers]
    shown = named[:most]
    return ", ".join([*shown, f"{len(named) - len(shown)} more"] if len(named) > len(shown) else shown)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _load(found: Conflict) -> str:
    return words.percent(found.load) if found.available else "away"


def _late(member: Member) -> float:
    value = member.summary.days_late
    return value if words.is_known(value) else 0.0


def _share(value: float) -> str:
    return words.percent(value) if words.is_known(value) else words.UNKNOWN


def _index(value: float) -> str:
    return words.index(value) if words.is_known(value) else words.UNKNOWN


def _number(value: float) -> str:
    return words.short(value)
