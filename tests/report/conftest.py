"""The sample programme at its status date, and an empty tracker."""

from __future__ import annotations

from datetime import date

import pytest

from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker


@pytest.fixture(scope="package")
def programme() -> Tracker:
    return Tracker.from_cells("claims-forward-tracker.xlsx", cells())


@pytest.fixture(scope="package")
def desk(programme: Tracker) -> Desk:
    """The last closed quarter, as a deck takes it."""
    return prepare(programme)


@pytest.fixture
def empty() -> Tracker:
    return Tracker.from_cells("new.xlsx", {}, date(2026, 11, 13))
