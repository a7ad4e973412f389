"""The table of the specification's lines with the evidence for each. Depends on: errors."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources

from exectrack_xl.errors import UsageError

FILES = ("purpose", "framework", "progress", "changes", "issues", "risks", "communication", "performance", "checklist")


@dataclass(frozen=True)
class Evidence:
    """One thing that can be found: its sort, such as "column", and what is looked for."""

    sort: str
    words: str

    @classmethod
    def of(cls, written: str) -> Evidence:
        """The evidence as it is written in the table.

        >>> Evidence.of("column Issues.Root Cause")
        Evidence(sort='column', words='Issues.Root Cause')
        """
        sort, _, words = written.partition(" ")
        return cls(sort, words.strip())

    def __str__(self) -> str:
        return f"{self.sort} {self.words}"


@dataclass(frozen=True)
class Line:
    """One line of the specification, in its own words."""

    id: str  # "P-019"
    section: str  # "2. Progress Monitoring System"
    text: str
    evidence: tuple[Evidence, ...]


def lines() -> tuple[Line, ...]:
    """All lines in the specification's order."""
    folder = resources.files(__package__) / "lines"
    found: list[Line] = []
    for name in FILES:
        content = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        section = content.pop("section")
        found += [
            Line(identity, section, each["text"], tuple(map(Evidence.of, each["evidence"])))
            for identity, each in content.items()
        ]
    return tuple(found)


def chosen(wanted: tuple[str, ...]) -> tuple[Line, ...]:
    """The lines with these IDs; all where none is named.

    Raises:
        UsageError: there is no such line.
    """
    known = {line.id: line for line in lines()}
    unknown = next((identity for identity in wanted if identity.upper() not in known), None)
    if unknown is not None:
        raise UsageError(f"There is no line '{unknown}' in the specification. exectrack coverage --json lists all.")
    return tuple(known[identity.upper()] for identity in wanted) if wanted else tuple(known.values())
