"""What a table on a slide says, read once before it is set in one size after another.

All lengths are points. Depends on: report.model, render.measure, render.deck.text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from exectrack_xl.render.deck.text import plain
from exectrack_xl.render.measure import ems, text_width
from exectrack_xl.report.model import Cell, RowKind, Table

PADDING = 5.0  # left and right of a cell's text
BAR_SHARE = 0.68  # of a cell with a bar: the rest is for its text
_UNBROKEN = 16  # a text as short as that stays on one line: a date, a name, a status
_GLYPH = 1.4  # a glyph and its blank, in text sizes


class Look(NamedTuple):
    """How a text stands in its cell: its weight, the mark before it in text sizes, its share of the cell's width."""

    bold: bool
    mark: float = 0.0
    share: float = 1.0

    def width(self, text: str, size: float) -> float:
        """The width inside the cell that the text asks for."""
        return (text_width(text, size, bold=self.bold) + self.mark * size) / self.share


@dataclass(frozen=True)
class TableContent:
    """A table with the words of each cell and the lines typed in each row; by column the widest text of each look."""

    table: Table
    has_bars: bool
    words: tuple[tuple[str, ...], ...]
    typed: tuple[int, ...]
    widest: tuple[dict[Look, str], ...]


def table_content(table: Table) -> TableContent:
    """What a table says."""
    return TableContent(
        table,
        any(cell.bar for row in table.rows for cell in row.cells),
        tuple(tuple(map(words, row.cells)) for row in table.rows),
        tuple(max((len(cell.lines) + bool(cell.status) for cell in row.cells), default=1) for row in table.rows),
        tuple(_widest(table, place) for place in range(len(table.columns))),
    )


def words(cell: Cell) -> str:
    """What a cell says, its lines under each other."""
    lines = [plain(line) for line in cell.lines]
    return "\n".join(([cell.status.word] if cell.status else []) + lines)


def text_width_of(cell: Cell, width: float) -> float:
    """The room for a cell's text in a column of that width."""
    inner = width - 2 * PADDING
    return inner * (1 - BAR_SHARE) if cell.bar else inner


def _widest(table: Table, place: int) -> dict[Look, str]:
    """The widest unbreakable text in each look: what asks for most room at one size does so at every size."""
    found: dict[Look, str] = {}
    cells = (row.cells[place] for row in table.rows if row.kind is not RowKind.GROUP and place < len(row.cells))
    for look, text in (piece for cell in cells for piece in _pieces(cell)):
        if ems(text) >= ems(found.get(look, "")):
            found[look] = text
    return found


def _pieces(cell: Cell) -> Iterator[tuple[Look, str]]:
    if cell.status:
        yield Look(True, mark=_GLYPH), cell.status.word
    for line in cell.lines:
        text = plain(line)
        look = Look(any(span.bold for span in line), share=1 - BAR_SHARE if cell.bar else 1.0)
        for piece in [text] if len(text) <= _UNBROKEN else text.split():
            yield look, piece
