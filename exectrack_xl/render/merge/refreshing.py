"""What a refresh gives back, and the sentences with which it refuses. Depends on: errors, render.merge.changes."""

from __future__ import annotations

from dataclasses import dataclass

from exectrack_xl.errors import UsageError
from exectrack_xl.render.merge.changes import Change


@dataclass(frozen=True)
class Merged:
    """The file after the merge, and the list of what was done; `data` is None where nothing had to change."""

    data: bytes | None
    changes: tuple[Change, ...]


def no_base(what: str) -> UsageError:
    """The refusal of a file that does not say what was generated."""
    return UsageError(
        f"This {what} does not hold what was last generated: it was sealed, made by another program, or lost it on the "
        f"way. Write a new {what} and copy your changes into it; this one was left as it is."
    )


def no_tags(what: str) -> UsageError:
    """The refusal of a file whose tags were destroyed."""
    return UsageError(
        f"The marks at the generated parts of this {what} are gone, as some programs lose them on saving. Take the "
        f"last version saved by Office, or write a new {what} and copy your changes into it; nothing was changed."
    )
