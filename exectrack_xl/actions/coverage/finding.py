"""Texts in a grid: a label with what stands beside it, and rows under headers. Depends on: errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from exectrack_xl.errors import TrackerError

Place = tuple[int, int]  # row and column
Grid = Mapping[Place, str]

_FAR = 12  # columns to the right in which a label's value is looked for
_BENEATH = 2  # rows


class UnresolvedError(TrackerError):
    """What is named as evidence is not there; the message says what was looked for and where."""


@dataclass(frozen=True)
class Rows:
    """Rows that are looked for: under which label, under which headers, and how many there are to be at least."""

    under: str
    headers: tuple[str, ...]
    number: int

    @classmethod
    def of(cls, words: str) -> Rows:
        """The wish as written: "Critical Risks / Risk, Status 2" or "Risk, Status 1" or "Approval Required / 3".

        >>> Rows.of("Critical Risks / Risk, Status 2")
        Rows(under='Critical Risks', headers=('Risk', 'Status'), number=2)
        """
        rest, _, number = words.rpartition(" ")
        under, _, headers = rest.rpartition(" /") if rest.endswith(" /") else rest.rpartition(" / ")
        return cls(under.strip(), tuple(h.strip() for h in headers.split(",") if h.strip()), int(number))


def says(text: str, label: str) -> bool:
    """Whether a text is a label, or begins with it as a whole.

    >>> says("High Risks (Score 4-6): 7 of 10", "High Risks (Score 4-6)"), says("Issues", "Issue")
    (True, False)
    """
    return text.startswith(label) and not text[len(label) : len(label) + 1].isalnum()


def split(words: str) -> tuple[str, str]:
    """A label and the piece of text that is to stand beside it.

    >>> split("Planned = story points"), split("Planned")
    (('Planned', 'story points'), ('Planned', ''))
    """
    label, _, wanted = words.partition(" = ")
    return label.strip(), wanted.strip()


def label_in(grid: Grid, label: str, wanted: str = "") -> Place | None:
    """Where a label stands with something beside or beneath it, and the wanted piece of text in that."""
    for place, text in sorted(grid.items()):
        if says(text, label):
            beside = " ".join([text[len(label) :], *_beside(grid, place)])
            if beside.strip(" :") and wanted in beside:
                return place
    return None


def _beside(grid: Grid, place: Place) -> Iterable[str]:
    row, column = place
    right = (grid.get((row, column + step), "") for step in range(1, _FAR))
    yield next((text for text in right if text), "")
    yield from (grid.get((row + step, column), "") for step in range(1, _BENEATH + 1))


def rows_in(grid: Grid, wanted: Rows, *, under_known: bool = False) -> Place | None:
    """Where the last of the wanted rows begins: each has something under every header; None where there are fewer.

    `under_known` tells that the label was found outside the grid.
    """
    above = 0
    if wanted.under and not under_known:
        place = next((place for place, text in sorted(grid.items()) if says(text, wanted.under)), None)
        if place is None:
            return None
        above = place[0]
    for head, columns in _heads(grid, wanted.headers):
        filled = _filled(grid, max(head, above), columns)
        if len(filled) >= wanted.number:
            return filled[wanted.number - 1], columns[0]
    return None


def _heads(grid: Grid, headers: tuple[str, ...]) -> Iterable[tuple[int, list[int]]]:
    """Rows that hold all the headers, with their columns; without headers, the first two columns of all rows."""
    if not headers:
        columns = sorted({column for _, column in grid})
        yield min((row for row, _ in grid), default=1) - 1, columns[:2]
        return
    for row in sorted({row for row, _ in grid}):
        places = [next((c for (r, c), t in sorted(grid.items()) if r == row and t == header), 0) for header in headers]
        if all(places):
            yield row, places


def _filled(grid: Grid, above: int, columns: list[int]) -> list[int]:
    """The rows beneath, without a gap, that have something in every column."""
    last = max((row for row, _ in grid), default=0)
    found: list[int] = []
    for row in range(above + 1, last + 1):
        if not all(grid.get((row, column)) for column in columns):
            if found:
                break
            continue
        found.append(row)
    return found
