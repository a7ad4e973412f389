"""A word that a person gives a metric, checked against the words it knows. Depends on: errors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exectrack_xl.errors import MetricError, nearest


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
