"""The cells of one worksheet part: found, made in their right order, moved and taken away.

Depends on: excel.metadata, excel.patch.ranges.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from exectrack_xl.excel.metadata import Range, column_number, range_of
from exectrack_xl.excel.patch.ranges import cell_name, overlap, range_text

Element = etree._Element

_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_LOOK_OF_ROW = ("ht", "customHeight", "s", "customFormat", "thickTop", "thickBot")


class Cells:
    """The rows and cells of a worksheet. Those that state no address are counted from the one before."""

    def __init__(self, root: Element, data: Element) -> None:
        self.root, self._data = root, data
        self._space = f"{{{etree.QName(root).namespace}}}"
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        last = 0
        for row in data.iterfind("{*}row"):
            last = int(row.get("r") or last + 1)
            self._rows[last] = row
        self._order = sorted(self._rows)
        self._numbered = False

    def cell(self, row: int, column: int) -> Element | None:
        """The cell in a row and column counted from 1, None where the file has none."""
        return self._of_row(row).get(column)

    def in_row(self, row: int) -> dict[int, Element]:
        """The cells of a row by column."""
        return dict(self._of_row(row))

    def make(self, row: int, column: int) -> Element:
        """The cell there, new where the file has none: it then looks as its row or column says."""
        found = self.cell(row, column)
        if found is not None:
            return found
        made = self._data.makeelement(f"{self._space}c", {"r": cell_name(row, column)})
        style = self.style(row, column)
        if style:
            made.set("s", str(style))
        self._put(row, column, made)
        return made

    def style(self, row: int, column: int) -> int:
        """The number of the cell format that counts there."""
        found = self.cell(row, column)
        if found is not None:
            return _whole(found.get("s"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in ("1", "true"):
            return _whole(line.get("s"))
        return next((style for first, last, style in self._columns if first <= column <= last), 0)

    def move(self, row: int, column: int, to: int) -> None:
        """Put a cell into another row of its column, in place of what stands there."""
        self.take(to, column)
        cell = self.take(row, column)
        if cell is not None:
            cell.set("r", cell_name(to, column))
            self._put(to, column, cell)

    def take(self, row: int, column: int) -> Element | None:
        """Take a cell off the sheet, if there is one."""
        self._address(row)
        cell = self._of_row(row).pop(column, None)
        if cell is not None:
            self._rows[row].remove(cell)
        return cell

    def look_like(self, row: int, model: int) -> None:
        """Give a row that the file does not have yet the height and format of another."""
        like = self._rows.get(model)
        if row not in self._rows and like is not None:
            made = self._row(row)
            for key, value in like.attrib.items():
                if etree.QName(str(key)).localname in (*_LOOK_OF_ROW, "dyDescent"):
                    made.set(key, value)

    def formulas(self) -> Iterator[tuple[int, int, Element]]:
        """Row, column and `f` element of each formula."""
        for row in self._order:
            for column, cell in self._of_row(row).items():
                formula = cell.find("{*}f")
                if formula is not None:
                    yield row, column, formula

    @cached_property
    def arrays(self) -> list[Range]:
        """The ranges that array formulas and data tables fill."""
        found = (formula for formula in self._data.iter(f"{self._space}f") if formula.get("ref"))
        kinds = ((formula.get("t"), range_of(formula.get("ref", ""))) for formula in found)
        return [area for kind, area in kinds if area is not None and kind in ("array", "dataTable")]

    @cached_property
    def merged(self) -> list[Range]:
        """The ranges of merged cells."""
        found = (range_of(e.get("ref", "")) for e in self.root.iterfind("{*}mergeCells/{*}mergeCell"))
        return [area for area in found if area is not None]

    def in_array(self, area: Range) -> bool:
        """Whether an array formula fills any of these cells."""
        return any(overlap(area, array) for array in self.arrays)

    def state_extent(self, area: Range) -> None:
        """Note on the sheet that its cells reach as far as this range, where it says how far they reach."""
        dimension = self.root.find("{*}dimension")
        if dimension is None:
            return
        known = range_of(dimension.get("ref", ""))
        if known is None:
            return
        is_empty = known == Range(1, 1, 1, 1) and self.cell(1, 1) is None
        wide = area if is_empty else Range(
            min(known.first_row, area.first_row), min(known.first_column, area.first_column),
            max(known.last_row, area.last_row), max(known.last_column, area.last_column),
        )  # fmt: skip
        if wide != known:
            dimension.set("ref", range_text(wide))

    @cached_property
    def _columns(self) -> list[tuple[int, int, int]]:
        """First and last column, and format, of each stretch of columns."""
        found = self.root.iterfind("{*}cols/{*}col")
        return [(_whole(c.get("min")), _whole(c.get("max")), _whole(c.get("style"))) for c in found]

    def _of_row(self, row: int) -> dict[int, Element]:
        if row not in self._cells:
            found: dict[int, Element] = {}
            last = 0
            for cell in self._rows[row].iterfind("{*}c") if row in self._rows else ():
                place = _PLACE.fullmatch(cell.get("r", ""))
                last = column_number(place[1]) if place else last + 1
                found[last] = cell
            if row not in self._rows:
                return found
            self._cells[row] = found
        return self._cells[row]

    def _row(self, row: int) -> Element:
        """The row, new where the file has none."""
        if row not in self._rows:
            if not self._numbered:  # else a row put between would move those that state no number
                for number, other in self._rows.items():
                    other.set("r", str(number))
                self._numbered = True
            made = self._data.makeelement(f"{self._space}row", {"r": str(row)})
            at = bisect_left(self._order, row)
            if at:
                self._rows[self._order[at - 1]].addnext(made)
            else:
                self._data.insert(0, made)
            self._order.insert(at, row)
            self._rows[row] = made
        return self._rows[row]

    def _put(self, row: int, column: int, cell: Element) -> None:
        line, cells = self._row(row), self._of_row(row)
        self._address(row)
        before = [known for known in cells if known < column]
        if before:
            cells[max(before)].addnext(cell)
        else:
            line.insert(0, cell)
        cells[column] = cell
        _widen(line, column)

    def _address(self, row: int) -> None:
        """State the address of every cell of a row."""
        for column, cell in self._of_row(row).items():
            cell.set("r", cell_name(row, column))


def _widen(row: Element, column: int) -> None:
    """Keep true what a row says about its first and last column."""
    first, _, last = row.get("spans", "").partition(":")
    if first.isdecimal() and last.isdecimal():
        row.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")
    elif "spans" in row.attrib:
        del row.attrib["spans"]  # it is no more than a hint


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
