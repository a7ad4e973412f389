"""The gate: what is wrong with how a deck or document looks and reads, whoever made it.

Depends on: errors, package, render.file_kinds, render.lint.deck, …document, …rules.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from exectrack_xl import package
from exectrack_xl.errors import Finding, Severity, UsageError
from exectrack_xl.render.file_kinds import kind_of, plain
from exectrack_xl.render.lint.deck import read_deck
from exectrack_xl.render.lint.document import read_document
from exectrack_xl.render.lint.model import File
from exectrack_xl.render.lint.rules import RULES
from exectrack_xl.render.lint.rules.staleness import OLDEST, Day
from exectrack_xl.render.manifest import manifest_of

__all__ = ["OLDEST", "lint", "lint_file"]

_ORDER = list(Severity)


def lint(path: Path, today: date | None = None, oldest: int = OLDEST) -> tuple[Finding, ...]:
    """What is wrong with a deck or document, in the order of its pages, errors first on each.

    A finding's `sheet` is the slide ("Slide 4") or the part of the document, its `column` the shape. Without
    `today` no status date is too old; else one is that is more than `oldest` calendar days before it.

    Raises:
        UsageError: the file is missing.
        WorkbookError: it is no deck or document, or it is damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"Cannot read '{path}': {fault.strerror or fault}.") from fault
    return lint_file(read(data, path.name), Day(today, oldest))


def read(data: bytes, name: str) -> File:
    """A deck or document from its bytes. Raises UsageError when it is neither, WorkbookError when it is damaged."""
    data = plain(data)
    parts = package.read_parts(data)
    kind = kind_of(parts)
    if not kind:
        raise UsageError(f"'{name}' is neither a deck (.pptx) nor a document (.docx).")
    with package.understood(name):
        file = read_deck(data) if kind == "deck" else read_document(parts)
        made = manifest_of(parts)
    return file if made is None else replace(file, typed=frozenset(made.typed))


def lint_file(file: File, day: Day) -> tuple[Finding, ...]:
    """What is wrong with a file that is read already."""
    place = {page.label: number for number, page in enumerate(file.pages)}
    found = [finding for rule in RULES for finding in rule(file, day)]
    return tuple(sorted(found, key=lambda one: (place.get(one.sheet, 0), _ORDER.index(one.severity), one.column)))
