"""Reads a tracker from a workbook file: no Excel needed, and no cached formula trusted above row level.

Depends on: errors, schema, tracker, excel.opening, excel.metadata, excel.locating, excel.naming, excel.cell_errors,
excel.far_cells, excel.sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.cell_errors import KNOWN, Place, error_cells, shows_errors, with_known_errors
from exectrack_xl.excel.far_cells import MOST_CELLS, refuse_far_cells
from exectrack_xl.excel.locating import Block, Home, block, copies, homes, missing
from exectrack_xl.excel.metadata import Metadata, SheetPlace, read_metadata
from exectrack_xl.excel.naming import age, under_todays_names
from exectrack_xl.excel.opening import Package, open_package
from exectrack_xl.excel.sizes import refuse_endless_text, refuse_too_many_tags, refuse_untrue_count
from exectrack_xl.schema import SHEETS, CellError, Table
from exectrack_xl.schema.versions import FORMER, Former
from exectrack_xl.tracker import Tracker

T = TypeVar("T")
Cells = list[list[Any]]

SHARED = ("xl/sharedStrings.xml", "xl/styles.xml")  # read with every sheet; refused where they lie about their size


def read(path: Path, as_of: date | None = None) -> Tracker:
    """The tracker in a workbook file, judged at `as_of`, else at the status date of its Settings.

    Tables are found by table name, else by sheet name; what cannot be used is left out and becomes a finding.

    Raises:
        WorkbookError: the file cannot be opened, or holds no table of a tracker.
        UsageError: no date is given and Settings has none.
    """
    return open_book(path).tracker(as_of)


@dataclass(frozen=True)
class ReadBook:
    """A workbook that was read: its parts, where the tables of a tracker stand, and the cells of each."""

    package: Package
    metadata: Metadata
    homes: dict[str, Home]
    blocks: dict[str, Block]

    def tracker(self, as_of: date | None = None) -> Tracker:
        """The tracker in it, judged at `as_of`, else at the status date of its Settings.

        Raises:
            UsageError: no date is given and Settings has none.
        """
        of_blocks = (finding for area in self.blocks.values() for finding in area.findings)
        findings = [
            *age(self.metadata, self.homes), *missing(self.metadata, self.homes),
            *copies(self.metadata, self.homes), *of_blocks,
        ]  # fmt: skip
        return Tracker.from_tables(self.package.name, self._tables, as_of, findings)

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {
            name: SHEETS[name].frame(area.cells, area.first_row, area.first_column)
            for name, area in self.blocks.items()
        }


def open_book(path: Path, names: Former = FORMER) -> ReadBook:
    """The workbook of a tracker, its cells read; what bears a former name is read under that of today.

    Raises:
        WorkbookError: the file cannot be opened, or holds no table of a tracker.
    """
    book = whatever_is_in(open_package(path), names)
    if not book.homes:
        raise no_tracker(book.package.name)
    return book


def whatever_is_in(package: Package, names: Former = FORMER) -> ReadBook:
    """The tables of a tracker that a workbook holds, which may be none.

    Raises:
        WorkbookError: a part cannot be read.
    """
    metadata = read_metadata(package)
    found = homes(metadata, names)
    cells = grids(package, list({home.place.name: home.place for home in found.values()}.values()))
    blocks = {name: block(home, cells[home.place.name]) for name, home in found.items()}
    return ReadBook(
        package, metadata, found, {name: under_todays_names(found[name], area, names) for name, area in blocks.items()}
    )


def no_tracker(name: str) -> WorkbookError:
    """The error for a workbook in which nothing of a tracker is found."""
    return WorkbookError(
        f"{name} holds none of the tables of a tracker (such as Milestones, Risks or Settings). Where they have other "
        "names, say with --mapping which is which; 'exectrack import FILE' proposes one."
    )


def grids(package: Package, places: Sequence[SheetPlace]) -> dict[str, Cells]:
    """The cells of each sheet from A1 on, error values in their places.

    Raises:
        WorkbookError: a sheet cannot be read.
    """
    parts = {place.part: package.part(place.part) for place in places}
    refuse_too_many_tags(parts.values(), package.name)
    for place in places:
        refuse_far_cells(parts[place.part], place.name, package.name)
    strings, _ = (package.part(shared) if package.has(shared) else b"" for shared in SHARED)
    refuse_too_many_tags((strings,), package.name)
    refuse_untrue_count(strings, package.name)
    refuse_endless_text(strings, parts.values(), package.name)
    errors = {part: _errors(package, content) for part, content in parts.items() if shows_errors(content)}
    strange = {part for part, found in errors.items() if not KNOWN.issuperset(found.values())}
    data = _mended(package, {part: parts[part] for part in strange})
    book = _guarded(package, lambda: CalamineWorkbook.from_filelike(BytesIO(data)))
    found: dict[str, Cells] = {}
    left = MOST_CELLS
    for place in places:
        found[place.name] = grid = _guarded(package, partial(_grid, book, place.name, left))
        left -= len(grid) * len(grid[0]) if grid else 0
        _overlay(found[place.name], errors.get(place.part, {}))
    return found


def _grid(book: CalamineWorkbook, name: str, most: int) -> Cells:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > most:
        raise ValueError("its sheets are filled too far out")
    cells: Cells = sheet.to_python(skip_empty_area=False)
    return cells


def _errors(package: Package, part: bytes) -> dict[Place, CellError]:
    try:
        return error_cells(part)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise package.damaged("a sheet is not readable") from fault


def _mended(package: Package, faulty: dict[str, bytes]) -> bytes:
    """The workbook's bytes, rewritten in memory where a sheet shows an error value the cell reader refuses."""
    if not faulty:
        return package.data
    mended = {package.parts[part.lower()]: with_known_errors(content) for part, content in faulty.items()}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name in dict.fromkeys(package.archive.namelist()):
            archive.writestr(name, mended.get(name) or package.part(name))
    return target.getvalue()


def _overlay(grid: Cells, errors: dict[Place, CellError]) -> None:
    for (row, column), error in errors.items():
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = error


def _guarded(package: Package, step: Callable[[], T]) -> T:
    """What the cell reader gives; its faults, panics among them, end in one sentence."""
    try:
        return step()
    except Exception as fault:
        raise package.damaged(f"its cells cannot be read ({_brief(fault)})") from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # raised past Exception on purpose, and not importable
            raise
        raise package.damaged("its cells cannot be read") from None


def _brief(fault: Exception) -> str:
    return str(fault).partition("\n")[0].strip().rstrip(".")[:120] or type(fault).__name__
