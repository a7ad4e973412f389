"""A folder of generated trackers, each another one, some of them damaged: what a PMO finds on its shared drive.

`python -m benchmarks.trackers FOLDER [--count 1000] [--damaged 0.03]`. The same number gives the same bytes.
Depends on: benchmarks.generate, schema.
"""

from __future__ import annotations

import argparse
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from benchmarks.generate import rows_of
from exectrack_xl.schema import SHEETS, Sheet

KEPT = ("settings", "initiatives", "milestones", "risks", "issues", "changes", "actions", "decisions")
Parts = dict[str, bytes]


@dataclass(frozen=True)
class Shape:
    """How a person has laid out a tracker."""

    top: int = 0  # rows above the headers
    left: int = 0
    tables: bool = True  # else bare sheets
    hidden: int = 0  # rows
    extra: int = 0  # sheets that are none of ours
    from_1904: bool = False
    merged_title: bool = False
    headers: tuple[tuple[str, str], ...] = ()  # ours, theirs
    cells: tuple[tuple[str, int, str, Any], ...] = ()  # sheet, row, column, another value


ODD: dict[str, Shape] = {
    "renamed headers": Shape(headers=(("Probability", "Probabilty"), ("Owner", "Risk owner"))),
    "error values": Shape(cells=(("risks", 1, "probability", "=#DIV/0!"), ("issues", 0, "title", "=#REF!"))),
    "dates from 1904": Shape(from_1904=True),
    "duplicate IDs": Shape(cells=(("risks", 1, "id", "R-001"),)),
    "dates as text": Shape(cells=(("milestones", 0, "baseline", "16.10.2026"),
                                  ("milestones", 1, "baseline", "soon"))),
    "hidden rows": Shape(hidden=3),
    "tables elsewhere": Shape(top=6, left=2),
    "merged title rows": Shape(top=3, merged_title=True, tables=False),
    "extra sheets": Shape(extra=4),
    "no tables": Shape(tables=False),
}  # fmt: skip


def tracker(number: int, shape: Shape = Shape()) -> bytes:  # frozen
    """A sound tracker workbook, laid out as `shape` says; other numbers give other rows."""
    draw, target = Random(number), BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd",
                                        "date_1904": shape.from_1904})  # fmt: skip
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    for name in KEPT:
        _write(book, SHEETS[name], _rows(SHEETS[name], number, draw), shape)
    for extra in range(shape.extra):
        page = book.add_worksheet(f"My notes {extra + 1}")
        page.write_column(0, 0, ["call Ben", "=1+1", "…"])
    book.close()
    return target.getvalue()


def _rows(sheet: Sheet, number: int, draw: Random) -> list[list[Any]]:
    rows = rows_of(sheet)
    if sheet.name == "settings":
        at = [column.name for column in sheet.columns].index("value")
        return [[*row[:at], f"Programme {number}", *row[at + 1 :]] if "Programme" in row else row for row in rows]
    return rows[: draw.randint(4, 30)]


def _write(book: Any, sheet: Sheet, rows: list[list[Any]], shape: Shape) -> None:
    page = book.add_worksheet(sheet.title)
    renamed, names = dict(shape.headers), [column.name for column in sheet.columns]
    headers = [renamed.get(column.header, column.header) for column in sheet.columns]
    rows = [list(row) for row in rows]
    for name, row, column, value in shape.cells:
        if name == sheet.name:
            rows[row][names.index(column)] = value
    if shape.merged_title:
        page.merge_range(0, 0, 0, 5, f"{sheet.title} of the programme")
    for at, row in enumerate((headers, *rows)):
        for over, value in enumerate(row):
            _cell(page, (shape.top + at, shape.left + over), value)
    if shape.tables:
        corner = (shape.top, shape.left, shape.top + max(1, len(rows)), shape.left + len(headers) - 1)
        page.add_table(*corner, {"name": sheet.title, "columns": [{"header": header} for header in headers]})
    for row in range(shape.hidden):
        page.set_row(shape.top + 1 + row, None, None, {"hidden": True})


