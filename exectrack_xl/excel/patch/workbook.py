"""A workbook under the knife: its sheets and tables with their parts, and what was changed so far.

Depends on: errors, schema, excel.opening, excel.metadata, excel.patch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from exectrack_xl.errors import WorkbookError, nearest
from exectrack_xl.excel.metadata import Metadata, Range, SheetPlace, range_of, read_metadata
from exectrack_xl.excel.opening import Package
from exectrack_xl.excel.patch.cells import Cells
from exectrack_xl.excel.patch.parts import Parts
from exectrack_xl.excel.patch.ranges import cell_name
from exectrack_xl.excel.patch.strings import Strings
from exectrack_xl.excel.patch.styles import Styles
from exectrack_xl.excel.patch.text import meant
from exectrack_xl.excel.patch.written import Written, formula_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Place = tuple[str, int, int]  # sheet, row, column

_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "AlternateContent", "absPath", "revisionPtr",
)  # fmt: skip


@dataclass(frozen=True)
class TableHome:
    """One Excel table: on which sheet, in which part, and its XML."""

    sheet: str
    part: str
    root: etree._Element

    @property
    def name(self) -> str:
        """The name that formulas call it by."""
        return self.root.get("displayName", "") or self.root.get("name", "")

    @property
    def area(self) -> Range:
        """Where it stands, headers and totals included.

        Raises:
            WorkbookError: its range is no range.
        """
        area = range_of(self.root.get("ref", ""))
        if area is None:
            raise WorkbookError(f"Table {self.name} states no range. Let Excel repair the workbook, and save it.")
        return area

    @property
    def headers(self) -> list[str]:
        """The names of its columns."""
        return [meant(column.get("name", "")) for column in self.columns]

    @property
    def columns(self) -> list[etree._Element]:
        """The elements that describe its columns."""
        return list(self.root.iterfind("{*}tableColumns/{*}tableColumn"))

    @property
    def header_rows(self) -> int:
        """1, or 0 where its head is switched off."""
        return 0 if self.root.get("headerRowCount") == "0" else 1

    @property
    def total_rows(self) -> int:
        """1 where it shows a row of totals."""
        return 0 if self.root.get("totalsRowCount", "0") in ("", "0") else 1

    @property
    def body(self) -> Range:
        """Its rows of values."""
        area = self.area
        return Range(area.first_row + self.header_rows, area.first_column,
                     area.last_row - self.total_rows, area.last_column)  # fmt: skip


class Target:
    """One workbook while edits are applied to it in memory."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts = Parts(package)
        self.metadata: Metadata = read_metadata(package)
        self.main = package.main
        self.strings = Strings(self.parts, self.main)
        self.styles = Styles(self.parts, self.main)
        self.changed: set[Place] = set()  # cells that now show something else
        self.recomputed: set[Place] = set()  # formula cells whose value the caller gave
        self.unknown: set[Place] = set()  # formula cells whose value nobody gave
        self.left: list[str] = []  # cells that were to be renewed but are a person's own
        self.moved: list[tuple[str, str, Range, Range]] = []  # totals: table, sheet, from where, to where
        self.reshaped: set[str] = set()  # sheets of which cells were moved, or formulas added
        self._cells: dict[str, Cells] = {}
        self._written: dict[str, Mapping[str, Written] | None] = {}

    @property
    def from_1904(self) -> bool:
        """Whether dates count from 1904."""
        return self.metadata.from_1904

    def has_sheet(self, sheet: str) -> bool:
        """Whether there is a worksheet of this name, in any case."""
        return sheet in self._place_by_name or sheet.casefold() in self._place_by_name

    def part_of(self, sheet: str) -> str:
        """The part that holds a sheet's cells.

        Raises:
            WorkbookError: there is no such sheet.
        """
        return self._place(sheet).part

    def name_of(self, sheet: str) -> str:
        """The name of a sheet as the workbook writes it.

        Raises:
            WorkbookError: there is no such sheet.
        """
        return self._place(sheet).name

    def cells(self, sheet: str) -> Cells:
        """The cells of a sheet.

        Raises:
            WorkbookError: there is no such sheet, or it holds no cells at all.
        """
        part = self.part_of(sheet)
        if part not in self._cells:
            root = self.parts.tree(part)
            data = root.find("{*}sheetData")
            if data is None:
                raise self.package.damaged(f"sheet '{sheet}' has no place for cells")
            self._cells[part] = Cells(root, data)
        return self._cells[part]

    def written(self, sheet: str) -> Mapping[str, Written] | None:
        """The formula cells of a sheet by address, as they stand in the file.

        None where they have to be looked for among its `cells`: it is not written plainly, or was reshaped.

        Raises:
            WorkbookError: there is no such sheet.
        """
        place = self._place(sheet)
        if place.name in self.reshaped:
            return None
        if place.part not in self._written:
            self._written[place.part] = formula_cells(self.package.part(place.part))
        return self._written[place.part]

    def is_open(self, sheet: str) -> bool:
        """Whether the sheet's cells were asked for before."""
        return self.part_of(sheet) in self._cells

    def touch(self, sheet: str, row: int, column: int) -> None:
        """Note that a cell shows something else now."""
        self.parts.touch(self.part_of(sheet))
        self.changed.add((sheet, row, column))

    def _place(self, sheet: str) -> SheetPlace:
        found = self._place_by_name.get(sheet) or self._place_by_name.get(sheet.casefold())
        if found is not None:
            return found
        known = [place.name for place in self.metadata.sheets]
        raise WorkbookError(f"{self.package.name} has no sheet '{sheet}'.{nearest(sheet, known)}")

    @cached_property
    def _place_by_name(self) -> dict[str, SheetPlace]:
        """The sheets by name in lower case, and as it is written."""
        plain = {place.name.casefold(): place for place in self.metadata.sheets}
        return plain | {place.name: place for place in self.metadata.sheets}

    @cached_property
    def tables(self) -> list[TableHome]:
        """All tables of the workbook."""
        return list(self._tables())

    @cached_property
    def table_by_name(self) -> dict[str, TableHome]:
        """The tables by their names in small letters; of two alike, the first."""
        return {table.name.casefold(): table for table in reversed(self.tables)}

    @cached_property
    def meanings(self) -> dict[str, list[str]]:
        """What each defined name, in small letters, refers to."""
        found: dict[str, list[str]] = {}
        for name, meaning in self.metadata.names.items():
            found.setdefault(name.casefold(), []).append(meaning)
        return found

    def table(self, name: str) -> TableHome:
        """The table of this name, in any case.

        Raises:
            WorkbookError: there is none.
        """
        found = self.table_by_name.get(name.casefold())
        if found is not None:
            return found
        hint = nearest(name, [table.name for table in self.tables])
        raise WorkbookError(f"{self.package.name} has no table '{name}'.{hint}")

    def calculate_on_opening(self) -> None:
        """Tell Excel to work out all formulas when it opens the workbook."""
        book = self.parts.tree(self.main)
        settings = book.find("{*}calcPr")
        if settings is None:
            settings = book.makeelement(f"{{{etree.QName(book).namespace}}}calcPr")
            book.insert(_after_names(book), settings)
        if settings.get("fullCalcOnLoad") not in ("1", "true"):
            settings.set("fullCalcOnLoad", "1")
            self.parts.touch(self.main)

    def show(self, sheet: str) -> None:
        """Let a hidden sheet be seen.

        Raises:
            WorkbookError: there is no such sheet.
        """
        self.part_of(sheet)
        for element in self.parts.tree(self.main).iterfind("{*}sheets/{*}sheet"):
            if element.get("name", "").casefold() == sheet.casefold() and element.attrib.pop("state", ""):
                self.parts.touch(self.main)

    def drop_calculation_order(self) -> None:
        """Leave out the list of formula cells, which Excel makes anew.

        It names every formula cell; one that no longer holds a formula makes Excel report a damaged file.
        """
        for kind, part in self.package.related(self.main).values():
            if kind == "calcChain" and self.package.has(part):
                self.parts.drop(part, of=self.main)

    def _tables(self) -> Iterator[TableHome]:
        for place in self.metadata.sheets:
            for kind, part in self.package.related(place.part).values():
                if kind == "table" and self.package.has(part):
                    yield TableHome(place.name, part, self.parts.tree(part))


def place_name(place: Place) -> str:
    """A cell as a person calls it: Risks!G14."""
    return f"{place[0]}!{cell_name(place[1], place[2])}"


def _after_names(book: etree._Element) -> int:
    """Where among its children a workbook's settings of calculation belong."""
    at = 0
    for number, child in enumerate(book):
        if isinstance(child.tag, str) and etree.QName(child).localname in _BEFORE_CALCULATION:
            at = number + 1
    return at
