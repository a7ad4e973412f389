"""What a text or a number stands for where a date or a number was expected. Depends on: schema.written_dates."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from exectrack_xl.schema.serial_days import day_of
from exectrack_xl.schema.written_dates import written_date


def date_meant(value: Any) -> tuple[date | None, str]:
    """The date a text or number stands for, and how it was written; None where it is no date."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        plausible = 1 <= value < 2958466 and math.isfinite(value)
        return (day_of(value), "a number") if plausible else (None, "")
    if isinstance(value, str):
        meant = written_date(value)
        return meant, "text" if meant else ""
    return None, ""


def number_meant(text: str) -> float | None:
    """The number a text stands for: "12", " 12.5 ", "40%"; None where it is ambiguous or none."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", "")
    scale = 0.01 if plain.endswith("%") else 1.0
    convert: Callable[[str], float] = float
    try:
        number = convert(plain.rstrip("%").strip()) * scale
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def range_words(low: float, high: float, whole: bool) -> str:
    """The numbers from `low` to `high` in words; an infinite end is open."""
    kind = "a whole number" if whole else "a number"
    if math.isfinite(low) and math.isfinite(high):
        return f"{kind} from {low:g} to {high:g}"
    if math.isfinite(low):
        return f"{kind}, {low:g} or more"
    return f"{kind}, {high:g} or less" if math.isfinite(high) else kind


def as_float(value: Any) -> float:
    """The number as a float; infinite where it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf
