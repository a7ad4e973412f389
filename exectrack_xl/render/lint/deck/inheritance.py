"""What a shape inherits: from the placeholder of its layout and master, from the master's text styles, the theme.

Depends on: render.lint.colours, …model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE

from exectrack_xl.render.lint.colours import Palette, contrast
from exectrack_xl.render.lint.deck.names import qn
from exectrack_xl.render.lint.model import Box, Colour

EMU = 12700  # to the point
_ONE_COLOUR = 2.0  # contrast up to which the ends of a gradient are taken for one colour
_COMMON = tuple(qn(f"p:{name}") for name in ("nvSpPr", "nvPicPr", "nvGraphicFramePr", "nvCxnSpPr", "nvGrpSpPr"))
OVERRIDE = f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}"
_PLACE = f"{qn('p:nvPr')}/{qn('p:ph')}"
TITLES, FOOTERS = ("title", "ctrTitle"), ("dt", "ftr", "sldNum")
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "dt": "otherStyle", "ftr": "otherStyle",
           "sldNum": "otherStyle"}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A slide with its layout and master as trees, its colours and its theme's fonts."""

    slide: Any
    layout: Any
    master: Any
    palette: Palette
    fonts: Mapping[str, str]  # "+mj-lt" and "+mn-lt" -> typeface
    defaults: Any  # the presentation's default text style
    places: dict[int, list[tuple[Any, Any]]] = field(default_factory=dict)  # of layouts and masters, once found

    def placeholders(self, page: Any) -> list[tuple[Any, Any]]:
        """The placeholders of a layout or master with their p:ph."""
        if id(page) not in self.places:
            shapes = [(placeholder(shape), shape) for shape in page.iter(qn("p:sp"))]
            self.places[id(page)] = [(place, shape) for place, shape in shapes if place is not None]
        return self.places[id(page)]

    def font(self, typeface: str) -> str:
        """The typeface that a name stands for."""
        return self.fonts.get(typeface, typeface)


def sheet_of(slide: Any, presentation: Any, places: dict[int, list[tuple[Any, Any]]]) -> Sheet:
    """A python-pptx slide with what it inherits from; `places` is shared by the slides of a deck."""
    layout, master = slide.slide_layout, slide.slide_layout.slide_master
    theme, mapping = theme_of(master), colour_mapping(master.element, layout.element, slide.element)
    return Sheet(
        slide.element, layout.element, master.element, Palette.of(theme, mapping), theme_fonts(theme),
        presentation.element.find(qn("p:defaultTextStyle")), places,
    )  # fmt: skip


def theme_of(master: Any) -> bytes:
    """The theme of a python-pptx master."""
    return bytes(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)


def colour_mapping(master: Any, *pages: Any) -> dict[str, str]:
    """Which slots of the theme stand for text and paper: as the master says, unless a page in turn says otherwise."""
    mapping = dict(master.find(qn("p:clrMap")).attrib)
    for page in pages:
        override = page.find(OVERRIDE)
        mapping.update(override.attrib if override is not None else {})
    return mapping


def ground_of(pages: Iterable[Any], palette: Palette) -> Colour | None:
    """The colour of the page that the first of these paints; None where it is no single colour."""
    for page in pages:
        painted = page.find(f"{qn('p:cSld')}/{qn('p:bg')}")
        if painted is None:
            continue
        properties, reference = painted.find(qn("p:bgPr")), painted.find(qn("p:bgRef"))
        if properties is not None:
            return palette.fill(properties)
        return palette.colour(reference[0]) if reference is not None and len(reference) else None
    return palette.slot("bg1")


def theme_fonts(theme: bytes) -> dict[str, str]:
    """The typefaces for headings and text by the names under which text refers to them."""
    from lxml import etree

    tree = etree.fromstring(theme)
    found = {}
    for name, short in (("majorFont", "+mj"), ("minorFont", "+mn")):
        for script in ("latin", "ea", "cs"):
            font = tree.find(f".//{qn(f'a:{name}')}/{qn(f'a:{script}')}")
            found[f"{short}-{'lt' if script == 'latin' else script}"] = "" if font is None else font.get("typeface", "")
    return found


def placeholder(shape: Any) -> Any:
    """The p:ph of a shape; None where it is no placeholder."""
    for common in shape:
        if common.tag in _COMMON:
            return common.find(_PLACE)
    return None


