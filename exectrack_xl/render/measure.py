"""How much room a text takes, told from a table of widths: fonts differ from machine to machine, a deck must not.

The widths are those of Calibri, with a margin. Depends on: render.lint.fonts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from exectrack_xl.render.lint.fonts import text_width as width_in

LINE_HEIGHT = 1.2  # of the size
_MARGIN = 1.03
_BOLD = 1.03
_WIDER: ContextVar[float] = ContextVar("wider", default=1.0)  # than Calibri: the font of the file in the making
_WORD = re.compile(r"\S+")


@contextmanager
def as_wide_as(factor: float) -> Iterator[None]:
    """Measure inside as for a font that is so much wider than Calibri; a narrower one is measured as Calibri.

    >>> with as_wide_as(1.5): text_width("a", 10) > 1.4 * 5.1
    True
    """
    token = _WIDER.set(max(factor, 1.0))
    try:
        yield
    finally:
        _WIDER.reset(token)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width in points of one line of text of that size (points).

    >>> 60 < text_width("Core Data Migration", 8) < 80
    True
    """
    return _points(ems(text), size, bold)


@lru_cache(maxsize=4096)
def ems(text: str) -> float:
    """Width of one line in ems of Calibri, whatever its size; remembered, for the same words are measured again."""
    return width_in(text, "Calibri", 1.0)


def lines_needed(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """Estimated number of lines that a text takes in a column of that width (points); at least 1.

    >>> lines_needed("one", 12, 100), lines_needed("one two three four five six seven", 12, 60)
    (1, 4)
    """
    if "\n" not in text:
        return _wrapped(text, size, width, bold)
    return sum(_wrapped(part, size, width, bold) for part in text.split("\n"))


def longest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Width in points of the widest piece that should not be broken."""
    return _points(max(_word_lengths(text), default=0.0), size, bold)


@lru_cache(maxsize=4096)
def _word_lengths(text: str) -> tuple[float, ...]:
    """Width in ems of each word."""
    return tuple(map(ems, _WORD.findall(text)))


def _points(length: float, size: float, bold: bool) -> float:
    return length * size * _MARGIN * _WIDER.get() * (_BOLD if bold else 1)


def _wrapped(text: str, size: float, width: float, bold: bool) -> int:
    if text_width(text, size, bold=bold) <= width:
        return 1
    lines, used = 1, 0.0
    space = text_width(" ", size)
    for word in _word_lengths(text):
        length = _points(word, size, bold)
        if used and used + space + length > width:
            lines, used = lines + 1, 0.0
        if length > width:  # cut in the middle of the word
            extra = int(length // width)
            lines, length = lines + extra, length - extra * width
        used += length + (space if used else 0.0)
    return lines
