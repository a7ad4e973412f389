"""Long lists over several pages: "continued 2 of 3", and what even they do not hold is counted.

Depends on: report.model, report.words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from exectrack_xl.report import words
from exectrack_xl.report.model import Page

T = TypeVar("T")

LONGEST = 90  # characters of a title that fit on one line of a slide
MOST_PAGES = 3  # of one list: what comes later on it, nobody reads in a meeting


@dataclass(frozen=True)
class Part:
    """One page of a list: which of how many, and how many rows no page holds."""

    number: int
    count: int
    hidden: int = 0

    def key(self, name: str) -> str:
        """The key of the page: the first keeps the plain name."""
        return name if self.number == 1 else f"{name}_{self.number}"

    def title(self, sentence: str, name: str) -> str:
        """The sentence; on later pages the list's short name and which page it is."""
        return sentence if self.number == 1 else f"{name}, continued {self.number} of {self.count}"

    def note(self, what: str, sheet: str) -> str:
        """What no page holds, under the last one."""
        if self.hidden == 0 or self.number < self.count:
            return ""
        return f"{words.plural(self.hidden, f'more {what}')} in sheet {sheet}."


def paged(
    rows: Sequence[T], each: int, write: Callable[[tuple[T, ...], Part], Page], most: int = MOST_PAGES
) -> Iterator[Page]:
    """The rows over pages of so many, at most so many pages; no page without rows."""
    count = min(-(-len(rows) // each), most)
    hidden = max(len(rows) - count * each, 0)
    for number in range(1, count + 1):
        yield write(tuple(rows[(number - 1) * each : number * each]), Part(number, count, hidden))


def sentence(*candidates: str) -> str:
    """The first of the sentences that fits on one line; where none does, the last one, cut at a word."""
    for one in candidates:
        if one and len(one) <= LONGEST:
            return one
    last = " ".join(candidates[-1].split())
    return f"{last[: LONGEST - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…" if len(last) > LONGEST else last
