"""Numbers and dates as text: once, for cell, slide, document and terminal.

Rounds half up, as Excel does; a minus is the true sign −; what is not known is "–".
Depends on: metrics (units), tracker (months).
"""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np

from exectrack_xl.metrics import Unit
from exectrack_xl.tracker.periods import MONTHS

UNKNOWN = "–"
_WIDE = Context(prec=400)  # digits enough for any number that a computer holds
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "CHF ", "CNY": "¥", "INR": "₹"}


def is_known(value: Any) -> bool:
    """Whether a metric gave a value: not NaN, not None, not an empty text."""
    return value is not None and value != "" and not (isinstance(value, float) and math.isnan(value))


def fixed(value: float, digits: int, grouped: bool = True) -> str:
    """A number with so many digits, rounded half up.

    >>> fixed(0.865, 2), fixed(-1234.5, 0), fixed(float("-inf"), 0), fixed(float("nan"), 0)
    ('0.87', '−1,235', '−∞', '–')
    """
    exact = rounded(value, digits)
    if exact.is_nan():
        return UNKNOWN
    text = f"{abs(exact):,.{digits}f}" if grouped else f"{abs(exact):.{digits}f}"
    return f"{'−' if exact < 0 else ''}{text if exact.is_finite() else '∞'}"


def rounded(value: float, digits: int) -> Decimal:
    """A number rounded half up to so many digits; what has no end keeps none."""
    exact = Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE) if exact.is_finite() else exact


def signed(text: str) -> str:
    """A difference, always with its sign: +0.4, −3; nothing before a zero."""
    return text if text.startswith("−") or not any(digit in "123456789" for digit in text) else f"+{text}"


def percent(value: float) -> str:
    """A share in whole percent.

    >>> percent(0.865)
    '87%'
    """
    return f"{fixed(float(Decimal(repr(float(value))) * 100), 0)}%"


def index(value: float) -> str:
    """A performance index with two digits."""
    return fixed(value, 2)


def money(value: float, currency: str, more: int = 0) -> str:
    """An amount of money, as short as it may be said aloud, or with so many digits more.

    >>> money(13214000, "EUR"), money(-310000, "EUR"), money(9400, "USD"), money(310000, "SEK")
    ('€13.2 m', '−€310 k', '$9,400', 'SEK 310 k')
    """
    symbol = SYMBOLS.get(currency.upper(), f"{currency} " if currency else "")
    power, digits, word = _shortened(abs(value), more)
    text = f"{fixed(abs(value) / 10**power, digits)}{word}"
    return f"{'−' if value < 0 and text != '0' else ''}{symbol}{text}"


def money_step(value: float, more: int = 0) -> Decimal:
    """What the last digit is worth of an amount as `money` prints it.

    >>> money_step(13214000), money_step(-310000, 1), money_step(9400, 1)
    (Decimal('1E+5'), Decimal('1E+2'), Decimal('1'))
    """
    power, digits, _ = _shortened(abs(value), more)
    return Decimal(1).scaleb(power - digits)


def _shortened(size: float, more: int) -> tuple[int, int, str]:
    """By which power of ten an amount is shortened, to how many digits, and the word for that."""
    if size >= 999_500:
        return 6, 1 + more, " m"
    return (3, more, " k") if size >= 9_999.5 else (0, 0, "")


def as_date(value: Any) -> date | None:
    """A date from whatever a table or metric holds; None for blank."""
    if value is None or (isinstance(value, np.datetime64) and np.isnat(value)):
        return None
    found: date | None = value.astype("datetime64[D]").item() if isinstance(value, np.datetime64) else value
    return found


def day(value: Any, year: bool = True) -> str:
    """A date as said: 18 Mar 2027, or 18 Mar where the year is obvious.

    >>> day(date(2027, 3, 18)), day(date(2027, 3, 18), year=False)
    ('18 Mar 2027', '18 Mar')
    """
    found = as_date(value)
    if found is None:
        return UNKNOWN
    text = f"{found.day} {MONTHS[found.month - 1]}"
    return f"{text} {found.year}" if year else text


