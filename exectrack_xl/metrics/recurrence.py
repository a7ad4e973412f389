"""Issues that come back: those that name an earlier one, and those that tell of the same thing in like words.

Two issues of one category are alike when their titles, or their root causes, share at least half of their words.
Words count by their beginnings, so that "failure" and "failed" are one. Depends on: schema, metrics.registry.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import SERVICE
from exectrack_xl.schema import Table

ALIKE = 0.5  # share of common words from which two texts tell of the same thing
STEM = 4  # letters of a word that count
COMMON = 40  # a word in more issues of a category than that tells nothing
_WORD = re.compile(r"[^\W\d_]{4,}")
_EMPTY = frozenset(("with", "from", "that", "this", "have", "been", "were", "will", "when", "into", "than", "their"))
_HEADERS = ("Issues", "Times", "Category", "What they share", "Root cause", "First raised", "Last raised",
            "Still open", "Prevention", "Initiatives")  # fmt: skip


@derived
def issue_families(issues: Table) -> tuple[tuple[int, ...], ...]:
    """The rows of issues that belong together, two or more each, first raised first."""
    parent = list(range(len(issues)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, other in (*_stated(issues), *_alike(issues)):
        parent[max(root(one), root(other))] = min(root(one), root(other))
    families: dict[int, list[int]] = {}
    for row in np.lexsort((issues["id"].astype(str), issues["raised"])).tolist():
        families.setdefault(root(row), []).append(row)
    return tuple(tuple(rows) for rows in families.values() if len(rows) > 1)


@metric(
    label="Recurring issues", unit=Unit.TEXT, group=Group.ISSUES, source=SERVICE, result=Result.TABLE,
    formula="issues that name an earlier one, or share a category and half of the words of title or root cause",
)  # fmt: skip
def recurring_issues(issues: Table, issue_families: tuple[tuple[int, ...], ...]) -> Listing:
    """The issues that came back, those that came most often first: what they share, and whether anything prevents them.

    A suggestion by likeness of words: whoever knows the issues decides, and says so under "Recurrence of".
    """
    ranked = sorted(issue_families, key=lambda rows: -len(rows))
    return Listing(_HEADERS, tuple(_told(issues, list(rows)) for rows in ranked))


@metric(
    label="Recurrence rate of issues", unit=Unit.SHARE, group=Group.ISSUES, source=SERVICE,
    formula="issues that repeat an earlier one ÷ all issues",
)  # fmt: skip
def issue_recurrence_rate(issues: Table, issue_families: tuple[tuple[int, ...], ...]) -> float:
    """The share of issues that repeat an earlier one; of three that belong together two are repetitions."""
    repeated = sum(len(rows) - 1 for rows in issue_families)
    return repeated / len(issues) if len(issues) else float("nan")


def _stated(issues: Table) -> Iterator[tuple[int, int]]:
    """Issues with the earlier one that they name."""
    for row, earlier in enumerate(issues["recurrence_of"].tolist()):
        place = issues.positions.get(earlier, row) if earlier else row
        if place != row:
            yield row, place


def _alike(issues: Table) -> Iterator[tuple[int, int]]:
    """Pairs of one category whose titles or root causes share enough words."""
    categories = issues["category"].tolist()
    for column in ("title", "root_cause"):
        words = [stems(text) for text in issues[column].tolist()]
        bearers: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for row, (category, found) in enumerate(zip(categories, words, strict=True)):
            for word in found:
                bearers[category, word].append(row)
        shared = Counter(pair for rows in bearers.values() if len(rows) <= COMMON for pair in combinations(rows, 2))
        for (one, other), count in shared.items():
            if count >= 2 and count / len(words[one] | words[other]) >= ALIKE:
                yield one, other


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words of a text that tell something.

    >>> sorted(stems("The export failed with timeouts"))
    ['expo', 'fail', 'time']
    """
    return frozenset([word[:STEM] for word in _WORD.findall(text.casefold()) if word not in _EMPTY])


def _told(issues: Table, rows: list[int]) -> tuple[object, ...]:
    """One family as a row of the list."""
    raised = sorted(day for day in issues["raised"][rows].tolist() if day is not None)
    living = sum(status not in ("Resolved", "Closed") for status in issues["status"][rows].tolist())
    return (
        "; ".join(issues["id"][rows].tolist()), len(rows), issues["category"][rows[0]], _common(issues, rows),
        _first(issues["root_cause"][rows].tolist()), raised[0] if raised else None, raised[-1] if raised else None,
        living, _first(issues["prevention"][rows[::-1]].tolist()), _listed(issues["initiative"][rows].tolist()),
    )  # fmt: skip


def _common(issues: Table, rows: list[int]) -> str:
    """The words that most of the titles, else most of the root causes, have in common, as the first one writes them."""
    for column in ("title", "root_cause"):
        texts = issues[column][rows].tolist()
        counts = Counter(stem for text in texts for stem in stems(text))
        spelled = dict.fromkeys(word for word in _WORD.findall(texts[0].casefold()) if word not in _EMPTY)
        words = [word for word in spelled if counts[word[:STEM]] * 2 > len(rows)]
        if len(words) > 1:
            return " ".join(words)
    return str(issues["title"][rows[0]])


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text.strip()), "")


def _listed(values: list[str]) -> str:
    return "; ".join(sorted({value for value in values if value}))
