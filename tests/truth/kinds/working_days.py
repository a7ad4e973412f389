"""Working days between two dates, both ends counted, with the holidays given or the first of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case

_COUNTS = {"no": 0, "one": 1, "two": 2, "three": 3, "four": 4}


def answers(case: Case) -> dict[str, Any]:
    """One count for each name such as "two_holidays"; any other name counts all holidays."""
    start, after = date.fromisoformat(case.inputs["start"]), date.fromisoformat(case.inputs["end"]) + timedelta(1)
    holidays = tuple(date.fromisoformat(day) for day in case.inputs.get("holidays", []))
    return {asked: Calendar(holidays=holidays[: _COUNTS.get(asked.partition("_")[0])]).between(start, after)
            for asked in case.expected}  # fmt: skip
