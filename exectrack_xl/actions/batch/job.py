"""One workbook of a run: read, judged and turned into its documents, in whatever process this happens.

Depends on: errors, package, actions.documents, actions.opening, actions.batch.recipe, actions.batch.sources.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from exectrack_xl.actions.batch.recipe import Recipe, ending, make
from exectrack_xl.actions.batch.sources import Source, fetch
from exectrack_xl.actions.documents import Order
from exectrack_xl.actions.opening import Opened, open_tracker
from exectrack_xl.errors import Finding, Severity, TrackerError
from exectrack_xl.tracker.identity import tables_hash

NEW = " (new)"  # what is added to the name of a document whose namesake somebody has edited


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


@dataclass(frozen=True)
class Outcome:
    """What became of one workbook, as the manifest keeps it."""

    key: str
    state: State
    location: str
    reason: str = ""  # why it failed and what to do, in a sentence
    file: str = ""  # SHA-256 of the workbook as it lay there
    tables: str = ""  # SHA-256 of its canonical tables
    recipe: str = ""  # SHA-256 of all else the documents depend on
    status_date: str = ""
    status: str = ""  # the overall status
    programme: str = ""
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
        """The hash of each document that an earlier run made, by path."""
        return {output.path: output.sha256 for output in self.known.outputs} if self.known else {}

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
            made = _done(job, fetch(job.source, Path(holder)), blank)
    except TrackerError as fault:
        made = replace(blank, reason=str(fault))
    except MemoryError:
        made = replace(blank, reason="needs more memory than a workbook may take. Is it really a tracker?")
    except OSError as fault:
        made = replace(blank, reason=f"{fault.filename or job.source.location}: {fault.strerror or fault}.")
    except Exception as fault:  # noqa: BLE001  # a fault of ours in one workbook must not end the night
        made = replace(blank, reason=f"could not be done, by a fault of this program ({_brief(fault)}). "
                                     "Send the workbook to its makers.")  # fmt: skip
    return replace(made, seconds=round(time.perf_counter() - began, 3))


def _done(job: Job, workbook: Path, blank: Outcome) -> Outcome:
    digest = sha256(workbook.read_bytes()).hexdigest() if workbook.is_file() else ""
    if not job.force and _is_current(job, digest):
        assert job.known
        return replace(job.known, state=State.UNCHANGED)
    recipe = job.recipe
    opened = open_tracker(workbook, recipe.as_of, recipe.today)
    tracker = opened.tracker
    about = replace(
        blank, file=digest, tables=tables_hash(tracker.tables), recipe=recipe.hash(opened.assumed_today),
        status_date=tracker.as_of.isoformat(), findings=opened.findings, programme=tracker.settings.text("programme"),
    )  # fmt: skip
    folder = job.folder / job.source.folder
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*.tmp"):  # of a run that was ended in the middle of writing
        left.unlink(missing_ok=True)
    made = list(_outputs(job, workbook, opened, folder))
    return replace(
        about, state=State.MADE, outputs=tuple(output for output, *_ in made),
        notes=tuple(said for *_, said in made if said), status=made[-1][1] if made else "",
    )  # fmt: skip


def _outputs(job: Job, workbook: Path, opened: Opened, folder: Path) -> Iterator[tuple[Output, str, str]]:
    """Each document, the overall status it tells, and what has to be said of it."""
    for kind in job.recipe.kinds:
        target = folder / f"{folder.name} {ending(kind)}"
        is_edited = not job.replace and _is_edited(job, target)
        if is_edited:
            target = target.with_stem(target.stem + NEW)
        order = Order(workbook, job.recipe.today, job.recipe.as_of, job.recipe.period, target,
                      job.recipe.template(kind), replace=True, remember=False)  # fmt: skip
        written = make(kind, order, opened)
        path = written.path.relative_to(job.folder).as_posix()
        output = Output(kind, path, sha256(written.path.read_bytes()).hexdigest())
        kept = f"{target.name.replace(NEW, '')} was edited by somebody and is kept; the new one is {target.name}."
        yield output, written.report.status.word, kept if is_edited else ""


def _is_edited(job: Job, target: Path) -> bool:
    """Whether a document lies there that is not as we made it."""
    made = job.own.get(target.relative_to(job.folder).as_posix(), "")
    return target.is_file() and sha256(target.read_bytes()).hexdigest() != made


def _is_current(job: Job, digest: str) -> bool:
    """Whether the last run made all documents, from the same bytes, and they lie there as it left them."""
    known = job.known
    if known is None or known.state is State.FAILED or known.file != digest:
        return False
    if known.recipe not in (job.recipe.hash(False), job.recipe.hash(True)):
        return False
    return all(_lies_there(job.folder / output.path, output.sha256) for output in known.outputs)


def _lies_there(path: Path, digest: str) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == digest


def _brief(fault: Exception) -> str:
    return f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:160]}"
