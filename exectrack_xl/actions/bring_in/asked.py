"""What is asked of an import, and what it tells of itself. Depends on: errors, excel.patch (edits)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exectrack_xl.errors import Finding
from exectrack_xl.excel.patch import Edit


@dataclass(frozen=True)
class Order:
    """What is asked for: which file, into which tracker, as which table, by which mapping; a preview writes nothing."""

    source: Path
    into: Path | None = None  # else a tracker beside the source
    table: str = ""  # title of a table; "" = found out
    mapping: Path | None = None  # else the one kept beside the tracker
    preview: bool = False
    kept_beside: Path | None = None  # where record and mapping lie, where the tracker is a copy of an open workbook


@dataclass(frozen=True)
class Line:
    """One header of a list: where it goes, and an example of what is under it."""

    header: str
    target: str  # header of the tracker, or "" = nowhere
    example: str


@dataclass(frozen=True)
class Part:
    """What one sheet of a list becomes."""

    sheet: str
    table: str  # title
    rows: int
    lines: tuple[Line, ...]


@dataclass
class Outcome:
    """What an import did, or in a preview would do."""

    source: Path
    tracker: Path
    is_new: bool
    preview: bool
    parts: list[Part] = field(default_factory=list)
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)  # title -> added, updated, unchanged
    findings: list[Finding] = field(default_factory=list)
    mapping: Path | None = None  # where it was written now
    note: str = ""

    @property
    def changed(self) -> int:
        """How many rows were added or updated."""
        return sum(added + updated for added, updated, _ in self.counts.values())


@dataclass(frozen=True)
class Prepared:
    """An import that was read and compared: what is to be written into the tracker, and which files beside it."""

    outcome: Outcome
    edits: tuple[Edit, ...]
    files: Mapping[Path, bytes]  # the record and the mapping, where they change
