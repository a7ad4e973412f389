"""Plans of Microsoft Project in its XML: tasks, links, calendars, constraints, progress, baselines, resources.

Source: Microsoft, Project XML Data Interchange Schema. Depends on: errors, excel.foreign.grids, excel.foreign.plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from lxml import etree

from exectrack_xl.errors import WorkbookError
from exectrack_xl.excel.foreign.grids import Grid, bytes_of
from exectrack_xl.excel.foreign.plans import LINKS, Activity, Plan, link

Element = etree._Element

_CONSTRAINTS = ("", "As late as possible", "Must start on", "Must finish on", "Start no earlier than",
                "Start no later than", "Finish no earlier than", "Finish no later than")  # fmt: skip
_SPAN = re.compile(r"(-?)P(?:(\d+)D)?T?(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?")
_ELAPSED = frozenset({"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"})  # units that run on at night
_PERCENT = frozenset({"19", "51"})
_WORK = ("", "1")  # a resource that is a person
_LONGEST_HOLIDAY = 400  # days


def read_msproject(path: Path) -> tuple[Grid, ...]:
    """The plan in a Microsoft Project XML file.

    Raises:
        WorkbookError: the file cannot be read, or is no plan.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(bytes_of(path), parser)
    except etree.XMLSyntaxError as fault:
        raise WorkbookError(
            f"{path.name} is not readable as XML: {fault.msg}. Save it as XML in Project again."
        ) from fault
    if etree.QName(root).localname != "Project" or root.find("{*}Tasks") is None:
        raise WorkbookError(f"{path.name} is no plan of Microsoft Project. Save the plan there as 'XML Format'.")
    return _Reader(path.stem, root).plan().grids()


