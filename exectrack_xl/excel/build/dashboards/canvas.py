"""A page of 23 equal columns with three gaps: title, tiles, section heads and lists.

Depends on: report.model (tones), theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.dashboards.results_sheet import cached
from exectrack_xl.excel.build.data import print_on_a4
from exectrack_xl.excel.build.highlight import status_words
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import Tab
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK, STATUS

LAST = 23  # the last column of the page
GAPS = (6, 12, 18)
TILES = (1, 7, 13, 19)  # first columns of the four tiles
_WIDE, _NARROW = 7.4, 1.5  # so that a page of usual height fills a sheet of A4
_PIXELS = {_WIDE: 57, _NARROW: 16}  # on the screen
_PIXELS_PER_POINT = 4 / 3
_USUAL_HEIGHT = 15.0
_GAP_HEIGHT = 8.0
_TILE = 5
HERE = "{value}"  # in a condition of a tile: the cell of its value, as a rule must not look into a table
_STATUS_FROM = 19
_CHOICE_LABEL, _CHOICE = (14, 2), (16, 2)  # first column and width: "Period", and the cell that chooses it
CHOICE_CELL = f"{column_letter(_CHOICE[0] + 1)}2"
_TRAIL = 2  # columns of the small chart in a tile


@dataclass(frozen=True)
class Live:
    """A native formula and what it works out to when the workbook is built."""

    formula: str  # with "="
    value: Any  # None where nothing is known


@dataclass(frozen=True)
class Tile:
    """One of the four tiles: label, value, note, when the note is coloured how, and a small chart."""

    label: str
    value: Live
    note: Live
    form: str = ""  # the value's number format in the theme
    tones: Mapping[Tone, str] = field(default_factory=dict)  # conditions, as Excel expressions; HERE is its value
    trail: str = ""  # the cells of the small chart


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

    def __init__(self, book: Book, title: str, *, shown: bool = True) -> None:
        self.book = book
        self._heights: dict[int, float] = {}
        self.sheet: Worksheet = book.sheet(title, tab=TAB_COLOURS[Tab.LEAD], shown=shown)
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
            self._heights[row] = height
            self.sheet.set_row(row, height)

    def gap(self, row: int) -> int:
        """A little room; gives back the row beneath."""
        self.heights({row: _GAP_HEIGHT})
        return row + 1

    def box(self, row: int, column: int, size: tuple[int, int], value: Any, look: Format) -> None:
        """Write a value into an area of `size` rows and columns."""
        down, across = size
        if size != (1, 1):
            self.sheet.merge_range(row, column, row + down - 1, column + across - 1, "", look)
        if isinstance(value, Live):
            self.sheet.write_formula(row, column, value.formula, look, cached(value.value))
        else:
            put(self.sheet, row, column, value, look)

    def title(self, title: Live, message: Live, status: Live) -> None:
        """Title, one sentence, and the overall status at the right."""
        self.heights({0: 6, 1: 24, 2: 18, 3: 6})
        line = {"bottom": 1, "bottom_color": f"#{BRAND.ink}"}
        grey = {"font_color": f"#{BRAND.secondary}"}
        across = _CHOICE_LABEL[0] - 1
        self.box(1, 1, (1, across), title, self.book.look(font_size=SHEET_LOOK.title_size, bold=True))
        self.box(2, 1, (1, _STATUS_FROM - 1), message, self.book.look(font_size=11, **grey, **line))
        look = STATUS[Tone.GREY]
        shown = self.book.look(font_size=14, bold=True, align="center", font_color=f"#{look.text}",
                               bg_color=f"#{look.tint}", num_format=f'"{look.glyph} "@')  # fmt: skip
        self.box(1, _STATUS_FROM, (1, _TILE), status, shown)
        status_words(self.book, self.sheet, (1, _STATUS_FROM, 1, _STATUS_FROM))
        label = self.book.look(font_size=SHEET_LOOK.note_size, align="center", **grey, **line)
        self.box(2, _STATUS_FROM, (1, _TILE), "Overall Status", label)

    def choice(self, name: str, chosen: str, choices: Sequence[str]) -> None:
        """The cell in which a person chooses the period, under its defined name."""
        at, across = _CHOICE_LABEL
        grey = self.book.look(font_size=SHEET_LOOK.note_size, align="right", font_color=f"#{BRAND.secondary}")
        self.box(1, at, (1, across), "Period", grey)
        at, across = _CHOICE
        edge = {"border": 1, "border_color": f"#{BRAND.accent}"}
        look = self.book.look(bold=True, align="center", font_color=f"#{BRAND.accent}", **edge)
        self.box(1, at, (1, across), chosen, look)
        self.sheet.data_validation(1, at, 1, at, {
            "validate": "list", "source": list(choices), "input_title": "Period",
            "input_message": "Choose what this page is about: the running week, month or quarter.",
            "error_title": "Period", "error_message": f"Choose {', '.join(choices[:-1])} or {choices[-1]}.",
        })  # fmt: skip
        self.book.name(name, f"='{self.sheet.get_name()}'!${column_letter(at + 1)}$2")

    def tile(self, row: int, column: int, tile: Tile) -> None:
        """A tile of three rows: label, value, and a note that takes the status colour."""
        self.heights({row: 20, row + 1: 28, row + 2: 16})
        panel = {"bg_color": f"#{BRAND.panel}", "indent": 1, "align": "left"}
        grey = {"font_color": f"#{BRAND.secondary}"}
        self.box(row, column, (1, _TILE), tile.label, self.book.look(bold=True, **grey, **panel))
        shape = {"num_format": NUMBER_FORMATS[tile.form]} if tile.form else {}
        value = self.book.look(font_size=SHEET_LOOK.kpi_size, bold=True, **panel, **shape)
        wide = _TILE - _TRAIL if tile.trail else _TILE
        self.box(row + 1, column, (1, wide), tile.value, value)
        if tile.trail:
            self.box(row + 1, column + wide, (1, _TRAIL), None, self.book.look(**panel))
            self._trail(row + 1, column + wide, tile.trail)
        self.box(row + 2, column, (1, _TILE), tile.note,
                 self.book.look(font_size=SHEET_LOOK.note_size, **{**panel, **grey}, valign="top"))  # fmt: skip
        value_cell = f"${column_letter(column + 1)}${row + 2}"
        for tone, condition in tile.tones.items():
            self._flag(row + 2, column, tone, condition.replace(HERE, value_cell))

    def _trail(self, row: int, column: int, area: str) -> None:
        self.sheet.add_sparkline(row, column, {
            "range": area, "type": "column", "series_color": f"#{BRAND.accent}", "last_point": True,
            "last_color": f"#{BRAND.deep}", "min": 0,
        })  # fmt: skip

    def _flag(self, row: int, column: int, tone: Tone, condition: str) -> None:
        look = STATUS[tone]
        mark = self.book.mark(font_color=f"#{look.text}", bold=True, num_format=f'"{look.glyph} "@')
        rule = {"type": "formula", "criteria": f"={condition}", "format": mark}
        self.sheet.conditional_format(row, column, row, column, rule)

    def section(self, row: int, column: int, across: int, title: str | Live) -> None:
        """A section head, underlined."""
        self.heights({row: 18})
        look = self.book.look(font_size=11, bold=True, font_color=f"#{BRAND.accent}", bottom=1,
                              bottom_color=f"#{BRAND.ink}")  # fmt: skip
        self.box(row, column, (1, across), title, look)

    def facts(self, row: int, facts: Sequence[tuple[str, Live]]) -> int:
        """Short facts beneath the tiles, four to a row: a label and what it is; gives back the first row beneath."""
        grey = self.book.look(font_size=SHEET_LOOK.note_size, font_color=f"#{BRAND.secondary}", bottom=1,
                              bottom_color=f"#{SHEET_LOOK.hairline}")  # fmt: skip
        bold = self.book.look(font_size=SHEET_LOOK.note_size, bold=True, align="right", bottom=1,
                              bottom_color=f"#{SHEET_LOOK.hairline}")  # fmt: skip
        for at, (label, value) in enumerate(facts):
            down, column = row + at // len(TILES), TILES[at % len(TILES)]
            self.heights({down: 16})
            self.box(down, column, (1, 2), label, grey)
            self.box(down, column + 2, (1, _TILE - 2), value, bold)
        return row + -(-len(facts) // len(TILES))

    def chart(self, where: tuple[int, int], size: tuple[int, int], chart: Chart, description: str) -> None:
        """A native chart over so many rows and columns; `description` is its alternative text."""
        (row, column), (down, across) = where, size
        wide = sum(_PIXELS[_NARROW if at in GAPS else _WIDE] for at in range(column, column + across))
        high = sum(self._heights.get(at, _USUAL_HEIGHT) for at in range(row, row + down)) * _PIXELS_PER_POINT
        chart.set_size({"width": wide - 2, "height": round(high) - 4})
        options = {"object_position": 2, "x_offset": 1, "y_offset": 2, "description": description}
        self.sheet.insert_chart(row, column, chart, options)

    def note(self, row: int, column: int, size: tuple[int, int], text: Any) -> None:
        """Small grey text."""
        look = self.book.look(font_size=SHEET_LOOK.note_size, font_color=f"#{BRAND.secondary}", text_wrap=True,
                              align="left")  # fmt: skip
        self.box(row, column, size, text, look)

    def address(self, row: int, column: int, *, free: bool = False) -> str:
        """A cell as a rule for several rows refers to it: always in this column, unless it is `free`."""
        return f"{'' if free else '$'}{column_letter(column + 1)}{row + 1}"

    def head(self, row: int, column: int, fields: Sequence[Field], texts: Sequence[Live] = ()) -> None:
        """The heads of a list, or `texts` that follow the tracker."""
        for at, entry in enumerate(fields):
            look = self.book.look(font_size=SHEET_LOOK.note_size, bold=True, font_color=f"#{BRAND.secondary}",
                                  align=entry.align, indent=entry.indent, valign="bottom", text_wrap=True,
                                  bottom=1, bottom_color=f"#{BRAND.light}")  # fmt: skip
            self.box(row, column, (1, entry.span), texts[at] if texts else entry.head, look)
            column += entry.span

    def line(self, row: int, column: int, fields: Sequence[Field], values: Sequence[Any]) -> None:
        """One row of a list; a status word gets its shape and colour from the sheet's rules."""
        for entry, value in zip(fields, values, strict=True):
            shape: dict[str, Any] = {"num_format": NUMBER_FORMATS[entry.form]} if entry.form else {}
            look = self.book.look(
                font_size=SHEET_LOOK.note_size, align=entry.align, indent=entry.indent, text_wrap=True,
                bottom=1, bottom_color=f"#{SHEET_LOOK.hairline}", **shape,
            )  # fmt: skip
            self.box(row, column, (1, entry.span), value, look)
            column += entry.span

    def finish(self, last_row: int) -> None:
        """Print the page down to this row."""
        self.sheet.print_area(0, 0, last_row, LAST + 1)
