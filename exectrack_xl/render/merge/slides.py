"""The slides of a deck: their order, their names, and putting one where it belongs.

Depends on: package, render.merge.office_file, …sides, …tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from exectrack_xl.package import relationships_of
from exectrack_xl.render.merge.office_file import RELATION, Element, OfficeFile, Relation
from exectrack_xl.render.merge.sides import copied_part
from exectrack_xl.render.merge.tags import GROUP, P, all_shapes, key_in_name, name_of, shapes_of

PRESENTATION = "ppt/presentation.xml"
OBSOLETE = "obsolete: "  # before the name of a slide that is no longer generated
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_SECTION_IDS = ("{7A9C2E10-0000-4000-8000-0000E7C10001}", "{7A9C2E10-0000-4000-8000-0000E7C10002}")
_ID = f"{{{RELATION}}}id"


@dataclass
class Slides:
    """The slides of a file in the order they are shown."""

    file: OfficeFile

    def parts(self) -> list[str]:
        """The parts of the slides."""
        related = self.file.related(PRESENTATION)
        found = (related.get(one.get(_ID, "")) for one in self._list())
        return [one.target for one in found if one is not None and one.target in self.file.parts]

    def number(self, part: str) -> int:
        """The number by which the presentation knows a slide."""
        return next((int(one.get("id", "0")) for one in self._list() if self._leads_to(one, part)), 0)

    def place_behind(self, part: str, before: str | None) -> None:
        """Put a slide behind another one, into its section too; first where there is none."""
        entry = next((one for one in self._list() if self._leads_to(one, part)), None)
        known = next((one for one in self._list() if before and self._leads_to(one, before)), None)
        listed = self._holder()
        if entry is None:
            identity = self.file.relate(PRESENTATION, Relation("slide", part))
            number = max([255, *(int(one.get("id", "0")) for one in self._list())]) + 1
            entry = etree.Element(f"{P}sldId", {"id": str(number), _ID: identity})
        if known is not None:
            known.addnext(entry)
        else:
            listed.insert(0, entry)
        self._into_section(entry.get("id", ""), None if known is None else known.get("id", ""))

    def place_last(self, parts: list[str], section: str) -> None:
        """Put slides at the end, in a section of that name."""
        for part in parts:
            entry = next(one for one in self._list() if self._leads_to(one, part))
            self._holder().append(entry)
        moved = [str(self.number(part)) for part in parts]
        sections = self._sections()
        for one in list(sections.iter(f"{_P14}sldId")):
            parent = one.getparent()
            if one.get("id") in moved and parent is not None:
                parent.remove(one)
        last = next((one for one in sections if one.get("name") == section), None)
        if last is None:
            last = etree.SubElement(sections, f"{_P14}section", name=section, id=_SECTION_IDS[1])
            etree.SubElement(last, f"{_P14}sldIdLst")
        holder = last.find(f"{_P14}sldIdLst")
        if holder is None:
            holder = etree.SubElement(last, f"{_P14}sldIdLst")
        for number in moved:
            etree.SubElement(holder, f"{_P14}sldId", id=number)

    def _holder(self) -> Element:
        root = self.file.tree(PRESENTATION)
        found = root.find(f"{P}sldIdLst")
        if found is None:
            found = etree.Element(f"{P}sldIdLst")
            masters = [one for one in root if one.tag.endswith("MasterIdLst")]
            masters[-1].addnext(found)
        return found

    def _list(self) -> list[Element]:
        return list(self._holder())

    def _leads_to(self, entry: Element, part: str) -> bool:
        relation = self.file.related(PRESENTATION).get(entry.get(_ID, ""))
        return relation is not None and relation.target == part

    def _into_section(self, number: str, before: str | None) -> None:
        root = self.file.tree(PRESENTATION)
        for one in list(root.iter(f"{_P14}sldId")):
            parent = one.getparent()
            if one.get("id") == number and parent is not None:
                parent.remove(one)
        holders = list(root.iter(f"{_P14}sldIdLst"))
        if not holders:
            return
        made = etree.Element(f"{_P14}sldId", id=number)
        known = next((one for one in root.iter(f"{_P14}sldId") if one.get("id") == before), None)
        if known is not None:
            known.addnext(made)
        else:
            holders[0].insert(0, made)

    def _sections(self) -> Element:
        """The list of sections; where there is none yet, one with all slides in it."""
        root = self.file.tree(PRESENTATION)
        found = next(root.iter(f"{_P14}sectionLst"), None)
        if found is not None:
            return found
        listed = root.find(f"{P}extLst")
        if listed is None:
            listed = etree.SubElement(root, f"{P}extLst")
        held = etree.SubElement(listed, f"{P}ext", uri=_SECTIONS)
        made = etree.SubElement(held, f"{_P14}sectionLst", nsmap={"p14": _P14[1:-1]})
        first = etree.SubElement(made, f"{_P14}section", name="Deck", id=_SECTION_IDS[0])
        inner = etree.SubElement(first, f"{_P14}sldIdLst")
        for entry in self._list():
            etree.SubElement(inner, f"{_P14}sldId", id=entry.get("id", ""))
        return made


@dataclass(frozen=True)
class Made:
    """A shape as it was generated: where it lies, and the key of the group that holds it."""

    part: str
    shape: Element
    slide: str
    group: str = ""


@dataclass
class GeneratedDeck:
    """A deck of ours: slides and shapes by their keys."""

    file: OfficeFile

    @cached_property
    def slides(self) -> dict[str, str]:
        """The parts of the slides by their keys, in order."""
        return {slide_key(self.file, part): part for part in Slides(self.file).parts()}

    @cached_property
    def shapes(self) -> dict[str, Made]:
        """All shapes by their keys, those in groups by the group's key and their own name."""
        found: dict[str, Made] = {}
        for slide, part in self.slides.items():
            for shape in shapes_of(tree_of(self.file, part)):
                if key := key_in_name(shape):
                    found[key] = Made(part, shape, slide)
                    found |= {one: Made(part, inner, slide, key) for one, inner in members(key, shape)}
        return found


