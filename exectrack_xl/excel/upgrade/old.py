"""What an old workbook holds: the rows of its tables under the names of today, and all that a person has added.

Depends on: schema, excel.file, excel.foreign, excel.locating, excel.metadata, excel.naming, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formula.translate import Translator

from exectrack_xl.excel.file import Cells, ReadBook, grids
from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.excel.locating import Block, Home
from exectrack_xl.excel.metadata import SheetPlace, range_of
from exectrack_xl.excel.naming import todays_headers, with_todays_choices
from exectrack_xl.excel.patch.ranges import cell_name
from exectrack_xl.excel.patch.workbook import Target
from exectrack_xl.schema import SHEETS, Kind, Sheet
from exectrack_xl.schema.cells import column_letter, header_key

_TOP_LEFT = 3  # columns of the head of a sheet of ours that hold its title, its purpose and the way back
_LEAST_HEADERS = 2  # of ours, without which a sheet of one of our names is a person's own


@dataclass(frozen=True)
class Leftover:
    """Something in the old workbook that has no place in the new one."""

    sheet: str
    cell: str
    what: Any
    why: str


@dataclass(frozen=True)
class OldTable:
    """The rows of one table under the headers of today, and on which rows and in which columns they stood."""

    sheet: Sheet
    home: Home
    cells: tuple[tuple[Any, ...], ...]  # headers first
    first_row: int  # of the headers, counted from 1
    first_column: int

    def line(self, at: int) -> int:
        """The old row of a row of `cells`."""
        return self.first_row + at


@dataclass
class Old:
    """An old workbook, taken apart."""

    book: ReadBook
    tables: dict[str, OldTable] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)  # in sentences
    leftovers: list[Leftover] = field(default_factory=list)
    formulas: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)  # by sheet, row and column: "=…"
    notes: dict[str, dict[tuple[int, int], tuple[str, str]]] = field(default_factory=dict)  # author and text

    @property
    def places(self) -> Mapping[str, SheetPlace]:
        """The sheets on which tables of ours stand, by name."""
        return {table.home.place.name: table.home.place for table in self.tables.values()}


def take_apart(book: ReadBook) -> Old:
    """What an old workbook holds.

    Raises:
        WorkbookError: a part cannot be read.
    """
    old, target = Old(book), Target(book.package)
    for name, block in book.blocks.items():
        if _is_ours(SHEETS[name], block):
            old.tables[name] = _table(old, book.homes[name], block)
    for place in book.metadata.sheets:
        old.formulas[place.name] = dict(_formulas(target, place))
        old.notes[place.name] = dict(_notes(book, place))
    cells = grids(book.package, list(old.places.values()))
    for name, place in old.places.items():
        old.leftovers += _beside_tables(old, place, cells[name])
    return old


def _is_ours(sheet: Sheet, block: Block) -> bool:
    known = {header_key(column.header) for column in sheet.columns}
    found = {header_key(header) for header in (block.cells[0] if block.cells else ())} & known
    return len(found) >= min(_LEAST_HEADERS, len(known))


def _table(old: Old, home: Home, block: Block) -> OldTable:
    sheet = home.sheet
    old.renamed += [
        f"{sheet.title}: {finding.message}" for finding in block.findings if finding.rule == "column-renamed"
    ]
    if home.place.name != sheet.title:
        old.renamed.append(f"Sheet '{home.place.name}' is {sheet.title} now.")
    headers, guessed = todays_headers(block.cells[0], _known_by_other_lists(sheet, block.cells[0]))
    old.renamed += [f"{sheet.title}: column '{was}' is '{new}' now." for was, new in guessed.items()]
    rows = [_unique(headers), *block.cells[1:]]
    said = _words_of_other_lists(sheet, rows)
    for header, known in said.items():
        old.renamed += [f"{sheet.title}: '{was}' in column '{header}' is '{new}' now." for was, new in known.items()]
    width = len(headers) if home.table is not None else _last_filled(block.cells[0])
    squared = [(*row[:width], *([""] * (width - len(row)))) for row in with_todays_choices(rows, said)]
    return OldTable(sheet, home, tuple(squared), block.first_row, block.first_column)


def _last_filled(headers: Sequence[Any]) -> int:
    """How many columns a table has that is none of Excel's: up to the last header."""
    return max((at for at, header in enumerate(headers, 1) if text_of(header)), default=0)


