"""The commands of the night run, and what they print. Depends on: actions.batch, cli.night_log,
cli.night_options, cli.plain."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from exectrack_xl.cli.night_log import log
from exectrack_xl.cli.night_options import limits, recipe, with_file
from exectrack_xl.cli.plain import plain

if TYPE_CHECKING:
    from exectrack_xl.actions.batch.job import Outcome
    from exectrack_xl.actions.batch.run import Done

MOST_FAILURES = 20  # lines on the terminal; the manifest has them all


def batch(arguments: argparse.Namespace) -> int:
    """Make the documents of every tracker in folders, patterns or storage addresses; unchanged ones are passed over."""
    from exectrack_xl.actions.batch.cluster import workers
    from exectrack_xl.actions.batch.job import State
    from exectrack_xl.actions.batch.run import Run, run
    from exectrack_xl.actions.batch.sources import find_sources

    wanted = with_file(arguments)
    sources = find_sources(wanted.sources, leave_out=wanted.out)
    order = Run(sources, wanted.out, recipe(wanted), wanted.force, wanted.replace)
    began, shown = time.monotonic(), progress(len(sources))
    with log(wanted.log) as noted, workers(wanted.jobs, limits(wanted), wanted.scheduler) as executor:
        noted.start(len(sources), wanted.out)

        def tell(outcome: Outcome) -> None:
            noted.outcome(outcome)
            shown(outcome.key)

        done = run(order, executor, tell)
        noted.end(done)
    _summary(done, time.monotonic() - began)
    return 1 if done.of(State.FAILED) else 0


def verify(arguments: argparse.Namespace) -> int:
    """Make everything that a run's manifest lists again, and say what does not come out the same."""
    from exectrack_xl.actions.batch.cluster import workers
    from exectrack_xl.actions.batch.verify import verify as again

    with TemporaryDirectory(prefix="exectrack-") as scratch, workers(arguments.jobs, limits(arguments)) as executor:
        found = list(again(arguments.manifest, Path(scratch), executor))
    for line in found:
        print(plain(line))
    print(f"{len(found)} differences." if found else "All documents come out the same.")
    return 1 if found else 0


def progress(count: int) -> Callable[[str], None]:
    """Tells on a terminal how far a run is, how fast, and how long it still takes; into a pipe, nothing."""
    began, shown, done = time.monotonic(), sys.stderr.isatty(), 0

    def tell(key: str) -> None:
        nonlocal done
        done += 1
        rate = done / max(time.monotonic() - began, 0.001)
        left = (count - done) / rate
        bar = "█" * (20 * done // count)
        text = f"{bar:░<20} {done}/{count}  {rate:.1f} a second, {left:.0f} s left  {plain(key)[:40]}"
        if shown:
            print(f"\r\033[K{text}", end="" if done < count else "\r\033[K", flush=True, file=sys.stderr)

    return tell


def _summary(done: Done, seconds: float) -> None:
    from exectrack_xl.actions.batch.job import State
    from exectrack_xl.actions.batch.namesakes import RULE

    failed = done.of(State.FAILED)
    for outcome in failed[:MOST_FAILURES]:
        print(f"failed  {plain(outcome.key)}: {plain(outcome.reason)}")
    if len(failed) > MOST_FAILURES:
        print(f"… and {len(failed) - MOST_FAILURES} more, all in {done.manifest.name}.")
    for outcome in done.outcomes:
        for said in outcome.notes:
            print(f"note    {plain(outcome.key)}: {plain(said)}")
        for finding in outcome.findings:
            if finding.rule == RULE:
                print(f"note    {plain(outcome.key)}: {plain(str(finding))}")
    counts = ", ".join(f"{len(done.of(state))} {state}" for state in State if done.of(state))
    print(f"{len(done.outcomes)} trackers in {seconds:.0f} s: {counts}. {done.manifest}")
