"""What a benchmark is made of: a workbook to work on, and rows that time one thing each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Bench:
    """The generated tracker, in a file and in memory."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class Row:
    """One thing to time; `gate` and `target` are ratios to the measure, where a goal is set."""

    label: str
    run: Callable[[], object]
    gate: float | None = None
    target: float | None = None


def timed(rows: list[Row], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of every row in every round; the rows take turns, so that noise hits all alike."""
    for row in rows:
        row.run()  # imports and caches are paid before the clock runs
    times: dict[str, list[float]] = {row.label: [] for row in rows}
    for _ in range(rounds):
        for row in rows:
            start = perf_counter()
            row.run()
            times[row.label].append((perf_counter() - start) * 1000)
    return times


def lines(rows: list[Row], times: dict[str, list[float]]) -> list[str]:
    """The table of results; all ratios are to the first row. The least of all rounds is steadier than the median."""
    measure = times[rows[0].label]
    written = [f"{'':46}{'median ms':>10}{'min ms':>9}{'ratio':>8}{'of min':>8}{'gate':>7}{'target':>8}"]
    for row in rows:
        taken = times[row.label]
        gate, target = (f"{goal:.2f}" if goal else "" for goal in (row.gate, row.target))
        written.append(
            f"{row.label:46}{median(taken):10.1f}{min(taken):9.1f}"
            f"{median(taken) / median(measure):8.2f}{min(taken) / min(measure):8.2f}{gate:>7}{target:>8}"
        )
    return written
