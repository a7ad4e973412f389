"""A whole run: every workbook once, the unchanged ones passed over, and a manifest at the end.

It may be killed anywhere and run again: what was done is in the journal, what was not is done then.
Depends on: errors, actions.batch.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from exectrack_xl.actions.batch import manifest
from exectrack_xl.actions.batch.job import TOO_MUCH, Job, Outcome, State, do
from exectrack_xl.actions.batch.namesakes import with_namesakes
from exectrack_xl.actions.batch.placing import settle
from exectrack_xl.actions.batch.recipe import Recipe
from exectrack_xl.actions.batch.sources import Source
from exectrack_xl.errors import TrackerError, UsageError


@dataclass(frozen=True)
class Run:
    """What a run is about: the workbooks, the folder for what is made, and how."""

    sources: tuple[Source, ...]
    folder: Path
    recipe: Recipe
    force: bool = False  # make everything again
    replace: bool = False  # also documents that somebody has edited


@dataclass(frozen=True)
class Done:
    """What became of every workbook, in the order of their keys."""

    outcomes: tuple[Outcome, ...]
    manifest: Path

    def of(self, state: State) -> tuple[Outcome, ...]:
        """The outcomes of one state."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is state)


def run(wanted: Run, executor: Executor, tell: Callable[[Outcome], None]) -> Done:
    """Do every workbook, telling of each as it is done, and write manifest and findings.

    Raises:
        UsageError: the folder cannot be made, or another run works in it.
    """
    _make(wanted.folder)
    found: list[Outcome] = []
    with (wanted.folder / manifest.JOURNAL).open("a", encoding="utf-8", errors="backslashreplace") as journal:
        reserve(journal, wanted.folder)
        known = manifest.remembered(wanted.folder)
        for outcome in outcomes(_jobs(wanted, known), executor):
            manifest.note(journal, outcome)
            if outcome.state is not State.FAILED:
                settle(wanted.folder / Source(outcome.key, "").folder)
            found.append(outcome)
            tell(outcome)
    told = with_namesakes(sorted(found, key=lambda outcome: outcome.key))
    return Done(told, manifest.close(wanted.folder, told, wanted.recipe))


def outcomes(jobs: Iterable[Job], executor: Executor) -> Iterator[Outcome]:
    """The outcome of each job, as it is done; a job that ended its process has one too."""
    waiting = {executor.submit(do, job): job for job in jobs}
    for future in as_completed(waiting):
        yield _outcome(future, waiting[future])


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except Exception as fault:  # noqa: BLE001  # a lost cluster, an answer that cannot be sent: costs this one alone
        return job.failed(lost(fault, job.source.location))


def lost(fault: Exception, location: str) -> str:
    """Why there is no answer about a workbook, where its process was ended, had no memory left or is out of reach."""
    if isinstance(fault, TrackerError):
        return f"{location} {fault}, and was passed over. Is it really a tracker? Open it in Excel."
    if isinstance(fault, MemoryError):
        return f"{location} {TOO_MUCH}"
    return f"{location} has no answer ({type(fault).__name__}). Run again; what is done is kept."


def _jobs(wanted: Run, known: Mapping[str, Outcome]) -> Iterator[Job]:
    for source in wanted.sources:
        yield Job(source, wanted.folder, wanted.recipe, known.get(source.key), wanted.force, wanted.replace)


def reserve(held: IO[str], folder: Path) -> None:
    """Keep a folder for this run until `held` is closed, by whatever ends it; where a system has no locks, go on.

    Raises:
        UsageError: another run works in the folder.
    """
    if sys.platform == "win32":
        return
    import fcntl

    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        raise UsageError(f"Another run works in '{folder}'. Wait until it is done, or give another --out.") from fault
    except OSError:
        return  # storage without locks


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UsageError(f"The folder '{folder}' cannot be made: {fault.strerror or fault}.") from fault
