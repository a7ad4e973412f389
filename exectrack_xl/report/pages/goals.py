"""Strategic goals and alignment: what each goal has reached, which initiatives serve it, and where we stand outside.

Depends on: report.asks, report.desk, report.model, report.paging, report.words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk, entry
from exectrack_xl.report.model import Block, Cell, Column, Layout, Line, Page, Row, Span, Table, Tone
from exectrack_xl.report.paging import Part, paged, sentence

EACH = 7  # goals on a page
MOST_OUTSIDE = 6
_VERDICT = {"Better": Tone.GREEN, "Worse": Tone.RED}


def goals(desk: Desk) -> Iterator[Page]:
    """Every goal with its measure and initiatives; no page without goals."""
    served = {str(row["ID"]): row for row in desk.listing("strategic_alignment")}
    rows = [_row(desk, goal, served.get(str(goal["ID"]), {})) for goal in desk.listing("goal_listing")]
    yield from paged(rows, EACH, _page(desk), words=desk.words)


def _page(desk: Desk) -> Any:
    columns = (Column(desk.say("strategy.goal"), width=2.7), Column(desk.say("strategy.measure"), width=2.0),
               Column(desk.say("strategy.start"), "right", 0.7), Column(desk.say("strategy.now"), "right", 0.8),
               Column(desk.say("strategy.target"), "right", 0.8), Column(desk.say("strategy.achieved"), "right", 0.9),
               Column(desk.say("strategy.served"), width=1.6))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("goals", desk.say("strategy.heading"), columns, rows,
                      part.note("goal", "Goals"))  # fmt: skip
        blocks: dict[str, Block] = {"table": table}
        outside = _outside(desk) if part.number == 1 else None
        if outside is not None:
            blocks["table_2"] = outside
        layout = Layout.TWO_TABLES if outside else Layout.TABLE
        return Page(part.key("goals"), layout, part.title(_title(desk), desk.say("strategy.name")), blocks,
                    "Goals, Initiatives, KPIs", desk.say("strategy.notes"))  # fmt: skip

    return page


def _title(desk: Desk) -> str:
    achieved, aligned = desk.value("goal_achievement"), desk.value("alignment_score")
    said = desk.say("strategy.set")
    if words.is_known(aligned):
        said = desk.say("strategy.aligned", share=desk.number("alignment_score"))
    if not words.is_known(achieved):
        return desk.say("strategy.unmeasured", said=said)
    return sentence(desk.say("strategy.done", said=said, share=desk.number("goal_achievement"),
                             goals=desk.number("goals_measured")), said)  # fmt: skip


def _row(desk: Desk, goal: dict[str, Any], served: dict[str, Any]) -> Row:
    identity, unit = str(goal["ID"]), str(goal["Unit"])
    achieved, share = goal["Achieved"], served.get("Share of budget")
    names = [desk.name(one.strip()) for one in str(served.get("Initiatives") or "").split(",") if one.strip()]
    cells = (
        Cell(((Span(f"{identity} ", True), Span(str(goal["Goal"]))),)),
        Cell.of(str(goal["Measure"]) + (f", {unit}" if unit else "")),
        *(Cell.of(desk.words.short(goal[name]), name == "Current value", ref=entry("goal_listing", identity, name))
          for name in ("Start value", "Current value", "Target")),
        Cell.of(desk.words.percent(achieved) if words.is_known(achieved) else desk.say("strategy.not_measured"), True,
                Tone.PLAIN if words.is_known(achieved) else Tone.MUTED,
                entry("goal_listing", identity, "Achieved") if words.is_known(achieved) else ""),
        Cell((_served(desk, names, share, identity),)),
    )  # fmt: skip
    return Row(identity, cells)


def _served(desk: Desk, names: list[str], share: Any, identity: str) -> Line:
    """The initiatives that serve a goal, and how much of the budget is theirs."""
    if not names:
        return (Span(desk.say("strategy.nobody"), tone=Tone.RED),)
    if not words.is_known(share):
        return (Span(desk.words.listed(names)),)
    ref = entry("strategic_alignment", identity, "Share of budget")
    return Span(f"{desk.words.listed(names)}, "), Span(desk.words.percent(share), ref=ref)


def _outside(desk: Desk) -> Table | None:
    """Where we stand in the market, each value with its source."""
    rows = tuple(
        Row(f"market_{n}", (
            Cell(((Span(str(row["Indicator"])), Span(_source(row), tone=Tone.MUTED)),)),
            Cell.of(desk.words.short(row["Previous value"]), ref=entry("market_position", n, "Previous value")),
            Cell.of(desk.words.short(row["Value"]), True, ref=entry("market_position", n, "Value")),
            Cell.of(desk.words.short(row["Target"]), ref=entry("market_position", n, "Target")),
            Cell.of(desk.words.choice(row["Verdict"]), True, _VERDICT.get(str(row["Verdict"]), Tone.MUTED))))
        for n, row in enumerate(desk.listing("market_position")[:MOST_OUTSIDE], 1)
    )  # fmt: skip
    columns = (Column(desk.say("strategy.position"), width=2.6), Column(desk.say("strategy.before"), "right", 0.7),
               Column(desk.say("strategy.now"), "right", 0.7), Column(desk.say("strategy.target"), "right", 0.7),
               Column(desk.say("strategy.verdict"), width=0.9))  # fmt: skip
    return Table("market", desk.say("strategy.outside"), columns, rows) if rows else None


def _source(row: dict[str, Any]) -> str:
    return f" ({row['Source']})" if row["Source"] else ""
