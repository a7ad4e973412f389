"""The proposal of what goes where, kept beside the tracker as a file that a person can edit.

Depends on: errors, schema, excel.foreign.dates, excel.foreign.grids, excel.foreign.headers,
excel.foreign.values, excel.foreign.words.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.excel.foreign import headers, words
from exectrack_xl.excel.foreign.dates import order_of
from exectrack_xl.excel.foreign.grids import Grid
from exectrack_xl.excel.foreign.headers import Head
from exectrack_xl.excel.foreign.values import text_of
from exectrack_xl.schema import SHEETS, Kind
from exectrack_xl.schema.cells import header_key

_TOP = (
    "# What goes where when a list is brought in: your header = the column of the tracker, \"\" = nowhere.\n"
    "# Edit it as you like; 'exectrack import' uses it the next time. Several headers may go to one text column.\n"
)  # fmt: skip
_OWN = "own_sheets"


@dataclass(frozen=True)
class SheetMapping:
    """What one foreign sheet, or its rows of one type, becomes."""

    sheet: str
    table: str  # of the schema
    columns: Mapping[str, str]  # header -> column name; "" = nowhere
    day_first: bool = True
    day_is_guess: bool = False
    day_is_mixed: bool = False
    split: str = ""  # the column that says of which type a row is
    types: tuple[str, ...] = ()  # the types that belong here; "" also counts where it is listed
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column name -> word -> choice

    @property
    def used(self) -> dict[str, str]:
        """The headers that go somewhere, and where to."""
        return {header: name for header, name in self.columns.items() if name}

    def column(self, grid: Grid, head: Head, header: str) -> list[Any]:
        """The cells beneath a header in the rows that belong here."""
        cells = head.column(grid, header)
        if not self.split:
            return cells
        kinds = map(text_of, head.column(grid, self.split))
        return [cell for cell, kind in zip(cells, kinds, strict=True) if kind in self.types]


def propose(grid: Grid, head: Head, wanted: str = "", hint: str = "") -> tuple[SheetMapping, ...]:
    """What a sheet could become; nothing where it looks like no table. `wanted` is the table a person has named."""
    split, kinds = ("", {}) if wanted else headers.split_of(grid, head)
    if split:
        grouped: dict[str, list[str]] = {}
        for word, table in sorted(kinds.items()):
            grouped.setdefault(table, []).append(word)
        return tuple(replace(_mapping(grid, head, table, split), split=split, types=tuple(of_table))
                     for table, of_table in grouped.items())  # fmt: skip
    table = wanted or headers.table_of(grid, head, hint)
    return (_mapping(grid, head, table),) if table else ()


def _mapping(grid: Grid, head: Head, table: str, split: str = "") -> SheetMapping:
    found = {header: name for header, name in headers.columns_of(grid, head, table).items() if header != split}
    one = SheetMapping(grid.name, table, found)
    order = order_of(_dates(grid, head, one))
    return replace(one, day_first=order.day_first, day_is_guess=order.is_guess, day_is_mixed=order.is_mixed)


def _dates(grid: Grid, head: Head, one: SheetMapping) -> Iterator[Any]:
    """The cells of a sheet that are to be dates."""
    for header, name in one.used.items():
        if SHEETS[one.table].by_name[name].kind is Kind.DATE:
            yield from one.column(grid, head, header)


def settled(found: Sequence[tuple[Grid, Head, SheetMapping]]) -> list[tuple[Grid, Head, SheetMapping]]:
    """The mappings of one file: where a sheet does not tell whether the day or the month comes first, others may."""
    order = order_of(chain.from_iterable(_dates(*one) for one in found))
    if order.is_guess or order.is_mixed:
        return list(found)
    return [(grid, head, replace(one, day_first=order.day_first, day_is_guess=False) if one.day_is_guess else one)
            for grid, head, one in found]  # fmt: skip


def known_for(grid: Grid, head: Head, saved: Sequence[SheetMapping], wanted: str = "") -> tuple[SheetMapping, ...]:
    """The saved mappings that fit a sheet: of its name if it has several sheets' worth, and with its headers."""
    present = {header_key(header) for header in head.headers if header}
    fitting = [m for m in saved if {header_key(h) for h in m.used} <= present and m.used
               and (not wanted or m.table == wanted)]  # fmt: skip
    same = [m for m in fitting if m.sheet.casefold() == grid.name.casefold()]
    chosen = same or fitting[:1]
    if chosen and chosen[0].split:
        chosen = [m for m in fitting if m.split == chosen[0].split]
    by_key = {header_key(header): header for header in head.headers if header}
    return tuple(replace(m, sheet=grid.name,
                         columns={by_key[header_key(h)]: n for h, n in m.columns.items() if header_key(h) in by_key})
                 for m in chosen)  # fmt: skip