def _known_by_other_lists(sheet: Sheet, headers: Sequence[Any]) -> dict[str, str]:
    """Headers that other lists use for a column of ours which is not there under its own name."""
    if sheet.name not in words.TABLES:
        return {}
    present = {header_key(header) for header in headers}
    ours = {header_key(column.header) for column in sheet.columns}
    missing = {name: known for name, known in words.columns_of(sheet.name).items()
               if header_key(sheet.by_name[name].header) not in present}  # fmt: skip
    found: dict[str, str] = {}
    for header in headers:
        if header_key(header) in ours or not isinstance(header, str):
            continue
        name = next((name for name, known in missing.items() if words.key(header) in known), None)
        if name is not None:
            del missing[name]
            found[header] = sheet.by_name[name].header
    return found


def _words_of_other_lists(sheet: Sheet, rows: Sequence[Sequence[Any]]) -> dict[str, dict[str, str]]:
    """Words that other lists use for our choices, by header."""
    places = {header_key(header): at for at, header in enumerate(rows[0])}
    found: dict[str, dict[str, str]] = {}
    for column in sheet.typed if sheet.name in words.TABLES else ():
        at = places.get(header_key(column.header))
        if column.kind is not Kind.CHOICE or at is None:
            continue
        ours = {header_key(choice) for choice in column.choices}
        known = words.choice_words(sheet.name, column.name)
        used = {row[at] for row in rows[1:] if at < len(row) and isinstance(row[at], str)}
        meant = {word: known[words.key(word)] for word in sorted(used)
                 if header_key(word) not in ours and words.key(word) in known}  # fmt: skip
        if meant:
            found[column.header] = meant
    return found


def _unique(headers: Sequence[Any]) -> list[str]:
    """Headers as a table can have them: none blank, none twice."""
    found: list[str] = []
    seen: set[str] = set()
    for at, header in enumerate(headers, 1):
        text = text_of(header) or f"Column {column_letter(at)}"
        name = next(n for k in range(1, 10_000) if header_key(n := text if k == 1 else f"{text} ({k})") not in seen)
        seen.add(header_key(name))
        found.append(name)
    return found


def _formulas(target: Target, place: SheetPlace) -> Iterator[tuple[tuple[int, int], str]]:
    """Every formula of a sheet; one that cells share is spelled out for each."""
    masters: dict[str, Translator] = {}
    if not target.package.has(place.part) or target.parts.tree(place.part).find("{*}sheetData") is None:
        return
    for row, column, element in target.cells(place.name).formulas():
        text, shared = element.text or "", element.get("si") if element.get("t") == "shared" else None
        if text:
            if shared is not None:
                masters[shared] = Translator(f"={text}", origin=cell_name(row, column))
            yield (row, column), f"={text}"
        elif shared in masters:
            yield (row, column), masters[shared].translate_formula(cell_name(row, column))


def _notes(book: ReadBook, place: SheetPlace) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    """Author and text of the note at each cell that has one."""
    for kind, part in book.package.related(place.part).values():
        if kind != "comments" or not book.package.has(part):
            continue
        root = book.package.tree(part)
        authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
        for note in root.iterfind("{*}commentList/{*}comment"):
            area, at = range_of(note.get("ref", "")), note.get("authorId", "0")
            author = authors[int(at)] if at.isdecimal() and int(at) < len(authors) else ""
            if area is not None:
                text = "".join(run.text or "" for run in note.iterfind("{*}text//{*}t"))
                yield (area.first_row, area.first_column), (author, text)


def _beside_tables(old: Old, place: SheetPlace, cells: Cells) -> Iterator[Leftover]:
    """What stands on a sheet of ours outside its tables."""
    areas = [table for table in old.tables.values() if table.home.place.name == place.name]
    first = min(table.first_row for table in areas)
    for line, row in enumerate(cells, 1):
        for column, value in enumerate(row, 1):
            if (
                not text_of(value)
                or (line < first and column <= _TOP_LEFT)
                or any(_covers(t, line, column) for t in areas)
            ):
                continue
            text = old.formulas[place.name].get((line, column), value)
            yield Leftover(place.name, cell_name(line, column), text, "stands outside the table")
    for (line, column), (author, text) in old.notes[place.name].items():
        if not any(_covers(table, line, column) for table in areas):
            yield Leftover(place.name, cell_name(line, column), f"{author}: {text}", "is a note outside the table")


def _covers(table: OldTable, line: int, column: int) -> bool:
    inside = 0 <= line - table.first_row < len(table.cells)
    return inside and 0 <= column - table.first_column < len(table.cells[0])
