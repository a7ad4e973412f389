"""A generated tracker workbook of 30 tables and 4,100 rows, the same bytes every time.

The sheets of ours that most teams keep are filled first; the rest are tables we do not know, 13 columns wide, as
teams keep them beside a tracker.
Depends on: schema.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import xlsxwriter

from exectrack_xl.schema import SETTINGS_LIST, SHEETS, Column, Kind, Sheet

AS_OF = date(2026, 9, 30)
TABLES, ROWS, COLUMNS = 30, 4_100, 13
SIZES = {
    "initiatives": 12, "milestones": 144, "tasks": 1_000, "sprints": 120, "items": 200, "issues": 500, "risks": 300,
    "mitigations": 200, "changes": 156, "actions": 200, "decisions": 60, "costs": 240, "quality": 240,
    "narrative": 60, "snapshots": 200, "holidays": 20, "periods": 40,
}  # fmt: skip
OURS = [sheet for sheet in SHEETS.values() if sheet.name in SIZES or sheet.name == "settings"]


def tracker_bytes() -> bytes:
    """The workbook; all of its 30 tables together have 4,100 rows. Sheets of ours without a size are not in use."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    for sheet in OURS:
        _write(book, sheet.title, [column.header for column in sheet.columns], rows_of(sheet))
    ours = len(OURS)
    left = ROWS - sum(SIZES.values()) - len(SETTINGS_LIST)
    for number in range(TABLES - ours):
        size = left // (TABLES - ours) + (number < left % (TABLES - ours))
        _write(book, f"Extra{number + 1}", [f"Column {n + 1}" for n in range(COLUMNS)], _foreign(size, number))
    book.close()
    return target.getvalue()


def rows_of(sheet: Sheet) -> list[list[Any]]:
    """The rows of one of our sheets: plausible values that hang together, so that the checks find little."""
    if sheet.name == "settings":
        given = {"status_date": AS_OF, "programme": "Generated programme"}
        lines = [
            {"setting": setting.label, "value": given.get(setting.name, setting.default), "unit": setting.unit}
            for setting in SETTINGS_LIST
        ]
        return [[line.get(column.name) or "" for column in sheet.columns] for line in lines]
    draw = Random(sheet.name)
    return [[_value(sheet, column, row, draw) for column in sheet.columns] for row in range(SIZES[sheet.name])]


def _value(sheet: Sheet, column: Column, row: int, draw: Random) -> Any:
    known = _SPECIAL.get((sheet.name, column.name), _SPECIAL.get(("", column.name)))
    if known is not None:
        return known(row) if callable(known) else known
    if column.refers:
        target = SHEETS[column.refers]
        return f"{target.prefix}-{row % SIZES[target.name] + 1:03}" if target.name in SIZES else ""
    if column.kind is Kind.ID:
        return f"{sheet.prefix or sheet.name}-{row + 1:03}"
    if column.kind is Kind.DATE:
        return _day(row, DATES.get(column.name, 0), column.name in ENDS)
    if column.kind is Kind.CHOICE:
        return draw.choice(column.choices)
    if column.kind is Kind.TEXT:
        return f"{column.header} of row {row + 1}, drawn {draw.randint(1, 999)}"
    return _number(column, draw)


# Days after a row's own first day, in the order in which things happen; a row is over where its number is odd.
DATES = {
    "submitted": 5, "assessed": 5, "actual_start": 8, "resolved": 20, "decided": 20, "closed": 25, "done": 25,
    "verified": 25, "implemented": 30, "actual": 40, "actual_finish": 40, "reviewed": 45, "due": 280, "needed_by": 280,
    "decision_due": 280, "escalation_due": 280, "deadline": 280, "constraint_date": 280, "finish": 280,
    "forecast": 280, "forecast_finish": 280, "baseline": 270, "approved": 270, "baseline_finish": 270,
    "approved_finish": 270, "override_expiry": 300,
}  # fmt: skip
ENDS = {"resolved", "decided", "closed", "verified", "done", "implemented", "actual", "actual_finish"}


def _day(row: int, after: int, is_end: bool) -> Any:
    first = date(2026, 1, 5) + timedelta(days=row % 90)
    return "" if is_end and not row % 2 else first + timedelta(days=after)


def _number(column: Column, draw: Random) -> float:
    if column.kind is Kind.COUNT:
        return draw.randint(int(column.lowest or 1), 3)
    return round(draw.random() if column.kind is Kind.SHARE else draw.uniform(0, 500), 2)


