"""Damage to the parts of an Office file that is a sound zip. Depends on: benchmarks.hostile.draws."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks.hostile.draws import Parts, replaced, xml_part

_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb'"[^"<>]{0,60}"')
_ELEMENT = re.compile(rb"<(\w[\w:]*)[^<>]*(?:/>|>[^<]*</\1>)")
NUMBERS = (b"-1", b"0", b"1", b"7", b"1048577", b"16385", b"2147483648", b"99999999999999999999", b"1e308", b"-1e308",
           b"1e400", b"NaN", b"INF", b"", b" ", b"x", b"0x10", b"1,5", b"&#x0;", b"A1", b"ZZZ99", b"XFD1048576:A1",
           b"#REF!", b"../../etc/passwd", b"/", b"http://127.0.0.1:9/", b"\xff")  # fmt: skip
_VALUES = (
    *(b"<v>%s</v>" % value for value in (b"1e308", b"-1e308", b"-1", b"2958465", b"2958466", b"60", b"0", b"1e15",
                                          b"0.0000001", b"99999999999", b"NaN", b"INF", b"", b"x")),
    *(b"<is><t>%s</t></is>" % text for text in (
        b"", b" ", "\u202eevil\u2066".encode(), b"=cmd|'/c calc'!A1", b"{{ 7 * 7 }}{% for x in y %}", b"x" * 32_767,
        b"_x0000__xD800_", b"9999-12-31", b"0001-01-01", b"M-001, M-001; M-002", b"I-01", "\U0001f600".encode() * 200,
        b"a&#10;b&#13;c&#9;d", b"-1", b"1e999", b"100 %", b"31/02/2026", "İıſß".encode() * 40, b"Yes", b"Settings")),
    b"<f>1/0</f><v>#DIV/0!</v>", b"<f>" + b"(" * 5_000 + b"1" + b")" * 5_000 + b"</f><v>1</v>",
)  # fmt: skip


def _changed_attributes(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    parts[name] = replaced(parts[name], _ATTRIBUTE, draw, draw.randint(1, 6),
                            lambda _: b'"' + draw.choice(NUMBERS) + b'"')  # fmt: skip


def _elements_gone(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    parts[name] = replaced(parts[name], _ELEMENT, draw, draw.randint(1, 8), lambda _: b"")


def _elements_doubled(parts: Parts, draw: Random) -> None:
    name, times = xml_part(parts, draw), draw.choice((2, 3, 200, 20_000))
    parts[name] = replaced(parts[name], _ELEMENT, draw, 1, lambda element: element * times)


def _odd_cells(parts: Parts, draw: Random) -> None:
    """Cells with values that a person could hardly type: far dates, endless numbers, long texts."""
    name = xml_part(parts, draw, "worksheets/sheet")

    def odd(cell: bytes) -> bytes:
        place = re.search(rb'r="[A-Z]+\d+"', cell)
        value = draw.choice(_VALUES)
        kind = b' t="inlineStr"' if value.startswith(b"<is>") else b' t="e"' if b"<f>1/0" in value else b""
        style = re.search(rb' s="\d+"', cell)
        return b"<c %s%s%s>%s</c>" % (place.group() if place else b"", style.group() if style else b"", kind, value)

    parts[name] = replaced(parts[name], _CELL, draw, draw.randint(1, 40), odd)


def _odd_types(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw, "worksheets/sheet")
    parts[name] = replaced(parts[name], re.compile(rb' t="\w+"'), draw, draw.randint(1, 30),
                            lambda _: b' t="%s"' % draw.choice((b"s", b"d", b"b", b"e", b"n", b"str", b"inlineStr",
                                                                b"zz")))  # fmt: skip


def _odd_texts(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw, "haredStrings")
    texts = [value[4:-5] for value in _VALUES if value.startswith(b"<is>")]
    text = re.compile(rb"<t[^>]*>[^<]*</t>")
    parts[name] = replaced(parts[name], text, draw, draw.randint(1, 30), lambda _: draw.choice(texts))


def _texts_out_of_range(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw, "worksheets/sheet")
    numbers = (b"999999", b"-1", b"4294967296", b"1.5", b"x", b"")
    parts[name] = replaced(parts[name], re.compile(rb"<v>\d+</v>"), draw, draw.randint(1, 30),
                           lambda _: b"<v>%s</v>" % draw.choice(numbers))  # fmt: skip


def _far_away(parts: Parts, draw: Random) -> None:
    name, far = (
        xml_part(parts, draw, "worksheets/sheet"),
        draw.choice((b"XFD1048576", b"A1048576", b"XFD1", b"AAAA9999999")),
    )
    row = re.sub(rb"\D", b"", far)
    parts[name] = parts[name].replace(
        b"</sheetData>", b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, far), 1)  # fmt: skip
    parts[name] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:%s"' % far, parts[name])


def _deep(parts: Parts, draw: Random) -> None:
    name, depth = xml_part(parts, draw), draw.choice((300, 5_000, 200_000))
    at = parts[name].rfind(b"</")
    parts[name] = parts[name][:at] + b"<a>" * depth + b"</a>" * depth + parts[name][at:]


def _many_styles(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw, "styles")
    parts[name] = parts[name].replace(b"</cellXfs>", b'<xf numFmtId="14" fontId="0"/>' * 100_000 + b"</cellXfs>", 1)


def _many(parts: Parts, draw: Random) -> None:
    """Merged ranges, rules and links without end in a sheet."""
    name, count = xml_part(parts, draw, "worksheets/sheet"), draw.choice((2_000, 60_000))
    piece = draw.choice((
        (b"mergeCells", b'<mergeCell ref="A1:XFD1048576"/>'),
        (b"dataValidations", b'<dataValidation sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation>'),
        (b"hyperlinks", b'<hyperlink ref="A1:A1048576" location="x"/>'),
        (b"conditionalFormatting", b'<cfRule type="expression" priority="1"><formula>1</formula></cfRule>'),
    ))  # fmt: skip
    added = b"<%s>%s</%s>" % (piece[0], piece[1] * count, piece[0])
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + added, 1)


def _relations(parts: Parts, draw: Random) -> None:
    """Relationships that lead to themselves, out of the file, nowhere, or all to one part."""
    name = xml_part(parts, draw, ".rels")
    own = "/" + name.replace("_rels/", "").removesuffix(".rels")
    target = draw.choice((own, "/" + name, "../../../../etc/passwd", "//host/x", "nowhere.xml", "", "%00", ".",
                          "xl/workbook.xml", "file:///etc/passwd")).encode()  # fmt: skip
    parts[name] = replaced(parts[name], re.compile(rb'Target="[^"]*"'), draw, draw.randint(1, 5),
                            lambda _: b'Target="%s"' % target)  # fmt: skip


def _swapped(parts: Parts, draw: Random) -> None:
    one, other = xml_part(parts, draw), xml_part(parts, draw)
    parts[one], parts[other] = parts[other], parts[one]


def _wrong_types(parts: Parts, draw: Random) -> None:
    name = "[Content_Types].xml"
    if name in parts:
        others = (b'ContentType=""', b'ContentType="text/plain"', b'ContentType="image/png"')
        parts[name] = replaced(parts[name], re.compile(rb'ContentType="[^"]*"'), draw, draw.randint(1, 9),
                               lambda _: draw.choice(others))  # fmt: skip


def _in_utf_16(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    text = re.sub(rb"<\?xml.*?\?>", b"", parts[name]).decode("utf-8", "replace")
    coding = draw.choice(("utf-16", "utf-16-be", "utf-8-sig", "utf-32", "cp037", "utf-7"))
    head = draw.choice(("", f'<?xml version="1.0" encoding="{coding}"?>', '<?xml version="1.1" encoding="utf-8"?>'))
    parts[name] = (head + text).encode(coding, "replace")


def _gone(parts: Parts, draw: Random) -> None:
    del parts[xml_part(parts, draw)]


def _cut(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    parts[name] = parts[name][: draw.randrange(len(parts[name]) + 1)]


def _garbage(parts: Parts, draw: Random) -> None:
    parts[xml_part(parts, draw)] = draw.choice((b"", b"\0" * 4_096, draw.randbytes(2_048), b"PK\3\4", b"<", b"<a/>"))


def _other_case(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    parts[draw.choice((name.upper(), name.title(), "/" + name, "./" + name, name.replace("/", "\\")))] = parts.pop(name)


def _strict(parts: Parts, draw: Random) -> None:
    for name in sorted(parts)[:: draw.choice((1, 1, 2))]:
        parts[name] = parts[name].replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                                          b"http://purl.oclc.org/ooxml/spreadsheetml/main")  # fmt: skip


def _entities(parts: Parts, draw: Random) -> None:
    name = xml_part(parts, draw)
    parts[name] = parts[name].replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>', 1)


OF_PARTS: dict[str, Callable[[Parts, Random], None]] = {
    "changed attributes": _changed_attributes, "elements gone": _elements_gone, "elements doubled": _elements_doubled,
    "odd cells": _odd_cells, "odd types": _odd_types, "odd texts": _odd_texts,
    "texts out of range": _texts_out_of_range, "far away": _far_away, "deep": _deep,
    "many styles": _many_styles, "many": _many, "relations": _relations,
    "swapped": _swapped, "wrong types": _wrong_types, "in UTF-16": _in_utf_16, "gone": _gone, "cut": _cut,
    "garbage": _garbage, "other case": _other_case, "strict": _strict, "entities": _entities,
}  # fmt: skip
OF_SHEETS = ("odd cells", "odd types", "odd texts", "texts out of range", "far away", "many styles", "many", "strict")
