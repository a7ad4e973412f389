"""The cells of one worksheet part by their place, and the formulas among them.

Depends on: excel.doctor.areas, excel.metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl.excel.doctor.areas import area_of, cell_name, cell_of
from exectrack_xl.excel.metadata import Range

Place = tuple[int, int]  # row and column, counted from 1


@dataclass(frozen=True)
class CellFormula:
    """One `<f>` element and where it stands."""

    place: Place
    cell: str
    element: etree._Element

    @property
    def text(self) -> str:
        """The formula as stored; "" where it only points to a shared one."""
        return self.element.text or ""

    @property
    def kind(self) -> str:
        """Its type: normal, shared, array or dataTable."""
        return self.element.get("t", "normal")

    @property
    def area(self) -> Range | None:
        """The block it fills, where it names one."""
        return area_of(self.element.get("ref"))


@dataclass
class Grid:
    """The cells of one worksheet; where a place occurs twice, the last one."""

    cells: dict[Place, etree._Element] = field(default_factory=dict)
    formulas: list[CellFormula] = field(default_factory=list)


def read_grid(root: etree._Element | None) -> Grid:
    """The grid of a worksheet's XML; empty where there is none."""
    grid = Grid()
    for place, cell in places(root):
        grid.cells[place] = cell
        for child in cell:
            if local(child) == "f":
                grid.formulas.append(CellFormula(place, cell_name(*place), child))
    return grid


def places(root: etree._Element | None) -> Iterator[tuple[Place, etree._Element]]:
    """Every cell with its place: the one it names, or else the next in its row."""
    data = None if root is None else root.find("{*}sheetData")
    number = 0
    for row in () if data is None else data.iterfind("{*}row"):
        number = whole(row.get("r"), number + 1)
        column = 0
        for cell in row.iterfind("{*}c"):
            named = cell_of(cell.get("r", ""))
            row_number, column = named if named is not None else (number, column + 1)
            yield (row_number, column), cell


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def whole(written: str | None, otherwise: int = -1) -> int:
    """A whole number as XML writes it, or `otherwise`.

    >>> whole("12"), whole("x"), whole(None, 0)
    (12, -1, 0)
    """
    return int(written) if written and len(written) < 10 and written.isascii() and written.isdigit() else otherwise


def is_number(written: str) -> bool:
    """Whether a text is a number as XML writes it.

    >>> is_number("1.5E-3"), is_number("nan"), is_number("")
    (True, False, False)
    """
    try:
        number = float(written)
    except ValueError:
        return False
    return number - number == 0 and "_" not in written  # neither infinite nor no number