def members(key: str, group: Element) -> Iterator[tuple[str, Element]]:
    """The shapes inside a group under their keys; a name that comes again gets a number."""
    if group.tag != GROUP:
        return
    seen: dict[str, int] = {}
    for shape in all_shapes(group):
        name = name_of(shape)
        seen[name] = seen.get(name, 0) + 1
        yield f"{key}/{name}" + (f"~{seen[name]}" if seen[name] > 1 else ""), shape


def slide_key(file: OfficeFile, part: str) -> str:
    """The name a slide bears."""
    held = file.tree(part).find(f"{P}cSld")
    return "" if held is None else held.get("name", "")


def name_slide(file: OfficeFile, part: str, name: str) -> None:
    """Give a slide a name."""
    held = file.tree(part).find(f"{P}cSld")
    if held is not None:
        held.set("name", name)


def tree_of(file: OfficeFile, part: str) -> Element:
    """The shapes of a slide."""
    found = file.tree(part).find(f"{P}cSld/{P}spTree")
    return etree.Element(f"{P}spTree") if found is None else found


def copied_slide(source: OfficeFile, part: str, target: OfficeFile) -> str:
    """A slide of another deck as a new part of this one, on the layout of the same name."""

    def elsewhere(relation: Relation) -> str | None:
        if relation.kind == "slideLayout":
            return _layout_like(source, relation.target, target)
        if relation.kind == "notesMaster":
            return next(iter(target.targets(PRESENTATION, "notesMaster")), None)
        return made if relation.kind == "slide" else None

    # The part's name is known before its parts are copied, since its notes refer back to it.
    made = target.add("ppt/slides/slide%d.xml", source.content_type(part), source.content(part))
    target.put(relationships_of(made), source.content(relationships_of(part)))
    for link, relation in zip(target.tree(relationships_of(made)), source.related(part).values(), strict=True):
        if not relation.external:
            there = elsewhere(relation) or copied_part(source, relation.target, target, elsewhere)
            link.set("Target", f"/{there}")
    return made


def _layout_like(source: OfficeFile, part: str, target: OfficeFile) -> str | None:
    """The layout of that name, else the one whose placeholders fit best."""
    wanted = source.tree(part)
    layouts = sorted(name for name in target.parts if name.startswith("ppt/slideLayouts/slideLayout"))
    named = [name for name in layouts if slide_key(target, name) == slide_key(source, part)]
    if named or not layouts:
        return next(iter(named), None)
    numbers = _placeholders(wanted)
    return max(layouts, key=lambda name: len(numbers & _placeholders(target.tree(name))))


def _placeholders(root: Element) -> set[str]:
    return {one.get("idx", "0") for one in root.iter(f"{P}ph")}
