"""The rows of one table as they stand in a tracker, found by ID and by what they say.

Depends on: excel.file, excel.foreign.words, schema, actions.bring_in.record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exectrack_xl.actions.bring_in.record import Plain, plain
from exectrack_xl.excel.file import ReadBook
from exectrack_xl.excel.foreign.words import MAIN
from exectrack_xl.excel.locating import Block, Home
from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.schema.cells import column_letter, header_key


def identity_column(sheet: Sheet) -> str:
    """The header of the column that names a row."""
    return sheet.by_name[sheet.key[0]].header


@dataclass(frozen=True)
class Standing:
    """One table of a tracker; without a home it is not there yet."""

    sheet: Sheet
    home: Home | None = None
    block: Block | None = None

    @classmethod
    def of(cls, book: ReadBook | None, table: str) -> Standing:
        """The table in a workbook."""
        if book is None or table not in book.homes:
            return cls(SHEETS[table])
        return cls(SHEETS[table], book.homes[table], book.blocks[table])

    def has(self, header: str) -> bool:
        """Whether the table has this column."""
        return header_key(header) in self._places

    def value(self, line: int, header: str) -> Plain:
        """What stands in a row under a header, as it is compared."""
        return plain(self._raw(line, header))

    def cell(self, line: int, header: str) -> str:
        """The address of a cell."""
        first = self.block.first_column if self.block else 1
        return f"{column_letter(first + self._places[header_key(header)])}{line}"

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Rows of the sheet by ID."""
        return self._lines_by(identity_column(self.sheet))

    @cached_property
    def by_text(self) -> dict[str, int]:
        """Rows of the sheet by their main text."""
        return self._lines_by(self.sheet.by_name[MAIN[self.sheet.name]].header)

    def _lines_by(self, header: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self._lines() if self.has(header) else ():
            text = str(self.value(line, header)).removesuffix(".0")
            if text:
                found.setdefault(text, line)
        return found

    def _lines(self) -> Iterable[int]:
        assert self.block is not None
        return range(self.block.first_row + 1, self.block.first_row + len(self.block.cells))

    def _raw(self, line: int, header: str) -> Any:
        assert self.block is not None
        row = self.block.cells[line - self.block.first_row]
        at = self._places[header_key(header)]
        return row[at] if at < len(row) else ""

    @cached_property
    def _places(self) -> dict[str, int]:
        places: dict[str, int] = {}
        for at, header in enumerate(self.block.cells[0] if self.block and self.block.cells else ()):
            places.setdefault(header_key(header), at)
        return places
