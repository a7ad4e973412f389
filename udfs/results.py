"""What a cell shows: values as a spreadsheet takes them, lists as rows without headers, blank for not known.

Depends on: metrics.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import numpy as np

from exectrack_xl.metrics import Listing, Series

Cells = list[list[Any]]


def cell(value: Any) -> Any:
    """One value: dates as datetime, numbers as float, truths as they are, "" where it is not known.

    >>> cell(float("nan")), cell(np.float64(0.5)), cell(date(2026, 9, 30))
    ('', 0.5, datetime.datetime(2026, 9, 30, 0, 0))
    """
    if value is None or (isinstance(value, float | np.floating) and np.isnan(value)):
        return ""
    if isinstance(value, np.datetime64):
        return "" if np.isnat(value) else cell(value.astype("datetime64[D]").item())
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | float | np.integer | np.floating):
        return float(value)
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return str(value)


def listed(value: Any, rows: int | None) -> Cells:
    """A listing or series as rows, without its headers; cut to `rows`, and blank below the last.

    >>> listed(Listing(("ID", "Score"), (("R-1", 9.0),)), 2)
    [['R-1', 9.0], ['', '']]
    """
    found = [[cell(item) for item in row] for row in _rows(value)]
    width = len(value.headers) if isinstance(value, Listing) else 2
    wanted = max(len(found), 1) if rows is None else rows
    return [*found[:wanted], *([""] * width for _ in range(wanted - len(found)))]


def _rows(value: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Series):
        yield from zip(value.dates, value.values, strict=True)
    elif isinstance(value, Listing):
        yield from value.rows
