"""Moves a tracker of an older version to the present one, into a file of its own; the old file is never touched.

Depends on: errors, excel.build, excel.file, excel.naming, excel.upgrade, package, schema, actions.opening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from exectrack_xl.actions.opening import free_name
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.build.new import has_macros
from exectrack_xl.excel.file import no_tracker, whatever_is_in
from exectrack_xl.excel.naming import version_of
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.upgrade.new import New
from exectrack_xl.excel.upgrade.old import Leftover, Old, take_apart
from exectrack_xl.package import replace_file
from exectrack_xl.schema import SHEETS, Sheet
from exectrack_xl.schema.cells import header_key
from exectrack_xl.schema.versions import CURRENT, VERSIONS, Version, former


@dataclass(frozen=True)
class Upgraded:
    """What was made of an old workbook; without a path there was nothing to do."""

    source: Path
    version: int | None  # of the old workbook; None = it is not one that we made
    path: Path | None = None
    rows: tuple[tuple[str, int], ...] = ()  # title of each table with rows, and how many went over
    extra: tuple[str, ...] = ()  # columns of a person's own: "Risks: Ticket"
    sheets: tuple[str, ...] = ()  # of a person's own
    formulas: int = 0
    notes: int = 0
    renamed: tuple[str, ...] = ()  # in sentences
    added: tuple[str, ...] = ()  # sheets and columns that the old workbook lacked
    made_anew: tuple[str, ...] = ()  # pages
    leftovers: tuple[Leftover, ...] = ()  # listed on the sheet "From the old file"


def upgrade(
    source: Path, target: Path | None = None, *, replace: bool = False, versions: Sequence[Version] = VERSIONS
) -> Upgraded:
    """Write a workbook of the present version that holds all that an older one holds, and say what was done.

    Raises:
        WorkbookError: the old workbook cannot be read as a tracker, or the new one cannot be written.
        UsageError: the old workbook is of a newer version, or the target is the old workbook itself.
    """
    path = target or source.with_stem(f"{source.stem} upgraded")
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise UsageError(f"{path.name}: the name of a tracker ends in .xlsm or .xlsx.")
    if path.exists() and source.exists() and path.samefile(source):
        raise UsageError("An upgrade never touches the old file. Give another name with --output.")
    book = whatever_is_in(open_package(source), former(versions))
    if not book.homes:
        raise no_tracker(source.name)
    version = version_of(book.metadata)
    if version is not None and version > CURRENT:
        raise UsageError(f"{source.name} is of version {version}, newer than this program, which knows {CURRENT}. "
                         "Update exectrack-xl.")  # fmt: skip
    old = take_apart(book)
    added = tuple(_lacking(old))
    if version == CURRENT and not added and not old.renamed:
        return Upgraded(source, version)
    new = New(old, has_macros(path))
    data = new.finished()
    written = replace_file(free_name(path, replace), data)
    return _told(source, version, written, new, added)


def _told(source: Path, version: int | None, path: Path, new: New, added: tuple[str, ...]) -> Upgraded:
    old = new.old
    counts = ((table.sheet.title, len(new.content.tracker[name])) for name, table in old.tables.items())
    extra = (
        f"{table.sheet.title}: {header}"
        for table in old.tables.values()
        for header in _own_headers(table.cells[0], table.sheet)
    )
    return Upgraded(
        source, version, path, tuple((title, rows) for title, rows in counts if rows), tuple(extra),
        tuple(one.title for one in new.own.sheets), new.formulas, new.notes, tuple(old.renamed), added,
        new.own.pages, tuple(new.leftovers),
    )  # fmt: skip


def _own_headers(headers: Sequence[str], sheet: Sheet) -> list[str]:
    ours = {header_key(column.header) for column in sheet.columns}
    return [header for header in headers if header_key(header) not in ours]


def _lacking(old: Old) -> list[str]:
    """The sheets that the old workbook lacks, then the columns of those it has."""
    sheets = [sheet.title for sheet in SHEETS.values() if sheet.name not in old.tables]
    columns = []
    for table in old.tables.values():
        present = set(map(header_key, table.cells[0]))
        columns += [f"{table.sheet.title}: {column.header}" for column in table.sheet.columns
                    if header_key(column.header) not in present]  # fmt: skip
    return [*sheets, *columns]
