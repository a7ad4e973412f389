"""An Office file as named parts, parsed once and written only where changed: what nobody touches keeps its bytes.

Parts are keyed by name and never renamed, so two parts of one name cannot come about. Depends on: package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

from lxml import etree

from exectrack_xl import package
from exectrack_xl.package import relationships_of

Element: TypeAlias = etree._Element

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = f'<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()


@dataclass(frozen=True)
class Relation:
    """Where a relationship leads: its type, and the name of a part or, outside of the file, an address."""

    kind: str  # the last word of its type: "chart"
    target: str
    external: bool = False


class OfficeFile:
    """The parts of one file while they are read and changed."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self._trees: dict[str, tuple[Element, bytes]] = {}  # the tree, and its text as it was read
        self._related: dict[str, dict[str, Relation]] = {}  # forgotten whenever a relationship may have changed
        self._counted, self._taken, self._last = -1, set[str](), dict[str, int]()  # for the names of new parts

    def tree(self, name: str) -> Element:
        """The root of a part, the same one each time; changes to it are written."""
        if name.endswith(".rels"):
            self._related.clear()
        return self._tree(name)

    def _tree(self, name: str) -> Element:
        if name not in self._trees:
            root = parsed(self.parts[name])
            self._trees[name] = (root, etree.tostring(root))
        return self._trees[name][0]

    def put(self, name: str, content: bytes) -> None:
        """Another content for a part, or a part of its own."""
        self._trees.pop(name, None)
        self._related.clear()
        self.parts[name] = content

    def content(self, name: str) -> bytes:
        """The present bytes of a part; one that was parsed but not changed keeps its own."""
        if name not in self._trees:
            return self.parts[name]
        root, before = self._trees[name]
        return self.parts[name] if etree.tostring(root) == before else serialised(root)

    def written(self) -> dict[str, bytes]:
        """All parts by name, in their order."""
        return {name: self.content(name) for name in self.parts}

    def related(self, name: str) -> dict[str, Relation]:
        """The relationships of a part by their identifier."""
        if name not in self._related:
            links = relationships_of(name)
            entries = self._tree(links) if links in self.parts else ()
            self._related[name] = {link.get("Id", ""): _relation(name, link) for link in entries}
        return self._related[name]

    def targets(self, name: str, kind: str) -> list[str]:
        """The names of the parts that a part is related to in one way: "chart", "notesSlide"."""
        found = self.related(name).values()
        return [one.target for one in found if one.kind == kind and not one.external and one.target in self.parts]

    def relate(self, name: str, relation: Relation) -> str:
        """A relationship from a part, with an identifier that is free; one there already is used again."""
        known = self.related(name)
        for identity, one in known.items():
            if one == relation:
                return identity
        links = relationships_of(name)
        if links not in self.parts:
            self.parts[links] = _DECLARATION + _EMPTY
        identity = next(f"rIdXt{n}" for n in range(1, len(known) + 2) if f"rIdXt{n}" not in known)
        kind = relation.kind if "/" in relation.kind else f"{RELATION}/{relation.kind}"
        target = relation.target if relation.external else _relative(name, relation.target)
        made = etree.SubElement(self._tree(links), f"{{{_RELATIONSHIPS}}}Relationship",
                                {"Id": identity, "Type": kind, "Target": target})  # fmt: skip
        if relation.external:
            made.set("TargetMode", "External")
        known[identity] = _relation(name, made)
        return identity

    def unrelate(self, name: str, identity: str) -> None:
        """Take a relationship away; its target stays among the parts."""
        for link in list(self.tree(relationships_of(name))):
            if link.get("Id") == identity:
                self.tree(relationships_of(name)).remove(link)

    def add(self, pattern: str, content_type: str, content: bytes) -> str:
        """A new part under the first free name of a pattern such as "ppt/tags/tag%d.xml"."""
        name = self._free(pattern)
        self.parts[name] = content
        override = f"<Override PartName={quoteattr('/' + name)} ContentType={quoteattr(content_type)}/>"
        types = self.content(package.CONTENT_TYPES)
        self._trees.pop(package.CONTENT_TYPES, None)
        self.parts[package.CONTENT_TYPES] = types.replace(b"</Types>", override.encode() + b"</Types>")
        return name

    def _free(self, pattern: str) -> str:
        """The first free name of a pattern; as long as parts are only added, later names are looked for behind it."""
        if self._counted != len(self.parts):
            self._taken, self._last = {name.lower() for name in self.parts}, {}
        first = self._last.get(pattern, 1)
        number = next(n for n in range(first, len(self.parts) + 2) if (pattern % n).lower() not in self._taken)
        self._last[pattern] = number + 1
        self._taken.add((pattern % number).lower())
        self._counted = len(self.parts) + 1
        return pattern % number

    def drop(self, name: str) -> None:
        """Leave a part out, with its relationships and its content type."""
        for gone in (name, relationships_of(name)):
            self.parts.pop(gone, None)
            self._trees.pop(gone, None)
        self._related.clear()
        self._counted = -1
        typed = re.compile(rb'<Override\b[^>]*PartName="/' + re.escape(name).encode() + rb'"[^>]*/>', re.IGNORECASE)
        self.put(package.CONTENT_TYPES, typed.sub(b"", self.content(package.CONTENT_TYPES)))

    def is_used(self, name: str) -> bool:
        """Whether any part still refers to this one."""
        word = name.rpartition("/")[2].encode()
        return any(word in self.content(links) for links in self.parts if links.endswith(".rels"))

    def content_type(self, name: str) -> str:
        """What a part is: its own content type, else that of its extension."""
        types = self.tree(package.CONTENT_TYPES)
        for entry in types:
            if entry.get("PartName", "").lower() == f"/{name}".lower():
                return entry.get("ContentType", "")
        ending = name.rpartition(".")[2].lower()
        return next((e.get("ContentType", "") for e in types if e.get("Extension", "").lower() == ending), "")


def parsed(content: bytes) -> Element:
    """A part as a tree; nothing outside of it is read."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialised(root: Element) -> bytes:
    """A part as Office writes one: UTF-8, with its declaration."""
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def elements(root: Element) -> Iterator[Element]:
    """Every element below and including the root, without comments and processing instructions."""
    return (one for one in root.iter() if isinstance(one.tag, str))


def _relation(source: str, link: Element) -> Relation:
    kind, target = link.get("Type", "").rpartition("/")[2], link.get("Target", "")
    if link.get("TargetMode") == "External":
        return Relation(kind, target, external=True)
    folder = posixpath.dirname(source)
    return Relation(kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))


def _relative(source: str, target: str) -> str:
    return posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
