"""Native charts of series metrics. Depends on: metrics, report.desk, report.model, report.words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from exectrack_xl.report import words
from exectrack_xl.report.desk import Desk
from exectrack_xl.report.model import Chart, ChartKind, Role, Series

FEWEST_POINTS = 2  # a line needs two


@dataclass(frozen=True)
class Drawn:
    """One series of a chart: its name, what it stands for, the metric; values are divided by `scale`."""

    name: str
    role: Role
    metric: str
    scale: float = 1.0


def over_time(desk: Desk, key: str, heading: str, drawn: Sequence[Drawn], *, form: str = "0",
              kind: ChartKind = ChartKind.LINE, most: int = 0, lowest: float = 0) -> tuple[Chart, ...]:  # fmt: skip
    """Series metrics over their dates, the last `most` of them (0 = all); nothing where there are fewer than two."""
    found = {one.name: _points(desk.value(one.metric)) for one in drawn}
    days = sorted({day for points in found.values() for day in points})[-most:]
    if len(days) < FEWEST_POINTS:
        return ()
    series = tuple(_series(one, found[one.name], days, kind) for one in drawn if found[one.name])
    alt = f"{heading.rstrip('.')}. {desk.words.plural(len(days), 'point')}."
    return (Chart(key, heading, kind, _labels(desk, days), series, form, alt, lowest=lowest,
                  show_axis=kind is ChartKind.LINE),)  # fmt: skip


def _points(curve: Any) -> dict[date, float]:
    return {day: value for day, value in zip(curve.dates, curve.values, strict=True) if words.is_known(value)}


def _series(one: Drawn, points: dict[date, float], days: list[date], kind: ChartKind) -> Series:
    values = tuple(points[day] / one.scale if day in points else None for day in days)
    last = max((place for place, value in enumerate(values) if value is not None), default=None)
    return Series(one.name, one.role, values, last, kind is ChartKind.COLUMN, ref=one.metric)


def _labels(desk: Desk, days: list[date]) -> tuple[str, ...]:
    """Dates as axis labels: months where there is one date a month, else days."""
    months = [(day.year, day.month) for day in days]
    if len(set(months)) < len(months):
        return tuple(desk.words.day(day, year=False) for day in days)
    named = (desk.words.month(day.month) for day in days)
    return tuple(f"{name} {day:%y}" if not place or day.month == 1 else name
                 for place, (name, day) in enumerate(zip(named, days, strict=True)))  # fmt: skip
