"""A document read from top to bottom: under each main heading a page with its texts, tables and pictures.

Depends on: package, render.custom_items, render.lint.colours, …model, …deck.inheritance, …document.styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from exectrack_xl.render.lint.colours import Palette
from exectrack_xl.render.lint.deck.inheritance import theme_fonts
from exectrack_xl.render.lint.document.styles import Styles, W
from exectrack_xl.render.lint.model import Box, Colour, File, Page, Paragraph, Shape, TableCell, Text

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN_HEADINGS, _TITLES = ("heading 1",), ("title",)
_TWIPS, _EMU = 20, 12700
_STATUS = r"\s{3,}"  # before the status beside a heading
_WHITE = (255, 255, 255)
_BLOCKS = ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo")


def read_document(parts: dict[str, bytes]) -> File:
    """A document from the parts of its file."""
    theme = parts.get("word/theme/theme1.xml")
    palette, fonts = (Palette.of(theme), theme_fonts(theme)) if theme else (Palette(), {})
    styles_part = parts.get("word/styles.xml")
    styles = Styles.of(etree.fromstring(styles_part) if styles_part else None, palette, fonts)
    body: Any = etree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    reader = _Reader(styles)
    for element in _blocks(body):
        reader.take(element)
    for name in sorted(part for part in parts if part.startswith(("word/header", "word/footer"))):
        reader.margin(etree.fromstring(parts[name]))
    own = any(tag.get(f"{W}val", "").startswith("xt:") for tag in body.iter(f"{W}tag"))
    return File("document", reader.pages(), styles.font_names(), _size(body), own)


@dataclass
class _Part:
    """A page in the making."""

    label: str
    title: str = ""
    shapes: list[Shape] = field(default_factory=list)


@dataclass
class _Reader:
    """Reads blocks one after the other."""

    styles: Styles
    parts: list[_Part] = field(default_factory=lambda: [_Part("Beginning")])
    margins: list[Shape] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """A paragraph or table of the body."""
        if element.tag == f"{W}tbl":
            self._table(element)
            return
        paragraph = self._paragraph(element)
        if paragraph.style in _MAIN_HEADINGS and paragraph.text.strip():
            title = paragraph.text.strip()
            self.parts.append(_Part(f"Section {re.split(_STATUS, title)[0]}", title))
        elif paragraph.style in _TITLES and paragraph.text.strip() and not self.parts[0].title:
            self.parts[0].title = paragraph.text.strip()
        ground = self._paragraph_ground(element)
        part = self.parts[-1]
        if paragraph.text.strip():
            role = "title" if paragraph.style in (*_MAIN_HEADINGS, *_TITLES) else ""
            part.shapes.append(Shape("paragraph", "text", text=Text((paragraph,)), role=role, ground=ground))
        part.shapes.extend(_drawings(element))

    def margin(self, root: Any) -> None:
        """A header or footer."""
        where = "header" if root.tag == f"{W}hdr" else "footer"
        for element in root.iter(f"{W}p"):
            paragraph = self._paragraph(element)
            if paragraph.text.strip():
                self.margins.append(Shape(where, "text", text=Text((paragraph,)), role="ftr", ground=_WHITE))

    def pages(self) -> tuple[Page, ...]:
        """What was read; headers and footers stand on the first page."""
        first, *others = self.parts
        titled = bool(first.title) or bool(others)
        made = [Page(first.label, first.title, (*first.shapes, *self.margins), has_title=not titled)]
        return (*made, *(Page(part.label, part.title, tuple(part.shapes)) for part in others))

    def _table(self, table: Any) -> None:
        properties = table.find(f"{W}tblPr")
        named = None if properties is None else properties.find(f"{W}tblStyle")
        style = "" if named is None else named.get(f"{W}val", "")
        widths = [int(float(one.get(f"{W}w", "0"))) / _TWIPS for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        cells, inner, drawings = [], [], []
        for number, row in enumerate(_children(table, "tr")):
            high, column = _exact_height(row), 0
            for cell in _children(row, "tc"):
                span = _value(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
                wide = sum(widths[column : column + span])
                looks, style_ground = self._table_look(table, style, number)
                own = self.styles.shade(cell.find(f"{W}tcPr"))
                blocks = [one for one in _blocks(cell) if one.tag == f"{W}p"]
                inner += [one for one in _blocks(cell) if one.tag == f"{W}tbl"]
                drawings += [drawing for block in blocks for drawing in _drawings(block)]
                text = Text(tuple(self._paragraph(block, looks) for block in blocks), (5.4, 0.0, 5.4, 0.0))
                cells.append(TableCell(number, column, text, Box(0, 0, wide, high), span, 1,
                                       own or style_ground or _WHITE, own is None))  # fmt: skip
                column += span
        caption = None if properties is None else properties.find(f"{W}tblCaption")
        name = "table" if caption is None else f"table '{caption.get(f'{W}val', '')[:40]}'".replace(" ''", "")
        box = Box(0, 0, sum(widths), 0)
        self.parts[-1].shapes.append(Shape(name, "table", box, cells=tuple(cells), described="a table"))
        self.parts[-1].shapes.extend(drawings)
        for one in inner:
            self._table(one)

    def _table_look(self, table: Any, style: str, row: int) -> tuple[tuple[Any, ...], Colour | None]:
        """Text properties and ground that a table's style gives to a row."""
        look = table.find(f"{W}tblPr/{W}tblLook")
        head = row == 0 and look is not None and (
            look.get(f"{W}firstRow") in ("1", "true") or int(look.get(f"{W}val", "0") or "0", 16) & 0x20)  # fmt: skip
        looks, ground = [], None
        for one in self.styles.chain(style):
            parts = [part for part in one.iterfind(f"{W}tblStylePr") if head and part.get(f"{W}type") == "firstRow"]
            for part in (*parts, one):
                looks += list(part.iterfind(f"{W}rPr"))
                ground = ground or self.styles.shade(part.find(f"{W}tcPr"))
        return tuple(looks), ground

    def _paragraph(self, element: Any, table: tuple[Any, ...] = ()) -> Paragraph:
        named = element.find(f"{W}pPr/{W}pStyle")
        style = self.styles.normal if named is None else named.get(f"{W}val", "")
        runs = tuple(self.styles.run(run, words, style, table) for run in _runs(element) if (words := _words(run)))
        return Paragraph(runs, style=self.styles.name(style))

    def _paragraph_ground(self, element: Any) -> Colour:
        named = element.find(f"{W}pPr/{W}pStyle")
        own = self.styles.shade(element.find(f"{W}pPr"))
        styles = self.styles.chain("" if named is None else named.get(f"{W}val", ""))
        found = (self.styles.shade(style.find(f"{W}pPr")) for style in styles)
        return own or next((shade for shade in found if shade), _WHITE)


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in [f"{W}{name}" for name in _BLOCKS]:
            yield from _blocks(element)


