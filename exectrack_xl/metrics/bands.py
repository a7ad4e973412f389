"""From a value to its colour. Depends on: tracker, metrics.declaration."""

from __future__ import annotations

from typing import Any

from exectrack_xl.metrics.declaration import Bands
from exectrack_xl.tracker import Settings


def colour(bands: Bands | None, value: Any, settings: Settings) -> str:
    """Green, Yellow or Red by a metric's bands; "" where it has none or the value is not known.

    >>> colour(Bands("spi_t_green", "spi_t_yellow"), 0.9, Settings())
    'Yellow'
    """
    if bands is None or not isinstance(value, int | float) or value != value:
        return ""
    green, yellow = (settings.number(b) if isinstance(b, str) else b for b in (bands.green, bands.yellow))
    sign = 1 if green > yellow else -1  # -1: the smaller the better
    exact = round(value, 9)  # 102 / 100 − 1 is a hair above 2%
    if sign * exact >= sign * green:
        return "Green"
    return "Yellow" if sign * exact >= sign * yellow else "Red"
