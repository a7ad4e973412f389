"""The way most scripts do it, to compare with: openpyxl reads, pandas counts, python-pptx writes a deck of our size.

It checks nothing, keeps no edits and has no lineage; the deck has as many slides, charts and tables as ours.
Run alone: `python -m benchmarks.naive WORKBOOK DECK.pptx`. Depends on: nothing of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

SLIDES, CHARTS, TABLES = 14, 8, 4


def naive_deck(workbook: Path, deck: Path) -> Path:
    """Read all sheets, group each by its last text column, and put the counts on slides."""
    from pptx import Presentation
    from pptx.util import Inches

    frames = _frames(workbook)
    show: Any = Presentation()
    for number in range(SLIDES):
        slide = show.slides.add_slide(show.slide_layouts[5])
        title, frame = frames[number % len(frames)]
        slide.shapes.title.text = title
        box = (Inches(1), Inches(2), Inches(8), Inches(4.5))
        if number < CHARTS:
            _chart(slide, frame, box)
        elif number < CHARTS + TABLES:
            _table(slide, frame, box)
    show.save(str(deck))
    return deck


def _frames(workbook: Path) -> list[tuple[str, Any]]:
    import openpyxl
    import pandas as pd

    book = openpyxl.load_workbook(workbook, data_only=True)
    found = []
    for sheet in book:
        rows = [row for row in sheet.values if any(value is not None for value in row)]
        head = next((at for at, row in enumerate(rows) if sum(value is not None for value in row) > 1), 0)
        found.append((sheet.title, pd.DataFrame(rows[head + 1 :], columns=list(rows[head]))))
    book.close()
    return found


def _chart(slide: Any, frame: Any, box: tuple[Any, ...]) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = CategoryChartData()
    counts = frame.iloc[:, -1].astype(str).value_counts().head(12)
    data.categories = list(counts.index)
    data.add_series("Count", [int(value) for value in counts])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)


def _table(slide: Any, frame: Any, box: tuple[Any, ...]) -> None:
    part = frame.iloc[:9, :6].astype(str)
    table = slide.shapes.add_table(len(part) + 1, part.shape[1], *box).table
    for column, header in enumerate(part.columns):
        table.cell(0, column).text = str(header)
    for row, values in enumerate(part.itertuples(index=False), 1):
        for column, value in enumerate(values):
            table.cell(row, column).text = str(value)  # a blank is no text, whatever pandas says


if __name__ == "__main__":
    print(naive_deck(Path(sys.argv[1]), Path(sys.argv[2])))
