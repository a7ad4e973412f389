"""Which pages a deck has now, in the order a person has given them. Depends on: package."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from exectrack_xl import package

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def present_pages(path: Path) -> tuple[str, ...]:
    """The keys of a deck's slides in their present order, "" for one that we did not make; nothing for a document."""
    parts = package.read_parts(path.read_bytes())
    main = parts.get("ppt/presentation.xml")
    if main is None:
        return ()
    relations = parts.get("ppt/_rels/presentation.xml.rels", b"<none/>")
    targets = {one.get("Id"): one.get("Target", "") for one in etree.fromstring(relations)}
    slides = (targets.get(one.get(_R), "") for one in etree.fromstring(main).iter(f"{_P}sldId"))
    return tuple(_key(parts, re.sub(r"^/?(ppt/)?", "ppt/", target)) for target in slides)


def _key(parts: dict[str, bytes], slide: str) -> str:
    content = parts.get(slide)
    common = None if content is None else etree.fromstring(content).find(f"{_P}cSld")
    return "" if common is None else str(common.get("name", ""))