def chain(shape: Any, sheet: Sheet) -> list[Any]:
    """The shape, then the placeholders it inherits from, of the layout and of the master."""
    place = placeholder(shape)
    if place is None:
        return [shape]
    idx, kind = place.get("idx", "0"), place.get("type", "obj")
    on_layout = _match(sheet, sheet.layout, lambda one: one.get("idx", "0") == idx)
    if on_layout is None and kind in (*TITLES, *FOOTERS):
        on_layout = _match(sheet, sheet.layout, lambda one: _family(one.get("type", "obj")) == _family(kind))
    found = None if on_layout is None else placeholder(on_layout)
    family = _family(kind if found is None else found.get("type", kind))
    on_master = _match(sheet, sheet.master, lambda one: _family(one.get("type", "obj")) == family)
    return [one for one in (shape, on_layout, on_master) if one is not None]


def level_styles(shape: Any, sheet: Sheet) -> Iterator[Any]:
    """The list styles that a shape's text follows, the nearest first."""
    inherited = chain(shape, sheet)
    for one in inherited:
        yield from one.iterfind(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
    place = placeholder(shape)
    if place is not None:
        kind = next((one.get("type") for one in map(placeholder, inherited) if one is not None and one.get("type")), "")
        yield from sheet.master.iterfind(f"{qn('p:txStyles')}/{qn('p:' + _STYLES.get(kind, 'bodyStyle'))}")
    if sheet.defaults is not None:
        yield sheet.defaults


def role(shape: Any, sheet: Sheet) -> str:
    """What a placeholder is for: title, body, ftr …; "" for any other shape."""
    if placeholder(shape) is None:
        return ""
    kinds = (one.get("type") for one in map(placeholder, chain(shape, sheet)) if one is not None)
    found = next((kind for kind in kinds if kind), "body")
    return "title" if found in TITLES else found


def box_of(shape: Any, sheet: Sheet) -> tuple[Box | None, int]:
    """Where a shape lies in its group or on the slide, and by how much it is turned (60,000 to the degree)."""
    for one in chain(shape, sheet):
        frame = next(iter(one.iterfind(f"{qn('p:spPr')}/{qn('a:xfrm')}")), None)
        frame = one.find(qn("p:xfrm")) if frame is None else frame
        if frame is not None and frame.find(qn("a:off")) is not None:
            offset, extent = frame.find(qn("a:off")), frame.find(qn("a:ext"))
            numbers = (int(offset.get("x")), int(offset.get("y")), int(extent.get("cx")), int(extent.get("cy")))
            return Box(*(number / EMU for number in numbers)), int(frame.get("rot", "0"))
    return None, 0


def own_fill(shape: Any, sheet: Sheet, ground: Colour | None) -> tuple[Colour | None, bool]:
    """The colour a shape is filled with, and whether it is filled at all (a picture or a gradient: no one colour)."""
    for one in chain(shape, sheet):
        properties = one.find(qn("p:spPr"))
        if properties is None:
            continue
        if properties.find(qn("a:noFill")) is not None:
            return None, False
        if properties.find(qn("a:solidFill")) is not None:
            return sheet.palette.fill(properties, ground), True
        if (shaded := properties.find(qn("a:gradFill"))) is not None:
            return _mean(shaded, sheet, ground), True
        if any(properties.find(qn(f"a:{kind}")) is not None for kind in ("blipFill", "pattFill")):
            return None, True
        reference = one.find(f"{qn('p:style')}/{qn('a:fillRef')}")
        if reference is not None and reference.get("idx", "0") != "0" and len(reference):
            return sheet.palette.colour(reference[0], ground), True
    return None, False


def _mean(shaded: Any, sheet: Sheet, ground: Colour | None) -> Colour | None:
    """The colour in the middle of a gradient; None where its ends are far apart, so that one does not stand for it."""
    found = [sheet.palette.colour(stop[0], ground) for stop in shaded.iter(qn("a:gs")) if len(stop)]
    stops = [stop for stop in found if stop is not None]
    if not stops or len(stops) < len(found) or max(map(contrast, stops, stops[1:] + stops[:1])) > _ONE_COLOUR:
        return None
    red, green, blue = (round(sum(stop[part] for stop in stops) / len(stops)) for part in range(3))
    return red, green, blue


def _match(sheet: Sheet, page: Any, fits: Any) -> Any:
    return next((shape for place, shape in sheet.placeholders(page) if fits(place)), None)


def _family(kind: str) -> str:
    if kind in TITLES:
        return "title"
    return kind if kind in FOOTERS else "body"
