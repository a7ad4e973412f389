"""The risk matrix as a table of tinted cells, and the roadmap as a table of lanes: a page is read, not drawn on.

Depends on: report.model, theme.
"""

from __future__ import annotations

from datetime import date

from exectrack_xl.render.document.page import Page
from exectrack_xl.render.document.table import table_open, table_xml
from exectrack_xl.render.document.words import colour, paragraph, text_run
from exectrack_xl.report.model import Cell, Column, Lane, Matrix, Roadmap, Row, Span, Table, Tone
from exectrack_xl.theme import BRAND, STATUS
from exectrack_xl.tracker.periods import MONTHS

_AXIS_WIDTH = 1100  # twips


def matrix_xml(matrix: Matrix, page: Page) -> str:
    """Probability upwards, impact to the right; each cell names its risks, in brackets former ones."""
    steps = range(1, matrix.size + 1)
    width = (page.width - _AXIS_WIDTH) // matrix.size
    heading = paragraph(page.heading_style, text_run(matrix.heading)) if matrix.heading else ""
    opening = table_open(page.style("ET Matrix"), [_AXIS_WIDTH, *[width] * matrix.size], head=False, caption=matrix.alt)
    rows = "".join(_matrix_row(matrix, probability, page, width) for probability in reversed(steps))
    head = page.style("ET Cell head")
    foot = "".join(
        _cell(paragraph(head, text_run(page.words.say("document.impact", step=str(impact))), align="centre"), width)
        for impact in steps
    )
    last = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(paragraph(head, ''), _AXIS_WIDTH)}{foot}</w:tr>"
    note = paragraph(page.style("ET Note"), text_run(matrix.note))
    return f"{heading}{opening}{rows}{last}</w:tbl>{note}"


def roadmap_xml(roadmap: Roadmap, page: Page) -> str:
    """One row for each lane: status, progress, baseline and current dates, the safe date."""
    columns = (
        Column("Initiative", width=3),
        Column("Status", width=1.4),
        Column("Progress", width=1.6),
        Column("Baseline finish", "right", 1.6),
        Column("Current finish", "right", 1.6),
        Column("Safe date", "right", 1.6),
    )
    rows = tuple(_lane_row(lane) for lane in roadmap.lanes)
    return table_xml(Table(roadmap.key, roadmap.heading, columns, rows, note=roadmap.status_label), page)


def _lane_row(lane: Lane) -> Row:
    finishes = (lane.baseline and lane.baseline[1], lane.current and lane.current[1], lane.safe_finish)
    cells = (Cell.of(lane.name, bold=True), Cell(status=lane.status), Cell.of(lane.note))
    return Row(lane.key, (*cells, *(Cell(((Span(_day(finish)),),)) for finish in finishes)))


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else "–"


def _matrix_row(matrix: Matrix, probability: int, page: Page, width: int) -> str:
    axis = paragraph(
        page.style("ET Cell head"), text_run(page.words.say("document.probability", step=str(probability)))
    )
    cells = "".join(_matrix_cell(matrix, (probability, i), page, width) for i in range(1, matrix.size + 1))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(axis, _AXIS_WIDTH)}{cells}</w:tr>"


def _matrix_cell(matrix: Matrix, place: tuple[int, int], page: Page, width: int) -> str:
    word, tone = matrix.bands.get(place, ("", Tone.PLAIN))
    look = STATUS.get(tone)
    pins = ", ".join(pin.label for pin in matrix.pins if (pin.probability, pin.impact) == place)
    band = text_run(word, look=colour(look.text) if look else "")
    style = page.style("ET Cell")
    content = paragraph(style, band, align="centre", keep_next=True)
    left = ", ".join(pin.label for pin in matrix.pins if pin.previous == place)
    moved = text_run(f"{' ' * bool(pins)}({left})", look=colour(BRAND.secondary, "text2")) if left else ""
    content += paragraph(style, text_run(pins, bold=True) + moved, align="centre", keep_next=True)
    return _cell(content, width, tint=look.tint if look else "")


def _cell(content: str, width: int, tint: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )
