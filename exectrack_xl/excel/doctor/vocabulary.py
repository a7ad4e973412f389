"""What the words of a formula may mean in this workbook: sheets, tables, columns, names, functions.

Depends on: excel.doctor.areas, excel.doctor.book, excel.doctor.formula, excel.doctor.function_names,
excel.doctor.procedures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from exectrack_xl.errors import nearest
from exectrack_xl.excel.doctor.areas import cell_of
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.formula import (
    DEEPEST,
    LONGEST,
    LONGEST_TEXT,
    MOST_ARGUMENTS,
    Formula,
    Kind,
    Token,
    parsed,
)
from exectrack_xl.excel.doctor.function_names import ARGUMENTS, FOREIGN_PREFIXES, ORIGINAL, PREFIX, spelling
from exectrack_xl.excel.doctor.procedures import worksheet_functions

Fault = tuple[str, str]  # rule, message

_CELL_LIKE = re.compile(r"\$?[A-Za-z]{1,3}\$?[1-9]\d*")
_COLUMN_OR_ROW = re.compile(r"\$?[A-Za-z]{1,3}|\$\d+")
_COLUMN = re.compile(r"\[((?:[^\[\]']|'.)*)\]|((?:[^\[\],:']|'.)+)")
_SPECIAL = frozenset({"#all", "#data", "#headers", "#totals", "#this row"})


@dataclass(frozen=True)
class Vocabulary:
    """The words that formulas of one workbook may use."""

    book: Book

    @cached_property
    def sheets(self) -> frozenset[str]:
        """Names of sheets, folded."""
        return frozenset(sheet.name.casefold() for sheet in self.book.sheets)

    @cached_property
    def tables(self) -> dict[str, frozenset[str]]:
        """Folded columns by folded table name."""
        return {table.name.casefold(): frozenset(map(_folded, table.columns)) for table in self.book.tables}

    @cached_property
    def names(self) -> frozenset[str]:
        """Defined names, folded, of the workbook and of single sheets."""
        return frozenset(name.get("name", "").casefold() for name in self.book.names)

    @cached_property
    def macros(self) -> frozenset[str] | None:
        """Functions of the VBA project, folded; None where it cannot be read."""
        if self.book.modules is None:
            return None if self.book.macros_part else frozenset()
        return frozenset(procedure.name.casefold() for procedure in worksheet_functions(self.book.modules))

    @cached_property
    def links(self) -> int:
        """How many other workbooks formulas may point to."""
        return sum(1 for _ in self.book.each("{*}externalReferences/{*}externalReference"))

    @cached_property
    def foreign_functions(self) -> bool:
        """Whether the workbook holds macro sheets, whose functions are not looked into."""
        return any(sheet.kind == "xlMacrosheet" for sheet in self.book.sheets)

    def faults(
        self, text: str, *, structured: bool = True, known_names: bool = True, table: str = ""
    ) -> Iterator[Fault]:
        """What is wrong with a formula.

        `structured` says whether table names may stand in it, `known_names` whether every name must be defined,
        `table` in which table it stands: there `[Score]` needs no table before it.
        """
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            yield "formula-long", f"a formula of {len(text)} characters is too long."
            return
        if text.lstrip().startswith("="):
            yield "formula-equals-sign", f"the formula '{_short(text)}' begins with an equals sign of its own."
            text = text.lstrip()[1:]
        formula = parsed(text)
        if formula.fault:
            yield "formula-syntax", f"the formula '{_short(text)}' cannot be read: {formula.fault}."
            return
        yield from _shape_faults(formula)
        words = self._word_faults(formula.tokens, structured=structured, known_names=known_names, table=table)
        yield from dict.fromkeys(words)  # each once

    def _word_faults(
        self, tokens: tuple[Token, ...], *, structured: bool, known_names: bool, table: str
    ) -> Iterator[Fault]:
        outside = False  # whether the word belongs to another workbook
        for place, token in enumerate(tokens):
            before = tokens[place - 1] if place else None
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            if token.kind is Kind.SHEET:
                outside = "[" in token.text and not token.text.startswith(("[0]", "'[0]"))
                yield from self._sheet(token.text[:-1], bracketed=before is not None and before.kind is Kind.BRACKET)
                continue
            if token.kind is Kind.ERROR and token.text == "#REF!":
                yield "formula-reference-lost", "points to cells that were deleted (#REF!)."
            elif token.kind is Kind.FUNCTION and not outside:
                yield from self._function(token.text[:-1])
            elif token.kind is Kind.NAME and not outside and not (before and before.text == "#REF!"):
                yield from self._name(token.text, before, after, structured=structured, known_names=known_names)
            elif _stands_alone(before, token, after):
                yield from self._table(table, token.text, structured)
            outside = False

    def _sheet(self, written: str, *, bracketed: bool) -> Iterator[Fault]:
        name = written[1:-1].replace("''", "'") if written.startswith("'") else written
        link = re.match(r"\[(\d+)\]", name)
        if link and int(link[1]) > self.links:
            yield "external-link-missing", f"points to the other workbook no. {link[1]}, and there is none."
        if bracketed or "[" in name or "\\" in name or "/" in name:
            return
        missing = [part for part in _spanned(name, self.sheets) if part.casefold() not in self.sheets]
        if missing:
            hint = nearest(missing[0], [sheet.name for sheet in self.book.sheets])
            yield "formula-sheet-unknown", f"points to a sheet '{missing[0]}', which is not there.{hint}"

    def _function(self, name: str) -> Iterator[Fault]:
        folded, upper = name.casefold(), name.upper()
        if self.macros is not None and folded in self.macros:
            return
        right = spelling(name)
        if right is not None:
            if right != upper:
                yield "function-prefix", f"calls {name}, which the file must spell {_shown(right)}."
        elif not self._may_be_foreign(folded, upper):
            known = [*ORIGINAL, *(self.macros or ())]
            hint = nearest(name, known)
            yield "function-unknown", f"calls {name}, which is no function of Excel or of this workbook.{hint}"

    def _may_be_foreign(self, folded: str, upper: str) -> bool:
        return (
            self.macros is None or folded in self.names or upper.startswith(FOREIGN_PREFIXES) or self.foreign_functions
        )

    def _name(
        self, name: str, before: Token | None, after: Token | None, *, structured: bool, known_names: bool
    ) -> Iterator[Fault]:
        folded = name.casefold()
        if after is not None and after.kind is Kind.BRACKET:
            yield from self._table(name, after.text, structured)
            return
        if _CELL_LIKE.fullmatch(name):
            if cell_of(name.replace("$", "").upper()) is not None:
                return
        elif ":" in (before.text if before else "", after.text if after else "") and _COLUMN_OR_ROW.fullmatch(name):
            return
        if folded in ("true", "false") or folded in self.names or folded.upper().startswith(FOREIGN_PREFIXES):
            return
        if folded in self.tables:
            if not structured:
                yield "formula-structured-here", f"names the table {name}."
            return
        if known_names and not self.foreign_functions:
            hint = nearest(name, [element.get("name", "") for element in self.book.names])
            yield "formula-name-unknown", f"uses the name '{name}', which is not defined.{hint}"

    def _table(self, name: str, bracket: str, structured: bool) -> Iterator[Fault]:
        columns = self.tables.get(name.casefold())
        if columns is None:
            if not name:
                yield "formula-table-unknown", f"names {bracket[:40]} and not the table that it is of."
                return
            hint = nearest(name, [table.name for table in self.book.tables])
            yield "formula-table-unknown", f"uses the table '{name}', which is not there.{hint}"
            return
        if not structured:
            yield "formula-structured-here", f"names the table {name}."
        for column in _named_columns(bracket):
            if _folded(column) not in columns:
                hint = nearest(column, columns)
                yield "formula-column-unknown", f"uses column '{column}' of {name}, which is not there.{hint}"


def _stands_alone(before: Token | None, token: Token, after: Token | None) -> bool:
    """Whether these are columns in brackets without the name of a table, or of a file, beside them."""
    named = before is not None and before.kind is Kind.NAME
    of_file = after is not None and after.kind in (Kind.SHEET, Kind.NAME)
    return token.kind is Kind.BRACKET and not named and not of_file


def _shape_faults(formula: Formula) -> Iterator[Fault]:
    """What is wrong whatever the workbook holds."""
    for token in formula.tokens:
        if token.kind is Kind.TEXT and len(token.text[1:-1].replace('""', '"')) > LONGEST_TEXT:
            yield "formula-text-long", f"holds a text of {len(token.text) - 2} characters."
        if (token.kind is Kind.OPERATOR and token.text in "@#") or (
            token.kind is Kind.BRACKET and token.text.startswith(("[@", "[[@"))
        ):
            yield "formula-shorthand", f"holds '{token.text[:20]}' as people type it, not as the file must spell it."
    if formula.depth > DEEPEST:
        yield "formula-nesting", f"nests functions {formula.depth} levels deep."
    for name, count in formula.calls:
        fewest, most = ARGUMENTS.get(name.upper(), (0, MOST_ARGUMENTS))
        if not fewest <= count <= most:
            takes = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            yield "formula-arguments", f"gives {name} {count} arguments; it takes {takes}."


def _spanned(name: str, sheets: frozenset[str]) -> list[str]:
    """The sheets that a prefix names: one, or the first and last of a span."""
    return [name] if name.casefold() in sheets else name.split(":")


def _named_columns(bracket: str) -> list[str]:
    """The columns that a structured reference names.

    >>> _named_columns("[[#This Row],[Due '[days']]]"), _named_columns("[]")
    (['Due [days]'], [])
    """
    inner = bracket[1:-1].strip()
    if inner.startswith("@"):
        return []  # reported as shorthand
    words = [bracketed or bare.strip() for bracketed, bare in _COLUMN.findall(inner)] if "[" in inner else [inner]
    plain = [re.sub(r"'(.)", r"\1", word) for word in words if word]
    return [word for word in plain if word.casefold() not in _SPECIAL]


def _folded(column: str) -> str:
    return re.sub(r"\s+", " ", column).strip().casefold()


def _shown(spelled: str) -> str:
    """The prefix as files write it: in small letters."""
    return spelled.replace(PREFIX, "_xlfn.").replace("_XLWS.", "_xlws.")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
