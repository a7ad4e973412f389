"""A row of tiles: label, value, why and change, four beside each other at most.

Depends on: report.model.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from exectrack_xl.render.document.page import Page, control
from exectrack_xl.render.document.table import table_open
from exectrack_xl.render.document.words import line_runs, paragraph, status_runs, text_run
from exectrack_xl.report.model import Tile

MOST_IN_A_ROW = 4


def tiles_xml(tiles: Sequence[Tile], page: Page) -> str:
    """Tiles as a table without lines; it always ends with a paragraph."""
    per_row = ceil(len(tiles) / ceil(len(tiles) / MOST_IN_A_ROW))
    width = page.width // per_row
    rows = [tiles[start : start + per_row] for start in range(0, len(tiles), per_row)]
    opening = table_open(page.style("ET Tiles"), [width] * per_row, head=False)
    body = "".join(_row(row, page, width=width, per_row=per_row) for row in rows)
    table = f"{opening}{body}</w:tbl>"
    return control(f"tiles.{tiles[0].key}", table) + paragraph(page.style("ET Gap"), "")


def _row(tiles: Sequence[Tile], page: Page, *, width: int, per_row: int) -> str:
    missing = per_row - len(tiles)
    cells = "".join(_cell(_tile(tile, page), width) for tile in tiles)
    cells += missing * _cell(paragraph(page.style("ET Cell"), ""), width)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _tile(tile: Tile, page: Page) -> str:
    status = text_run("   ") + status_runs(tile.status) if tile.status else ""
    parts = [
        paragraph(page.style("ET Kpi label"), text_run(tile.label) + status),
        paragraph(page.style("ET Kpi"), line_runs(tile.value)),
    ]
    style = page.style("ET Note")
    return "".join([*parts, *(paragraph(style, line_runs(line)) for line in (tile.why, tile.change) if line)])


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
