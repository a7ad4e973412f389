"""Where calls run: on this machine, or on a Dask cluster whose workers see the same folders.

Dask has no time limit for a task and repeats one that kills its worker; so a task runs the call under the same
supervisor inside the worker, and a workbook costs itself alone there too. A cluster worker that is lost costs nothing:
the scheduler gives its tasks to another. What a call raises comes back as it is, and is not tried again.
Depends on: errors, actions.batch.supervised; dask.distributed for a cluster.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from exectrack_xl.actions.batch.supervised import Limits, Supervised
from exectrack_xl.errors import UsageError

T = TypeVar("T")
PATIENCE = 10.0  # seconds to wait for a scheduler's answer


@contextmanager
def workers(count: int | None, limits: Limits, scheduler: str = "") -> Iterator[Executor]:
    """An executor for the length of a run: so many processes here, or the cluster behind a scheduler's address.

    Raises:
        UsageError: the cluster extra is not installed, or no scheduler answers there.
    """
    pool: Executor = _Clustered(scheduler, limits) if scheduler else Supervised(count or os.cpu_count() or 1, limits)
    try:
        yield pool
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Clustered(Executor):
    """Calls on a Dask cluster, each under a supervisor of its worker's own."""

    def __init__(self, scheduler: str, limits: Limits) -> None:
        try:
            from distributed import Client
        except ImportError as fault:
            raise UsageError("A cluster needs an extra package: pip install 'exectrack-xl[cluster]'.") from fault
        try:
            connect: Any = Client  # its signature has no types
            self._client = connect(scheduler, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as fault:
            raise UsageError(f"No scheduler answers at '{scheduler}'. Give its address: tcp://host:8786.") from fault
        self._limits = limits
        self._executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a call done by a worker of the cluster."""
        found: Future[T] = self._executor.submit(supervised_call, self._limits, fn, args, kwargs)
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; it goes on for others."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def supervised_call(limits: Limits, fn: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> T:
    """Do a call under the supervisor of this process."""
    return _supervisor(limits).submit(fn, *args, **kwargs).result()


def _supervisor(limits: Limits) -> Supervised:
    """The supervisor of this process: as many workers as the cluster lets it have calls at a time; they end with it."""
    with _GUARD:
        return _made(limits)


@lru_cache(maxsize=4)
def _made(limits: Limits) -> Supervised:
    return Supervised(_threads(), limits)


def _threads() -> int:
    from distributed import get_worker

    return int(get_worker().state.nthreads)


_GUARD = Lock()  # two tasks may begin at once, and shall share one supervisor
