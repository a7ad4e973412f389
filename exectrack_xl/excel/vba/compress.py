"""The compression of VBA streams: runs that stood before in the same 4,096 bytes become two-byte copy tokens.

Source: MS-OVBA 2.4.1. One deviation on purpose: a chunk that would have to be stored raw is refused, because
Excel's editor does not read a module that begins with a raw chunk.
Depends on: errors.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from struct import pack, unpack_from

from exectrack_xl.errors import WorkbookError

CHUNK = 4096  # bytes of text per chunk
_SIGNATURE = 1
_COMPRESSED = 0xB000  # upper bits of a chunk's header
_SHORTEST = 3  # bytes; a shorter run is not worth a token


@lru_cache(maxsize=128)  # the modules are the same in every workbook that one process builds
def compress(data: bytes) -> bytes:
    """These bytes as a compressed container.

    Raises WorkbookError where a chunk holds too little repetition to be stored compressed.

    >>> compress(b"aaaaaaaaaa").hex(" ")  # a literal, then "go back 1, copy 9"
    '01 03 b0 02 61 06 00'
    """
    return bytes([_SIGNATURE]) + b"".join(
        _framed(_compressed_chunk(data[start : start + CHUNK])) for start in range(0, len(data), CHUNK)
    )


@lru_cache(maxsize=64)  # the modules of a workbook, which are read more than once
def decompress(data: bytes) -> bytes:
    """The bytes inside a compressed container; raises WorkbookError when it is damaged."""
    if not data or data[0] != _SIGNATURE:
        raise WorkbookError("This VBA stream is damaged: it does not begin as compressed text does.")
    text, place = bytearray(), 1
    while place < len(data):
        header = int.from_bytes(data[place : place + 2], "little")
        end = place + (header & 0x0FFF) + 3
        body = data[place + 2 : end]
        text += body if header & 0x8000 == 0 else _decompressed_chunk(body)
        place = end
    return bytes(text)


def _framed(body: bytes) -> bytes:
    if len(body) > CHUNK:
        raise WorkbookError(
            "This VBA text holds too little repetition to be stored, as embedded data does. Keep data in a sheet."
        )
    return pack("<H", _COMPRESSED | (len(body) - 1)) + body


def _length_bits(position: int) -> int:
    """How many bits of a copy token, at this position in its chunk, hold the run's length."""
    return 16 - max(4, (position - 1).bit_length())


def _compressed_chunk(chunk: bytes) -> bytes:
    body, position = bytearray(), 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):  # one flag byte announces eight tokens: copy token or literal byte
            if position >= len(chunk):
                break
            bits = _length_bits(position)
            length, offset = _longest_run(chunk, position, (1 << bits) + _SHORTEST - 1)
            if length:
                tokens += pack("<H", (offset - 1) << bits | (length - _SHORTEST))
                flags |= 1 << bit
            else:
                length = 1
                tokens.append(chunk[position])
            position += length
        body += bytes([flags]) + tokens
    return bytes(body)


def _longest_run(chunk: bytes, position: int, longest: int) -> tuple[int, int]:
    """Length and offset backwards of the longest run standing before, the nearest of them; (0, 0): there is none."""
    limit = min(longest, len(chunk) - position)
    best, offset, wanted = 0, 0, _SHORTEST
    while wanted <= limit:
        found = chunk.rfind(chunk[position : position + wanted], 0, position + wanted - 1)
        if found < 0:
            break
        best, offset = wanted, position - found
        while best < limit and chunk[found + best] == chunk[position + best]:
            best += 1
        wanted = best + 1
    return best, offset


def _decompressed_chunk(body: bytes) -> bytes:
    text, place = bytearray(), 0
    try:
        while place < len(body):
            flags, place = body[place], place + 1
            for bit in range(8):
                if place >= len(body):
                    break
                if flags >> bit & 1:
                    _copy(text, unpack_from("<H", body, place)[0])
                    place += 2
                else:
                    text.append(body[place])
                    place += 1
    except (IndexError, struct.error) as fault:
        raise WorkbookError("This VBA stream is damaged: its compressed text breaks off.") from fault
    return bytes(text)


def _copy(text: bytearray, token: int) -> None:
    bits = _length_bits(len(text))
    length, offset = (token & ((1 << bits) - 1)) + _SHORTEST, (token >> bits) + 1
    for _ in range(length):  # byte by byte: a run may overlap itself
        text.append(text[-offset])
