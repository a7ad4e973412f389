"""What approved and pending changes do to time, cost and scope: typed, and computed from the network.

Depends on: report.words, excel.build.dashboards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exectrack_xl.excel.build.dashboards import charts, names, native
from exectrack_xl.excel.build.dashboards.asks import BY_DECISION
from exectrack_xl.excel.build.dashboards.behind import Behind
from exectrack_xl.excel.build.dashboards.canvas import Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import entry
from exectrack_xl.report import words

ROWS = 8  # how many rows it takes beneath its heads
_NET = "change_net_effect"
_IN_PLAN = "in the plan"
_FIELDS = (Field("", 5), Field("Approved", 3, "right"), Field("Pending", 3, "right"))
_PENDING_LIST = "change_board:Pending"


def write_effect(canvas: Canvas, behind: Behind, results: Results, row: int) -> None:
    """Draw the net effect at the left, typed and computed days of each pending change at the right."""
    canvas.section(row, 1, 11, "Net effect, all changes of a decision together")
    canvas.head(row + 1, 1, _FIELDS)
    for at, (label, column, said, spoken) in enumerate(_measures(results), row + 2):
        values = [_of(results, (decision, column), said, spoken) for decision in ("Approved", "Pending")]
        canvas.line(at, 1, _FIELDS, (label, *values))
    canvas.section(row, 13, 11, "What each pending change does to the finish, working days")
    none = "No pending change with days typed."
    first = names.found(_PENDING_LIST, 1, "ID")
    note = native.when(f'{first}=""', native.quoted(none), '""')
    canvas.note(row + 3, 14, (1, 9), Live(f"={note}", none if not results.item(_PENDING_LIST, 1, "ID") else ""))
    lines = behind.block("days of pending changes", ("Typed", "Computed by the network"), _bars(results))
    canvas.chart((row + 1, 13), (ROWS, 11), charts.two_columns(canvas.book, lines),
                 "Working days each pending change adds or wins: typed, and computed from the network")  # fmt: skip


def _measures(results: Results) -> tuple[tuple[str, str, Callable[[str], str], Callable[[Any], str]], ...]:
    """Label, column, expression and text of each line."""

    def amount(value: float) -> str:
        return words.signed(words.money(value, results.settings.text("currency")))

    def plain(found: str) -> str:
        return f"FIXED({found},0)"

    def days(found: str) -> str:
        return f'{native.signed(found)}&" d"'

    def points(found: str) -> str:
        return f'{native.signed(found)}&" points"'

    return (
        ("Changes", "Changes", plain, lambda v: words.fixed(v, 0)),
        ("Time, as typed", "Typed days", days, lambda v: f"{_signed(v)} d"),
        ("Finish, as computed", "Computed days", days, lambda v: f"{_signed(v)} d"),
        ("Finish with them", "Finish with", native.day, words.day),
        ("Cost", "Cost", lambda found: f'IF({found}>0,"+","")&{native.money(found)}', amount),
        ("Scope", "Scope (points)", points, lambda v: f"{_signed(v)} points"),
    )


def _signed(value: float) -> str:
    return words.signed(words.fixed(value, 0))


def _of(results: Results, what: tuple[str, str], said: Callable[[str], str], spoken: Callable[[Any], str]) -> Live:
    """One number of one decision; the list leaves out a decision without changes, so that it is looked up by name."""
    decision, column = what
    found, value = _looked_up(results, decision, column)
    planned, count = _looked_up(results, decision, "In the plan already")
    in_plan = column in ("Computed days", "Finish with")
    unknown = native.when(f"N({planned})>0", native.quoted(_IN_PLAN), native.quoted(words.UNKNOWN))
    missing = _IN_PLAN if in_plan and count else words.UNKNOWN
    formula = native.when(f'{found}=""', unknown if in_plan else native.quoted(words.UNKNOWN), said(found))
    return Live(f"={formula}", missing if value is None else spoken(value))


def _looked_up(results: Results, decision: str, column: str) -> tuple[str, Any]:
    """An expression for a number of a decision, and what it is; nothing where there is no such change."""
    first, second = (names.found(_NET, row, "Decision") for row in (1, 2))
    here, there = (names.found(_NET, row, column) for row in (1, 2))
    rows = {results.item(_NET, row, "Decision"): row for row in (1, 2)}
    value = results.item(_NET, rows[decision], column) if decision in rows else None
    return f'IF({first}="{decision}",{here},IF({second}="{decision}",{there},""))', value


def _bars(results: Results) -> list[tuple[Live, Live, Live]]:
    """ID, typed and computed days of each pending change."""
    rows = []
    for number in range(1, BY_DECISION["Pending"] + 1):
        days = (entry(results, _PENDING_LIST, number, column) for column in ("Timeline (days)", "Computed days"))
        typed, computed = (Live(f"=N({one.formula.removeprefix('=')})", one.value or 0) for one in days)
        rows.append((entry(results, _PENDING_LIST, number, "ID"), typed, computed))
    return rows
