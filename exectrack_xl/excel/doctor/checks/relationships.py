"""What points to what: relationships that lead nowhere, parts that nobody points to, files of the wrong type.

Depends on: errors, package, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.parts import Parts, Relationship, relation_ids
from exectrack_xl.excel.doctor.rules import found
from exectrack_xl.package import CONTENT_TYPES, relationships_of

_IDENTIFIER = re.compile(r"[^\W\d][\w.\-]*")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWING = "application/vnd.openxmlformats-officedocument."
_WORKBOOKS = {
    ".xlsx": f"{_SHEET}sheet.main+xml",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xltx": f"{_SHEET}template.main+xml",
    ".xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_TYPES = {  # content type by kind of relationship
    "worksheet": f"{_SHEET}worksheet+xml",
    "chartsheet": f"{_SHEET}chartsheet+xml",
    "dialogsheet": f"{_SHEET}dialogsheet+xml",
    "styles": f"{_SHEET}styles+xml",
    "sharedStrings": f"{_SHEET}sharedStrings+xml",
    "table": f"{_SHEET}table+xml",
    "comments": f"{_SHEET}comments+xml",
    "calcChain": f"{_SHEET}calcChain+xml",
    "sheetMetadata": f"{_SHEET}sheetMetadata+xml",
    "externalLink": f"{_SHEET}externalLink+xml",
    "pivotTable": f"{_SHEET}pivotTable+xml",
    "pivotCacheDefinition": f"{_SHEET}pivotCacheDefinition+xml",
    "pivotCacheRecords": f"{_SHEET}pivotCacheRecords+xml",
    "connections": f"{_SHEET}connections+xml",
    "queryTable": f"{_SHEET}queryTable+xml",
    "theme": f"{_DRAWING}theme+xml",
    "drawing": f"{_DRAWING}drawing+xml",
    "chart": f"{_DRAWING}drawingml.chart+xml",
    "vmlDrawing": f"{_DRAWING}vmlDrawing",
    "vbaProject": "application/vnd.ms-office.vbaProject",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": f"{_DRAWING}extended-properties+xml",
}
_EXPECTED = {  # kind of relationship by the element that names it
    "sheet": ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"),
    "tablePart": ("table",),
    "drawing": ("drawing",),
    "legacyDrawing": ("vmlDrawing",),
    "legacyDrawingHF": ("vmlDrawing",),
    "externalReference": ("externalLink",),
    "pivotCache": ("pivotCacheDefinition",),
    "blip": ("image",),
    "chart": ("chart", "chartEx"),
    "hyperlink": ("hyperlink",),
}
_PRECIOUS = re.compile(
    r"xl/(worksheets|chartsheets|tables|drawings|charts|pivottables|externallinks)/[^/]+\.(xml|vml)$"
    r"|xl/(vbaproject\.bin|comments\d*\.xml|sharedstrings\.xml|styles\.xml)$"
)
_NAMED_ELSEWHERE = ("xl/persons/", "docprops/", "_xmlsignatures/", "customxml/")


def links(book: Book) -> Iterator[Finding]:
    """Relationships that are damaged, stand twice or lead to a missing part."""
    parts = book.parts
    if not book.main:
        yield found("relationship-missing", relationships_of(""), "points to no workbook.")
    for source in ("", *parts.names):
        place = relationships_of(source)
        for identifier, count in sorted(Counter(link.id for link in parts.related(source)).items()):
            if count > 1:
                yield found("relationship-twice", place, f"holds the identifier '{identifier}' {count} times.")
            if not _IDENTIFIER.fullmatch(identifier):
                yield found("relationship-id", place, f"holds '{identifier}', which is no identifier.")
        for link in parts.related(source):
            if _dangles(parts, link):
                yield found("relationship-dangling", place, f"{link.id} points to '{link.written}', which is missing.")
    for name in parts.names:
        owner = _owner(name)
        if owner is not None and not parts.has(owner):
            yield found("relationship-stray", name, f"holds the relationships of '{owner}', which is not there.")


def identifiers(book: Book) -> Iterator[Finding]:
    """Identifiers in the XML of a part that its relationships do not hold, or hold as something else."""
    parts = book.parts
    for name in parts.xml_names():
        root = parts.tree(name)
        if root is None or name.endswith(".rels") or not name.lower().startswith("xl/"):
            continue
        known = {link.id: link for link in parts.related(name)}
        for element in root.iter(etree.Element):
            for _, identifier in relation_ids(element):
                yield from _named(name, element, identifier, known)


def content(book: Book) -> Iterator[Finding]:
    """Parts whose content type is not that of what they are, and a workbook of another type than its file name."""
    parts = book.parts
    suffix = "." + parts.package.name.rpartition(".")[2].lower()
    declared = parts.content_type(book.main) if book.main else ""
    if suffix not in _WORKBOOKS:
        yield found("workbook-type", parts.package.name, f"ends in '{suffix}', which is no ending of a workbook.")
    elif book.main and declared != _WORKBOOKS[suffix]:
        yield found("workbook-type", book.main, f"is of type '{declared}'; a {suffix} file needs {_WORKBOOKS[suffix]}.")
    for source in ("", *parts.names):
        for link in parts.related(source):
            if not link.external and parts.has(link.target):
                yield from _type_fault(link, parts.content_type(link.target))


def orphans(book: Book) -> Iterator[Finding]:
    """Parts that no relationship leads to: Excel does not see them."""
    parts = book.parts
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for link in parts.related(waiting.pop()):
            if not link.external and link.target.lower() not in reached:
                reached.add(link.target.lower())
                waiting.append(parts.stored(link.target))
    for name in parts.names:
        folded = name.lower()
        if folded in reached or name == CONTENT_TYPES or folded.endswith(".rels"):
            continue
        if folded.startswith("customui/") and folded.endswith(".xml"):
            yield found("ribbon-unrelated", name, "holds a ribbon that no relationship leads to.")
        elif _PRECIOUS.match(folded):
            yield found("part-lost", name, "is in the file, but nothing points to it.")
        elif not folded.startswith(_NAMED_ELSEWHERE):
            yield found("part-unrelated", name, "is in the file, but nothing points to it.")


def _dangles(parts: Parts, link: Relationship) -> bool:
    if link.external or link.written.startswith("#"):
        return False
    return link.written.upper() == "NULL" or not parts.has(link.target)


def _owner(name: str) -> str | None:
    """The part whose relationships a part holds; None where it holds none."""
    match = re.fullmatch(r"(.*/)?_rels/([^/]+)\.rels", name)
    return None if match is None else f"{match[1] or ''}{match[2]}"


def _named(name: str, element: etree._Element, identifier: str, known: dict[str, Relationship]) -> Iterator[Finding]:
    tag = str(element.tag).rpartition("}")[2]
    if identifier not in known:
        if identifier:
            yield found("relationship-missing", name, f"<{tag}> names the relationship '{identifier}', not there.")
        return
    kind = known[identifier].kind
    if tag in _EXPECTED and kind not in _EXPECTED[tag]:
        yield found("relationship-kind", name, f"<{tag}> names the relationship '{identifier}', which is a {kind}.")


def _type_fault(link: Relationship, declared: str) -> Iterator[Finding]:
    right = _TYPES.get(link.kind)
    if link.kind == "image":
        right = "image/…" if not declared.startswith("image/") else declared
    if right is not None and declared and declared != right:
        yield found("content-type-wrong", link.target, f"is of type '{declared}' and should be {right}.")
