"""What lies over the cells of a sheet: merges, links, filters, views, headers.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import area_of, areas_of, meet, overlaps, written
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.grid import is_number, whole
from exectrack_xl.excel.doctor.parts import relation_id
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.doctor.vocabulary import Vocabulary

_LONGEST_ADDRESS, _LONGEST_HEADER = 2079, 255
_SIDES = ("left", "right", "top", "bottom", "header", "footer")
_PANES = frozenset({"bottomLeft", "bottomRight", "topLeft", "topRight"})


def merges(book: Book) -> Iterator[Finding]:
    """Merged cells that overlap each other or a table."""
    for sheet in book.worksheets:
        areas = []
        for merge in sheet.each("{*}mergeCells/{*}mergeCell"):
            area = area_of(merge.get("ref"))
            if area is None:
                yield found("merge-range", sheet.name, f"merges '{merge.get('ref')}', which are no cells.")
                continue
            if ":" not in merge.get("ref", "") or written(area).count(":") == 0:
                yield found("merge-single", sheet.name, "merges one cell.", cell=written(area))
            areas.append(area)
        for one, other in overlaps(areas):
            yield found("merge-overlap", sheet.name, f"is merged across {written(one)}.", cell=written(other))
        for table in book.tables:
            for area in areas:
                if table.sheet.part == sheet.part and table.area is not None and meet(area, table.area):
                    yield found("merge-in-table", sheet.name, f"is merged in table {table.name}.", cell=written(area))
        for group in sheet.each("{*}mergeCells"):
            if len(group) == 0:
                yield found("merge-range", sheet.name, "lists merged cells and names none.")


def hyperlinks(words: Vocabulary) -> Iterator[Finding]:
    """Links that lead nowhere or are too long."""
    for sheet in words.book.worksheets:
        for link in sheet.each("{*}hyperlinks/{*}hyperlink"):
            cell, place = link.get("ref", ""), link.get("location")
            if area_of(cell) is None:
                yield found("hyperlink-range", sheet.name, f"links from '{cell}', which is no cell.")
            relation = words.book.parts.link(sheet.part, relation_id(link))
            if relation is None and not place:
                yield found("hyperlink-dangling", sheet.name, "links to nothing.", cell=cell)
            if relation is None and place:
                yield from _location(words, sheet, cell, place)
            if relation is not None and len(relation.written) > _LONGEST_ADDRESS:
                length = len(relation.written)
                yield found("hyperlink-long", sheet.name, f"links to an address of {length} characters.", cell=cell)


def filters(book: Book) -> Iterator[Finding]:
    """A sheet's own filter: cells that are there, none of a table's."""
    for sheet in book.worksheets:
        for element in sheet.each("{*}autoFilter"):
            area = area_of(element.get("ref"))
            if area is None:
                yield found("filter-range", sheet.name, f"filters '{element.get('ref')}', which are no cells.")
                continue
            width = area.last_column - area.first_column + 1
            for column in element.iterfind("{*}filterColumn"):
                if not 0 <= whole(column.get("colId")) < width:
                    yield found("filter-range", sheet.name, f"filters column no. {column.get('colId')} of {width}.")
            for table in book.tables:
                if table.sheet.part == sheet.part and table.area is not None and meet(area, table.area):
                    yield found("filter-range", sheet.name, f"filters cells of table {table.name}.")


def views(book: Book) -> Iterator[Finding]:
    """How a sheet is shown: selections, frozen panes."""
    count = max(1, sum(1 for _ in book.each("{*}bookViews/{*}workbookView")))
    for sheet in book.worksheets:
        for view in sheet.each("{*}sheetViews/{*}sheetView"):
            if not 0 <= whole(view.get("workbookViewId")) < count:
                yield found("sheet-view", sheet.name, f"belongs to window '{view.get('workbookViewId')}' of {count}.")
            scale = whole(view.get("zoomScale"), 100)
            if not 10 <= scale <= 400 and scale != 0:
                yield found("sheet-view", sheet.name, f"is shown at {view.get('zoomScale')} %.")
            for selection in view.iterfind("{*}selection"):
                if selection.get("sqref") is not None and areas_of(selection.get("sqref")) is None:
                    yield found("sheet-view", sheet.name, f"selects '{selection.get('sqref')}', which are no cells.")
            for pane in view.iterfind("{*}pane"):
                corner, active = pane.get("topLeftCell"), pane.get("activePane", "topLeft")
                if (corner is not None and area_of(corner) is None) or active not in _PANES:
                    yield found("sheet-view", sheet.name, f"is frozen at '{corner}' ({active}).")


def headers(book: Book) -> Iterator[Finding]:
    """Page headers and footers of a length that Excel takes."""
    for sheet in book.sheets:
        for group in sheet.each("{*}headerFooter"):
            for element in group:
                text = element.text or ""
                if len(re.sub(r"\r\n", "\n", text)) > _LONGEST_HEADER:
                    yield found("header-long", sheet.name, f"has a header or footer of {len(text)} characters.")


def margins(book: Book) -> Iterator[Finding]:
    """Page margins: all six of them, as numbers."""
    for sheet in book.sheets:
        for element in sheet.each("{*}pageMargins"):
            wrong = [side for side in _SIDES if not is_number(element.get(side, ""))]
            if wrong:
                yield found("page-margins", sheet.name, f"gives no {wrong[0]} margin as a number.")


def protection(book: Book) -> Iterator[Finding]:
    """A note for each protected sheet with a table on it."""
    for sheet in book.worksheets:
        for element in sheet.each("{*}sheetProtection"):
            tables = [table.name for table in book.tables if table.sheet.part == sheet.part]
            if element.get("sheet") in ("1", "true") and tables:
                yield found("table-on-protected-sheet", sheet.name, f"is protected and holds {', '.join(tables)}.")


def _location(words: Vocabulary, sheet: SheetPart, cell: str, place: str) -> Iterator[Finding]:
    target = place.lstrip("#")
    for rule, message in words.faults(target):
        if rule in ("formula-sheet-unknown", "formula-name-unknown", "formula-reference-lost", "formula-table-unknown"):
            yield found("hyperlink-dangling", sheet.name, f"its link to '{place[:60]}' {message}", cell=cell)
