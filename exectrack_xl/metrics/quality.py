"""Quality against targets: one score of 10, what it rests on, and which mandatory gates failed.

Depends on: schema, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array

_SOURCE = "ISO/IEC 25023:2016, measures against target values, normalised linearly between floor and target"
GATE_CAP = 4.9  # the score while a mandatory gate fails
FEWEST = 0.5  # of the weight must be measured


@dataclass(frozen=True, eq=False)
class Measures:
    """The latest month of each measure, with its place between floor and target."""

    rows: Table
    share: Array  # 0 = at the floor, 1 = at the target, NaN = not measured
    weight: Array
    failed: Array  # a mandatory gate that misses its target

    @cached_property
    def names(self) -> list[str]:
        """What is measured, in small letters."""
        return [name.strip().casefold() for name in self.rows["measure"].tolist()]

    @property
    def coverage(self) -> float:
        """The share of the weight that is measured; NaN where nothing weighs."""
        total = float(self.weight.sum())
        return float(self.weight[~np.isnan(self.share)].sum()) / total if total > 0 else float("nan")


@derived(follows="quality")
def latest_rows(quality: Table) -> Table:
    """The row of the latest month of each measure of each initiative, up to the status date."""
    latest: dict[tuple[str, str], int] = {}
    dated = np.flatnonzero(~np.isnat(quality["month"]))
    order = dated[np.argsort(quality["month"][dated], kind="stable")]
    columns = (quality[name][order].tolist() for name in ("initiative", "measure"))
    for initiative, measure, row in zip(*columns, order.tolist(), strict=True):
        latest[initiative, measure.casefold()] = row
    return quality.take(np.array([latest[key] for key in sorted(latest)], dtype=int))


@derived
def latest_measures(latest_rows: Table) -> Measures:
    """The latest month of each measure of each initiative, up to the status date."""
    rows = latest_rows
    value, target, floor = rows["value"], rows["target"], rows["floor"]
    span = np.where(target == floor, np.nan, target - floor)
    share = np.clip((value - floor) / span, 0, 1)
    weight = np.where(np.isnan(rows["weight"]), 1.0, rows["weight"])
    failed = (rows["gate"] == "Yes") & (share < 1)
    return Measures(rows, share, weight, failed)


def score_of(share: Array, weight: Array, failed: Array) -> float:
    """The weighted mean of the shares, of 10; at most 4.9 while a gate fails, NaN where too little is measured."""
    known = ~np.isnan(share)
    total, measured = float(weight.sum()), float(weight[known].sum())
    if measured <= 0 or measured < FEWEST * total:
        return float("nan")
    score = 10 * float((weight[known] * share[known]).sum()) / measured
    return min(score, GATE_CAP) if failed.any() else score


@metric(
    label="Quality score", unit=Unit.SCORE, group=Group.QUALITY, source=_SOURCE,
    bands=Bands("quality_green", "quality_yellow"),
    formula="10 · Σ weight · clamp((value − floor) ÷ (target − floor), 0, 1) ÷ Σ weight",
)  # fmt: skip
def quality_score(latest_measures: Measures) -> float:
    """How near the quality measures are to their targets, of 10: the weighted mean of each measure's latest month.

    A measure at its floor counts 0 and at its target 1, whichever of the two is higher. A measure without a value
    drops out with its weight; with less than half of the weight measured there is no score. While a mandatory gate
    misses its target, the score is at most 4.9.
    """
    return score_of(latest_measures.share, latest_measures.weight, latest_measures.failed)


@metric(
    label="Quality coverage", unit=Unit.TEXT, group=Group.QUALITY, source=_SOURCE, result=Result.TEXT,
    formula="measures with a value, of all measures",
)  # fmt: skip
def quality_coverage(latest_measures: Measures) -> str:
    """How many measures the quality score rests on, as "4 of 6"; blank where nothing is measured.

    Measures of weight 0 are watched, but do not count.
    """
    share = latest_measures.share[latest_measures.weight > 0]
    return f"{np.count_nonzero(~np.isnan(share))} of {len(share)}" if len(share) else ""


@metric(
    label="Quality measures", unit=Unit.TEXT, group=Group.QUALITY, source=_SOURCE, result=Result.TABLE,
    formula="each measure's latest month, lowest score first",
)  # fmt: skip
def quality_measures(latest_measures: Measures) -> Listing:
    """Each measure's latest value against target and floor, failed gates first, then the lowest score."""
    rows, share, failed = latest_measures.rows, latest_measures.share, latest_measures.failed
    order = np.lexsort((rows["measure"].astype(str), np.where(np.isnan(share), 2, share), ~failed))
    columns: list[list[Any]] = [rows[name][order].tolist() for name in _SHOWN.values()]
    scores = (10 * share[order]).tolist()
    return Listing(
        (*_SHOWN, "Weight", "Score", "Gate failed"),
        tuple(zip(*columns, latest_measures.weight[order].tolist(), scores, failed[order].tolist(), strict=True)),
    )


def smallest_rise(measures: Measures, goal: float) -> list[tuple[int, float]]:
    """The fewest measures that must change to reach a score, and to what value: (row, value) in that order.

    Failed gates must reach their targets first. Then the one measure that needs the smallest step between floor and
    target; where no single one suffices, the one that weighs most goes to its target and the rest is sought again.
    """
    share, weight = measures.share.copy(), measures.weight
    rises: dict[int, float] = dict.fromkeys(map(int, np.flatnonzero(measures.failed)), 1.0)
    share[measures.failed] = 1.0
    known = ~np.isnan(share)
    missing = goal / 10 * float(weight[known].sum()) - float((weight[known] * share[known]).sum())
    while missing > 1e-9:
        room = np.where(known, weight * (1 - share), 0.0)
        enough = room >= missing - 1e-9
        row = int(np.argmax(np.where(enough, weight, -1.0) if enough.any() else room))
        step = min(float(room[row]), missing)
        if step <= 0:
            break
        share[row] += step / weight[row]
        missing -= step
        rises[row] = min(1.0, float(share[row]))
    floor, target = measures.rows["floor"], measures.rows["target"]
    return [(row, float(floor[row] + part * (target[row] - floor[row]))) for row, part in rises.items()]


_SHOWN = {
    "Measure": "measure", "Initiative": "initiative", "Month": "month", "Value": "value", "Target": "target",
    "Floor": "floor", "Unit": "unit",
}  # fmt: skip
