"""The three obfuscated values of a project: its protection, its password and whether it shows.

They hide nothing (ours say: unprotected, no password, visible), but Excel asks for them.
Source: MS-OVBA 2.4.3, with a fixed seed so that the same project gives the same text.
Depends on: nothing.
"""

from __future__ import annotations

from struct import pack

SEED = 0x8D
_VERSION = 2


def encrypt(data: bytes, project_id: str, *, seed: int = SEED) -> str:
    """The data as the hexadecimal text of a PROJECT stream; `project_id` is the project's GUID in braces.

    >>> encrypt(bytes([0xFF]), "{00000000-0000-0000-0000-000000000000}")[:6]
    '8D8F21'
    """
    key = sum(project_id.encode("ascii")) & 0xFF
    written = bytearray([seed, seed ^ _VERSION, seed ^ key])
    before, last, last_but_one = key, written[2], written[1]
    padding = bytes([7] * ((seed & 6) // 2))  # the specification says: any value
    for byte in padding + pack("<I", len(data)) + data:
        cipher = byte ^ ((last_but_one + before) & 0xFF)
        written.append(cipher)
        before, last, last_but_one = byte, cipher, last
    return written.hex().upper()


def decrypt(text: str) -> bytes:
    """The data inside such a text: the reverse of `encrypt`, for any seed.

    >>> decrypt(encrypt(bytes(4), "{5CF9CDAB-B77B-4FE4-BD7E-D29900070E1B}"))
    b'\\x00\\x00\\x00\\x00'
    """
    written = bytes.fromhex(text)
    seed, key = written[0], written[2] ^ written[0]
    before, last, last_but_one = key, written[2], written[1]
    read = bytearray()
    for cipher in written[3:]:
        byte = cipher ^ ((last_but_one + before) & 0xFF)
        read.append(byte)
        before, last, last_but_one = byte, cipher, last
    return bytes(read[(seed & 6) // 2 + 4 :])
