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
_NOTES = (
    "Achieved is the way from the start value to the target that is done; a goal whose value was not measured by the "
    "status date has none. Share of budget is that of the initiatives which serve the goal. A position in the market "
    "is called better or worse only with evidence and a value before."
)


def goals(desk: Desk) -> Iterator[Page]:
    """Every goal with its measure and initiatives; no page without goals."""
    served = {str(row["ID"]): row for row in desk.listing("strategic_alignment")}
    rows = [_row(desk, goal, served.get(str(goal["ID"]), {})) for goal in desk.listing("goal_listing")]
    yield from paged(rows, EACH, _page(desk))


def _page(desk: Desk) -> Any:
    columns = (Column("Goal", width=2.7), Column("Measure", width=2.0), Column("Start", "right", 0.7),
               Column("Now", "right", 0.8), Column("Target", "right", 0.8), Column("Achieved", "right", 0.9),
               Column("Served by, share of budget", width=1.6))  # fmt: skip

    def page(rows: tuple[Row, ...], part: Part) -> Page:
        table = Table("goals", "Strategic goals, their measures, and the initiatives that serve them", columns, rows,
                      part.note("goal", "Goals"))  # fmt: skip
        blocks: dict[str, Block] = {"table": table}
        outside = _outside(desk) if part.number == 1 else None
        if outside is not None:
            blocks["table_2"] = outside
        layout = Layout.TWO_TABLES if outside else Layout.TABLE
        return Page(part.key("goals"), layout, part.title(_title(desk), "Strategic goals"), blocks,
                    "Goals, Initiatives, KPIs", _NOTES)  # fmt: skip

    return page


def _title(desk: Desk) -> str:
    achieved, aligned = desk.value("goal_achievement"), desk.value("alignment_score")
    said = f"{desk.words.percent(aligned)} of the budget serves a goal" if words.is_known(aligned) else "Goals are set"
    if not words.is_known(achieved):
        return f"{said}; none of them is measured yet"
    done = f"{desk.words.percent(achieved)} of the way is done on the {desk.text('goals_measured')} measured"
    return sentence(f"{said}; {done}", said)


def _row(desk: Desk, goal: dict[str, Any], served: dict[str, Any]) -> Row:
    identity, unit = str(goal["ID"]), str(goal["Unit"])
    achieved, share = goal["Achieved"], served.get("Share of budget")
    names = [desk.name(one.strip()) for one in str(served.get("Initiatives") or "").split(",") if one.strip()]
    cells = (
        Cell(((Span(f"{identity} ", True), Span(str(goal["Goal"]))),)),
        Cell.of(str(goal["Measure"]) + (f", {unit}" if unit else "")),
        *(Cell.of(desk.words.short(goal[name]), name == "Current value", ref=entry("goal_listing", identity, name))
          for name in ("Start value", "Current value", "Target")),
        Cell.of(desk.words.percent(achieved) if words.is_known(achieved) else "not measured", True,
                Tone.PLAIN if words.is_known(achieved) else Tone.MUTED,
                entry("goal_listing", identity, "Achieved") if words.is_known(achieved) else ""),
        Cell((_served(names, share, identity),)),
    )  # fmt: skip
    return Row(identity, cells)


def _served(names: list[str], share: Any, identity: str) -> Line:
    """The initiatives that serve a goal, and how much of the budget is theirs."""
    if not names:
        return (Span("nobody yet", tone=Tone.RED),)
    if not words.is_known(share):
        return (Span(words.listed(names)),)
    ref = entry("strategic_alignment", identity, "Share of budget")
    return Span(f"{words.listed(names)}, "), Span(words.percent(share), ref=ref)


def _outside(desk: Desk) -> Table | None:
    """Where we stand in the market, each value with its source."""
    rows = tuple(
        Row(f"market_{n}", (
            Cell(((Span(str(row["Indicator"])), Span(_source(row), tone=Tone.MUTED)),)),
            Cell.of(desk.words.short(row["Previous value"]), ref=entry("market_position", n, "Previous value")),
            Cell.of(desk.words.short(row["Value"]), True, ref=entry("market_position", n, "Value")),
            Cell.of(desk.words.short(row["Target"]), ref=entry("market_position", n, "Target")),
            Cell.of(str(row["Verdict"]), True, _VERDICT.get(str(row["Verdict"]), Tone.MUTED))))
        for n, row in enumerate(desk.listing("market_position")[:MOST_OUTSIDE], 1)
    )  # fmt: skip
    columns = (Column("Position in the market", width=2.6), Column("Before", "right", 0.7), Column("Now", "right", 0.7),
               Column("Target", "right", 0.7), Column("Verdict", width=0.9))  # fmt: skip
    return Table("market", "Where we stand outside, with the source of each value", columns, rows) if rows else None


def _source(row: dict[str, Any]) -> str:
    return f" ({row['Source']})" if row["Source"] else ""