def near_day(value: Any, around: date) -> str:
    """A date without its year when that is the year it is read in."""
    found = as_date(value)
    return day(found, year=found is not None and found.year != around.year)


def days_late(value: Any) -> str:
    """A variance in working days, in words.

    >>> days_late(20.0), days_late(-7.0), days_late(0.0), days_late(float("nan"))
    ('20 d late', '7 d early', 'on plan', '–')
    """
    if not is_known(value):
        return UNKNOWN
    whole = int(fixed(abs(value), 0, grouped=False))
    if whole == 0:
        return "on plan"
    return f"{whole} d {'late' if value > 0 else 'early'}"


def moved(value: Any) -> str:
    """What something does to a date, in working days.

    >>> moved(-15.0), moved(10.0), moved(0.0), moved(float("nan"))
    ('15 d earlier', '10 d later', 'no effect', '–')
    """
    if not is_known(value):
        return UNKNOWN
    whole = fixed(abs(value), 0)
    return "no effect" if whole == "0" else f"{whole} d {'later' if value > 0 else 'earlier'}"


def days_count(value: float) -> str:
    """A number of days in a sentence, with its direction where that is unusual.

    >>> days_count(5.0), days_count(-1.0), days_count(0.0)
    ('5 working days', '−1 working day', 'nothing')
    """
    text = fixed(value, 0)
    return "nothing" if text == "0" else f"{text} working {'day' if text in ('1', '−1') else 'days'}"


def short(value: Any) -> str:
    """A number of any kind with as many digits as it needs, two at most.

    >>> short(12.0), short(101.5), short(0.125), short(float("nan"))
    ('12', '101.5', '0.13', '–')
    """
    if not is_known(value):
        return UNKNOWN
    return next(text for digits in (0, 1, 2) if digits == 2 or float(value) == round(float(value), digits)
                for text in (fixed(float(value), digits),))  # fmt: skip


def plural(count: float, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "risk"), plural(3, "risk"), plural(0, "dependency", "dependencies")
    ('1 risk', '3 risks', 'no dependencies')
    """
    noun = one if count == 1 else (many or f"{one}s")
    return f"{'no' if count == 0 else fixed(count, 0)} {noun}"


def spelled(count: int) -> str:
    """A small count in letters, as in a sentence: "no", "two", "12"."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else fixed(count, 0)


def counted(count: float, one: str, many: str = "") -> str:
    """A count with its noun at the beginning of a sentence.

    >>> counted(2, "critical issue"), counted(0, "risk")
    ('Two critical issues', 'No risks')
    """
    noun = one if count == 1 else (many or f"{one}s")
    return f"{spelled(int(count)).capitalize()} {noun}"


def listed(words: list[str]) -> str:
    """Words joined as in a sentence: "A", "A and B", "A, B and C"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def value_text(value: Any, unit: Unit, currency: str) -> str:
    """The value of a metric as text, by its unit."""
    if not is_known(value):
        return UNKNOWN
    if unit is Unit.DATE:
        return day(value)
    if unit is Unit.MONEY:
        return money(value, currency)
    if unit is Unit.SHARE and isinstance(value, int | float | np.number):
        return percent(float(value))
    digits = DIGITS.get(unit)
    if digits is None or not isinstance(value, int | float | np.number):
        return str(value)
    return fixed(float(value), digits)


# Digits behind the point, by unit; a share is in percent, money and dates have rules of their own.
DIGITS: dict[Unit, int] = {
    Unit.INDEX: 2, Unit.DAYS: 0, Unit.CALENDAR_DAYS: 0, Unit.COUNT: 0, Unit.POINTS: 0,
    Unit.SCORE: 1, Unit.RATING: 1, Unit.MONTHS: 1,
}  # fmt: skip
