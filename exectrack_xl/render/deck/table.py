"""A native table: group rows over the width, a total row, status cells, and bars beside the rows as a native chart.

Rows and columns carry numbers made from their keys, so that a later refresh finds them again.
Depends on: report.model, render.geometry, render.deck.markup, …shortening, …table_content, …table_room, …text,
render.template_deck.table_style.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from exectrack_xl.render.deck.markup import graphic_frame
from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.deck.table_content import BAR_SHARE, PADDING, text_width_of, words
from exectrack_xl.render.deck.table_room import TableRoom, fit
from exectrack_xl.render.deck.text import paragraph, paragraphs, plain, runs, status_line
from exectrack_xl.render.geometry import EMU_PER_POINT, Box
from exectrack_xl.render.template_deck.table_style import TABLE_STYLE
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Line,
    Role,
    Row,
    RowKind,
    Series,
    Span,
    Spoken,
    Table,
    Tone,
)

_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_A16 = 'xmlns:a16="http://schemas.microsoft.com/office/drawing/2014/main"'
_COLUMN_ID = "{9D8B030D-6E8A-4147-A177-3AD203B41FA5}"
_ROW_ID = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}"
_ALIGN = {"left": "l", "right": "r", "centre": "ctr"}
_MARGIN = round(PADDING * EMU_PER_POINT)
_ABOVE = round(2.2 * EMU_PER_POINT)


@dataclass(frozen=True)
class Bars:
    """A chart that lies over a column of the table, a bar pair beside each row."""

    chart: Chart
    box: Box


@dataclass(frozen=True)
class DrawnTable:
    """A table as a shape, the bars beside its rows, and the place it really takes."""

    xml: str
    bars: tuple[Bars, ...]
    box: Box


def fitted(table: Table, box: Box, *, large: bool = False) -> TableRoom:
    """The table as it fits into a box; a `large` one fills it."""
    return fit(table, box.width / EMU_PER_POINT, box.height / EMU_PER_POINT, large=large)


def draw_table(shape: tuple[str, int], table: Table, room: TableRoom, corner: Box, cut: Shortening) -> DrawnTable:
    """The fitted table under its shape's name and placeholder; rows that found no room are told in the notes."""
    (name, idx), box = shape, corner
    _tell_hidden(table, room, cut)
    widths = [round(width * EMU_PER_POINT) for width in room.widths]
    heights = [round(height * EMU_PER_POINT) for height in room.heights]
    taken = Box(box.left, box.top, sum(widths), sum(heights))
    grid = "".join(_grid_column(column, width, table.key) for column, width in zip(table.columns, widths, strict=True))
    drawn = "".join(_row(row, height, table, room, cut) for row, height in zip(room.rows, heights[1:], strict=True))
    last = bool(room.rows) and room.rows[-1].kind is RowKind.TOTAL
    content = (
        f'<a:graphicData uri="{_URI}"><a:tbl><a:tblPr firstRow="1" lastRow="{int(last)}">'
        f"<a:tableStyleId>{TABLE_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>"
        f"{_head(table, room, heights[0])}{drawn}</a:tbl></a:graphicData>"
    )
    alt = attribute(cut.words.say("slide.table_alt", heading=table.heading, rows=str(len(room.rows)),
                                  columns=", ".join(column.label for column in table.columns)))  # fmt: skip
    xml = graphic_frame(name, taken, content, alt=alt, place=f'<p:ph type="tbl" idx="{idx}"/>')
    return DrawnTable(xml, tuple(_bars(table, room, (widths, heights), taken, cut.words)), taken)


def _tell_hidden(table: Table, room: TableRoom, cut: Shortening) -> None:
    for row in table.rows[len(room.rows) :]:
        cut.keep(table.heading, " | ".join(words(cell).replace("\n", ", ") for cell in row.cells))


def _grid_column(column: Column, width: int, key: str) -> str:
    number = crc32(f"{key}:{column.label}".encode()) & 0x7FFFFFFF
    return f'<a:gridCol w="{width}">{_identity(_COLUMN_ID, "colId", number)}</a:gridCol>'


def _identity(uri: str, name: str, number: int) -> str:
    return f'<a:extLst><a:ext uri="{uri}"><a16:{name} {_A16} val="{number}"/></a:ext></a:extLst>'


def _tr(cells: str, height: int, key: str) -> str:
    return f'<a:tr h="{height}">{cells}{_identity(_ROW_ID, "rowId", crc32(key.encode()) & 0x7FFFFFFF)}</a:tr>'


