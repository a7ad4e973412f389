"""What a person gives a metric as its own parameter: a word of a list, a share, a day. Depends on: errors, schema."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from exectrack_xl.errors import MetricError, nearest
from exectrack_xl.schema.meaning import date_meant, number_meant


def choice(what: str, given: Any, allowed: Iterable[str]) -> str:
    """The allowed word that was meant, in any case.

    Raises:
        MetricError: it is none of them.

    >>> choice("unit", "DAYS", ("value", "%", "days"))
    'days'
    """
    folded = {word.casefold(): word for word in allowed}
    found = folded.get(str(given).strip().casefold())
    if found is None:
        listed, near = ", ".join(f'"{word}"' for word in folded.values()), nearest(str(given), folded.values())
        raise MetricError(f"The {what} cannot be '{given}': give one of {listed}.{near}")
    return found


def share_of(what: str, given: Any) -> float:
    """The share that was meant, as a number, a percentage or a text of either.

    Raises:
        MetricError: it is none between 0 and 1, both left out.

    >>> share_of("probability", 0.8), share_of("probability", "80%"), share_of("probability", "0.8")
    (0.8, 0.8, 0.8)
    """
    number = number_meant(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < 1:
        raise MetricError(f"The {what} cannot be '{given}': give a share between 0 and 1, such as 0.85 or 85%.")
    return float(number)


def day_of(what: str, given: Any) -> date | None:
    """The day that was meant, as a date, the number of a date or a text of either; None for a blank.

    Raises:
        MetricError: it is no date.

    >>> day_of("by", "2026-12-31"), day_of("by", "46387"), day_of("by", "")
    (datetime.date(2026, 12, 31), datetime.date(2026, 12, 31), None)
    """
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    text = str(given).strip()
    if not text:
        return None
    number = number_meant(text)
    found = date_meant(text if number is None else number)[0]
    if found is None:
        raise MetricError(f"'{what}' cannot be '{given}': give a date, such as 2026-12-31.")
    return found
