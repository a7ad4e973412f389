"""Laws that every number of the catalogue keeps, shown on the sample programme."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

import pytest

from exectrack_xl.metrics import METRICS, evaluate
from exectrack_xl.metrics.registry import Listing, Series, Unit
from exectrack_xl.sample import cells
from exectrack_xl.schema import SHEETS, Kind
from exectrack_xl.tracker import Tracker

RATE = 7.0
PLACES = {"this_week"}  # names the cell that a row stands in


def valued(change: Callable[[str, list[Any]], list[Any]]) -> dict[str, Any]:
    """All numbers of the sample after a change of the body of each sheet."""
    sheets = {name: [rows[0], *change(name, [list(row) for row in rows[1:]])] for name, rows in cells().items()}
    return evaluate(Tracker.from_cells("sample.xlsx", sheets))


@cache
def as_it_is() -> dict[str, Any]:
    return valued(lambda _, rows: rows)


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-9, abs=1e-9, nan_ok=True)
    if isinstance(one, Series):
        return bool(one.dates == other.dates) and one.values == pytest.approx(other.values)
    if isinstance(one, Listing):  # some lists follow the sheet: they hold the same rows
        ours, theirs = ([str([_rounded(cell) for cell in row]) for row in found.rows] for found in (one, other))
        return sorted(ours) == sorted(theirs)
    return bool(one == other)


def _rounded(cell: Any) -> Any:
    return float(f"{cell:.9g}") if isinstance(cell, float) and math.isfinite(cell) else cell


@pytest.mark.parametrize("seed", [1, 2])
def test_reordering_the_rows_of_every_sheet_changes_nothing(seed: int) -> None:
    def mixed(name: str, rows: list[Any]) -> list[Any]:
        if name != "settings":
            Random(f"{seed} {name}").shuffle(rows)
        return rows

    other = valued(mixed)
    assert [name for name, value in as_it_is().items() if name not in PLACES and not same(value, other[name])] == []


def test_another_currency_scales_money_and_nothing_else() -> None:
    def scaled(name: str, rows: list[Any]) -> list[Any]:
        kinds = {column.header: column.kind for column in SHEETS[name].typed}
        money = [place for place, header in enumerate(cells()[name][0]) if kinds[header] is Kind.MONEY]
        return [[cell * RATE if place in money and isinstance(cell, float) else cell for place, cell in enumerate(row)]
                for row in rows]  # fmt: skip

    other = valued(scaled)
    for name, value in as_it_is().items():
        if isinstance(value, float):
            times = RATE if METRICS[name].unit is Unit.MONEY else 1.0
            assert other[name] == pytest.approx(times * value, rel=1e-9, nan_ok=True), name
