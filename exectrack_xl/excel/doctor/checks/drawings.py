"""Drawings: where pictures, charts and buttons stand; and comments with the boxes that show them.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import cell_of
from exectrack_xl.excel.doctor.book import Book, SheetPart
from exectrack_xl.excel.doctor.grid import local, whole
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.excel.metadata import LAST_COLUMN, LAST_ROW

_ANCHORS = {"twoCellAnchor": ("from", "to"), "oneCellAnchor": ("from", "ext"), "absoluteAnchor": ("pos", "ext")}
_CONTENT = frozenset({"sp", "grpSp", "graphicFrame", "cxnSp", "pic", "contentPart", "AlternateContent"})


def anchors(book: Book) -> Iterator[Finding]:
    """Objects that stand nowhere on the sheet, or that hold nothing."""
    for sheet, part in _related(book, "drawing"):
        root = book.parts.tree(part)
        for anchor in () if root is None else root:
            name = local(anchor)
            if name in ("AlternateContent", ""):
                continue
            if name not in _ANCHORS:
                yield found("drawing-content", sheet.name, f"its drawing holds <{name}>, which does not belong there.")
                continue
            yield from _anchor(sheet, anchor, name)


def pictures(book: Book) -> Iterator[Finding]:
    """Pictures and charts of drawings that name no picture or chart."""
    for sheet, part in _related(book, "drawing"):
        root = book.parts.tree(part)
        for element in () if root is None else root.iter("{*}blip", "{*}chart"):
            if not any("relationships}" in str(key) for key in element.attrib):
                yield found("drawing-content", sheet.name, f"its drawing holds a {local(element)} that is not there.")


def comments(book: Book) -> Iterator[Finding]:
    """Comments without cell, author, or the drawing that shows them."""
    for sheet in book.worksheets:
        for link in sheet.related:
            root = book.parts.tree(link.target) if link.kind == "comments" else None
            if root is None:
                continue
            if not any(True for _ in sheet.each("{*}legacyDrawing")):
                yield found("comment-drawing", sheet.name, "has comments, but not the drawing that shows them.")
            authors = sum(1 for _ in root.iterfind("{*}authors/{*}author"))
            items = list(root.iterfind("{*}commentList/{*}comment"))
            places = Counter(item.get("ref", "") for item in items)
            for item in items:
                cell = item.get("ref", "")
                if cell_of(cell) is None or places[cell] > 1:
                    yield found("comment", sheet.name, f"has a comment at '{cell}', which is no cell or has two.")
                author = item.get("authorId")
                if not 0 <= whole(author) < authors:
                    yield found("comment", sheet.name, f"has a comment by author no. {author}.", cell=cell)


def _related(book: Book, kind: str) -> Iterator[tuple[SheetPart, str]]:
    return ((sheet, link.target) for sheet in book.sheets for link in sheet.related if link.kind == kind)


def _anchor(sheet: SheetPart, anchor: etree._Element, name: str) -> Iterator[Finding]:
    children = {local(child): child for child in anchor}
    missing = [needed for needed in (*_ANCHORS[name], "clientData") if needed not in children]
    if missing or not _CONTENT & set(children):
        yield found("drawing-anchor", sheet.name, f"an object of its drawing lacks its {(missing or ['content'])[0]}.")
    corners = [_corner(children[corner]) for corner in ("from", "to") if corner in children]
    for corner in corners:
        if not (0 <= corner[0] < LAST_ROW and 0 <= corner[1] < LAST_COLUMN):
            yield found("drawing-anchor", sheet.name, "an object of its drawing stands beyond the sheet.")
    if len(corners) == 2 and (corners[1][0] < corners[0][0] or corners[1][1] < corners[0][1]):
        yield found("drawing-anchor", sheet.name, "an object of its drawing ends before it begins.")


def _corner(element: etree._Element) -> tuple[int, int]:
    """Row and column, counted from 0; -1 where it is none."""
    row, column = (element.findtext(f"{{*}}{name}") or "" for name in ("row", "col"))
    return whole(row.strip()), whole(column.strip())
