"""One box of the implementation checklist: whether its rule holds, on what evidence, and what is to be done.

Depends on: schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.processes import has_value


@dataclass(frozen=True)
class Box:
    """A line of the checklist as the tables answer it."""

    item: str  # in the specification's words
    done: bool
    evidence: str  # what was found, ticked or not
    remedy: str  # what ticks it


def filled_in(*columns: Array) -> Array:
    """Which rows have something in every one of these columns."""
    found: Array = np.logical_and.reduce([has_value(column) for column in columns])
    return found


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "row"), counted(3, "row"), counted(0, "person", "people")
    ('1 row', '3 rows', '0 people')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(words: Iterable[str]) -> str:
    """Words in a row, "none" where there are none.

    >>> joined(["Weekly", "Monthly"]), joined([])
    ('Weekly, Monthly', 'none')
    """
    return ", ".join(words) or "none"
