"""The heat map of the Risk Dashboard: open risks by probability and impact, counted natively.

Depends on: metrics, report.words, theme, excel.build.dashboards.
"""

from __future__ import annotations

from typing import Any

from exectrack_xl.excel.build.dashboards.canvas import Canvas, Live
from exectrack_xl.metrics import Listing
from exectrack_xl.report import words
from exectrack_xl.report.model import Tone
from exectrack_xl.theme import BRAND, NUMBER_FORMATS, SHEET_LOOK, STATUS

WIDE = 8  # page columns
_ROWS = 2  # of the page for each row of the map
_BAND_TINTS = {"Critical": STATUS[Tone.RED].tint, "High": STATUS[Tone.YELLOW].tint}
_SCALE_WORDS = {3: ("Low", "Medium", "High"), 5: ("1", "2", "3", "4", "5")}


def write_map(canvas: Canvas, matrix: Listing, top: int) -> int:
    """Fields of probability by impact with native counts; gives back the first row beneath."""
    canvas.section(top, 1, WIDE, "Open risks by probability (down) × impact (across)")
    size = round(len(matrix.rows) ** 0.5)
    spans = {3: ((2, 2), (4, 3), (7, 2)), 5: ((2, 1), (3, 1), (4, 1), (5, 2), (7, 2))}[size]
    small = {"font_size": SHEET_LOOK.note_size, "font_color": f"#{BRAND.secondary}"}
    top += 1
    for down in range(size):
        row_fields = matrix.rows[down * size : (down + 1) * size]
        label = _SCALE_WORDS[size][row_fields[0][0] - 1]
        canvas.box(top, 1, (_ROWS, 1), label, canvas.book.look(align="right", **small))
        for (column, across), row in zip(spans, row_fields, strict=True):
            _field(canvas, (top, column), (_ROWS, across), row)
        top += _ROWS
    for (column, across), label in zip(spans, _SCALE_WORDS[size], strict=True):
        canvas.box(top, column, (1, across), label, canvas.book.look(align="center", valign="top", **small))
    return top + 1


def _field(canvas: Canvas, where: tuple[int, int], size: tuple[int, int], row: tuple[Any, ...]) -> None:
    probability, impact, score, band, count, _ = row
    row_at, column = where
    down, across = size
    tint = {"bg_color": f"#{_BAND_TINTS.get(band, BRAND.panel)}", "left": 5, "left_color": f"#{BRAND.paper}"}
    grey = {"font_size": SHEET_LOOK.note_size, "bold": True, "font_color": f"#{BRAND.secondary}"}
    word = f"{words.fixed(score, 0)} {band}" if band in _BAND_TINTS and across > 1 else words.fixed(score, 0)
    corner = canvas.book.look(align="left", indent=1, **grey, **tint)
    canvas.box(row_at, column, (1, across), word, corner)
    look = canvas.book.look(font_size=SHEET_LOOK.kpi_size, bold=True, align="center", num_format=NUMBER_FORMATS["some"],
                            bottom=5, bottom_color=f"#{BRAND.paper}", **tint)  # fmt: skip
    canvas.box(row_at + 1, column, (down - 1, across), Live(heat_formula(probability, impact), count), look)


def heat_formula(probability: int, impact: int) -> str:
    """How many risks of this probability and impact are open on the status date; none without such a date.

    Open are those neither closed nor occurred, and those that will be only later; a risk raised later is none yet.
    """
    here = f"Risks[Probability],{probability},Risks[Impact],{impact}"
    alive = f'{here},Risks[Status],"<>Closed",Risks[Status],"<>Occurred"'
    raised_later = 'Risks[Raised on],">"&setting_status_date'
    ending = "".join(
        f'+COUNTIFS({here},Risks[Status],"{word}",Risks[Closed on],">"&setting_status_date,'
        'Risks[Raised on],"<="&setting_status_date)'
        for word in ("Closed", "Occurred")
    )
    return f'=IF(setting_status_date="",0,COUNTIFS({alive})-COUNTIFS({alive},{raised_later}){ending})'
