"""Does a run still stand: the same workbooks, the same tables, the same documents when made again?

Depends on: actions.batch.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from hashlib import sha256
from pathlib import Path

from exectrack_xl.actions.batch import manifest
from exectrack_xl.actions.batch.job import Job, Outcome, State
from exectrack_xl.actions.batch.run import outcomes
from exectrack_xl.actions.batch.sources import Source


def verify(kept: Path, scratch: Path, executor: Executor) -> Iterator[str]:
    """Make everything in a manifest again as its run did, in the folder `scratch`, and say what is not the same.

    Raises:
        UsageError: the file is no manifest.
    """
    before = {outcome.key: outcome for outcome in manifest.kept(kept)}
    done = [outcome for outcome in before.values() if outcome.state is not State.FAILED]
    for outcome in done:
        yield from _on_disk(outcome, kept.parent)
    recipe = manifest.kept_recipe(kept)
    jobs = [Job(Source(one.key, one.location), scratch, recipe, force=True) for one in done]
    for now in outcomes(jobs, executor):
        yield from _compared(before[now.key], now)


def _on_disk(outcome: Outcome, folder: Path) -> Iterator[str]:
    for output in outcome.outputs:
        path = folder / output.path
        if not path.is_file():
            yield f"{output.path}: is gone."
        elif sha256(path.read_bytes()).hexdigest() != output.sha256:
            yield f"{output.path}: was changed after the run."


def _compared(before: Outcome, now: Outcome) -> Iterator[str]:
    if now.state is State.FAILED:
        yield f"{before.key}: cannot be made again: {now.reason}"
    elif now.tables != before.tables:
        yield f"{before.key}: its tables have changed since the run."
    else:
        again = {output.kind: output.sha256 for output in now.outputs}
        for output in before.outputs:
            if not output.is_merged and again[output.kind] != output.sha256:
                yield f"{output.path}: comes out otherwise when made again from the same tables."
