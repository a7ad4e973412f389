"""Raw cells to a typed table: headers in any order, rows with something typed, nothing dropped without a finding.

Depends on: errors, schema.cells, schema.columns, schema.table.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import numpy as np

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.schema.cells import blank_column, column_letter, header_key, is_blank
from exectrack_xl.schema.columns import Reading
from exectrack_xl.schema.table import Table

if TYPE_CHECKING:
    from exectrack_xl.schema.sheet import Sheet


def read_cells(sheet: Sheet, cells: Sequence[Sequence[Any]], first_row: int, first_column: int) -> Table:
    """The typed table of `cells`, headers in the first row; see `Sheet.frame`."""
    cells = _squared(cells)
    headers = list(cells[0]) if cells else []
    body = cells[1:]
    where = _locate(sheet, headers)
    letters = {n: column_letter(first_column + at) for n, at in where.items()}
    kept = _filled(body, [at for name, at in where.items() if not sheet.by_name[name].is_computed])
    rows = body if len(kept) == len(body) else [body[number] for number in kept]
    lines = np.array([first_row + 1 + number for number in kept], dtype=np.int64)
    across: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) if rows else [() for _ in headers]
    reading = Reading(sheet, lines, letters, _missing(sheet, headers, where, bool(cells)))
    columns = {
        column.name: reading.column(column, across[where[column.name]])
        if column.name in where
        else blank_column(column.kind, len(rows))
        for column in sheet.columns
    }
    known = set(where.values())
    extra = tuple(str(h) for at, h in enumerate(headers) if at not in known and not is_blank(h))
    return Table(sheet.name, columns, lines, tuple(reading.findings), extra, letters)


def _squared(cells: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The cells with short rows filled up with blanks."""
    if len(set(map(len, cells))) < 2:
        return cells
    width = max(map(len, cells))
    return [[*row, *([""] * (width - len(row)))] for row in cells]


def _filled(body: Sequence[Sequence[Any]], typed: list[int]) -> list[int]:
    """The rows in which something is typed. Mostly the first typed cell tells: it holds the ID."""
    if not typed:
        return []
    first = typed[0]
    return [
        number
        for number, row in enumerate(body)
        if (type(row[first]) is str and row[first] and not row[first].isspace())
        or any(not is_blank(row[at]) for at in typed)
    ]


def _locate(sheet: Sheet, headers: Sequence[Any]) -> dict[str, int]:
    """Where each known column stands; of a doubled header, the first."""
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        places.setdefault(header_key(header), at)
    found = ((column.name, places.get(header_key(column.header))) for column in sheet.columns)
    return {name: at for name, at in found if at is not None}


def _missing(sheet: Sheet, headers: Sequence[Any], where: dict[str, int], has_cells: bool) -> list[Finding]:
    """A finding for each required column that is absent, with the header that was probably meant."""
    if not has_cells:
        return []
    known = set(where.values())
    strange = [str(h) for at, h in enumerate(headers) if at not in known and not is_blank(h)]
    found = []
    for column in sheet.typed:
        if column.name in where:
            continue
        near = get_close_matches(column.header, strange, n=1)
        if column.required or near:
            remedy = f"Rename '{near[0]}' to '{column.header}'." if near else f"Add the column: {column.help}"
            severity = Severity.ERROR if column.required else Severity.WARNING
            message = f"column '{column.header}' is missing."
            found.append(Finding(sheet.title, "", column.header, message, remedy, "column-missing", severity))
    return found
