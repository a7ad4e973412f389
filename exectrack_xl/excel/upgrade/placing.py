"""In which cell of the new workbook each cell of the old tables stands.

Depends on: excel.build, excel.foreign, excel.upgrade, schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

from exectrack_xl.excel.build.content import Content, SheetContent
from exectrack_xl.excel.build.new import content_of
from exectrack_xl.excel.build.place import HEAD_ROW
from exectrack_xl.excel.build.settings import settings_lines
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.excel.upgrade.moves import Move, Moves
from exectrack_xl.excel.upgrade.old import Old, OldTable
from exectrack_xl.excel.upgrade.own import Own
from exectrack_xl.schema.cells import header_key
from exectrack_xl.schema.settings import PERIODS, SETTINGS

_PERIOD = re.compile(r"\d{4}-(W\d\d|M\d\d|Q\d)")


def content_from(old: Old) -> Content:
    """What the new workbook shows: the old rows, and periods generated anew."""
    return content_of({name: _rows(table) for name, table in old.tables.items() if not is_generated(table)}, None)


def is_generated(table: OldTable) -> bool:
    """Whether the rows are the periods that Settings give, and nothing of a person's own."""
    if table.sheet is not PERIODS:
        return False
    ours = {header_key(column.header) for column in PERIODS.columns}
    identities = [text_of(row[0]) for row in table.cells[1:]]
    is_ours = all(not identity or _PERIOD.fullmatch(identity) for identity in identities)
    return is_ours and ours.issuperset(map(header_key, table.cells[0]))


@dataclass(frozen=True)
class Placing:
    """The places of all that goes over."""

    old: Old
    own: Own
    content: Content

    @cached_property
    def contents(self) -> dict[str, SheetContent]:
        """What the sheet of each old table shows now."""
        return {name: settings_lines(self.content) if table.sheet is SETTINGS else self.content.of(table.sheet)
                for name, table in self.old.tables.items()}  # fmt: skip

    @cached_property
    def moves(self) -> Moves:
        """Where everything goes, for formulas to follow."""
        sheets = {name.casefold(): Move(name, is_made_anew=True) for name in self.own.pages}
        sheets |= {one.place.name.casefold(): Move(one.title) for one in self.own.sheets if one.title != one.place.name}
        tables, columns = dict(self.own.tables), {}
        for table in self.old.tables.values():
            name = table.home.place.name.casefold()
            sheets[name] = Move(table.sheet.title, is_made_anew=True) if name in sheets else self.move(table)
            if table.home.table is not None:
                tables[table.home.table.name.casefold()] = table.sheet.title
                was = zip(table.home.table.columns, map(str, table.cells[0]), strict=False)
                columns[table.sheet.title] = {old: new for old, new in was if old != new}
        return Moves(sheets, tables, columns, self.own.lost_names)

    def move(self, table: OldTable) -> Move:
        """Where the cells of one table go."""
        if is_generated(table):
            return Move(table.sheet.title, is_made_anew=True)
        at = {header_key(column.header): number for number, column in enumerate(self._columns(table), 1)}
        columns = {table.first_column + number: at[header_key(header)] for number, header in enumerate(table.cells[0])
                   if header_key(header) in at}  # fmt: skip
        rows = {table.first_row: HEAD_ROW + 1}
        rows |= {table.line(old): new + HEAD_ROW + 2 for old, new in self._kept(table)}
        return Move(table.sheet.title, rows, columns)

    def _columns(self, table: OldTable) -> Any:
        return self.contents[table.sheet.name].columns

    def _kept(self, table: OldTable) -> Iterator[tuple[int, int]]:
        """Each row that went over: its place in the old table, and among the new rows."""
        lines = self.content.tracker[table.sheet.name].lines.tolist()
        if table.sheet is not SETTINGS:
            yield from ((line - 1, number) for number, line in enumerate(lines))
            return
        content, header = self.contents[SETTINGS.name], header_key(SETTINGS.by_name["setting"].header)
        new_at, old_at = ([header_key(h) for h in headers].index(header)
                          for headers in ([c.header for c in content.columns], table.cells[0]))  # fmt: skip
        labels = [header_key(row[new_at] or "") for row in content.rows]
        for line in lines:
            label = header_key(table.cells[line - 1][old_at])
            if label in labels:
                yield line - 1, labels.index(label)


def _rows(table: OldTable) -> list[list[Any]]:
    """The rows of a table; a time of day in a column of a person's own is kept as a text."""
    ours = {header_key(column.header) for column in table.sheet.columns}
    own = [header_key(header) not in ours for header in table.cells[0]]
    return [
        [text_of(v) if mine and isinstance(v, datetime) and v.time() != time() else v
         for v, mine in zip(row, own, strict=True)]
        for row in table.cells
    ]  # fmt: skip
