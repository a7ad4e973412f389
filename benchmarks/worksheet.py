"""What a cell costs: worksheet functions as a spreadsheet calls them, and `refresh`, over native formulas."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.rows import Bench, Row
from exectrack_xl import sample
from exectrack_xl.actions.refresh import refresh
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.locating import homes
from exectrack_xl.excel.metadata import read_metadata
from exectrack_xl.excel.opening import open_package
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.metrics import METRICS, Result, evaluate
from exectrack_xl.metrics.worksheet import CellFunction, cell_functions
from exectrack_xl.schema import Profile, Sheet, Table
from exectrack_xl.tracker import Tracker
from udfs.answers import Answers
from udfs.tables import TableMemory

CALLS = 10_000
DAY = date(2026, 9, 30)  # counts only where Settings have no status date
SAMPLE = sample.cells()
FUNCTIONS = cell_functions()
SCORE = FUNCTIONS["RISK_SCORE"]
BY_METRIC = {f.metric.name: f for f in FUNCTIONS.values() if f.metric and f.metric.result is Result.SCALAR}
SCALARS = [function for name, function in BY_METRIC.items() if not METRICS[name].costly]
SIMULATED = ["p_date", "p_on_time"]
COLUMN = tuple((float(row % 3 + 1),) for row in range(CALLS))
SUMS, PRODUCTS, ARRAY = "a sum by NumPy for each function", "10,000 products, each a call", "10,000 products by NumPy"
FLOOR = "reading the built sample, evaluating it"
BY_ENGINE = "p_date and p_on_time by the engine"


class SampleBook:
    """The sample's tables, read anew by each call as Calc's are."""

    key = "sample"

    def __init__(self, memory: TableMemory) -> None:
        self._memory = memory

    def table(self, sheet: Sheet) -> Table | None:
        """The table of this sheet; None where the sample has none."""
        return self._memory.table(sheet, SAMPLE[sheet.name]) if sheet.name in SAMPLE else None


class Host:
    """A spreadsheet program that costs nothing itself."""

    def __init__(self) -> None:
        memory = TableMemory()
        self._answers, self._book = Answers(memory), SampleBook(memory)

    def show(self, function: CellFunction, **given: Any) -> Any:
        """What a cell with this function shows."""
        return self._answers.answer(function, given, self._book)


def rows(bench: Bench) -> list[Row]:
    """The rows of this subject."""
    kept, column = Host(), np.arange(100.0)
    edited, current = built_sample(bench.folder), bench.folder / "refreshed.xlsm"
    simulated = [BY_METRIC[name] for name in SIMULATED]

    def refreshed() -> None:
        shutil.copyfile(edited, current)
        refresh(current, DAY)

    return [
        Row(SUMS, lambda: [float(column.sum()) for _ in SCALARS]),
        Row(f"{len(SCALARS)} scalar functions, first calls", lambda: _all(Host(), SCALARS), against=SUMS),
        Row(f"{len(SCALARS)} scalar functions, nothing changed", lambda: _all(kept, SCALARS), against=SUMS),
        Row(PRODUCTS, lambda: [_product(3.0, 3.0) for _ in range(CALLS)]),
        Row("10,000 calls RISK_SCORE(3,3)", lambda: _scores(kept), against=PRODUCTS),
        Row(ARRAY, lambda: (np.array(COLUMN) * np.array(COLUMN)).tolist()),
        Row("one call RISK_SCORE of 10,000 rows", lambda: kept.show(SCORE, probability=COLUMN, impact=COLUMN),
            against=ARRAY),
        Row(BY_ENGINE, lambda: evaluate(Tracker.from_cells("sample", SAMPLE, DAY), SIMULATED)),
        Row("P_DATE and P_ON_TIME, first calls", lambda: _all(Host(), simulated), against=BY_ENGINE),
        Row("P_DATE and P_ON_TIME, nothing changed", lambda: _all(kept, simulated), against=SUMS),
        Row(FLOOR, lambda: evaluate(read(edited))),
        Row("refresh of the built sample, one cost edited", refreshed, gate=2, target=2, against=FLOOR),
    ]  # fmt: skip


def _product(one: float, other: float) -> float:
    return one * other


def _all(host: Host, functions: list[CellFunction]) -> None:
    for function in functions:
        host.show(function)


def _scores(host: Host) -> None:
    for _ in range(CALLS):
        host.show(SCORE, probability=3.0, impact=3.0)


def built_sample(folder: Path) -> Path:
    """The sample as a workbook, up to date but for one cost."""
    path = new_workbook(folder / "sample.xlsm", sample=True, profile=Profile.FULL)
    refresh(path, DAY)
    costs = read(path)["costs"]
    place = homes(read_metadata(open_package(path)))["costs"].place.name
    patch(path, [SetValue(place, costs.cell("actual_cost", 0), 1_142_200.0)])
    return path


def note() -> str:
    """What one call of one function takes."""
    host = Host()
    return "\n".join(_calls(host, label) for label in ("first call", "nothing changed"))


def _calls(host: Host, label: str) -> str:
    taken = []
    for function in SCALARS:
        start = perf_counter()
        host.show(function)
        taken.append((perf_counter() - start) * 1000)
    return f"One scalar function, {label}: median {median(taken):.3f} ms, most {max(taken):.3f} ms."
