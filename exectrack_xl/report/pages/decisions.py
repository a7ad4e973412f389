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
from exectrack_xl.report.model import Block, Bullets, Cell, Column, Layout, Line, Page, Row, Span, Table, Tone
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
    yield from paged(rows, EACH, _more(len(asks)))


def _decision(desk: Desk, ask: Ask) -> Page:
    options = _options(desk, ask)
    blocks: dict[str, Block] = {
        "table": _table(desk, ask, options),
        "recommendation": Bullets("recommendation", "Recommendation", _advice(ask), "" if ask.advice else
                                  "Type it in the column Recommendation."),
        "otherwise": Bullets("otherwise", "If nothing is decided", _otherwise(desk, ask)),
        "deciding": Bullets("deciding", "Who decides, by when", tuple(_deciding(desk, ask))),
    }  # fmt: skip
    notes = (
        f"Put the question, name the price of each option, give the advice, and ask {ask.who or 'the owner'} for the "
        "answer in the room. Cost and days are those typed for each option; fewer days mean an earlier finish."
    )
    source = "Decisions, Changes, Approvals" if options and "decisions" in options[0].cost_ref else "Changes, Approvals"
    return Page(f"decision_{ask.id}", Layout.DECISION, _title(desk, ask, options), blocks, source, notes)


def _title(desk: Desk, ask: Ask, options: list[Option]) -> str:
    """When, what, and what the advised option costs and brings."""
    when = f"{ask.id} by {desk.near(ask.due)}" if ask.due else ask.id
    advised = next((option for option in options if option.advised), None)
    price = f" Advised: {advised.letter}, {_price(desk, advised)}" if advised else ""
    return sentence(f"{when}: {ask.text}{price}", f"{when}: {ask.text}")


def _price(desk: Desk, option: Option) -> str:
    """Cost and effect in a few words: "€310 k, 15 d earlier"."""
    said = [_cost(desk, option.cost)] if words.is_known(option.cost) else []
    return ", ".join(said + ([desk.words.moved(option.days)] if words.is_known(option.days) and option.days else []))


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
            yield Option("A", "Approve as asked", row["Cost"], row["Timeline (days)"], cost, days)
            yield Option("B", "Do not approve", 0.0, 0.0, "", "")


def _table(desk: Desk, ask: Ask, options: list[Option]) -> Table:
    rows = tuple(
        Row(option.letter, (
            Cell(((Span(f"{option.letter}  ", True), Span(option.text, option.advised)),)),
            Cell.of(_cost(desk, option.cost), option.advised, ref=option.cost_ref),
            Cell.of(desk.words.moved(option.days), option.advised, _tone(option.days), option.days_ref),
            Cell.of("Recommended" if option.advised else "", True, Tone.ACCENT)))
        for option in options
    )  # fmt: skip
    if not rows:
        missing = Cell.of("No options are typed yet: give two to four in sheet Decisions", tone=Tone.MUTED)
        rows = (Row("none", (missing,)),)
    columns = (Column("Option", width=6.1), Column("Cost", "right", 0.9),
               Column("Effect on the date", "right", 1.2), Column("Advice", width=1.1))  # fmt: skip
    return Table("options", sentence(f"{ask.text} The options and their price", "The options and their price"),
                 columns, rows)  # fmt: skip


def _computed(desk: Desk, ask: Ask) -> Line:
    """What the plan's network says about the change, where it can."""
    for row in desk.listing("change_impact"):
        without, then = row["Finish without"], row["Finish with"]
        if row["ID"] == ask.change and without is not None and then is not None:
            ref = entry("change_impact", ask.change, "Finish without")
            stays = (
                Span("By the links between the tasks the finish stays at "),
                Span(desk.words.day(without), True, ref=ref),
            )
            if then == without:
                return (*stays, Span(f", with or without {ask.change}"))
            ref = entry("change_impact", ask.change, "Finish with")
            return (*stays, Span(f"; with {ask.change} it is "), Span(desk.words.day(then), True, ref=ref))
    return ()


def _cost(desk: Desk, cost: float) -> str:
    return desk.money(cost) if not words.is_known(cost) or cost else "no cost"


def _tone(days: float) -> Tone:
    if not words.is_known(days) or not days:
        return Tone.PLAIN
    return Tone.RED if days > 0 else Tone.GREEN


def _advice(ask: Ask) -> tuple[Line, ...]:
    return ((Span(ask.advice),),) if ask.advice else ((Span("No recommendation is typed yet.", tone=Tone.MUTED),),)


def _otherwise(desk: Desk, ask: Ask) -> tuple[Line, ...]:
    known = ask.otherwise or "Nobody has typed what happens then."
    computed = _computed(desk, ask)
    first: Line = (Span(known, tone=Tone.PLAIN if ask.otherwise else Tone.MUTED),)
    return (first, computed) if computed else (first,)


def _deciding(desk: Desk, ask: Ask) -> Iterator[Line]:
    yield (Span(ask.who or "Nobody is named", True, Tone.PLAIN if ask.who else Tone.RED), Span(", by "),
           due_span(desk, ask.due))  # fmt: skip
    if ask.initiative:
        yield (Span(f"For {desk.name(ask.initiative)}"),)
    awaited = [row for row in desk.listing("approval_status") if row["Change"] == ask.change and row["Awaited from"]]
    for row in awaited:
        yield (Span(f"{ask.change} awaits approval of {row['Awaited from']}"),)
    title = {row["ID"]: str(row["Title"]) for row in desk.listing("change_listing", n=ALL)}.get(ask.change)
    if title and not awaited:
        yield (Span(f"Decides {ask.change}: {title}"),)


def _more(count: int) -> Any:
    columns = (Column("Question", width=4.6), Column("Who", width=1.8), Column("By", width=1.5),
               Column("If not decided", width=3.4))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        title = part.title(f"{count - MOST} more decisions are pending; their dates come after these", "More decisions")
        table = Table("more_decisions", "Decisions that are needed later", columns, rows,
                      part.note("decision", "Decisions"))  # fmt: skip
        return Page(part.key("more_decisions"), Layout.TABLE, title, {"table": table}, "Decisions, Changes",
                    "Give these to their owners after the meeting; the urgent ones have their own pages.")  # fmt: skip

    return page