def _cell(page: Any, place: tuple[int, int], value: Any) -> None:
    if isinstance(value, str) and value.startswith("=#"):
        page.write_formula(*place, "=1/0", None, value[1:])
    elif isinstance(value, date):
        page.write_datetime(*place, value)
    elif value != "":
        page.write(*place, value)


def _changed(part: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        parts = _unzipped(data)
        return _zipped({**parts, part: change(parts[part])})

    return changed


def _without(part: str) -> Callable[[bytes], bytes]:
    return lambda data: _zipped({name: content for name, content in _unzipped(data).items() if name != part})


def _unzipped(data: bytes) -> Parts:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Parts) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def lying_about_size(data: bytes, part: str, size: int) -> bytes:
    """The same zip with another unpacked size written for one part, in both its headers."""
    mended = bytearray(data)
    for signature, at, skip in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        start = mended.find(signature)
        while start >= 0:
            if mended[start + skip : start + skip + len(part)] == part.encode():
                struct.pack_into("<I", mended, start + at, size)
            start = mended.find(signature, start + 4)
    return bytes(mended)


SHEET, BOOK, STRINGS = "xl/worksheets/sheet4.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
) + b"]>"  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROW = b"<row><c><v>1</v></c></row>"
_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'


def _with_doctype(part: bytes) -> bytes:
    return part.replace(b"?>", b"?>" + _ENTITIES, 1).replace(b"<t>", b"<t>&j;", 1)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) * 2 // 3],
    "no zip": lambda _: b"These are not the rows you are looking for.\n" * 40,
    "encrypted": lambda _: _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    "old format": lambda _: _OLE + bytes(1024),
    "empty": lambda _: b"",
    "zip bomb": _changed(SHEET, lambda part: part.replace(b"</sheetData>", _ROW * 1_000_000 + b"</sheetData>")),
    "zip that lies": lambda data: lying_about_size(data, SHEET, 10),
    "XML bomb": _changed(STRINGS, _with_doctype),
    "no workbook part": _without(BOOK),
    "no sheet parts": lambda data: _zipped({n: p for n, p in _unzipped(data).items() if "worksheets" not in n}),
    "far cell": _changed(SHEET, lambda part: part.replace(b"</sheetData>", _FAR)),
    "XML cut off": _changed(SHEET, lambda part: part[: len(part) // 2]),
}  # fmt: skip
TURNED = _changed("xl/tables/table4.xml", lambda part: _turned(part))
WAYS = (*BROKEN, *ODD, "table range reversed")


def _turned(part: bytes) -> bytes:
    """A table part whose range is written from its last corner to its first."""
    import re

    return re.sub(rb'ref="([A-Z]+\d+):([A-Z]+\d+)"', rb'ref="\2:\1"', part)


@dataclass(frozen=True)
class Made:
    """One workbook of the folder, and what is wrong with it; `is_broken` where no document can be made of it."""

    name: str
    way: str
    data: bytes

    @property
    def is_broken(self) -> bool:
        """Whether it has to be refused; else it is read, and what is odd in it is a finding."""
        return self.way in BROKEN


def trackers(count: int, damaged: int) -> Iterator[Made]:
    """So many workbooks, so many of them damaged, one way after the other, spread over the whole."""
    step = count // max(1, damaged)
    for number in range(count):
        at = number // step if number % step == step - 1 and number // step < damaged else -1
        yield made(number, WAYS[at % len(WAYS)] if at >= 0 else "")


def made(number: int, way: str) -> Made:
    """One workbook, damaged in this way."""
    data = tracker(number, ODD.get(way, Shape()))
    if way in BROKEN:
        data = BROKEN[way](data)
    elif way and way not in ODD:
        data = TURNED(data)
    return Made(f"{number // 100:02}/tracker {number:04}{f' {way}' if way else ''}.xlsx", way, data)


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trackers", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--damaged", type=float, default=0.03, help="the part that is damaged (default: 0.03)")
    given = parser.parse_args()
    for one in trackers(given.count, round(given.count * given.damaged)):
        target = given.folder / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.data)


if __name__ == "__main__":
    main()
