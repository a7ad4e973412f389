"""What stands on a page in words: tiles, bullets, tables. Depends on: report.model.text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from exectrack_xl.report.model.text import Line, Span, Status, Tone


@dataclass(frozen=True)
class Tile:
    """One headline number: label, value, why, and what changed since the last period."""

    key: str
    label: str
    value: Line
    why: Line = ()
    change: Line = ()
    status: Status | None = None


@dataclass(frozen=True)
class Bullets:
    """A field with a label and a few lines; numbered when the reader shall answer them one by one."""

    key: str
    label: str
    lines: tuple[Line, ...]
    note: str = ""
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A table column: its label, alignment ("left", "right", "centre") and relative width."""

    label: str
    align: str = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Cell:
    """A table cell: lines under each other, or a status; `bar` draws work done and plan as shares (0 to 1)."""

    lines: tuple[Line, ...] = ()
    status: Status | None = None
    bar: tuple[float, float] | None = None

    @classmethod
    def of(cls, text: str, bold: bool = False, tone: Tone = Tone.PLAIN, ref: str = "") -> Cell:
        """A cell with one line in one look."""
        return cls(((Span(text, bold, tone, ref),),))


class RowKind(StrEnum):
    """What a table row is."""

    NORMAL = "normal"
    GROUP = "group"  # a heading over the rows that follow; only its first cell is used
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """A table row. `key` is the ID of the thing it is about, so that a refresh finds it again."""

    key: str
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.NORMAL
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Table:
    """Rows under columns, with a heading that says what is shown."""

    key: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    ref: str = ""  # the listing metric its rows are taken from, as in `Span`
