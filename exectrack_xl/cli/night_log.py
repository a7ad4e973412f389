"""The log of a night run for machines: one event a line, as JSON.

Depends on: errors, version, cli.clock, actions.batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from exectrack_xl.cli.clock import now
from exectrack_xl.errors import Severity, UsageError
from exectrack_xl.version import __version__

if TYPE_CHECKING:
    from exectrack_xl.actions.batch.job import Outcome
    from exectrack_xl.actions.batch.run import Done


class Log:
    """Events of one run; none is kept where no file was named."""

    def __init__(self, file: IO[str] | None) -> None:
        self._file = file

    def start(self, trackers: int, folder: Path) -> None:
        """A run begins."""
        self._note("start", trackers=trackers, out=str(folder), exectrack=__version__)

    def outcome(self, outcome: Outcome) -> None:
        """One workbook is done: what became of it, and why."""
        counts = {str(one): sum(found.severity is one for found in outcome.findings) for one in Severity}
        self._note(str(outcome.state), tracker=outcome.key, seconds=outcome.seconds, reason=outcome.reason,
                   findings=counts, notes=list(outcome.notes), outputs=[one.path for one in outcome.outputs],
                   tables=outcome.tables)  # fmt: skip

    def end(self, done: Done) -> None:
        """A run is over."""
        from exectrack_xl.actions.batch.job import State

        counts = {str(state): len(done.of(state)) for state in State}
        self._note("end", **counts, manifest=str(done.manifest))

    def _note(self, event: str, **what: Any) -> None:
        if self._file is not None:  # ASCII only: nothing in a name can end a line or steer a terminal
            moment = now().isoformat(timespec="milliseconds")
            self._file.write(json.dumps({"time": moment, "event": event, **what}) + "\n")
            self._file.flush()


@contextmanager
def log(path: Path | None) -> Iterator[Log]:
    """A log that adds to a file for the length of a run.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        yield Log(None)
        return
    try:
        file = path.open("a", encoding="ascii")
    except OSError as fault:
        raise UsageError(f"The log '{path}' cannot be written: {fault.strerror or fault}.") from fault
    with file:
        yield Log(file)
