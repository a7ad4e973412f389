"""Dates: what was promised, when it is expected, and how many working days lie between.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.registry import Bands, Group, Result, Unit, derived, metric, row_metric
from exectrack_xl.metrics.sources import HOUSE, SCHEDULING
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among, filled
from exectrack_xl.tracker import Calendar, Settings

AGAINST = ("approved", "baseline")
_BLANK = np.datetime64("NaT", "D")


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

    def take(self, rows: Array) -> Dates:
        """The dates of some of the rows."""
        return Dates(self.baseline[rows], self.approved[rows], self.expected[rows], self.done[rows], self.weight[rows])


@derived(follows="milestones")
def milestone_dates(milestones: Table, as_of: date) -> Dates:
    """Promised and expected dates of the milestones."""
    baseline, approved = milestones["baseline"], milestones["approved"]
    expected, done = _expected(milestones["forecast"], milestones["actual"], as_of)
    weight = filled(milestones["weight"], 1.0)
    return Dates(baseline, np.where(np.isnat(approved), baseline, approved), expected, done, weight)


@derived(follows="tasks")
def task_dates(tasks: Table, as_of: date) -> Dates:
    """Promised and expected finishes of the tasks; a task without a current finish is expected at its baseline."""
    baseline, finish = tasks["baseline_finish"], tasks["finish"]
    expected, done = _expected(np.where(np.isnat(finish), baseline, finish), tasks["actual_finish"], as_of)
    return Dates(baseline, baseline, expected, done, filled(tasks["duration"], 1.0))


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
    forecast = initiatives["forecast_finish"]
    if not np.isnat(forecast).all():
        busy = {*milestones["initiative"].tolist(), *tasks["initiative"].tolist()}
        forecast = forecast[~among(initiatives["id"], busy)]
    return latest(milestone_dates.expected, task_dates.expected, forecast)


def latest(*days: Array) -> date | None:
    """The latest of all days that are known; None where none is."""
    found: date | None = np.fmax.reduce(np.concatenate(days), initial=_BLANK).item()
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
    """Working days by which the forecast finish misses the committed one; minus is early."""
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
