"""One workbook of a run: read, judged and turned into its documents, in whatever process this happens.

Depends on: errors, actions.documents, actions.opening, actions.batch.placing, actions.batch.recipe,
actions.batch.sources.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exectrack_xl.actions.batch.placing import Place, Placed, hash_of, intended, place
from exectrack_xl.actions.batch.recipe import Recipe, ending, make
from exectrack_xl.actions.batch.sources import Source, fetch
from exectrack_xl.actions.documents import Order
from exectrack_xl.actions.opening import Opened, input_hash, open_tracker
from exectrack_xl.errors import Finding, Severity, TrackerError
from exectrack_xl.tracker.identity import tables_hash

TOO_MUCH = "needs more memory than a workbook may take. Is it really a tracker?"


class State(StrEnum):
    """What became of a workbook in a run."""

    MADE = "made"
    UNCHANGED = "unchanged"  # nothing it depends on has changed since the last run
    FAILED = "failed"


@dataclass(frozen=True)
class Output:
    """One document that was made."""

    kind: str  # "deck:quarterly"
    path: str  # below the run's folder, with /
    sha256: str
    is_merged: bool = False  # it holds edits of a person


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook, as the manifest keeps it."""

    key: str
    state: State
    location: str
    reason: str = ""  # why it failed and what to do, in a sentence
    file: str = ""  # SHA-256 of the workbook as it lay there, with the mapping beside it where there is one
    tables: str = ""  # SHA-256 of its canonical tables
    recipe: str = ""  # SHA-256 of all else the documents depend on
    status_date: str = ""
    status: str = ""  # the overall status
    programme: str = ""
    project: str = ""  # its ID in the organisation, where Settings have one
    outputs: tuple[Output, ...] = ()  # of a failed one, what lies there from the last run that succeeded
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Outcome:
        """The outcome that JSON kept.

        Raises:
            TypeError, ValueError, KeyError: it was kept by another version, or damaged.
        """
        found = dict(kept)
        found["state"] = State(found["state"])
        found["outputs"] = tuple(Output(**output) for output in found["outputs"])
        found["findings"] = tuple(
            Finding(**{**one, "severity": Severity(one["severity"])}) for one in found["findings"]
        )
        found["notes"] = tuple(found["notes"])
        return cls(**found)


@dataclass(frozen=True)
class Job:
    """One workbook to do; `known` is what the last run made of it."""

    source: Source
    folder: Path  # of the whole run
    recipe: Recipe
    known: Outcome | None = None
    force: bool = False  # make it again even where nothing has changed
    replace: bool = False  # also a document that somebody has edited

    @property
    def own(self) -> dict[str, str]:
        """The hash of each document that an earlier run made and that holds nobody's edits, by path."""
        outputs = self.known.outputs if self.known else ()
        return {output.path: output.sha256 for output in outputs if not output.is_merged}

    def failed(self, reason: str) -> Outcome:
        """The outcome of a workbook that could not be done."""
        left = self.known.outputs if self.known else ()
        return Outcome(self.source.key, State.FAILED, self.source.location, reason, outputs=left)


def do(job: Job) -> Outcome:
    """Make the documents of one workbook; whatever is wrong with it becomes the outcome's reason."""
    began = time.perf_counter()
    blank = job.failed("")
    try:
        with TemporaryDirectory(prefix="exectrack-") as holder:
            made = _done(job, fetch(job.source, Path(holder)), blank, Path(holder))
    except Exception as fault:  # noqa: BLE001  # whatever is wrong in one workbook must not end the night
        made = replace(blank, reason=reason_of(fault, job.source.location))
    return replace(made, seconds=round(time.perf_counter() - began, 3))


def reason_of(fault: BaseException, location: str) -> str:
    """Why a workbook could not be done and what to do, in a sentence; the process that tried is still there."""
    if isinstance(fault, TrackerError):
        return str(fault)
    if isinstance(fault, MemoryError):
        return f"{location} {TOO_MUCH}"
    if isinstance(fault, OSError):
        return f"{fault.filename or location}: {fault.strerror or fault}."
    return f"could not be done, by a fault of this program ({_brief(fault)}). Send the workbook to its makers."


def _done(job: Job, workbook: Path, blank: Outcome, scratch: Path) -> Outcome:
    digest = input_hash(workbook, job.recipe.mapping)
    if not job.force and _is_current(job, digest):
        assert job.known
        return replace(job.known, state=State.UNCHANGED)
    recipe = job.recipe
    opened = open_tracker(workbook, recipe.as_of, recipe.today, recipe.mapping)
    tracker = opened.tracker
    about = replace(
        blank, file=digest, tables=tables_hash(tracker.tables), recipe=recipe.hash(opened.assumed_today),
        status_date=tracker.as_of.isoformat(), findings=opened.findings, programme=tracker.settings.text("programme"),
        project=tracker.settings.text("project_id"),
    )  # fmt: skip
    folder = job.folder / job.source.folder
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*.tmp"):  # of a run that was ended in the middle of writing
        left.unlink(missing_ok=True)
    made = [_output(job, kind, _order(job, workbook, kind, scratch), opened) for kind in job.recipe.kinds]
    return replace(
        about, state=State.MADE, outputs=tuple(output for output, *_ in made),
        notes=tuple(note for *_, notes in made for note in notes), status=made[-1][1] if made else "",
    )  # fmt: skip


def _order(job: Job, workbook: Path, kind: str, scratch: Path) -> Order:
    recipe = job.recipe
    return Order(workbook, recipe.today, recipe.as_of, recipe.period, scratch / f"new {ending(kind)}",
                 recipe.template(kind), replace=True, remember=False, gate=recipe.gate)  # fmt: skip


def _output(job: Job, kind: str, order: Order, opened: Opened) -> tuple[Output, str, tuple[str, ...]]:
    """One document in its place, the overall status it tells, and what has to be said of it."""
    written = make(kind, order, opened)
    placed = _put(job, kind, written.path.read_bytes())
    path = placed.path.relative_to(job.folder).as_posix()
    notes = (*placed.notes, *(f"{placed.path.name}: {look}" for look in written.looks))
    return Output(kind, path, placed.sha256, placed.is_merged), written.report.status.word, notes


def _put(job: Job, kind: str, fresh: bytes) -> Placed:
    folder = job.folder / job.source.folder
    target = folder / f"{folder.name} {ending(kind)}"
    known = job.own.get(target.relative_to(job.folder).as_posix(), "")
    return place(fresh, Place(target, intended(folder) | {known}, job.replace))


def _is_current(job: Job, digest: str) -> bool:
    """Whether the last run made all documents, from the same bytes, and they lie there as it left them."""
    known = job.known
    if known is None or known.state is State.FAILED or known.file != digest:
        return False
    if known.recipe not in (job.recipe.hash(False), job.recipe.hash(True)):
        return False
    return all(_lies_there(job.folder / output.path, output.sha256) for output in known.outputs)


def _lies_there(path: Path, digest: str) -> bool:
    return path.is_file() and hash_of(path.read_bytes()) == digest


def _brief(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:160]}"
