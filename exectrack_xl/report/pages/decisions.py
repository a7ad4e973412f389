"""One page for each pending decision: the question, the options with their price, the advice, who decides by when.

Depends on: report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.asks import ALL, Ask, ask_row, due_span, pending_decisions
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Block, Bullets, Cell, Column, Layout, Line, Page, Row, Said, Span, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence

MOST = 6  # decisions that get a page each; the others share a list
EACH = 8  # rows on a page of that list
_NAMED = re.compile(r"\boption ([A-D])\b", re.IGNORECASE)


@dataclass(frozen=True)
class Option:
    """One way to decide: what it costs, what it does to the date, and where both are read from."""

    letter: str
    text: str
    cost: float
    days: float
    cost_ref: str
    days_ref: str
    advised: bool = False


def decisions(desk: Desk) -> Iterator[Page]:
    """The pending decisions, the most urgent first; beyond the first ones, a list."""
    asks = pending_decisions(desk)
    yield from (_decision(desk, ask) for ask in asks[:MOST])
    rows = [ask_row(desk, ask, bold=True) for ask in asks[MOST:]]
    yield from paged(rows, EACH, _more(desk, len(asks)), words=desk.words)


def _decision(desk: Desk, ask: Ask) -> Page:
    options = _options(desk, ask)
    blocks: dict[str, Block] = {
        "table": _table(desk, ask, options),
        "recommendation": Bullets("recommendation", desk.say("decisions.recommendation"), _advice(desk, ask),
                                  "" if ask.advice else desk.say("decisions.type_advice")),
        "otherwise": Bullets("otherwise", desk.say("decisions.otherwise"), _otherwise(desk, ask)),
        "deciding": Bullets("deciding", desk.say("decisions.deciding"), tuple(_deciding(desk, ask))),
    }  # fmt: skip
    notes = desk.say("decisions.notes", who=ask.who or desk.say("decisions.owner"))
    source = "Decisions, Changes, Approvals" if options and "decisions" in options[0].cost_ref else "Changes, Approvals"
    return Page(f"decision_{ask.id}", Layout.DECISION, _title(desk, ask, options), blocks, source, notes)


def _title(desk: Desk, ask: Ask, options: list[Option]) -> str:
    """When, what, and what the advised option costs and brings."""
    when = desk.say("decisions.when", id=ask.id, day=_due(desk, ask)) if ask.due else ask.id
    said = desk.say("decisions.title", when=when, question=ask.text)
    advised = next((option for option in options if option.advised), None)
    if advised is None:
        return sentence(said)
    price = _price(desk, advised)
    return sentence(desk.say("decisions.advised", title=said, option=advised.letter, price=price), said)


def _due(desk: Desk, ask: Ask) -> Span:
    known = ask.id in desk.tracker["decisions"].positions
    ref = entry("pending_decisions", ask.id, "Needed by") if known else entry("change_listing", ask.id, "Decision due")
    return Span(desk.near(ask.due), ref=ref)


def _price(desk: Desk, option: Option) -> Said:
    """Cost and effect in a few words: "€310 k, 15 d earlier"."""
    cost, days = Span(_cost(desk, option.cost), ref=option.cost_ref), Span("")
    if words.is_known(option.days) and option.days:
        days = Span(desk.words.moved(option.days), ref=option.days_ref)
    if not words.is_known(option.cost):
        return Said.of((days,))
    return desk.say("decisions.price", cost=cost, days=days) if days.text else Said.of((cost,))


def _options(desk: Desk, ask: Ask) -> list[Option]:
    """The options typed with the decision; of a change that no decision is typed for, its alternatives."""
    rows = desk.listing("pending_decisions")
    found = next((row for row in rows if row["ID"] == ask.id), None)
    if found is not None:
        return list(_typed(found, ask))
    return list(_alternatives(desk, ask.id)) or list(_as_asked(desk, ask.id))


def _typed(row: dict[str, Any], ask: Ask) -> Iterator[Option]:
    named = {match.upper() for match in _NAMED.findall(ask.advice)}
    for letter in "ABCD":
        text = str(row[f"Option {letter}"] or "")
        if text:
            cost, days = f"Option {letter} cost", f"Option {letter} days"
            yield Option(letter, text, row[cost], row[days], entry("pending_decisions", ask.id, cost),
                         entry("pending_decisions", ask.id, days), named == {letter})  # fmt: skip


def _alternatives(desk: Desk, change: str) -> Iterator[Option]:
    rows = [(n, row) for n, row in enumerate(desk.listing("change_alternatives"), 1) if row["Change"] == change]
    for letter, (n, row) in zip("ABCD", rows, strict=False):
        about = f" {row['Drawback']}" if row["Drawback"] else ""
        text = f"{row['Option']}.{about}" if about else str(row["Option"])
        yield Option(letter, text, row["Cost"], row["Timeline (days)"], entry("change_alternatives", n, "Cost"),
                     entry("change_alternatives", n, "Timeline (days)"), row["Recommended"] == "Yes")  # fmt: skip


def _as_asked(desk: Desk, change: str) -> Iterator[Option]:
    """A change without alternatives: approve it as it stands, or leave things as they are."""
    for row in desk.listing("change_listing", n=ALL):
        if row["ID"] == change:
            cost, days = (entry("change_listing", change, name) for name in ("Cost", "Timeline (days)"))
            yield Option("A", desk.say("decisions.approve"), row["Cost"], row["Timeline (days)"], cost, days)
            yield Option("B", desk.say("decisions.refuse"), 0.0, 0.0, "", "")


def _table(desk: Desk, ask: Ask, options: list[Option]) -> Table:
    rows = tuple(
        Row(option.letter, (
            Cell(((Span(f"{option.letter}  ", True), Span(option.text, option.advised)),)),
            Cell.of(_cost(desk, option.cost), option.advised, ref=option.cost_ref),
            Cell.of(desk.words.moved(option.days), option.advised, _tone(option.days), option.days_ref),
            Cell.of(desk.words.choice("Recommended") if option.advised else "", True, Tone.ACCENT)))
        for option in options
    )  # fmt: skip
    if not rows:
        missing = Cell.of(desk.say("decisions.no_option"), tone=Tone.MUTED)
        rows = (Row("none", (missing,)),)
    columns = (Column(desk.say("decisions.option"), width=6.1), Column(desk.say("decisions.cost"), "right", 0.9),
               Column(desk.say("decisions.effect"), "right", 1.2),
               Column(desk.say("decisions.advice"), width=1.1))  # fmt: skip
    heading = desk.say("decisions.options")
    return Table("options", sentence(desk.say("decisions.heading", question=ask.text, options=heading), heading),
                 columns, rows)  # fmt: skip


def _computed(desk: Desk, ask: Ask) -> Line:
    """What the plan's network says about the change, where it can."""
    for row in desk.listing("change_impact"):
        without, then = row["Finish without"], row["Finish with"]
        if row["ID"] == ask.change and without is not None and then is not None:
            stays = Span(desk.words.day(without), True, ref=entry("change_impact", ask.change, "Finish without"))
            if then == without:
                return desk.line("decisions.computed_same", day=stays, change=ask.change)
            moves = Span(desk.words.day(then), True, ref=entry("change_impact", ask.change, "Finish with"))
            return desk.line("decisions.computed", day=stays, change=ask.change, then=moves)
    return ()


