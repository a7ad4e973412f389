"""Tables on slides: cells with their boxes, and what the table's style says of their colours.

Depends on: render.lint.colours, …layout, …model, render.lint.deck.inheritance, …text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exectrack_xl.render.lint.deck.inheritance import EMU, Sheet
from exectrack_xl.render.lint.deck.names import qn
from exectrack_xl.render.lint.deck.text import Look, paragraphs
from exectrack_xl.render.lint.layout import text_height
from exectrack_xl.render.lint.model import Box, Colour, TableCell, Text

# Office's own "Medium Style 2", which no file spells out: head in the accent, bands in tints of it.
_MEDIUM_2 = {
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1", "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
    "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3", "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
    "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5", "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
    "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}": "dk1",
}  # fmt: skip
_PLAIN = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")


@dataclass(frozen=True)
class _Style:
    """What a style says of a cell: ground, text colour, weight; `known` is False where nobody can tell."""

    ground: Colour | None = None
    colour: Colour | None = None
    bold: bool = False
    known: bool = True


@dataclass(frozen=True)
class ReadTable:
    """A table's cells, and the heights its rows ask for in points."""

    cells: tuple[TableCell, ...]
    asked: tuple[float, ...]


def read_table(table: Any, corner: Box, sheet: Sheet, styles: dict[str, Any], behind: Colour | None) -> ReadTable:
    """The cells of an a:tbl that lies at a place; rows are as high as their text needs."""
    widths = [int(column.get("w")) / EMU for column in table.iterfind(f"{qn('a:tblGrid')}/{qn('a:gridCol')}")]
    rows = list(table.iterfind(qn("a:tr")))
    asked = tuple(int(row.get("h")) / EMU for row in rows)
    read = [_cells(table, row, (number, len(rows)), sheet, styles, behind) for number, row in enumerate(rows)]
    heights = [max([high, *(_needed(cell, widths) for cell in cells if cell.rows == 1)]) for high, cells in
               zip(asked, read, strict=True)]  # fmt: skip
    placed = []
    for number, cells in enumerate(read):
        top = corner.top + sum(heights[:number])
        for cell in cells:
            left = corner.left + sum(widths[: cell.column])
            wide = sum(widths[cell.column : cell.column + cell.span])
            box = Box(left, top, wide, sum(heights[number : number + cell.rows]))
            placed.append(TableCell(cell.row, cell.column, cell.text, box, cell.span, cell.rows, cell.ground,
                                    cell.style_ground))  # fmt: skip
    return ReadTable(tuple(placed), asked)


def _needed(cell: TableCell, widths: list[float]) -> float:
    wide = sum(widths[cell.column : cell.column + cell.span])
    if cell.text.upright:
        return 0.0
    return text_height(cell.text, wide) + cell.text.insets[1] + cell.text.insets[3]


def _cells(table: Any, row: Any, place: tuple[int, int], sheet: Sheet, styles: dict[str, Any],
           behind: Colour | None) -> list[TableCell]:  # fmt: skip
    found = []
    for column, cell in enumerate(row.iterfind(qn("a:tc"))):
        if cell.get("hMerge") in ("1", "true") or cell.get("vMerge") in ("1", "true"):
            continue
        style = _style(table, place, column, sheet, styles)
        properties = cell.find(qn("a:tcPr"))
        ground = sheet.palette.fill(properties, behind)
        own = ground is not None
        if not own:
            bare = properties is not None and properties.find(qn("a:noFill")) is not None
            ground = behind if bare else (style.ground or (behind if style.known else None))
        colour = style.colour or (sheet.palette.slot("tx1") if style.known else None)
        defaults = () if sheet.defaults is None else (sheet.defaults,)
        body = cell.find(qn("a:txBody"))
        look = Look((*(body.iterfind(qn("a:lstStyle")) if body is not None else ()), *defaults), colour, style.bold)
        text = _text(body, properties, sheet, look)
        found.append(TableCell(place[0], column, text, None, int(cell.get("gridSpan", "1")),
                               int(cell.get("rowSpan", "1")), ground, not own))  # fmt: skip
    return found


def _text(body: Any, properties: Any, sheet: Sheet, look: Look) -> Text:
    if body is None:
        return Text()
    values = {} if properties is None else properties.attrib
    left, top, right, bottom = (int(values.get(name, default)) / EMU for name, default in
                                (("marL", 91440), ("marT", 45720), ("marR", 91440), ("marB", 45720)))  # fmt: skip
    return Text(paragraphs(body, sheet, look), (left, top, right, bottom), str(values.get("anchor", "t")),
                upright=values.get("vert", "horz") != "horz")  # fmt: skip


def _style(table: Any, place: tuple[int, int], column: int, sheet: Sheet, styles: dict[str, Any]) -> _Style:
    properties = table.find(qn("a:tblPr"))
    named = "" if properties is None else properties.findtext(qn("a:tableStyleId"), "")
    flags = {} if properties is None else properties.attrib
    head = place[0] == 0 and flags.get("firstRow") in ("1", "true")
    last = place[0] == place[1] - 1 and flags.get("lastRow") in ("1", "true")
    if named in styles:
        parts = ["wholeTbl", *(["band1H"] if _banded(flags, place[0]) else []),
                 *(["firstCol"] if column == 0 and flags.get("firstCol") in ("1", "true") else []),
                 *(["lastRow"] if last else []), *(["firstRow"] if head else [])]  # fmt: skip
        return _spelled(styles[named], parts, sheet)
    if named in _MEDIUM_2:
        first = column == 0 and flags.get("firstCol") in ("1", "true")
        return _medium(_MEDIUM_2[named], head or last or first, _banded(flags, place[0]), sheet)
    return _Style(known=not named or named in _PLAIN)


def _banded(flags: Any, row: int) -> bool:
    first = flags.get("firstRow") in ("1", "true")
    return flags.get("bandRow") in ("1", "true") and (row - first) % 2 == 0 and not (first and row == 0)


def _medium(slot: str, strong: bool, banded: bool, sheet: Sheet) -> _Style:
    accent = sheet.palette.slot(slot)
    if strong or accent is None:
        return _Style(accent, sheet.palette.slot("lt1"), True, accent is not None)
    share = 0.4 if banded else 0.2
    red, green, blue = (round(255 - (255 - part) * share) for part in accent)
    return _Style((red, green, blue), sheet.palette.slot("dk1"))


def _spelled(style: Any, parts: list[str], sheet: Sheet) -> _Style:
    ground = colour = None
    bold = False
    for name in parts:
        part = style.find(qn(f"a:{name}"))
        if part is None:
            continue
        fill = part.find(f"{qn('a:tcStyle')}/{qn('a:fill')}")
        ground = (sheet.palette.fill(fill) or ground) if fill is not None else ground
        text = part.find(qn("a:tcTxStyle"))
        if text is not None:
            bold = bold or text.get("b") == "on"
            last = text[-1] if len(text) else None
            colour = sheet.palette.colour(last) or colour
    return _Style(ground, colour, bold)
