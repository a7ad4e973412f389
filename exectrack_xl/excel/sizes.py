"""Refuses what would take more memory or time than any tracker does, before a cell reader is let loose on it.

Each limit is far above what a tracker needs: one of 4,100 rows has 200,000 tags and unpacks to 3 million bytes.
Depends on: errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exectrack_xl.errors import WorkbookError

MOST_TAGS = 4_000_000  # of all sheets together; a filled cell has four
MOST_TEXT = 200_000_000  # characters of all cells together; a text that stands in many cells counts in each
_UNIQUE = re.compile(rb"""<(?:\w+:)?sst\b[^>]{0,9999}?\buniqueCount\s*=\s*["'](\d+)""")
SHORTEST_TEXT = 5  # bytes: <si/>
_INDEX = re.compile(rb">\s*(\d{1,9})\s*</")


def refuse_too_many_tags(parts: Iterable[bytes], workbook: str) -> None:
    """Do nothing where the sheets have as many cells as a tracker may have.

    Raises:
        WorkbookError: there are more.
    """
    if sum(part.count(b"<") for part in parts) > MOST_TAGS:
        raise WorkbookError(
            f"{workbook} has more than {MOST_TAGS // 4:,} cells, which no tracker has. "
            "Delete the rows below the tables, and save."
        )


def refuse_untrue_count(strings: bytes, workbook: str) -> None:
    """Do nothing where the shared texts may be as many as they say; the cell reader reserves room for so many.

    Raises:
        WorkbookError: they say more.
    """
    told = _UNIQUE.search(strings, 0, 20_000)
    if told and (len(told[1]) > 9 or int(told[1]) * SHORTEST_TEXT > len(strings)):
        raise WorkbookError(
            f"{workbook} is damaged: it says that it holds more texts than it does. Open it in Excel, and save it."
        )


def refuse_endless_text(strings: bytes, sheets: Iterable[bytes], workbook: str) -> None:
    """Do nothing where the texts, each counted as often as it stands in a cell, are of a size that can be read.

    Raises:
        WorkbookError: they are not.
    """
    parts = list(sheets)
    lengths = [len(one) for one in strings.split(b"<si")[1:]]
    cells = sum(part.count(b"</") for part in parts)
    if max(lengths, default=0) * cells <= MOST_TEXT:
        return
    places = (int(found) for part in parts for found in _INDEX.findall(part))
    total = sum(lengths[place] for place in places if place < len(lengths))
    if total > MOST_TEXT:
        raise WorkbookError(f"{workbook} repeats long texts more often than any tracker does. Is it really one?")