class _Reader:
    def __init__(self, name: str, root: Element) -> None:
        self.root = root
        self.found = Plan(name)
        self.day = float(_text(root, "MinutesPerDay") or 480) / 60  # hours
        people = {_text(one, "UID"): one for one in root.iterfind("{*}Resources/{*}Resource") if _text(one, "Name")}
        self.people = {uid: one for uid, one in people.items() if _text(one, "Type") in _WORK}
        self.assigned: dict[str, list[str]] = {}
        for one in root.iterfind("{*}Assignments/{*}Assignment"):
            if _text(one, "ResourceUID") in self.people:
                name = _text(self.people[_text(one, "ResourceUID")], "Name")
                self.assigned.setdefault(_text(one, "TaskUID"), []).append(name)

    def plan(self) -> Plan:
        """The whole plan."""
        tasks = [one for one in self.root.iterfind("{*}Tasks/{*}Task") if self._counts(one)]
        known = {_text(one, "UID") for one in tasks}
        self.found.activities = [self._activity(one, known) for one in tasks]
        self._holidays()
        usual = ("", "-1", _text(self.root, "CalendarUID"))
        self.found.say_own_calendars([_text(one, "Name") for one in tasks if _text(one, "CalendarUID") not in usual])
        self.found.resources = [(_text(one, "Name"), _text(one, "Group"), _text(one, "EmailAddress"))
                                for one in self.people.values()]  # fmt: skip
        return self.found

    def _counts(self, task: Element) -> bool:
        """Whether an entry is a task: not the plan as a whole, no blank line, and active."""
        if _text(task, "IsNull") == "1" or _text(task, "OutlineLevel") == "0" or _text(task, "UID") == "0":
            return False
        if _text(task, "Active") == "0":
            self.found.say(
                _text(task, "Name"), "is inactive and was not brought in.", "Activate it in Project to have it."
            )
            return False
        return True

    def _activity(self, task: Element, known: set[str]) -> Activity:
        uid, progress = _text(task, "UID"), _text(task, "PercentComplete")
        base = next((one for one in task.iterfind("{*}Baseline") if _text(one, "Number") in ("", "0")), None)
        code = int(_text(task, "ConstraintType") or 0)
        elapsed = _text(task, "DurationFormat") in _ELAPSED
        hours, begun = 24 if elapsed else self.day, _date(task, "ActualStart")
        if elapsed:
            said = "lasts elapsed days, which run on weekends; brought in as working days."
            self.found.say(_text(task, "Name"), said, "Compare its finish.")  # fmt: skip
        return Activity(
            uid, _text(task, "Name"), int(_text(task, "OutlineLevel") or 1),
            self._days(_text(task, "Duration"), hours), _date(task, "Start"), _date(task, "Finish"),
            begun, _date(task, "ActualFinish"),
            _date(base, "Start") if base is not None else None, _date(base, "Finish") if base is not None else None,
            float(progress) / 100 if progress else None,
            self._days(_text(task, "RemainingDuration"), hours) if begun else None,
            _CONSTRAINTS[code] if code < len(_CONSTRAINTS) else "",
            _date(task, "ConstraintDate") if code > 1 else None, _date(task, "Deadline"),
            _text(task, "Milestone") == "1" and _text(task, "Summary") != "1", ", ".join(self.assigned.get(uid, ())),
            tuple(self._links(task, known)), self._hours(_text(task, "Work")), self._hours(_text(task, "ActualWork")),
        )  # fmt: skip

    def _links(self, task: Element, known: set[str]) -> Iterator[str]:
        for one in task.iterfind("{*}PredecessorLink"):
            before, kind = _text(one, "PredecessorUID"), LINKS[int(_text(one, "Type") or 1)]
            if before not in known:
                self.found.say(_text(task, "Name"), f"follows task {before} of another plan; the link was left out.",
                               "Bring the other plan in as well, and type the link.")  # fmt: skip
                continue
            lag, unit = float(_text(one, "LinkLag") or 0), _text(one, "LagFormat")
            if unit in _PERCENT:
                yield link(before, kind, lag, "%")
            elif unit in _ELAPSED:
                yield link(before, kind, lag / 10 / 60 / 24, "ed")
            else:
                yield link(before, kind, lag / 10 / 60 / self.day)

    def _days(self, span: str, hours: float) -> float | None:
        found = self._hours(span)
        return None if found is None else round(found / hours, 4)

    def _hours(self, span: str) -> float | None:
        match = _SPAN.fullmatch(span)
        if not span or match is None:
            return None
        days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
        return (days * 24 + hours + minutes / 60 + seconds / 3600) * (-1 if match[1] else 1)

    def _holidays(self) -> None:
        """The days off of the plan's calendar; those of persons and of single tasks are not the programme's."""
        uid = _text(self.root, "CalendarUID")
        calendars = list(self.root.iterfind("{*}Calendars/{*}Calendar"))
        chosen = next((one for one in calendars if _text(one, "UID") == uid), calendars[0] if calendars else None)
        if chosen is None:
            return
        self.found.days_off, self.found.hours_per_day = _days_off_of(chosen, calendars), self.day
        for one in (*chosen.iterfind("{*}WeekDays/{*}WeekDay"), *chosen.iterfind("{*}Exceptions/{*}Exception")):
            is_week = etree.QName(one).localname == "WeekDay"
            if _text(one, "DayWorking") == "1" or (is_week and _text(one, "DayType") != "0"):
                continue
            period = one.find("{*}TimePeriod")
            first = _date(period, "FromDate") if period is not None else None
            last = _date(period, "ToDate") if period is not None else None
            if first is not None and last is not None:
                self._days_off(first, last, one)

    def _days_off(self, first: date, last: date, exception: Element) -> None:
        name, days = _text(exception, "Name"), (last - first).days + 1
        if _text(exception, "Type") not in ("", "1") and days != 1:
            self.found.say(name, f"recurs between {first} and {last}; its days off were not brought in.",
                           "Type them into Holidays.")  # fmt: skip
        elif days > _LONGEST_HOLIDAY:
            self.found.say(name, f"lasts from {first} to {last}; not brought in.", "Type the days into Holidays.")
        else:
            for number in range(days):
                self.found.holidays.setdefault(first + timedelta(days=number), name)


def _days_off_of(calendar: Element, calendars: Sequence[Element]) -> str:
    """Seven signs from Monday to Sunday, 1 = a day off; a calendar leaves to its base what it does not say itself."""
    base = next((one for one in calendars if _text(one, "UID") == _text(calendar, "BaseCalendarUID")), None)
    signs = list("0000011" if base is None or base is calendar else _days_off_of(base, ()))
    for one in calendar.iterfind("{*}WeekDays/{*}WeekDay"):
        number = int(_text(one, "DayType") or 0)  # 1 = Sunday
        if number in range(1, 8):
            signs[(number - 2) % 7] = "0" if _text(one, "DayWorking") == "1" else "1"
    return "".join(signs)


def _text(element: Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _date(element: Element, name: str) -> date | None:
    text = _text(element, name)[:10]
    try:
        return date.fromisoformat(text) if text and not text.startswith("NA") else None
    except ValueError:
        return None
