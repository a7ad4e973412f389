"""A run on a Dask cluster of two local worker processes, one of which is killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from exectrack_xl.actions.batch.cluster import workers
from exectrack_xl.actions.batch.supervised import Limits
from exectrack_xl.errors import UsageError
from tests.actions.batch import faults

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each a process of its own, as `dask scheduler` and `dask worker` start them."""
    folder = tmp_path_factory.mktemp("cluster")
    note = folder / "scheduler.json"
    given = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
            "--no-dashboard", "--scheduler-file", str(note)]  # fmt: skip
    started = [subprocess.Popen(dask, **given)]
    try:
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(note), "--no-nanny",
                  "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]  # fmt: skip
        started += [subprocess.Popen(worker, **given) for _ in range(2)]
        yield _address(note), started[1:]
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _address(note: Path) -> str:
    import json

    for _ in range(600):
        if note.exists() and note.stat().st_size:
            return str(json.loads(note.read_text())["address"])
        time.sleep(0.05)
    raise AssertionError("the scheduler did not start")


def test_a_poisoned_and_a_hanging_call_are_two_failures_in_time_and_a_killed_worker_is_none(cluster) -> None:
    address, processes = cluster
    limits = Limits(seconds=6)
    with workers(None, limits, address) as executor:
        assert [executor.submit(faults.double, 1).result(timeout=60)] == [2]  # both are there and have imported
        began = time.monotonic()
        calls = [executor.submit(faults.double, number) for number in range(20)]
        bad = [executor.submit(faults.die), executor.submit(faults.hang)]
        calls += [executor.submit(faults.slow_double, number) for number in range(20, 40)]
        faulty = sorted(type(call.exception(timeout=90)).__name__ for call in bad)
        os.kill(processes[0].pid, signal.SIGKILL)
        assert [call.result(timeout=90) for call in calls] == [2 * number for number in range(40)]
    assert faulty == ["TimeLimitError", "WorkerLostError"]
    assert time.monotonic() - began < 40  # once the time limit, not once for each repetition


def test_the_same_bytes_come_from_a_cluster(cluster, small_folder, tmp_path, capsys) -> None:
    from exectrack_xl.cli import main
    from tests.actions.batch.test_run import hashes

    given = ["batch", str(small_folder), "--as-of", "2026-10-31", "--kind", "report", "--kind", "deck"]
    assert main([*given, "--out", str(tmp_path / "here"), "--jobs", "2"]) == 0
    assert main([*given, "--out", str(tmp_path / "there"), "--scheduler", cluster[0]]) == 0
    assert hashes(tmp_path / "there") == hashes(tmp_path / "here")
    assert len(hashes(tmp_path / "here")) == 4


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exectrack_xl.actions.batch.cluster.PATIENCE", 0.5)
    with pytest.raises(UsageError, match=r"No scheduler answers at 'tcp://127\.0\.0\.1:9'"), \
            workers(None, Limits(), "tcp://127.0.0.1:9"):  # fmt: skip
        pass
