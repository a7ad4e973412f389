"""Makes a company's PowerPoint template serve: layouts it lacks are made from its closest one, placed by the grid.

Its master, background, logo, colours and fonts stay; a layout of ours that it has under our name is left as it is.
Depends on: report.model, theme, render.geometry, render.deck.grounds, …missing_places, …places, render.template_deck,
render.template_mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.parts.slide import SlideLayoutPart

from exectrack_xl.render.deck.grounds import suit_ground
from exectrack_xl.render.deck.missing_places import complete
from exectrack_xl.render.deck.places import NUMBER, SOURCE, STATUS_DATE, layout_places
from exectrack_xl.render.geometry import Box, inches
from exectrack_xl.render.template_deck.layouts import LAYOUTS
from exectrack_xl.render.template_deck.shapes import NAMESPACES, Decoration, Placeholder
from exectrack_xl.render.template_mapping import Mapped
from exectrack_xl.report.model import Layout
from exectrack_xl.theme import GRID

_TITLES, _FOOTERS = ("title", "ctrTitle"), ("dt", "ftr", "sldNum")
_OURS = Box(GRID.margin, GRID.heading_top, GRID.across(12), GRID.bottom - GRID.heading_top)
_GAP, _FOOTER_HEIGHT = inches(0.08), inches(0.26)
_TITLE_SIZE, _FOOTER_SIZE = 2400, 900  # hundredths of a point
_SECTIONS = "{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"


@dataclass(frozen=True)
class Closest:
    """A layout of ours that a template lacks, and the layout of the template it is made from."""

    wanted: str
    made_from: str


def lacking(file: Any, names: Mapping[str, str]) -> list[Closest]:
    """The layouts of ours that a template lacks, each with the closest one it has; `names` are a company's choices."""
    present = {layout.name for layout in file.slide_layouts}
    return [Closest(str(wanted), _base(file, wanted, names).name) for wanted in LAYOUTS if wanted not in present]


def adapt(file: Any, mapping: Mapped) -> None:
    """Add to a python-pptx presentation the layouts and placeholders it lacks, and take out the slides it brings."""
    drop_slides(file)
    page = Box(0, 0, file.slide_width, file.slide_height)
    for layout in file.slide_layouts:
        if layout.name in LAYOUTS:
            complete(layout, mapping.places.get(layout.name, {}), partial(_brought, layout, page))
    for one in lacking(file, mapping.layouts):
        base = next(layout for layout in file.slide_layouts if layout.name == one.made_from)
        _add_layout(file, base, Layout(one.wanted))
        if names := mapping.places.get(one.wanted):
            _place_like(next(layout for layout in file.slide_layouts if layout.name == one.wanted), base, names)


def _brought(layout: Any, page: Box, box: Box) -> Box:
    """A box of our page in the room that a layout leaves."""
    return _moved(box, _region(layout, page))


def _place_like(layout: Any, base: Any, names: Mapping[str, str]) -> None:
    """Put placeholders of ours where a company has those that its file names for them."""
    theirs = {shape.name: Box(shape.left, shape.top, shape.width, shape.height) for shape in base.placeholders
              if shape.left is not None}  # fmt: skip
    for shape, _ in _places(layout.element):
        box = theirs.get(names.get(shape[0][0].get("name", ""), ""))
        if box is not None:
            _placed(shape, box)


def drop_slides(file: Any) -> None:
    """Take a template's own slides out of the file that is made from it; the template itself stays as it is."""
    listed = file.slides._sldIdLst
    for slide in list(listed):
        file.part.drop_rel(slide.rId)
        listed.remove(slide)
    for sections in list(file.element.iter(_SECTIONS)):
        extension = sections.getparent()
        extension.getparent().remove(extension)


def _base(file: Any, wanted: str, names: Mapping[str, str]) -> Any:
    """The layout that a company chose, else its title page for a cover, else the one with a title and least else."""
    by_name = {layout.name: layout for layout in file.slide_layouts}
    if names.get(wanted) in by_name:
        return by_name[names[wanted]]
    kind = "title" if wanted == Layout.COVER else "titleOnly"
    typed = next((layout for layout in file.slide_layouts if layout.element.get("type") == kind), None)
    titled = [layout for layout in file.slide_layouts if _title(layout.element) is not None]
    page = Box(0, 0, file.slide_width, file.slide_height)
    by_title = [layout for layout in titled if _is_head(_title_box(layout), page)] or titled
    return typed or min(by_title or list(file.slide_layouts), key=lambda layout: len(layout.placeholders))


