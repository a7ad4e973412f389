from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.calendar import Calendar


@pytest.fixture(scope="session")
def programme() -> Tracker:
    return Tracker.from_cells("sample", cells())


@pytest.fixture(scope="session")
def rows(programme: Tracker) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table as people read them: dates or None, numbers or None, texts."""
    return {name: [_row(record) for record in table.frame.to_dict("records")]
            for name, table in programme.tables.items()}  # fmt: skip


@pytest.fixture(scope="session")
def calendar(programme: Tracker) -> Calendar:
    return programme.calendar


def _row(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    if value != value or str(value) == "NaT":
        return None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime().date()
    return value.date() if hasattr(value, "date") and not isinstance(value, date) else value
