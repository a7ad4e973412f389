"""What a person put into an argument: a range or a value, as any spreadsheet hands it over.

Depends on: errors, schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from exectrack_xl.errors import MetricError
from exectrack_xl.schema.cells import CellError
from exectrack_xl.schema.meaning import date_meant

Grid = tuple[tuple[Any, ...], ...]

ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"))
_MARKED = ERRORS | {None}  # what a cell may hold that becomes something else


def grid(value: Any) -> Grid:
    """The cells of an argument as rows: a single value is one cell; error values are marked as such.

    >>> grid("#N/A"), grid([[1.0, None]])
    ((('#N/A',),), ((1.0, ''),))
    """
    rows = value if isinstance(value, list | tuple) else [[value]]
    if any(not isinstance(row, list | tuple) for row in rows):
        rows = [rows]
    return tuple([tuple(row) if _MARKED.isdisjoint(row) else tuple(map(_cell, row)) for row in rows])


def is_left_out(value: Any) -> bool:
    """Whether an argument is absent, or one blank cell."""
    return value is None or all(cell == "" for row in grid(value) for cell in row)


def single(name: str, value: Any) -> Any:
    """The one value of an argument.

    Raises:
        MetricError: it is a range of several cells, or shows an error.
    """
    cells = grid(value)
    if len(cells) != 1 or len(cells[0]) != 1:
        width = max(map(len, cells), default=0)
        raise MetricError(f"{name} takes one cell; it was given {len(cells)} rows by {width} columns.")
    if isinstance(cells[0][0], CellError):
        raise MetricError(f"The cell given for {name} shows {cells[0][0]}. Mend it first.")
    return cells[0][0]


def as_text(name: str, value: Any) -> str:
    """The text of an argument; an ID typed as 12 is "12"."""
    found = single(name, value)
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return str(found).strip()


def as_day(name: str, value: Any) -> date:
    """The day of an argument: a date, a date's number, or a text such as 2026-09-30.

    Raises:
        MetricError: it is no date.
    """
    found = single(name, value)
    if isinstance(found, datetime):
        return found.date()
    meant = found if isinstance(found, date) else date_meant(found)[0]
    if meant is None:
        raise MetricError(f"{name} is '{found}'; expected a date, such as 2026-10-16.")
    return meant


def as_count(name: str, value: Any, lowest: int, highest: int) -> int:
    """The whole number of an argument.

    Raises:
        MetricError: it is none from `lowest` to `highest`.
    """
    found = single(name, value)
    try:
        number = float(found)
    except (TypeError, ValueError):
        number = -1.0
    if isinstance(found, bool) or not number.is_integer() or not lowest <= number <= highest:
        raise MetricError(f"{name} is '{found}'; expected a whole number from {lowest} to {highest}.")
    return int(number)


def shape(cells: Sequence[Sequence[Any]]) -> tuple[int, int]:
    """Rows and columns."""
    return len(cells), max(map(len, cells), default=0)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return CellError(value) if isinstance(value, str) and value in ERRORS else value
