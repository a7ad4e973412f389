"""The document's properties and what is known about the file as a whole: signature, connections.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local
from exectrack_xl.excel.doctor.rules import found

_MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def core_properties(book: Book) -> Iterator[Finding]:
    """Author, title and times: one part at most, each property once, times as the format wants them."""
    parts = [link.target for link in book.parts.related("") if link.kind == "core-properties"]
    if len(parts) > 1:
        yield found("core-properties", parts[1], "is a second part of document properties.")
    root = book.parts.tree(parts[0]) if parts else None
    if root is None:
        return
    for name, count in sorted(Counter(local(child) for child in root if local(child)).items()):
        if count > 1:
            yield found("core-properties", parts[0], f"holds the property '{name}' {count} times.")
    for child in root:
        if local(child) in ("created", "modified"):
            text = (child.text or "").strip()
            if not _MOMENT.fullmatch(text) or not (child.get(_TYPE) or "").endswith("W3CDTF"):
                yield found("core-properties", parts[0], f"{local(child)} is '{text}', which is no time of the format.")


def signatures(book: Book) -> Iterator[Finding]:
    """Whether the file or its macros are signed."""
    if any(link.kind == "origin" and "digital-signature" in link.type for link in book.parts.related("")):
        yield found("signed", book.parts.package.name, "bears a digital signature.")
    if any(link.kind.startswith("vbaProjectSignature") for link in book.parts.related(book.macros_part)):
        yield found("signed", book.macros_part, "bears a digital signature of its macros.")


def outside(book: Book) -> Iterator[Finding]:
    """Other workbooks and data sources that the workbook points to; none is followed."""
    for link in book.parts.related(book.main):
        if link.kind == "externalLink":
            targets = [other.written for other in book.parts.related(link.target) if other.external]
            yield found("external-link", link.target, f"points to {', '.join(targets) or 'another program'}.")
        elif link.kind == "connections":
            root = book.parts.tree(link.target)
            for connection in () if root is None else root.iterfind("{*}connection"):
                yield found("connection", link.target, f"fetches data by '{connection.get('name', '')}'.")
