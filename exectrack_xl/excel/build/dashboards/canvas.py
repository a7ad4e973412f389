"""A page of 23 equal columns with three gaps: title, tiles, section heads and lists.

Depends on: report.model (tones), theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.data import print_on_a4
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import Tab
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK, STATUS

LAST = 23  # the last column of the page
GAPS = (6, 12, 18)
TILES = (1, 7, 13, 19)  # first columns of the four tiles
_WIDE, _NARROW = 5.9, 1.5
_TILE = 5
_STATUS_FROM = 19


@dataclass(frozen=True)
class Live:
    """A native formula and what it works out to when the workbook is built."""

    formula: str
    value: Any


@dataclass(frozen=True)
class Field:
    """A column of a list: its head, how many page columns it takes, and how its values stand."""

    head: str
    span: int
    align: str = "left"
    form: str = ""  # the kind of its number format in the theme
    indent: int = 0


class Canvas:
    """One dashboard sheet while it is drawn. Rows and columns are counted from 0."""

    def __init__(self, book: Book, title: str) -> None:
        self.book = book
        self.sheet: Worksheet = book.sheet(title, tab=TAB_COLOURS[Tab.LEAD])
        self.sheet.set_column(0, 0, _NARROW)
        self.sheet.set_column(1, LAST, _WIDE)
        for gap in (*GAPS, LAST + 1):
            self.sheet.set_column(gap, gap, _NARROW)
        print_on_a4(self.sheet)
        self.sheet.set_margins(left=0.3, right=0.3, top=0.35, bottom=0.6)
        self.sheet.center_horizontally()

    def heights(self, heights: dict[int, float]) -> None:
        """Set the heights of rows, in points."""
        for row, height in heights.items():
            self.sheet.set_row(row, height)

    def box(self, row: int, column: int, size: tuple[int, int], value: Any, look: Format) -> None:
        """Write a value into an area of `size` rows and columns."""
        down, across = size
        if size != (1, 1):
            self.sheet.merge_range(row, column, row + down - 1, column + across - 1, "", look)
        if isinstance(value, Live):
            self.sheet.write_formula(row, column, value.formula, look, "" if value.value is None else value.value)
        else:
            put(self.sheet, row, column, value, look)

    def title(self, title: Any, message: str, tone: Tone, word: str) -> None:
        """Title, one sentence, and the overall status at the right."""
        self.heights({0: 6, 1: 24, 2: 18, 3: 6})
        line = {"bottom": 1, "bottom_color": f"#{BRAND.ink}"}
        grey = {"font_color": f"#{BRAND.secondary}"}
        self.box(1, 1, (1, _STATUS_FROM - 2), title, self.book.look(font_size=SHEET_LOOK.title_size, bold=True))
        self.box(2, 1, (1, _STATUS_FROM - 1), message, self.book.look(font_size=11, **grey, **line))
        look = STATUS[tone]
        status = self.book.look(font_size=14, bold=True, align="center", font_color=f"#{look.text}",
                                bg_color=f"#{look.tint}")  # fmt: skip
        self.box(1, _STATUS_FROM, (1, _TILE), f"{look.glyph} {word}", status)
        label = self.book.look(font_size=SHEET_LOOK.note_size, align="center", **grey, **line)
        self.box(2, _STATUS_FROM, (1, _TILE), "Overall Status", label)

    def tile(self, row: int, column: int, texts: tuple[str, Any, str], tone: Tone = Tone.PLAIN) -> None:
        """A tile of three rows: label, value, and a note that takes the status colour."""
        self.heights({row: 16, row + 1: 28, row + 2: 15})
        label, value, note = texts
        panel = {"bg_color": f"#{BRAND.panel}", "indent": 1, "align": "left"}
        grey = {"font_color": f"#{BRAND.secondary}"}
        self.box(row, column, (1, _TILE), label, self.book.look(bold=True, **grey, **panel))
        self.box(row + 1, column, (1, _TILE), value, self.book.look(font_size=SHEET_LOOK.kpi_size, bold=True, **panel))
        flagged = {"font_color": f"#{STATUS[tone].text}", "bold": True} if tone in STATUS else grey
        small = self.book.look(font_size=SHEET_LOOK.note_size, valign="top", **{**panel, **flagged})
        self.box(row + 2, column, (1, _TILE), f"{STATUS[tone].glyph} {note}" if tone in STATUS else note, small)

    def section(self, row: int, column: int, across: int, title: str) -> None:
        """A section head, underlined."""
        self.heights({row: 18})
        look = self.book.look(font_size=11, bold=True, font_color=f"#{BRAND.accent}", bottom=1,
                              bottom_color=f"#{BRAND.ink}")  # fmt: skip
        self.box(row, column, (1, across), title, look)

    def note(self, row: int, column: int, size: tuple[int, int], text: Any) -> None:
        """Small grey text."""
        look = self.book.look(font_size=SHEET_LOOK.note_size, font_color=f"#{BRAND.secondary}", text_wrap=True,
                              align="left")  # fmt: skip
        self.box(row, column, size, text, look)

    def head(self, row: int, column: int, fields: Sequence[Field]) -> None:
        """The heads of a list."""
        for field in fields:
            look = self.book.look(font_size=SHEET_LOOK.note_size, bold=True, font_color=f"#{BRAND.secondary}",
                                  align=field.align, indent=field.indent, valign="bottom", text_wrap=True,
                                  bottom=1, bottom_color=f"#{BRAND.light}")  # fmt: skip
            self.box(row, column, (1, field.span), field.head, look)
            column += field.span

    def line(self, row: int, column: int, fields: Sequence[Field], values: Sequence[Any]) -> None:
        """One row of a list; a status word gets its shape and colour from the sheet's rules."""
        for field, value in zip(fields, values, strict=True):
            shape: dict[str, Any] = {"num_format": NUMBER_FORMATS[field.form]} if field.form else {}
            if field.form == "date" and not isinstance(value, date | None):
                shape = {}
            look = self.book.look(
                font_size=SHEET_LOOK.note_size, align=field.align, indent=field.indent, text_wrap=True,
                bottom=1, bottom_color=f"#{SHEET_LOOK.hairline}", **shape,
            )  # fmt: skip
            self.box(row, column, (1, field.span), value, look)
            column += field.span

    def finish(self, last_row: int) -> None:
        """Print the page down to this row."""
        self.sheet.print_area(0, 0, last_row, LAST + 1)
