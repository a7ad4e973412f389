"""Pivot tables and the caches behind them.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import area_of, meet
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.parts import relation_id
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary


def pivot_tables(book: Book) -> Iterator[Finding]:
    """Pivot tables without cache, or of other fields than their cache has."""
    caches = {element.get("cacheId"): relation_id(element) for element in book.each("{*}pivotCaches/{*}pivotCache")}
    for number, count in Counter(e.get("cacheId") for e in book.each("{*}pivotCaches/{*}pivotCache")).items():
        if count > 1:
            yield found("pivot", book.main, f"gives {count} pivot caches the number {number}.")
    for sheet in book.worksheets:
        for link in sheet.related:
            root = book.parts.tree(link.target) if link.kind == "pivotTable" else None
            if root is None:
                continue
            name, cache = root.get("name", ""), root.get("cacheId")
            if cache not in caches:
                yield found("pivot", sheet.name, f"pivot table {name} needs cache no. {cache}, which is not there.")
            place = root.find("{*}location")
            area = area_of(None if place is None else place.get("ref"))
            if area is None:
                yield found("pivot", sheet.name, f"pivot table {name} stands nowhere on the sheet.")
                continue
            for table in book.tables:
                if table.sheet.part == sheet.part and table.area is not None and meet(area, table.area):
                    yield found("pivot", sheet.name, f"pivot table {name} covers table {table.name}.")


def sources(words: Vocabulary) -> Iterator[Finding]:
    """Caches whose data is not there."""
    book = words.book
    for link in book.parts.related(book.main):
        root = book.parts.tree(link.target) if link.kind == "pivotCacheDefinition" else None
        if root is None:
            continue
        for source in root.iterfind("{*}cacheSource/{*}worksheetSource"):
            if relation_id(source):
                continue  # another workbook
            sheet, name, cells = (source.get(key) for key in ("sheet", "name", "ref"))
            if sheet is not None and sheet.casefold() not in words.sheets:
                yield found("pivot-source", link.target, f"takes its data from sheet '{sheet}', which is not there.")
            if name is not None and name.casefold() not in words.names | words.tables.keys():
                yield found("pivot-source", link.target, f"takes its data from '{name}', which is not there.")
            if cells is not None and area_of(cells) is None:
                yield found("pivot-source", link.target, f"takes its data from '{cells}', which are no cells.")
