"""The list of shared texts. Depends on: errors, excel.doctor."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local
from exectrack_xl.excel.doctor.rules import found

_LONGEST = 32767
_WITHIN = frozenset({"t", "r", "rPh", "phoneticPr", "extLst"})


def shared(book: Book) -> Iterator[Finding]:
    """Texts too long for a cell, and what does not belong into the list."""
    links = [link for link in book.parts.related(book.main) if link.kind == "sharedStrings"]
    for link in links[1:]:
        yield found("shared-string-list", link.target, "is a second list of shared texts.")
    root = book.parts.tree(links[0].target) if links else None
    if root is None:
        return
    part = links[0].target
    for number, item in enumerate(child for child in root if local(child)):
        if local(item) not in ("si", "extLst"):
            yield found("shared-string-list", part, f"holds <{local(item)}>, which does not belong there.")
        for child in item if local(item) == "si" else ():
            if local(child) and local(child) not in _WITHIN:
                yield found("shared-string-list", part, f"text no. {number} holds <{local(child)}>.")
    for number, text in enumerate(book.texts):
        if len(text.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST:
            yield found("cell-text-long", part, f"text no. {number} has {len(text)} characters.")
