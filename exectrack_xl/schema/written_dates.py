"""Dates as people type them as text. Read only where they can mean one day. Depends on: nothing."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")  # day first wherever dots are used
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_NAMED = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ ,-]+(\d{4})")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")


def written_date(text: str) -> date | None:
    """The one day that a text can mean; None where it is ambiguous, as 03/04/2026 is, or no date.

    >>> written_date("16.10.2026") == written_date("Oct 16, 2026") == written_date("16/10/2026")
    True
    >>> written_date("03/04/2026") is None
    True
    """
    plain = " ".join(text.split()).casefold()
    numbers = _numbers(plain)
    try:
        return date(*numbers) if numbers else datetime.fromisoformat(plain.upper()).date()
    except ValueError:
        return None


def _numbers(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _SLASHED.fullmatch(text):
        return _told_apart(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_NAMED.fullmatch(text):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_NAMED.fullmatch(text):
        return int(found[3]), _month(found[1]), int(found[2])
    return None


def _told_apart(first: int, second: int, year: int) -> tuple[int, int, int] | None:
    """Day and month, where only one of the two can be the month, or both are the same."""
    if first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else None


def _month(name: str) -> int:
    """The number of an English month, in full or short; 0 for any other word."""
    return next((at for at, one in enumerate(_MONTHS, 1) if name in (one, one[:3], one[:4])), 0)
