"""The three sides of a merge, each a part of a file: what was generated, what a person made of it, what is new.

Depends on: package, render.merge.base, …canonical, …office_file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from exectrack_xl.package import relationships_of
from exectrack_xl.render.merge.base import fingerprint
from exectrack_xl.render.merge.canonical import Canonical, canonical
from exectrack_xl.render.merge.office_file import (
    RELATION,
    Element,
    OfficeFile,
    Relation,
    elements,
)

_RELATED = f"{{{RELATION}}}"
_NUMBERED = re.compile(r"\d*(\.\w+)$")
_UNSEEN = {"chart", "tags", "package", "notesSlide", "slideLayout", "slide"}  # merged by themselves, or of no look


@dataclass
class Side:
    """One part of one file; `prints` are the fingerprints of parts that the file no longer holds."""

    file: OfficeFile
    part: str
    prints: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, identity: str) -> str:
        """What a relationship leads to, so that it can be compared with another file's."""
        relation = self.file.related(self.part).get(identity)
        if relation is None or relation.kind in _UNSEEN:
            return ""
        return relation.target if relation.external else self.print_of(relation.target)

    def print_of(self, name: str) -> str:
        """The fingerprint of a part, whether it is here or only remembered."""
        content = self.file.parts.get(name)
        return self.prints.get(name, "") if content is None else fingerprint(content)

    def seen(self, element: Element | None, skip: frozenset[str] = frozenset()) -> Canonical:
        """An element as a person sees it."""
        return canonical(element, self.resolve, skip)


@dataclass
class Sides:
    """The three sides: base, theirs, new."""

    base: Side
    theirs: Side
    new: Side

    adapt: Callable[[Element], None] | None = None  # what else a copy needs in their file: numbers of its own

    def brought(self, element: Element, *, adapted: bool = True) -> Element:
        """A copy of a new element for their file, with the parts it refers to."""
        made = brought(element, self.new, self.theirs)
        if self.adapt is not None and adapted:
            self.adapt(made)
        return made


def brought(element: Element, source: Side, target: Side) -> Element:
    """A copy of an element for another file; charts, pictures and links come along."""
    made = copy.deepcopy(element)
    made.tail = None
    relations = source.file.related(source.part)
    for one in elements(made):
        for key, identity in list(one.attrib.items()):
            if str(key).startswith(_RELATED) and str(identity) in relations:
                relation = relations[str(identity)]
                if not relation.external:
                    relation = Relation(relation.kind, copied_part(source.file, relation.target, target.file))
                one.set(key, target.file.relate(target.part, relation))
    return made


Elsewhere = Callable[[Relation], "str | None"]  # the part of the other file that stands for a relation's target


def copied_part(source: OfficeFile, name: str, target: OfficeFile, elsewhere: Elsewhere | None = None) -> str:
    """A copy of a part with all it refers to; a picture that is there already is used again."""
    content = source.content(name)
    if "/media/" in name:
        same = next((one for one, held in target.parts.items() if "/media/" in one and held == content), None)
        if same is not None:
            return same
    pattern = _NUMBERED.sub(r"%d\1", name.replace("%", "%%"))
    made = target.add(pattern, source.content_type(name), content)
    links = relationships_of(name)
    if links in source.parts:
        target.put(relationships_of(made), source.content(links))
        tree = target.tree(relationships_of(made))
        for link, relation in zip(tree, source.related(name).values(), strict=True):
            if relation.external:
                continue
            there = elsewhere(relation) if elsewhere is not None else None
            there = there or copied_part(source, relation.target, target, elsewhere)
            link.set("Target", f"/{there}")
    return made
