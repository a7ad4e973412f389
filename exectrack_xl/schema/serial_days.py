"""Dates as the numbers that they are in a spreadsheet: days since 30 December 1899. Depends on: nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAY_ZERO = date(1899, 12, 30)


def serial_of(moment: date) -> float:
    """The number of a day; of a moment, with the part of the day that has passed.

    >>> serial_of(date(2026, 11, 13)), serial_of(datetime(2026, 11, 13, 18))
    (46339.0, 46339.75)
    """
    if not isinstance(moment, datetime):
        return float((moment - DAY_ZERO).days)
    passed = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return (moment.date() - DAY_ZERO).days + passed / timedelta(days=1)


def day_of(serial: float) -> date:
    """The day of a number.

    >>> day_of(46339.75)
    datetime.date(2026, 11, 13)
    """
    return DAY_ZERO + timedelta(days=int(serial))
