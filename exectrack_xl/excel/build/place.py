"""Where things stand on a data sheet: head row, columns, ranges, and formulas in Excel's file notation.

Depends on: schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from exectrack_xl.excel.build.content import SheetContent
from exectrack_xl.schema import Column, Kind, Sheet
from exectrack_xl.schema.cells import column_letter

TITLE_ROW, PURPOSE_ROW, STATUS_ROW, GAP_ROW, HEAD_ROW = range(5)  # counted from 0
ROOM = 1000  # rows for which validation and colours are laid out beforehand
_THIS_ROW = re.compile(r"\[@(\[[^\]]+\]|[^\[\]]+)\]")


@dataclass(frozen=True)
class Place:
    """The extent of one sheet's table."""

    content: SheetContent

    @property
    def first(self) -> int:
        """First row of values, counted from 0."""
        return HEAD_ROW + 1

    @property
    def last(self) -> int:
        """Last row of values, counted from 0."""
        return HEAD_ROW + len(self.content.rows)

    @property
    def room(self) -> int:
        """Last row for which validation and colours are laid out, counted from 0."""
        return max(HEAD_ROW + ROOM, self.last + ROOM // 2)

    def letter(self, name: str) -> str:
        """The letters of a column."""
        return column_letter(1 + [column.name for column in self.content.columns].index(name))

    def cell(self, name: str) -> str:
        """A column's cell in the first row of values, as a formula copied downwards refers to it: $F6."""
        return f"${self.letter(name)}{self.first + 1}"


def day_column(sheet: Sheet) -> str:
    """The column that says of which day or month a row is, "" where none does."""
    by_key = (name for name in sheet.key if name in sheet.by_name and sheet.by_name[name].kind is Kind.DATE)
    return sheet.since or next(by_key, "")


def file_formula(column: Column, table: str) -> str:
    """A column's formula as Excel stores it: `[@Score]` becomes `Risks[[#This Row],[Score]]`.

    Where a value it needs cannot be used (a text instead of a date) it shows nothing, as the metric does.
    """

    def spelled_out(match: re.Match[str]) -> str:
        return f"{table}[[#This Row],[{match[1].strip('[]')}]]"

    return f'=IFERROR({_THIS_ROW.sub(spelled_out, column.formula.removeprefix("="))},"")'
