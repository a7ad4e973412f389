"""Promises kept: which milestones and tasks are on time, which come next.

Depends on: schema, tracker, metrics.schedule.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.schedule import Dates, milestone_days_late, milestone_status
from exectrack_xl.metrics.sources import BASELINE_EXECUTION, HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar, Period, Settings

_HEADERS = ("ID", "Milestone", "Status", "Due date", "Days late")


@metric(
    label="Timeline adherence", unit=Unit.SHARE, group=Group.SCHEDULE,
    formula="Σ weight expected on time / Σ weight", source=HOUSE,
)  # fmt: skip
def timeline_adherence(
    milestone_dates: Dates, task_dates: Dates, calendar: Calendar, rules: Settings, *, against: str = "approved"
) -> float:
    """Share of the milestones, by weight, whose actual or forecast date keeps the promised one.

    `against` "approved" (default) or "baseline" says which promise; the tolerance in working days is set in
    Settings. An open milestone is not expected before the status date. Without milestones the tasks count, by
    duration.

    Raises:
        MetricError: `against` is neither.
    """
    dates = milestone_dates if len(milestone_dates.done) else task_dates
    late = calendar.workdays(dates.promised(against), dates.expected)
    known = ~np.isnan(late)
    whole = float(dates.weight[known].sum())
    return float(dates.weight[known & (late <= rules.number("tolerance"))].sum()) / whole if whole else math.nan


@derived
def due_window(period: Period, as_of: date) -> tuple[date, date]:
    """First and last day on which what is due counts: the period, up to the status date."""
    return period.start, min(period.finish, as_of)


@metric(
    label="On-time rate", unit=Unit.SHARE, group=Group.SCHEDULE, per=("initiative", "period"),
    formula="finished by their date / due in the period", source=HOUSE,
)  # fmt: skip
def on_time_rate(
    milestone_dates: Dates, task_dates: Dates, due_window: tuple[date, date], calendar: Calendar, rules: Settings, *,
    against: str = "approved", of: str = "milestones",
) -> float:  # fmt: skip
    """Of the milestones due in the period, the share that was reached by its date, unfinished ones included.

    `against` "approved" (default) or "baseline" says which date; `of` "tasks" counts tasks instead. The tolerance
    is set in Settings; what is due after the status date is not due yet. NaN where nothing was due.

    Raises:
        MetricError: a choice is none of those.
    """
    kept, due = _kept(_of(of, milestone_dates, task_dates), due_window, calendar, rules, against)
    return kept / due if due else math.nan


@metric(
    label="On time", unit=Unit.TEXT, group=Group.SCHEDULE, per=("initiative", "period"), result=Result.TEXT,
    formula="finished by their date of due in the period", source=HOUSE,
)  # fmt: skip
def on_time_count(
    milestone_dates: Dates, task_dates: Dates, due_window: tuple[date, date], calendar: Calendar, rules: Settings, *,
    against: str = "approved", of: str = "milestones",
) -> str:  # fmt: skip
    """The on-time rate in words, such as "7 of 9"; see ON_TIME_RATE.

    Raises:
        MetricError: a choice is none of those listed there.
    """
    kept, due = _kept(_of(of, milestone_dates, task_dates), due_window, calendar, rules, against)
    return f"{kept} of {due}"


def _of(items: str, milestone_dates: Dates, task_dates: Dates) -> Dates:
    return milestone_dates if choice("kind", items, ("milestones", "tasks")) == "milestones" else task_dates


def _kept(
    dates: Dates, window: tuple[date, date], calendar: Calendar, rules: Settings, against: str
) -> tuple[int, int]:
    promised = dates.promised(against)
    due = (promised >= np.datetime64(window[0])) & (promised <= np.datetime64(window[1]))
    kept = due & dates.done & (calendar.workdays(promised, dates.expected) <= rules.number("tolerance"))
    return int(kept.sum()), int(due.sum())


@metric(
    label="Milestone hit rate", unit=Unit.SHARE, group=Group.SCHEDULE,
    formula="reached / baselined to be reached by the status date", source=BASELINE_EXECUTION,
)  # fmt: skip
def milestone_hit_rate(milestone_dates: Dates, as_of: date) -> float:
    """Of the milestones baselined to be reached by the status date, the share that is reached, late or not."""
    due = milestone_dates.baseline <= np.datetime64(as_of)
    return float(milestone_dates.done[due].mean()) if due.any() else math.nan


@metric(
    label="Milestones accepted first time", unit=Unit.SHARE, group=Group.SCHEDULE,
    formula="accepted without rework / reached and judged, up to the status date", source=HOUSE,
)  # fmt: skip
def first_time_acceptance(milestones: Table, as_of: date) -> float:
    """Of the milestones reached of which it is known, the share that was accepted without rework."""
    judged = (milestones["actual"] <= np.datetime64(as_of)) & (milestones["accepted_first_time"] != "")
    return float((milestones["accepted_first_time"][judged] == "Yes").mean()) if judged.any() else math.nan


@metric(
    label="Milestones due", unit=Unit.COUNT, group=Group.SCHEDULE, per=("initiative", "period"),
    formula="count of approved dates in the period", source=HOUSE,
)  # fmt: skip
def milestones_due(milestone_dates: Dates, period: Period) -> float:
    """Number of milestones whose approved date lies in the period, reached or not."""
    return float(_in_period(milestone_dates.approved, period).sum())


@metric(
    label="Milestones reached", unit=Unit.COUNT, group=Group.SCHEDULE, per=("initiative", "period"),
    formula="count of actual dates in the period", source=HOUSE,
)  # fmt: skip
def milestones_reached(milestone_dates: Dates, period: Period) -> float:
    """Number of milestones reached in the period, up to the status date."""
    return float((milestone_dates.done & _in_period(milestone_dates.expected, period)).sum())


def _in_period(days: Array, period: Period) -> Array:
    return np.asarray((days >= np.datetime64(period.start)) & (days <= np.datetime64(period.finish)))


@metric(
    label="Key milestones", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="key milestones by due date, open ones first", source=HOUSE,
)  # fmt: skip
def key_milestones(
    milestones: Table, milestone_dates: Dates, calendar: Calendar, rules: Settings, *, n: int = 6, as_of: date
) -> Listing:
    """The next n key milestones by due date, filled up with the last ones reached; all where none is marked key.

    The due date is the forecast, or the actual date of a milestone that is reached.
    """
    key = milestones["key"] == "Yes"
    wanted = key if key.any() else np.ones(len(milestones), dtype=bool)
    due = _due(milestones, milestone_dates)
    by_date = _by_date(due, milestones)
    ordered = [int(row) for row in by_date if wanted[row]]
    open_rows = [row for row in ordered if not milestone_dates.done[row]][: max(n, 0)]
    reached = [row for row in ordered if milestone_dates.done[row]]
    fill = reached[len(reached) - max(0, min(n - len(open_rows), len(reached))) :]
    return _listed(milestones, [*fill, *open_rows], due, _status(milestones, milestone_dates, calendar, rules, as_of))


@metric(
    label="Upcoming milestones", unit=Unit.TEXT, group=Group.SCHEDULE, result=Result.TABLE,
    formula="open milestones due within the days given", source=HOUSE,
)  # fmt: skip
def upcoming_milestones(
    milestones: Table, milestone_dates: Dates, calendar: Calendar, rules: Settings, *, days: int = 90, as_of: date
) -> Listing:
    """Open milestones due within the next days (90 calendar days), the overdue ones first, by due date."""
    due = _due(milestones, milestone_dates)
    wanted = ~milestone_dates.done & (due <= np.datetime64(as_of) + np.timedelta64(int(days), "D"))
    rows = [int(row) for row in _by_date(due, milestones) if wanted[row]]
    return _listed(milestones, rows, due, _status(milestones, milestone_dates, calendar, rules, as_of))


def _by_date(due: Array, milestones: Table) -> Array:
    """The rows by date, blank ones last; of one day by ID."""
    return np.lexsort((milestones["id"].astype(str), due))


def _due(milestones: Table, dates: Dates) -> Array:
    return np.where(dates.done, dates.expected, milestones["forecast"])


def _status(milestones: Table, dates: Dates, calendar: Calendar, rules: Settings, as_of: date) -> tuple[Array, Array]:
    """Status and days late of each milestone; an actual date after the status date does not count yet."""
    given = (milestones["baseline"], milestones["forecast"], np.where(dates.done, dates.expected, np.datetime64("NaT")))
    return milestone_status(*given, calendar, rules, as_of), milestone_days_late(*given, calendar)


def _listed(milestones: Table, rows: list[int], due: Array, judged: tuple[Array, Array]) -> Listing:
    status, late = judged
    return Listing(_HEADERS, tuple(
        (milestones["id"][row], milestones["name"][row], str(status[row]), due[row].item(), float(late[row]))
        for row in rows
    ))  # fmt: skip
