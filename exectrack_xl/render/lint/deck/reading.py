"""A deck read slide by slide: shapes in the order they lie, groups taken apart, what lies behind each text.

Depends on: errors, render.lint.colours, …model, render.lint.deck.charts, …inheritance, …pictures, …tables, …text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from exectrack_xl.render.lint.deck.charts import C, read_chart
from exectrack_xl.render.lint.deck.inheritance import (
    EMU,
    Sheet,
    box_of,
    ground_of,
    level_styles,
    own_fill,
    placeholder,
    role,
    sheet_of,
)
from exectrack_xl.render.lint.deck.names import qn
from exectrack_xl.render.lint.deck.pictures import colour_under
from exectrack_xl.render.lint.deck.tables import read_table
from exectrack_xl.render.lint.deck.text import Look, shape_text
from exectrack_xl.render.lint.model import Box, Colour, File, Page, Shape, Text

_TAG = re.compile(r"\s*\[xt:([^\]]*)\]")
_GRAPHIC = f"{qn('a:graphic')}/{qn('a:graphicData')}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_QUARTER = 90 * 60_000
_Painted: TypeAlias = "tuple[Box | None, Colour | Callable[[Box], Colour | None] | None]"  # a picture asks where
_SHAPES = ("p:sp", "p:pic", "p:graphicFrame", "p:cxnSp", "p:grpSp")


@dataclass(frozen=True)
class _Move:
    """From the lengths inside a group to those of the slide."""

    across: float = 0.0
    down: float = 0.0
    wide: float = 1.0
    high: float = 1.0

    def box(self, box: Box) -> Box:
        return Box(self.across + box.left * self.wide, self.down + box.top * self.high, box.width * self.wide,
                   box.height * self.high)  # fmt: skip


def read_deck(data: bytes) -> File:
    """A deck from its bytes; it must be one that python-pptx opens."""
    presentation = Presentation(BytesIO(data))
    pages, fonts = [], set()
    for _, sheet, page in _slides(presentation):
        fonts |= {font.casefold() for font in sheet.fonts.values() if font}
        pages.append(page)
    size = ((presentation.slide_width or 0) / EMU, (presentation.slide_height or 0) / EMU)
    own = any(shape.tag for page in pages for shape in page.shapes)
    return File("deck", tuple(pages), frozenset(fonts), size, own)


def read_slides(data: bytes) -> Iterator[tuple[str, Sheet, Page]]:
    """Each slide of a deck: the name of its part, its XML with what it inherits, and what is read from that XML."""
    return _slides(Presentation(BytesIO(data)))


def _slides(presentation: Any) -> Iterator[tuple[str, Sheet, Page]]:
    styles = _table_styles(presentation)
    places: dict[int, list[tuple[Any, Any]]] = {}
    for number, slide in enumerate(presentation.slides, 1):
        sheet = sheet_of(slide, presentation, places)
        yield slide.part.partname.membername, sheet, _page(slide, number, sheet, styles)


def _page(slide: Any, number: int, sheet: Sheet, styles: dict[str, Any]) -> Page:
    shapes = _Reader(slide, sheet, styles).shapes()
    title = next((shape for shape in shapes if shape.role == "title"), None)
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    words = " ".join(title.text.words.split()) if title else ""
    key = sheet.slide.find(qn("p:cSld")).get("name", "")
    return Page(
        f"Slide {number}", words, tuple(shapes), notes.text if notes is not None else "", title is not None, key
    )


@dataclass
class _Reader:
    """Reads one slide."""

    slide: Any
    sheet: Sheet
    styles: dict[str, Any]

    def shapes(self) -> list[Shape]:
        """The shapes from the lowest to the topmost."""
        tree = self.sheet.slide.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
        beneath: list[_Painted] = [
            painted for page in (self.sheet.master, self.sheet.layout) for painted in self._painted(page)
        ]
        if self.sheet.layout.get("showMasterSp") in ("0", "false"):
            beneath = list(self._painted(self.sheet.layout))
        found = list(_own_groups(tree))
        for element, move, group, described in _flat(tree, _Move(), "", False):
            box, turn = box_of(element, self.sheet)
            box = None if box is None else _turned(move.box(box), turn)
            behind = self._behind(box, beneath)
            shape = self._shape(element, box, turn, behind)
            fill, filled = (
                own_fill(element, self.sheet, behind) if element.tag != qn("p:graphicFrame") else (None, False)
            )
            if shape.kind == "picture" and box is not None:
                beneath.append((box, partial(colour_under, self._picture(element), box)))
            elif filled and box is not None:
                beneath.append((box, fill))
            ground = (fill if filled else behind) if shape.kind == "text" else behind
            ground = shape.ground if shape.kind == "chart" else ground
            told = "of its group" if described and shape.described == "" else shape.described
            found.append(replace(shape, ground=ground, filled=filled, group=group, described=told))
        return found

    def _shape(self, element: Any, box: Box | None, turn: int, behind: Colour | None) -> Shape:
        common = next(element.iter(qn("p:cNvPr")))
        name, tag = _TAG.sub("", common.get("name", "")).strip(), _TAG.search(common.get("name", ""))
        place = role(element, self.sheet)
        shape = Shape(
            name, _kind(element), box, role=place, described=_described(common), tag=tag[1] if tag else "",
            turned=turn % (2 * _QUARTER) != 0, hyperlink=common.find(qn("a:hlinkClick")) is not None,
        )  # fmt: skip
        if shape.kind == "table" and box is not None:
            table = read_table(element.find(f"{_GRAPHIC}/{qn('a:tbl')}"), box, self.sheet, self.styles, behind)
            return replace(shape, cells=table.cells, asked=table.asked)
        if shape.kind == "chart":
            return self._chart(element, shape, behind)
        body = element.find(qn("p:txBody"))
        return shape if body is None else replace(shape, text=self._text(element, body))

    def _text(self, element: Any, body: Any) -> Text:
        reference = element.find(f"{qn('p:style')}/{qn('a:fontRef')}")
        colour = self.sheet.palette.colour(reference[0]) if reference is not None and len(reference) else None
        styles = tuple(level_styles(element, self.sheet))
        return shape_text(
            body, element, self.sheet, Look(styles, colour, own_styles=len(body.findall(qn("a:lstStyle"))))
        )

    def _chart(self, element: Any, shape: Shape, behind: Colour | None) -> Shape:
        drawn = element.find(f"{_GRAPHIC}/{C}chart")
        part = None if drawn is None else self.slide.part.related_part(drawn.get(qn("r:id")))
        if part is None:
            return shape
        read = read_chart(part.blob, self.sheet, behind)
        return replace(shape, series=read.series, categories=read.categories, text=read.text, ground=read.ground)

    def _picture(self, element: Any) -> bytes:
        """The file of a picture; nothing where it is linked or cropped."""
        filled = element.find(qn("p:blipFill"))
        blip = None if filled is None else filled.find(qn("a:blip"))
        cropped = (
            filled is not None and filled.find(qn("a:srcRect")) is not None and filled.find(qn("a:srcRect")).attrib
        )
        identity = None if blip is None or cropped else blip.get(qn("r:embed"))
        relation = self.slide.part.rels.get(identity) if identity else None
        return b"" if relation is None or relation.is_external else bytes(relation.target_part.blob)

    def _behind(self, box: Box | None, beneath: list[_Painted]) -> Colour | None:
        """The colour behind the middle of a shape: the topmost filled shape there, else the slide's ground."""
        if box is not None:
            for under, fill in reversed(beneath):
                if under is not None and under.holds(Box(box.left + box.width / 2, box.top + box.height / 2, 0, 0)):
                    return fill(box) if callable(fill) else fill
        return ground_of((self.sheet.slide, self.sheet.layout, self.sheet.master), self.sheet.palette)

    def _painted(self, page: Any) -> Iterator[_Painted]:
        """Filled shapes of a layout or master that are no placeholders: they lie under everything."""
        for element, move, _, _ in _flat(page.find(f"{qn('p:cSld')}/{qn('p:spTree')}"), _Move(), "", False):
            box, _ = box_of(element, self.sheet)
            if placeholder(element) is None and box is not None:
                fill, filled = own_fill(element, self.sheet, None)
                if filled or element.tag == qn("p:pic"):
                    yield move.box(box), fill


