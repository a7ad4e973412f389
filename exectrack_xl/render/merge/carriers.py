"""What every generated file carries for a later refresh: tags at its parts, and the base inside.

Depends on: render.merge.base, render.merge.office_file, render.merge.tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from exectrack_xl.render.merge.base import Origin, base_of, names, with_base
from exectrack_xl.render.merge.office_file import Element, OfficeFile
from exectrack_xl.render.merge.tags import P, key_in_name, shapes_of, tag

SLIDES = r"ppt/slides/[^/]+\.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIGHEST = 0x3FFFFFFF


def carried_deck(parts: Mapping[str, bytes], origin: Origin) -> dict[str, bytes]:
    """A deck's parts with a tags part at each shape that bears a key in its name, and with the base."""
    base = base_of(parts, origin)
    file = OfficeFile(parts)
    for slide in names(parts, SLIDES):
        tree = file.tree(slide).find(f"{P}cSld/{P}spTree")
        for shape in () if tree is None else shapes_of(tree):
            if key := key_in_name(shape):
                tag(file, slide, shape, key)
    return with_base(file.written(), base)


def carried_report(parts: Mapping[str, bytes], origin: Origin) -> dict[str, bytes]:
    """A report's parts with the base; its content controls bear their tags already."""
    return with_base(parts, base_of(parts, origin))


def number_controls(root: Element) -> None:
    """Give each content control a number of its own, made from its tag: the same tag, the same number every time."""
    taken: set[int] = set()
    for properties in root.iter(f"{_W}sdtPr"):
        identity, marked = properties.find(f"{_W}id"), properties.find(f"{_W}tag")
        if identity is None:
            continue
        said = "" if marked is None else marked.get(f"{_W}val", "")
        number = (crc32(said.encode()) & _HIGHEST) + 1
        while number in taken:
            number += 1
        taken.add(number)
        identity.set(f"{_W}val", str(number))
