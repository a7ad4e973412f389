"""Working days between two dates, both ends counted, and the day so many working days away, as Excel counts them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case, number_of

_COUNTS = {"no": 0, "one": 1, "two": 2, "three": 3, "four": 4}
_SATURDAY = 5


def answers(case: Case) -> dict[str, Any]:
    """One answer for each name such as "two_holidays"; any other name counts all holidays."""
    given = case.inputs
    holidays = tuple(date.fromisoformat(day) for day in given.get("holidays", []))
    found = {}
    for asked in case.expected:
        words = asked.split("_")
        number = next((_COUNTS[word] for word in words if word in _COUNTS and "holiday" in asked), len(holidays))
        found[asked] = _answer(given, Calendar(_weekend(given), holidays[:number]))
    return found


def _answer(given: dict[str, Any], calendar: Calendar) -> Any:
    start = date.fromisoformat(given["start"])
    days = number_of(given, "days", "workdays", "working_days", "n")
    if days is not None:
        return _away(start, int(days), calendar)
    end = date.fromisoformat(given["end"] if "end" in given else given["finish"])
    if start <= end:
        return calendar.between(start, end + timedelta(1))
    return -calendar.between(end, start + timedelta(1))


def _away(start: date, days: int, calendar: Calendar) -> date:
    """The working day so many after a date, or before it: the date itself never counts."""
    step = timedelta(1 if days > 0 else -1)
    begin = start + step if days else start
    while not calendar.between(begin, begin + timedelta(1)):
        begin += step
    found: date = calendar.add(begin, days - step.days if days else 0).item()
    return found


def _weekend(given: dict[str, Any]) -> str:
    """Seven signs, or Excel's number: 1 to 7 two days off, 11 to 17 one."""
    code = given.get("weekend", given.get("weekend_code", 1))
    if isinstance(code, str) and len(code) == 7:
        return code
    number = int(code)
    off = {(_SATURDAY + number - 1 + more) % 7 for more in (0, 1)} if number < 8 else {(number - 12) % 7}
    return "".join("1" if day in off else "0" for day in range(7))
