"""The cells of a foreign workbook or CSV file, sheet by sheet, whatever its separators and its encoding.

Depends on: errors, schema, excel.file, excel.foreign.words, excel.metadata, excel.naming, excel.opening.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exectrack_xl.errors import Finding, WorkbookError
from exectrack_xl.excel.file import ReadBook, grids, whatever_is_in
from exectrack_xl.excel.foreign.words import TABLES
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.naming import version_of
from exectrack_xl.excel.opening import open_package
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.cells import header_key

SEPARATORS = (",", ";", "\t", "|")
LARGEST_LIST = 100 * 2**20  # bytes
MOST_CELLS = 2_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


@dataclass(frozen=True)
class Grid:
    """The cells of one foreign sheet from A1 on."""

    name: str
    cells: Sequence[Sequence[Any]]
    table: str = ""  # of the schema, where the file says it, as a plan does; its headers are then ours
    findings: tuple[Finding, ...] = ()
    hidden: bool = False
    settings: tuple[tuple[str, Any], ...] = ()  # what a plan says of its week, by the names of our settings


def read_workbook(path: Path) -> tuple[Grid, ...]:
    """Every sheet of an .xlsx or .xlsm workbook; of a tracker of ours its tables alone.

    Raises:
        WorkbookError: the file cannot be opened.
    """
    package = open_package(path)
    metadata = read_metadata(package)
    if version_of(metadata) is not None:
        return tuple(_tables_of_ours(whatever_is_in(package)))
    places = metadata.sheets
    cells = grids(package, places)
    return tuple(Grid(place.name, cells[place.name], hidden=place.hidden) for place in places)


def _tables_of_ours(book: ReadBook) -> Iterator[Grid]:
    """The tables of a tracker to which lists are brought, without the columns that formulas fill in.

    Pages, memories and settings are each tracker's own.
    """
    for name, block in book.blocks.items():
        if name not in TABLES or len(block.cells) < 2:
            continue
        computed = {header_key(column.header) for column in SHEETS[name].columns if column.is_computed}
        kept = [at for at, header in enumerate(block.cells[0]) if header_key(str(header)) not in computed]
        cells = [[row[at] if at < len(row) else "" for at in kept] for row in block.cells]
        if any(value not in ("", None) for row in cells[1:] for value in row):
            yield Grid(book.homes[name].place.name, cells, name)


def read_csv(path: Path) -> tuple[Grid, ...]:
    """A file of values separated by commas, semicolons, tabs or bars; its encoding is found out.

    Raises:
        WorkbookError: the file cannot be read, is no text, or has more cells than a list has.
    """
    text = text_of(path)
    first = text[:20].partition("\n")[0]
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return (Grid(path.stem, _parsed(text[len(first) + 1 :], first.strip()[4], lines_before=1)),)
    best = max(SEPARATORS, key=lambda separator: _evenness(text, separator))
    return (Grid(path.stem, _parsed(text, best)),)


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16, marked or not, or failing these, the encoding of Western Windows.

    Raises:
        WorkbookError: the file cannot be read, is empty or no text.
    """
    data = bytes_of(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if unmarked := _unmarked_utf16(data):
        return data.decode(unmarked, errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise WorkbookError(f"{path.name} is no text file. Export it as CSV, or give the workbook itself.")
    return text


def _unmarked_utf16(data: bytes) -> str:
    """The byte order of a text in UTF-16 that does not state it, "" where it is none: every other byte is mostly 0."""
    sample = data[: 2 * (len(data[:20_000]) // 2)]
    half = len(sample) // 2
    zeros = sample[0::2].count(0), sample[1::2].count(0)
    if half < 8 or min(zeros) > 0.05 * half or max(zeros) < 0.7 * half:
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def bytes_of(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        WorkbookError: it is not there, empty, too large or may not be read.
    """
    try:
        if path.stat().st_size > LARGEST_LIST:
            raise WorkbookError(f"{path.name} is larger than {LARGEST_LIST // 2**20} MB. Export fewer rows.")
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise WorkbookError(f"There is no file '{path}'. Check its name and folder.") from fault
    except OSError as fault:
        raise WorkbookError(f"{path.name} cannot be read: {fault.strerror or fault}.") from fault
    if not data.strip():
        raise WorkbookError(f"{path.name} is empty.")
    return data


def _parsed(text: str, separator: str, lines_before: int = 0) -> list[list[str]]:
    rows = _rows(text, separator)
    width = max(map(len, rows), default=0)
    _must_be_few(width * len(rows))
    padded = [[*row, *([""] * (width - len(row)))] for row in rows]
    return [[""] * width for _ in range(lines_before)] + padded


def _rows(text: str, separator: str) -> list[list[str]]:
    csv.field_size_limit(2**31 - 1)
    rows, cells = [], 0
    for row in csv.reader(_lines(text), delimiter=separator):
        cells += len(row)
        _must_be_few(cells)
        rows.append(row)
    return rows


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a file in memory would take four bytes for each letter."""
    return (match[0] for match in _LINE.finditer(text) if match[0])


def _must_be_few(cells: int) -> None:
    if cells > MOST_CELLS:
        raise WorkbookError(f"The list has more than {MOST_CELLS:,} cells, as no list of a team has. Export fewer "
                            "rows, or only the columns that are needed.")  # fmt: skip


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """How even the rows are that a separator makes, and how wide: even and wide rows are a table."""
    rows = [len(row) for row in _rows(text[:200_000], separator) if row]
    wide = [width for width in rows if width > 1]
    if not wide:
        return 0.0, 0
    width, count = Counter(wide).most_common(1)[0]
    return count * min(width, 4) / len(rows), width
