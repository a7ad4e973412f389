"""Which row of a foreign sheet holds its headers, which table it is, and which column is which.

Depends on: schema, excel.foreign.dates, excel.foreign.grids, excel.foreign.values, excel.foreign.words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from exectrack_xl.excel.foreign import words
from exectrack_xl.excel.foreign.dates import date_of
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.values import number_of, text_of
from exectrack_xl.schema import SHEETS, Column, Kind
from exectrack_xl.schema.cells import NUMERIC

HEADER_ROWS = 40  # how far down headers are looked for
_SAMPLE = 300  # rows looked at to see what a column holds
_ALIKE = 0.88  # from here on two words are one with a typing error
_FIT = 0.5  # the share of a column's cells that must be of its kind
_DATED = re.compile(r"\b(date|due|datum|fecha|fallig|faellig|termin|echeance|vencimiento|deadline)\b")
_ID = re.compile(r"[A-Za-z]{1,12}[-_. ]?\d{1,7}")


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
    found: dict[str, str] = {}
    for form in (_whole, _without_table):
        _by_word(table, samples, found, form)
    _by_likeness(table, samples, found)
    _by_content(table, samples, found)
    return found


def fits(column: Column, values: Sequence[Any], header: str = "") -> bool:
    """Whether a column's cells are such as ours holds: most are dates where a date is expected, and so on."""
    filled = [value for value in values if text_of(value)]
    if not filled:
        return True
    if column.name in ("probability", "impact") and column.kind is Kind.COUNT:
        steps = sum(
            number_of(v) is not None or words.key(text_of(v).split("-")[-1]) in words.scale_words() for v in filled
        )
        return steps >= _FIT * len(filled)
    if column.kind is Kind.DATE and _DATED.search(words.key(header)):
        return True  # "asap" in all rows is no date, but a target date all the same
    if column.kind is Kind.DATE:
        return sum(date_of(value) is not None for value in filled) >= _FIT * len(filled)
    if column.kind in NUMERIC:
        return sum(number_of(value) is not None for value in filled) >= _FIT * len(filled)
    if column.kind is Kind.TEXT and column.name in ("title", "description", "name", "owner", "impact", "consequence"):
        return sum(isinstance(v, str) and not v.strip().isdigit() for v in filled) >= _FIT * len(filled)
    return True


def _headness(row: Sequence[Any]) -> int:
    found = [value for value in row if isinstance(value, str) and 0 < len(value.strip()) < 60]
    texts = {words.key(_bare(value)) for value in found}
    best = max((_named(texts, table) for table in words.TABLES), default=0)
    return best if len(texts) >= 2 else 0


def _named(texts: set[str], table: str) -> int:
    """How many of these headers are headers of a table."""
    return sum(not texts.isdisjoint(known) for known in words.columns_of(table).values())


def _likeness(grid: Grid, head: Head, table: str, hint: str) -> float:
    if table in ("resources", "holidays") and not _says(grid.name, table):
        return 0.0  # any list of names or dates would look like these
    found = columns_of(grid, head, table)
    if words.MAIN[table] not in found.values() or len(found) < 2:
        return 0.0
    headers = {words.key(header) for header in head.headers}
    own = sum(name in words.strong_columns(table) and words.key(header) not in words.general_words()
              for header, name in found.items())  # fmt: skip
    named = bool(words.table_words(table) & headers)
    above = " ".join(text_of(value) for row in grid.cells[: head.row] for value in row)
    if table == "risks" and not own and not _says(f"{grid.name} {above} {hint}", table) and not named:
        return 0.0  # a list with neither chance nor impact is one of issues or actions
    said = 6 * _says(grid.name, table) + 4 * _says(above, table) + 2 * _says(hint, table) + 3 * named
    return len(found) + 1.5 * own + said


def _says(text: str, table: str) -> bool:
    """Whether a name or a title speaks of the table's rows."""
    said = f" {words.key(re.sub(r'[_.]', ' ', text))} "
    return any(f" {word} " in said for word in words.table_words(table))


def _kind_of_row(word: str) -> str:
    plain = words.key(word)
    initial = {"r": "risks", "a": "actions", "i": "issues", "d": "dependencies"}.get(plain, "")
    return next((t for t in words.TABLES if plain in words.table_words(t) and plain not in _NO_TYPE), initial)


_NO_TYPE = frozenset({"bug", "bugs", "task", "tasks", "ticket", "tickets"})  # Jira's types of issues


def _longest(table: str) -> int:
    return max(map(len, words.columns_of(table).values()))


def _by_word(table: str, samples: dict[str, list[Any]], found: dict[str, str], form: Callable[[str, str], str]) -> None:
    """Headers that are a known word; every column's best word first, so that no second choice takes a first."""
    for rank in range(_longest(table)):
        for name, known in words.columns_of(table).items():
            if name in found.values() or rank >= len(known):
                continue
            match = next((h for h in samples if h not in found and form(h, table) == known[rank]), None)
            if match is not None and fits(SHEETS[table].by_name[name], samples[match], match):
                found[match] = name


def _by_likeness(table: str, samples: dict[str, list[Any]], found: dict[str, str]) -> None:
    """Headers with a typing error."""
    for header in samples:
        if header in found:
            continue
        plain = words.key(_bare(header))
        near = [
            (SequenceMatcher(None, plain, word).ratio(), name)
            for name, known in words.columns_of(table).items() if name not in found.values()
            for word in known if len(word) > 4 and abs(len(word) - len(plain)) < 3
        ]  # fmt: skip
        ratio, name = max(near, default=(0.0, ""))
        if ratio >= _ALIKE and fits(SHEETS[table].by_name[name], samples[header]):
            found[header] = name


def _by_content(table: str, samples: dict[str, list[Any]], found: dict[str, str]) -> None:
    """The ID and the main text of rows whose headers say neither: codes that do not repeat, and the longest texts."""
    free = {header: [v for v in values if text_of(v)] for header, values in samples.items() if header not in found}
    if "id" in SHEETS[table].by_name and "id" not in found.values():
        codes = (h for h, v in free.items() if len(v) > 1 and all(_ID.fullmatch(text_of(x)) for x in v)
                 and len(set(map(text_of, v))) == len(v))  # fmt: skip
        header = next(codes, None)
        if header is not None:
            found[header] = "id"
            free.pop(header)
    main = words.MAIN[table]
    if main not in found.values() and "description" in found.values():
        found[next(header for header, name in found.items() if name == "description")] = main
    if main not in found.values() and len(found) >= 2:
        lengths = {h: sum(map(len, map(text_of, v))) / len(v) for h, v in free.items() if v and fits_text(v)}
        longest = max(lengths, key=lambda header: lengths[header], default=None)
        if longest is not None and lengths[longest] >= 12:
            found[longest] = main


def fits_text(values: Sequence[Any]) -> bool:
    """Whether all cells are texts."""
    return all(isinstance(value, str) and date_of(value) is None for value in values)


def _whole(header: str, _table: str) -> str:
    """A header as it is compared."""
    return words.key(_bare(header))


def _without_table(header: str, table: str) -> str:
    """A header without the word for the table's rows: a risk owner is an owner."""
    first, _, rest = words.key(_bare(header)).partition(" ")
    return rest if first in words.table_words(table) or f"{first}s" in words.table_words(table) else ""


def _bare(header: Any) -> str:
    """A header without the number that made it unique."""
    return re.sub(r" \(\d+\)$", "", text_of(header))


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
