"""The other end of a supervisor: a process that does one call after another and never outlives who started it.

Started as `python -m exectrack_xl.actions.batch.worker LIMIT`, with the most memory it may ask for in bytes; 0 is no
limit. Depends on: actions.batch.wire.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from exectrack_xl.actions.batch import wire

DONE, RAISED = "done", "raised"
ORPHANED = 3  # the exit code of a worker whose supervisor is gone


def main() -> None:
    """Take calls from standard input and answer on standard output, until the input ends."""
    orders, answers = _own_pipes()
    limit_memory(int(sys.argv[1]))
    calls: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_read, args=(orders, calls), daemon=True).start()
    while True:
        function, given, named = calls.get()
        try:
            answer = (DONE, function(*given, **named))
        except BaseException as fault:  # noqa: BLE001  # whatever it is, it is the caller's to judge
            answer = (RAISED, fault)
        _answer(answers, answer)


def limit_memory(more: int) -> None:
    """Let this process ask for so many bytes more than it has now; where the system can't, there is no limit."""
    if more <= 0 or sys.platform == "win32":
        return
    import resource

    held = Path("/proc/self/statm")
    now = int(held.read_text().split()[0]) * resource.getpagesize() if held.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = now + more
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the supervisor, out of reach of whatever a library prints or reads."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return orders, answers


def _read(orders: IO[bytes], calls: SimpleQueue[Any]) -> None:
    try:
        while True:
            calls.put(wire.receive(orders))
    except EOFError:
        os._exit(ORPHANED)  # at once, whatever hangs in the main thread


def _answer(answers: IO[bytes], answer: tuple[str, Any]) -> None:
    try:
        wire.send(answers, answer)
    except OSError:
        os._exit(ORPHANED)
    except Exception as fault:  # noqa: BLE001  # an answer that cannot be pickled
        wire.send(answers, (RAISED, RuntimeError(f"The answer cannot be sent: {fault}")))


if __name__ == "__main__":
    main()
