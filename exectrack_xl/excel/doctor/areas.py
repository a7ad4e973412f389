"""Blocks of cells: read from references, written as such, compared with each other.

Depends on: excel.metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW, Range, column_number, range_of

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def cell_of(reference: str) -> tuple[int, int] | None:
    """Row and column, counted from 1, of a cell as worksheet parts write it.

    >>> cell_of("B4"), cell_of("b4"), cell_of("XFE1")
    ((4, 2), None, None)
    """
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area_of(reference: str | None) -> Range | None:
    """The block a reference names; None where it is none or names its corners the wrong way round.

    >>> area_of("A2:C9")
    Range(first_row=2, first_column=1, last_row=9, last_column=3)
    >>> area_of("C9:A2") is None
    True
    """
    written = reference or ""
    area = range_of(written)
    if area is None:
        return None
    first = range_of(written.partition(":")[0])
    in_order = first is not None and (first.first_row, first.first_column) == (area.first_row, area.first_column)
    return area if in_order else None


def areas_of(references: str | None) -> list[Range] | None:
    """The blocks of a list such as "A1:A9 C1"; None where it is empty or any of them is none."""
    areas = [area_of(word) for word in (references or "").split()]
    return [area for area in areas if area is not None] if areas and None not in areas else None


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as "AB12".

    >>> cell_name(12, 28)
    'AB12'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def written(area: Range) -> str:
    """A block as a reference.

    >>> written(Range(2, 1, 9, 3)), written(Range(2, 1, 2, 1))
    ('A2:C9', 'A2')
    """
    first, last = cell_name(area.first_row, area.first_column), cell_name(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def meet(one: Range, other: Range) -> bool:
    """Whether two blocks share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )


def within(cell: tuple[int, int], area: Range) -> bool:
    """Whether a cell lies in a block."""
    return area.first_row <= cell[0] <= area.last_row and area.first_column <= cell[1] <= area.last_column


def overlaps(areas: Iterable[Range]) -> Iterator[tuple[Range, Range]]:
    """The pairs of blocks that share cells, from the top down."""
    open_areas: list[Range] = []
    for area in sorted(areas, key=lambda area: (area.first_row, area.first_column, area.last_row, area.last_column)):
        open_areas = [other for other in open_areas if other.last_row >= area.first_row]
        yield from ((other, area) for other in open_areas if meet(other, area))
        open_areas.append(area)
