"""The Change Board: what waits for a decision, what was decided, and what both do to time, cost and scope.

Depends on: report.words, excel.build.dashboards.
"""

from __future__ import annotations

from typing import Any

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import CHANGES, OFFERED
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import HERE, LAST, TILES, Canvas, Live, Tile
from exectrack_xl.excel.build.dashboards.changes.effect import ROWS, write_effect
from exectrack_xl.excel.build.dashboards.changes.lists import write_decided, write_drift, write_pending
from exectrack_xl.excel.build.dashboards.names import cadence, dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import Said, as_of_note, in_the_period, number, status
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone

TITLE = "Change Board"
_NO_DATA = "No data yet: type your changes."
_READING = " Days are working days; computed ones are the effect on the finish; age counts from the day raised."
_TOP = 4
_LINE = 17.0


def write_changes(book: Book, behind: Behind, said: Said, *, shown: bool) -> None:
    """Draw the board for the running week, month or quarter."""
    results = said.results
    canvas = Canvas(book, TITLE, shown=shown)
    canvas.title(said.title(TITLE), _message(results), status(results))
    canvas.choice(cadence(CHANGES), said.chosen, OFFERED[CHANGES])
    canvas.section(_TOP, 1, LAST, "Decisions")
    row = _tiles(canvas, behind, said, _TOP + 1)
    canvas.section(row, 1, LAST, said.within())
    row = canvas.gap(canvas.facts(row + 1, _facts(said)))
    canvas.heights(dict.fromkeys(range(row + 1, row + 1 + ROWS), _LINE))
    write_effect(canvas, behind, results, row)
    row = canvas.gap(row + 1 + ROWS)
    row = canvas.gap(write_pending(canvas, results, row))
    last = max(write_decided(canvas, results, row), write_drift(canvas, said, row))
    canvas.heights({last: 15})
    canvas.note(last, 1, (1, LAST), as_of_note(results, live=book.is_live, addition=_READING))
    canvas.finish(last)


def _message(results: Results) -> Live:
    """What waits, and whether anybody is late with a decision."""
    pending, late, approved = (dash(name) for name in ("pending_changes", "overdue_changes", "approved_changes"))
    waiting = f'{native.plural(f"N({pending})", "change")}&IF(N({pending})=1," waits"," wait")&" for a decision"'
    overdue = native.when(f"N({late})=0", '", none of them overdue."', f'", "&FIXED({late},0)&" overdue."')
    nothing = "COUNTA(Changes[ID])=0"
    text = native.when(f"N({pending})=0", f'"No change waits for a decision; "&FIXED(N({approved}),0)&" approved."',
                       f"{waiting}&{overdue}")  # fmt: skip
    first = native.when(nothing, native.quoted(_NO_DATA), text)
    return Live(f"={native.when(f'{pending}=' + chr(34) * 2, native.quoted(_NO_DATA), first)}", _sentence(results))


def _sentence(results: Results) -> str:
    pending = results.value("pending_changes")
    if pending is None or "changes" not in results.filled:
        return _NO_DATA
    if not pending:
        return f"No change waits for a decision; {words.fixed(results.value('approved_changes') or 0, 0)} approved."
    late = results.value("overdue_changes") or 0
    verb = "waits" if pending == 1 else "wait"
    overdue = f"{words.fixed(late, 0)} overdue" if late else "none of them overdue"
    return f"{words.plural(pending, 'change')} {verb} for a decision, {overdue}."


def _tiles(canvas: Canvas, behind: Behind, said: Said, row: int) -> int:
    """Draw the four tiles; gives back the first row beneath."""
    results = said.results
    late, deferred = dash("overdue_changes"), dash("deferred_changes")
    this = (f'"milestones this "&LOWER({cadence(CHANGES)})', f"milestones this {said.chosen.lower()}")
    tiles = (
        Tile("Pending", number(results, "pending_changes"),
             _note(results, (f'FIXED(N({late}),0)&" overdue"', f"{_whole(results.value('overdue_changes'))} overdue")),
             "count", {Tone.RED: f"N({late})>0"}, behind.trail("pending_changes")),
        Tile("Approved", number(results, "approved_changes"), _note(results, ('"since the start"', "since the start")),
             "count", trail=behind.trail("approved_changes")),
        Tile("Rejected", number(results, "rejected_changes"),
             _note(results, (f'"and "&FIXED(N({deferred}),0)&" deferred"',
                             f"and {_whole(results.value('deferred_changes'))} deferred")),
             "count", trail=behind.trail("rejected_changes")),
        Tile("Moved without approval", in_the_period(said, "unapproved_drift_count"),
             _note(results, this),
             "count", {Tone.RED: f"N({HERE})>0"}, behind.trail("unapproved_drift_count", chosen="Month")),
    )  # fmt: skip
    for column, tile in zip(TILES, tiles, strict=True):
        canvas.tile(row, column, tile)
    return canvas.gap(row + 3)


def _whole(value: Any) -> str:
    return words.fixed(value or 0, 0)


def _note(results: Results, said: tuple[str, str]) -> Live:
    """The note of a tile, or what to type where there are no changes at all."""
    formula, text = said
    typed = "No data yet: type your changes"
    nothing = f'IF(COUNTA(Changes[ID])=0,"{typed}",{formula})'
    return Live(f"={nothing}", text if "changes" in results.filled else typed)


def _facts(said: Said) -> tuple[tuple[str, Live], ...]:
    """What happened in the period chosen."""
    lead = said.expression("change_lead_time")
    days = said.value("change_lead_time")
    said_days = f'FIXED({lead},1)&" working days"'
    growth, share = dash("scope_growth"), said.results.value("scope_growth")
    grown = words.UNKNOWN if share is None else words.percent(share)
    took = words.UNKNOWN if days is None else f"{words.fixed(days, 1)} working days"
    return (
        ("Changes raised", said.counts(("changes_raised", ""))),
        ("Changes decided", said.counts(("changes_decided", ""))),
        ("Time to decide", Live(f"={native.known(lead, said_days)}", took)),
        ("Scope growth", Live(f"={native.known(growth, native.percent(growth))}", grown)),
    )
