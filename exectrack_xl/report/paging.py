"""Long lists over several pages: "continued 2 of 3", and what even they do not hold is counted.

Depends on: report.language, report.model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.language.words import Words
from exectrack_xl.report.model import Page

T = TypeVar("T")

LONGEST = 90  # characters of a title that fit on one line of a slide
FEWEST = 3  # rows of a page that continues a list
MOST_PAGES = 3  # of one list: what comes later on it, nobody reads in a meeting


@dataclass(frozen=True)
class Part:
    """One page of a list: which of how many, and how many rows no page holds."""

    number: int
    count: int
    hidden: int = 0
    words: Words = field(default_factory=english_words)  # the language of the list

    def key(self, name: str) -> str:
        """The key of the page: the first keeps the plain name."""
        return name if self.number == 1 else f"{name}_{self.number}"

    def title(self, sentence: str, name: str) -> str:
        """The sentence; on later pages the list's short name and which page it is."""
        if self.number == 1:
            return sentence
        return self.words.say("paging.continued", name=name, number=str(self.number), count=str(self.count))

    def note(self, what: str, sheet: str) -> str:
        """What no page holds, under the last one; `what` is "risk" for the key more_risk of the table counts."""
        if self.hidden == 0 or self.number < self.count:
            return ""
        return self.words.say("paging.more", more=self.words.plural(self.hidden, f"more_{what}"), sheet=sheet)


def paged(
    rows: Sequence[T],
    each: int,
    write: Callable[[tuple[T, ...], Part], Page],
    most: int = MOST_PAGES,
    words: Words | None = None,
) -> Iterator[Page]:
    """The rows over pages of so many, at most so many pages; no page without rows, none with a lonely few."""
    count = min(-(-len(rows) // each), most)
    hidden = max(len(rows) - count * each, 0)
    taken = 0
    for number, size in enumerate(shares(len(rows) - hidden, each), 1):
        yield write(tuple(rows[taken : taken + size]), Part(number, count, hidden, words or english_words()))
        taken += size


def shares(count: int, each: int) -> list[int]:
    """How many rows stand on each page: as many as fit, or alike where the last page would hold one or two.

    >>> shares(10, 7), shares(8, 7), shares(5, 7), shares(0, 7)
    ([7, 3], [4, 4], [5], [])
    """
    pages = -(-count // each)
    full = [min(each, count - each * page) for page in range(pages)]
    if pages < 2 or full[-1] >= FEWEST:
        return full
    return [count // pages + (page < count % pages) for page in range(pages)]


def beside(count: int, most: int) -> int:
    """How many of so many rows stand beside a chart that leaves room for `most`; fewer where one or two would follow.

    >>> beside(5, 6), beside(8, 6), beside(12, 6)
    (5, 5, 6)
    """
    return max(count - FEWEST, 1) if most < count < most + FEWEST else min(count, most)


def fits(text: str) -> bool:
    """Whether a title stands on one line of a slide."""
    return len(text) <= LONGEST


def sentence(*candidates: str) -> str:
    """The first of the sentences that fits on one line; where none does, the last one, cut at a word."""
    for one in candidates:
        if one and fits(one):
            return one
    last = " ".join(candidates[-1].split())
    return f"{last[: LONGEST - 1].rsplit(' ', 1)[0].rstrip(' ,;:')}…" if len(last) > LONGEST else last