def _title_box(layout: Any) -> Box | None:
    return layout_places(layout).boxes.get(0)


def _is_head(box: Box | None, page: Box) -> bool:
    """Whether a title stands over the page, as one over charts and tables must."""
    return box is not None and box.width > 0.6 * page.width and box.bottom < 0.45 * page.height


def _title(element: Any) -> Any:
    return next((shape for shape, place in _places(element) if place.get("type") in _TITLES), None)


def _places(element: Any) -> list[tuple[Any, Any]]:
    found = ((shape, next(shape.iter(qn("p:ph")), None)) for shape in element.iter(qn("p:sp")))
    return [(shape, place) for shape, place in found if place is not None]


def _add_layout(file: Any, base: Any, wanted: Layout) -> None:
    """A new layout after the template's own ones."""
    master = base.slide_master
    taken = {str(part.partname) for part in file.part.package.iter_parts()}
    number = next(n for n in range(1, len(taken) + 2) if f"/ppt/slideLayouts/slideLayout{n}.xml" not in taken)
    name = PackURI(f"/ppt/slideLayouts/slideLayout{number}.xml")
    part = SlideLayoutPart(name, CONTENT_TYPE.PML_SLIDE_LAYOUT, file.part.package, deepcopy(base.element))
    text = etree.tostring(_layout(file, base, wanted)).decode()
    for old, relation in base.part.rels.items():
        if not relation.is_external:
            text = text.replace(f'"{old}"', f'"new {part.relate_to(relation.target_part, relation.reltype)}"')
    part._element = parse_xml(text.replace('"new rId', '"rId'))
    listed = master.element.get_or_add_sldLayoutIdLst()
    numbers = [int(one.get("id")) for tree in (file.element, *(m.element for m in file.slide_masters))
               for one in tree.iter(qn("p:sldMasterId"), qn("p:sldLayoutId")) if one.get("id")]  # fmt: skip
    relationship = master.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    known = {"id": str(max([*numbers, 2147483648]) + 1), qn("r:id"): relationship}
    etree.SubElement(listed, qn("p:sldLayoutId"), known)


def _layout(file: Any, base: Any, wanted: Layout) -> Any:
    """The closest layout with our placeholders in place of its own; title, decoration and background stay."""
    tree = deepcopy(base.element)
    for name in ("type", "matchingName"):
        tree.attrib.pop(name, None)
    tree.set("preserve", "1")
    common = tree.find(qn("p:cSld"))
    common.set("name", str(wanted))
    shapes = common.find(qn("p:spTree"))
    cover = wanted is Layout.COVER
    kept = (*_TITLES, "subTitle") if cover else _TITLES
    for shape, place in _places(tree):
        if place.get("type") not in kept:
            shape.getparent().remove(shape)
    page = Box(0, 0, file.slide_width, file.slide_height)
    if not cover and (title := _title(tree)) is not None:
        _sized(title, _TITLE_SIZE)
        if not _is_head(_title_box(base), page):
            _placed(title, Box(inches(0.5), inches(0.35), page.width - inches(1), inches(0.7)))
    region = _region(base, page)
    number = max((int(one.get("id", "0")) for one in tree.iter(qn("p:cNvPr"))), default=1) + 1
    for shape in [*_footers(region, page)] if cover else [*_ours(wanted, region), *_footers(region, page)]:
        shapes.append(
            parse_xml(shape.replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1).replace('id="0"', f'id="{number}"', 1))
        )
        number += 1
    if cover:
        shapes.append(_cover_note(tree, region, page, number))
        _number_subtitle(tree)
        if not any(place.get("type") == "subTitle" for _, place in _places(tree)):
            shapes.append(_subtitle(region, number + 1))
    else:
        suit_ground(tree, base)
    return tree


def _region(base: Any, page: Box) -> Box:
    """The room below the title and above the footers, between the title's margins."""
    title = _title_box(base)
    fits = title is not None and _is_head(title, page)
    left, width = (title.left, title.width) if title is not None and fits else (inches(0.5), page.width - inches(1))
    top = title.bottom + _GAP if title is not None and fits else inches(1.12)
    tops = [box.top for box in _footer_boxes(base) if box.top > 0.6 * page.height]
    bottom = min(tops, default=page.height - _FOOTER_HEIGHT - _GAP) - _GAP * 2
    return Box(left, top, width, bottom - top)


def _footer_boxes(base: Any) -> list[Box]:
    found = []
    for page in (base, base.slide_master):
        for shape in page.placeholders:
            if shape.element.find(f".//{qn('p:ph')}").get("type") in _FOOTERS and shape.top is not None:
                found.append(Box(shape.left, shape.top, shape.width, shape.height))
    return found


