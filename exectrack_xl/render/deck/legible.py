"""Text that a company's template would make hard to read is given a darker or lighter shade of its own colour.

Our pages are designed for the contrast of our theme; another theme's accent may be too light for a heading, its ground
too dark for a status. Each run is measured on what lies behind it, as the lint does, and mended where it is too faint:
the same theme colour, darker or lighter; where no shade will do, the theme's text or paper; at last black or white.
Depends on: package, render.lint.colours, …model, render.lint.deck, render.lint.rules.contrast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from exectrack_xl import package
from exectrack_xl.render.lint.colours import A, Palette, contrast, hexadecimal
from exectrack_xl.render.lint.deck.reading import read_slides
from exectrack_xl.render.lint.model import Colour, Run
from exectrack_xl.render.lint.rules.contrast import Written, least, written

_DARKER = tuple(f'<a:lumMod val="{share}000"/>' for share in (90, 75, 60, 50, 35, 25))
_LIGHTER = tuple(
    f'<a:lumMod val="{100 - share}000"/><a:lumOff val="{share}000"/>' for share in (20, 40, 60, 75, 85, 92)
)
_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PROPERTIES, _FILL, _OUTLINE = f"{A}rPr", f"{A}solidFill", f"{A}ln"
_LAST_RESORT = ("tx1", "bg1", "dk1", "lt1")


def legible(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a deck, with each faint text on its slides mended."""
    made = dict(parts)
    for name, sheet, page in read_slides(package.write_parts(made)):
        texts = (text for shape in page.shapes for text in written(shape))
        faint = [text for text in texts if text.contrast < least(text.run)]
        for text in faint:
            _mend(text, sheet.palette)
        if faint:
            made[name] = etree.tostring(sheet.slide, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _mend(text: Written, palette: Palette) -> None:
    run, needed = text.run, least(text.run)
    properties = run.element.find(_PROPERTIES)
    if properties is None:
        properties = etree.Element(_PROPERTIES)
        run.element.insert(0, properties)
    own = properties.find(_FILL)
    base = own[0] if own is not None and len(own) else None
    made = next(one for one in _shades(base, run, palette) if _reads(palette.colour(one), text.ground, needed))
    if own is not None:
        properties.remove(own)
    filled = etree.Element(_FILL)
    filled.append(made)
    properties.insert(int(len(properties) > 0 and properties[0].tag == _OUTLINE), filled)


def _shades(base: Any, run: Run, palette: Palette) -> Iterator[Any]:
    """Shades of the run's own colour, then the theme's text and paper, then black and white."""
    named = base is not None and etree.QName(base).localname == "schemeClr" and not len(base)
    given = f'schemeClr {_NAMESPACE} val="{base.get("val")}"' if named else _fixed(run.colour or (0, 0, 0))
    for change in (*_DARKER, *_LIGHTER):
        yield etree.fromstring(f"<a:{given}>{change}</a:{given.partition(' ')[0]}>")
    for slot in _LAST_RESORT:
        if palette.slot(slot) is not None:
            yield etree.fromstring(f'<a:schemeClr {_NAMESPACE} val="{slot}"/>')
    for colour in ("000000", "FFFFFF"):
        yield etree.fromstring(f'<a:srgbClr {_NAMESPACE} val="{colour}"/>')


def _fixed(colour: Colour) -> str:
    return f'srgbClr {_NAMESPACE} val="{hexadecimal(colour)}"'


def _reads(colour: Colour | None, ground: Colour, needed: float) -> bool:
    return colour is not None and contrast(colour, ground) >= needed
