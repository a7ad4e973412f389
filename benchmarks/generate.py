"""A generated tracker workbook of 30 tables and 4,100 rows, the same bytes every time.

Our own sheets are filled first; the rest are tables we do not know, 13 columns wide, as teams keep beside a tracker.
Depends on: schema.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import xlsxwriter

from exectrack_xl.schema import SETTINGS_LIST, SHEETS, Column, Kind, Sheet

AS_OF = date(2026, 9, 30)
TABLES, ROWS, COLUMNS = 30, 4_100, 13
SIZES = {
    "initiatives": 12, "milestones": 150, "tasks": 1_000, "sprints": 120, "issues": 500, "risks": 300,
    "mitigations": 200, "changes": 150, "actions": 200, "decisions": 60, "costs": 240, "quality": 240,
    "narrative": 60, "snapshots": 200, "holidays": 20, "periods": 40,
}  # fmt: skip


def tracker_bytes() -> bytes:
    """The workbook; all of its 30 tables together have 4,100 rows."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    for sheet in SHEETS.values():
        _write(book, sheet.title, [column.header for column in sheet.columns], rows_of(sheet))
    ours = len(SHEETS)
    left = ROWS - sum(SIZES.values()) - len(SETTINGS_LIST)
    for number in range(TABLES - ours):
        size = left // (TABLES - ours) + (number < left % (TABLES - ours))
        _write(book, f"Extra{number + 1}", [f"Column {n + 1}" for n in range(COLUMNS)], _foreign(size, number))
    book.close()
    return target.getvalue()


def rows_of(sheet: Sheet) -> list[list[Any]]:
    """The rows of one of our sheets: plausible values, every reference meets an ID."""
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
    special = _special(sheet, column.name, row)
    if special is not None:
        return special
    if column.refers:
        target = SHEETS[column.refers]
        return f"{target.prefix}-{row % SIZES[target.name] + 1:03}"
    if column.kind is Kind.ID:
        return f"{sheet.prefix or sheet.name}-{row + 1:03}"
    if column.kind is Kind.DATE:
        return AS_OF + timedelta(days=draw.randint(-200, 200))
    if column.kind is Kind.CHOICE:
        return draw.choice(column.choices)
    if column.kind is Kind.TEXT:
        return f"{column.header} of row {row + 1}, drawn {draw.randint(1, 999)}"
    return _number(column, draw)


def _number(column: Column, draw: Random) -> float:
    if column.kind is Kind.SHARE:
        return round(draw.random(), 2)
    if column.kind is Kind.COUNT:
        return draw.randint(int(column.lowest or 1), 3)
    return round(draw.uniform(max(0.0, column.lowest or 0.0), 500), 2)


def _special(sheet: Sheet, column: str, row: int) -> Any:
    """Values that must hang together: months, unique rows, a network without cycles, an order of dates."""
    first = date(2025 + row // 12 % 2, row % 12 + 1, 1)
    start = date(2026, 1, 5) + timedelta(days=row % 300)
    known: dict[tuple[str, str], Any] = {
        ("costs", "month"): first,
        ("costs", "initiative"): f"I-{row // 24 + 1:03}",
        ("quality", "month"): first,
        ("quality", "initiative"): f"I-{row // 24 + 1:03}",
        ("quality", "target"): 90,
        ("quality", "floor"): 50,
        ("narrative", "period"): "2026-Q3",
        ("narrative", "rank"): row + 1,
        ("periods", "type"): "Quarter",
        ("holidays", "date"): date(2026, 1, 1) + timedelta(days=row * 17),
        ("tasks", "predecessors"): f"T-{row:03}" if row % 7 else "",
        ("tasks", "wbs"): f"{row // 100 + 1}.{row % 100 + 1}",
        ("milestones", "predecessors"): f"M-{row:03}" if row % 5 else "",
        ("snapshots", "date"): date(2026, 6, 30),
        ("snapshots", "table"): "Risks",
        ("snapshots", "id"): f"R-{row + 1:03}",
        ("snapshots", "column"): "Status",
        ("snapshots", "value"): "Open",
    }
    if sheet.name in ("tasks", "sprints"):
        for name, days in (("start", 0), ("finish", 10), ("baseline_start", 0), ("baseline_finish", 8)):
            known[sheet.name, name] = start + timedelta(days=days)
    return known.get((sheet.name, column))


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
