"""Ranges of cells as text, and lists of them that follow a table when it grows.

Depends on: schema, excel.metadata.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from exectrack_xl.excel.metadata import Range, range_of
from exectrack_xl.schema.cells import column_letter


@dataclass(frozen=True)
class Growth:
    """A table whose rows of values come to end further down, or further up."""

    first_column: int
    last_column: int
    old_last: int  # its last row of values before
    new_last: int


def range_text(area: Range) -> str:
    """A range as Excel writes it.

    >>> range_text(Range(2, 1, 9, 4)), range_text(Range(2, 1, 2, 1))
    ('A2:D9', 'A2')
    """
    first, last = cell_name(area.first_row, area.first_column), cell_name(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def cell_name(row: int, column: int) -> str:
    """The address of a cell counted from 1.

    >>> cell_name(14, 7)
    'G14'
    """
    return f"{column_letter(column)}{row}"


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def grown(sqref: str, growth: Growth) -> str:
    """A list of ranges that covers the table's new rows wherever it covered its last row.

    >>> grown("B2:B9 G1", Growth(1, 4, 9, 12))
    'B2:B12 G1'
    >>> grown("B2:Z9", Growth(1, 4, 9, 12)), grown("B2:B1000", Growth(1, 4, 9, 12))
    ('B2:Z9 B10:D12', 'B2:B1000')
    """
    ranges: list[str] = []
    for text in sqref.split():
        area = range_of(text)
        ranges.append(text)
        if area is None or not (area.first_row <= growth.old_last <= area.last_row < growth.new_last):
            continue
        first = max(area.first_column, growth.first_column)
        last = min(area.last_column, growth.last_column)
        if (first, last) == (area.first_column, area.last_column):
            ranges[-1] = range_text(replace(area, last_row=growth.new_last))
        elif first <= last:
            ranges.append(range_text(Range(area.last_row + 1, first, growth.new_last, last)))
    return " ".join(ranges)
