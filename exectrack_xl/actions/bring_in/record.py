"""What earlier imports brought into a tracker, kept beside it: so that the next one renews instead of doubling.

Depends on: errors, package, excel.foreign.values.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date  # noqa: F401  (for the example)
from pathlib import Path

from exectrack_xl.errors import UsageError
from exectrack_xl.excel.foreign.values import text_of

Plain = str | float
Memory = dict[str, dict[str, "Entry"]]  # table -> key of the row in its list -> what came in


@dataclass(frozen=True)
class Entry:
    """One row that came in: its ID in the tracker, from which sheet of a list, and its values by header."""

    id: str
    origin: str
    values: Mapping[str, Plain] = field(default_factory=dict)


def record_file(tracker: Path) -> Path:
    """Where the record of a tracker's imports stands."""
    return tracker.with_name(f"{tracker.stem}.imported.json")


def read_record(path: Path) -> Memory:
    """The record in a file; none where there is no file.

    Raises:
        UsageError: the file is damaged.
    """
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {table: {key: Entry(**entry) for key, entry in rows.items()} for table, rows in data.items()}
    except (OSError, ValueError, TypeError, AttributeError) as fault:
        raise UsageError(
            f"{path.name}, the record of earlier imports, is damaged. Restore it from a backup, or delete it: rows are "
            "then found by their IDs alone."
        ) from fault


def as_bytes(record: Memory) -> bytes:
    """The record as a file, the same for the same record."""
    data = {table: {key: {"id": entry.id, "origin": entry.origin, "values": dict(entry.values)}
                    for key, entry in rows.items()} for table, rows in sorted(record.items())}  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=0) + "\n").encode()


def plain(value: object) -> Plain:
    """A cell's value as it is recorded and compared: numbers as such, dates and texts as text, "" for blank.

    >>> plain(date(2026, 10, 16)), plain(3), plain(None), plain(" a ")
    ('2026-10-16', 3.0, '', 'a')
    """
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float) and value == value:
        return float(value)
    return text_of(value).replace("\r\n", "\n")
