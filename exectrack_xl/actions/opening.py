"""Opens a tracker for an action, with a status date in any case, by a mapping where its names are other people's.

Depends on: checks, errors, excel.file, excel.foreign, excel.mapped, metrics,
report.language, tracker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path

from exectrack_xl.checks import check, in_order
from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.excel.file import ReadBook, open_book
from exectrack_xl.excel.foreign.mapping import from_toml, is_of_own_sheets
from exectrack_xl.excel.mapped import open_mapped
from exectrack_xl.metrics.contingency import unknown_metrics
from exectrack_xl.report.language.choosing import check_locale
from exectrack_xl.tracker import Period, Tracker


@dataclass(frozen=True)
class Opened:
    """A tracker with what is wrong in it."""

    tracker: Tracker
    findings: tuple[Finding, ...]
    assumed_today: bool  # neither the caller nor Settings gave a status date


def open_tracker(workbook: Path, as_of: date | None, today: date, mapping: Path | None = None) -> Opened:
    """Read and check a workbook; `today` counts where neither `as_of` nor Settings give a status date.

    `mapping` says which names of the workbook are which of ours; else the file that `adopt` has put beside it does.

    Raises:
        WorkbookError: the file cannot be read as a tracker.
        UsageError: the mapping cannot be used.
    """
    book = _read(workbook, mapping)
    try:
        tracker, assumed = book.tracker(as_of), False
    except UsageError:
        tracker, assumed = book.tracker(today), True
    found = in_order((*check(tracker), *unknown_metrics(tracker), *check_locale(tracker.settings)))
    return Opened(tracker, found, assumed)


def mapping_beside(workbook: Path) -> Path:
    """The file beside a workbook that keeps which of its names are which of ours."""
    return workbook.parent / f"{workbook.stem}.import.toml"


def input_hash(workbook: Path, mapping: Path | None = None) -> str:
    """The SHA-256 of all that `open_tracker` reads: the file, and the mapping beside it where that counts.

    Blank where there is no file. A mapping that was named is not in it.
    """
    if not workbook.is_file():
        return ""
    with workbook.open("rb") as file:
        found = file_digest(file, "sha256").hexdigest()
    used = _mapping(workbook, mapping)
    return found if used is None or used is mapping else sha256(found.encode() + used.read_bytes()).hexdigest()


def _read(workbook: Path, mapping: Path | None) -> ReadBook:
    used = _mapping(workbook, mapping)
    return open_book(workbook) if used is None else open_mapped(workbook, from_toml(used))


def _mapping(workbook: Path, named: Path | None) -> Path | None:
    """The mapping by which a workbook is read: the one that was named, else the one beside it; None for none."""
    beside = mapping_beside(workbook)
    return beside if named is None and beside.is_file() and is_of_own_sheets(beside) else named


def wanted_period(tracker: Tracker, text: str | None) -> Period | None:
    """The period a person named, or None for the usual one.

    Raises:
        UsageError: the text is no period ID.
    """
    return tracker.period(text) if text else None


def free_name(target: Path, replace: bool, is_ours: Callable[[Path], bool] = lambda _path: False) -> Path:
    """The target, or where it exists and may not be replaced, the first free name beside it: "deck (2).pptx".

    A name that `is_ours` is free: what lies there was written before, and nobody has edited it.
    """
    number, path = 2, target
    while path.exists() and not replace and not is_ours(path):
        path = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return path
