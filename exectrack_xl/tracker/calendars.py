"""Working days of initiatives that keep others than the tracker: their days off, and holidays of their own.

Depends on: schema, tracker.calendar.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from exectrack_xl.schema import Table
from exectrack_xl.schema.written_dates import written_date
from exectrack_xl.tracker.calendar import Calendar

LONGEST = 366  # days in a row that can be a holiday
_SPAN = re.compile(r"\s*(?:\.\.\.?|…|\s[-–]\s|\bto\b)\s*")
_BETWEEN = re.compile(r"[;,\n]+")


def own_calendars(initiatives: Table, common: Calendar) -> dict[str, Calendar]:
    """The calendar of each initiative that keeps another than the common one, by ID.

    Its own days off take the place of the common ones; its own holidays come to the common ones. What cannot be read
    does not count: a check names it.
    """
    found = {}
    columns = (initiatives[name].tolist() for name in ("id", "days_off", "own_holidays"))
    for identity, week, holidays in zip(*columns, strict=True):
        if identity and (week.strip() or holidays.strip()):
            days = {*common.holidays, *holidays_written(holidays)[0]}
            calendar = Calendar(week_written(week) or common.weekend, tuple(sorted(days)))
            if calendar != Calendar(common.weekend, tuple(sorted(common.holidays))):
                found[identity] = calendar
    return found


def week_written(text: str) -> str:
    """Days off as seven signs from Monday to Sunday; "" where they cannot be read or leave no day to work.

    A cell that turned 0000011 into a number has lost its zeros: they are given back.

    >>> week_written("11"), week_written("1111111")
    ('0000011', '')
    """
    signs = text.strip().removesuffix(".0").zfill(7) if text.strip() else ""
    return signs if len(signs) == 7 and set(signs) <= {"0", "1"} and "0" in signs else ""


def holidays_written(text: str) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """The days that a text lists, from first to last, and the parts of it that are no day and no span of days.

    >>> [str(day) for day in holidays_written("2026-12-24..2026-12-25, soon")[0]]
    ['2026-12-24', '2026-12-25']
    """
    days: set[date] = set()
    unread = []
    for part in filter(str.strip, _BETWEEN.split(text)):
        ends = [written_date(end) for end in _SPAN.split(part.strip())]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None or not 0 <= (last - first).days <= LONGEST:
            unread.append(part.strip())
        else:
            days.update(first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(sorted(days)), tuple(unread)


def joined(calendars: Collection[Calendar]) -> Calendar:
    """The calendar that works whenever one of these does.

    >>> joined([Calendar(), Calendar(weekend="0000000", holidays=(date(2026, 12, 25),))]).weekend
    '0000000'
    """
    weekend = "".join(
        "1" if set(signs) == {"1"} else "0" for signs in zip(*(c.weekend for c in calendars), strict=True)
    )
    listed = sorted({day for calendar in calendars for day in calendar.holidays})
    off = (day for day in listed if all(_is_off(calendar, day) for calendar in calendars))
    return Calendar(weekend, tuple(day for day in off if weekend[day.weekday()] == "0"))


def _is_off(calendar: Calendar, day: date) -> bool:
    return calendar.weekend[day.weekday()] == "1" or day in calendar.holidays
