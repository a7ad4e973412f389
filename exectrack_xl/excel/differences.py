"""Workbooks that list what changed, cell by cell and by effect, and what two people have changed otherwise.

Depends on: schema, theme, tracker.delta, excel.build.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.schema import SHEETS
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK
from exectrack_xl.tracker.delta import Delta

MOVEMENTS = {"What": 10, "Movement": 70, "Effect": 16}  # header -> width in characters
CONFLICTS = {"Sheet": 16, "ID": 12, "Column": 22, "Before": 30, "Mine": 30, "The other": 30, "What to know": 50}
CELLS = {"Sheet": 18, "ID": 12, "Row": 10, "Column": 24, "Before": 38, "After": 38}


def write_differences(target: Path, title: str, movements: Sequence[tuple[str, str, str]], change: Delta) -> Path:
    """Write the comparison to `target` in one step and give back its path; each movement is what, text and effect.

    Raises:
        WorkbookError: the file cannot be written there.
    """
    book = Book(title)
    write_listing(book, "What changed", title, MOVEMENTS, movements)
    write_listing(book, "Cells", title, CELLS, _cells(change))
    return book.save(target)


def write_conflicts(target: Path, title: str, rows: Sequence[tuple[Any, ...]]) -> Path:
    """Write what a person has to decide to `target` in one step and give back its path; rows as in `CONFLICTS`.

    Raises:
        WorkbookError: the file cannot be written there.
    """
    book = Book(title)
    write_listing(book, "Conflicts", title, CONFLICTS, rows)
    return book.save(target)


def _cells(change: Delta) -> Iterable[tuple[Any, ...]]:
    for row in change.rows:
        sheet = SHEETS[row.table]
        for name, (before, after) in row.cells.items():
            yield sheet.title, row.place[0], str(row.fate), sheet.by_name[name].header, before, after


def write_listing(book: Book, name: str, title: str, columns: dict[str, int], rows: Iterable[tuple[Any, ...]]) -> None:
    """One sheet: its title, a head that stays in view and is repeated in print, and the rows with a filter."""
    sheet = book.sheet(name, tab=BRAND.accent)
    sheet.write_string(0, 0, title, book.look(bold=True, font_size=14))
    head = book.look(bold=True, bg_color=f"#{BRAND.deep}", font_color=f"#{BRAND.paper}", align="left", indent=1)
    for place, (header, width) in enumerate(columns.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(2, place, header, head)
    last = 2
    for last, row in enumerate(rows, 3):
        for place, value in enumerate(row):
            _put(book, sheet, last, place, value)
    sheet.autofilter(2, 0, last, len(columns) - 1)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _put(book: Book, sheet: Worksheet, row: int, place: int, value: Any) -> None:
    line: dict[str, Any] = {"bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}", "align": "left", "indent": 1}
    if isinstance(value, date):
        line["num_format"] = NUMBER_FORMATS["date"]
    known = None if value != value else value  # an unknown number is a blank cell
    put(sheet, row, place, known, book.look(text_wrap=isinstance(value, str), **line))
