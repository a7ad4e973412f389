"""Shapes of master and layouts: placeholders with their prompts, coloured bars, footers.

Depends on: theme, render.geometry, render.template_deck.levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from exectrack_xl.render.geometry import Box, columns
from exectrack_xl.render.template_deck.levels import Level, footer, levels_xml
from exectrack_xl.theme import GRID

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
SLIDE_NUMBER = (
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
)
SOURCE, STATUS_DATE, NUMBER = 91, 90, 92  # idx of the footer placeholders


@dataclass(frozen=True)
class Placeholder:
    """A place to be filled: its number is the contract with the program, everything else may be restyled."""

    name: str
    idx: int | None
    box: Box
    prompts: tuple[str, ...]  # one a list level
    kind: str = "body"
    levels: tuple[Level, ...] = ()
    fill: str = ""
    padding: tuple[int, int, int, int] = (0, 0, 0, 0)  # left, top, right, bottom in EMU
    anchor: str = "t"

    def xml(self, number: int) -> str:
        """The placeholder as `p:sp`; `number` is its id on the page."""
        idx = "" if self.idx is None else f' idx="{self.idx}"'
        size = ' sz="quarter"' if self.kind == "body" and self.idx != 1 else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(self.name)}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{self.kind}"{size}{idx}/></p:nvPr></p:nvSpPr>'
            f"<p:spPr>{_frame(self.box)}{self.fill}</p:spPr>{self._text()}</p:sp>"
        )

    def _text(self) -> str:
        """Its prompts in their levels; the picture of a slide on its notes page has none."""
        if not self.prompts:
            return ""
        left, top, right, bottom = self.padding
        prompts = "".join(_paragraph(level, text) for level, text in enumerate(self.prompts))
        return (
            f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
            f'anchor="{self.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>{levels_xml(self.levels)}</a:lstStyle>'
            f"{prompts}</p:txBody>"
        )


@dataclass(frozen=True)
class Decoration:
    """A bar or rule that belongs to the page and is never filled."""

    name: str
    box: Box
    colour: str

    def xml(self, number: int) -> str:
        """The bar as `p:sp`."""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{escape(self.name)}"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_frame(self.box)}{fill(self.colour)}'
            "<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>"
            '<a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
        )


@dataclass(frozen=True)
class Footer:
    """A footer placeholder: source, status date or slide number."""

    name: str
    kind: str
    idx: int
    box: Box
    align: str
    content: str

    def xml(self, number: int) -> str:
        """The footer as `p:sp`."""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{self.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{self.kind}" sz="quarter" idx="{self.idx}"/></p:nvPr></p:nvSpPr>'
            f'<p:spPr>{_frame(self.box)}</p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
            f"<a:lstStyle>{levels_xml(footer(self.align))}</a:lstStyle><a:p>{self.content}</a:p></p:txBody></p:sp>"
        )


Shape = Placeholder | Decoration | Footer


def shape_tree(shapes: tuple[Shape, ...]) -> str:
    """`p:spTree` with these shapes, numbered from 2."""
    inner = "".join(shape.xml(number) for number, shape in enumerate(shapes, 2))
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{inner}</p:spTree>"
    )


def footers() -> tuple[Footer, ...]:
    """Source left, status date right, slide number at the margin."""
    place = {"top": GRID.footer_top, "height": GRID.footer_height}
    return (
        Footer("Footer source", "ftr", SOURCE, columns(0, 7, **place), "l", _run("Source: sheets")),
        Footer("Footer status date", "dt", STATUS_DATE, columns(7, 4, **place), "r", _run("Status date and snapshot")),
        Footer("Slide number", "sldNum", NUMBER, columns(11, 1, **place), "r", SLIDE_NUMBER),
    )


def fill(colour: str, tint: str = "") -> str:
    """A solid fill in a theme colour; `tint` are further colour elements."""
    return f'<a:solidFill><a:schemeClr val="{colour}">{tint}</a:schemeClr></a:solidFill>'


def _frame(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _paragraph(level: int, text: str) -> str:
    return f'<a:p><a:pPr lvl="{level}"/>{_run(text)}</a:p>'


def _run(text: str) -> str:
    return f'<a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r>'
