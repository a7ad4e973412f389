"""The week in a quarter of an hour: the rows that need a person, and a mail draft for each owner of some.

Depends on: actions.opening, metrics, report.letters, render.mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.opening import open_tracker
from exectrack_xl.metrics import Engine
from exectrack_xl.report import letters
from exectrack_xl.report.letters import Item


@dataclass(frozen=True)
class Week:
    """The rows that need a person."""

    day: date
    assumed_today: bool
    rows: tuple[dict[str, Any], ...]  # by header


@dataclass(frozen=True)
class Chased:
    """The drafts that were written, and the rows that nobody owns."""

    day: date
    assumed_today: bool
    paths: tuple[Path, ...]
    unaddressed: tuple[str, ...]  # names for which the workbook gives no address
    unowned: tuple[Item, ...]


def this_week(workbook: Path, as_of: date | None, today: date) -> Week:
    """What needs a person in a workbook this week.

    Raises:
        TrackerError: the workbook cannot be read as a tracker.
    """
    opened = open_tracker(workbook, as_of, today)
    found = Engine.of(opened.tracker).value("this_week")
    rows = tuple(dict(zip(found.headers, row, strict=True)) for row in found.rows)
    return Week(opened.tracker.as_of, opened.assumed_today, rows)


def chase(
    workbook: Path, as_of: date | None, today: date, *, folder: Path | None = None, replace: bool = False
) -> Chased:
    """Write one mail draft for each owner of rows that need a person; nothing is sent.

    Without a folder they go beside the workbook, into one that bears its name and the status date.

    Raises:
        TrackerError: the workbook cannot be read as a tracker, or the folder not be written to.
    """
    from exectrack_xl.render import mail

    opened = open_tracker(workbook, as_of, today)
    day = opened.tracker.as_of
    post = letters.letters(opened.tracker)
    target = folder or workbook.with_name(f"{workbook.stem} chase {day}")
    paths = mail.write(post.letters, target, replace=replace) if post.letters else ()
    unaddressed = tuple(letter.name for letter in post.letters if not letter.address)
    return Chased(day, opened.assumed_today, paths, unaddressed, post.unowned)
