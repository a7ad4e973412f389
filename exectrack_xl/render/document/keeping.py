"""Where a section may break over a page: a short one nowhere, a long one between two fields in its middle.

Heights are estimates in points from the number of characters; they only choose between the two.
Depends on: nothing but the names of the format.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from exectrack_xl.render.document.template import W

KEPT_WHOLE = 330.0  # points: a section up to nearly half a page is never broken
KEPT_FIELDS = 1  # of a longer one, so many fields stay with its heading and the next one
_LINE_HEIGHT, _ROW_PADDING = 12.5, 4.2  # points
_CHARACTER = 94  # twips that a character of 10 pt takes
_EMU_PER_POINT = 12700
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def keep_together(table: Any) -> None:
    """Keep each row of a section's table with the next, as far as the section's height allows."""
    rows = own_rows(table)
    last = len(rows) - 1
    whole = height(table) <= KEPT_WHOLE
    for place, row in enumerate(rows[:last]):
        if whole or place < KEPT_FIELDS or place == last - 1:
            for paragraph in row.iter(f"{W}p"):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def own_rows(table: Any) -> list[Any]:
    """The rows of a table, without those of tables inside it."""
    return [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]


def height(table: Any) -> float:
    """About how high a table is, in points, with the tables and charts inside it."""
    return sum(
        max((_cell_height(cell) for cell in row.iterchildren(f"{W}tc")), default=0.0) + _ROW_PADDING
        for row in own_rows(table)
    )


def _cell_height(cell: Any) -> float:
    width = cell.find(f"{W}tcPr/{W}tcW")
    characters = max(int(width.get(f"{W}w")) // _CHARACTER, 1) if width is not None else 80
    paragraphs = sum(_paragraph_height(p, characters) for p in cell.iterchildren(f"{W}p"))
    return paragraphs + sum(height(table) for table in cell.iterchildren(f"{W}tbl"))


def _paragraph_height(paragraph: Any, characters: int) -> float:
    extent = next(paragraph.iter(_EXTENT), None)
    if extent is not None:
        return int(extent.get("cy")) / _EMU_PER_POINT
    lines = "".join(node.text or "\n" for node in paragraph.iter(f"{W}t", f"{W}br")).split("\n")
    return sum(max(ceil(len(line) / characters), 1) for line in lines) * _LINE_HEIGHT
