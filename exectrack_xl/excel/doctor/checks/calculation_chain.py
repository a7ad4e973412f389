"""The calculation chain: the list of formula cells that Excel keeps.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import cell_of, within
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.rules import found


def chain(book: Book) -> Iterator[Finding]:
    """Entries for cells without formula or sheets that are not there."""
    target = next((link.target for link in book.parts.related(book.main) if link.kind == "calcChain"), "")
    root = book.parts.tree(target) if target else None
    sheets = {sheet.element.get("sheetId"): sheet for sheet in book.sheets}
    filled: dict[str | None, frozenset[tuple[int, int]]] = {}
    number: str | None = None
    for entry in () if root is None else root.iterfind("{*}c"):
        number = entry.get("i", number)  # left out where it is that of the entry before
        sheet, cell = sheets.get(number), cell_of(entry.get("r", ""))
        if sheet is None:
            yield found("calculation-chain", target, f"names sheet no. {number}, which is not there.")
        elif sheet.root is not None:
            if number not in filled:
                filled[number] = frozenset(formula.place for formula in sheet.grid.formulas)
            if cell is None or (cell not in filled[number] and not _in_block(sheet, cell)):
                message = f"lists {entry.get('r')}, which holds no formula."
                yield found("calculation-chain", sheet.name, message, cell=entry.get("r", ""))


def _in_block(sheet: SheetPart, cell: tuple[int, int]) -> bool:
    return any(
        formula.area is not None and within(cell, formula.area)
        for formula in sheet.grid.formulas
        if formula.kind in ("array", "dataTable")
    )
