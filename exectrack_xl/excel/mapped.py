"""A workbook with other people's names, read as a tracker: a mapping says which of its columns is which of ours.

It is the mapping of `exectrack import`. Nothing is brought over: rows keep their places, so that a finding names the
cell in the person's own sheet. Depends on: errors, schema, tracker, excel.file, excel.foreign, excel.locating,
excel.metadata, excel.opening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.excel.file import ReadBook, grids, no_tracker, whatever_is_in
from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.mapping import SheetMapping
from exectrack_xl.excel.foreign.values import Reading, meaning, scale_of, text_of
from exectrack_xl.excel.locating import Block, Home
from exectrack_xl.excel.metadata import SheetPlace, range_of
from exectrack_xl.excel.opening import open_package
from exectrack_xl.schema import SHEETS, CellError
from exectrack_xl.schema.cells import header_key
from exectrack_xl.tracker import Settings

_HEADER_ROWS = 40  # how far down the headers are looked for
_LEAST = 2  # headers of a mapping that a sheet must have, and half of them


@dataclass(frozen=True)
class _Found:
    """Where a mapping fits: the sheet, the row of headers counted from 0, and each column's place."""

    place: SheetPlace
    row: int
    places: dict[str, int]  # header of the mapping -> column, counted from 0


def open_mapped(path: Path, mappings: Sequence[SheetMapping]) -> ReadBook:
    """The workbook read as a tracker; a table that a mapping fits is read by it, the others by their own names.

    A mapping fits a sheet that has at least two, and at least half, of its headers in one row; of several sheets the
    one of the mapping's name, else the one with the most.

    Raises:
        WorkbookError: the file cannot be opened, or holds no table of a tracker under these names either.
    """
    book = whatever_is_in(open_package(path))
    cells = grids(book.package, book.metadata.sheets)
    homes, blocks = dict(book.homes), dict(book.blocks)
    taken: set[str] = set()
    for mapping in sorted(mappings, key=lambda one: one.table != "settings"):  # these tell the scale of risks
        found = _best(mapping, book.metadata.sheets, cells)
        if found is None or mapping.table in taken:
            continue
        taken.add(mapping.table)
        homes[mapping.table] = Home(SHEETS[mapping.table], found.place)
        blocks[mapping.table] = _block(mapping, found, cells[found.place.name], _scale(blocks))
    if not homes:
        raise no_tracker(book.package.name)
    return replace(book, homes=homes, blocks=blocks)


def _best(
    mapping: SheetMapping, sheets: Sequence[SheetPlace], cells: dict[str, list[list[Any]]]
) -> _Found | None:  # fmt: skip
    found = [fit for place in sheets for fit in _fits(mapping, place, cells[place.name])]
    named = [fit for fit in found if fit.place.name.casefold() == mapping.sheet.casefold()]
    return max(named or found, key=lambda fit: len(fit.places), default=None)


def _fits(mapping: SheetMapping, place: SheetPlace, cells: Sequence[Sequence[Any]]) -> Iterator[_Found]:
    """The first row of a sheet that holds the most headers of the mapping, where these are enough."""
    wanted = {header_key(header): header for header in [*mapping.used, *filter(None, [mapping.split])]}
    rows = []
    for at, row in enumerate(cells[:_HEADER_ROWS]):
        places: dict[str, int] = {}
        for column, value in enumerate(row):
            if isinstance(value, str) and header_key(value) in wanted:
                places.setdefault(wanted[header_key(value)], column)
        rows.append(_Found(place, at, places))
    best = max(rows, key=lambda fit: len(fit.places), default=None)
    if best is not None and len(best.places) >= max(_LEAST, len(wanted) / 2):
        yield best


def _scale(blocks: dict[str, Block]) -> int:
    """The highest probability of the tracker's scale."""
    if "settings" not in blocks:
        return Settings().risk_steps
    return Settings.of(SHEETS["settings"].frame(blocks["settings"].cells)).risk_steps


def _block(mapping: SheetMapping, found: _Found, cells: Sequence[Sequence[Any]], scale: int) -> Block:
    """The rows under the headers of today; every cell that is understood holds what it means."""
    sheet = SHEETS[mapping.table]
    headers = list(cells[found.row])
    for header, name in mapping.used.items():
        if header in found.places:
            headers[found.places[header]] = sheet.by_name[name].header
    body = _body(mapping, found, cells)
    rows = [_line(row, len(headers)) for row in body]
    for header, name in mapping.used.items():
        if header in found.places:
            _understand(mapping, name, found.places[header], rows, scale)
    note = Finding(sheet.title, "", "", f"is read from sheet '{found.place.name}', headers in row {found.row + 1}, "
                   "as the mapping says.", "Nothing is to be done.", "read-by-mapping", Severity.NOTE)  # fmt: skip
    return Block([headers, *rows], found.row + 1, 1, (note,))


def _body(mapping: SheetMapping, found: _Found, cells: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows beneath the headers, up to the end of their table where they stand in one; others' rows are blank."""
    last = len(cells)
    for table in found.place.tables:
        area = range_of(table.reference)
        if area is not None and area.first_row == found.row + 1:
            last = area.last_row - table.total_rows
    rows: list[Sequence[Any]] = list(cells[found.row + 1 : last])
    at = found.places.get(mapping.split)
    if at is None:
        return rows
    return [row if at < len(row) and text_of(row[at]) in mapping.types else () for row in rows]


def _line(row: Sequence[Any], width: int) -> list[Any]:
    return [*row, *([""] * (width - len(row)))]


def _understand(mapping: SheetMapping, name: str, at: int, rows: list[list[Any]], scale: int) -> None:
    """Put into a column what its cells mean; what is not understood stays and becomes a finding when it is read."""
    column = SHEETS[mapping.table].by_name[name]
    values = [row[at] for row in rows]
    own = {words.key(word): choice for word, choice in mapping.words.get(name, {}).items()}
    steps = scale_of(values)
    steps = scale if steps <= scale else steps  # few rows may not reach the top of the scale
    read = meaning(Reading(mapping.table, mapping.day_first, steps, scale, mapping.words), column, values)
    for row in rows:
        cell = row[at]
        if isinstance(cell, CellError) or not text_of(cell):
            continue
        value, understood = read(cell)
        said = own.get(words.key(text_of(cell)))
        if said is not None:
            row[at] = said
        elif understood and value is not None:
            row[at] = value
