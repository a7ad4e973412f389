"""Dynamic arrays and rich values: the metadata that cells point to.

Depends on: errors, excel.doctor.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exectrack_xl.errors import Finding
from exectrack_xl.excel.doctor.areas import cell_name
from exectrack_xl.excel.doctor.book import Book
from exectrack_xl.excel.doctor.grid import whole
from exectrack_xl.excel.doctor.rules import found

_COLLECTIONS = {"cm": "cellMetadata", "vm": "valueMetadata"}


def metadata(book: Book) -> Iterator[Finding]:
    """Cells that point to metadata which is not there, and metadata that points to nothing."""
    links = [link for link in book.parts.related(book.main) if link.kind == "sheetMetadata"]
    root = book.parts.tree(links[0].target) if links else None
    counts = {short: _blocks(root, name) for short, name in _COLLECTIONS.items()}
    for sheet in book.worksheets:
        for place, cell in sheet.grid.cells.items():
            for short in ("cm", "vm"):
                written = cell.get(short)
                if written is not None and written != "0" and not 1 <= whole(written) <= counts[short]:
                    message = f"points to metadata no. {written}; there are {counts[short]}."
                    yield found("dynamic-array", sheet.name, message, cell=cell_name(*place))
    if root is not None:
        yield from _records(links[0].target, root)


def _blocks(root: etree._Element | None, name: str) -> int:
    return 0 if root is None else sum(1 for _ in root.iterfind(f"{{*}}{name}/{{*}}bk"))


def _records(part: str, root: etree._Element) -> Iterator[Finding]:
    types = [element.get("name", "") for element in root.iterfind("{*}metadataTypes/{*}metadataType")]
    sizes = {
        element.get("name", ""): sum(1 for _ in element.iterfind("{*}bk"))
        for element in root.iterfind("{*}futureMetadata")
    }
    for name in _COLLECTIONS.values():
        for record in root.iterfind(f"{{*}}{name}/{{*}}bk/{{*}}rc"):
            number, value = whole(record.get("t")), whole(record.get("v"))
            if not 1 <= number <= len(types):
                yield found("metadata", part, f"{name} names the type no. {record.get('t')} of {len(types)}.")
            elif types[number - 1] in sizes and not 0 <= value < sizes[types[number - 1]]:
                yield found("metadata", part, f"{name} names the value no. {record.get('v')} of {types[number - 1]}.")
