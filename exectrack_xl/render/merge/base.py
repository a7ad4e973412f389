"""The base: what was last generated, as plain text inside the file, so that a refresh can tell an edit from old data.

It holds the parts that are generated (slides, notes, charts; body, header, footer) with their relationships, and of
workbooks behind charts their fingerprint. Depends on: errors, package, render.custom_items, render.merge.office_file.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from exectrack_xl.errors import UsageError
from exectrack_xl.package import relationships_of
from exectrack_xl.render.custom_items import item, with_item
from exectrack_xl.render.merge.office_file import OfficeFile

ITEM = "base"
VERSION = 1
_DECK = re.compile(r"docProps/core\.xml|ppt/(presentation\.xml|(slides|notesSlides)/[^/]+\.xml|charts/[^/]+\.xml)")
_REPORT = re.compile(r"docProps/core\.xml|word/(document\.xml|(header|footer)\d*\.xml|charts/[^/]+\.xml)")
_WORKBOOK = re.compile(r"(ppt|word)/(embeddings|media)/.+")


@dataclass(frozen=True)
class Origin:
    """What a file was made from: the workbook's name, what was asked for, and the template where it is not ours."""

    source: str
    template: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Base:
    """What was last generated: its parts, the fingerprints of what they refer to, and what a person was told then."""

    parts: Mapping[str, bytes]
    prints: Mapping[str, str] = field(default_factory=dict)
    source: str = ""  # the workbook's name
    template: str = ""  # the template's file name; empty for our own
    asked: Mapping[str, str] = field(default_factory=dict)  # what a person had asked for: which kind of report, of what
    told: tuple[tuple[str, str, str], ...] = ()  # slide key, place, what we would say: the notes that were left

    @cached_property
    def file(self) -> OfficeFile:
        """The parts, to be read like a file."""
        return OfficeFile(self.parts)


def base_of(parts: Mapping[str, bytes], origin: Origin) -> Base:
    """The base of a file as it has just been generated."""
    wanted = _DECK if any(name.startswith("ppt/") for name in parts) else _REPORT
    kept = [name for name in parts if wanted.fullmatch(name)]
    held = [*kept, *(relationships_of(name) for name in kept if relationships_of(name) in parts)]
    prints = {name: fingerprint(parts[name]) for name in parts if _WORKBOOK.fullmatch(name)}
    return Base({name: parts[name] for name in held}, prints, origin.source, origin.template, dict(origin.asked))


def with_base(parts: Mapping[str, bytes], base: Base) -> dict[str, bytes]:
    """The parts of a file with this base inside."""
    said = {
        "v": VERSION,
        "source": base.source,
        "template": base.template,
        "asked": dict(base.asked),
        "parts": {name: content.decode() for name, content in base.parts.items()},
        "prints": dict(base.prints),
        "told": [list(one) for one in base.told],
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(text.encode())).decode()
    return with_item(parts, ITEM, json.dumps({"v": VERSION, "packed": packed}))


def read_base(parts: Mapping[str, bytes]) -> Base | None:
    """The base inside a file; None where there is none.

    Raises:
        UsageError: it cannot be read, or was written by a later version.
    """
    text = item(parts, ITEM)
    if text is None:
        return None
    try:
        outer = json.loads(text)
        _must_be_known(outer["v"])
        said = json.loads(zlib.decompress(base64.b64decode(outer["packed"])))
        told = tuple((str(a), str(b), str(c)) for a, b, c in said["told"])
        held = {name: content.encode() for name, content in said["parts"].items()}
        return Base(held, said["prints"], said["source"], said["template"], said["asked"], told)
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as fault:
        raise UsageError(
            "What was last generated is stored inside this file but cannot be read. "
            "Make a new file and copy your changes into it; nothing was changed."
        ) from fault


def fingerprint(content: bytes) -> str:
    """A name for the bytes of a part."""
    return sha256(content).hexdigest()[:32]


def names(parts: Mapping[str, bytes], pattern: str) -> Iterator[str]:
    """The parts whose whole name matches a pattern."""
    return (name for name in parts if re.fullmatch(pattern, name))


def _must_be_known(version: int) -> None:
    if version > VERSION:
        raise UsageError(
            "This file was made by a later version of exectrack. "
            "Install that version to refresh it; nothing was changed."
        )
