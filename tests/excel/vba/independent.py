"""oletools' olevba, an independent reader of VBA; its import warns of names its own dependency is renaming."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser
    from oletools.olevba import decompress_stream as _decompress_stream


def decompressed(stream: bytes) -> bytes:
    """A compressed VBA stream as olevba reads it."""
    return bytes(_decompress_stream(bytearray(stream)))


def extracted(project: bytes) -> dict[str, str]:
    """The text of every module of a `vbaProject.bin` as olevba shows it."""
    parser = VBA_Parser("vbaProject.bin", data=project)
    try:
        return {path.split("/")[-1]: text for _, path, _, text in parser.extract_macros()}
    finally:
        parser.close()
