"""How past forecasts turned out: of the dates we gave, how many were kept.

A forecast is decided when its milestone is reached, or when its date has passed and it is not. Depends on: schema,
tracker, metrics.registry, metrics.trend.milestones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.metrics.trend.milestones import Told
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker.history import SIMULATED, events

_HORIZONS = (("Up to 30 days ahead", 0, 30), ("31 to 90 days ahead", 31, 90), ("Over 90 days ahead", 91, np.inf))
_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class Decided:
    """Past forecasts whose outcome is known: how far ahead they looked, and by how many days they were missed."""

    ahead: Array  # calendar days from the report to the date forecast
    missed: Array  # calendar days from the forecast to the actual date; to the status date while not reached

    @property
    def kept(self) -> Array:
        """Which came true: reached on the day or before."""
        return self.missed <= 0


@derived
def decided_forecasts(milestones: Table, milestone_forecasts: Told, as_of: date) -> Decided:
    """The decided forecasts of all milestones, one for each snapshot at which the milestone was still open."""
    actual, told = milestones["actual"], milestone_forecasts
    return _decided(told.days[:-1, None], told.dates[:-1], actual, as_of)


def _decided(reported: Array, forecast: Array, actual: Array, as_of: date) -> Decided:
    """Those of the forecasts that are decided; all arrays fit to the shape of `forecast`."""
    today = np.datetime64(as_of)
    actual = np.where(actual <= today, actual, _NAT)
    reported, actual = np.broadcast_to(reported, forecast.shape), np.broadcast_to(actual, forecast.shape)
    open_then = ~(actual <= reported) & (forecast > reported)
    decided = open_then & (~np.isnat(actual) | (forecast < today))
    end = np.where(np.isnat(actual), today, actual)
    return Decided((forecast - reported)[decided].astype(float), (end - forecast)[decided].astype(float))


@metric(
    label="Forecasts kept", unit=Unit.SHARE, group=Group.FORECAST, source=HOUSE,
    formula="milestone forecasts of past snapshots that were kept ÷ those decided",
)  # fmt: skip
def forecasts_kept(decided_forecasts: Decided) -> float:
    """The share of past milestone forecasts that came true: reached by the date forecast. NaN without any decided.

    A forecast counts once for each snapshot that repeats it. One whose date has passed unreached counts as missed.
    """
    return float(decided_forecasts.kept.mean()) if len(decided_forecasts.missed) else float("nan")


@metric(
    label="Forecasts kept, counted", unit=Unit.TEXT, group=Group.FORECAST, result=Result.TEXT, source=HOUSE,
    formula="n of m: milestone forecasts kept, of those decided",
)  # fmt: skip
def forecasts_kept_count(decided_forecasts: Decided) -> str:
    """How many past milestone forecasts came true, as "n of m"; blank where none is decided."""
    kept = decided_forecasts.kept
    return f"{np.count_nonzero(kept)} of {len(kept)}" if len(kept) else ""


@metric(
    label="Forecast calibration", unit=Unit.SHARE, group=Group.FORECAST, result=Result.TABLE, source=HOUSE,
    formula="kept ÷ decided forecasts, by how far they looked ahead, and of dates given with a probability",
)  # fmt: skip
def forecast_calibration(milestones: Table, snapshots: Table, decided_forecasts: Decided, as_of: date) -> Listing:
    """Past forecasts by how far they looked ahead: how many, how many were kept, and by how many days they missed.

    Rows P50, P80 and P90 are simulated dates of key milestones, which every snapshot remembers while Settings says
    Simulate; each counts once, at the snapshot that first gave it. Of well-calibrated P80 dates 80% are kept. Days
    missed is the median in calendar days; minus = earlier than forecast.
    """
    rows = [
        _row(name, decided_forecasts, (decided_forecasts.ahead >= low) & (decided_forecasts.ahead <= high))
        for name, low, high in _HORIZONS
    ]
    for level in SIMULATED:
        decided = _stated(milestones, snapshots, level, as_of)
        rows.append(_row(f"{level} dates", decided, np.ones(len(decided.missed), dtype=bool)))
    headers = ("Forecasts", "Decided", "Kept", "Share kept", "Days missed")
    return Listing(headers, tuple(row for row in rows if row[1]))


def _row(name: str, decided: Decided, chosen: Array) -> tuple[str, float, float, float, float]:
    count, kept = np.count_nonzero(chosen), np.count_nonzero(decided.kept & chosen)
    if not count:
        return name, 0.0, 0.0, float("nan"), float("nan")
    return name, float(count), float(kept), kept / count, float(np.median(decided.missed[chosen]))


def _stated(milestones: Table, snapshots: Table, level: str, as_of: date) -> Decided:
    """The decided dates with a probability that the snapshots hold of the milestones."""
    found = []
    for day, identity, header, text in events(snapshots, SHEETS["milestones"]):
        row = milestones.positions.get(identity)
        if header == level and row is not None:
            found.append((np.datetime64(day), _day(text), milestones["actual"][row]))
    days = np.array(found, dtype="datetime64[D]").reshape(len(found), 3)
    return _decided(days[:, 0], days[:, 1], days[:, 2], as_of)


def _day(text: str) -> np.datetime64:
    try:
        return np.datetime64(date.fromisoformat(text))
    except ValueError:
        return _NAT
