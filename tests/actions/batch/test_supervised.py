"""An executor in which a call that goes wrong costs itself alone."""

from __future__ import annotations

import os
import time
from concurrent.futures import as_completed

import pytest

from exectrack_xl.actions.batch.supervised import Limits, Supervised, TimeLimitError, WorkerLostError
from tests.actions.batch import faults


def test_one_that_kills_its_worker_and_one_that_hangs_among_many_are_exactly_two_failures() -> None:
    began = time.monotonic()
    with Supervised(2, Limits(seconds=4)) as pool:
        calls = [pool.submit(faults.double, number) for number in range(20)]
        calls[5:5] = [pool.submit(faults.die), pool.submit(faults.hang)]
        calls += [pool.submit(faults.double, number) for number in range(20, 40)]
        faulty = [call.exception() for call in as_completed(calls) if call.exception()]
    assert sorted(type(fault).__name__ for fault in faulty) == ["TimeLimitError", "WorkerLostError"]
    assert [call.result() for call in calls if not call.exception()] == [2 * number for number in range(40)]
    assert time.monotonic() - began < 60  # not the hour that the hanging call would take


def test_a_call_whose_worker_somebody_else_killed_is_done_again(tmp_path) -> None:
    with Supervised(1) as pool:
        assert pool.submit(faults.die_once, str(tmp_path / "marker")).result() == "done"


def test_what_a_call_raises_reaches_the_caller_and_the_worker_goes_on() -> None:
    with Supervised(1) as pool:
        first = pool.submit(faults.process).result()
        with pytest.raises(ValueError, match="no such thing"):
            pool.submit(faults.refuse).result()
        assert pool.submit(faults.chatter).result() == "quiet"
        assert pool.submit(faults.process).result() == first != os.getpid()


def test_a_call_that_asks_for_too_much_memory_fails_alone() -> None:
    with Supervised(1, Limits(megabytes=200)) as pool:
        with pytest.raises((MemoryError, WorkerLostError)):
            pool.submit(faults.devour).result()
        assert pool.submit(faults.double, 4).result() == 8


def test_workers_are_replaced_after_so_many_calls() -> None:
    with Supervised(1, Limits(calls=2)) as pool:
        seen = [pool.submit(faults.process).result() for _ in range(4)]
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_closing_at_once_ends_what_hangs_and_cancels_what_waits() -> None:
    pool = Supervised(1)
    hanging, waiting = pool.submit(faults.hang), pool.submit(faults.double, 1)
    while not hanging.running():
        time.sleep(0)  # closed while its worker is being started, as a rule
    pool.shutdown(cancel_futures=True)
    assert waiting.cancelled()
    with pytest.raises((WorkerLostError, TimeLimitError)):
        hanging.result(timeout=30)
    with pytest.raises(RuntimeError):
        pool.submit(faults.double, 1)