def as_toml(
    mappings: Iterable[SheetMapping], unmapped: Mapping[str, Sequence[str]], *, own_sheets: bool = False
) -> str:
    """The mappings as a file; headers that go nowhere are listed, so that they can be sent somewhere.

    `own_sheets` says that they are about the workbook beside which the file lies, not about lists brought into it.
    """
    lines = [_TOP, *([f"{_OWN} = true  # these are sheets of the workbook itself", ""] if own_sheets else [])]
    for one in mappings:
        sheet = SHEETS[one.table]
        lines += ["[[list]]", f"sheet = {_text(one.sheet)}", f"table = {_text(sheet.title)}",
                  f"day_first = {str(one.day_first).lower()}"]  # fmt: skip
        if one.split:
            lines += [f"split = {_text(one.split)}", f"types = [{', '.join(map(_text, one.types))}]"]
        lines.append("[list.columns]")
        lines += [f"{_text(h)} = {_text(sheet.by_name[n].header if n else '')}" for h, n in one.columns.items()]
        lines += [f'{_text(header)} = ""' for header in unmapped.get(one.sheet, ()) if header not in one.columns]
        for name, known in one.words.items():
            lines.append(f"[list.words.{_text(sheet.by_name[name].header)}]")
            lines += [f"{_text(word)} = {_text(choice)}" for word, choice in known.items()]
        lines.append("")
    return "\n".join(lines)


def from_toml(path: Path) -> tuple[SheetMapping, ...]:
    """The mappings in a file.

    Raises:
        UsageError: the file is not there, is no TOML, or names a table or column that a tracker does not have.
    """
    data = _read(path)
    lists = data.get("list", [])
    if not isinstance(lists, list) or not all(isinstance(one, dict) for one in lists):
        raise UsageError(f"{path.name}: expected [[list]] sections. Delete the file to have one proposed.")
    return tuple(_from(one, path.name) for one in lists)


def is_of_own_sheets(path: Path) -> bool:
    """Whether a mapping file is about the workbook beside which it lies.

    Raises:
        UsageError: the file is not there, or is no TOML.
    """
    return _read(path).get(_OWN) is True


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise UsageError(f"There is no mapping file '{path}'. Leave --mapping out to have one proposed.") from fault
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise UsageError(f"{path.name} cannot be read as a mapping: {fault}. Mend it, or delete it.") from fault


def table_named(text: str) -> str:
    """The name of the table a person has named by its title.

    Raises:
        UsageError: lists are not brought into such a table.
    """
    titles = {SHEETS[name].title: name for name in words.TABLES}
    for title, name in titles.items():
        if text.strip().casefold() in (title.casefold(), name):
            return name
    raise UsageError(f"A list cannot be brought in as '{text}'.{nearest(text, titles)} Known: {', '.join(titles)}.")


def _any_table(text: str, name: str) -> str:
    """The name of any table of a tracker: a mapping may also say how a whole workbook is read."""
    titles = {sheet.title: sheet.name for sheet in SHEETS.values()}
    for title, table in titles.items():
        if text.strip().casefold() in (title.casefold(), table):
            return table
    raise UsageError(f"{name}: a tracker has no table '{text}'.{nearest(text, titles)}")


def _from(one: Mapping[str, Any], name: str) -> SheetMapping:
    table = _any_table(str(one.get("table", "")), name)
    given, chosen = one.get("columns", {}), one.get("words", {})
    if not isinstance(given, dict) or not isinstance(chosen, dict):
        raise UsageError(f"{name}: 'columns' and 'words' are sections such as [list.columns]. Mend or delete the file.")
    columns = {header: _column(table, str(target), name) for header, target in given.items()}
    return SheetMapping(
        str(one.get("sheet", "")), table, columns, bool(one.get("day_first", True)),
        split=str(one.get("split", "")), types=tuple(map(str, one.get("types", ()))),
        words={_column(table, h, name): dict(known) for h, known in chosen.items() if isinstance(known, dict)},
    )  # fmt: skip


def _column(table: str, header: str, name: str) -> str:
    sheet = SHEETS[table]
    if not header.strip():
        return ""
    found = {header_key(column.header): column.name for column in sheet.typed}
    if header_key(header) not in found:
        known = [column.header for column in sheet.typed]
        raise UsageError(f"{name}: table {sheet.title} has no column '{header}'.{nearest(header, known)}")
    return found[header_key(header)]


def _text(text: str) -> str:
    """A text in quotes, as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
