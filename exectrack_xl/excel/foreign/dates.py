"""Dates as people write them; whether day or month comes first is decided from all of a list, never cell by cell.

Depends on: excel.foreign.words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from exectrack_xl.excel.foreign.words import key, months
from exectrack_xl.schema.serial_days import day_of

_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(_WEEKDAY + r"(\d{1,2})\s*([./-])\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?:,?\s+\d.*)?")
_NAMED = re.compile(_WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s./-]*(?:de\s+)?([^\W\d]{3,10})\.?"
                    r"[\s./,-]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?:,?\s+\d.*)?", re.IGNORECASE)  # fmt: skip
_MONTH_FIRST = re.compile(_WEEKDAY + r"([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s.*)?",
                          re.IGNORECASE)  # fmt: skip
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIALS = range(20_000, 80_000)  # 1954 to 2119, as Excel counts days


@dataclass(frozen=True)
class Order:
    """Whether the day comes before the month, and how sure that is."""

    day_first: bool
    is_guess: bool = False  # no date of the list tells
    is_mixed: bool = False  # some dates say one thing, some the other


def order_of(values: Iterable[Any]) -> Order:
    """The order of day and month in a list's dates.

    >>> order_of(["03/04/2026", "25/04/2026"])
    Order(day_first=True, is_guess=False, is_mixed=False)
    >>> order_of(["03/04/2026"]).is_guess
    True
    """
    found = [match for match in (_NUMBERS.fullmatch(v.strip()) for v in values if isinstance(v, str)) if match]
    day = sum(int(match[1]) > 12 for match in found)
    month = sum(int(match[3]) > 12 for match in found)
    if day or month:
        return Order(day >= month, is_mixed=bool(day and month))
    dotted = any(match[2] == "." for match in found)
    same = all(match[1] == match[3] for match in found)
    return Order(day_first=True, is_guess=bool(found) and not dotted and not same)


def date_of(value: Any, *, day_first: bool = True) -> date | None:
    """The date a cell stands for, None where it is none.

    >>> date_of("31.12.2026"), date_of("12/Mar/26 3:45 PM"), date_of("Dec 5, 2026"), date_of("TBD")
    (datetime.date(2026, 12, 31), datetime.date(2026, 3, 12), datetime.date(2026, 12, 5), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return day_of(value) if int(value) in _SERIALS else None
    return _of_text(" ".join(value.split()), day_first) if isinstance(value, str) else None


def _of_text(text: str, day_first: bool) -> date | None:
    if _SERIAL.fullmatch(text):  # a CSV file of a sheet whose dates were shown as numbers
        return date_of(float(text))
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        day, month = (first, second) if day_first else (second, first)
        return _date(year, month, day) or _date(year, day, month)  # 25/12 can be read in one way only
    if (match := _NAMED.fullmatch(text)) and (number := months().get(key(match[2]))):
        return _date(_year(match[3]), number, int(match[1]))
    if (match := _MONTH_FIRST.fullmatch(text)) and (number := months().get(key(match[1]))):
        return _date(int(match[3]), number, int(match[2]))
    return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) - (100 if int(text) > 69 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1900 else None
    except ValueError:
        return None
