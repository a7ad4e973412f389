"""Adopts a person's own workbook: a copy with our functions and ribbon, and what its sheets are to us.

Depends on: errors, package, excel.adopted_sheets, excel.adopting, excel.build, excel.foreign, actions.bring_in,
actions.opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from exectrack_xl.actions.bring_in.asked import Order, Outcome
from exectrack_xl.actions.bring_in.record import record_file
from exectrack_xl.actions.bring_in.run import bring_in
from exectrack_xl.actions.opening import mapping_beside
from exectrack_xl.errors import UsageError
from exectrack_xl.excel.adopted_sheets import with_tracker
from exectrack_xl.excel.adopting import adopt as write_copy
from exectrack_xl.excel.build.new import new_workbook
from exectrack_xl.excel.foreign.grids import read_workbook
from exectrack_xl.excel.foreign.headers import head_of
from exectrack_xl.excel.foreign.mapping import SheetMapping, as_toml, from_toml, is_of_own_sheets, propose
from exectrack_xl.package import replace_file


@dataclass(frozen=True)
class Adopted:
    """The copy, and what its sheets are to us."""

    path: Path
    mappings: tuple[SheetMapping, ...]
    mapping: Path | None  # the file that keeps them
    brought: Outcome | None = None  # what went into our own tables


def adopt(source: Path, target: Path | None = None, *, replace: bool = False) -> Adopted:
    """Make an .xlsm of an .xlsx beside it, and keep beside that which of its columns are which of ours.

    Raises:
        UsageError: a name has another ending, or the target exists and may not be replaced.
        WorkbookError: the workbook cannot be read or written, or has macros of its own.
    """
    path = _place(source, target, replace=replace)
    write_copy(source, path)
    found = _known(source)
    kept = mapping_beside(path)
    if found and not kept.exists():
        replace_file(kept, as_toml(found, {}, own_sheets=True).encode())
    return Adopted(path, found, kept if found else None)


def adopt_with_sheets(source: Path, today: date, target: Path | None = None, *, replace: bool = False) -> Adopted:
    """Make an .xlsm of an .xlsx that is a tracker too: our sheets stand behind its own, which stay as they are.

    The rows of its lists are brought into our tables; a later import of the .xlsx into the .xlsm brings what has
    changed there.

    Raises:
        UsageError: a name has another ending, or the target exists and may not be replaced.
        WorkbookError: the workbook cannot be read or written, or has macros or tables named as ours.
    """
    path = _place(source, target, replace=replace)
    found, brought = _known(source), None
    with TemporaryDirectory() as folder:
        tracker, copy = Path(folder, "our sheets.xlsm"), Path(folder, path.name)
        write_copy(source, copy)
        if mapping_beside(path).exists():
            mapping_beside(copy).write_bytes(_of_lists(mapping_beside(path)))
        if found:
            brought = bring_in(Order(source, tracker, kept_beside=copy), today)
        else:
            new_workbook(tracker, status_date=today)
        replace_file(path, with_tracker(copy, tracker))
        for beside in (mapping_beside, record_file):
            if beside(copy).exists():
                replace_file(beside(path), beside(copy).read_bytes())
    return Adopted(path, found, mapping_beside(path) if found else None, brought)


def _of_lists(mapping: Path) -> bytes:
    """A mapping that a plain adoption has kept, as one of lists that are brought in: our tables count from now on."""
    return as_toml(from_toml(mapping), {}).encode() if is_of_own_sheets(mapping) else mapping.read_bytes()


def _known(source: Path) -> tuple[SheetMapping, ...]:
    """What the sheets of a workbook are to us."""
    heads = [(grid, head_of(grid)) for grid in read_workbook(source)]
    return tuple(one for grid, head in heads if head for one in propose(grid, head))


def _place(source: Path, target: Path | None, *, replace: bool) -> Path:
    """Where the copy goes."""
    path = target or source.with_suffix(".xlsm")
    if source.suffix.lower() == ".xlsm":
        raise UsageError(f"{source.name} may have macros already. Save it as .xlsx first, and adopt that.")
    if source.suffix.lower() != ".xlsx" or path.suffix.lower() != ".xlsm":
        raise UsageError("Adopt makes an .xlsm of an .xlsx. Give such names.")
    if path.exists() and not replace:
        raise UsageError(f"{path.name} exists already. Choose another name with --output, or say --replace.")
    return path
