"""An executor whose calls run in processes of their own, each with a limit of time and memory.

The standard pool loses every later call when one kills its worker, and never shuts down when one hangs. Here such a
call costs itself alone: it is ended, its future says so, and a new worker takes its place. A worker is a plain child
process, so that this also works inside a cluster's worker, which may have no `multiprocessing` children.
Depends on: errors, actions.batch.wire, actions.batch.worker.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from exectrack_xl.actions.batch import wire, worker
from exectrack_xl.errors import TrackerError

T = TypeVar("T")
MEGABYTE = 2**20
ATTEMPTS = 2  # a worker may be killed by somebody else; a call that kills two is to blame


class WorkerLostError(TrackerError):
    """The call ended its process: a crash of a library, or no memory left."""


class TimeLimitError(TrackerError):
    """The call was not over in time and was ended."""


@dataclass(frozen=True)
class Limits:
    """What one call may take; `calls` is how many a worker does before a fresh one takes its place."""

    seconds: float = 120.0
    megabytes: int = 1024  # beyond what an idle worker holds; 0 = no limit; not enforced on Windows
    calls: int = 200


@dataclass
class _Call:
    future: Future[Any]
    work: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
    attempts: int = 0


@dataclass(eq=False)
class _Worker:
    """One child process, used by one thread."""

    process: subprocess.Popen[bytes]
    done: int = 0
    late: bool = False

    def ask(self, work: Any, seconds: float) -> tuple[str, Any]:
        """The answer to one call.

        Raises:
            EOFError, OSError: the process is gone; `late` says whether it was ended for being so.
        """
        assert self.process.stdin
        assert self.process.stdout
        watch = threading.Timer(seconds, self._end)
        watch.start()
        try:
            wire.send(self.process.stdin, work)
            answer: tuple[str, Any] = wire.receive(self.process.stdout)
        finally:
            watch.cancel()
        self.done += 1
        return answer

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                _close(pipe)
        self.process.wait()

    def _end(self) -> None:
        self.late = True
        self.process.kill()


class Supervised(Executor):
    """So many workers side by side. Functions and their arguments must be importable and picklable."""

    def __init__(self, workers: int, limits: Limits = Limits()) -> None:  # frozen
        self._limits = limits
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._running: set[_Worker] = set()
        self._guard = threading.Lock()
        self._closed = self._abandoned = False
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call done as soon as a worker is free.

        The future raises TimeLimitError or WorkerLostError where the call had to be ended or ended its worker.
        """
        if self._closed:
            raise RuntimeError("This executor is closed.")
        future: Future[T] = Future()
        self._calls.put(_Call(future, (fn, args, kwargs)))
        return future

    def processes(self) -> tuple[int, ...]:
        """The process IDs of the workers that live now."""
        with self._guard:
            return tuple(one.process.pid for one in self._running)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the calls end, or with `cancel_futures` end them now; then end the workers."""
        self._closed = True
        if cancel_futures:
            self._abandon()
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def _abandon(self) -> None:
        with suppress(Empty):
            while True:
                call = self._calls.get_nowait()
                if call is not None and not call.future.cancel():  # one that waited for its second attempt
                    call.future.set_exception(WorkerLostError("ended the process it ran in"))
        with self._guard:
            self._abandoned = True
            for one in self._running:
                one.process.kill()

    def _serve(self) -> None:
        """One thread's work: a call, its worker, the answer; until the executor is closed."""
        own: _Worker | None = None
        while (call := self._calls.get()) is not None:
            if call.attempts or call.future.set_running_or_notify_cancel():
                own = self._do(call, own)
        self._dismiss(own)

    def _do(self, call: _Call, own: _Worker | None) -> _Worker | None:
        call.attempts += 1
        own = own or self._hire()
        try:
            kind, answer = own.ask(call.work, self._limits.seconds)
        except (EOFError, OSError):
            self._dismiss(own)
            self._lost(call, own)
            return None
        except Exception as fault:  # noqa: BLE001  # a call that cannot be pickled is the caller's fault
            call.future.set_exception(fault)
            return own
        if kind == worker.DONE:
            call.future.set_result(answer)
        else:
            call.future.set_exception(answer)
        return self._rested(own, answer)

    def _lost(self, call: _Call, own: _Worker) -> None:
        """Say why a call has no answer, or try it once more where it may not be to blame."""
        if own.late:
            call.future.set_exception(TimeLimitError(f"was not done within {self._limits.seconds:g} seconds"))
        elif call.attempts < ATTEMPTS and not self._closed:
            self._calls.put(call)
        else:
            call.future.set_exception(WorkerLostError("ended the process it ran in"))

    def _rested(self, own: _Worker, answer: Any) -> _Worker | None:
        """The worker for the next call: none after many calls, or when it ran out of memory."""
        if own.done < self._limits.calls and not isinstance(answer, MemoryError):
            return own
        self._dismiss(own)
        return None

    def _hire(self) -> _Worker:
        limit = str(self._limits.megabytes * MEGABYTE)
        made = _Worker(subprocess.Popen(
            [sys.executable, "-P", "-m", "exectrack_xl.actions.batch.worker", limit],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is the supervisor's to hear
        ))  # fmt: skip
        with self._guard:
            self._running.add(made)
            if self._abandoned:  # closed while this one was being started
                made.process.kill()
        return made

    def _dismiss(self, own: _Worker | None) -> None:
        if own is not None:
            own.close()
            with self._guard:
                self._running.discard(own)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # the other end is gone, and what was left to write with it
