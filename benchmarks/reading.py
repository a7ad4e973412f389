"""Reading the generated tracker: typed tables with metadata and error values, over the cell reader's bare lists."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.generate import OURS
from benchmarks.rows import Bench, Row
from exectrack_xl.excel.file import read


def lists(bench: Bench, names: list[str] | None = None) -> list[list[list[Any]]]:
    """The cells of the sheets as lists, as fast as they can be had: the measure of all ratios."""
    book = CalamineWorkbook.from_filelike(BytesIO(bench.data))
    return [book.get_sheet_by_name(name).to_python() for name in names or book.sheet_names]


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""

    def frames() -> None:
        for table in read(bench.path).tables.values():
            _ = table.frame

    return [
        Row("cells of our sheets as lists", lambda: lists(bench, [sheet.title for sheet in OURS])),
        Row("typed tables, metadata, error values", lambda: read(bench.path), gate=1.6, target=1.3),
        Row("the same with a frame of every table", frames),
    ]
