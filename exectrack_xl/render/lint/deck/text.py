"""The text of a shape or cell with its look worked out: size, weight, font, colour, indent, air.

Depends on: render.lint.colours, …model, render.lint.deck.inheritance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from exectrack_xl.render.lint.deck.inheritance import EMU, Sheet, chain
from exectrack_xl.render.lint.deck.names import qn
from exectrack_xl.render.lint.model import Colour, Paragraph, Run, Text

_SIZE = 18.0  # points, where nothing says otherwise
_BREAK, _TEXTS = qn("a:br"), (qn("a:r"), qn("a:fld"))
_FITS = tuple(qn(f"a:{name}") for name in ("normAutofit", "noAutofit", "spAutoFit"))
_WHOLE = 100_000


@dataclass(frozen=True)
class Look:
    """What text falls back on: list styles, the nearest first; a colour and weight of a style or table."""

    styles: tuple[Any, ...]
    colour: Colour | None = None
    bold: bool = False
    own_styles: int = 0  # how many of the styles belong to the shape itself, not to the template


def shape_text(body: Any, shape: Any, sheet: Sheet, look: Look) -> Text:
    """The text of a shape; its frame's properties come from the placeholders it inherits from where it has none."""
    bodies = [one.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}") for one in chain(shape, sheet)]
    frames = [one for one in bodies if one is not None]
    fits: list[Any] = [child for frame in frames for child in frame if child.tag in _FITS]
    kind = fits[0].tag.rpartition("}")[2] if fits else ""
    insets = tuple(int(_first(frames, name, str(default))) / EMU for name, default in
                   (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720)))  # fmt: skip
    scale = _share(fits[0].get("fontScale", "100000")) if kind == "normAutofit" else 1.0
    left, top, right, bottom = insets
    return Text(
        paragraphs(body, sheet, look), (left, top, right, bottom), _first(frames, "anchor", "t"),
        _first(frames, "wrap", "square") != "none", kind == "spAutoFit", kind == "normAutofit", scale,
        _first(frames, "vert", "horz") not in ("horz", "eaVert"),
    )  # fmt: skip


def paragraphs(body: Any, sheet: Sheet, look: Look) -> tuple[Paragraph, ...]:
    """The paragraphs of a text body."""
    return tuple(_paragraph(one, sheet, look) for one in body.iterfind(qn("a:p")))


def _paragraph(element: Any, sheet: Sheet, look: Look) -> Paragraph:
    own = element.find(qn("a:pPr"))
    level = int(own.get("lvl", "0")) if own is not None else 0
    styles = [style.find(qn(f"a:lvl{level + 1}pPr")) for style in look.styles]
    nearest = [one for one in (own, *styles) if one is not None]
    runs = [_run(part, styles, sheet, look)
            for part in element if part.tag in (*_TEXTS, _BREAK)]  # fmt: skip
    size = max((run.size for run in runs), default=_size(None, styles))
    if not runs:
        end = element.find(qn("a:endParaRPr"))
        runs = [Run("", _size(end, styles))]
    return Paragraph(
        tuple(runs), level, int(_first(nearest, "marL", "0")) / EMU, _first(nearest, "algn", "l"),
        _space(nearest, "a:spcBef", size), _space(nearest, "a:spcAft", size), _spacing(nearest, size),
    )  # fmt: skip


def _run(element: Any, styles: Sequence[Any], sheet: Sheet, look: Look) -> Run:
    properties = element.find(qn("a:rPr"))
    words = "\n" if element.tag == _BREAK else "".join(element.itertext(qn("a:t")))
    near, own = _looks(properties, styles), _looks(properties, styles[: look.own_styles])
    typeface = _typeface(own)
    inherited = _typeface(near) or "+mn-lt"
    mine = next((one for one in own if one.find(qn("a:solidFill")) is not None), None)
    colour = sheet.palette.fill(mine) if mine is not None else None
    if colour is None:
        inherited_colour = (found for one in near if (found := sheet.palette.fill(one)) is not None)
        colour = look.colour or next(inherited_colour, sheet.palette.slot("tx1"))
    if any(one.find(qn("a:gradFill")) is not None for one in near[:1]):
        colour = None
    link = properties is not None and properties.find(qn("a:hlinkClick")) is not None
    bold = _first(near[:1] if properties is not None and properties.get("b") else near, "b", "")
    return Run(
        words, _size(properties, styles), bold in ("1", "true") or (not bold and look.bold), sheet.font(inherited),
        sheet.font(typeface) if typeface and not typeface.startswith("+") else "",
        sheet.palette.slot("hlink") if link and mine is None else colour, mine is not None, element=element,
    )  # fmt: skip


def _looks(properties: Any, styles: Sequence[Any]) -> list[Any]:
    """What a run says of its look, then what the list styles say."""
    defaults = (style.find(qn("a:defRPr")) for style in styles if style is not None)
    return [one for one in (properties, *defaults) if one is not None]


def _typeface(near: Sequence[Any]) -> str:
    fonts = (one.find(qn("a:latin")) for one in near)
    return next((font.get("typeface", "") for font in fonts if font is not None), "")


def _size(properties: Any, styles: Sequence[Any]) -> float:
    found = _first(_looks(properties, styles), "sz", "")
    return int(found) / 100 if found else _SIZE


def _first(elements: Sequence[Any], name: str, default: str) -> str:
    return next((str(one.get(name)) for one in elements if one.get(name) is not None), default)


def _space(nearest: Sequence[Any], name: str, size: float) -> float:
    for one in nearest:
        space = one.find(qn(name))
        if space is not None and len(space):
            value = space[0].get("val", "0")
            return size * 1.2 * _share(value) if space[0].tag == qn("a:spcPct") else int(value) / 100
    return 0.0


def _spacing(nearest: Sequence[Any], size: float) -> float:
    for one in nearest:
        space = one.find(qn("a:lnSpc"))
        if space is not None and len(space):
            value = space[0].get("val", "100000")
            return _share(value) if space[0].tag == qn("a:spcPct") else int(value) / 100 / (size * 1.2)
    return 1.0


def _share(value: str) -> float:
    return float(value.rstrip("%")) / 100 if value.endswith("%") else int(value) / _WHOLE
