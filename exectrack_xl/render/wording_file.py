"""Reads a wording file of a company. Depends on: errors, report.language."""

from __future__ import annotations

from pathlib import Path

from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.report.language.wording import Wording, parse


def read_wording(path: Path) -> tuple[Wording, tuple[Finding, ...]]:
    """The sentences of a wording file, and what in it cannot be used.

    Raises:
        UsageError: the file cannot be read, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageError(f"Cannot read the wording file {path.name}: {fault}.") from fault
    return parse(text, path.name)
