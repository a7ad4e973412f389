"""A model of Microsoft Project to compare with: MPXJ's MicrosoftScheduler, in one Java machine for all tests.

A network is a mapping as in microsoft_networks.json: `start`, `holidays`, `tasks` (days, constraint, date, deadline,
started, finished, remaining, calendar, summary) and `links` (tail, head, kind, lag, unit). Calendar 0 works Monday to
Friday without the holidays, calendar 1 every day; both from 8 to 12 and 13 to 17 o'clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from exectrack_xl.schema.choices import LINK_CONSTRAINT

DATES = ("EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "Start", "Finish")
_KINDS = {"FS": "FINISH_START", "SS": "START_START", "FF": "FINISH_FINISH", "SF": "START_FINISH"}
_UNITS = {"d": "DAYS", "ed": "ELAPSED_DAYS", "%": "PERCENT"}
_CONSTRAINTS = ("AS_SOON_AS_POSSIBLE", "AS_LATE_AS_POSSIBLE", "START_NO_EARLIER_THAN", "START_NO_LATER_THAN",
                "FINISH_NO_EARLIER_THAN", "FINISH_NO_LATER_THAN", "MUST_START_ON", "MUST_FINISH_ON")  # fmt: skip
_AT_START = {2, 3, 6}  # constraints whose date is the start of its day
assert len(_CONSTRAINTS) == len(LINK_CONSTRAINT)


@cache
def java() -> Any:
    """MPXJ's classes; the Java machine starts with the first call and lasts as long as the process."""
    import jpype
    import mpxj  # noqa: F401  (puts its libraries on Java's path)

    if not jpype.isJVMStarted():
        jpype.startJVM("-Xmx1g", convertStrings=False)
    return jpype.JPackage("org").mpxj


@dataclass(frozen=True)
class Answer:
    """What the scheduler says of each task, in the order of the network; of summaries no float."""

    dates: list[list[float]]  # as DATES, in day numbers
    total: list[float | None]
    free: list[float | None]


class Plan:
    """A network as a project of MPXJ."""

    def __init__(self, network: Mapping[str, Any]) -> None:
        api = java()
        self.project, self.tasks = api.ProjectFile(), list[Any]()
        self.summaries = {task["summary"] for task in network["tasks"] if "summary" in task}
        self.begin = _at(date.fromisoformat(network["start"]), 8)
        calendars = _calendars(api, self.project, network["holidays"])
        for row, given in enumerate(network["tasks"]):
            above = self.tasks[given["summary"]] if "summary" in given else self.project
            self.tasks.append(above.addTask())
            _describe(api, self.tasks[row], given, calendars, is_leaf=row not in self.summaries)
        for tail, head, kind, lag, unit in network["links"]:
            link = (
                api.Relation.Builder().predecessorTask(self.tasks[tail]).type(getattr(api.RelationType, _KINDS[kind]))
            )
            days = api.Duration.getInstance(float(lag), getattr(api.TimeUnit, _UNITS[unit]))
            self.tasks[head].addPredecessor(link.lag(days))

    def schedule(self) -> None:
        """Work out all dates."""
        java().cpm.MicrosoftScheduler().schedule(self.project, self.begin)

    def finish(self) -> float:
        """When all is done."""
        return max(_moment(task.getEarlyFinish()) for task in self.tasks)

    def answer(self) -> Answer:
        """All dates and floats."""
        floats = [
            [None if row in self.summaries else float(getattr(task, f"get{name}Slack")().getDuration())
             for row, task in enumerate(self.tasks)]
            for name in ("Total", "Free")
        ]  # fmt: skip
        return Answer([[_moment(getattr(task, f"get{name}")()) for name in DATES] for task in self.tasks], *floats)


def scheduled(network: Mapping[str, Any]) -> Answer:
    """The network as MPXJ schedules it."""
    plan = Plan(network)
    plan.schedule()
    return plan.answer()


@cache
def _time() -> Any:
    """Java's dates and times."""
    import jpype

    java()
    return jpype.JPackage("java").time


def _calendars(api: Any, project: Any, holidays: list[str]) -> list[Any]:
    week = project.addDefaultBaseCalendar()
    every = project.addDefaultBaseCalendar()
    every.setName("Every day")
    for name in ("SATURDAY", "SUNDAY"):
        day = getattr(_time().DayOfWeek, name)
        every.setCalendarDayType(day, api.DayType.WORKING)
        hours = every.getCalendarHours(day) or every.addCalendarHours(day)
        hours.clear()
        hours.addAll(every.getCalendarHours(_time().DayOfWeek.MONDAY))
    for day in holidays:
        week.addCalendarException(_date(date.fromisoformat(day)))
    project.setDefaultCalendar(week)
    return [week, every]


def _describe(api: Any, task: Any, given: Mapping[str, Any], calendars: list[Any], *, is_leaf: bool) -> None:
    """Duration, calendar, constraint, deadline and progress."""
    days = float(given["days"]) if is_leaf else 0.0
    task.setDuration(api.Duration.getInstance(days, api.TimeUnit.DAYS))
    if not is_leaf:
        return
    done = days - given.get("remaining", 0 if "finished" in given else days)
    task.setActualDuration(api.Duration.getInstance(done, api.TimeUnit.DAYS))
    task.setRemainingDuration(api.Duration.getInstance(days - done, api.TimeUnit.DAYS))
    task.setMilestone(not days)
    if given.get("calendar"):
        task.setCalendar(calendars[given["calendar"]])
    code = given.get("constraint", 0)
    task.setConstraintType(getattr(api.ConstraintType, _CONSTRAINTS[code]))
    for name, setter in (("date", task.setConstraintDate), ("deadline", task.setDeadline),
                         ("started", task.setActualStart), ("finished", task.setActualFinish)):  # fmt: skip
        if name in given:
            begins = name == "started" or (name == "date" and code in _AT_START)
            setter(_at(date.fromisoformat(given[name]), 8 if begins else 17))


def _date(day: date) -> Any:
    return _time().LocalDate.of(day.year, day.month, day.day)


def _at(day: date, hour: int) -> Any:
    return _time().LocalDateTime.of(day.year, day.month, day.day, hour, 0)


def _moment(given: Any) -> float:
    """A moment as a day number and the share of the working day that is over."""
    when = datetime(given.getYear(), given.getMonthValue(), given.getDayOfMonth())  # noqa: DTZ001  (no zone is meant)
    hour = given.getHour() + given.getMinute() / 60
    worked = min(max(hour - 8, 0.0), 4.0) + min(max(hour - 13, 0.0), 4.0)
    return (when.date() - date(1970, 1, 1)).days + worked / 8
