"""The workbook as the checks see it: sheets, tables, names, texts and styles, each read once.

Whatever is missing or damaged is left out here and reported by the check whose subject it is.
Depends on: errors, excel.vba, excel.doctor.areas, excel.doctor.grid, excel.doctor.parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.doctor.areas import area_of
from exectrack_xl.excel.doctor.grid import Grid, local, read_grid, whole
from exectrack_xl.excel.doctor.parts import Parts, Relationship, relation_id
from exectrack_xl.excel.metadata import Range
from exectrack_xl.excel.vba import Module, read_modules

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class SheetPart:
    """One sheet of the workbook and the part that holds it."""

    parts: Parts
    name: str
    element: etree._Element  # its line in the workbook
    part: str  # "" where its relationship is missing
    kind: str  # worksheet, chartsheet, dialogsheet or xlMacrosheet

    @cached_property
    def root(self) -> etree._Element | None:
        """The sheet's XML."""
        return self.parts.tree(self.part) if self.part else None

    @cached_property
    def grid(self) -> Grid:
        """The sheet's cells."""
        return read_grid(self.root)

    @property
    def related(self) -> tuple[Relationship, ...]:
        """What the sheet points to."""
        return self.parts.related(self.part) if self.part else ()

    @property
    def hidden(self) -> bool:
        """Whether a person does not see the sheet."""
        return self.element.get("state", "visible") != "visible"

    @property
    def code_name(self) -> str:
        """The name of the sheet's VBA module."""
        properties = None if self.root is None else self.root.find("{*}sheetPr")
        return "" if properties is None else properties.get("codeName", "")

    def each(self, path: str) -> Iterator[etree._Element]:
        """The elements of the sheet's XML under this path, such as "{*}cols/{*}col"."""
        return iter(()) if self.root is None else self.root.iterfind(path)


@dataclass(frozen=True)
class TablePart:
    """One table: its part, its sheet, its XML."""

    part: str
    sheet: SheetPart
    root: etree._Element

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self.root.get("displayName", "") or self.root.get("name", "")

    @property
    def area(self) -> Range | None:
        """The block of cells it covers, headers and totals included."""
        return area_of(self.root.get("ref"))

    @property
    def headers(self) -> int:
        """How many header rows it has: 0 or 1."""
        return whole(self.root.get("headerRowCount"), 1)

    @property
    def totals(self) -> int:
        """How many totals rows it has: 0 or 1."""
        return whole(self.root.get("totalsRowCount"), 0)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, as a person reads them."""
        return tuple(plain(e.get("name", "")) for e in self.root.iterfind("{*}tableColumns/{*}tableColumn"))


@dataclass(frozen=True)
class Book:
    """Everything that checks ask about one workbook file."""

    parts: Parts

    @cached_property
    def main(self) -> str:
        """The part of the workbook itself; "" where the package names none."""
        return next((link.target for link in self.parts.related("") if link.kind == "officeDocument"), "")

    @cached_property
    def root(self) -> etree._Element | None:
        """The workbook's XML."""
        return self.parts.tree(self.main) if self.main else None

    def each(self, path: str) -> Iterator[etree._Element]:
        """The elements of the workbook's XML under this path."""
        return iter(()) if self.root is None else self.root.iterfind(path)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """All sheets in the order of their tabs."""
        return tuple(self._sheet(element) for element in self.each("{*}sheets/{*}sheet"))

    @cached_property
    def worksheets(self) -> tuple[SheetPart, ...]:
        """The sheets that have cells and can be read."""
        return tuple(sheet for sheet in self.sheets if sheet.kind == "worksheet" and sheet.root is not None)

    @cached_property
    def tables(self) -> tuple[TablePart, ...]:
        """All tables, sheet by sheet."""
        return tuple(
            TablePart(link.target, sheet, root)
            for sheet in self.worksheets
            for link in sheet.related
            if link.kind == "table" and (root := self.parts.tree(link.target)) is not None
        )

    @cached_property
    def names(self) -> tuple[etree._Element, ...]:
        """The defined names."""
        return tuple(self.each("{*}definedNames/{*}definedName"))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The shared texts, as a person reads them."""
        root = self._of_kind("sharedStrings")
        return () if root is None else tuple(text_of(item) for item in root.iterfind("{*}si"))

    @cached_property
    def styles(self) -> etree._Element | None:
        """The XML of the styles."""
        return self._of_kind("styles")

    def count(self, collection: str) -> int:
        """How many members a collection of the styles has, such as "cellXfs"."""
        found = None if self.styles is None else self.styles.find(f"{{*}}{collection}")
        return 0 if found is None else sum(1 for child in found if local(child))

    @cached_property
    def macros_part(self) -> str:
        """The part that holds the VBA project; "" where the workbook points to none."""
        return next((link.target for link in self.parts.related(self.main) if link.kind == "vbaProject"), "")

    @property
    def modules(self) -> tuple[Module, ...] | None:
        """The VBA modules; None where there is no project or it cannot be read."""
        return self._macros[0]

    @property
    def macros_fault(self) -> str:
        """Why the VBA project cannot be read; "" where it can, or is not there."""
        return self._macros[1]

    @cached_property
    def _macros(self) -> tuple[tuple[Module, ...] | None, str]:
        content = self.parts.content(self.macros_part) if self.macros_part else None
        if content is None:
            return None, ""
        try:
            return read_modules(content), ""
        except WorkbookError as fault:
            return None, str(fault)

    def value(self, sheet: SheetPart, place: tuple[int, int]) -> str:
        """What stands in a cell, as text; "" where it is blank."""
        cell = sheet.grid.cells.get(place)
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            inline = cell.find("{*}is")
            return "" if inline is None else text_of(inline)
        written = cell.findtext("{*}v") or ""
        if cell.get("t") != "s":
            return plain(written)
        index = whole(written)
        return self.texts[index] if 0 <= index < len(self.texts) else ""

    def _sheet(self, element: etree._Element) -> SheetPart:
        link = self.parts.link(self.main, relation_id(element))
        part, kind = (link.target, link.kind) if link is not None and not link.external else ("", "")
        return SheetPart(self.parts, element.get("name", ""), element, part, kind)

    def _of_kind(self, kind: str) -> etree._Element | None:
        target = next((link.target for link in self.parts.related(self.main) if link.kind == kind), "")
        return self.parts.tree(target) if target else None


def text_of(item: etree._Element) -> str:
    """The text of a shared or inline string, without its phonetic help."""
    pieces = (child if local(child) == "t" else child.find("{*}t") for child in item if local(child) in ("t", "r"))
    return plain("".join(piece.text or "" for piece in pieces if piece is not None))


def plain(written: str) -> str:
    """A text with the file's escapes put as the signs they stand for.

    >>> plain("Planned_x000a_finish")
    'Planned\\nfinish'
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), written).replace("\r\n", "\n")
