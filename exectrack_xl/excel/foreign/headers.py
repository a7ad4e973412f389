"""Which row of a foreign sheet holds its headers, which table it is, and which column is which.

Depends on: schema, excel.foreign.columns, excel.foreign.grids, excel.foreign.values, excel.foreign.words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exectrack_xl.excel.foreign import columns, words
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.schema import SHEETS

HEADER_ROWS = 40  # how far down headers are looked for
_SAMPLE = 300  # rows looked at to see what a column holds
_FILLED = 0.5  # the share of the rows that must say what they are about


@dataclass(frozen=True)
class Head:
    """The headers of a sheet: in which row, counted from 0, and each column's header, made unique; "" = none."""

    row: int
    headers: tuple[str, ...]

    def column(self, grid: Grid, header: str) -> list[Any]:
        """The cells beneath a header."""
        at = self.headers.index(header)
        return [row[at] if at < len(row) else "" for row in grid.cells[self.row + 1 :]]


def head_of(grid: Grid) -> Head | None:
    """The headers of a sheet: of its first rows, the one that holds the most words that lists have as headers."""
    if grid.table:
        return Head(0, _unique(grid.cells[0])) if grid.cells else None
    scores = [_headness(row) for row in grid.cells[:HEADER_ROWS]]
    best = max(scores, default=0)
    if best < 2:
        return None
    return Head(scores.index(best), _unique(grid.cells[scores.index(best)]))


def table_of(grid: Grid, head: Head, hint: str = "") -> str:
    """The table that a sheet's rows belong to, "" where it looks like none; `hint` is the name of the file."""
    if grid.table:
        return grid.table
    said = [table for table in words.TABLES if _says(grid.name, table) and _likeness(grid, head, table, hint) >= 3]
    scores = {table: _likeness(grid, head, table, hint) for table in said or words.TABLES}
    best = max(scores, key=lambda table: scores[table])
    return best if scores[best] >= 3 else ""


def split_of(grid: Grid, head: Head) -> tuple[str, dict[str, str]]:
    """The column that says row by row whether it is a risk, an issue …, and word -> table; "" where there is none."""
    if grid.table:
        return "", {}
    for header in filter(None, head.headers):
        found = [text_of(value) for value in head.column(grid, header) if text_of(value)]
        known = {word: table for word in set(found) if (table := _kind_of_row(word))}
        if len(set(known.values())) >= 2 and sum(word in known for word in found) >= 0.8 * len(found):
            return header, known
    return "", {}


def columns_of(grid: Grid, head: Head, table: str) -> dict[str, str]:
    """Header -> the column of ours it goes to; headers that go nowhere are absent."""
    if grid.table:
        ours = {column.header: column.name for column in SHEETS[table].typed}
        return {header: ours[header] for header in head.headers if header in ours}
    samples = {header: head.column(grid, header)[:_SAMPLE] for header in head.headers if header}
    return columns.columns_of(samples, table)


def _headness(row: Sequence[Any]) -> int:
    found = [value for value in row if isinstance(value, str) and 0 < len(value.strip()) < 60]
    texts = {words.key(text_of(value)) for value in found}
    best = max((_named(texts, table) for table in words.TABLES), default=0)
    return best if len(texts) >= 2 else 0


def _named(texts: set[str], table: str) -> int:
    """How many of these headers are headers of a table."""
    return sum(not texts.isdisjoint(known) for known in words.columns_of(table).values())


def _likeness(grid: Grid, head: Head, table: str, hint: str) -> float:
    if table in ("resources", "holidays") and not _says(grid.name, table):
        return 0.0  # any list of names or dates would look like these
    found = columns_of(grid, head, table)
    main = next((h for h, name in found.items() if name in (words.MAIN[table], words.STANDS_FOR.get(table))), None)
    if main is None or len(found) < 2 or not _says_mostly(grid, head, main):
        return 0.0
    headers = {words.key(header) for header in head.headers}
    own = sum(
        name in words.strong_columns(table) and words.key(header) not in words.general_words()
        and (name != words.MAIN[table] or columns.is_said(header, table, name))
        for header, name in found.items()
    )  # fmt: skip
    named = bool((words.table_words(table) | words.own_ids(table)) & headers)
    above = " ".join(text_of(value) for row in grid.cells[: head.row] for value in row)
    if table == "risks" and not own and not _says(f"{grid.name} {above} {hint}", table) and not named:
        return 0.0  # a list with neither chance nor impact is one of issues or actions
    said = 6 * _says(grid.name, table) + 4 * _says(above, table) + 2 * _says(hint, table) + 3 * named
    return len(found) + 1.5 * own + said


def _says_mostly(grid: Grid, head: Head, main: str) -> bool:
    """Whether most rows have something in their main column: else bringing them in would lose the others."""
    rows = sum(any(map(text_of, row)) for row in grid.cells[head.row + 1 :])
    return sum(bool(text_of(value)) for value in head.column(grid, main)) >= _FILLED * rows


def _says(text: str, table: str) -> bool:
    """Whether a name or a title speaks of the table's rows."""
    said = f" {words.key(re.sub(r'[_.]', ' ', text))} "
    return any(f" {word} " in said for word in words.table_words(table))


def _kind_of_row(word: str) -> str:
    plain = words.key(word)
    initial = {"r": "risks", "a": "actions", "i": "issues", "d": "dependencies"}.get(plain, "")
    return next((t for t in words.TABLES if plain in words.table_words(t) and plain not in _NO_TYPE), initial)


_NO_TYPE = frozenset({"bug", "bugs", "task", "tasks", "ticket", "tickets"})  # Jira's types of issues


def _unique(row: Sequence[Any]) -> tuple[str, ...]:
    """The headers of a row, repeated ones numbered: Jira writes one column for each comment."""
    seen: Counter[str] = Counter()
    found = []
    for value in row:
        header = " ".join(text_of(value).split())
        seen[header.casefold()] += 1
        number = seen[header.casefold()]
        found.append(header if number == 1 or not header else f"{header} ({number})")
    return tuple(found)
