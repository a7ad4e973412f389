"""A zip file with some parts exchanged: the entries of all others are copied as the bytes they are.

Depends on: nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LOCAL_SIZE, _CENTRAL_SIZE = 30, 46
_SIZES_FOLLOW = 0x0008  # flag: checksum and sizes stand behind the content
_UTF8 = 0x0800
_FIRST_DAY = 0x0021  # 1980-01-01
_LARGE_FILE = 0x0001  # extra field with sizes of more than 4 GB, which are never needed here


def exchange(data: bytes, archive: ZipFile, changes: Mapping[str, bytes | None]) -> bytes:
    """The zip file with these parts put in place of the old ones, left out where None, or added at its end.

    `archive` is the same file opened. Entries keep their order, and those not named keep their bytes.
    """
    body, directory, count = bytearray(), bytearray(), 0
    for head, local in _entries(data, archive, changes):
        directory += head[:42] + struct.pack("<L", len(body)) + head[_CENTRAL_SIZE:]
        body += local
        count += 1
    end = struct.pack("<4s4H2LH", _END, 0, 0, count, count, len(directory), len(body), len(archive.comment))
    return bytes(body + directory) + end + archive.comment


def _entries(data: bytes, archive: ZipFile, changes: Mapping[str, bytes | None]) -> Iterator[tuple[bytes, bytes]]:
    """Directory record and local bytes of every entry of the new file."""
    for entry, record in zip(archive.infolist(), _records(data, archive), strict=True):
        if entry.filename not in changes:
            yield _patched(record, entry), _copied(data, entry)
        else:
            new = changes[entry.filename]
            if new is not None:
                yield _renewed(record, new)
    old = set(archive.namelist())
    for name, added in changes.items():
        if name not in old and added is not None:
            yield _renewed(_blank_record(name), added)


def _records(data: bytes, archive: ZipFile) -> list[bytes]:
    """The entries of the central directory, as they are."""
    found, at = [], archive.start_dir
    for _ in archive.infolist():
        size = _CENTRAL_SIZE + sum(struct.unpack_from("<3H", data, at + 28))
        found.append(data[at : at + size])
        at += size
    return found


def _copied(data: bytes, entry: ZipInfo) -> bytes:
    """An entry's local header, content and what follows it, untouched."""
    name, extra = struct.unpack_from("<2H", data, entry.header_offset + 26)
    end = entry.header_offset + _LOCAL_SIZE + name + extra + entry.compress_size
    if entry.flag_bits & _SIZES_FOLLOW:
        end += 4 if data[end : end + 4] == b"PK\x07\x08" else 0
        short = struct.unpack_from("<2L", data, end + 4) == (entry.compress_size, entry.file_size)
        end += 12 if short else 20
    return data[entry.header_offset : end]


def _patched(record: bytes, entry: ZipInfo) -> bytes:
    """A directory entry with its sizes in their usual places."""
    name, extra, _ = struct.unpack_from("<3H", record, 28)
    extras = _without_large_sizes(record[_CENTRAL_SIZE + name : _CENTRAL_SIZE + name + extra])
    rest = record[_CENTRAL_SIZE + name + extra :]
    sizes = struct.pack("<2L", entry.compress_size, entry.file_size)
    lengths = struct.pack("<2H", name, len(extras))
    named = record[_CENTRAL_SIZE : _CENTRAL_SIZE + name]
    return record[:20] + sizes + lengths + record[32:_CENTRAL_SIZE] + named + extras + rest


def _without_large_sizes(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _LARGE_FILE:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept


def _renewed(record: bytes, content: bytes) -> tuple[bytes, bytes]:
    """Directory entry and local entry of a part with new content, under its old name and date."""
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = squeeze.compress(content) + squeeze.flush()
    flags = struct.unpack_from("<H", record, 8)[0] & _UTF8
    length = struct.unpack_from("<H", record, 28)[0]
    named = record[_CENTRAL_SIZE : _CENTRAL_SIZE + length]
    fixed = struct.pack("<3H", 20, flags, ZIP_DEFLATED) + record[12:16]
    fixed += struct.pack("<3L2H", zlib.crc32(content), len(packed), len(content), length, 0)
    head = record[:6] + fixed + struct.pack("<H", 0) + record[34:_CENTRAL_SIZE] + named
    return head, _LOCAL + fixed + named + packed


def _blank_record(name: str) -> bytes:
    plain = name.encode()
    flags = 0 if name.isascii() else _UTF8
    fixed = struct.pack("<4s6H3L5H2L", _CENTRAL, 20, 20, flags, ZIP_DEFLATED, 0, _FIRST_DAY,
                        0, 0, 0, len(plain), 0, 0, 0, 0, 0, 0)  # fmt: skip
    return fixed + plain
