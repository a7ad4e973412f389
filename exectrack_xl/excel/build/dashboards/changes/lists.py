"""The lists of the Change Board: pending, decided, and milestones that moved without approval.

Depends on: report.words, theme, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import BY_DECISION, DRIFTED
from exectrack_xl.excel.build.dashboards.canvas import LAST, Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.names import dash
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import NO_DATA, Said, entry, money
from exectrack_xl.excel.build.highlight import status_words
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone
from exectrack_xl.theme import STATUS

_LINE = 17.0
_LONG, _SHORT = 64, 42  # characters of a title
_PENDING = (
    Field("ID", 1), Field("Change", 6), Field("Type", 2), Field("Tier", 2), Field("Typed", 2, "right"),
    Field("Computed", 1, "right"), Field("Cost", 1, "right"), Field("Decision needed by", 3, "right", "date"),
    Field("Approver", 4, indent=1), Field("Age", 1, "right", "count"),
)  # fmt: skip
_DECIDED = (
    Field("ID", 1), Field("Change", 5), Field("Decided on", 2, "right", "date"), Field("Days", 1, "right"),
    Field("Cost", 1, "right"), Field("Points", 1, "right"),
)  # fmt: skip
_DRIFT = (
    Field("Milestone", 4), Field("Date", 2), Field("Before", 2, "right", "date"), Field("Now", 2, "right", "date"),
    Field("Days", 1, "right"),
)  # fmt: skip


def write_pending(canvas: Canvas, results: Results, row: int) -> int:
    """The changes that wait, the one to be decided first on top; gives back the first row beneath."""
    canvas.section(row, 1, LAST, _pending_title(results))
    canvas.head(row + 1, 1, _PENDING)
    first = row + 2
    for number in range(1, BY_DECISION["Pending"] + 1):
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 1, _PENDING, _pending(results, number))
    last = first + BY_DECISION["Pending"] - 1
    status_words(canvas.book, canvas.sheet, (first, 10, last, 11))
    _mark_overdue(canvas, (first, 16, last, 18))
    return last + 1


def _pending_title(results: Results) -> Live:
    """The section, and how many are listed where it is not all of them."""
    title, most = "Pending: waiting for a decision", BY_DECISION["Pending"]
    there = f"N({dash('pending_changes')})"
    of = native.when(f"{there}>{most}", f'": {most} of "&FIXED({there},0)', '""')
    count = results.value("pending_changes") or 0
    said = f": {most} of {words.fixed(count, 0)}" if count > most else ""
    return Live(f"={native.quoted(title)}&{of}", f"{title}{said}")


def _pending(results: Results, number: int) -> tuple[Live, ...]:
    title = "change_board:Pending"
    typed, none = f"{NO_DATA}changes.", "No change waits for a decision."
    formula = f'IF(COUNTA(Changes[ID])=0,"{typed}","{none}")'
    otherwise = (formula, none if "changes" in results.filled else typed) if number == 1 else None
    cost = entry(results, title, number, "Cost")
    return (
        entry(results, title, number, "ID"),
        entry(results, title, number, "Title", length=_LONG, otherwise=otherwise),
        entry(results, title, number, "Type"),
        entry(results, title, number, "Risk level"),
        _signed(results, title, number, "Timeline (days)"),
        _signed(results, title, number, "Computed days"),
        money(results, cost.formula.removeprefix("="), cost.value),
        entry(results, title, number, "Decision due"),
        entry(results, title, number, "Approval by", length=44),
        entry(results, title, number, "Age"),
    )


def write_decided(canvas: Canvas, results: Results, row: int) -> int:
    """The latest decisions: approved, rejected, deferred under one head; gives back the first row beneath."""
    canvas.section(row, 1, 11, "Decided last")
    canvas.head(row + 1, 1, _DECIDED)
    row += 2
    for decision in ("Approved", "Rejected", "Deferred"):
        for number in range(1, BY_DECISION[decision] + 1):
            canvas.heights({row: _LINE})
            canvas.line(row, 1, _DECIDED, _decided(results, decision, number))
            row += 1
    return row


def _decided(results: Results, decision: str, number: int) -> tuple[Live, ...]:
    """One decision; the word stands before the title of those that were not approved."""
    title = f"change_board:{decision}"
    cost = entry(results, title, number, "Cost")
    name = entry(results, title, number, "Title", length=_SHORT)
    if decision == "Approved" and number == 1:
        none = "None approved yet."
        name = entry(results, title, number, "Title", length=_SHORT, otherwise=(native.quoted(none), none))
    elif decision != "Approved":
        found = name.formula.removeprefix("=")
        said = f"{decision}: {name.value}" if name.value else None
        name = Live(f'=IF({found}="","",{native.quoted(f"{decision}: ")}&{found})', said)
    return (
        entry(results, title, number, "ID"),
        name,
        entry(results, title, number, "Decided on"),
        _signed(results, title, number, "Timeline (days)"),
        money(results, cost.formula.removeprefix("="), cost.value),
        _signed(results, title, number, "Scope (points)"),
    )


def write_drift(canvas: Canvas, said: Said, row: int) -> int:
    """The milestones that moved furthest without an approved change; gives back the first row beneath."""
    canvas.section(row, 13, 11, said.within("Moved without approval in "))
    canvas.head(row + 1, 13, _DRIFT)
    first = row + 2
    none = "Nothing moved without an approved change."
    for number in range(1, DRIFTED + 1):
        names = ("Milestone", "Date", "Before", "Now")
        values = [
            entry(said, "unapproved_drift", number, name, length=_SHORT,
                  otherwise=(native.quoted(none), none) if (number, name) == (1, "Milestone") else None)
            for name in names
        ]  # fmt: skip
        values.append(_signed(said, "unapproved_drift", number, "Days without approval"))
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 13, _DRIFT, values)
    return first + DRIFTED


def _signed(results: Results | Said, title: str, number: int, column: str) -> Live:
    """A number of days or points with its sign; nothing where it is not known."""
    found = entry(results, title, number, column)
    formula = found.formula.removeprefix("=")
    text = "" if found.value is None else words.signed(words.fixed(found.value, 0))
    return Live(f'=IF({formula}="","",{native.signed(formula)})', text)


def _mark_overdue(canvas: Canvas, area: tuple[int, int, int, int]) -> None:
    """A decision that is overdue is red, and says so by its shape."""
    look = STATUS[Tone.RED]
    mark = canvas.book.mark(font_color=f"#{look.text}", bold=True, num_format=f'"{look.glyph} "d mmm yyyy')
    cell = canvas.address(area[0], area[1])
    rule = f"=AND(ISNUMBER({cell}),{cell}<setting_status_date)"
    canvas.sheet.conditional_format(*area, {"type": "formula", "criteria": rule, "format": mark})
