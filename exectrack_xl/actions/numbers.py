"""Metrics of a workbook as text and JSON, and their explanation. Depends on: actions.opening, metrics, report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from exectrack_xl.actions.opening import open_tracker, wanted_period
from exectrack_xl.errors import UsageError, nearest
from exectrack_xl.metrics import METRICS, Group, Metric, Result
from exectrack_xl.report import explain, words
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.model import Tone


@dataclass(frozen=True)
class MetricLine:
    """One metric as printed, with its raw value."""

    name: str
    group: str
    label: str
    value: Any
    unit: str
    text: str
    colour: str


@dataclass(frozen=True)
class Values:
    """All metrics of a tracker in one scope."""

    as_of: date
    initiative: str
    period: str
    assumed_today: bool
    lines: tuple[MetricLine, ...]

    def as_json(self) -> dict[str, Any]:
        """The values for a machine; what is not known is null."""
        return {
            "as_of": self.as_of.isoformat(), "initiative": self.initiative or None, "period": self.period,
            "metrics": [asdict(line) for line in self.lines],
        }  # fmt: skip


def all_metrics(
    workbook: Path, today: date, as_of: date | None = None, initiative: str = "", period: str | None = None
) -> Values:
    """Every metric of a workbook but the row metrics and the costly ones, in the order of the manual.

    Raises:
        TrackerError: the workbook cannot be used, or the initiative or period is not known.
    """
    opened = open_tracker(workbook, as_of, today)
    desk = _desk(opened.tracker, initiative, period)
    ordered = sorted(METRICS.values(), key=lambda metric: list(Group).index(metric.group))
    told = [metric for metric in ordered if metric.result is not Result.ROWS and not metric.costly]
    lines = tuple(_line(desk, metric, initiative) for metric in told)
    return Values(desk.day, initiative, desk.period.id, opened.assumed_today, lines)


def explained(
    name: str, workbook: Path | None, today: date, as_of: date | None, scope: tuple[str, str | None]
) -> Iterator[tuple[str, str]]:
    """What a metric is, and with a workbook its value and what it was computed from; scope = initiative, period.

    Raises:
        TrackerError: the metric, workbook, initiative or period is not known.
    """
    yield from explain.definition(name)
    if workbook is not None:
        initiative, period = scope
        desk = _desk(open_tracker(workbook, as_of, today).tracker, initiative, period)
        yield from explain.value_and_inputs(desk, name, initiative)


def _desk(tracker: Any, initiative: str, period: str | None) -> Desk:
    known = tracker["initiatives"].positions
    if initiative and initiative not in known:
        raise UsageError(f"There is no initiative '{initiative}'.{nearest(initiative, known)}")
    return prepare(tracker, wanted_period(tracker, period) or tracker.periods.of(tracker.as_of, "Quarter"))


def _line(desk: Desk, metric: Metric, initiative: str) -> MetricLine:
    value = desk.value(metric.name, initiative)
    tone = desk.tone(metric.name, initiative) if metric.result is Result.SCALAR else Tone.PLAIN
    colour = "" if tone is Tone.PLAIN else str(tone)
    text = explain.shown(desk, metric, initiative)
    return MetricLine(metric.name, str(metric.group), metric.label, _plain(value), str(metric.unit), text, colour)


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if hasattr(value, "dates"):
        return [[_plain(day), _plain(number)] for day, number in zip(value.dates, value.values, strict=True)]
    if hasattr(value, "headers"):
        return [dict(zip(value.headers, map(_plain, row), strict=True)) for row in value.rows]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if not words.is_known(value):
        return None
    if isinstance(value, str | bool | int | float):
        return value
    found = words.as_date(value) if hasattr(value, "astype") or isinstance(value, date) else None
    return found.isoformat() if found else str(value)
