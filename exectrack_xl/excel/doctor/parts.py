"""The parts of a workbook as they lie in the file: bytes, XML and relationships, taken without trust.

A part that is damaged or no XML reads as nothing here; the checks of the package say so.
Depends on: errors, package, excel.opening.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote
from zipfile import BadZipFile, ZipInfo

from lxml import etree

from exectrack_xl.excel.opening import Package
from exectrack_xl.package import CONTENT_TYPES, relationships_of

LARGEST_XML = 96 * 2**20  # bytes of one part; as a tree it takes ten times as much memory
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"

_VML_RELATION = "{urn:schemas-microsoft-com:office:office}relid"
_XML_ENDINGS = (".xml", ".rels", ".vml")
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


@dataclass(frozen=True)
class Relationship:
    """One pointer from a part (or from the package, "") to a part or to the outside."""

    id: str
    kind: str  # the last word of its type
    type: str
    target: str  # the part's name; "" when it lies outside
    external: bool
    written: str  # the target as the file has it


@dataclass(frozen=True)
class Parts:
    """All parts of a workbook file."""

    package: Package

    @cached_property
    def entries(self) -> tuple[ZipInfo, ...]:
        """The entries of the zip file, in its order; one name may stand there twice."""
        return tuple(entry for entry in self.package.archive.infolist() if not entry.is_dir())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, sorted."""
        return tuple(sorted({entry.filename for entry in self.entries}))

    @cached_property
    def _stored(self) -> dict[str, str]:
        return {name.lower(): name for name in self.names}

    @cached_property
    def _contents(self) -> dict[str, bytes | None]:
        return {}

    @cached_property
    def _trees(self) -> dict[str, etree._Element | None]:
        return {}

    @cached_property
    def _related(self) -> dict[str, tuple[Relationship, ...]]:
        return {}

    def has(self, name: str) -> bool:
        """Whether the file holds this part; case does not count."""
        return name.lower() in self._stored

    def stored(self, name: str) -> str:
        """The part's name as the file has it."""
        return self._stored.get(name.lower(), name)

    def content(self, name: str) -> bytes | None:
        """The part's bytes; None where it is missing or cannot be unpacked."""
        name = self.stored(name)
        if name not in self._contents:
            try:
                self._contents[name] = self.package.archive.read(name)
            except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, KeyError, ValueError):
                self._contents[name] = None  # reported by the package's own checks
        return self._contents[name]

    def tree(self, name: str) -> etree._Element | None:
        """The part's XML; None where it is missing, damaged, unsafe, too large or no XML."""
        name = self.stored(name)
        if name not in self._trees:
            content = self.content(name)
            unfit = content is None or len(content) > LARGEST_XML or declares_document_type(content)
            self._trees[name] = None if unfit or content is None else _parsed(content)
        return self._trees[name]

    def xml_fault(self, name: str) -> str:
        """What the XML reader says about a part; "" where it is well-formed."""
        content = self.content(name)
        if content is None or self.tree(name) is not None:
            return ""
        try:
            etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as fault:
            return str(fault.msg or fault)
        return ""

    def xml_names(self) -> Iterator[str]:
        """The names of the parts that must be XML."""
        return (name for name in self.names if name.lower().endswith(_XML_ENDINGS))

    def related(self, source: str) -> tuple[Relationship, ...]:
        """The relationships of a part, or with "" of the package."""
        if source not in self._related:
            root = self.tree(relationships_of(source))
            links = () if root is None else root.iterfind("{*}Relationship")
            self._related[source] = tuple(_relationship(link, source) for link in links)
        return self._related[source]

    def link(self, source: str, identifier: str | None) -> Relationship | None:
        """The relationship of a part with this identifier."""
        return next((link for link in self.related(source) if link.id == identifier), None)

    @cached_property
    def content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by lower-case extension, and by lower-case part name."""
        root = self.tree(CONTENT_TYPES)
        if root is None:
            return {}, {}
        by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iterfind("{*}Default")}
        by_name = {
            e.get("PartName", "").lstrip("/").lower(): e.get("ContentType", "") for e in root.iterfind("{*}Override")
        }
        return by_ending, by_name

    def content_type(self, name: str) -> str:
        """The declared content type of a part; "" where there is none."""
        by_ending, by_name = self.content_types
        ending = posixpath.basename(name).rpartition(".")[2].lower()
        return by_name.get(name.lower()) or by_ending.get(ending, "")


def declares_document_type(content: bytes) -> bool:
    """Whether an XML part declares entities or a document type, which no Office file does."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.replace(b"\0", b"")
    return b"<!" in content and bool(_DOCTYPE.search(content))


def relation_ids(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes of an element that name a relationship: local name and identifier."""
    for key, value in element.attrib.items():
        name = str(key)
        if name.startswith((RELATION, STRICT_RELATION)) or name == _VML_RELATION:
            yield name.rpartition("}")[2], str(value)


def relation_id(element: etree._Element, name: str = "id") -> str:
    """The relationship that an element names by `r:id` (or another `r:` attribute); "" where it names none."""
    return next((value for key, value in relation_ids(element) if key == name), "")


def _relationship(link: etree._Element, source: str) -> Relationship:
    kind, written = link.get("Type", ""), link.get("Target", "")
    external = link.get("TargetMode") == "External"
    place = unquote(written.partition("#")[0])
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), place)).lstrip("/")
    return Relationship(
        link.get("Id", ""), kind.rpartition("/")[2], kind, "" if external else target, external, written
    )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _parsed(content: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return None  # reported by the checks of the XML
