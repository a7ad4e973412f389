"""Styles: everything a cell's format points to.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import local, whole
from exectrack_xl.excel.doctor.rules import found

_FIRST_OWN = 164  # number formats below are Excel's own
_MOST_FORMATS = 65490
_POINTS_TO = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
_COLOUR = re.compile(r"[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}")
_LONGEST_CODE = 255


def formats(book: Book) -> Iterator[Finding]:
    """Cell formats and cell styles that point to fonts, fills, borders or formats that are not there."""
    root = book.styles
    if root is None:
        return
    for collection in ("fonts", "fills", "borders", "cellXfs"):
        if not book.count(collection):
            yield found("styles", "xl/styles.xml", f"has no {collection}.")
    if book.count("cellXfs") > _MOST_FORMATS:
        yield found("style-count", "xl/styles.xml", f"has {book.count('cellXfs')} cell formats.")
    own = {element.get("numFmtId", "") for element in root.iterfind("{*}numFmts/{*}numFmt")}
    for collection in ("cellStyleXfs", "cellXfs"):
        for number, format_ in enumerate(root.iterfind(f"{{*}}{collection}/{{*}}xf")):
            yield from _pointers(book, f"{collection} no. {number}", format_, own)
    yield from _cell_styles(book, root)


def number_formats(book: Book) -> Iterator[Finding]:
    """Number formats that stand twice or cannot be read."""
    elements = [] if book.styles is None else list(book.styles.iterfind("{*}numFmts/{*}numFmt"))
    for number, count in Counter(element.get("numFmtId", "") for element in elements).items():
        if count > 1 or whole(number) < 0:
            yield found("styles", "xl/styles.xml", f"defines the number format no. '{number}' {count} times.")
    inner = [] if book.styles is None else list(book.styles.iterfind("{*}dxfs/{*}dxf/{*}numFmt"))
    for element in (*elements, *inner):
        code = element.get("formatCode")
        fault = _code_fault(code)
        if fault:
            yield found("style-number-format", "xl/styles.xml", f"the number format '{code}' {fault}.")


def colours(book: Book) -> Iterator[Finding]:
    """Colours that are none."""
    root = book.styles
    for element in () if root is None else root.iter(etree.Element):
        written = element.get("rgb")
        if written is not None and not _COLOUR.fullmatch(written):
            yield found("style-colour", "xl/styles.xml", f"<{local(element)}> is coloured '{written}'.")


def _pointers(book: Book, place: str, format_: etree._Element, own: set[str]) -> Iterator[Finding]:
    for attribute, collection in _POINTS_TO.items():
        written = format_.get(attribute)
        if written is not None and not 0 <= whole(written) < max(book.count(collection), attribute == "xfId"):
            yield found("style-reference", "xl/styles.xml", f"{place} has {attribute} {written}, which is not there.")
    number = format_.get("numFmtId")
    if number is not None and whole(number) < 0:
        yield found("style-reference", "xl/styles.xml", f"{place} has the number format '{number}'.")
    elif number is not None and whole(number) >= _FIRST_OWN and number not in own:
        message = f"{place} has the number format no. {number}, which is not defined."
        yield found("style-number-format-unknown", "xl/styles.xml", message)


def _cell_styles(book: Book, root: etree._Element) -> Iterator[Finding]:
    styles = list(root.iterfind("{*}cellStyles/{*}cellStyle"))
    for style in styles:
        if not 0 <= whole(style.get("xfId")) < book.count("cellStyleXfs"):
            yield found("style-reference", "xl/styles.xml", f"the cell style '{style.get('name')}' has no format.")
    names = Counter((style.get("name") or "").casefold() for style in styles if style.get("name") is not None)
    for name, count in names.items():
        if count > 1:
            yield found("style-twice", "xl/styles.xml", f"{count} cell styles are named '{name}'.")


def _code_fault(code: str | None) -> str:
    """What makes Excel refuse a number format; "" where it takes it.

    >>> _code_fault('0.0" days'), _code_fault("[Red]0;-0")
    ('leaves a text open', '')
    """
    if not code:
        return "" if code == "" else "is missing"
    if len(code) > _LONGEST_CODE:
        return f"has {len(code)} characters"
    bare = re.sub(r'"[^"]*"|[\\_*].', "", code, flags=re.DOTALL)
    if '"' in bare:
        return "leaves a text open"
    without = re.sub(r"\[[^\]]*\]", "", bare)
    if "[" in without:
        return "leaves a bracket open"
    return "has more than four sections" if without.count(";") > 3 else ""
