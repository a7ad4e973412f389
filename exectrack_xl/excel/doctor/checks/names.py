"""Defined names: what they are called, where they hold, what they point to.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import cell_of
from exectrack_xl.excel.doctor.grid import whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_ROW_COLUMN = re.compile(r"R\d*|C\d*|R\d*C\d*|R\[.*|C\[.*", re.IGNORECASE)
_LONGEST = 255
_BUILT_IN = frozenset(
    ("_xlnm.print_area", "_xlnm.print_titles", "_xlnm.criteria", "_xlnm._filterdatabase", "_xlnm.extract",
     "_xlnm.consolidate_area", "_xlnm.database", "_xlnm.sheet_title", "_xlnm.auto_open", "_xlnm.auto_close",
     "_xlnm.recorder", "_xlnm.data_form", "_xlnm.auto_activate", "_xlnm.auto_deactivate")
)  # fmt: skip
_OF_ONE_SHEET = frozenset(("_xlnm.print_area", "_xlnm.print_titles", "_xlnm._filterdatabase"))


def is_legal(name: str) -> bool:
    """Whether Excel takes this as the name of cells or of a table.

    >>> is_legal("dash_SPI"), is_legal("CPI1"), is_legal("R2"), is_legal("to do")
    (True, False, False, False)
    """
    return (
        len(name) <= _LONGEST
        and bool(_NAME.fullmatch(name))
        and not _ROW_COLUMN.fullmatch(name)
        and cell_of(name.upper()) is None
    )


def names(words: Vocabulary) -> Iterator[Finding]:
    """Defined names that Excel refuses, that stand twice, or that lead nowhere."""
    book = words.book
    seen: set[tuple[str, str | None]] = set()
    for element in book.names:
        name, scope = element.get("name", ""), element.get("localSheetId")
        folded = name.casefold()
        if (folded, scope) in seen:
            yield found("name-twice", book.main, f"defines the name '{name}' twice.")
        seen.add((folded, scope))
        yield from _naming(words, name, folded)
        if scope is not None and not 0 <= whole(scope) < len(book.sheets):
            yield found("name-scope", book.main, f"limits the name '{name}' to sheet no. {scope}, not there.")
        if scope is None and folded in _OF_ONE_SHEET:
            yield found("name-scope", book.main, f"does not say of which sheet '{name}' is.")
        if element.get("function") not in ("1", "true") and element.get("xlm") not in ("1", "true"):
            yield from _meaning(words, name, element)


def _naming(words: Vocabulary, name: str, folded: str) -> Iterator[Finding]:
    main = words.book.main
    if folded.startswith("_xlnm."):
        if folded not in _BUILT_IN:
            yield found("name-illegal", main, f"defines '{name}', which is no built-in name of Excel.")
    elif not is_legal(name):
        yield found("name-illegal", main, f"defines the name '{name}', which Excel refuses.")
    elif folded in words.tables:
        yield found("name-as-table", main, f"defines the name '{name}', which is a table's name.")


def _meaning(words: Vocabulary, name: str, element: etree._Element) -> Iterator[Finding]:
    text = (element.text or "").strip()
    quiet = name.casefold().startswith("_xlnm.") or element.get("hidden") in ("1", "true")
    if not text:
        yield found("name-broken", words.book.main, f"defines the name '{name}' as nothing.")
        return
    for rule, message in words.faults(text, known_names=not quiet):
        lost = "print-name-lost" if quiet else "name-reference-lost"
        kept = lost if rule == "formula-reference-lost" else "name-broken"
        yield found(kept, words.book.main, f"the name '{name}' {_joined(message)}")


def _joined(message: str) -> str:
    """A fault of a formula as a clause about the name that holds it."""
    return f"cannot be used: {message}" if message.startswith(("the ", "a ")) else message