def _children(parent: Any, name: str) -> Iterator[Any]:
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in [f"{W}{one}" for one in _BLOCKS]:
            yield from _children(element, name)


def _runs(paragraph: Any) -> Iterator[Any]:
    """Runs that are shown: deleted ones are not, those inside links and controls are."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is paragraph and next(run.iterancestors(f"{W}del"), None) is None:
            yield run


def _words(run: Any) -> str:
    return "".join(
        (part.text or "") if part.tag == f"{W}t" else "\n" if part.tag in (f"{W}br", f"{W}cr") else "\t"
        for part in run.iterchildren(f"{W}t", f"{W}br", f"{W}cr", f"{W}tab")
    )  # fmt: skip


def _drawings(element: Any) -> Iterator[Shape]:
    for drawing in (*element.iter(f"{_WP}inline"), *element.iter(f"{_WP}anchor")):
        if next(drawing.iterancestors(f"{W}p"), None) is not element:
            continue
        common, extent = drawing.find(f"{_WP}docPr"), drawing.find(f"{_WP}extent")
        box = Box(0, 0, *(int(extent.get(side, "0")) / _EMU for side in ("cx", "cy")))
        uri = next((one.get("uri", "") for one in drawing.iter("{*}graphicData")), "")
        kind = {"picture": "picture", "chart": "chart"}.get(uri.rpartition("/")[2], "drawing")
        yield Shape(common.get("name", kind), kind, box, described=common.get("descr") or "")


def _exact_height(row: Any) -> float:
    height = row.find(f"{W}trPr/{W}trHeight")
    return _value(height, 0) / _TWIPS if height is not None and height.get(f"{W}hRule") == "exact" else 0.0


def _value(element: Any, default: int) -> int:
    return default if element is None else int(float(element.get(f"{W}val", default)))


def _size(body: Any) -> tuple[float, float]:
    """Width and height between the margins of the last section, in points."""
    size, margins = body.find(f"{W}sectPr/{W}pgSz"), body.find(f"{W}sectPr/{W}pgMar")
    if size is None or margins is None:
        return (0.0, 0.0)
    read = {key: int(float(one.get(f"{W}{key}", "0"))) / _TWIPS for one, keys in
            ((size, ("w", "h")), (margins, ("left", "right", "top", "bottom"))) for key in keys}  # fmt: skip
    return (read["w"] - read["left"] - read["right"], read["h"] - read["top"] - read["bottom"])
