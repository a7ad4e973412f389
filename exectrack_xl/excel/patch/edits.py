"""What can be changed in a workbook that a person works in.

Depends on: schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from exectrack_xl.schema import CellError

Value: TypeAlias = str | float | bool | date | CellError | None  # None and "" = blank


@dataclass(frozen=True)
class SetValue:
    """Put a value into a cell that holds no formula."""

    sheet: str
    cell: str  # "G14"
    value: Value


@dataclass(frozen=True)
class SetCached:
    """Renew the value that a formula cell shows until it is next calculated; the formula stays.

    Where `formula` is given, a cell that holds another formula, or none, is a person's own and left alone, and a
    sheet that is not there is not missed.
    """

    sheet: str
    cell: str
    value: Value
    formula: str = ""  # as Excel's files write it, without "="


@dataclass(frozen=True)
class AppendRows:
    """Add rows to an Excel table: values by header. For a column filled by a formula, the value it works out to."""

    table: str
    rows: tuple[Mapping[str, Value], ...]


@dataclass(frozen=True)
class RemoveRows:
    """Take rows out of a table; the rows beneath move up within it, which those of a table with formulas cannot."""

    table: str
    lines: frozenset[int]  # rows of the sheet, counted from 1


@dataclass(frozen=True)
class ShowSheet:
    """Let a hidden sheet be seen."""

    sheet: str


Edit: TypeAlias = SetValue | SetCached | AppendRows | RemoveRows | ShowSheet
