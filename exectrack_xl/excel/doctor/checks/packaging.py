"""The file as a package: its zip entries, its XML, its content types.

Source: ECMA-376 part 2 (open packaging conventions), part 3 (markup compatibility).
Depends on: errors, package, excel.doctor.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local
from exectrack_xl.excel.doctor.parts import LARGEST_XML, declares_document_type
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.package import CONTENT_TYPES

_ENCRYPTED = 0x1
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KNOWN_NAMESPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.oclc.org/ooxml/",
    "http://purl.org/dc/",
    "http://www.w3.org/",
    "urn:schemas-microsoft-com:",
)
_STRICT_PARTS = ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/", "xl/tables/", "xl/sharedstrings.xml")


def entries(book: Book) -> Iterator[Finding]:
    """Zip entries that stand twice, cannot be unpacked, or bear a name that no part may have."""
    parts = book.parts
    for name, count in sorted(Counter(entry.filename.lower() for entry in parts.entries).items()):
        if count > 1:
            yield found("part-twice", parts.stored(name), f"stands {count} times in the file.")
    for entry in parts.entries:
        name = entry.filename
        if "\\" in name or name.startswith("/") or ".." in name.split("/"):
            yield found("part-name", name, "is no name that a part may have.")
        if entry.compress_type not in (ZIP_DEFLATED, ZIP_STORED) or entry.flag_bits & _ENCRYPTED:
            yield found("part-packing", name, "is packed or locked in a way that Excel does not read.")
        elif parts.content(name) is None:
            yield found("part-damaged", name, "cannot be unpacked.")


def markup(book: Book) -> Iterator[Finding]:
    """Parts that are no well-formed, safe XML, or use prefixes that they do not declare."""
    for name in book.parts.xml_names():
        content = book.parts.content(name)
        if content is None:
            continue
        if declares_document_type(content):
            yield found("xml-doctype", name, "declares a document type or entities.")
        elif len(content) > LARGEST_XML:
            yield found("part-too-large", name, f"unpacks to {len(content) // 2**20} MB.")
        elif fault := book.parts.xml_fault(name):
            yield found("xml-broken", name, f"is no well-formed XML: {fault}.")
        else:
            yield from _prefixes(name, book.parts.tree(name))


def content_types(book: Book) -> Iterator[Finding]:
    """Parts without a content type, types named twice, types of parts that are not there."""
    parts = book.parts
    root = parts.tree(CONTENT_TYPES)
    if root is None:
        if parts.content(CONTENT_TYPES) is None:
            yield found("content-types", CONTENT_TYPES, "is missing, and with it the type of every part.")
        return
    for attribute in ("Extension", "PartName"):
        written = Counter(e.get(attribute, "").lower() for e in root if e.get(attribute) is not None)
        for value, count in sorted(written.items()):
            if count > 1:
                yield found("content-type-twice", CONTENT_TYPES, f"gives the type of '{value}' {count} times.")
    for element in root.iterfind("{*}Override"):
        name = element.get("PartName", "")
        if not name.startswith("/"):
            yield found("content-type-wrong", CONTENT_TYPES, f"names the part '{name}' without a leading '/'.")
        elif not parts.has(name.lstrip("/")):
            yield found("content-type-stray", CONTENT_TYPES, f"gives the type of '{name}', which is not there.")
    for name in parts.names:
        if name != CONTENT_TYPES and not parts.content_type(name):
            yield found("content-type-missing", name, "has no content type.")


def _prefixes(name: str, root: etree._Element | None) -> Iterator[Finding]:
    if root is None:
        return
    ignorable: set[str] = set()
    for element in root.iter(etree.Element) if _has_compatibility(root) else ():
        for attribute in ("Ignorable", "MustUnderstand", "ProcessContent"):
            for prefix in (element.get(f"{_COMPATIBILITY}{attribute}") or "").replace(":", " ").split():
                if attribute != "ProcessContent":
                    ignorable.add(element.nsmap.get(prefix) or "")
                    if prefix not in element.nsmap:
                        yield found("xml-prefix", name, f"calls the prefix '{prefix}' {attribute.lower()}, undeclared.")
        if element.tag == f"{_COMPATIBILITY}Choice":
            missing = [word for word in (element.get("Requires") or "?").split() if word not in element.nsmap]
            if missing:
                yield found("xml-prefix", name, f"requires the prefix '{missing[0]}', undeclared.")
    if name.lower().startswith(_STRICT_PARTS):
        yield from _strangers(name, root, ignorable)


def _has_compatibility(root: etree._Element) -> bool:
    return any(uri == _COMPATIBILITY[1:-1] for uri in _namespaces(root))


def _namespaces(root: etree._Element) -> set[str]:
    """Every namespace declared on the root or its children; deeper ones are inside extensions."""
    found_here = set(root.nsmap.values())
    for child in root:
        found_here |= set(child.nsmap.values())
    return found_here


def _strangers(name: str, root: etree._Element, ignorable: set[str]) -> Iterator[Finding]:
    """Elements that Excel neither knows nor may ignore."""
    said: set[str] = set()
    for element in _outside_extensions(root):
        space = str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""
        if space and space not in ignorable | said and not space.startswith(_KNOWN_NAMESPACES):
            said.add(space)
            yield found("xml-namespace", name, f"holds <{local(element)}> of a language Excel does not know: {space}.")


def _outside_extensions(element: etree._Element) -> Iterator[etree._Element]:
    """The first levels of the XML; cells, rows and what lies in extensions is left out."""
    yield element
    for child in element:
        name = local(child)
        if name == "sheetData":
            yield child
        elif name and name not in ("extLst", "AlternateContent"):
            yield child
            yield from (grandchild for grandchild in child if local(grandchild))