def _ours(wanted: Layout, region: Box) -> list[str]:
    """Our placeholders and rules, moved from our page's room into the template's."""
    found = []
    for shape in LAYOUTS[wanted]:
        if isinstance(shape, Decoration) or (isinstance(shape, Placeholder) and shape.kind not in _TITLES):
            found.append(replace(shape, box=_moved(shape.box, region)).xml(0))
    return found


def _moved(box: Box, region: Box) -> Box:
    across, down = region.width / _OURS.width, region.height / _OURS.height
    thin = box.height < inches(0.03)  # a rule stays a rule
    return Box(
        round(region.left + (box.left - _OURS.left) * across), round(region.top + (box.top - _OURS.top) * down),
        round(box.width * across), box.height if thin else round(box.height * down),
    )  # fmt: skip


def _footers(region: Box, page: Box) -> list[str]:
    """Source, status date and number side by side under the room."""
    top = min(region.bottom + 2 * _GAP, page.height - _FOOTER_HEIGHT - inches(0.05))
    shares = (
        (SOURCE, "ftr", "l", 0.0, 0.56),
        (STATUS_DATE, "dt", "r", 0.56, 0.36),
        (NUMBER, "sldNum", "r", 0.93, 0.07),
    )
    return [
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="Footer {kind}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{round(region.left + begin * region.width)}" y="{top}"/>'
        f'<a:ext cx="{round(share * region.width)}" cy="{_FOOTER_HEIGHT}"/></a:xfrm></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle><a:lvl1pPr algn="{align}">'
        f'<a:defRPr sz="{_FOOTER_SIZE}"/></a:lvl1pPr></a:lstStyle><a:p/></p:txBody></p:sp>'
        for idx, kind, align, begin, share in shares
    ]  # fmt: skip


def _sized(shape: Any, size: int) -> None:
    """One size for the first level of a placeholder, whatever else its style says."""
    level = _inner(_list_style(shape), "a:lvl1pPr")
    _inner(level, "a:defRPr").set("sz", str(size))


def _placed(shape: Any, box: Box) -> None:
    """A place of its own for a placeholder."""
    look = _inner(shape, "p:spPr")
    for frame in look.findall(qn("a:xfrm")):
        look.remove(frame)
    frame = etree.Element(qn("a:xfrm"))
    etree.SubElement(frame, qn("a:off"), {"x": str(box.left), "y": str(box.top)})
    etree.SubElement(frame, qn("a:ext"), {"cx": str(box.width), "cy": str(box.height)})
    look.insert(0, frame)


def _list_style(shape: Any) -> Any:
    """The list style of a placeholder; made, right after the body's properties, where a program left it out."""
    body = _inner(shape, "p:txBody")
    found = body.find(qn("a:lstStyle"))
    if found is None:
        found = etree.Element(qn("a:lstStyle"))
        body.insert(int(body.find(qn("a:bodyPr")) is not None), found)
    return found


def _inner(parent: Any, name: str) -> Any:
    found = parent.find(qn(name))
    return etree.SubElement(parent, qn(name)) if found is None else found


def _number_subtitle(tree: Any) -> None:
    """The number by which our cover knows its subtitle."""
    for _, place in _places(tree):
        if place.get("type") == "subTitle":
            place.set("idx", "1")


def _subtitle(region: Box, number: int) -> Any:
    """A subtitle for a title page that has none: right under the title."""
    box = Box(region.left, region.top, region.width, inches(0.6))
    shape = Placeholder("Subtitle", 1, box, ("Report name",), "subTitle")
    return parse_xml(shape.xml(number).replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1))


def _cover_note(tree: Any, region: Box, page: Box, number: int) -> Any:
    """The note at the foot of a cover, in the look of its subtitle."""
    box = Box(region.left, page.height - inches(0.75), region.width, inches(0.3))
    shape = parse_xml(
        Placeholder("Footer note", 20, box, ("Status date, snapshot, workbook",), anchor="ctr").xml(number)
        .replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1)
    )  # fmt: skip
    subtitle = next((one for one, place in _places(tree) if place.get("type") == "subTitle"), None)
    own = _list_style(shape)
    if subtitle is not None:
        for level in subtitle.findall(f"{qn('p:txBody')}/{qn('a:lstStyle')}/{qn('a:lvl1pPr')}"):
            own.append(deepcopy(level))
    _sized(shape, 1100)
    return shape
