"""What a benchmark is made of: a workbook to work on, and rows that time one thing each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

Times = dict[str, list[float]]  # label -> milliseconds, one entry per round


@dataclass(frozen=True)
class Bench:
    """The generated tracker, in a file and in memory, and a folder to write to."""

    path: Path
    data: bytes
    folder: Path


@dataclass(frozen=True)
class Row:
    """One thing to time, and what it is measured against.

    `against` is the label of another row; "" stands for the first one of all. `gate` and `target` are goals: ratios to
    that row, or where `is_added` is set milliseconds on top of it.
    """

    label: str
    run: Callable[[], object]
    gate: float | None = None
    target: float | None = None
    against: str = ""
    is_added: bool = False
    clock: Callable[[], float] = perf_counter  # seconds; another one counts processor time


def timed(rows: list[Row], rounds: int) -> Times:
    """Milliseconds of every row in every round; the rows take turns, so that noise hits all alike."""
    for row in rows:
        row.run()  # imports and caches are paid before the clock runs
    times: Times = {row.label: [] for row in rows}
    for _ in range(rounds):
        for row in rows:
            start = row.clock()
            row.run()
            times[row.label].append((row.clock() - start) * 1000)
    return times


def lines(rows: list[Row], times: Times) -> list[str]:
    """The table of results: each row's median and least time, and both over those of what it is measured against.

    A figure is a ratio, or with a plus the milliseconds added. The one of the least times is the steadier.
    """
    written = [f"{'':52}{'median ms':>10}{'min ms':>8}{'figure':>8}{'of min':>8}{'gate':>7}{'target':>8}  goal"]
    for row in rows:
        taken, measure = times[row.label], times[row.against or rows[0].label]
        figures = [_figure(row, statistic(taken), statistic(measure)) for statistic in (median, min)]
        shown = "".join(f"{_shown(row, figure):>8}" for figure in figures)
        goals = f"{_goal(row.gate):>7}{_goal(row.target):>8}"
        verdict = _verdict(row, max(figures))
        written.append(f"{row.label:52}{median(taken):10.1f}{min(taken):8.1f}{shown}{goals}  {verdict}".rstrip())
    return written


def _figure(row: Row, taken: float, measure: float) -> float:
    return taken - measure if row.is_added else taken / measure


def _shown(row: Row, figure: float) -> str:
    return f"+{figure:.0f}" if row.is_added else f"{figure:.2f}"


def _goal(goal: float | None) -> str:
    return "" if goal is None else f"{goal:g}"


def _verdict(row: Row, figure: float) -> str:
    """What the worse of both figures reaches."""
    if row.gate is None or row.target is None:
        return ""
    return "target met" if figure <= row.target else "gate met" if figure <= row.gate else "gate not met"
