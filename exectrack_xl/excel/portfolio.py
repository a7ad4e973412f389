"""A portfolio as a workbook: an overview with native charts, and every list as an Excel table ready for a pivot.

Depends on: metrics.portfolio, theme, report.portfolio, excel.build.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import LONGEST_TEXT, Book, put
from exectrack_xl.excel.build.data import print_on_a4
from exectrack_xl.metrics.portfolio.gap import rank
from exectrack_xl.report import words
from exectrack_xl.report.desk import TONES
from exectrack_xl.report.portfolio.compose import title
from exectrack_xl.report.portfolio.listings import Field, Kind, Listing, listings
from exectrack_xl.report.portfolio.model import Member, Portfolio
from exectrack_xl.report.portfolio.overview import MOST_BARS, headline, short
from exectrack_xl.theme import BRAND, FONT, NUMBER_FORMATS, SHEET_LOOK, STATUS, bar_gap

HEAD = 3  # the row of the headers
OVERVIEW = "Overview"
_WIDTHS = {Kind.TEXT: 16, Kind.LONG: 46, Kind.STATUS: 12, Kind.DATE: 12, Kind.COUNT: 10, Kind.SHARE: 10,
           Kind.INDEX: 9, Kind.MONEY: 14}  # fmt: skip
_FORMATS = {Kind.DATE: "date", Kind.COUNT: "whole", Kind.SHARE: "share", Kind.INDEX: "index", Kind.MONEY: "money"}
_NAMES = ("Programme", "Tracker", "Decided by", "Owner")  # columns that take more room
_WIDE = 20  # columns that one page cannot hold
_DATA = 9  # the first column of the figures behind the charts


def write_portfolio(whole: Portfolio, target: Path) -> Path:
    """Write the workbook and give back its path; every text is a text, nothing is a formula.

    Raises:
        WorkbookError: the file cannot be written.
    """
    book = Book(title(whole))
    _overview(book, whole)
    for listing in listings(whole):
        _list(book, listing)
    return book.save(target)


def _list(book: Book, listing: Listing) -> None:
    """A sheet with one table, its head in view and on every printed page."""
    sheet = book.sheet(listing.title, tab=BRAND.accent)
    _top(book, sheet, listing.title, listing.purpose)
    last = max(len(listing.rows), 1) + HEAD
    sheet.add_table(HEAD, 0, last, len(listing.fields) - 1, {
        "name": listing.title.replace(" ", "_"), "style": None,
        "columns": [{"header": field.header, "header_format": _head(book, field)} for field in listing.fields],
    })  # fmt: skip
    for place, field in enumerate(listing.fields):
        sheet.set_column(place, place, 30 if field.header in _NAMES else _WIDTHS[field.kind])
        for number, row in enumerate(listing.rows, HEAD + 1):
            _put(book, sheet, (number, place), row[place], field)
    sheet.set_row(HEAD, 32)
    sheet.freeze_panes(HEAD + 1, 1)
    print_on_a4(sheet, head_row=HEAD)
    if len(listing.fields) > _WIDE:
        sheet.repeat_columns(0)
        sheet.fit_to_pages(3, 0)


def _top(book: Book, sheet: Worksheet, name: str, purpose: str) -> None:
    sheet.write_string(0, 0, name, book.look(bold=True, font_size=SHEET_LOOK.title_size))
    sheet.write_string(1, 0, purpose, book.look(font_color=f"#{BRAND.secondary}"))


def _head(book: Book, field: Field) -> Any:
    return book.look(bold=True, bg_color=f"#{BRAND.deep}", font_color=f"#{BRAND.paper}", text_wrap=True,
                     align="right" if field.kind in _FORMATS else "left")  # fmt: skip


def _put(book: Book, sheet: Worksheet, place: tuple[int, int], value: Any, field: Field) -> None:
    look: dict[str, Any] = {"bottom": 1, "bottom_color": f"#{SHEET_LOOK.hairline}", "valign": "top", "indent": 1}
    if field.kind in _FORMATS:
        look |= {"num_format": NUMBER_FORMATS[_FORMATS[field.kind]], "align": "right"}
    elif field.kind is Kind.STATUS and value in TONES:
        colours = STATUS[TONES[value]]  # the shape is format, so that filters and pivots see the word alone
        look |= {"font_color": f"#{colours.text}", "bg_color": f"#{colours.tint}",
                 "num_format": f'"{colours.glyph} "@'}  # fmt: skip
    else:
        look |= {"text_wrap": True}
    shown = value[:LONGEST_TEXT] if isinstance(value, str) else value
    put(sheet, *place, shown, book.look(**look))


def _overview(book: Book, whole: Portfolio) -> None:
    """The answer, three charts, and the figures they are drawn from."""
    sheet = book.sheet(OVERVIEW, tab=BRAND.deep)
    _top(book, sheet, headline(whole), f"{title(whole)}, {words.day(whole.day)}. Each tracker at its own status date.")
    sheet.set_column(0, _DATA - 1, 11)
    sheet.set_column(_DATA, _DATA, 30)
    sheet.set_column(_DATA + 1, _DATA + 2, 14)
    counts = Counter(member.status for member in whole.members)
    states = [(word, counts[word]) for word in sorted(TONES, key=rank)]
    late = _most([(member.summary.days_late, member) for member in whole.members])
    over = _most([(member.summary.money.over_share, member) for member in whole.members])
    row = HEAD
    row = _chart(book, sheet, row, "Programmes by status", states, "0", coloured=True)
    row = _chart(book, sheet, row, "Working days late", late, "0")
    _chart(book, sheet, row, "At completion above budget", over, "0%")
    sheet.activate()
    print_on_a4(sheet)


def _most(found: list[tuple[float, Member]]) -> list[tuple[str, float]]:
    """The greatest values above nought, with the names they belong to."""
    above = sorted(((value, member.name) for value, member in found if value > 0), key=lambda one: (-one[0], one[1]))
    return [(short(name), value) for value, name in above[:MOST_BARS]]


def _chart(
    book: Book, sheet: Worksheet, row: int, name: str, figures: Sequence[tuple[str, float]], form: str, *,
    coloured: bool = False,
) -> int:  # fmt: skip
    """A bar chart beside its figures; gives the row in which the next one begins."""
    sheet.write_string(row, _DATA, name, book.look(bold=True, bottom=1))
    sheet.write_blank(row, _DATA + 1, None, book.look(bottom=1))
    for number, (label, value) in enumerate(figures, row + 1):
        put(sheet, number, _DATA, label, book.look())
        put(sheet, number, _DATA + 1, value, book.look(num_format=form))
    if not figures:
        sheet.write_string(row + 1, _DATA, "None", book.look())
        return row + 4
    sheet.insert_chart(row, 0, _drawn(book, row, name, figures, form, coloured), {"object_position": 1,
                       "description": f"Bar chart: {name}"})  # fmt: skip
    return row + 15


def _drawn(
    book: Book, row: int, name: str, figures: Sequence[tuple[str, float]], form: str, coloured: bool
) -> Any:  # fmt: skip
    """A native chart that reads its figures from the sheet."""
    area = [f"={OVERVIEW}!{xl_rowcol_to_cell(row + 1, place, True, True)}:"
            f"{xl_rowcol_to_cell(row + len(figures), place, True, True)}" for place in (_DATA, _DATA + 1)]  # fmt: skip
    font = {"name": FONT, "size": 10, "color": f"#{BRAND.ink}"}
    chart = book.workbook.add_chart({"type": "bar"})
    points = [{"fill": {"color": f"#{STATUS[TONES[label]].mark}"}} for label, _ in figures] if coloured else None
    chart.add_series({
        "name": name, "categories": area[0], "values": area[1], "points": points,
        "gap": bar_gap(len(figures), 55),
        "categories_data": [label for label, _ in figures], "values_data": [value for _, value in figures],
        "fill": {"color": f"#{BRAND.accent}"}, "data_labels": {"value": True, "num_format": form, "font": font},
    })  # fmt: skip
    chart.set_title({"name": name, "name_font": {**font, "size": 12, "bold": False, "color": f"#{BRAND.secondary}"},
                     "overlay": False})  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_y_axis({"reverse": True, "num_font": font, "major_tick_mark": "none", "line": {"none": True}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 640, "height": 270})
    return chart
