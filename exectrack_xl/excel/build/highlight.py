"""Colours that follow the values: status words, what is missing, what is overdue, how far something is.

Depends on: schema, report.model (tones), theme, excel.build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exectrack_xl.excel.build.book import Book
from exectrack_xl.excel.build.place import Place, day_column
from exectrack_xl.report.model import Tone
from exectrack_xl.schema import Column, Kind, choices
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.theme import BRAND, STATUS

# The words of the tracker's lists and computed columns that mean something has to be done, or is well.
TONE_WORDS = {
    Tone.RED: ("Red", "Late", "Critical", "Escalated", "Occurred", "Expired", "Rejected"),
    Tone.YELLOW: ("Yellow", "At risk", "High", "Deferred"),
    Tone.GREEN: ("Green", "On track", "Reached", "Done", "Resolved", "Closed", "Decided", "Approved", "Verified"),
}
_DUE = {"due": "status", "decision_due": "status", "needed_by": "status"}  # a date, and what says it is settled
_SETTLED = (
    "Resolved", "Closed", "Done", "Cancelled", "Expired", "Occurred", "Decided", "Withdrawn",
    "Approved", "Rejected", "Deferred", "Implementing", "Verified", "Delivered", "Filled", "Refused",
)  # fmt: skip


def status_mark(book: Book, tone: Tone) -> Format:
    """A status word: tint, text colour, and its shape before the word."""
    look = STATUS[tone]
    return book.mark(font_color=f"#{look.text}", bg_color=f"#{look.tint}", bold=True, num_format=f'"{look.glyph} "@')


def colour(book: Book, worksheet: Worksheet, place: Place) -> None:
    """Lay all colours of a data sheet over its table and the room beneath."""
    for at, column in enumerate(place.content.columns):
        for rule in _rules(book, place, column):
            worksheet.conditional_format(place.first, at, place.room, at, rule)


def _rules(book: Book, place: Place, column: Column) -> Iterator[dict[str, Any]]:
    cell = place.cell(column.name)
    if column.required and not column.is_computed:
        tint = book.mark(bg_color=f"#{STATUS[Tone.YELLOW].tint}")
        yield _when(f'AND({_is_used(place)},{_has_happened(place)},TRIM({cell})="")', tint)
    if (column.choices and column.choices != choices.DEGREE) or column.is_computed:
        yield from _words(book, column, cell)
    if column.name in _DUE and _DUE[column.name] in place.content.sheet.by_name:
        settled = place.cell(_DUE[column.name])
        late = f"ISNUMBER({cell}),{cell}<setting_status_date,NOT({_is_one_of(settled, _SETTLED)})"
        yield _when(f"AND({late})", book.mark(font_color=f"#{STATUS[Tone.RED].text}", bold=True))
    if column.kind is Kind.SHARE and "progress" in column.name:
        yield progress_bar()


def status_words(book: Book, worksheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Give the status words of an area (first row, first column, last row, last column) shape and colour."""
    cell = f"{column_letter(area[1] + 1)}{area[0] + 1}"
    for tone, words in TONE_WORDS.items():
        worksheet.conditional_format(*area, _when(_is_one_of(f"${cell}", words), status_mark(book, tone)))


def progress_bar() -> dict[str, Any]:
    """A pale bar from 0 to 100% behind a share."""
    pale = f"#{BRAND.pale}"
    return {
        "type": "data_bar", "data_bar_2010": True, "bar_color": pale, "bar_solid": True, "bar_border_color": pale,
        "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
    }  # fmt: skip


def _words(book: Book, column: Column, cell: str) -> Iterator[dict[str, Any]]:
    if column.kind not in (Kind.CHOICE, Kind.TEXT):
        return
    for tone, words in TONE_WORDS.items():
        used = [word for word in words if not column.choices or word in column.choices]
        if used:
            yield _when(_is_one_of(cell, used), status_mark(book, tone))


def _is_used(place: Place) -> str:
    """Whether anything is typed in the row: typed columns only, a computed one always holds a formula."""
    typed = [column for column in place.content.columns if not column.is_computed]
    spans = []
    start = typed[0]
    for here, following in zip(typed, [*typed[1:], None], strict=True):
        columns = place.content.columns
        if following is None or columns.index(following) != columns.index(here) + 1:
            spans.append(f"{place.cell(start.name)}:{place.cell(here.name)}")
            start = following or here
    return f"COUNTA({','.join(spans)})>0"


def _has_happened(place: Place) -> str:
    """Whether the row is not dated after the status date: such a row may still have blanks."""
    dated = day_column(place.content.sheet)
    if not dated:
        return "TRUE"
    return f'NOT(AND(setting_status_date<>"",ISNUMBER({place.cell(dated)}),{place.cell(dated)}>setting_status_date))'


def _is_one_of(cell: str, words: Sequence[str]) -> str:
    return "OR(" + ",".join(f'{cell}="{word}"' for word in words) + ")"


def _when(formula: str, look: Format) -> dict[str, Any]:
    return {"type": "formula", "criteria": f"={formula}", "format": look}
