"""Texts as words, numbers and signs; which text answers to which; two changes of one text put together.

A number with its unit is one token, so that "18.4M" becomes "19.0M" and never "19.4M". Depends on: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ATOM = "\ufffc"  # stands for a thing in the text that is no text: a drawing, a field, a link
LIKE = 0.45  # texts that share so much of their tokens are the same one, changed
_TOKEN = re.compile(r"\s+|[+\-−]?[$€£]?\d[\d.,:]*\d?[%A-Za-z]*|\w+|.", re.DOTALL)
_FIGURE = re.compile(r"^[\s.,;]*$|^[+\-−]?[$€£]?\d")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH = re.compile(rf"^(({_MONTHS})\w*|Q[1-4])$")

Edit = tuple[str, int, int, int, int]  # as difflib tells it


@dataclass(frozen=True)
class Swap:
    """New tokens in place of some of their tokens: their[i1:i2] becomes new[j1:j2]."""

    i1: int
    i2: int
    j1: int
    j2: int


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of a text.

    >>> tokens("Spend is €9.1m.")
    ['Spend', ' ', 'is', ' ', '€9.1m', '.']
    """
    return _TOKEN.findall(text)


def edits(old: Sequence[str], new: Sequence[str]) -> list[Edit]:
    """What to do to the old tokens to have the new ones."""
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How much two texts share, 0 to 1."""
    if one == other:
        return 1.0
    found = SequenceMatcher(None, one, other, autojunk=False)
    return 0.0 if found.real_quick_ratio() < LIKE or found.quick_ratio() < LIKE else found.ratio()


def aligned(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> dict[int, int]:
    """Which new text answers to which old one, in order; between those found, as many left over go together.

    >>> aligned([["a", "b"], ["c"]], [["x"], ["a", "b"], ["d"]])
    {0: 1, 1: 2}
    """
    return _with_gaps(_matched(old, new), len(old), len(new))


def together(base: Sequence[str], theirs: Sequence[str], new: Sequence[str]) -> list[Swap] | None:
    """The changes to make in their text so that it also says what is new; None where only a person can tell.

    That is: where both changed the same words, where more than figures and dates is new, and where a person typed
    a figure, which must not stand beside fresher ones.
    """
    ours = [edit for edit in edits(base, new) if edit[0] != "equal"]
    own = [edit for edit in edits(base, theirs) if edit[0] != "equal"]
    if any(not (i2 < k1 or k2 < i1) for _, i1, i2, *_ in own for _, k1, k2, *_ in ours):
        return None
    if any(kind == "delete" or not all(map(_is_figure, new[j1:j2])) for kind, _, _, j1, j2 in ours):
        return None
    if any(any(map(str.isdigit, "".join(theirs[j1:j2]))) for _, _, _, j1, j2 in own):
        return None
    places = {i1 + step: j1 + step for kind, i1, i2, j1, _ in edits(base, theirs) if kind == "equal"
              for step in range(i2 - i1)}  # fmt: skip
    swaps = []
    for _, i1, i2, j1, j2 in ours:
        start = places.get(i1, places.get(i1 - 1, len(theirs) - 1) + 1)
        swaps.append(Swap(start, start + i2 - i1, j1, j2))
    return swaps


def _is_figure(token: str) -> bool:
    return bool(_FIGURE.match(token) or _MONTH.match(token))


def _matched(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of like texts, in order, with the most likeness altogether."""
    rows, columns = len(old), len(new)
    like = [[likeness(a, b) for b in new] for a in old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = like[i][j] + best[i + 1][j + 1] if like[i][j] >= LIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    i = j = 0
    pairs = []
    while i < rows and j < columns:
        if like[i][j] >= LIKE and best[i][j] <= like[i][j] + best[i + 1][j + 1] + 1e-9:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _with_gaps(pairs: list[tuple[int, int]], rows: int, columns: int) -> dict[int, int]:
    found: dict[int, int] = {}
    last_i = last_j = -1
    for i, j in [*pairs, (rows, columns)]:
        if i - last_i == j - last_j:
            found |= dict(zip(range(last_i + 1, i), range(last_j + 1, j), strict=True))
        if i < rows:
            found[i] = j
        last_i, last_j = i, j
    return found
