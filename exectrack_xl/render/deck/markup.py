"""Shapes of a slide as DrawingML. Their numbers are given when the slide is whole.

Colours are theme slots ("accent1", "tx2") or, for a status alone, six hexadecimal digits. Lengths are EMU.
Depends on: render.geometry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

from exectrack_xl.render.geometry import EMU_PER_POINT, Box

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
INK, SECONDARY, PAPER, PANEL = "tx1", "tx2", "bg1", "bg2"
ACCENT, PLAN, LIGHT = "accent1", "accent2", "accent3"
GRID_LINE = "grid"  # the paper, a little darker
_STATUS_SHAPES = {"ellipse": "ellipse", "triangle": "triangle", "square": "rect", "ring": "donut"}


@dataclass(frozen=True)
class Pen:
    """An outline: colour, width in points, dash ("dash", "sysDot", …), whether it ends in an arrow."""

    colour: str
    width: float = 0.75
    dash: str = ""
    arrow: bool = False

    def xml(self) -> str:
        """The outline as `a:ln`."""
        dash = f'<a:prstDash val="{self.dash}"/>' if self.dash else ""
        arrow = '<a:tailEnd type="triangle" w="med" len="med"/>' if self.arrow else ""
        return f'<a:ln w="{round(self.width * EMU_PER_POINT)}">{fill(self.colour)}{dash}{arrow}</a:ln>'


_UNNUMBERED = re.compile('<p:cNvPr id="0"')  # typed text cannot hold it: its < and " are escaped
NO_LINE = "<a:ln><a:noFill/></a:ln>"


def colour(value: str) -> str:
    """A colour: a theme slot, or six hexadecimal digits.

    >>> colour("accent1"), colour("B3261E")
    ('<a:schemeClr val="accent1"/>', '<a:srgbClr val="B3261E"/>')
    """
    if value == GRID_LINE:
        return '<a:schemeClr val="bg1"><a:lumMod val="88000"/></a:schemeClr>'
    slot = value.startswith(("accent", "tx", "bg"))
    return f'<a:schemeClr val="{value}"/>' if slot else f'<a:srgbClr val="{value}"/>'


def fill(value: str) -> str:
    """A solid fill; none where the colour is empty."""
    return f"<a:solidFill>{colour(value)}</a:solidFill>" if value else "<a:noFill/>"


def hatch(value: str) -> str:
    """The hatching of what is forecast, on paper."""
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour(value)}</a:fgClr><a:bgClr>{colour(PAPER)}</a:bgClr></a:pattFill>'
    )


def shape(name: str, box: Box, *, form: str = "rect", filled: str = "", pen: Pen | None = None, text: str = "") -> str:
    """A shape; `filled` is a fill element, `text` its paragraphs, centred."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(box)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
        f"{filled or '<a:noFill/>'}{pen.xml() if pen else NO_LINE}</p:spPr>"
        f'<p:txBody><a:bodyPr wrap="none" {_NO_INSETS} anchor="ctr"/><a:lstStyle/>{text or "<a:p/>"}</p:txBody></p:sp>'
    )


_NO_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def text_box(name: str, box: Box, text: str, *, anchor: str = "ctr", rotation: int = 0) -> str:
    """A text box without margins; `anchor` is "t", "ctr" or "b", `rotation` in degrees."""
    turned = f' rot="{rotation * 60000}"' if rotation else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform(box, turned)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" {_NO_INSETS} anchor="{anchor}"/><a:lstStyle/>{text}</p:txBody></p:sp>'
    )


def line(name: str, start: tuple[int, int], end: tuple[int, int], pen: Pen) -> str:
    """A straight line from one point to another."""
    box = Box(min(start[0], end[0]), min(start[1], end[1]), abs(end[0] - start[0]), abs(end[1] - start[1]))
    flips = (' flipH="1"' if end[0] < start[0] else "") + (' flipV="1"' if end[1] < start[1] else "")
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="0" name="{name}"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>'
        f'{transform(box, flips)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{pen.xml()}</p:spPr></p:cxnSp>'
    )


def group(name: str, box: Box, shapes: str, *, alt: str = "") -> str:
    """Shapes that move and scale together; `alt` describes them to a screen reader."""
    described = f' descr="{alt}"' if alt else ""
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="0" name="{name}"{described}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
        f'<p:grpSpPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
        f'<a:chOff x="{box.left}" y="{box.top}"/><a:chExt cx="{box.width}" cy="{box.height}"/></a:xfrm></p:grpSpPr>'
        f"{shapes}</p:grpSp>"
    )


def placeholder(name: str, idx: int | None, text: str, *, kind: str = "body", box: Box | None = None) -> str:
    """A text placeholder of the layout; it keeps the layout's place unless `box` gives it another."""
    number = "" if idx is None else f' idx="{idx}"'
    moved = transform(box) if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{moved}</p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )


def graphic_frame(name: str, box: Box, content: str, *, alt: str, place: str = "") -> str:
    """A table or chart; `content` is `a:graphicData`, `place` the `p:ph` of the placeholder that it fills."""
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="0" name="{name}" descr="{alt}"/><p:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" cy="{box.height}"/></p:xfrm>'
        f"<a:graphic>{content}</a:graphic></p:graphicFrame>"
    )


def numbered(xml: str) -> str:
    """The shapes numbered from 1 in reading order."""
    numbers = count(1)
    return _UNNUMBERED.sub(lambda _: f'<p:cNvPr id="{next(numbers)}"', xml)


def status_mark(name: str, look_shape: str, centre: tuple[int, int], size: int, *, mark: str, outline: str) -> str:
    """The mark of a status: its shape and colour, centred on a point."""
    side = round(size * 0.86) if look_shape == "square" else size
    box = Box(centre[0] - side // 2, centre[1] - side // 2, side, side)
    return shape(name, box, form=_STATUS_SHAPES[look_shape], filled=fill(mark), pen=Pen(outline or PAPER))


def transform(box: Box, attributes: str = "") -> str:
    """Place and size as `a:xfrm`."""
    return (
        f'<a:xfrm{attributes}><a:off x="{box.left}" y="{box.top}"/>'
        f'<a:ext cx="{max(box.width, 0)}" cy="{max(box.height, 0)}"/></a:xfrm>'
    )
