"""A data sheet: title, purpose, one Excel table, and everything that helps to fill it in.

Depends on: schema, theme, excel.build.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build import highlight, looks, validation
from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.content import SheetContent
from exectrack_xl.excel.build.place import (
    GAP_ROW,
    HEAD_ROW,
    PURPOSE_ROW,
    STATUS_ROW,
    TITLE_ROW,
    Place,
    file_formula,
)
from exectrack_xl.schema.settings import SETTINGS
from exectrack_xl.theme import BRAND, SHEET_LOOK

FROZEN_COLUMNS = 2
_A4 = 9
_WAY_BACK = 2  # the first column behind the frozen ones; titles do not reach so far


def write_data(book: Book, content: SheetContent, *, shown: bool, status_line: str) -> Worksheet:
    """Write one sheet of the schema with its table. `status_line` is what its name works out to today."""
    sheet = content.sheet
    worksheet = book.sheet(sheet.title, tab=looks.TAB_COLOURS[sheet.tab], shown=shown)
    place = Place(content)
    _write_top(book, worksheet, content, status_line)
    _write_table(book, worksheet, place)
    widths = _write_columns(book, worksheet, content)
    _write_rows(book, worksheet, place, widths)
    for at, column in enumerate(content.columns if sheet is not SETTINGS else ()):
        rule = validation.rule(sheet, column, place)
        if rule.keys() != {"validate"}:
            worksheet.data_validation(place.first, at, place.room, at, rule)
    highlight.colour(book, worksheet, place)
    print_on_a4(worksheet, head_row=HEAD_ROW)
    worksheet.freeze_panes(HEAD_ROW + 1, min(FROZEN_COLUMNS, len(content.columns)))
    return worksheet


def print_on_a4(worksheet: Worksheet, *, head_row: int | None = None) -> None:
    """Print landscape on A4, as wide as the page; the head with programme and status date on every page."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    worksheet.set_footer("&L&8&F&C&8&A&R&8Page &P of &N")
    worksheet.fit_to_pages(1, 0 if head_row is not None else 1)
    if head_row is not None:
        worksheet.repeat_rows(0, head_row)


def write_way_back(book: Book, worksheet: Worksheet, row: int, column: int) -> None:
    """A link to the Start sheet."""
    look = book.look(font_color=f"#{BRAND.accent}", underline=1, align="left")
    worksheet.write_url(row, column, "internal:'Start'!A1", look, string="Back to Start", tip="Go to Start")


def _write_top(book: Book, worksheet: Worksheet, content: SheetContent, status_line: str) -> None:
    grey = book.look(font_color=f"#{BRAND.secondary}")
    computed = any(column.is_computed for column in content.columns)
    reading = " White columns are typed; grey columns with italic heads are computed." if computed else ""
    worksheet.set_row(TITLE_ROW, 26)
    put(worksheet, TITLE_ROW, 0, content.sheet.title, book.look(font_size=SHEET_LOOK.title_size, bold=True))
    put(worksheet, PURPOSE_ROW, 0, content.sheet.purpose + reading, grey)
    worksheet.write_formula(STATUS_ROW, 0, "=status_line", book.look(bold=True), status_line)
    if len(content.columns) > _WAY_BACK:
        write_way_back(book, worksheet, TITLE_ROW, _WAY_BACK)
    worksheet.set_row(GAP_ROW, 6)


def _write_table(book: Book, worksheet: Worksheet, place: Place) -> None:
    content = place.content
    columns: list[dict[str, Any]] = []
    for column in content.columns:
        entry: dict[str, Any] = {"header": column.header, "header_format": looks.head(book, column)}
        if column.is_computed:
            entry["formula"] = file_formula(column, content.sheet.title)
        columns.append({**entry, "format": looks.value(book, column)})
    filtered = content.sheet is not SETTINGS  # its cells have names: sorting them would swap the values
    options = {"name": content.sheet.title, "style": None, "columns": columns, "autofilter": filtered}
    worksheet.add_table(HEAD_ROW, 0, place.last, len(columns) - 1, options)
    worksheet.set_row(HEAD_ROW, looks.HEAD_HEIGHT)


def _write_columns(book: Book, worksheet: Worksheet, content: SheetContent) -> list[int]:
    """Set widths, and group and close the columns that few need; gives back the widths."""
    widths = [looks.width(column, content.values(column.name)) for column in content.columns]
    closed = [column.secondary for column in content.columns]
    for at, (column, wide) in enumerate(zip(content.columns, widths, strict=True)):
        worksheet.set_column(at, at, wide, looks.below(book, column), _outline(closed, at))
    if closed[-1]:
        worksheet.set_column(len(closed), len(closed), None, None, {"collapsed": True})
    return widths


def _outline(closed: list[bool], at: int) -> dict[str, Any]:
    if closed[at]:
        return {"level": 1, "hidden": True}
    return {"collapsed": True} if at and closed[at - 1] else {}


def _write_rows(book: Book, worksheet: Worksheet, place: Place, widths: list[int]) -> None:
    columns = place.content.columns
    table = place.content.sheet.title
    formulas = [file_formula(column, table) if column.is_computed else "" for column in columns]
    for row, values in enumerate(place.content.rows, place.first):
        counts = [looks.lines(v, wide) if not c.secondary else 1
                  for c, v, wide in zip(columns, values, widths, strict=True)]  # fmt: skip
        tall = max(counts)
        worksheet.set_row(row, looks.height(tall))
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            long = looks.lines(value, widths[at]) > min(tall, looks.MOST_LINES)
            look = looks.value(book, column, long=long)
            if column.is_computed:
                worksheet.write_formula(row, at, formulas[at], look, "" if value is None else value)
            else:
                put(worksheet, row, at, value, look)
