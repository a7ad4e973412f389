"""Dates: what was promised, when it is expected, and how many working days lie between.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric, row_metric
from exectrack_xl.metrics.sources import BASELINE_EXECUTION, HOUSE, SCHEDULING
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Calendar, Period, Settings

AGAINST = ("approved", "baseline")
_HEADERS = ("ID", "Milestone", "Status", "Due date", "Days late")


@dataclass(frozen=True, eq=False)
class Dates:
    """Promised and expected dates of milestones or tasks, one array entry each."""

    baseline: Array
    approved: Array  # after approved changes; the baseline where there were none
    expected: Array  # the actual day, or else the forecast, which cannot lie before the status date
    done: Array  # reached by the status date
    weight: Array

    def promised(self, against: str) -> Array:
        """The baseline or the approved dates."""
        return self.approved if choice("plan", against, AGAINST) == "approved" else self.baseline


@derived
def milestone_dates(milestones: Table, as_of: date) -> Dates:
    """Promised and expected dates of the milestones."""
    baseline, approved = milestones["baseline"], milestones["approved"]
    expected, done = _expected(milestones["forecast"], milestones["actual"], as_of)
    weight = np.nan_to_num(milestones["weight"], nan=1.0)
    return Dates(baseline, np.where(np.isnat(approved), baseline, approved), expected, done, weight)


@derived
def task_dates(tasks: Table, as_of: date) -> Dates:
    """Promised and expected finishes of the tasks; a task without a current finish is expected at its baseline."""
    baseline, finish = tasks["baseline_finish"], tasks["finish"]
    expected, done = _expected(np.where(np.isnat(finish), baseline, finish), tasks["actual_finish"], as_of)
    return Dates(baseline, baseline, expected, done, np.nan_to_num(tasks["duration"], nan=1.0))


def _expected(forecast: Array, actual: Array, as_of: date) -> tuple[Array, Array]:
    today = np.datetime64(as_of)
    done = actual <= today
    return np.where(done, actual, np.maximum(forecast, today)), done


@row_metric(
    label="Finish variance", unit=Unit.DAYS, group=Group.SCHEDULE, rows=("baseline", "finish"),
    formula="working days from baseline to finish", source=SCHEDULING,
)  # fmt: skip
def finish_variance(baseline: Any, finish: Any, calendar: Calendar) -> Any:
    """Working days from the baseline to the finish of each row: positive = late, NaN where a date is blank.

    >>> finish_variance(date(2026, 10, 16), date(2026, 10, 19), Calendar())  # Friday to Monday
    1.0
    """
    found = calendar.workdays(baseline, finish)
    return found if found.ndim else float(found)


@row_metric(
    label="Milestone days late", unit=Unit.DAYS, group=Group.SCHEDULE, rows=("baseline", "forecast", "actual"),
    formula="working days from baseline to actual, else forecast", source=SCHEDULING,
)  # fmt: skip
def milestone_days_late(baseline: Any, forecast: Any, actual: Any, calendar: Calendar) -> Any:
    """Working days from the baseline to the actual date, or the forecast while there is none; minus = early.

    >>> milestone_days_late(date(2026, 10, 16), date(2026, 10, 23), None, Calendar())
    5.0
    """
    forecast, actual = np.asarray(forecast, "datetime64[D]"), np.asarray(actual, "datetime64[D]")
    return finish_variance(baseline, np.where(np.isnat(actual), forecast, actual), calendar)


@row_metric(
    label="Milestone status", unit=Unit.TEXT, group=Group.SCHEDULE, rows=("baseline", "forecast", "actual"),
    formula="Reached; Late; At risk; On track", source=HOUSE,
)  # fmt: skip
def milestone_status(
    baseline: Any, forecast: Any, actual: Any, calendar: Calendar, rules: Settings, as_of: date
) -> Any:
    """Reached, Late, At risk or On track: by days late, the forecast and the status date; blank if not known.

    Late: more working days late than Settings allows for Yellow, or a forecast that is past. At risk: more than it
    allows for Green.

    >>> milestone_status(date(2026, 10, 16), date(2026, 10, 28), None, Calendar(), Settings(), date(2026, 9, 30))
    'At risk'
    """
    days = np.asarray(milestone_days_late(baseline, forecast, actual, calendar))
    past = np.asarray(forecast, "datetime64[D]") < np.datetime64(as_of)
    found = np.select(
        [~np.isnat(np.asarray(actual, "datetime64[D]")), np.isnan(days),
         (days > rules.number("late_red")) | past, days > rules.number("late_green")],
        ["Reached", "", "Late", "At risk"], "On track",
    )  # fmt: skip
    return found if found.ndim else str(found)


@row_metric(
    label="Task days late", unit=Unit.DAYS, group=Group.SCHEDULE, rows=("baseline_finish", "finish"),
    formula="working days from baseline finish to finish", source=SCHEDULING,
)  # fmt: skip
def task_days_late(baseline_finish: Any, finish: Any, calendar: Calendar) -> Any:
    """Working days from the baseline finish of each task to its finish as seen today; minus = early.

    >>> task_days_late(date(2026, 10, 19), date(2026, 10, 16), Calendar())
    -1.0
    """
    return finish_variance(baseline_finish, finish, calendar)


@metric(
    label="Baseline finish", unit=Unit.DATE, group=Group.SCHEDULE,
    formula="latest baseline finish", source=SCHEDULING,
)  # fmt: skip
def baseline_finish(initiatives: Table, milestone_dates: Dates, task_dates: Dates) -> date | None:
    """The finish as first approved: the latest of the initiatives, else of milestones and tasks."""
    return latest(initiatives["baseline_finish"]) or latest(milestone_dates.baseline, task_dates.baseline)


@metric(
    label="Approved finish", unit=Unit.DATE, group=Group.SCHEDULE,
    formula="latest approved finish, else baseline finish", source=SCHEDULING,
)  # fmt: skip
def approved_finish(initiatives: Table, milestone_dates: Dates, task_dates: Dates) -> date | None:
    """The finish after approved changes: the latest of the initiatives, else of milestones and tasks."""
    baseline, approved = initiatives["baseline_finish"], initiatives["approved_finish"]
    of_initiatives = latest(np.where(np.isnat(approved), baseline, approved))
    return of_initiatives or latest(milestone_dates.approved, task_dates.approved)


@metric(
    label="Committed finish", unit=Unit.DATE, group=Group.SCHEDULE,
    formula="Settings, else approved finish", source=HOUSE,
)  # fmt: skip
def committed_finish(rules: Settings, approved_finish: date | None, initiative: str) -> date | None:
    """The finish that was promised: of the programme as set in Settings, else the approved finish."""
    return (None if initiative else rules.day("committed_finish")) or approved_finish


@metric(
    label="Forecast finish", unit=Unit.DATE, group=Group.FORECAST,
    formula="latest expected finish of tasks and milestones", source=SCHEDULING,
)  # fmt: skip
def forecast_finish(initiatives: Table, milestones: Table, tasks: Table,
                    milestone_dates: Dates, task_dates: Dates) -> date | None:  # fmt: skip
    """The day all is done as seen today: the latest finish expected of tasks and milestones.

    What is open cannot finish before the status date. The forecast typed for an initiative counts where it has
    neither tasks nor milestones. When all is done, it is the last actual day.
    """
    covered = {*milestones["initiative"], *tasks["initiative"]}
    bare = np.array([identity not in covered for identity in initiatives["id"]], dtype=bool)
    return latest(milestone_dates.expected, task_dates.expected, initiatives["forecast_finish"][bare])


def latest(*days: Array) -> date | None:
    """The latest of all days that are known; None where none is."""
    known = np.concatenate(days)
    known = known[~np.isnat(known)]
    found: date | None = known.max().item() if len(known) else None
    return found


@metric(
    label="Finish variance", unit=Unit.DAYS, group=Group.SCHEDULE,
    formula="working days from baseline finish to forecast finish", source=SCHEDULING,
)  # fmt: skip
def finish_variance_days(baseline_finish: date | None, forecast_finish: date | None, calendar: Calendar) -> float:
    """Working days from the baseline finish to the forecast finish: positive = late; NaN where one is not known."""
    return float(finish_variance(baseline_finish, forecast_finish, calendar))


@metric(
    label="Days late", unit=Unit.DAYS, group=Group.SCHEDULE, bands=Bands("late_green", "late_red"),
    formula="working days from committed finish to forecast finish", source=HOUSE,
)  # fmt: skip
def days_late(committed_finish: date | None, forecast_finish: date | None, calendar: Calendar) -> float:
    """Working days by which the forecast finish misses the committed one; minus = early, NaN if not known."""
    return float(finish_variance(committed_finish, forecast_finish, calendar))


@metric(
    label="What drives the finish", unit=Unit.TEXT, group=Group.FORECAST, result=Result.TEXT, per=(),
    formula="the initiative with the latest forecast finish", source=HOUSE,
)  # fmt: skip
def finish_driver(each_forecast_finish: dict[str, date | None], initiatives: Table) -> str:
    """ID and name of the initiative that is expected to finish last; blank where no finish is known."""
    known = [(day, identity) for identity, day in each_forecast_finish.items() if day is not None]
    if not known:
        return ""
    last = max(day for day, _ in known)
    identity = next(identity for day, identity in known if day == last)
    row = initiatives.positions.get(identity)
    return f"{identity} {initiatives['name'][row]}".strip() if row is not None else identity


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
    by_date = np.argsort(due, kind="stable")  # blank dates last
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
    rows = [int(row) for row in np.argsort(due, kind="stable") if wanted[row]]
    return _listed(milestones, rows, due, _status(milestones, milestone_dates, calendar, rules, as_of))


def _due(milestones: Table, dates: Dates) -> Array:
    return np.where(dates.done, dates.expected, milestones["forecast"])


def _status(
    milestones: Table, dates: Dates, calendar: Calendar, rules: Settings, as_of: date
) -> tuple[Array, Array]:
    """Status and days late of each milestone; an actual date after the status date does not count yet."""
    given = (milestones["baseline"], milestones["forecast"], np.where(dates.done, dates.expected, np.datetime64("NaT")))
    return milestone_status(*given, calendar, rules, as_of), milestone_days_late(*given, calendar)


def _listed(milestones: Table, rows: list[int], due: Array, judged: tuple[Array, Array]) -> Listing:
    status, late = judged
    return Listing(_HEADERS, tuple(
        (milestones["id"][row], milestones["name"][row], str(status[row]), due[row].item(), float(late[row]))
        for row in rows
    ))  # fmt: skip
