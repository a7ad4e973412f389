"""The implementation checklist on the Start sheet: a table of values, renewed by Refresh.

Depends on: metrics, report.model (tones), theme, excel.build.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build import highlight
from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import Content
from exectrack_xl.excel.build.looks import height, lines
from exectrack_xl.metrics import Engine
from exectrack_xl.theme import BRAND, SHEET_LOOK

TABLE, HEADING = "Checklist", "The implementation checklist, ticked by what the tables hold"
HEADERS = ("Section", "State", "Item", "Evidence, and what to do")
_FIRST = 1  # column of the Start sheet, from 0
_WIDE = 66  # characters of the last column


def checklist_rows(engine: Engine) -> list[tuple[str, ...]]:
    """The 15 lines: section, state, item, evidence with what ticks an open one."""
    found = engine.value("setup_check")
    rows = [dict(zip(found.headers, row, strict=True)) for row in found.rows]
    return [(row["Section"], row["State"], row["Item"], _told(row)) for row in rows]


def write_checklist(book: Book, worksheet: Worksheet, row: int, content: Content) -> int:
    """Write the table from a row on, and give back the row behind it."""
    rows = checklist_rows(content.engine)
    small: dict[str, Any] = {"bold": True, "font_size": SHEET_LOOK.note_size, "font_color": f"#{BRAND.secondary}",
                             "bottom": 1, "bottom_color": f"#{BRAND.light}"}  # fmt: skip
    columns = [{"header": header, "header_format": book.look(**small)} for header in HEADERS]
    area = (row, _FIRST, row + len(rows), _FIRST + len(HEADERS) - 1)
    worksheet.add_table(*area, {"name": TABLE, "style": None, "autofilter": False, "columns": columns})
    look = book.look(bottom=1, bottom_color=f"#{SHEET_LOOK.hairline}", align="left", text_wrap=True)
    for at, values in enumerate(rows, row + 1):
        worksheet.set_row(at, height(lines(values[-1], _WIDE)))
        for column, value in enumerate(values, _FIRST):
            put(worksheet, at, column, value, look)
    highlight.status_words(book, worksheet, (row + 1, _FIRST + 1, row + len(rows), _FIRST + 1))
    return row + len(rows) + 1


def _told(row: dict[str, str]) -> str:
    return f"{row['Evidence']}. To do: {row['What to do']}" if row["What to do"] else f"{row['Evidence']}."