def _flat(tree: Any, move: _Move, group: str, described: bool) -> Iterator[tuple[Any, _Move, str, bool]]:
    """The shapes of a tree, those of groups among them."""
    for element in tree:
        if element.tag == qn("p:grpSp"):
            common = element.find(f"{qn('p:nvGrpSpPr')}/{qn('p:cNvPr')}")
            told = described or bool(_described(common)) or _described(common) is None
            yield from _flat(element, _inner(element, move), group or common.get("name", "group"), told)
        elif element.tag == "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent":
            yield from _flat(element[0], move, group, described)
        elif element.tag in [qn(name) for name in _SHAPES]:
            yield element, move, group, described


def _own_groups(tree: Any) -> Iterator[Shape]:
    """The groups that we made, each for its description."""
    for common in tree.iterfind(f"{qn('p:grpSp')}/{qn('p:nvGrpSpPr')}/{qn('p:cNvPr')}"):
        if tag := _TAG.search(common.get("name", "")):
            yield Shape(_TAG.sub("", common.get("name", "")), "group", described=_described(common), tag=tag[1])


def _inner(group: Any, move: _Move) -> _Move:
    frame = group.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    if frame is None or frame.find(qn("a:chOff")) is None:
        return move
    values = [int(frame.find(qn(f"a:{name}")).get(axis)) / EMU for name, axis in
              (("off", "x"), ("off", "y"), ("ext", "cx"), ("ext", "cy"), ("chOff", "x"), ("chOff", "y"),
               ("chExt", "cx"), ("chExt", "cy"))]  # fmt: skip
    left, top, wide, high, inner_left, inner_top, inner_wide, inner_high = values
    across, down = (wide / inner_wide if inner_wide else 1.0), (high / inner_high if inner_high else 1.0)
    return _Move(
        move.across + (left - inner_left * across) * move.wide, move.down + (top - inner_top * down) * move.high,
        move.wide * across, move.high * down,
    )  # fmt: skip


def _kind(element: Any) -> str:
    if element.tag == qn("p:pic"):
        return "picture"
    if element.tag == qn("p:cxnSp"):
        return "line"
    if element.tag == qn("p:graphicFrame"):
        uri = element.find(_GRAPHIC).get("uri", "") if element.find(_GRAPHIC) is not None else ""
        return {"table": "table", "chart": "chart"}.get(uri.rpartition("/")[2], "media")
    return "text"


def _described(common: Any) -> str | None:
    mark = next(common.iter(_DECORATIVE), None)
    if mark is not None and mark.get("val") in ("1", "true"):
        return None
    return str(common.get("descr") or "")


def _turned(box: Box, turn: int) -> Box:
    """The box that a shape turned by about a quarter takes."""
    if round(turn / _QUARTER) % 2 == 0:
        return box
    middle, centre = box.left + box.width / 2, box.top + box.height / 2
    return Box(middle - box.height / 2, centre - box.width / 2, box.height, box.width)


def _table_styles(presentation: Any) -> dict[str, Any]:
    for relation in presentation.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.TABLE_STYLES:
            tree = etree.fromstring(relation.target_part.blob)
            return {style.get("styleId", ""): style for style in tree.iterfind(qn("a:tblStyle"))}
    return {}
