"""Working days: counted between two dates, both ends included, or added to a date; with holidays and any weekend."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case, number_of, plain_name

_COUNTS = {"no": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_FIRST = 1, "0000011"  # Excel's weekend 1 is Saturday and Sunday, 2 is Sunday and Monday, …


def answers(case: Case) -> dict[str, Any]:
    """One answer for each name such as "two_holidays"; any other name has all holidays.

    With a number of days instead of an end, the answer is the date that many working days later, as Excel's WORKDAY.
    """
    given = {plain_name(name): value for name, value in case.inputs.items()}
    listed = given.get("holidays") or []
    holidays = tuple(_day(day) for day in (listed if isinstance(listed, list) else [listed]))
    start, end = _first(given, "start", "from", "startdate", "begin"), _first(given, "end", "to", "enddate", "finish")
    days = number_of(case.inputs, "days", "workdays", "offset", "n")
    found: dict[str, Any] = {}
    for asked in case.expected:
        calendar = Calendar(_weekend(given.get("weekend")), holidays[: _COUNTS.get(asked.partition("_")[0])])
        if end is not None and start is not None:
            found[asked] = _count(calendar, start, end)
        elif start is not None and days is not None:
            found[asked] = _later(calendar, start, int(days))
    return found


def _count(calendar: Calendar, start: date, end: date) -> int:
    """Both ends counted; minus where the end comes first."""
    if end < start:
        return -_count(calendar, end, start)
    return calendar.between(start, end + timedelta(1))


def _later(calendar: Calendar, start: date, days: int) -> date:
    """The start itself does not count, as in WORKDAY."""
    if days > 0:
        found = calendar.add(start + timedelta(1), days - 1)
    else:  # as many working days lie from the answer to the day before the start
        found = next(day for back in range(10 * abs(days) + 20) if
                     calendar.between(day := start - timedelta(back), start) == -days and
                     (not days or calendar.between(day, day + timedelta(1))))  # fmt: skip
    return np.asarray(found, "M8[D]").item()


def _weekend(given: Any) -> str:
    """Seven signs as they are; Excel's numbers 1 to 7 and 11 to 17; names of the days off."""
    if given is None:
        return _FIRST[1]
    if isinstance(given, list):
        names = [str(day)[:3].casefold() for day in given]
        return "".join("1" if day in names else "0" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    text = str(given)
    if len(text) == 7:
        return text
    number = int(text)
    off = {(number + 4) % 7, (number + 5) % 7} if number < 10 else {(number + 2) % 7}  # 11 is Sunday alone
    return "".join("1" if day in off else "0" for day in range(7))


def _first(given: dict[str, Any], *names: str) -> date | None:
    return next((_day(given[name]) for name in names if given.get(name)), None)


def _day(given: Any) -> date:
    return date.fromisoformat(str(given["date"] if isinstance(given, dict) else given)[:10])
