"""Applies edits to a workbook file: all of them or none, and in one step.

Depends on: errors, package, excel.opening, excel.patch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import range_of
from exectrack_xl.excel.opening import Package, open_package
from exectrack_xl.excel.patch.archive import exchange
from exectrack_xl.excel.patch.edits import AppendRows, Edit, RemoveRows, SetCached, SetValue, ShowSheet
from exectrack_xl.excel.patch.foreign import fed_formulas, refuse_followers
from exectrack_xl.excel.patch.guard import Fingerprint, must_be_free, must_be_unchanged, must_be_unsigned
from exectrack_xl.excel.patch.rows import append_rows, remove_rows
from exectrack_xl.excel.patch.single import set_cached, set_value
from exectrack_xl.excel.patch.workbook import Place, Target, place_name
from exectrack_xl.package import replace_file


@dataclass(frozen=True)
class PatchResult:
    """What a patch did to a workbook."""

    path: Path
    cells: int  # that show something else now
    parts: tuple[str, ...]  # that were rewritten, added or left out; none where nothing had to change
    fed: tuple[str, ...] = ()  # formula cells that nobody computed and that Excel works out on opening
    left: tuple[str, ...] = ()  # cells to be renewed that hold another formula or a typed value

    @property
    def note(self) -> str:
        """A sentence where Excel will recalculate, else ""."""
        if not self.fed:
            return ""
        first = ", ".join(self.fed[:3]) + (", …" if len(self.fed) > 3 else "")
        how_many = "1 formula depends" if len(self.fed) == 1 else f"{len(self.fed)} formulas depend"
        return f"{how_many} on changed cells ({first}): Excel recalculates on opening."


def patch(
    path: Path, edits: Sequence[Edit], *, ours: Iterable[tuple[str, str]] = (), seen: Fingerprint | None = None,
    package: Package | None = None,
) -> PatchResult:  # fmt: skip
    """Apply the edits in their order, all or none. A workbook that already is as they want it is not written.

    `ours` names formula cells, as (sheet, "G14"), that the caller has recomputed, or knows to be right; those that
    `SetCached` renews need no naming. Where other formulas read changed cells, Excel is told to recalculate when
    it opens the workbook. `seen` is how the file was when the edits were decided on, and `package` what was opened
    then, where it is at hand.

    Raises:
        WorkbookError: the workbook is open, signed, encrypted or damaged, has changed since it was read, cannot be
            written, or an edit cannot be applied. Nothing was changed then.
    """
    must_be_free(path)
    seen = seen or Fingerprint.of(path)
    package = package or open_package(path)
    _must_be_whole(package)
    must_be_unsigned(package)
    target = Target(package)
    for edit in edits:
        _apply(target, edit)
    fed = _recalculation(target, ours)
    changes = target.parts.changes()
    if changes:
        data = exchange(package.data, package.archive, changes)
        _must_be_readable(package, data)
        replace_file(path, data, last_check=partial(must_be_unchanged, path, seen))
    return PatchResult(path, len(target.changed), tuple(changes), tuple(fed), tuple(target.left))


def _apply(target: Target, edit: Edit) -> None:
    match edit:
        case SetValue():
            set_value(target, edit)
        case SetCached():
            set_cached(target, edit)
        case AppendRows():
            target.reshaped.add(target.table(edit.table).sheet)
            append_rows(target, edit)
        case RemoveRows():
            target.reshaped.add(target.table(edit.table).sheet)
            remove_rows(target, edit)
        case ShowSheet():
            target.show(edit.sheet)


def _recalculation(target: Target, ours: Iterable[tuple[str, str]]) -> list[str]:
    """Have Excel recalculate where a shown value may be out of date; gives back the cells concerned."""
    refuse_followers(target)
    known = frozenset(target.recomputed | {_place(target, *cell) for cell in ours}) - target.unknown
    fed = fed_formulas(target, frozenset(known))
    late = [place_name(place) for place in sorted(target.unknown)]
    found = [*fed, *(cell for cell in late if cell not in fed)]
    if found:
        target.calculate_on_opening()
    return found


def _place(target: Target, sheet: str, address: str) -> Place:
    area = range_of(address)
    part = target.part_of(sheet)
    name = next(place.name for place in target.metadata.sheets if place.part == part)
    return (name, area.first_row, area.first_column) if area else (name, 0, 0)


def _must_be_whole(package: Package) -> None:
    if any(entry.flag_bits & 1 for entry in package.archive.infolist()):
        raise WorkbookError(f"{package.name} is locked by a password. Save it without one.")
    if len(package.parts) != len(package.archive.namelist()):
        raise package.damaged("it holds the same part twice")


def _must_be_readable(package: Package, data: bytes) -> None:
    """A last look at what is about to take the workbook's place."""
    with ZipFile(BytesIO(data)) as archive:
        broken = archive.testzip()
    if broken is not None:
        raise package.damaged(f"its part '{broken}' cannot be unpacked")