def _month(row: int) -> date:
    return date(2025 + row % 24 // 12, row % 12 + 1, 1)


def _ends(over: str, going: str) -> Callable[[int], str]:
    return lambda row: over if row % 2 else going


# The value, or a function of the row's number; a sheet left out stands for all.
_SPECIAL: dict[tuple[str, str], Any] = {
    ("", "progress"): lambda row: 1.0 if row % 2 else row % 10 / 10,
    ("", "optimistic"): lambda row: 3 + row % 5,
    ("", "most_likely"): lambda row: 8 + row % 5,
    ("", "pessimistic"): lambda row: 15 + row % 5,
    ("", "month"): _month,
    ("initiatives", "days_off"): lambda row: "0000011" if row % 3 else "0000111",
    ("initiatives", "own_holidays"): lambda row: "2026-12-24..2026-12-31" if row % 2 else "",
    ("issues", "status"): _ends("Closed", "Open"),
    ("issues", "recurrence_of"): "",
    ("risks", "status"): _ends("Closed", "Open"),
    ("risks", "close_reason"): _ends("Mitigated", ""),
    ("risks", "trigger"): lambda row: f"critical_risks > {row % 9} and days_late > 15",
    ("mitigations", "status"): _ends("Done", "In Progress"),
    ("changes", "status"): _ends("Closed", "Submitted"),
    ("actions", "status"): _ends("Done", "Open"),
    ("decisions", "status"): _ends("Decided", "Pending"),
    ("mitigations", "score_before"): lambda row: 6 + row % 4,
    ("mitigations", "score_after"): lambda row: 1 + row % 4,
    ("issues", "category"): "Technical",
    ("issues", "subcategory"): "Bug fixes and defect resolution",
    ("changes", "type"): "Scope",
    ("changes", "subtype"): "Feature additions or modifications",
    ("sprints", "team"): lambda row: f"Team {row % 12 + 1}",
    ("sprints", "start"): lambda row: date(2026, 1, 5) + timedelta(days=row // 12 * 28),
    ("sprints", "finish"): lambda row: date(2026, 1, 30) + timedelta(days=row // 12 * 28),
    ("sprints", "status"): lambda row: "Closed" if row < 108 else "Active",
    ("sprints", "planned"): 30,
    ("sprints", "completed"): lambda row: 20 + row % 10,
    ("sprints", "in_progress"): lambda row: 10 - row % 10,
    ("sprints", "blocked"): 0,
    ("sprints", "to_do"): 2,
    ("sprints", "added"): 2,
    ("sprints", "removed"): 0,
    ("items", "team"): lambda row: f"Team {row % 12 + 1}",
    ("items", "type"): lambda row: "Story" if row % 4 else "Defect",
    ("items", "committed"): lambda row: date(2026, 1, 12) + timedelta(days=row),
    ("items", "created"): lambda row: date(2026, 1, 5) + timedelta(days=row),
    ("items", "started"): lambda row: date(2026, 1, 19) + timedelta(days=row),
    ("items", "finished"): lambda row: date(2026, 1, 21) + timedelta(days=row + row % 9) if row % 8 else "",
    ("items", "status"): lambda row: "Done" if row % 8 else "In Progress",
    ("items", "blocked_days"): lambda row: row % 3,
    ("items", "estimate"): lambda row: 1 + row % 8,
    ("items", "actual_size"): lambda row: 1 + row % 9,
    ("costs", "initiative"): lambda row: f"I-{row // 24 + 1:03}",
    ("costs", "actual_cost"): lambda row: 900 + row * 7 % 200 if _month(row) < AS_OF else "",
    ("costs", "earned_value"): lambda row: 900 + row * 5 % 200 if _month(row) < AS_OF else "",
    ("initiatives", "budget"): 60_000,
    ("tasks", "budget"): lambda row: 60_000 / len(range(row % 12, SIZES["tasks"], 12)),
    ("initiatives", "baseline_finish"): date(2026, 12, 31),
    ("initiatives", "approved_finish"): date(2026, 12, 31),
    ("initiatives", "override"): "",
    ("quality", "initiative"): lambda row: f"I-{row // 24 + 1:03}",
    ("quality", "target"): 90,
    ("quality", "floor"): 50,
    ("narrative", "period"): "2026-Q3",
    ("narrative", "rank"): lambda row: row + 1,
    ("periods", "type"): "Quarter",
    ("periods", "start"): lambda row: date(2020 + row // 4, row % 4 * 3 + 1, 1),
    ("periods", "finish"): lambda row: date(2020 + row // 4, row % 4 * 3 + 3, 30),
    ("holidays", "date"): lambda row: date(2026, 1, 1) + timedelta(days=row * 17),
    ("tasks", "predecessors"): lambda row: f"T-{row:03}" if row % 7 else "",
    ("tasks", "wbs"): lambda row: f"{row // 100 + 1}.{row % 100 + 1}",
    ("milestones", "predecessors"): lambda row: f"M-{row:03}" if row % 5 else "",
    ("snapshots", "date"): date(2026, 6, 30),
    ("snapshots", "table"): "Risks",
    ("snapshots", "id"): lambda row: f"R-{row + 1:03}",
    ("snapshots", "column"): "Status",
    ("snapshots", "value"): "Open",
}


def _foreign(size: int, seed: int) -> list[list[Any]]:
    draw = Random(seed)
    return [
        [f"Text {draw.randint(1, 9999)}" if n % 3 == 0 else AS_OF + timedelta(days=draw.randint(0, 90)) if n % 3 == 1
         else round(draw.random() * 1000, 2) for n in range(COLUMNS)]
        for _ in range(size)
    ]  # fmt: skip


def _write(book: Any, title: str, headers: list[str], rows: list[list[Any]]) -> None:
    page = book.add_worksheet(title)
    page.write(0, 0, title)
    page.add_table(
        3, 0, 3 + max(1, len(rows)), len(headers) - 1,
        {"name": title, "columns": [{"header": header} for header in headers], "data": rows},
    )  # fmt: skip
