"""Reads one tracker of a portfolio, or takes what was kept of it where nothing it depends on has changed.

What is kept lies beside the outputs: of each tracker its summary as JSON and its rows, under the hash of its key. It
counts only for the same bytes of the workbook, the same mapping, the same program, and days that change nothing in it.
Depends on: errors, package, actions.batch, actions.opening, render.parquet, report.portfolio, tracker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exectrack_xl.actions.batch.job import reason_of
from exectrack_xl.actions.batch.placing import hash_of
from exectrack_xl.actions.batch.recipe import program_hash
from exectrack_xl.actions.batch.sources import Source, fetch
from exectrack_xl.actions.opening import input_hash, open_tracker
from exectrack_xl.package import replace_file
from exectrack_xl.render import parquet
from exectrack_xl.report.portfolio.keeping import as_json, from_json
from exectrack_xl.report.portfolio.model import Failed, Summary
from exectrack_xl.report.portfolio.summarise import summarise
from exectrack_xl.tracker import Tracker

KEPT = ".exectrack-portfolio"  # the folder below that of the outputs
_SUMMARY, _ROWS = ".summary", ".rows"


@dataclass(frozen=True)
class Task:
    """One workbook to read on a day; `kept` is the folder for what is kept of it."""

    source: Source
    day: date
    kept: Path
    rows: bool = False  # its rows are wanted, too
    mapping: Path | None = None  # which names of the workbook are which of ours
    force: bool = False  # read it again even where nothing has changed

    @property
    def place(self) -> Path:
        """Where what is kept of it lies, without an ending."""
        return self.kept / hash_of(self.source.key.encode())[:32]


@dataclass(frozen=True)
class Answer:
    """What a workbook says; its rows lie in the file `rows`."""

    found: Summary | Failed
    rows: Path | None = None
    is_unchanged: bool = False  # nothing was read again


def read_one(task: Task) -> Answer:
    """Read one workbook, unless it is known; whatever is wrong with it becomes the reason why it failed."""
    try:
        with TemporaryDirectory(prefix="exectrack-") as holder:
            workbook = fetch(task.source, Path(holder))
            made_from = _made_from(task, workbook)
            return (None if task.force else _known(task, made_from)) or _read(task, workbook, made_from)
    except Exception as fault:  # noqa: BLE001  # one workbook must not cost the others their view
        return Answer(Failed(task.source.key, reason_of(fault, task.source.location)))


def forget_others(folder: Path, tasks: Iterable[Task]) -> None:
    """Drop what is kept of trackers that are asked for no more, and what a run left that was ended while it wrote."""
    current = {task.place.name for task in tasks}
    for path in folder.glob("*"):
        if path.suffix == ".tmp" or (path.suffix in (_SUMMARY, _ROWS) and path.stem not in current):
            path.unlink(missing_ok=True)


def _made_from(task: Task, workbook: Path) -> str:
    """The hash of all that a summary depends on beside the day."""
    mapping = hash_of(task.mapping.read_bytes()) if task.mapping else ""
    parts = [program_hash(), task.source.key, input_hash(workbook, task.mapping), mapping]
    return hash_of(json.dumps(parts).encode())


def _known(task: Task, made_from: str) -> Answer | None:
    """What is kept of a workbook; None where nothing is, or where it can be trusted no more."""
    try:
        kept = json.loads(task.place.with_suffix(_SUMMARY).read_text(encoding="utf-8"))
        if kept["made_from"] != made_from or not kept["first_day"] <= task.day.isoformat() <= kept["last_day"]:
            return None
        rows = _kept_rows(task, kept["rows"]) if task.rows else None
        return Answer(from_json(kept["summary"]), rows, is_unchanged=True)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _kept_rows(task: Task, digest: str) -> Path:
    path = task.place.with_suffix(_ROWS)
    if hash_of(path.read_bytes()) != digest:
        raise ValueError("the rows that were kept are others")
    return path


def _read(task: Task, workbook: Path, made_from: str) -> Answer:
    opened = open_tracker(workbook, None, task.day, task.mapping)
    first, last = _days(opened.tracker, task.day)
    kept: dict[str, Any] = {
        "made_from": made_from, "first_day": first.isoformat(), "last_day": last.isoformat(), "rows": "",
        "summary": as_json(summarise(task.source.key, opened.tracker, opened.findings, task.day)),
    }  # fmt: skip
    rows = None
    if task.rows:
        packed = parquet.packed(task.source.key, opened.tracker.tables)
        kept["rows"], rows = hash_of(packed), replace_file(task.place.with_suffix(_ROWS), packed)
    replace_file(task.place.with_suffix(_SUMMARY), json.dumps(kept).encode())
    return Answer(from_json(kept["summary"]), rows)  # the way of what was kept: the same bytes in any case


def _days(tracker: Tracker, day: date) -> tuple[date, date]:
    """From when to when the summary of a day is the same.

    A portfolio's month decides which month ends and bookings are told. Without a status date of its own a tracker is
    judged on the day itself; one that is later than the day is told as the day.
    """
    stated = tracker.settings.day("status_date")
    if stated is None or stated > day:
        return day, day
    first = day.replace(day=1)
    return max(first, stated), (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
