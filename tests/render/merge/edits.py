"""One edit that a person makes to a file, and how one sees that it is still there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Do = Callable[[Any], None]
Kept = Callable[[Any], bool]


@dataclass(frozen=True)
class Edit:
    """One edit: what is done, and whether it can be seen afterwards."""

    name: str
    do: Do
    kept: Kept
    conflict: bool = False  # the new data change the same thing: it must be listed


@dataclass(frozen=True)
class Recorder:
    """A decorator that notes each edit, under the name of its function, in the order they are written."""

    edits: list[Edit]

    def __call__(self, kept: Kept, *, conflict: bool = False) -> Callable[[Do], Do]:
        def note(do: Do) -> Do:
            self.edits.append(Edit(do.__name__, do, kept, conflict))
            return do

        return note
