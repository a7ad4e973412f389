"""How a table is fitted into its place: column widths, text size, row heights, and which rows must go to the notes.

All lengths are points. Depends on: report.model, render.measure, render.deck.table_content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from exectrack_xl.render.deck.table_content import PADDING, Look, TableContent, table_content, text_width_of
from exectrack_xl.render.measure import LINE_HEIGHT, lines_needed, longest_word
from exectrack_xl.report.model import Column, Row, RowKind, Table

_MARGINS = 5.0  # above and below, together
_SIZES = (13.0, 12.0, 11.0, 10.5, 10.0)
_LARGE = (18.0, 16.0, 14.5)  # before those, where few rows are all that a page decides on
_GROUP, _ROW, _ROW_OF_FEW, _ROW_WITH_BARS, _ROW_LARGE = (
    21.0,
    37.0,
    45.0,
    62.0,
    86.0,
)  # rows are stretched up to these heights
_FEW = 7  # rows
_MOST_LINES = 3


@dataclass(frozen=True)
class TableRoom:
    """A fitted table: size of its text, widths, heights (the head first), the rows shown, lines each cell may take."""

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[Row, ...]
    most_lines: int

    @property
    def height(self) -> float:
        """Height of the whole table."""
        return sum(self.heights)


@dataclass(frozen=True)
class _Draft:
    """A table set in one size: column widths, and the lines that the head and each row need."""

    size: float
    widths: tuple[float, ...]
    head: int
    lines: tuple[int, ...]


def fit(table: Table, width: float, height: float, *, large: bool = False) -> TableRoom:
    """The largest text size at which all rows fit whole; else the smallest with cells cut; else fewer rows.

    A `large` table is what its page is about: its text and rows may grow to fill the room.
    """
    content = table_content(table)
    draft = cache(lambda size: _draft(content, width, size))
    for most in (2, _MOST_LINES):
        for size in (*(_LARGE if large else ()), *_SIZES[_first_size(content) :]):
            room = _room(content, draft(size), most)
            if room.height <= height and _is_whole(content, draft(size), most):
                return _stretched(room, content, height, _ROW_LARGE if large else None)
    smallest = draft(_SIZES[-1])
    for most in range(_MOST_LINES, 0, -1):
        room = _room(content, smallest, most)
        if room.height <= height:
            return _stretched(room, content, height)
    while len(room.rows) > 1 and room.height > height - smallest.size * 2:
        room = _room(content, smallest, 1, len(room.rows) - 1)
    return room


def _first_size(content: TableContent) -> int:
    """Many columns, or bars beside the rows, take smaller text."""
    return 2 if len(content.table.columns) > 7 or content.has_bars else 0


def _draft(content: TableContent, width: float, size: float) -> _Draft:
    columns, widths = content.table.columns, _column_widths(content, width, size)
    head = max(
        lines_needed(column.label, size - 0.5, each - 2 * PADDING, bold=True)
        for column, each in zip(columns, widths, strict=True)
    )
    lines = (_lines(row, said, widths, size) for row, said in zip(content.table.rows, content.words, strict=True))
    return _Draft(size, widths, head, tuple(lines))


def _column_widths(content: TableContent, width: float, size: float) -> tuple[float, ...]:
    """Widths in proportion, but none narrower than its longest word; what that takes, the wide ones give."""
    columns = content.table.columns
    total = sum(column.width for column in columns)
    wanted = [width * column.width / total for column in columns]
    least = [
        min(_least(column, widest, size), width / 3) for column, widest in zip(columns, content.widest, strict=True)
    ]
    missing = sum(max(low - want, 0.0) for low, want in zip(least, wanted, strict=True))
    spare = sum(max(want - low, 0.0) for low, want in zip(least, wanted, strict=True))
    share = min(missing / spare, 1.0) if spare else 0.0
    given = [max(want, low) - max(want - low, 0.0) * share for low, want in zip(least, wanted, strict=True)]
    return tuple(one * width / sum(given) for one in given)


def _least(column: Column, widest: Mapping[Look, str], size: float) -> float:
    label = longest_word(column.label, size - 0.5, bold=True)
    return max([label, *(look.width(text, size) for look, text in widest.items())]) + 2 * PADDING


def _room(content: TableContent, draft: _Draft, most: int, count: int | None = None) -> TableRoom:
    """The first `count` rows, or all, with no more lines in a cell than `most` or than were typed."""
    size, rows = draft.size, content.table.rows[:count]
    heights = [max(draft.head * size * LINE_HEIGHT + _MARGINS, 22.0)]
    for needed, typed, _ in zip(draft.lines, content.typed, rows, strict=False):
        heights.append(min(needed, max(most, typed)) * size * LINE_HEIGHT + _MARGINS)
    if content.has_bars:  # the bars are one chart beside the rows: all rows must be as tall as the tallest
        heights[1:] = [max(heights[1:], default=0.0)] * len(rows)
    return TableRoom(draft.size, draft.widths, tuple(heights), rows, most)


def _is_whole(content: TableContent, draft: _Draft, most: int) -> bool:
    """Whether no cell is cut."""
    return all(needed <= max(most, typed) for needed, typed in zip(draft.lines, content.typed, strict=True))


def _lines(row: Row, said: tuple[str, ...], widths: tuple[float, ...], size: float) -> int:
    if row.kind is RowKind.GROUP:
        return 1  # a heading over the rows below it
    bold = row.kind is RowKind.TOTAL
    return max(
        (
            lines_needed(text, size, text_width_of(cell, width), bold=bold)
            for text, cell, width in zip(said, row.cells, widths, strict=False)
        ),
        default=1,
    )


def _stretched(room: TableRoom, content: TableContent, height: float, tall: float | None = None) -> TableRoom:
    """Rows made taller where there is room, up to what still looks like a table."""
    row_height = _ROW_WITH_BARS if content.has_bars else (_ROW_OF_FEW if len(room.rows) <= _FEW else _ROW)
    row_height = tall or row_height
    tallest = [_GROUP if row.kind is RowKind.GROUP and not content.has_bars else row_height for row in room.rows]
    spare = height - room.height
    wish = [max(top - now, 0.0) for top, now in zip(tallest, room.heights[1:], strict=True)]
    share = min(spare / sum(wish), 1.0) if sum(wish) else 0.0
    grown = [now + extra * share for now, extra in zip(room.heights[1:], wish, strict=True)]
    return TableRoom(room.size, room.widths, (room.heights[0], *grown), room.rows, room.most_lines)
