"""Native tables: a head that repeats, rows that do not split, columns wide enough for their longest word.

Depends on: report.model, render.measure, theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from exectrack_xl.render.document.page import Page, control
from exectrack_xl.render.document.text import attribute
from exectrack_xl.render.document.words import line_runs, paragraph, status_runs, text_run
from exectrack_xl.render.measure import longest_word, text_width
from exectrack_xl.report.model import Cell, Column, Row, RowKind, Table
from exectrack_xl.theme import BRAND, STATUS

TEXT_SIZE = 10.0  # points, as in the style ET Cell
TWIPS_PER_POINT = 20
WIDEST_WORD = 160.0  # points: what is longer, such as a web address, is broken
GAP = 140  # twips between columns, as in the style ET Table
KEPT_WHOLE, KEPT_IN_FIELD = 12, 5  # a table of so many rows stays on one page; fewer where many tables follow
NO_WRAP = 18  # a number or date up to this length is not broken while there is room

_NUMBER = re.compile(r"\d")
_TOTAL_BORDER = f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{BRAND.ink}" w:themeColor="text1"/>'


def table_xml(table: Table, page: Page) -> str:
    """A table with its heading before and its note after; it always ends with a paragraph."""
    heading = ""
    if table.heading:
        heading = paragraph(page.heading_style, text_run(table.heading), keep_next=page.in_cell)
    note = paragraph(page.style("ET Note"), text_run(table.note)) if table.note else ""
    return heading + _grid(table, page) + (note or paragraph(page.style("ET Gap"), ""))


def table_open(style: str, widths: Sequence[int], *, head: bool, caption: str = "") -> str:
    """The beginning of a table: its style, its width, its columns in twips."""
    described = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0420" if head else "0400"}" w:firstRow="{int(head)}" '
        f'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{described}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )


def column_widths(table: Table, total: int) -> tuple[int, ...]:
    """Widths in twips that add up to `total`: as the columns ask, but no word is broken while there is room."""
    minima = _minima(table, total)
    asked = sum(column.width for column in table.columns) or 1
    wishes = [total * column.width / asked for column in table.columns]
    if sum(minima) >= total:
        return _whole([minimum * total / sum(minima) for minimum in minima], total)
    extras = [max(0.0, wish - minimum) for wish, minimum in zip(wishes, minima, strict=True)]
    share = (total - sum(minima)) / (sum(extras) or 1)
    return _whole([minimum + extra * share for minimum, extra in zip(minima, extras, strict=True)], total)


def _grid(table: Table, page: Page) -> str:
    widths = column_widths(table, page.width)
    rows = "".join(
        _row(table, place, page, widths=widths, keep=not page.in_cell and _keeps(place, table, page))
        for place in range(len(table.rows))
    )
    opening = table_open(
        page.style("ET Inner table" if page.in_cell else "ET Table"), widths, head=True, caption=table.heading
    )
    return f"{opening}{_head(table.columns, page, widths)}{rows}</w:tbl>"


def _keeps(place: int, table: Table, page: Page) -> bool:
    """Whether a row stays with what follows: no page begins with the last row or the note, or ends with the first."""
    rows, most = len(table.rows), KEPT_IN_FIELD if page.in_field else KEPT_WHOLE
    if place == rows - 1:
        return bool(table.note)
    return rows <= most or place in (0, rows - 2)


def _head(columns: Sequence[Column], page: Page, widths: Sequence[int]) -> str:
    style, keep = page.style("ET Cell head"), not page.in_cell
    cells = "".join(
        _cell(paragraph(style, text_run(column.label), align=column.align, keep_next=keep), width, last=last)
        for column, width, last in _with_last(columns, widths)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(table: Table, place: int, page: Page, *, widths: Sequence[int], keep: bool) -> str:
    row = table.rows[place]
    if row.kind is RowKind.GROUP:
        first = row.cells[0] if row.cells else Cell()
        cells = _cell(_group(first, page), sum(widths), last=True, span=len(widths))
    else:
        cells = "".join(
            _cell(
                _cell_content(row, number, column=column, page=page, keep=keep), width, last=last, more=_row_look(row)
            )
            for number, (column, width, last) in enumerate(_with_last(table.columns, widths))
        )
    xml = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    return control(f"{table.key}.{row.key}", xml) if row.key else xml


def _group(cell: Cell, page: Page) -> str:
    runs = "".join(line_runs(line) for line in cell.lines)
    return paragraph(page.style("ET Label"), runs, keep_next=True)


def _cell_content(row: Row, number: int, *, column: Column, page: Page, keep: bool) -> str:
    cell = row.cells[number] if number < len(row.cells) else Cell()
    bold = row.kind is RowKind.TOTAL
    lines = [status_runs(cell.status)] if cell.status else []
    lines += [line_runs(line, bold=bold) for line in cell.lines]
    style = page.style("ET Inner cell" if page.in_cell else "ET Cell")
    return "".join(paragraph(style, runs, align=column.align, keep_next=keep) for runs in lines or [""])


def _row_look(row: Row) -> str:
    border = f"<w:tcBorders>{_TOTAL_BORDER}</w:tcBorders>" if row.kind is RowKind.TOTAL else ""
    tint = STATUS[row.tone].tint if row.tone in STATUS else ""
    return border + (f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else "")


def _cell(content: str, width: int, *, last: bool, span: int = 1, more: str = "") -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    margin = '<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>' if last else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{more}{margin}</w:tcPr>{content}</w:tc>'


def _with_last(columns: Sequence[Column], widths: Sequence[int]) -> Iterator[tuple[Column, int, bool]]:
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        yield column, width, place == len(columns) - 1


def _minima(table: Table, total: int) -> list[float]:
    """Twips each column needs: numbers and dates on one line where there is room for it, else word by word."""
    needs = [_needed(table, place) for place in range(len(table.columns))]
    on_one_line = [_twips(max(need)) for need in needs]
    return on_one_line if sum(on_one_line) <= total else [_twips(word_by_word) for word_by_word, _ in needs]


def _needed(table: Table, place: int) -> tuple[float, float]:
    """Points that a column's longest unbreakable text takes, and its longest short number or date, as if bold."""
    cells = [row.cells[place] for row in table.rows if row.kind is not RowKind.GROUP and place < len(row.cells)]
    texts = {"".join(span.text for span in line) for cell in cells for line in cell.lines}
    states = {f"● {cell.status.word}" for cell in cells if cell.status}
    words = (longest_word(text, TEXT_SIZE, bold=True) for text in (table.columns[place].label, *texts))
    numbers = (text for text in texts if len(text) <= NO_WRAP and _NUMBER.search(text))
    return max(*words, _widest(states)), _widest(numbers)


def _widest(texts: Iterable[str]) -> float:
    return max((text_width(text, TEXT_SIZE, bold=True) for text in texts), default=0.0)


def _twips(points: float) -> float:
    return min(points, WIDEST_WORD) * TWIPS_PER_POINT + GAP


def _whole(widths: Sequence[float], total: int) -> tuple[int, ...]:
    rounded = [int(width) for width in widths]
    return (*rounded[:-1], total - sum(rounded[:-1]))