def _cost(desk: Desk, cost: float) -> str:
    return desk.money(cost) if not words.is_known(cost) or cost else desk.say("decisions.no_cost")


def _tone(days: float) -> Tone:
    if not words.is_known(days) or not days:
        return Tone.PLAIN
    return Tone.RED if days > 0 else Tone.GREEN


def _advice(desk: Desk, ask: Ask) -> tuple[Line, ...]:
    missing = Span(desk.say("decisions.no_advice"), tone=Tone.MUTED)
    return ((Span(ask.advice),),) if ask.advice else ((missing,),)


def _otherwise(desk: Desk, ask: Ask) -> tuple[Line, ...]:
    known = ask.otherwise or desk.say("decisions.unknown")
    computed = _computed(desk, ask)
    first: Line = (Span(known, tone=Tone.PLAIN if ask.otherwise else Tone.MUTED),)
    return (first, computed) if computed else (first,)


def _deciding(desk: Desk, ask: Ask) -> Iterator[Line]:
    who = Span(ask.who or desk.say("decisions.nobody"), True, Tone.PLAIN if ask.who else Tone.RED)
    yield desk.line("decisions.who_by", who=who, due=due_span(desk, ask.due))
    if ask.initiative:
        yield desk.line("decisions.for", name=desk.name(ask.initiative))
    awaited = [row for row in desk.listing("approval_status") if row["Change"] == ask.change and row["Awaited from"]]
    for row in awaited:
        yield desk.line("decisions.awaits", change=ask.change, who=str(row["Awaited from"]))
    title = {row["ID"]: str(row["Title"]) for row in desk.listing("change_listing", n=ALL)}.get(ask.change)
    if title and not awaited:
        yield desk.line("decisions.decides", change=ask.change, title=title)


def _more(desk: Desk, count: int) -> Any:
    columns = (Column(desk.say("decisions.question"), width=4.6), Column(desk.say("next_steps.who"), width=1.8),
               Column(desk.say("next_steps.by"), width=1.5),
               Column(desk.say("decisions.if_not"), width=3.4))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(desk.say("decisions.more", count - MOST), desk.say("decisions.more_name"))
        table = Table("more_decisions", desk.say("decisions.more_heading"), columns, rows,
                      part.note("decision", "Decisions"))  # fmt: skip
        return Page(part.key("more_decisions"), Layout.TABLE, title, {"table": table}, "Decisions, Changes",
                    desk.say("decisions.more_notes"))  # fmt: skip

    return page
