"""Finds the formulas of other people that read changed cells: their shown values are out of date.

One level is enough: where nobody's formula reads a changed cell, none does indirectly.
Depends on: errors, metrics, excel.metadata, excel.patch.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW, Range, SheetPlace, column_number, range_of
from exectrack_xl.excel.patch.ranges import overlap
from exectrack_xl.excel.patch.workbook import Place, Target, place_name
from exectrack_xl.metrics import METRICS

_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_STRING = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(
    r"""(?<![\w.])(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)(?P<span>:[\w.]+)?!)?(?:
    (?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w.(])
    |(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(])
    |(?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![\w.])
    |(?P<name>[^\W\d][\w.\\]*)(?P<after>\(|\[\[?(?:\#This[ ]Row|@))?)""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"(?P<name>[\w.\\']*)\[(?:[^\[\]]|\[[^\]]*\])*\]")
_METRICS = frozenset(name.upper() for name in METRICS)
_DEPTH = 8  # names that mean names

EVERYTHING = Range(1, 1, LAST_ROW, LAST_COLUMN)
OWN_ROW = 0  # in an area's rows: the row of the formula's own cell
Area = tuple[str, Range]  # sheet and range; "" = every sheet
Moved = tuple[int, int]  # how far below and right of where a formula is written the cell stands that shares it


def fed_formulas(target: Target, ours: frozenset[Place]) -> list[str]:
    """The formula cells outside `ours` that read a changed cell, as Risks!G14, in sheet order."""
    if not target.changed:
        return []
    changed, reading = _Changed(target), _Reading(target)
    return [
        place_name(at)
        for at, text, moved in _formulas(target)
        if at not in ours and any(changed.holds(area, at[1]) for area in reading.areas(text, at[0], moved))
    ]


def refuse_followers(target: Target) -> None:
    """Do nothing where no formula reads, by address, totals that have moved.

    Raises:
        WorkbookError: one does, and would read something else from now on.
    """
    for table, home, old, new in target.moved:
        for at, text, moved in _formulas(target):
            for match in _REFERENCE.finditer(_STRING.sub('""', text)):
                area = _range(match) if match["cells"] else None
                if area is None or _sheet(match, at[0]).casefold() != home.casefold():
                    continue
                area = _shifted(area, moved)
                if overlap(area, old) and not overlap(area, new):
                    raise WorkbookError(
                        f"{place_name(at)} reads the totals of table {table} by address ({match['cells']}), and they "
                        f"would move. Write {table}[[#Totals],[…]] there instead."
                    )


def _formulas(target: Target) -> Iterator[tuple[Place, str, Moved]]:
    """Every formula: its cell, its text, and how far from the cell where that is written it stands."""
    for place in target.metadata.sheets:
        found = _in_sheet(target, place)
        shared = {number: (text, at) for at, text, number in found if number is not None and text}
        for (row, column), text, number in found:
            words, at = (text, (row, column)) if number is None else shared.get(number, (text, (row, column)))
            yield (place.name, row, column), words, (row - at[0], column - at[1])


def _in_sheet(target: Target, place: SheetPlace) -> list[tuple[tuple[int, int], str, str | None]]:
    """Row and column, text and number (of one that several cells share) of each formula of a sheet."""
    written = target.written(place.name)
    if written is not None:
        return [((cell.row, cell.column), cell.formula, cell.shared) for cell in written.values()]
    if not _HAS_FORMULA.search(target.package.part(place.part)) and not target.is_open(place.name):
        return []
    return [
        ((row, column), formula.text or "", formula.get("si", "") if formula.get("t") == "shared" else None)
        for row, column, formula in target.cells(place.name).formulas()
    ]


class _Changed:
    """The changed cells, by sheet and column."""

    def __init__(self, target: Target) -> None:
        self._rows: dict[str, dict[int, list[int]]] = {}
        for sheet, row, column in sorted(target.changed):
            self._rows.setdefault(sheet.casefold(), {}).setdefault(column, []).append(row)

    def holds(self, area: Area, row: int) -> bool:
        """Whether a changed cell lies in the range that a formula in this row reads."""
        sheet, cells = area
        if not sheet:
            return bool(self._rows)
        columns = self._rows.get(sheet.casefold(), {})
        return any(
            _between(rows, cells.first_row or row, cells.last_row or row)
            for column, rows in columns.items()
            if cells.first_column <= column <= cells.last_column
        )


def _between(rows: list[int], first: int, last: int) -> bool:
    at = bisect_left(rows, first)
    return at < len(rows) and rows[at] <= last


class _Reading:
    """What formulas read. Each text is read once: a column repeats its formula row by row."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._known: dict[tuple[str, str, Moved, int], tuple[Area, ...]] = {}

    def areas(self, formula: str, sheet: str, moved: Moved, depth: int = 0) -> tuple[Area, ...]:
        """What a formula on a sheet reads; names in it may mean names, down to a depth."""
        key = (formula, sheet, moved, depth)
        if key not in self._known:
            self._known[key] = tuple(self._found(formula, sheet, moved, depth))
        return self._known[key]

    def _found(self, formula: str, own: str, moved: Moved, depth: int) -> Iterator[Area]:
        bare = _STRING.sub('""', formula)
        if any(not match["name"] for match in _BRACKETS.finditer(bare)):  # [Score], as inside a table one may write
            yield from ((table.sheet, table.area) for table in self._target.tables if table.sheet == own)
        for match in _REFERENCE.finditer(bare):
            sheet = _sheet(match, own)
            if match["span"] or ":" in sheet:
                yield "", EVERYTHING
            elif match["name"]:
                yield from self._named(match, own, depth)
            else:
                area = _range(match)
                if area is not None:
                    yield sheet, _shifted(area, moved)

    def _named(self, match: re.Match[str], own: str, depth: int) -> Iterator[Area]:
        """What a word in a formula reads: a table, what a defined name means, or everything, as a metric may."""
        name, after = match["name"], match["after"] or ""
        if after == "(":
            if name.upper() in _METRICS:
                yield "", EVERYTHING
            return
        table = self._target.table_by_name.get(name.casefold())
        if table is not None:
            area = table.area
            yield table.sheet, replace(area, first_row=OWN_ROW, last_row=OWN_ROW) if after else area
        elif depth < _DEPTH:
            for meaning in self._target.meanings.get(name.casefold(), ()):
                yield from self.areas(meaning, own, (0, 0), depth + 1)


def _sheet(match: re.Match[str], own: str) -> str:
    """The sheet that a reference names, else the one its formula stands on."""
    return str(match["sheet"] or own).strip("'").replace("''", "'").rpartition("]")[2]


def _range(match: re.Match[str]) -> Range | None:
    if match["cells"]:
        return range_of(match["cells"])
    first, _, last = (match["columns"] or match["rows"]).replace("$", "").partition(":")
    if match["columns"]:
        left, right = sorted((column_number(first), column_number(last)))
        return Range(1, left, LAST_ROW, right)
    top, bottom = sorted((int(first), int(last)))
    return Range(top, 1, bottom, LAST_COLUMN)


def _shifted(area: Range, moved: Moved) -> Range:
    """The range widened to where a shared formula may have moved it; absolute parts are taken as moving too."""
    down, right = moved
    if not (down or right):
        return area
    return Range(max(1, area.first_row + min(0, down)), max(1, area.first_column + min(0, right)),
                 area.last_row + max(0, down), area.last_column + max(0, right))  # fmt: skip
