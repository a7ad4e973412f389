"""The night run: one workbook over the floor, beside the naive way; many of them in a pool, and on a Dask cluster.

Every workbook is made again each time (`force`), by workers that have done their imports. CPU rows count the processor
time of all processes, the others the time of the wall. Three rounds take a few minutes. Linux only.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from time import process_time

from benchmarks.documents import FLOOR, floor
from benchmarks.naive import naive_deck
from benchmarks.rows import Bench, Row
from exectrack_xl.actions.batch.cluster import workers
from exectrack_xl.actions.batch.job import Job, Outcome, State, do
from exectrack_xl.actions.batch.recipe import Recipe
from exectrack_xl.actions.batch.run import outcomes
from exectrack_xl.actions.batch.sources import Source
from exectrack_xl.actions.batch.supervised import Limits, Supervised

WORKERS, COUNT = 2, 4
SEQUENTIAL, POOL = f"{COUNT} workbooks, one after the other", f"{COUNT} workbooks, a pool of 2"
CPU_SEQUENTIAL = "processor time, one after the other"
_TICK = os.sysconf("SC_CLK_TCK")
_peak = {"MB": 0.0}


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    jobs = [_job(bench, number) for number in range(COUNT)]
    pool = Supervised(WORKERS)
    cluster = _cluster()
    atexit.register(pool.shutdown, cancel_futures=True)

    def sequential() -> None:
        _sound([do(job) for job in jobs])

    def pooled(executor: Executor) -> None:
        _sound(list(outcomes(jobs, executor)))
        _peak["MB"] = max(_peak["MB"], _pss([os.getpid(), *pool.processes()]))

    def processor() -> float:
        return process_time() + sum(map(_cpu, pool.processes()))

    return [
        floor(bench),
        Row("a workbook of a night run: deck and report", lambda: _sound([do(jobs[0])]), gate=3, target=2,
            against=FLOOR),
        Row("the naive way: a deck of the same size", lambda: naive_deck(bench.path, bench.folder / "naive.pptx"),
            against=FLOOR),
        Row(SEQUENTIAL, sequential),
        Row(POOL, lambda: pooled(pool), gate=0.714, target=0.556, against=SEQUENTIAL),
        Row("the same on a Dask cluster of 2", lambda: pooled(cluster), gate=1.25, target=1.25, against=POOL),
        Row(CPU_SEQUENTIAL, sequential, clock=processor),
        Row("processor time, a pool of 2", lambda: pooled(pool), gate=1.25, target=1.1, against=CPU_SEQUENTIAL,
            clock=processor),
    ]  # fmt: skip


def note() -> str:
    """What is no ratio."""
    gate, target = 200 + 110 * WORKERS, 150 + 75 * WORKERS
    return (f"Memory (PSS) of all processes after a run with a pool of {WORKERS}: {_peak['MB']:.0f} MB; gate {gate}, "
            f"target {target}. Efficiency of the pool = 1 / (2 x its figure).")  # fmt: skip


def _job(bench: Bench, number: int) -> Job:
    path = bench.folder / f"night {number}.xlsx"
    path.write_bytes(bench.data)
    return Job(Source(path.name, str(path)), bench.folder / "night", Recipe(date(2026, 10, 31)), force=True)


def _cluster() -> Executor:
    from distributed import LocalCluster

    started = LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    manager = workers(None, Limits(), started.scheduler_address)
    atexit.register(started.close)
    atexit.register(manager.__exit__, None, None, None)
    return manager.__enter__()


def _sound(found: Sequence[Outcome]) -> None:
    wrong = [outcome.reason for outcome in found if outcome.state is not State.MADE]
    if wrong:
        raise SystemExit(f"The night run fails: {wrong[0]}")


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _pss(processes: Sequence[int]) -> float:
    """Megabytes, memory that several share counted once."""
    lines = (line for one in processes for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
