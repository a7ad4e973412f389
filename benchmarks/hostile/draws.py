"""What all ways of damage need: parts out of a zip and back, and places drawn in them. Depends on: nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random

Parts = dict[str, bytes]


def unpacked(data: bytes) -> Parts:
    """The parts of a zip, in the order they are stored."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return target.getvalue()


def xml_part(parts: Parts, draw: Random, like: str = "") -> str:
    """The name of a part; one with `like` in its name where there is one."""
    fitting = [name for name in parts if like in name and name.endswith((".xml", ".rels"))]
    return draw.choice(sorted(fitting or parts))


def replaced(part: bytes, pattern: re.Pattern[bytes], draw: Random, count: int, new: Callable[[bytes], bytes]) -> bytes:
    """A part with so many of the places that match written anew."""
    found = list(pattern.finditer(part))
    for match in sorted(draw.sample(found, min(count, len(found))), key=lambda one: -one.start()):
        part = part[: match.start()] + new(match.group()) + part[match.end() :]
    return part
