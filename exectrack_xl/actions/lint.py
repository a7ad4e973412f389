"""Looks at a deck or document for what must not leave the house. Depends on: render.lint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint import OLDEST, lint


def examined(path: Path, today: date, oldest: int | None = None) -> tuple[Finding, ...]:
    """What is wrong with any deck or document; a status date more than `oldest` calendar days ago is too old.

    Raises:
        TrackerError: the file cannot be read, or is neither.
    """
    return lint(path, today, OLDEST if oldest is None else oldest)


def looked_over(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a file that was just made: its status date was asked for, so that it is never too old."""
    return lint(path)
