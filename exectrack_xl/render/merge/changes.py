"""What a refresh did and did not do, as a list a person can read. Depends on: nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

_LONGEST = 300  # characters of a text in the list


class Kind(StrEnum):
    """What became of a place."""

    UPDATED = "updated"  # new data, nobody had changed it
    MERGED = "merged"  # new figures inside of a text that a person had changed: to be read once
    CONFLICT = "conflict"  # both changed it: the person's version stays
    PINNED = "pinned"  # a person's version, and nothing new from the data
    OBSOLETE = "obsolete"  # no longer generated: kept
    REMOVED = "removed"  # no longer generated, and nobody had touched it
    NOTICE = "notice"  # worth knowing


@dataclass(frozen=True)
class Place:
    """Where something stands: the slide or section, and the part of it."""

    page: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.page}, {self.part}" if self.part else self.page


@dataclass(frozen=True)
class Change:
    """One line of the list: what became of a place, what a person has there, what we would say."""

    kind: Kind
    place: Place
    what: str  # "text", "position", "value of Plan, Mar"
    yours: str = ""
    ours: str = ""
    stands: bool = field(default=False, compare=False)  # it is listed again as long as it stands
    anchor: Any = field(default=None, compare=False, repr=False)  # the element of their file where it stands


def told(change: Change) -> str:
    """What is written beside a person's version: the same as long as what we would say is the same."""
    what = f", {change.what}" if change.what.startswith("value of") else ""
    now = f"We would now say: {change.ours}" if change.ours else "We would now leave it out."
    return f"{change.place.part or change.place.page}{what}: kept as you left it. {now}"


@dataclass
class Log:
    """The list in the making."""

    changes: list[Change] = field(default_factory=list)

    def add(self, kind: Kind, place: Place, what: str, yours: str = "", ours: str = "") -> None:
        """One more line."""
        self.changes.append(Change(kind, place, what, _short(yours), _short(ours)))

    def kept(self, place: Place, what: str, *, yours: str, ours: str, was: str | None, anchor: Any = None) -> None:
        """A person's version stays. It is a conflict where the data have changed since; `was` is the old text."""
        kind = Kind.PINNED if ours == was else Kind.CONFLICT
        self.changes.append(Change(kind, place, what, _short(yours), _short(ours), stands=True, anchor=anchor))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
