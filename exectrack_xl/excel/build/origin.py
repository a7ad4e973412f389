"""Whether a workbook is still as it was built, or a person or program has changed it since.

A built workbook bears the digest of its own parts as its document status. Depends on: errors, package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from exectrack_xl.errors import WorkbookError
from exectrack_xl.package import CORE_PROPERTIES, read_parts

UNSTAMPED = "Built"  # the document status before the digest is put behind it
_STATUS = re.compile(rb"(<cp:contentStatus>Built)(?: ([0-9a-f]+))?(</cp:contentStatus>)")


def stamped(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts, with their digest in the document status."""
    digest = _digest(parts).encode()
    return {**parts, CORE_PROPERTIES: _STATUS.sub(rb"\1 " + digest + rb"\3", parts[CORE_PROPERTIES])}


def is_as_built(path: Path) -> bool:
    """Whether nobody has changed the workbook since it was built; a file that cannot be read counts as changed."""
    try:
        parts = read_parts(path.read_bytes())
    except (WorkbookError, OSError):
        return False
    found = _STATUS.search(parts.get(CORE_PROPERTIES, b""))
    return found is not None and found[2] is not None and found[2].decode() == _digest(parts)


def _digest(parts: Mapping[str, bytes]) -> str:
    """The digest of every part but the one that holds it."""
    found = blake2b(digest_size=16)
    for name in sorted(set(parts) - {CORE_PROPERTIES}):
        found.update(f"{name} {len(parts[name])} ".encode())
        found.update(parts[name])
    return found.hexdigest()
