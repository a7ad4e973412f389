"""What a report says, before anyone decides what it looks like.

Plain frozen values: text is final, colours are meanings, nothing is computed after this point. A page names
its blocks by the place they take; renderers map places to placeholders, positions or Word fields.
Depends on: nothing.
"""

from exectrack_xl.report.model.blocks import Bullets, Cell, Column, Row, RowKind, Table, Tile
from exectrack_xl.report.model.drawings import (
    Chart,
    ChartKind,
    Ladder,
    Lane,
    Marker,
    Matrix,
    Pin,
    Roadmap,
    Series,
    Step,
)
from exectrack_xl.report.model.report import Block, Layout, Origin, Page, Report, Section
from exectrack_xl.report.model.text import Line, Role, Said, Span, Spoken, Status, Tone

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "ChartKind",
    "Column",
    "Ladder",
    "Lane",
    "Layout",
    "Line",
    "Marker",
    "Matrix",
    "Origin",
    "Page",
    "Pin",
    "Report",
    "Roadmap",
    "Role",
    "Row",
    "RowKind",
    "Said",
    "Section",
    "Series",
    "Span",
    "Spoken",
    "Status",
    "Step",
    "Table",
    "Tile",
    "Tone",
]
