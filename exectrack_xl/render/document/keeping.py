"""Where a section may break over a page: a short one nowhere, a long one between two fields in its middle.

Heights are estimates in points from the number of characters; they only choose between the two.
Depends on: nothing but the names of the format.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from lxml.etree import SubElement

from exectrack_xl.render.document.template import W

KEPT_WHOLE = 330.0  # points: a section up to nearly half a page is never broken
KEPT_FIELDS = 1  # of a longer one, so many fields stay with its heading and the next one
_LINE_HEIGHT, _ROW_PADDING = 12.5, 4.2  # points
_CHARACTER = 94  # twips that a character of 10 pt takes
_EMU_PER_POINT = 12700
_ROW, _CELL, _TABLE, _PARAGRAPH, _TEXT, _BREAK = (f"{W}{name}" for name in ("tr", "tc", "tbl", "p", "t", "br"))
_PROPERTIES, _STYLE, _KEEP_NEXT = (f"{W}{name}" for name in ("pPr", "pStyle", "keepNext"))
_CELL_WIDTH, _WIDTH = f"{W}tcPr/{W}tcW", f"{W}w"
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def keep_together(table: Any) -> None:
    """Keep each row of a section's table with the next, as far as the section's height allows."""
    rows = own_rows(table)
    last = len(rows) - 1
    whole = height(table) <= KEPT_WHOLE
    for place, row in enumerate(rows[:last]):
        if whole or place < KEPT_FIELDS or place == last - 1:
            for paragraph in row.iter(_PARAGRAPH):
                _keep_next(paragraph)


def own_rows(table: Any) -> list[Any]:
    """The rows of a table, without those of tables inside it."""
    rows = list(table.iter(_ROW))
    if next(table.iterdescendants(_TABLE), None) is None:
        return rows
    return [row for row in rows if next(row.iterancestors(_TABLE)) is table]


def height(table: Any) -> float:
    """About how high a table is, in points, with the tables and charts inside it; above `KEPT_WHOLE` a part of it."""
    so_far = 0.0
    for row in own_rows(table):
        so_far += _row_height(row)
        if so_far > KEPT_WHOLE:
            break
    return so_far


def _row_height(row: Any) -> float:
    return max(map(_cell_height, row.iterchildren(_CELL)), default=0.0) + _ROW_PADDING


def _cell_height(cell: Any) -> float:
    width = cell.find(_CELL_WIDTH)
    characters = max(int(width.get(_WIDTH)) // _CHARACTER, 1) if width is not None else 80
    paragraphs = sum(_paragraph_height(p, characters) for p in cell.iterchildren(_PARAGRAPH))
    return paragraphs + sum(map(height, cell.iterchildren(_TABLE)))


def _paragraph_height(paragraph: Any, characters: int) -> float:
    text = ""
    for node in paragraph.iter(_TEXT, _BREAK, _EXTENT):
        if node.tag == _EXTENT:
            return int(node.get("cy")) / _EMU_PER_POINT
        text += node.text or "\n"
    return sum(max(ceil(len(line) / characters), 1) for line in text.split("\n")) * _LINE_HEIGHT


def _keep_next(paragraph: Any) -> None:
    """Keep a paragraph with the next one; the mark stands first in its properties, after the style alone."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = SubElement(paragraph, _PROPERTIES)
        paragraph.insert(0, properties)
    if properties.find(_KEEP_NEXT) is None:
        properties.insert(int(properties.find(_STYLE) is not None), SubElement(properties, _KEEP_NEXT))
