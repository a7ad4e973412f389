"""The lists of the Execution Dashboard: key milestones, issues and risks.

Depends on: schema, report.words, excel.build.dashboards.
"""

from __future__ import annotations

from exectrack_xl.excel.build.dashboards import native
from exectrack_xl.excel.build.dashboards.asks import ISSUES, MILESTONES, RISKS
from exectrack_xl.excel.build.dashboards.canvas import Canvas, Field, Live
from exectrack_xl.excel.build.dashboards.results import Results
from exectrack_xl.excel.build.dashboards.saying import NO_DATA, entry
from exectrack_xl.excel.build.highlight import status_words
from exectrack_xl.report import words
from exectrack_xl.schema import SHEETS

_LINE = 27.0  # height of a row of a list: two lines of small text
_TITLE_LENGTH = 60  # characters of a title in a list

MILESTONE_FIELDS = (
    Field("Milestone", 4), Field("Status", 3), Field("Due Date", 2, "right", "date"), Field("Against plan", 2, "right"),
)  # fmt: skip
ISSUE_FIELDS = (
    Field("ID", 1), Field("Issue", 3), Field("Status", 2), Field("Owner", 3), Field("Due Date", 2, "right", "date"),
)  # fmt: skip
RISK_FIELDS = (Field("ID", 1), Field("Risk", 3), Field("Status", 2), Field("Mitigation", 3), Field("Owner", 2))


def write_lists(canvas: Canvas, results: Results, row: int) -> int:
    """Key milestones at the left, issues and risks at the right; gives back the first row beneath."""
    canvas.section(row, 1, 11, "Key Milestones")
    canvas.section(row, 13, 11, "Issues & Risks")
    return max(_milestones(canvas, results, row + 1), _issues_and_risks(canvas, results, row + 1))


def _milestones(canvas: Canvas, results: Results, row: int) -> int:
    canvas.head(row, 1, MILESTONE_FIELDS)
    first = row + 1
    none = f"{NO_DATA}milestones, and mark the key ones."
    for number in range(1, MILESTONES + 1):
        late = entry(results, "key_milestones", number, "Days late")
        said = "" if late.value is None else words.days_late(late.value)
        found = late.formula.removeprefix("=")
        against = Live(f'=IF({found}="","",{native.days_late(found)})', said)
        title = entry(results, "key_milestones", number, "Milestone", length=_TITLE_LENGTH,
                      otherwise=(native.quoted(none), none) if number == 1 else None)  # fmt: skip
        values = (title, *(entry(results, "key_milestones", number, name) for name in ("Status", "Due date")), against)
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 1, MILESTONE_FIELDS, values)
    status_words(canvas.book, canvas.sheet, (first, 5, first + MILESTONES - 1, 7))
    return first + MILESTONES


def _issues_and_risks(canvas: Canvas, results: Results, row: int) -> int:
    canvas.head(row, 13, ISSUE_FIELDS)
    first = row + 1
    issue_columns = ("ID", "Title", "Status", "Owner", "Due date")
    for number in range(1, ISSUES + 1):
        values = _entries(results, ("top_issues", number, "issues"), issue_columns)
        canvas.heights({first + number - 1: _LINE})
        canvas.line(first + number - 1, 13, ISSUE_FIELDS, values)
    head = first + ISSUES
    canvas.head(head, 13, RISK_FIELDS)
    canvas.heights({head: _LINE})  # as high as the milestone that stands in the same row
    for number in range(1, RISKS + 1):
        values = _entries(results, ("top_risks", number, "risks"), ("ID", "Title", "Status", "Mitigation", "Owner"))
        canvas.heights({head + number: _LINE})
        canvas.line(head + number, 13, RISK_FIELDS, values)
    return head + 1 + RISKS


def _entries(results: Results, which: tuple[str, int, str], columns: tuple[str, ...]) -> tuple[Live, ...]:
    """One row of a list; its first says that there is none, or what to type."""
    title, number, name = which
    sheet = SHEETS[name]
    typed, none = f"{NO_DATA}{name}.", f"No open {name.removesuffix('s')}."
    otherwise = None
    if number == 1:
        formula = f'IF(COUNTA({sheet.title}[{sheet.by_name["id"].header}])=0,"{typed}","{none}")'
        otherwise = (formula, none if name in results.filled else typed)
    return tuple(
        entry(results, title, number, column, length=_TITLE_LENGTH,
              otherwise=otherwise if column == "Title" else None)
        for column in columns
    )  # fmt: skip
