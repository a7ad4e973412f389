"""Blocks of a report as parts of a Word document, in the order they come.

Depends on: report.model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from exectrack_xl.render.document.bullets import bullets_xml
from exectrack_xl.render.document.drawing import chart_xml
from exectrack_xl.render.document.matrix import matrix_xml, roadmap_xml
from exectrack_xl.render.document.page import Page, control
from exectrack_xl.render.document.table import table_xml
from exectrack_xl.render.document.tiles import tiles_xml
from exectrack_xl.render.document.words import line_runs, paragraph
from exectrack_xl.report.model import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Ladder,
    Line,
    Matrix,
    Roadmap,
    Row,
    Table,
    Tile,
)


def blocks_xml(blocks: Iterable[Block | Line], page: Page) -> tuple[str, ...]:
    """One piece of text for each block; tiles that follow one another make one row."""
    given = list(blocks)
    pieces: list[str] = []
    for is_tile, group in groupby(enumerate(given), lambda numbered: isinstance(numbered[1], Tile)):
        if is_tile:
            pieces.append(tiles_xml([block for _, block in group if isinstance(block, Tile)], page))
        else:
            pieces += [_kept(block, page, given[place + 1 :]) for place, block in group]
    return tuple(pieces)


def _kept(block: Block | Line, page: Page, after: Sequence[Block | Line]) -> str:
    """One block; a sentence over the whole width stays on the page of what it leads to."""
    if isinstance(block, tuple) and page.in_field and not page.in_cell:
        return paragraph(page.text_style, line_runs(block), keep_next=bool(after))
    return block_xml(block, page)


def block_xml(block: Block | Line, page: Page) -> str:
    """One block, inside a content control that carries its key; a bare line is a paragraph."""
    if isinstance(block, tuple):
        return paragraph(page.text_style, line_runs(block))
    written = _written(block, page)
    return written if page.in_cell else control(block.key, written)


def cell_xml(blocks: Sequence[Block | Line], page: Page) -> str:
    """Blocks that fill a table cell, which is never left without a paragraph."""
    return "".join(blocks_xml(blocks, page)) or paragraph(page.text_style, "")


def _written(block: Block, page: Page) -> str:
    match block:
        case Tile():
            return tiles_xml([block], page)
        case Bullets():
            return bullets_xml(block, page)
        case Table():
            return table_xml(block, page)
        case Chart():
            return chart_xml(block, page)
        case Roadmap():
            return roadmap_xml(block, page)
        case Matrix():
            return matrix_xml(block, page)
        case Ladder():
            return table_xml(_as_table(block), page)


def _as_table(ladder: Ladder) -> Table:
    """A ladder on paper: its steps as columns, its counts as the row."""
    columns = tuple(Column(step.label) for step in ladder.steps)
    row = Row("count", tuple(Cell(((step.count,),)) for step in ladder.steps))
    return Table(ladder.key, ladder.heading, columns, (row,))
