"""A python-pptx presentation as the bytes of a file, written once: its own way to save stamps the time of day.

Depends on: package, render.typed_text, tracker (months).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from exectrack_xl import package
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.tracker.periods import MONTHS

_DAY = re.compile(r"(\d{1,2}) (\w{3})\w* (\d{4})")
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_RELATIONSHIPS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_EXTERNAL = ' TargetMode="External"'
_DEFAULTS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)


def saved(file: Any, moment: datetime) -> bytes:
    """The presentation as a file; its properties bear `moment`, and nothing else in it tells when it was made."""
    return package.write_parts(contents_of(file, moment))


def contents_of(file: Any, moment: datetime) -> dict[str, bytes]:
    """The parts of the file that `saved` writes."""
    properties = file.core_properties
    properties.created = properties.modified = moment
    whole = file.part.package
    parts = list(whole.iter_parts())
    contents = {
        package.CONTENT_TYPES: _content_types(parts),
        package.PACKAGE_RELATIONSHIPS: _relationships(whole._rels),
    }
    for part in parts:
        contents[part.partname.membername] = part.blob
        if part.rels:
            contents[part.partname.rels_uri.lstrip("/")] = _relationships(part.rels)
    return contents


def moment_of(status_date: str) -> datetime:
    """The status date as printed, as a moment in UTC; 1980-01-01 where it cannot be read.

    >>> moment_of("30 Sep 2026").isoformat()
    '2026-09-30T00:00:00+00:00'
    """
    found = _DAY.search(status_date)
    if found is None or found[2] not in MONTHS:
        return package.FIRST_MOMENT
    return datetime(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]), tzinfo=UTC)


def _relationships(related: Any) -> bytes:
    """The relationships of a part as python-pptx writes them, without an element for each."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{attribute(one.reltype)}" Target="{attribute(one.target_ref)}"'
        f"{_EXTERNAL if one.is_external else ''}/>"
        for key, one in sorted(related.items(), key=lambda item: _number(item[0]))
    )
    return f"{_HEAD}<Relationships {_RELATIONSHIPS}>{entries}</Relationships>".encode()


def _number(key: str) -> tuple[int, str]:
    """The place of a relationship: by its number, before them what bears none."""
    digits = key.removeprefix("rId")
    return (int(digits) if key.startswith("rId") and digits.isdigit() else 0, key)


def _content_types(parts: list[Any]) -> bytes:
    entries = "".join(
        f"<Override PartName={quoteattr(str(part.partname))} ContentType={quoteattr(part.content_type)}/>"
        for part in parts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{_DEFAULTS}{entries}</Types>'
    ).encode()
