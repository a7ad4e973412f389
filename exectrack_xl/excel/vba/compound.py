"""Compound files: a file system of streams inside one file, in which Excel keeps macros.

Source: MS-CFB, version 3 (512-byte sectors). Small streams share a stream of their own, in 64-byte sectors.
Written without times and with balanced trees, so that the same streams give the same bytes.
Depends on: errors.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import pack, unpack_from

from exectrack_xl.errors import WorkbookError

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
SECTOR, SMALL_SECTOR = 512, 64  # bytes
SMALL = 4096  # bytes; a shorter stream lies in small sectors
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_TABLES_IN_HEADER = 109


@dataclass
class _Entry:
    """One line of the directory: a folder ("storage"), a stream, or the root."""

    name: str
    kind: int
    data: bytes = b""
    left: int = NONE
    right: int = NONE
    child: int = NONE
    colour: int = _BLACK
    start: int = END
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = pack("<HBBIII", len(name), self.kind, self.colour, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + links + bytes(36) + pack("<IQ", self.start, self.size)


@dataclass
class _Chains:
    """Sectors of one size, and the table that says for each sector which one follows."""

    size: int
    content: bytearray = field(default_factory=bytearray)
    following: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Append data; gives the number of its first sector."""
        if not data:
            return END
        first, count = len(self.following), -(-len(data) // self.size)
        self.content += data.ljust(count * self.size, b"\0")
        self.following += [*range(first + 1, first + count), END]
        return first


def write_compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams, by path ("VBA/dir"); the order they come in does not matter."""
    entries = _directory(streams)
    sectors, small = _Chains(SECTOR), _Chains(SMALL_SECTOR)
    for entry in entries[1:]:
        entry.size = len(entry.data)
        if entry.kind == STREAM:
            entry.start = (small if entry.size < SMALL else sectors).add(entry.data)
        else:
            entry.start = 0
    entries[0].size, entries[0].start = len(small.content), sectors.add(bytes(small.content))
    small_table = _padded(_numbers(small.following), b"\xff")
    small_start = sectors.add(small_table)
    unused = pack("<64xHBBIII48x", 0, 0, 0, NONE, NONE, NONE)
    lines = [entry.packed() for entry in entries]
    directory_start = sectors.add(b"".join(lines + [unused] * (-len(lines) % 4)))
    tables = _tables(sectors)
    header = pack(
        "<8s16xHHHHH6x9I", SIGNATURE, 0x3E, 3, 0xFFFE, 9, 6,
        0, len(tables), directory_start, 0, SMALL, small_start, len(small_table) // SECTOR, END, 0,
    )  # fmt: skip
    places = tables + [FREE] * (_TABLES_IN_HEADER - len(tables))
    return header + _numbers(places) + bytes(sectors.content)


def read_compound(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file by path; raises WorkbookError when it is none, or damaged."""
    if not data.startswith(SIGNATURE):
        raise WorkbookError("The macros in this workbook are damaged: this is not a compound file.")
    try:
        return _Reader(data).streams()
    except (struct.error, IndexError, ValueError, RecursionError) as fault:
        raise WorkbookError("The macros in this workbook are damaged: the compound file is torn.") from fault


def _directory(streams: Mapping[str, bytes]) -> list[_Entry]:
    """The root, then each folder's content in the order that the format prescribes, linked as trees."""
    entries = [_Entry("Root Entry", ROOT)]

    def fill(folder: int, prefix: str) -> None:
        names = {path.removeprefix(prefix).split("/")[0] for path in streams if path.startswith(prefix)}
        ordered = sorted(names, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
        first = len(entries)
        for name in ordered:
            kind = STREAM if prefix + name in streams else STORAGE
            entries.append(_Entry(name, kind, streams.get(prefix + name, b"")))
        numbers = list(range(first, len(entries)))
        entries[folder].child = _balanced(entries, numbers)
        for number in numbers:
            if entries[number].kind == STORAGE:
                fill(number, f"{prefix}{entries[number].name}/")

    fill(0, "")
    return entries


def _balanced(entries: list[_Entry], numbers: list[int]) -> int:
    """Link these entries as a red-black tree; gives its top.

    Only the last, ragged level is red: every way down then meets the same number of black entries.
    """
    full_levels = (len(numbers) + 1).bit_length() - 1

    def link(span: list[int], level: int) -> int:
        if not span:
            return NONE
        middle = len(span) // 2
        top = entries[span[middle]]
        top.colour = _BLACK if level < full_levels else _RED
        top.left, top.right = link(span[:middle], level + 1), link(span[middle + 1 :], level + 1)
        return span[middle]

    return link(numbers, 0)


def _tables(sectors: _Chains) -> list[int]:
    """Append the sector table itself; gives the numbers of the sectors it lies in."""
    used, count = len(sectors.following), 1
    while count * (SECTOR // 4) < used + count:
        count += 1
    if count > _TABLES_IN_HEADER:
        raise WorkbookError("These macros are larger than 6.8 MB and cannot be stored.")
    places = list(range(used, used + count))
    table = sectors.following + [TABLE] * count
    sectors.content += _padded(_numbers(table), b"\xff")
    return places


def _numbers(numbers: list[int]) -> bytes:
    return pack(f"<{len(numbers)}I", *numbers)


def _padded(data: bytes, filler: bytes) -> bytes:
    return data + filler * (-len(data) % SECTOR)


class _Reader:
    """Follows the chains of a compound file; sectors may be of 512 or 4,096 bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._sector = 1 << unpack_from("<H", data, 30)[0]
        self._table = self._whole_table()
        directory, small_table = unpack_from("<I", data, 48)[0], unpack_from("<I", data, 60)[0]
        self._lines = self._chain(directory)
        self._small_table = _unpacked(self._chain(small_table))
        self._small = self._chain(unpack_from("<I", self._lines, 116)[0])

    def streams(self) -> dict[str, bytes]:
        """Every stream by its path."""
        top = unpack_from("<I", self._lines, 76)[0]
        return dict(self._walk(top, "", set()))

    def _walk(self, number: int, prefix: str, seen: set[int]) -> list[tuple[str, bytes]]:
        if number == NONE:
            return []
        if number in seen:
            raise ValueError("an entry links back to itself")
        seen.add(number)
        line = self._lines[number * 128 : number * 128 + 128]
        length, kind, _, left, right, child = unpack_from("<HBBIII", line, 64)
        name = prefix + line[: max(length - 2, 0)].decode("utf-16-le")
        own = [(name, self._content(line))] if kind == STREAM else self._walk(child, f"{name}/", seen)
        return self._walk(left, prefix, seen) + own + self._walk(right, prefix, seen)

    def _content(self, line: bytes) -> bytes:
        start, size = unpack_from("<II", line, 116)  # a version 3 size has 32 bits; the rest may be rubbish
        return (self._small_chain(start) if size < SMALL else self._chain(start))[:size]

    def _at(self, number: int) -> bytes:
        sector = self._data[(number + 1) * self._sector : (number + 2) * self._sector]
        if not sector:
            raise ValueError("a chain leads out of the file")
        return sector

    def _chain(self, start: int) -> bytes:
        return b"".join(self._at(number) for number in _followed(start, self._table))

    def _small_chain(self, start: int) -> bytes:
        places = (number * SMALL_SECTOR for number in _followed(start, self._small_table))
        return b"".join(self._small[place : place + SMALL_SECTOR] for place in places)

    def _whole_table(self) -> list[int]:
        places = list(unpack_from(f"<{_TABLES_IN_HEADER}I", self._data, 76))
        following, remaining = unpack_from("<II", self._data, 68)
        for _ in range(min(remaining, len(self._data) // self._sector)):
            *more, following = _unpacked(self._at(following))
            places += more
        return _unpacked(b"".join(self._at(place) for place in places if place < TABLE - 1))


def _followed(start: int, table: list[int]) -> list[int]:
    numbers: list[int] = []
    while start < TABLE - 1 and len(numbers) <= len(table):
        numbers.append(start)
        start = table[start]
    if len(numbers) > len(table):
        raise ValueError("a chain runs in a circle")
    return numbers


def _unpacked(data: bytes) -> list[int]:
    return list(unpack_from(f"<{len(data) // 4}I", data))
