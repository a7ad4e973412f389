"""Colours as Office writes them, resolved to red, green and blue: theme slots, their mapping, tints and shades.

Contrast is that of WCAG 2.2, 1.4.3: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
Depends on: render.lint.model.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from exectrack_xl.render.lint.model import Colour

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WHOLE = 100_000  # Office counts shares in thousandths of a percent
_MAPPED = {"tx1": "dk1", "tx2": "dk2", "bg1": "lt1", "bg2": "lt2"}
_NAMED = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "ltGray": "D3D3D3", "lightGray": "D3D3D3", "dkGray": "A9A9A9",
    "orange": "FFA500", "navy": "000080", "silver": "C0C0C0",
}  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """The colours of a theme by slot, and which slot stands for text and background here."""

    slots: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, theme: bytes, mapping: Mapping[str, str] | None = None) -> Palette:
        """The palette of a theme part."""
        scheme = etree.fromstring(theme).find(f".//{A}clrScheme")
        slots = {}
        for slot in scheme if scheme is not None else ():
            colour = slot[0] if len(slot) else None
            if colour is not None:
                slots[etree.QName(slot).localname] = colour.get("lastClr") or colour.get("val") or ""
        return cls(slots, dict(mapping or {}))

    def mapped(self, mapping: Mapping[str, str]) -> Palette:
        """The same theme under another mapping."""
        return Palette(self.slots, dict(mapping))

    def slot(self, name: str) -> Colour | None:
        """A theme colour by the name a shape uses: tx1, bg1, accent1."""
        return rgb(self.slots.get(self.mapping.get(name, _MAPPED.get(name, name)), ""))

    def colour(self, element: Any, ground: Colour | None = None) -> Colour | None:
        """The colour of an element such as a:srgbClr or a:schemeClr; see-through ones over `ground`."""
        if element is None:
            return None
        kind, value = etree.QName(element).localname, element.get("val", "")
        base = {
            "srgbClr": lambda: rgb(value),
            "schemeClr": lambda: self.slot(value),
            "sysClr": lambda: rgb(element.get("lastClr", "")),
            "prstClr": lambda: rgb(_NAMED.get(value, "")),
        }.get(kind, lambda: None)()
        return None if base is None else _changed(base, element, ground)

    def fill(self, properties: Any, ground: Colour | None = None) -> Colour | None:
        """The solid fill of spPr, tcPr or bgPr; None where there is none or it is no single colour."""
        solid = None if properties is None else properties.find(f"{A}solidFill")
        return self.colour(solid[0], ground) if solid is not None and len(solid) else None


def rgb(text: str) -> Colour | None:
    """Six hexadecimal digits as a colour; None for anything else.

    >>> rgb("1F5FA6"), rgb("auto")
    ((31, 95, 166), None)
    """
    try:
        return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16)) if len(text) == 6 else None
    except ValueError:
        return None


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21.

    >>> round(contrast((0, 0, 0), (255, 255, 255)))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hexadecimal(colour: Colour) -> str:
    """A colour as six digits."""
    return "".join(f"{part:02X}" for part in colour)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _changed(base: Colour, element: Any, ground: Colour | None) -> Colour | None:
    """A colour after its lumMod, lumOff, tint, shade and alpha."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in base))
    for change in element:
        name, share = etree.QName(change).localname, int(change.get("val", "0")) / _WHOLE
        if name == "lumMod":
            light *= share
        elif name == "lumOff":
            light += share
        elif name == "satMod":
            strong = min(strong * share, 1.0)
        elif name in ("tint", "shade"):
            light = light * share + (1 - share if name == "tint" else 0.0)
        elif name == "alpha":
            made = _bytes(hue, light, strong)
            return None if ground is None else _mixed(made, ground, share)
    return _bytes(hue, light, strong)


def _bytes(hue: float, light: float, strong: float) -> Colour:
    red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strong)
    return (round(red * 255), round(green * 255), round(blue * 255))


def _mixed(over: Colour, under: Colour, share: float) -> Colour:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(over, under, strict=True))
    return (red, green, blue)
