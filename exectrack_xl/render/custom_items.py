"""What travels unseen inside a deck or report: named items of custom XML, one for each purpose.

Office keeps such parts when a person saves the file; LibreOffice moves their relationship, so that they are found by
their namespace and never by a relationship. An item holds one text, such as JSON.
Depends on: errors, package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from lxml import etree

from exectrack_xl import package
from exectrack_xl.errors import WorkbookError

_NAMESPACE = "urn:exectrack-xl:"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM, _PROPERTIES = re.compile(r"customXml/item(\d+)\.xml"), "customXml/itemProps{}.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = re.compile(rb"<Relationship\b[^>]*/officeDocument\"[^>]*>")
_TARGET = re.compile(rb'\bTarget="([^"]*)"')
_NUMBER = re.compile(rb'\bId="rIdItem(\d+)"')


def item(parts: Mapping[str, bytes], name: str) -> str | None:
    """The text of an item in the parts of an Office file; None where there is none of that name."""
    found = _part_of(parts, name)
    return None if found is None else etree.fromstring(parts[found]).text or ""


def with_item(parts: Mapping[str, bytes], name: str, text: str) -> dict[str, bytes]:
    """The parts with an item of that name, in place of the one there was.

    The text must hold no character that XML has no place for; JSON never does.
    Raises WorkbookError when the parts are those of no Office file.
    """
    content = f'{_HEAD}<item xmlns="{_NAMESPACE}{name}">{escape(text)}</item>'.encode()
    present = _part_of(parts, name)
    if present is not None:
        return {**parts, present: content}
    numbers = [int(found[1]) for part in parts if (found := _ITEM.fullmatch(part))]
    number = max(numbers, default=0) + 1
    added = {
        f"customXml/item{number}.xml": content,
        f"customXml/_rels/item{number}.xml.rels": _relationships(
            f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
        ),
        _PROPERTIES.format(number): _properties(name),
    }
    return _related({**parts, **added}, number)


def without_items(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without any item of ours; items of others stay."""
    left = dict(parts)
    for part in [part for part in parts if _ITEM.fullmatch(part) and _namespace(parts[part]).startswith(_NAMESPACE)]:
        number = part.removeprefix("customXml/item").removesuffix(".xml")
        for gone in (part, f"customXml/_rels/item{number}.xml.rels", _PROPERTIES.format(number)):
            left.pop(gone, None)
        related = re.compile(rb"<Relationship\b[^>]*customXml/item" + number.encode() + rb"\.xml\"[^>]*/>")
        typed = re.compile(rb"<Override\b[^>]*/customXml/item(?:Props)?" + number.encode() + rb"\.xml\"[^>]*/>")
        for name in [name for name in left if name.endswith(".rels")]:
            left[name] = related.sub(b"", left[name])
        left[package.CONTENT_TYPES] = typed.sub(b"", left[package.CONTENT_TYPES])
    return left


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that is the document itself. Raises WorkbookError where there is none."""
    found = _MAIN.search(parts.get(package.PACKAGE_RELATIONSHIPS, b""))
    target = _TARGET.search(found[0]) if found else None
    if target is None:
        raise WorkbookError("This Office file is damaged: it does not say which part is the document.")
    return target[1].decode().lstrip("/")


def _part_of(parts: Mapping[str, bytes], name: str) -> str | None:
    wanted = _NAMESPACE + name
    return next((part for part in parts if _ITEM.fullmatch(part) and _namespace(parts[part]) == wanted), None)


def _namespace(content: bytes) -> str:
    try:
        return etree.QName(etree.fromstring(content)).namespace or ""
    except etree.XMLSyntaxError:
        return ""


def _related(parts: dict[str, bytes], number: int) -> dict[str, bytes]:
    """The parts with the item related to the document, and its properties among the content types."""
    main = main_part(parts)
    folder, rels = posixpath.dirname(main), package.relationships_of(main)
    target = posixpath.relpath(f"customXml/item{number}.xml", folder or ".")
    present = parts.get(rels, _relationships(""))
    one = max((int(taken) for taken in _NUMBER.findall(present)), default=0) + 1
    relation = f'<Relationship Id="rIdItem{one}" Type="{_OFFICE}/relationships/customXml" Target="{target}"/>'
    override = f'<Override PartName="/{_PROPERTIES.format(number)}" ContentType="{_PROPERTIES_TYPE}"/>'
    types = parts[package.CONTENT_TYPES]
    return {
        **parts,
        rels: _closing(present, "Relationships", relation),
        package.CONTENT_TYPES: _closing(types, "Types", override),
    }


def _closing(content: bytes, element: str, added: str) -> bytes:
    """The XML with something added as the last child of its root."""
    whole = re.sub(rf"(<{element}\b[^>]*?)/>\s*$".encode(), rf"\1></{element}>".encode(), content)
    return whole.replace(f"</{element}>".encode(), f"{added}</{element}>".encode())


def _relationships(entries: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{namespace}">{entries}</Relationships>'.encode()


def _properties(name: str) -> bytes:
    identity = str(uuid5(NAMESPACE_URL, _NAMESPACE + name)).upper()
    namespace = f"{_OFFICE}/customXml"
    return (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{{{identity}}}" xmlns:ds="{namespace}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{_NAMESPACE}{name}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
