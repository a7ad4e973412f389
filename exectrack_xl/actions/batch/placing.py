"""Puts a document of a run in its place: over our own, into one that somebody has edited, or else beside it.

A hash is noted before a document takes its place, so that a run that was killed in between knows its own work again.
Depends on: errors, package, render.merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from exectrack_xl.errors import TrackerError, UsageError, WorkbookError
from exectrack_xl.package import read_parts, replace_file

NEW = " (new)"  # what is added to the name of a document that cannot be merged with an edited one
INTENT = ".exectrack-making"  # in the folder of a workbook's documents, until the run has them in its journal


@dataclass(frozen=True)
class Place:
    """Where a document goes, and the hashes of what earlier runs had put there."""

    target: Path
    ours: frozenset[str] = frozenset()
    replace: bool = False  # also what somebody has edited


@dataclass(frozen=True)
class Placed:
    """Where a document lies now, its hash, and what has to be said of it."""

    path: Path
    sha256: str
    is_merged: bool = False  # it holds a person's edits: never to be written over
    notes: tuple[str, ...] = field(default=())


def place(fresh: bytes, where: Place) -> Placed:
    """Put a document that has just been made in its place; nothing that somebody has edited is lost.

    Raises:
        WorkbookError: the file cannot be written.
    """
    target = where.target
    there = target.read_bytes() if target.is_file() else b""
    if not there or where.replace or hash_of(there) in (*where.ours, hash_of(fresh)):
        return _written(target, fresh)
    try:
        return _merged(target, there, fresh)
    except TrackerError as fault:
        beside = _written(target.with_stem(target.stem + NEW), fresh)
        said = f"{target.name} was edited by somebody and is kept; the new one is {beside.path.name}. {fault}"
        return Placed(beside.path, beside.sha256, notes=(said,))


def hash_of(data: bytes) -> str:
    """The SHA-256 of a file's content."""
    return sha256(data).hexdigest()


def intended(folder: Path) -> frozenset[str]:
    """The hashes of what a run that was ended may have left in a folder."""
    note = folder / INTENT
    return frozenset(note.read_text(encoding="utf-8").split()) if note.is_file() else frozenset()


def settle(folder: Path) -> None:
    """Forget what was noted: the journal of the run has it now."""
    (folder / INTENT).unlink(missing_ok=True)


def _written(target: Path, data: bytes) -> Placed:
    _intend(target.parent, (hash_of(data),))
    return Placed(replace_file(target, data), hash_of(data))


def _intend(folder: Path, hashes: Iterable[str]) -> None:
    kept = sorted({*intended(folder), *hashes})
    replace_file(folder / INTENT, "\n".join(kept).encode())


def _merged(target: Path, there: bytes, fresh: bytes) -> Placed:
    """The edited document brought up to date, as `--refresh` does it; its conflicts become notes."""
    from exectrack_xl.render.merge.base import read_base
    from exectrack_xl.render.merge.changes import Kind
    from exectrack_xl.render.merge.deck import refreshed_deck
    from exectrack_xl.render.merge.report import refreshed_report

    if read_base(read_parts(there)) is None:
        raise UsageError("It does not hold what was last generated, so it could not be brought up to date.")
    done = (refreshed_deck if target.suffix == ".pptx" else refreshed_report)(there, fresh)
    if done.data is not None:
        replace_file(target, done.data, last_check=lambda: _must_be_the_same(target, there))
    said = [f"{target.name} was edited by somebody and was brought up to date; the edits are kept."]
    said += [f"{target.name}: {one.place}: {one.what}; yours: {one.yours}; ours: {one.ours}"
             for one in done.changes if one.kind in (Kind.CONFLICT, Kind.MERGED)]  # fmt: skip
    return Placed(target, hash_of(done.data or there), is_merged=True, notes=tuple(said))


def _must_be_the_same(target: Path, data: bytes) -> None:
    if target.read_bytes() != data:
        raise WorkbookError(f"{target.name} was changed meanwhile.")
