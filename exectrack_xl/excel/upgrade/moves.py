"""Where the cells of an old workbook go, and formulas rewritten so that they read there what they read here.

Depends on: excel.metadata, schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW, column_number
from exectrack_xl.schema.cells import column_letter

_CELLS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7}))?")
_COLUMNS = re.compile(r"(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?\d{1,7}:\$?\d{1,7}")
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_TABLE = re.compile(r"([\w.\\]+)(\[.*)", re.DOTALL)
_COLUMN_OF_TABLE = re.compile(r"\[([^\[\]#@']+)\]")


class NoPlaceError(Exception):
    """What a formula reads has no place in the new workbook; the message says what that is."""


@dataclass(frozen=True)
class Move:
    """Where the cells of one old sheet go: its title then, and for each old row and column the new one."""

    title: str
    rows: Mapping[int, int] = field(default_factory=dict)
    columns: Mapping[int, int] = field(default_factory=dict)
    is_made_anew: bool = False  # its cells stand elsewhere, or no longer

    def row(self, old: int) -> int:
        """The new row of an old one; beneath the last row of the table all stay in their order.

        Raises:
            NoPlaceError: the row is none of the table's.
        """
        if old in self.rows:
            return self.rows[old]
        last = max(self.rows, default=0)
        if old > last:
            return min(LAST_ROW, self.rows.get(last, 0) + old - last)
        raise NoPlaceError(f"row {old} of {self.title}")

    def column(self, old: int) -> int:
        """The new column of an old one.

        Raises:
            NoPlaceError: the column is none of the table's.
        """
        if old not in self.columns:
            raise NoPlaceError(f"column {column_letter(old)} of {self.title}")
        return self.columns[old]


@dataclass(frozen=True)
class Moves:
    """Where everything goes. Sheets and tables that are not named stay what and where they are."""

    sheets: Mapping[str, Move]  # by old name, case folded
    tables: Mapping[str, str] = field(default_factory=dict)  # old name, case folded -> new name
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by new table name: old header -> new
    lost_names: frozenset[str] = frozenset()  # defined names that the new workbook lacks, case folded

    def formula(self, text: str, sheet: str) -> str:
        """A formula, with its "=", that stood on an old sheet, as it has to read in the new workbook.

        Raises:
            NoPlaceError: something it reads has no place there.
        """
        try:
            tokens = Tokenizer(text)
        except (TokenizerError, IndexError) as fault:
            raise NoPlaceError("what could not be made out") from fault
        for token in tokens.items:
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                token.value = self._operand(token.value, sheet)
        return "=" + "".join(token.value for token in tokens.items)

    def _operand(self, text: str, sheet: str) -> str:
        name, mark, reference = text.rpartition("!")
        if mark:
            return self._on_sheet(name, reference)
        if _TABLE.fullmatch(text):
            return self._structured(text)
        if _is_address(text):
            move = self.sheets.get(sheet.casefold())
            return text if move is None else _moved(text, move)
        if text.casefold() in self.lost_names:
            raise NoPlaceError(f"the name {text}")
        return self.tables.get(text.casefold(), text)

    def _on_sheet(self, written: str, reference: str) -> str:
        name = written.strip("'").replace("''", "'")
        if "[" in name:
            raise NoPlaceError(f"another workbook ({name})")
        first, _, last = name.partition(":")
        move = self.sheets.get(name.casefold())
        if move is None:
            if last and (first.casefold() in self.sheets or last.casefold() in self.sheets):
                raise NoPlaceError(f"the sheets from {first} to {last}")
            return f"{written}!{reference}"
        moved = _moved(reference, move) if _is_address(reference) else reference
        return f"{quoted(move.title)}!{moved}"

    def _structured(self, text: str) -> str:
        match = _TABLE.fullmatch(text)
        assert match is not None
        table = self.tables.get(match[1].casefold(), match[1])
        names = {old.casefold(): new for old, new in self.columns.get(table, {}).items()}
        return table + _COLUMN_OF_TABLE.sub(lambda m: f"[{names.get(m[1].casefold(), m[1])}]", match[2])


def quoted(title: str) -> str:
    """A sheet's name as formulas write it.

    >>> quoted("Risks"), quoted("This week"), quoted("Ann's")
    ('Risks', "'This week'", "'Ann''s'")
    """
    looks_like_cell = _CELLS.fullmatch(title) is not None
    return title if _PLAIN_NAME.fullmatch(title) and not looks_like_cell else "'" + title.replace("'", "''") + "'"


def _is_address(text: str) -> bool:
    return bool(_CELLS.fullmatch(text) or _COLUMNS.fullmatch(text) or _ROWS.fullmatch(text))


def _moved(text: str, move: Move) -> str:
    """An address of the old sheet as one of the new; a range keeps its meaning or has no place."""
    if not move.rows and not move.columns and not move.is_made_anew:
        return text  # a sheet that goes over as it is
    if move.is_made_anew:
        raise NoPlaceError(f"{move.title}!{text.replace('$', '')} by address, and that page was made anew")
    if match := _CELLS.fullmatch(text):
        first = f"{match[1]}{column_letter(move.column(column_number(match[2])))}{match[3]}{move.row(int(match[4]))}"
        if match[6] is None:
            return first
        _must_stay_together(column_number(match[2]), column_number(match[6]), move.column, f"{move.title}!{text}")
        _must_stay_together(int(match[4]), int(match[8]), move.row, f"{move.title}!{text}")
        last = f"{match[5]}{column_letter(move.column(column_number(match[6])))}{match[7]}{move.row(int(match[8]))}"
        return f"{first}:{last}"
    if match := _COLUMNS.fullmatch(text):
        left, right = column_number(match[2]), column_number(match[4])
        _must_stay_together(left, right, move.column, f"{move.title}!{text}")
        return f"{match[1]}{column_letter(move.column(left))}:{match[3]}{column_letter(move.column(right))}"
    raise NoPlaceError(f"whole rows of {move.title} ({text})")


def _must_stay_together(first: int, last: int, new: Callable[[int], int], text: str) -> None:
    """Do nothing where all from first to last stand beside each other in the new workbook, in the same order."""
    if last - first > LAST_COLUMN:
        places: Iterable[int] = (first, last)
    else:
        places = range(min(first, last), max(first, last) + 1)
    found = [new(at) for at in places]
    if last - first <= LAST_COLUMN and found != list(range(found[0], found[0] + len(found))):
        raise NoPlaceError(f"{text.replace('$', '')}, whose cells no longer stand together")
