"""The working days of each initiative, where it keeps others than the tracker. Depends on: schema, tracker.calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import WORKING_WEEK
from exectrack_xl.tracker.calendar import Calendar

_LONGEST = 366  # days that a stretch may have; more is a slip of the pen


def calendars_of(initiatives: Table, shared: Calendar) -> dict[str, Calendar]:
    """The calendar of each initiative that keeps one of its own: its week, and its days off besides the holidays.

    What cannot be read of the days off is left out.
    """
    found = {}
    columns = (initiatives[name].tolist() for name in ("id", "working_week", "days_off"))
    for identity, week, text in zip(*columns, strict=True):
        if week in WORKING_WEEK or text.strip():
            days = days_off(text)[0]
            found[identity] = Calendar(WORKING_WEEK.get(week, shared.weekend), (*shared.holidays, *days))
    return {identity: calendar for identity, calendar in found.items() if calendar != shared}


def days_off(text: str) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The days that a text names, and the parts of it that name none.

    >>> days_off("2026-12-24; 2026-12-28 to 2026-12-29; soon")
    ((datetime.date(2026, 12, 24), datetime.date(2026, 12, 28), datetime.date(2026, 12, 29)), ('soon',))
    """
    days: list[date] = []
    faults = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;,\n]", text))):
        stretch = list(_stretch(part))
        days += stretch
        if not stretch:
            faults.append(part)
    return tuple(days), tuple(faults)


def _stretch(part: str) -> Iterator[date]:
    """The days from the first date of a part to its last one; none where it cannot be read."""
    try:
        ends = [date.fromisoformat(day.strip()[:10]) for day in re.split(r"\s+to\s+|\.\.|–", part)]
    except ValueError:
        return
    if len(ends) <= 2 and 0 <= (ends[-1] - ends[0]).days < _LONGEST:
        yield from (ends[0] + timedelta(day) for day in range((ends[-1] - ends[0]).days + 1))
