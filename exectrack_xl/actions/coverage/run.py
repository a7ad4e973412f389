"""Resolves every line of the specification in what was just built, and counts. Depends on: actions.coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exectrack_xl.actions.coverage import figures, pages, rules, workbook
from exectrack_xl.actions.coverage.artefacts import Artefacts, build
from exectrack_xl.actions.coverage.finding import UnresolvedError
from exectrack_xl.actions.coverage.table import Evidence, Line, chosen
from exectrack_xl.errors import nearest

Find = Callable[[Artefacts, str], str]
Commands = Mapping[str, frozenset[str]]  # each command with its options

SORTS: dict[str, Find] = {
    "column": workbook.column, "choice": workbook.choice, "sheet": workbook.label, "sheet-row": workbook.listed,
    "setting": workbook.setting, "button": workbook.button, "metric": figures.metric,
    "slide": pages.slide, "slide-row": pages.slide_rows, "section": pages.section, "section-row": pages.section_rows,
    "rule": rules.rule, "box": rules.box,
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One piece of evidence: where it was found, or why it was not."""

    evidence: Evidence
    place: str
    fault: str = ""


@dataclass(frozen=True)
class Resolved:
    """One line with what became of its evidence."""

    line: Line
    found: tuple[Found, ...]

    @property
    def is_covered(self) -> bool:
        """Whether there is evidence, and all of it was found."""
        return bool(self.found) and not any(one.fault for one in self.found)

    @property
    def faults(self) -> tuple[str, ...]:
        """Why it is not covered; nothing where it is."""
        return tuple(one.fault for one in self.found if one.fault) or (() if self.found else ("No evidence is named.",))


@dataclass(frozen=True)
class Coverage:
    """All lines that were looked up."""

    lines: tuple[Resolved, ...]

    @property
    def unresolved(self) -> tuple[Resolved, ...]:
        """The lines without evidence."""
        return tuple(each for each in self.lines if not each.is_covered)

    @property
    def by_section(self) -> dict[str, tuple[int, int]]:
        """Covered lines and all lines of each section."""
        counts: dict[str, tuple[int, int]] = {}
        for each in self.lines:
            covered, known = counts.get(each.line.section, (0, 0))
            counts[each.line.section] = covered + each.is_covered, known + 1
        return counts

    def as_json(self) -> dict[str, Any]:
        """The result for a machine."""
        return {
            "covered": len(self.lines) - len(self.unresolved), "lines": len(self.lines),
            "sections": {name: {"covered": some, "lines": all_} for name, (some, all_) in self.by_section.items()},
            "evidence": [
                {"id": each.line.id, "text": each.line.text, "covered": each.is_covered,
                 "found": [{"evidence": str(one.evidence), "place": one.place, "fault": one.fault}
                           for one in each.found]}
                for each in self.lines
            ],
        }  # fmt: skip


def coverage(today: date, commands: Commands, wanted: tuple[str, ...] = ()) -> Coverage:
    """Build tracker, decks and documents in a temporary folder, and look every line's evidence up in them.

    `wanted` names the IDs of lines; without, all are looked up.

    Raises:
        UsageError: there is no line of such an ID.
    """
    lines = chosen(wanted)
    with TemporaryDirectory() as folder:
        built = build(Path(folder), today)
        return Coverage(tuple(resolve(line, built, commands) for line in lines))


def resolve(line: Line, built: Artefacts, commands: Commands) -> Resolved:
    """One line, with each piece of its evidence looked up."""
    return Resolved(line, tuple(_found(evidence, built, commands) for evidence in line.evidence))


def _found(evidence: Evidence, built: Artefacts, commands: Commands) -> Found:
    try:
        return Found(evidence, _place(evidence, built, commands))
    except UnresolvedError as missing:
        return Found(evidence, "", str(missing))


def _place(evidence: Evidence, built: Artefacts, commands: Commands) -> str:
    if evidence.sort == "command":
        return _command(evidence.words, commands)
    if evidence.sort not in SORTS:
        raise UnresolvedError(f"There is no evidence of the sort '{evidence.sort}'.{nearest(evidence.sort, SORTS)}")
    return SORTS[evidence.sort](built, evidence.words)


def _command(words: str, commands: Commands) -> str:
    """A command, with the options named after it."""
    name, *options = words.split()
    if name not in commands:
        raise UnresolvedError(f"There is no command '{name}'.{nearest(name, commands)}")
    missing = next((option for option in options if option not in commands[name]), None)
    if missing is not None:
        raise UnresolvedError(f"exectrack {name} has no option {missing}.{nearest(missing, commands[name])}")
    return f"exectrack {words}"
