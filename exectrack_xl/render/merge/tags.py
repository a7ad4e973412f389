"""Tags by which a refresh finds what was generated: a tags part at each shape, and a suffix to the shape's name.

PowerPoint keeps both, also on a copy; LibreOffice keeps the names of all shapes but placeholders.
Depends on: render.merge.office_file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

from exectrack_xl.render.merge.office_file import RELATION, Element, OfficeFile, Relation

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = f"{{{RELATION}}}"
SHAPES = frozenset(f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))
GROUP = f"{P}grpSp"

_TAGS_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
_SUFFIX = re.compile(r"\s*\[xt:([^\]]+)\]")
_WAS = re.compile(r"\[was:([^\]]+)\]")
_LIST, _TAGS = f"{P}custDataLst", f"{P}tags"
_NAME = re.compile(rb'name="EXECTRACK" val="([^"]*)"')


def shapes_of(container: Element) -> Iterator[Element]:
    """The shapes that lie directly on a slide or in a group, from back to front."""
    return (one for one in container if one.tag in SHAPES)


def all_shapes(container: Element) -> Iterator[Element]:
    """The shapes on a slide or in a group with those inside of their groups."""
    for shape in shapes_of(container):
        yield shape
        if shape.tag == GROUP:
            yield from all_shapes(shape)


def properties_of(shape: Element) -> Element:
    """The element that holds a shape's number, name and description."""
    return shape[0][0]


def name_of(shape: Element) -> str:
    """A shape's name as the selection pane shows it."""
    return properties_of(shape).get("name", "")


def plain_name(shape: Element) -> str:
    """A shape's name without its tag."""
    return _SUFFIX.sub("", name_of(shape))


def key_in_name(shape: Element) -> str:
    """The key in a shape's name; empty where it bears none."""
    found = _SUFFIX.search(name_of(shape))
    return found[1] if found else ""


def key_of(file: OfficeFile, part: str, shape: Element) -> str:
    """The key of a shape: by its tags part, else by its name; empty where it bears none."""
    related = None
    for tags in shape[0].iterfind(f"{P}nvPr/{_LIST}/{_TAGS}"):
        related = related if related is not None else file.related(part)
        relation = related.get(tags.get(f"{R}id", ""))
        found = _NAME.search(file.parts.get(relation.target, b"")) if relation else None
        if found:
            return etree.fromstring(b'<a b="' + found[1] + b'"/>').get("b", "")
    return key_in_name(shape)


def tag(file: OfficeFile, part: str, shape: Element, key: str) -> None:
    """Give a shape both of its tags."""
    if key_in_name(shape) != key:
        properties_of(shape).set("name", f"{plain_name(shape)} [xt:{key}]".lstrip())
    listed = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<p:tagLst xmlns:p="{P[1:-1]}"><p:tag name="EXECTRACK" val={quoteattr(key)}/></p:tagLst>'
    )
    made = file.add("ppt/tags/tag%d.xml", _TAGS_TYPE, listed.encode())
    identity = file.relate(part, Relation("tags", made))
    own = shape[0].find(f"{P}nvPr")
    if own is None:
        return
    held = own.find(_LIST)
    if held is None:
        held = etree.Element(_LIST)
        after = own.find(f"{P}extLst")
        own.insert(len(own) if after is None else own.index(after), held)
    etree.SubElement(held, _TAGS, {f"{R}id": identity})


def untag(file: OfficeFile, part: str, shape: Element, *, was: bool = False) -> None:
    """Take both tags from a shape; `was` leaves a word in its name that says what it has been."""
    key = key_of(file, part, shape)
    name = plain_name(shape)
    properties_of(shape).set("name", f"{name} [was:{key}]" if was and key else name)
    for tags in list(shape[0].iterfind(f"{P}nvPr/{_LIST}/{_TAGS}")):
        relation = file.related(part).get(tags.get(f"{R}id", ""))
        if relation is None or _NAME.search(file.parts.get(relation.target, b"")) is None:
            continue
        file.unrelate(part, tags.get(f"{R}id", ""))
        if not file.is_used(relation.target):
            file.drop(relation.target)
        held = tags.getparent()
        if held is not None:
            held.remove(tags)
            above = held.getparent()
            if not len(held) and above is not None:
                above.remove(held)


def was_generated(shape: Element) -> str:
    """The key of a shape that was generated once and is no longer; empty for all others."""
    found = _WAS.search(name_of(shape))
    return found[1] if found else ""
