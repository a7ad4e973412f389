"""How the cells of a data sheet look: heads, values, widths, heights.

Depends on: schema, theme, excel.build.book.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter.format import Format

from exectrack_xl.excel.build.book import Book
from exectrack_xl.schema import Column, Kind, Tab
from exectrack_xl.schema.cells import NUMERIC
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK

TAB_COLOURS = {
    Tab.LEAD: BRAND.accent,
    Tab.PLAN: BRAND.deep,
    Tab.CONTROL: BRAND.plan,
    Tab.MEASURE: BRAND.previous,
    Tab.PEOPLE: BRAND.secondary,
    Tab.SET_UP: BRAND.light,
}
HEAD_HEIGHT = 32.0
LINE_HEIGHT = 13.5
MOST_LINES = 8  # a row grows no higher than this many lines of text

_WIDTHS = {
    Kind.ID: 10, Kind.TEXT: 18, Kind.CHOICE: 14, Kind.DATE: 14, Kind.NUMBER: 12, Kind.COUNT: 12,
    Kind.MONEY: 14, Kind.SHARE: 12, Kind.DAYS: 12,
}  # fmt: skip
_FILTER_BUTTON = 4  # characters that the button hides
_WIDEST_ID = 16
_LEFT: dict[str, Any] = {"align": "left", "indent": 1}
_NARROW = 0.92  # a letter of running text against the digit that column widths are counted in


def is_right(kind: Kind) -> bool:
    """Whether values of this kind stand at the right."""
    return kind is Kind.DATE or kind in NUMERIC


def head(book: Book, column: Column) -> Format:
    """A column's head: deep for what is typed, grey italic for what is computed."""
    side: dict[str, Any] = {"align": "right", "indent": 2} if is_right(column.kind) else _LEFT
    if column.is_computed:
        grey = {"bg_color": f"#{SHEET_LOOK.computed_head}", "bottom_color": f"#{BRAND.plan}"}
        return book.look(bold=True, italic=True, text_wrap=True, bottom=2, **grey, **side)
    deep = {"bg_color": f"#{BRAND.deep}", "bottom_color": f"#{BRAND.accent}", "font_color": f"#{BRAND.paper}"}
    return book.look(bold=True, text_wrap=True, bottom=2, **deep, **side)


def value(book: Book, column: Column, *, long: bool = False) -> Format:
    """A column's cells; `long` for a text of more lines than its row shows, which then begins at the top."""
    properties: dict[str, Any] = {"bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}", **shape(column)}
    if column.is_computed:
        properties |= {"bg_color": f"#{SHEET_LOOK.computed_fill}", "font_color": f"#{BRAND.secondary}"}
    if long:
        properties |= {"valign": "top"}
    return book.look(**properties)


def below(book: Book, column: Column) -> Format:
    """A column's cells beneath the table, where the next row will be typed: no line, no fill."""
    return book.look(**shape(column))


def width(column: Column, values: Iterable[Any]) -> int:
    """A column's width in characters."""
    words = max(len(word) for word in column.header.split())
    wide = max(column.width or _WIDTHS[column.kind], words + _FILTER_BUTTON)
    if column.kind is Kind.ID or column.refers:
        wide = max(wide, *(min(len(str(v)) + 2, _WIDEST_ID) for v in values if v is not None), 0)
    return wide


def lines(text: Any, characters: int) -> int:
    """About how many lines a text takes in a column of that many characters.

    >>> lines("one\\ntwo", 40), lines("a" * 90, 40)
    (2, 3)
    """
    if not isinstance(text, str):
        return 1
    return sum(max(1, ceil(_NARROW * len(part) / (characters - 1))) for part in text.splitlines() or [""])


def height(most_lines: int) -> float:
    """A row's height in points for so many lines of text."""
    return max(SHEET_LOOK.row_height, 4.5 + LINE_HEIGHT * min(most_lines, MOST_LINES))


def shape(column: Column) -> dict[str, Any]:
    """Alignment and number format."""
    if is_right(column.kind):
        return {"align": "right", "indent": 1, "num_format": NUMBER_FORMATS[column.kind.value]}
    return {**_LEFT, "text_wrap": not column.is_computed}
