"""Adopts a person's own workbook: a copy with our functions and ribbon, and what its sheets are to us.

Depends on: errors, package, excel.adopting, excel.foreign, actions.opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exectrack_xl.actions.opening import mapping_beside
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.adopting import adopt as write_copy
from exectrack_xl.excel.foreign.grids import read_workbook
from exectrack_xl.excel.foreign.headers import head_of
from exectrack_xl.excel.foreign.mapping import SheetMapping, as_toml, propose
from exectrack_xl.package import replace_file


@dataclass(frozen=True)
class Adopted:
    """The copy, and what its sheets are to us."""

    path: Path
    mappings: tuple[SheetMapping, ...]
    mapping: Path | None  # the file that keeps them


def adopt(source: Path, target: Path | None = None, *, replace: bool = False) -> Adopted:
    """Make an .xlsm of an .xlsx beside it, and keep beside that which of its columns are which of ours.

    Raises:
        UsageError: a name has another ending, or the target exists and may not be replaced.
        WorkbookError: the workbook cannot be read or written, or has macros of its own.
    """
    path = target or source.with_suffix(".xlsm")
    if source.suffix.lower() == ".xlsm":
        raise UsageError(f"{source.name} may have macros already. Save it as .xlsx first, and adopt that.")
    if source.suffix.lower() != ".xlsx" or path.suffix.lower() != ".xlsm":
        raise UsageError("Adopt makes an .xlsm of an .xlsx. Give such names.")
    if path.exists() and not replace:
        raise UsageError(f"{path.name} exists already. Choose another name with --output, or say --replace.")
    write_copy(source, path)
    found: list[SheetMapping] = []
    for grid in read_workbook(source):
        head = head_of(grid)
        found += propose(grid, head) if head else ()
    kept = mapping_beside(path)
    if found and not kept.exists():
        replace_file(kept, as_toml(found, {}, own_sheets=True).encode())
    return Adopted(path, tuple(found), kept if found else None)
