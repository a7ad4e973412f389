"""Leads from a number in a deck or report to where it comes from. Depends on: actions.opening, render, report."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.package import understood
from exectrack_xl.render.manifest import Manifest, read_manifest
from exectrack_xl.render.present_pages import present_pages
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.provenance import Number, origin_of
from exectrack_xl.report.trace import located, trail


@dataclass(frozen=True)
class Traced:
    """A number, the way back to its sheets, and whether the workbook is still the one it was computed from."""

    number: Number
    manifest: Manifest
    steps: tuple[tuple[str, str], ...]
    others: tuple[Number, ...]
    workbook: Path | None
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The trace for a machine."""
        made = {key: value for key, value in asdict(self.manifest).items() if key not in ("numbers", "typed", "pages")}
        return {
            "number": asdict(self.number), "made_from": made, "others": [asdict(one) for one in self.others],
            "steps": [{"what": label, "text": text} for label, text in self.steps],
            "workbook": str(self.workbook) if self.workbook else None, "notes": list(self.notes),
        }  # fmt: skip


def traced(path: Path, asked: str, workbook: Path | None = None) -> Traced:
    """Follow a number of a deck or report; `asked` is such as "slide 4, SPI(t)" or "section Claims Portal, SPI".

    Without `workbook` the one it was made from is taken where it lies beside the file.

    Raises:
        UsageError: the file does not say where its numbers come from, or has no such number.
        WorkbookError: the workbook given cannot be read.
    """
    with understood(path.name):
        manifest = read_manifest(path)
        found = located(manifest.numbers, present_pages(path) or manifest.pages, asked)
    beside = path.parent / manifest.source
    book = workbook or (beside if beside.is_file() else None)
    desk, notes = _desk(book, manifest, given=workbook is not None)
    try:
        steps = tuple(trail(found.best.ref, desk, found.best.text))
    except UsageError as fault:
        steps, notes = tuple(trail(found.best.ref, None)), (*notes, str(fault))
    return Traced(found.best, manifest, steps, found.others, book, notes)


def _desk(book: Path | None, manifest: Manifest, given: bool) -> tuple[Desk | None, tuple[str, ...]]:
    """The workbook as the report saw it, and what a reader must know of it."""
    if book is None:
        return None, (f"The workbook {manifest.source} is not beside the file: name it with --workbook to see rows.",)
    try:
        day = date.fromisoformat(manifest.as_of) if manifest.as_of else None
        tracker = open_tracker(book, day, day or date.max).tracker
        desk = prepare(tracker, tracker.period(manifest.period) if manifest.period else None, only=manifest.initiative)
    except (UsageError, WorkbookError) as fault:
        if given:
            raise
        return None, (f"{book.name} beside the file could not be used: {fault}",)
    return desk, tuple(_differences(desk, manifest, book))


def _differences(desk: Desk, manifest: Manifest, book: Path) -> list[str]:
    """In what the workbook or this version differs from what the file was made from."""
    now, found = origin_of(desk), []
    if now.tables != manifest.tables:
        found.append(f"{book.name} has changed since the file was made: rows and values below are those of today.")
    if now.rules != manifest.rules:
        found.append(f"The file was made by rules {manifest.rules}; this version has {now.rules}.")
    return found
