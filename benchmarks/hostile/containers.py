"""Damage to the zip around the parts, and other formats under its name. Depends on: benchmarks.hostile.draws."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from benchmarks.hostile.draws import Parts, packed, xml_part


def _flipped(parts: Parts, draw: Random) -> bytes:
    data = bytearray(packed(parts))
    for _ in range(draw.randint(1, 40)):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def _cut_off(parts: Parts, draw: Random) -> bytes:
    data = packed(parts)
    return data[: draw.randrange(len(data))]


def _twice(parts: Parts, draw: Random) -> bytes:
    target, name = BytesIO(packed(parts)), xml_part(parts, draw)
    with zipfile.ZipFile(target, "a") as archive:
        archive.fp.seek(0, 2)  # type: ignore[union-attr]
        info = zipfile.ZipInfo(name)
        archive.NameToInfo.pop(name, None)
        archive.writestr(info, b"<a/>")
    return target.getvalue()


def _zip64(parts: Parts, _draw: Random) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


def _encrypted(parts: Parts, draw: Random) -> bytes:
    """The bit that says a part is encrypted, set for all or for one."""
    data, every = bytearray(packed(parts)), draw.random() < 0.5
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = data.find(signature)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(signature, start + 4) if every else -1
    return bytes(data)


def _otherwise_packed(parts: Parts, draw: Random) -> bytes:
    return packed(parts, draw.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def _something_else(_parts: Parts, draw: Random) -> bytes:
    """Another format under this name: an old workbook, a text, a web page, an OpenDocument, nothing."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    ods = packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})
    xlsb = packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": draw.randbytes(400)})
    locked = old + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    return draw.choice((old, locked, ods, xlsb, b"ID;Title\n1;x\n", b"<html><table>", b"", b"\0", b"\x09\x08\x10\x00",
                        b"%PDF-1.7", b"\xff\xfe", draw.randbytes(9_000)))  # fmt: skip


OF_ZIPS: dict[str, Callable[[Parts, Random], bytes]] = {
    "flipped": _flipped, "cut off": _cut_off, "twice": _twice, "zip64": _zip64, "encrypted": _encrypted,
    "otherwise packed": _otherwise_packed, "something else": _something_else,
}  # fmt: skip
