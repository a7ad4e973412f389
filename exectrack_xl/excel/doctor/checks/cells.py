"""Rows and cells: their order, their addresses, what they hold.

Depends on: errors, excel.doctor, excel.metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import area_of, cell_name, cell_of
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.grid import is_number, local, whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW

_TYPES = frozenset({"b", "d", "e", "inlineStr", "n", "s", "str"})
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!",
                     "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!",
                     "#EXTERNAL!", "#TIMEOUT!"})  # fmt: skip
_BROKEN = frozenset({"#NAME?", "#REF!"})
_LONGEST_TEXT = 32767
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?|\d\d:\d\d:\d\d(\.\d+)?Z?")
_WIDEST, _TALLEST, _DEEPEST = 256, 410, 7  # characters, points, levels of grouping


def rows(book: Book) -> Iterator[Finding]:
    """Rows and cells that stand out of order, twice, or where no cell can be."""
    for sheet in book.worksheets:
        last = 0
        for row in sheet.each("{*}sheetData/{*}row"):
            number = whole(row.get("r"), last + 1 if row.get("r") is None else -1)
            if not 1 <= number <= LAST_ROW:
                yield found("row-illegal", sheet.name, f"has a row '{row.get('r')}', which cannot be.")
                continue
            if number == last:
                yield found("row-twice", sheet.name, f"holds row {number} twice.", cell=f"A{number}")
            elif number < last:
                yield found("row-order", sheet.name, f"holds row {number} after row {last}.", cell=f"A{number}")
            last = max(last, number)
            yield from _row(sheet, row, number)


def contents(book: Book) -> Iterator[Finding]:
    """What cells hold: types, texts, numbers, errors."""
    formats = book.count("cellXfs")
    for sheet in book.worksheets:
        for place, cell in sheet.grid.cells.items():
            style = cell.get("s")
            if style is not None and not 0 <= whole(style) < max(formats, 1):
                yield _at(sheet, place, "cell-style", f"has the format no. {style}; there are {formats}.")
            yield from _content(book, sheet, place, cell)
        for element in (*sheet.each("{*}sheetData/{*}row"), *sheet.each("{*}cols/{*}col")):
            style = element.get("s") or element.get("style")
            if style is not None and not 0 <= whole(style) < max(formats, 1):
                yield found("cell-style", sheet.name, f"a {local(element)} has the format no. {style} of {formats}.")


def columns(book: Book) -> Iterator[Finding]:
    """Widths of columns, heights of rows, and the size that the sheet claims."""
    for sheet in book.worksheets:
        last = 0
        for column in sheet.each("{*}cols/{*}col"):
            first, end = whole(column.get("min")), whole(column.get("max"))
            if not last < first <= end <= LAST_COLUMN:
                yield found("columns", sheet.name, f"sets columns {column.get('min')} to {column.get('max')} wrongly.")
            width = column.get("width")
            if width is not None and not (is_number(width) and 0 <= float(width) <= _WIDEST):
                yield found("columns", sheet.name, f"has a column of width '{width}'.")
            last = max(last, end)
        for element in (*sheet.each("{*}cols/{*}col"), *sheet.each("{*}sheetData/{*}row")):
            level = element.get("outlineLevel")
            if level is not None and not 0 <= whole(level) <= _DEEPEST:
                yield found("columns", sheet.name, f"groups a {local(element)} {level} levels deep.")
        for row in sheet.each("{*}sheetData/{*}row"):
            height = row.get("ht")
            if height is not None and not (is_number(height) and 0 <= float(height) <= _TALLEST):
                yield found("columns", sheet.name, f"row {row.get('r')} has the height '{height}'.")
        for dimension in sheet.each("{*}dimension"):
            if area_of(dimension.get("ref")) is None:
                yield found("sheet-size", sheet.name, f"claims to fill '{dimension.get('ref')}'.")


def texts_inline(book: Book) -> Iterator[Finding]:
    """A note where texts stand in the cells."""
    count = sum(cell.get("t") == "inlineStr" for sheet in book.worksheets for cell in sheet.grid.cells.values())
    if count:
        yield found("texts-inline", book.main, f"holds {count} texts in cells, not in the shared list.")


def _row(sheet: SheetPart, row: etree._Element, number: int) -> Iterator[Finding]:
    last = 0
    for cell in row.iterfind("{*}c"):
        written = cell.get("r")
        if written is None:
            last += 1
            continue
        place = cell_of(written)
        if place is None:
            yield found(*_unplaced(sheet.name, written), cell=written[:20])
            continue
        if place[0] != number:
            yield found("cell-in-wrong-row", sheet.name, f"stands in row {number}.", cell=written)
        if place[1] == last:
            yield found("cell-twice", sheet.name, "stands twice in its row.", cell=written)
        elif place[1] < last:
            yield found("cell-order", sheet.name, f"stands after {cell_name(number, last)}.", cell=written)
        last = max(last, place[1])


def _unplaced(sheet: str, written: str) -> tuple[str, str, str]:
    if re.fullmatch(r"[A-Z]+[1-9]\d*", written):
        return "cell-beyond", sheet, "lies beyond the last row or column of a sheet."
    return "cell-reference", sheet, f"'{written[:20]}' is no address of a cell."


def _content(book: Book, sheet: SheetPart, place: tuple[int, int], cell: etree._Element) -> Iterator[Finding]:
    kind, value = cell.get("t", "n"), cell.find("{*}v")
    text = "" if value is None else value.text or ""
    if kind not in _TYPES:
        yield _at(sheet, place, "cell-type", f"is of the type '{kind}', which there is not.")
    elif kind == "inlineStr":
        if cell.find("{*}is") is None or value is not None:
            yield _at(sheet, place, "cell-inline", "says that its text stands in it, and it does not.")
    elif cell.find("{*}is") is not None:
        yield _at(sheet, place, "cell-inline", f"holds a text of its own, but is of the type '{kind}'.")
    elif value is not None:
        fault = _value_fault(book, kind, text)
        if fault:
            yield _at(sheet, place, *fault)
    elif kind == "s":
        yield _at(sheet, place, "shared-string", "names no text of the shared list.")


def _value_fault(book: Book, kind: str, text: str) -> tuple[str, str] | None:
    if kind == "s":
        if not 0 <= whole(text.strip()) < len(book.texts):
            return "shared-string", f"names text no. '{text[:20]}' of {len(book.texts)}."
    elif kind == "n":
        if text.strip() and not is_number(text):
            return "cell-value", f"should hold a number and holds '{text[:30]}'."
    elif kind == "b":
        if text.strip() not in ("0", "1", "true", "false"):
            return "cell-value", f"should hold TRUE or FALSE and holds '{text[:30]}'."
    elif kind == "e":
        if text.strip() not in _ERRORS:
            return "cell-value", f"should hold an error value and holds '{text[:30]}'."
        if text.strip() in _BROKEN:
            return "cell-error", f"shows {text.strip()}."
    elif kind == "d":
        if not _MOMENT.fullmatch(text.strip()):
            return "cell-value", f"should hold a date and holds '{text[:30]}'."
    elif len(text.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
        return "cell-text-long", f"holds a text of {len(text)} characters."
    return None


def _at(sheet: SheetPart, place: tuple[int, int], rule: str, message: str) -> Finding:
    return found(rule, sheet.name, message, cell=cell_name(*place))