def _head(table: Table, room: TableRoom, height: int) -> str:
    cells = "".join(
        _tc(paragraphs(((Span(column.label),),), room.size - 0.5, align=column.align), anchor="b", first=place == 0)
        for place, column in enumerate(table.columns)
    )
    return _tr(cells, height, f"{table.key}:head")


def _row(row: Row, height: int, table: Table, room: TableRoom, cut: Shortening) -> str:
    key = f"{table.key}:{row.key}"
    if row.kind is RowKind.GROUP:
        return _tr(_group_cells(row, room, cut), height, key)
    cells = [*row.cells, *[Cell()] * (len(table.columns) - len(row.cells))][: len(table.columns)]
    about = words(cells[0]).partition("\n")[0][:60]
    drawn = "".join(
        _cell(cell, table.columns[place], _room_of(cell, place, room), cut, (row, about, place == 0))
        for place, cell in enumerate(cells)
    )
    return _tr(drawn, height, key)


def _room_of(cell: Cell, place: int, room: TableRoom) -> Room:
    return Room(room.size, text_width_of(cell, room.widths[place]), room.most_lines)


def _cell(cell: Cell, column: Column, room: Room, cut: Shortening, where: tuple[Row, str, bool]) -> str:
    row, about, first = where
    about = f"{about}, {column.label}" if not first else column.label
    align = "right" if cell.bar else column.align
    each = max(room.lines // max(len(cell.lines), 1), 1)
    lines: list[Line] = [cut.line(line, Room(room.size, room.width, each), about) for line in cell.lines]
    status = paragraph(status_line(cell.status, room.size), cell.status.word, align=align) if cell.status else ""
    total = row.kind is RowKind.TOTAL
    text = paragraphs(lines, room.size, align=align, bold=total) if lines or not status else ""
    return _tc(status + text, first=first)


def _group_cells(row: Row, room: TableRoom, cut: Shortening) -> str:
    columns, size = len(room.widths), room.size
    line = row.cells[0].lines[0] if row.cells and row.cells[0].lines else ()
    line = cut.line(line, Room(size, sum(room.widths) - PADDING, 1, bold=True), cut.words.say("slide.group"))
    shown = tuple(Span(span.text, True, row.tone if span.tone is Tone.PLAIN else span.tone) for span in line)
    first = _tc(paragraph(runs(shown, size), plain(line)), span=columns, first=True)
    return first + '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>' * (
        columns - 1
    )


def _tc(text: str, *, anchor: str = "ctr", span: int = 1, first: bool = False) -> str:
    merged = f' gridSpan="{span}"' if span > 1 else ""
    left = 0 if first else _MARGIN
    return (
        f"<a:tc{merged}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>"
        f'<a:tcPr marL="{left}" marR="{_MARGIN}" marT="{_ABOVE}" marB="{_ABOVE}" anchor="{anchor}"/></a:tc>'
    )


def _bars(table: Table, room: TableRoom, sizes: tuple[list[int], list[int]], taken: Box, spoken: Spoken) -> list[Bars]:
    """A chart for each column with bars, as tall as the rows."""
    found = []
    widths, heights = sizes
    for place, column in enumerate(table.columns):
        cells = [row.cells[place] if place < len(row.cells) else Cell() for row in room.rows]
        if any(cell.bar for cell in cells):
            left = taken.left + sum(widths[:place]) + _MARGIN
            across = round((widths[place] - 2 * _MARGIN) * BAR_SHARE) - _MARGIN
            box = Box(left, taken.top + heights[0], across, sum(heights[1:]))
            found.append(Bars(_bar_chart(table, column, (room.rows, cells), spoken), box))
    return found


def _bar_chart(table: Table, column: Column, content: tuple[tuple[Row, ...], list[Cell]], spoken: Spoken) -> Chart:
    rows, cells = content
    categories = tuple(words(row.cells[0]).partition("\n")[0] if row.cells else "" for row in rows)
    done = tuple(cell.bar[0] if cell.bar else None for cell in cells)
    plan = tuple(cell.bar[1] if cell.bar else None for cell in cells)
    key = f"{table.key}.{column.label.lower().replace(' ', '_')}"
    return Chart(
        key, column.label, ChartKind.BAR, categories,
        (Series(spoken.say("slide.done"), Role.ACTUAL, done), Series(spoken.say("slide.plan"), Role.PLAN, plan)), "0%",
        spoken.say("slide.bars_alt", column=column.label), 0.0,
        max([1.0, *(value for value in (*done, *plan) if value is not None and value == value)]), False,
    )  # fmt: skip
