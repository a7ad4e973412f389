"""How a table is fitted into its place: column widths, text size, row heights, and which rows must go to the notes.

All lengths are points. Depends on: report.model, render.measure, render.deck.text.
"""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.render.deck.text import plain
from exectrack_xl.render.measure import LINE_HEIGHT, lines_needed, longest_word, text_width
from exectrack_xl.report.model import Cell, Row, RowKind, Table

PADDING = 5.0  # left and right of a cell's text
_MARGINS = 5.0  # above and below, together
_SIZES = (13.0, 12.0, 11.0, 10.5, 10.0)
_UNBROKEN = 16  # a text as short as that stays on one line: a date, a name, a status
_GROUP, _ROW, _ROW_OF_FEW, _ROW_WITH_BARS = 21.0, 37.0, 45.0, 62.0  # rows are stretched up to these heights
_FEW = 7  # rows
_MOST_LINES = 3
_GLYPH = 1.4  # a glyph and its blank, in text sizes
BAR_SHARE = 0.68  # of a cell with a bar: the rest is for its text


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


def fit(table: Table, width: float, height: float) -> TableRoom:
    """The largest text size at which all rows fit whole; else the smallest with cells cut; else fewer rows."""
    for most in (2, _MOST_LINES):
        for size in _SIZES[_first_size(table) :]:
            widths = column_widths(table, width, size)
            room = _room(table, table.rows, size, widths, most)
            uncut = all(_lines(row, widths, size) <= max(most, _typed_lines(row)) for row in table.rows)
            if uncut and room.height <= height:
                return _stretched(room, table, height)
    size = _SIZES[-1]
    widths = column_widths(table, width, size)
    for most in range(_MOST_LINES, 0, -1):
        room = _room(table, table.rows, size, widths, most)
        if room.height <= height:
            return _stretched(room, table, height)
    rows = table.rows
    while len(rows) > 1 and _room(table, rows, size, widths, 1).height > height - size * 2:
        rows = rows[:-1]
    return _room(table, rows, size, widths, 1)


def column_widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Widths in proportion, but none narrower than its longest word; what that takes, the wide ones give."""
    total = sum(column.width for column in table.columns)
    wanted = [width * column.width / total for column in table.columns]
    least = [min(_least(table, place, size), width / 3) for place in range(len(table.columns))]
    missing = sum(max(low - want, 0.0) for low, want in zip(least, wanted, strict=True))
    spare = sum(max(want - low, 0.0) for low, want in zip(least, wanted, strict=True))
    share = min(missing / spare, 1.0) if spare else 0.0
    given = [max(want, low) - max(want - low, 0.0) * share for low, want in zip(least, wanted, strict=True)]
    return tuple(one * width / sum(given) for one in given)


def has_bars(table: Table) -> bool:
    """Whether any cell draws work done and plan."""
    return any(cell.bar for row in table.rows for cell in row.cells)


def text_width_of(cell: Cell, width: float) -> float:
    """The room for a cell's text in a column of that width."""
    inner = width - 2 * PADDING
    return inner * (1 - BAR_SHARE) if cell.bar else inner


def words(cell: Cell) -> str:
    """What a cell says, its lines under each other."""
    lines = [plain(line) for line in cell.lines]
    return "\n".join(([cell.status.word] if cell.status else []) + lines)


def _first_size(table: Table) -> int:
    """Many columns, or bars beside the rows, take smaller text."""
    return 2 if len(table.columns) > 7 or has_bars(table) else 0


def _least(table: Table, place: int, size: float) -> float:
    cells = [row.cells[place] for row in table.rows if row.kind is not RowKind.GROUP and place < len(row.cells)]
    needed = [longest_word(table.columns[place].label, size - 0.5, bold=True)]
    for cell in cells:
        if cell.status:
            needed.append(text_width(cell.status.word, size, bold=True) + _GLYPH * size)
        for line in cell.lines:
            text, bold = plain(line), any(span.bold for span in line)
            short = len(text) <= _UNBROKEN
            measured = text_width(text, size, bold=bold) if short else longest_word(text, size, bold=bold)
            needed.append(measured / (1 - BAR_SHARE) if cell.bar else measured)
    return max(needed) + 2 * PADDING


def _room(table: Table, rows: tuple[Row, ...], size: float, widths: tuple[float, ...], most: int) -> TableRoom:
    head = max(
        lines_needed(column.label, size - 0.5, width - 2 * PADDING, bold=True)
        for column, width in zip(table.columns, widths, strict=True)
    )
    heights = [max(head * size * LINE_HEIGHT + _MARGINS, 22.0)]
    for row in rows:
        lines = min(_lines(row, widths, size), max(most, _typed_lines(row)))
        heights.append(lines * size * LINE_HEIGHT + _MARGINS)
    if has_bars(table):  # the bars are one chart beside the rows: all rows must be as tall as the tallest
        heights[1:] = [max(heights[1:], default=0.0)] * len(rows)
    return TableRoom(size, widths, tuple(heights), rows, most)


def _lines(row: Row, widths: tuple[float, ...], size: float) -> int:
    if row.kind is RowKind.GROUP:
        return 1  # a heading over the rows below it
    return max(
        (
            lines_needed(words(cell), size, text_width_of(cell, width), bold=row.kind is RowKind.TOTAL)
            for cell, width in zip(row.cells, widths, strict=False)
        ),
        default=1,
    )


def _typed_lines(row: Row) -> int:
    return max((len(cell.lines) + bool(cell.status) for cell in row.cells), default=1)


def _stretched(room: TableRoom, table: Table, height: float) -> TableRoom:
    """Rows made taller where there is room, up to what still looks like a table."""
    row_height = _ROW_WITH_BARS if has_bars(table) else (_ROW_OF_FEW if len(room.rows) <= _FEW else _ROW)
    tallest = [_GROUP if row.kind is RowKind.GROUP and not has_bars(table) else row_height for row in room.rows]
    spare = height - room.height
    wish = [max(top - now, 0.0) for top, now in zip(tallest, room.heights[1:], strict=True)]
    share = min(spare / sum(wish), 1.0) if sum(wish) else 0.0
    grown = [now + extra * share for now, extra in zip(room.heights[1:], wish, strict=True)]
    return TableRoom(room.size, room.widths, (room.heights[0], *grown), room.rows, room.most_lines)
