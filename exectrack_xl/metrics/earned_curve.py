"""Earned value over time, read from the tracker's memory where it reaches back, else from actual dates.

Depends on: schema, metrics.curves, metrics.earned_value, metrics.work.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.curves import by_month, month_ends, series, until
from exectrack_xl.metrics.earned_value import typed_earned
from exectrack_xl.metrics.registry import Group, Result, Series, Unit, metric
from exectrack_xl.metrics.sources import EARNED_VALUE
from exectrack_xl.metrics.work import Work
from exectrack_xl.schema import SHEETS, Table
from exectrack_xl.schema.table import Array, among

Event = tuple[date, str, str, str, str]  # date, table, ID, column, value
_TASKS, _MILESTONES = SHEETS["tasks"], SHEETS["milestones"]
_ENDED = {_TASKS.by_name["actual_finish"].header, _MILESTONES.by_name["actual"].header}
_PROGRESS = {_TASKS.by_name["progress"].header, _MILESTONES.by_name["progress"].header}


@metric(
    label="Earned value over time", unit=Unit.MONEY, group=Group.EARNED_VALUE, result=Result.SERIES,
    formula="Σ budget × progress as it was at each month's end", source=EARNED_VALUE,
)  # fmt: skip
def earned_value_curve(work: Work, costs: Table, snapshots: Table, earned_value: float, as_of: date) -> Series:
    """Cumulative earned value at the end of every month up to the status date.

    Typed earned values count for their months. Otherwise the progress kept in Snapshots counts, straight between
    two of them; before the first snapshot each piece of work is taken as earned evenly from its first day to its
    last, or to the status date while it is open. Today's budgets are used throughout.
    """
    if np.isnan(earned_value):
        return Series((), ())
    typed = typed_earned(costs, as_of)
    own = np.array([name not in typed for name in work.groups], dtype=bool)[work.group]
    days = _days(work, costs, own, as_of)
    if not len(days):
        return Series((), ())
    values = _from_progress(work, own, snapshots, days) + _from_typed(costs, days, as_of)
    return series(days, np.append(values[:-1], earned_value))


def _days(work: Work, costs: Table, own: Array, as_of: date) -> Array:
    known = ~np.isnan(costs["earned_value"]) & (costs["month"] <= np.datetime64(as_of))
    began = np.fmin(work.began, work.start)[own & (work.progress > 0)]
    starts = np.concatenate([began, costs["month"][known], [np.datetime64(as_of)]])
    return until(month_ends(starts.min(), as_of), as_of)


def _from_typed(costs: Table, days: Array, as_of: date) -> Array:
    known = ~np.isnan(costs["earned_value"]) & (costs["month"] <= np.datetime64(as_of))
    return np.cumsum(by_month(costs["month"][known], costs["earned_value"][known], days))


def _from_progress(work: Work, own: Array, snapshots: Table, days: Array) -> Array:
    """Value earned by the end of each day by the pieces chosen, the last day being the status date."""
    today = days[-1]
    values = _evenly(work, own, days)
    known = [(day, value) for day, value in _remembered(work, own, snapshots) if np.datetime64(day) < today]
    if not known:
        return values
    dates = np.array([day for day, _ in known], dtype="datetime64[D]")
    at = np.append(dates, today).astype(float)
    level = np.append([value for _, value in known], values[-1])
    later = np.interp(days.astype(float), at, level)
    return np.where(days < dates[0], np.minimum(values, known[0][1]), later)


def _evenly(work: Work, own: Array, days: Array) -> Array:
    """Value earned by each day if every piece was earned evenly from its first day to its last, or to the end."""
    end = np.where(np.isnat(work.ended), days[-1], work.ended)
    begin = np.minimum(np.where(np.isnat(work.began), work.start, work.began), end)
    passed = (days[:, None] - begin).astype(float) + 1
    share = np.clip(passed / ((end - begin).astype(float) + 1), 0, 1)
    return np.asarray(share @ np.where(own, work.value * work.progress, 0.0))


def _remembered(work: Work, own: Array, snapshots: Table) -> list[tuple[date, float]]:
    """Value earned at each snapshot date: today's budgets, the progress of then."""
    titles = [_TASKS.title] * work.task_count + [_MILESTONES.title] * (len(work.ids) - work.task_count)
    keys = zip(titles, work.ids, strict=True)
    value = {key: worth for key, worth, counts in zip(keys, work.value.tolist(), own, strict=True) if counts}
    progress: dict[tuple[str, str], float] = {}
    ended: set[tuple[str, str]] = set()
    share: dict[tuple[str, str], float] = {}
    total, found = 0.0, {}
    for day, title, identity, header, text in snapshots.once("progress", lambda: _events(snapshots)):
        key = (title, identity)
        if header in _ENDED:
            (ended.add if text else ended.discard)(key)
        elif header in _PROGRESS:
            progress[key] = float(text or 0)
        now = 1.0 if key in ended else progress.get(key, 0.0)
        total += value.get(key, 0.0) * (now - share.get(key, 0.0))
        share[key] = now
        found[day] = total
    return sorted(found.items())


def _events(snapshots: Table) -> list[Event]:
    """What happened to progress, oldest first; every snapshot date appears, though nothing may have changed."""
    about = among(snapshots["column"], _ENDED | _PROGRESS) & ~np.isnat(snapshots["date"])
    kept = snapshots.take(about)
    rows = zip(*(kept[name].tolist() for name in ("date", "table", "id", "column", "value")), strict=True)
    titles = {_TASKS.title, _MILESTONES.title}
    found = [row for row in rows if row[1] in titles and (row[3] in _ENDED or _is_number(row[4]))]
    dates = np.unique(snapshots["date"][~np.isnat(snapshots["date"])]).tolist()
    return sorted([*((day, "", "", "", "") for day in dates), *found], key=lambda event: event[0])


def _is_number(text: str) -> bool:
    try:
        return 0 <= float(text or 0) <= 1
    except ValueError:
        return False
