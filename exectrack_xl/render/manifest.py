"""The manifest inside every deck and report: what it was made from, and for each number where it comes from.

It travels as one item beside what was last generated. Depends on: errors, package, render.custom_items,
…leftover_marks, report.model, report.provenance.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from exectrack_xl import package
from exectrack_xl.errors import UsageError, WorkbookError
from exectrack_xl.render.custom_items import item, with_item
from exectrack_xl.render.leftover_marks import leftovers_in
from exectrack_xl.report.model import Report
from exectrack_xl.report.provenance import Number, numbers

ITEM = "manifest"


@dataclass(frozen=True)
class Manifest:
    """What a file was made from. `typed` are odd texts that stand in the tracker as they are."""

    kind: str
    source: str  # the workbook's name
    tables: str
    status_date: str  # as printed
    snapshot: str
    period: str
    as_of: str
    rules: str
    version: str
    initiative: str
    template: str  # SHA-256 of the template's file
    pages: tuple[str, ...]  # keys of slides or sections, in order
    typed: tuple[str, ...]
    numbers: tuple[Number, ...]


def with_manifest(parts: Mapping[str, bytes], report: Report, template: Path) -> dict[str, bytes]:
    """The parts of a file with its manifest inside."""
    origin, listed = report.origin, numbers(report)
    said = {
        "kind": report.kind, "source": report.source, "tables": origin.tables, "status_date": report.status_date,
        "snapshot": report.snapshot, "period": origin.period, "as_of": origin.as_of, "rules": origin.rules,
        "version": origin.version,
        "template": sha256(template.read_bytes()).hexdigest(),
        "pages": [page.key for page in report.pages] or [section.key for section in report.sections],
        "initiative": origin.initiative,
        "typed": sorted({mark for text in set(_texts(report)) for mark, _ in leftovers_in(text)}),
        "numbers": [[getattr(one, name) for name in _field_names(Number)] for one in listed],
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return with_item(parts, ITEM, re.sub("[\x00-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", text))


def manifest_of(parts: Mapping[str, bytes]) -> Manifest | None:
    """The manifest inside the parts of a file; None where there is none, or none that can be read."""
    text = item(parts, ITEM)
    if text is None:
        return None
    try:
        said = json.loads(text)
        listed = tuple(Number(*map(str, one)) for one in said["numbers"])
        return Manifest(**{**said, "pages": tuple(said["pages"]), "typed": tuple(said["typed"]), "numbers": listed})
    except (ValueError, KeyError, TypeError):
        return None


def read_manifest(path: Path) -> Manifest:
    """The manifest inside a file.

    Raises:
        UsageError: the file cannot be read, or bears no manifest.
    """
    try:
        found = manifest_of(package.read_parts(path.read_bytes()))
    except OSError as fault:
        raise UsageError(f"Cannot read '{path}': {fault.strerror or fault}.") from fault
    except WorkbookError as fault:
        raise UsageError(f"'{path.name}' is no deck or report: {fault}") from fault
    if found is None:
        raise UsageError(
            f"'{path.name}' does not say where its numbers come from: it was not made by exectrack, or it was sealed. "
            "Trace a file as it was generated."
        )
    return found


def _texts(thing: object) -> Iterator[str]:
    """Every text of a report: what looks like a template's mark in it was typed in the tracker."""
    waiting: list[Any] = [thing]
    while waiting:
        one = waiting.pop()
        kind: Any = type(one)
        if issubclass(kind, str):
            yield one
        elif issubclass(kind, tuple):
            waiting.extend(one)
        elif names := _field_names(kind):
            waiting += [getattr(one, name) for name in names]
        elif isinstance(one, Mapping):
            waiting.extend(one.values())


@lru_cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()
