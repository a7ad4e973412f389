"""Damage to a list of values separated by commas. Depends on: benchmarks.hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from benchmarks.hostile.draws import replaced
from benchmarks.hostile.parts import NUMBERS


def _otherwise_encoded(data: bytes, draw: Random) -> bytes:
    coding = draw.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp1252"))
    return data.decode().encode(coding, "replace")


def _bits_flipped(data: bytes, draw: Random) -> bytes:
    return bytes(byte ^ (1 << draw.randrange(8)) if draw.random() < 0.01 else byte for byte in data)


def _odd_fields(data: bytes, draw: Random) -> bytes:
    return replaced(data, re.compile(rb"[^,\n]+"), draw, 20, lambda _: draw.choice(NUMBERS))


def _other_line_ends(data: bytes, draw: Random) -> bytes:
    return data.replace(b"\n", draw.choice((b"\r", b"\r\r\n", b"\x85", "\u2028".encode())))


OF_TEXT: dict[str, Callable[[bytes, Random], bytes]] = {
    "otherwise encoded": _otherwise_encoded, "flipped": _bits_flipped, "odd values": _odd_fields,
    "line ends": _other_line_ends,
    "nul bytes": lambda data, draw: data.replace(b",", b"\0", draw.randint(1, 9)),
    "quotes": lambda data, draw: data.replace(b",", b',"', draw.randint(1, 9)),
    "one long cell": lambda data, _: data + b"x" * 3_000_000,
    "many columns": lambda data, _: data + b"," * 1_000_000,
    "many rows": lambda data, _: data + data.splitlines()[-1].join([b"\n"] * 80_000),
    "garbage": lambda _, draw: draw.randbytes(5_000),
    "nothing": lambda _, draw: draw.choice((b"", b"\n\n", b",,,", b"\xef\xbb\xbf")),
    "headers twice": lambda data, _: data.splitlines()[0] + b"," + data,
}  # fmt: skip
