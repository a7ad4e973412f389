"""Key performance indicators: who answers for which, how well they are kept, and the position in the market.

Depends on: schema, metrics.registry.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed, place
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import DIMENSION, LEVEL
from exectrack_xl.schema.table import Array

DAYS = {"Daily": 4, "Weekly": 10, "Monthly": 45, "Quarterly": 135}  # how old a value may be, with time to measure it


@metric(
    label="Position in the market", unit=Unit.TEXT, group=Group.BENEFITS, source=HOUSE, result=Result.TABLE,
    formula="outside measures: value, previous value, change, source and evidence",
)  # fmt: skip
def market_position(kpis: Table, as_of: date) -> Listing:
    """What others measure about us: each outside measure with its change, source and evidence.

    No formula for a position in the market is honest, so there is none: a number without evidence says so, and none
    gets a colour.
    """
    rows = kpis.take((kpis["external"] == "Yes") & ~(kpis["measured"] > np.datetime64(as_of)))
    cells = (rows[name].tolist() for name in ("name", "value", "previous", "direction", "target", "unit",
                                              "measured", "source", "evidence"))  # fmt: skip
    return Listing(
        ("Indicator", "Value", "Previous value", "Change", "Verdict", "Target", "Unit", "Measured on", "Source",
         "Evidence"),
        tuple(_moved(*row) for row in zip(*cells, strict=True)),
    )  # fmt: skip


@metric(
    label="Indicators", unit=Unit.TEXT, group=Group.STATUS, source=HOUSE, result=Result.TABLE,
    formula="indicators by level and dimension, with owner, target and source",
)  # fmt: skip
def kpi_listing(kpis: Table) -> Listing:
    """The indicators that are watched, by level and dimension: who answers for each, and where it comes from."""
    return listed(kpis, _SHOWN, place(kpis["level"], LEVEL), place(kpis["dimension"], DIMENSION), kpis["id"])


@metric(
    label="Transparency", unit=Unit.SHARE, group=Group.STATUS, source=HOUSE, bands=Bands(0.9, 0.7),
    formula="indicators with owner, target, source and a value of their cadence ÷ all indicators",
)  # fmt: skip
def transparency_index(kpis: Table, as_of: date) -> float:
    """The share of indicators that are kept well: with owner, target, source, and a value not older than its cadence.

    An indicator that a function of the tracker gives is always up to date.
    """
    told = _filled(kpis["owner"]) & ~np.isnan(kpis["target"]) & _filled(kpis["source"])
    return ratio(float(np.count_nonzero(told & _is_fresh(kpis, as_of))), float(len(kpis)))


_SHOWN = {
    "ID": "id", "Indicator": "name", "Level": "level", "Dimension": "dimension", "Owner": "owner",
    "Function": "function", "Target": "target", "Value": "value", "Unit": "unit", "Measured on": "measured",
    "Cadence": "cadence", "Source": "source",
}  # fmt: skip


def _moved(
    name: str, value: float, previous: float, direction: str, target: float, *rest: Any
) -> tuple[Any, ...]:  # fmt: skip
    change = value - previous
    evidence = rest[-1]
    better = change if direction != "Lower is better" else -change
    verdict = "Better" if better > 0 else "Worse" if better < 0 else "Unchanged"
    if not evidence.strip():
        verdict = "No evidence"
    elif math.isnan(change):
        verdict = "First value"
    return name, value, previous, change, verdict, target, *rest


def _filled(texts: Array) -> Array:
    return np.array([bool(text.strip()) for text in texts.tolist()], dtype=bool)


def _is_fresh(kpis: Table, as_of: date) -> Array:
    """Which indicators have a function, or a value not older than their cadence allows."""
    limits = np.array([np.datetime64(as_of - timedelta(days=DAYS.get(word, DAYS["Quarterly"])))
                       for word in kpis["cadence"].tolist()], dtype="datetime64[D]")  # fmt: skip
    fresh: Array = _filled(kpis["function"]) | (kpis["measured"] >= limits)
    return fresh
