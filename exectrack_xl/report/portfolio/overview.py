"""The page that answers first: how many are in trouble, who is latest, what costs more, and what is asked.

Depends on: report.desk, report.model, report.paging, report.portfolio.model, report.words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from exectrack_xl.report import words
from exectrack_xl.report.desk import status
from exectrack_xl.report.model import (
    Block,
    Chart,
    ChartKind,
    Layout,
    Line,
    Page,
    Role,
    Series,
    Span,
    Tile,
    Tone,
)
from exectrack_xl.report.paging import sentence
from exectrack_xl.report.portfolio.model import Member, Portfolio

MOST_BARS = 8
LONGEST_NAME = 28  # characters of a name beside a bar
_NOTES = (
    "Each programme is judged by the rules of its own tracker at its own status date; the day on the cover is "
    "that of this view. Stale data is never Green: it is Grey. Only programmes that are late, or dearer than their "
    "budget, have a bar."
)


def overview(whole: Portfolio) -> Iterator[Page]:
    """Four tiles and two charts; no page without a tracker."""
    if not whole.members:
        return
    late = _chart(whole, "late", "Working days late at the forecast finish, the latest first", "0",
                  lambda member: member.summary.days_late)  # fmt: skip
    cost = _chart(whole, "over", "Estimate at completion above budget, the most first", "0%",
                  lambda member: member.summary.money.over_share)  # fmt: skip
    tiles = {f"tile_{n}": tile for n, tile in enumerate(_tiles(whole), 1)}
    blocks: dict[str, Block] = {"chart": late, "chart_2": cost, **tiles}
    yield Page(
        "overview",
        Layout.TWO_CHARTS,
        headline(whole),
        blocks,
        "Settings, Milestones, Tasks, Costs, Risks, Decisions",
        _NOTES,
    )


def headline(whole: Portfolio) -> str:
    """The portfolio in one sentence: how many are Red, and what is asked."""
    counts = Counter(member.status for member in whole.members)
    first, *rest = [(counts[word], word) for word in ("Red", "Yellow", "Grey", "Green") if counts[word]] or [(0, "Red")]
    verb = "is" if first[0] == 1 else "are"
    said = f"{first[0]} of {words.plural(len(whole.members), 'programme')} {verb} {first[1]}"
    said = ", ".join([said, *(f"{count} {word}" for count, word in rest)])
    asked = len(whole.decisions)
    return sentence(f"{said}; {words.plural(asked, 'decision')} asked" if asked else said, said)


def overdue(whole: Portfolio) -> int:
    """How many decisions asked were needed before the day."""
    return sum(asked.due is not None and asked.due < whole.day for _, asked in whole.decisions)


def _tiles(whole: Portfolio) -> Iterator[Tile]:
    members = whole.members
    counts = Counter(member.status for member in members)
    worse = sum(member.trend == "Worse" for member in members)
    yield Tile(
        "states",
        "Programmes by status",
        _bold(_shown(counts)),
        (Span(f"{len(members):,} in all"),),
        (Span(f"{words.plural(worse, 'programme')} worse than at the last month end"),),
        status(members[0].status),
    )
    late = [member for member in members if member.summary.days_late > 0]
    last = max((member for member in members if member.summary.forecast), default=None,
               key=lambda member: member.summary.forecast)  # type: ignore[arg-type,return-value]  # fmt: skip
    yield Tile("late", "Finish later than committed", _bold(f"{len(late):,} of {len(members):,}"),
               (Span(f"The last one ends {words.day(last.summary.forecast)}"),) if last else (),
               (Span(last.name),) if last else ())  # fmt: skip
    risks = sum(row.kind == "Risk" for _, row in whole.critical)
    hit = len({member.summary.key for member, _ in whole.critical})
    yield Tile(
        "critical",
        "Critical risks and issues",
        _bold(f"{risks:,} and {len(whole.critical) - risks:,}"),
        (Span(f"in {words.plural(hit, 'programme')}"),),
        (Span(words.plural(len({c.person for c in whole.conflicts}), "person", "people") + " booked twice"),),
    )
    stale = sum(member.is_stale for member in members)
    yield Tile("asked", "Decisions asked", _bold(f"{len(whole.decisions):,}"),
               (Span(f"{overdue(whole)} overdue", tone=Tone.RED if overdue(whole) else Tone.PLAIN),),
               (Span(f"{words.plural(stale, 'tracker')} stale, {len(whole.failed):,} not read"),))  # fmt: skip


def _shown(counts: Counter[str]) -> str:
    """Those in trouble, the worst first; where there are none, how many are Green."""
    bad = [f"{counts[word]} {word}" for word in ("Red", "Yellow", "Grey") if counts[word]]
    return ", ".join(bad) or f"{counts['Green']} Green"


def _bold(text: str) -> Line:
    return (Span(text, True),)


def _chart(whole: Portfolio, key: str, heading: str, form: str, value: Callable[[Member], float]) -> Chart:
    found = sorted((member for member in whole.members if value(member) > 0), key=lambda one: (-value(one), one.name))
    shown = found[:MOST_BARS]
    names = tuple(short(member.name) for member in shown) or ("None",)
    values = tuple(value(member) for member in shown) or (0.0,)
    more = f", {len(found) - len(shown):,} more not drawn" if len(found) > len(shown) else ""
    return Chart(key, heading + more, ChartKind.BAR, names,
                 (Series("Programme", Role.ACTUAL, values, show_values=True),), form,
                 f"Bar chart. {heading}: " + "; ".join(names), lowest=0, show_axis=False, legend=False)  # fmt: skip


def short(name: str) -> str:
    """A name that fits beside a bar."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
