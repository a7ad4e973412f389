"""The hidden sheet of lists: choices too long to stand in a validation, and the risk look-up.

Depends on: schema, excel.build.book.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from exectrack_xl.excel.build.book import Book, put
from exectrack_xl.excel.build.looks import TAB_COLOURS
from exectrack_xl.schema import SHEETS, Column, Sheet, Tab, choices
from exectrack_xl.schema.cells import column_letter
from exectrack_xl.schema.settings import RISK_LOOKUP

TITLE = "Lists"
LONGEST_INLINE = 255  # characters of a list inside a validation

# A list that depends on another column: its choices -> that column, and the choices under each of its words.
DEPENDENT = {
    choices.ISSUE_SUBCATEGORY: ("category", choices.ISSUE_SUBCATEGORIES),
    choices.CHANGE_SUBTYPE: ("type", choices.CHANGE_SUBTYPES),
}


def is_inline(listed: Sequence[str]) -> bool:
    """Whether the choices fit into the validation itself."""
    return len(",".join(listed)) <= LONGEST_INLINE and not any("," in choice for choice in listed)


def list_name(sheet: Sheet, column: Column, word: str = "") -> str:
    """The defined name of a column's list, or of the part of it that belongs under a word."""
    return "_".join(part for part in ("list", sheet.name, column.name, word.casefold().replace(" ", "_")) if part)


def id_name(sheet: str) -> str:
    """The defined name of all IDs of a sheet."""
    return f"ids_{sheet}"


def write_lists(book: Book) -> None:
    """Write the hidden sheet and define the names of its lists, and of the IDs that others refer to."""
    worksheet = book.sheet(TITLE, tab=TAB_COLOURS[Tab.SET_UP], shown=False)
    at = 0
    for name, listed in _long_lists():
        _write_column(book, worksheet, at, name, listed)
        at += 1
    for offset, column in enumerate(zip(*RISK_LOOKUP, strict=True)):
        head = "Probability (down) by impact" if offset == 0 else f"Impact {offset + 1}"
        _write_values(book, worksheet, at + offset, head, column)
    area = f"${column_letter(at + 1)}$2:${column_letter(at + 5)}$6"
    book.name("setting_risk_lookup", f"={TITLE}!{area}")
    for target in sorted({column.refers for sheet in SHEETS.values() for column in sheet.columns if column.refers}):
        book.name(id_name(target), f"={SHEETS[target].title}[{SHEETS[target].by_name['id'].header}]")


def _long_lists() -> Iterable[tuple[str, Sequence[str]]]:
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.choices and not is_inline(column.choices):
                yield list_name(sheet, column), column.choices
            if column.choices in DEPENDENT:
                parts = DEPENDENT[column.choices][1]
                yield from ((list_name(sheet, column, word), part) for word, part in parts.items())


def _write_column(book: Book, worksheet: Any, at: int, name: str, listed: Sequence[str]) -> None:
    _write_values(book, worksheet, at, name, listed)
    letter = column_letter(at + 1)
    book.name(name, f"={TITLE}!${letter}$2:${letter}${1 + len(listed)}")


def _write_values(book: Book, worksheet: Any, at: int, head: str, values: Sequence[Any]) -> None:
    worksheet.set_column(at, at, 24)
    put(worksheet, 0, at, head, book.look(bold=True))
    for row, value in enumerate(values, 1):
        put(worksheet, row, at, value, book.look())
