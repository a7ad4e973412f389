"""The parts of one workbook while they are changed: parsed once, written only where changed.

Depends on: errors, package, excel.opening.
"""

from __future__ import annotations

from lxml import etree

from exectrack_xl.excel.opening import Package
from exectrack_xl.package import relationships_of

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Parts:
    """The XML of a workbook's parts, and which of them differ from the file."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._trees: dict[str, etree._Element] = {}
        self._changed: dict[str, None] = {}  # in order of the first change
        self._dropped: dict[str, None] = {}

    def tree(self, part: str) -> etree._Element:
        """The root of a part, the same one each time; say `touch` after changing it.

        Raises:
            WorkbookError: the part is missing or no XML.
        """
        if part not in self._trees:
            self._trees[part] = self.package.tree(part)
        return self._trees[part]

    def touch(self, part: str) -> None:
        """Note that the part was changed."""
        self._changed[part] = None

    def add(self, part: str, root: etree._Element, *, of: str, kind: str, content: str) -> None:
        """A new part, related to the part `of` as `kind` ("sharedStrings"), with its content type."""
        self._trees[part] = root
        self.touch(part)
        links = relationships_of(of)
        tree = self.tree(links)
        taken = {link.get("Id") for link in tree}
        identity = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(tree, _own(tree, "Relationship"), Id=identity, Type=_RELATIONSHIP + kind, Target=f"/{part}")
        self.touch(links)
        types = self.tree(_CONTENT_TYPES)
        etree.SubElement(types, _own(types, "Override"), PartName=f"/{part}", ContentType=content)
        self.touch(_CONTENT_TYPES)

    def drop(self, part: str, *, of: str) -> None:
        """Leave a part out, with its content type and the relationship from the part `of`."""
        self._dropped[part] = None
        links = relationships_of(of)
        kept = {identity for identity, (_, target) in self.package.related(of).items() if target != part}
        for link in list(self.tree(links)):
            if link.get("Id") not in kept and link.get("TargetMode") != "External":
                _remove(link)
        self.touch(links)
        for override in list(self.tree(_CONTENT_TYPES).iterfind("{*}Override")):
            if override.get("PartName", "").lstrip("/").lower() == part.lower():
                _remove(override)
        self.touch(_CONTENT_TYPES)

    def changes(self) -> dict[str, bytes | None]:
        """The new bytes of each part that changed, by its stored name; None for a part left out."""
        stored = self.package.parts
        written: dict[str, bytes | None] = {
            stored.get(part.lower(), part): serialised(self._trees[part]) for part in self._changed
        }
        return {**written, **{stored[part.lower()]: None for part in self._dropped}}


def serialised(root: etree._Element) -> bytes:
    """A part as Excel writes one: UTF-8, with its declaration."""
    return _DECLARATION + etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=False)


def _own(root: etree._Element, name: str) -> str:
    return f"{{{etree.QName(root).namespace}}}{name}"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
