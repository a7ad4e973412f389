"""Dark pages of a company's template: where text on them must change places with paper.

A template may paint its page dark and yet map the theme's dark colours to text, setting its own texts light one by
one. What we add (tables, charts, drawings) would be dark on dark, so our layouts map the colours the other way round.
Depends on: render.lint.colours, …model, render.lint.deck.inheritance.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from exectrack_xl.render.lint.colours import Palette, contrast
from exectrack_xl.render.lint.deck.inheritance import OVERRIDE, colour_mapping, ground_of, theme_of
from exectrack_xl.render.lint.model import Colour

_SWAPPED = {"bg1": "tx1", "tx1": "bg1", "bg2": "tx2", "tx2": "bg2"}
_BODY_TEXT = f"{qn('p:txStyles')}/{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"
_LIGHT: Colour = (255, 255, 255)


def suit_ground(tree: Any, base: Any) -> None:
    """Map text and paper the other way round on a layout made from `base`, where that layout's page asks for it."""
    mapping = colour_mapping(base.slide_master.element, base.element)
    palette = Palette.of(theme_of(base.slide_master), mapping)
    if not _is_against(palette, base):
        return
    swapped = {**mapping, **{name: mapping[other] for name, other in _SWAPPED.items()}}
    own = tree.find(qn("p:clrMapOvr"))
    if own is None:
        own = etree.SubElement(tree, qn("p:clrMapOvr"))
        tree.find(qn("p:cSld")).addnext(own)
    for one in list(own):
        own.remove(one)
    etree.SubElement(own, qn("a:overrideClrMapping"), swapped)


def mapping_xml(layout: Any) -> str:
    """What a slide on a layout says of its colours: the layout's own mapping, else that it follows the master."""
    override = layout.element.find(OVERRIDE)
    if override is None:
        return "<a:masterClrMapping/>"
    attributes = "".join(f' {name}="{value}"' for name, value in override.attrib.items())
    return f"<a:overrideClrMapping{attributes}/>"


def _is_against(palette: Palette, base: Any) -> bool:
    """Whether the theme's text is harder to read on the page than its paper would be."""
    ink, paper = palette.slot("tx1"), palette.slot("bg1")
    if ink is None or paper is None:
        return False
    ground = ground_of((base.element, base.slide_master.element), palette)
    if ground is None:  # a picture or a shading: what the master writes on it tells
        written = palette.fill(base.slide_master.element.find(_BODY_TEXT))
        return written is not None and contrast(written, paper) < contrast(written, ink) and _is_light(written)
    return contrast(paper, ground) > contrast(ink, ground)


def _is_light(colour: Colour) -> bool:
    return contrast(colour, _LIGHT) < 3
