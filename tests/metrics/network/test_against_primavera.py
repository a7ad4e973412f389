"""Plans in progress, at a data date with retained logic, have the dates that a model of Primavera P6 gives them.

Where both mean something else it is said here. By our rule a lag runs from the day a predecessor really finished; in
MPXJ's model of P6 what is left of it begins at the data date. By our rule a link from a start that has happened to
another takes no float any more, as in MPXJ's model of Microsoft Project; that of P6 still counts it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics.network.activities import Links
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from tests.metrics.network import primavera
from tests.metrics.network.random_networks import FEATURES, activities, drawn

pytestmark = pytest.mark.usefixtures("java")

SIZE, SEEDS = 25, 5
IN_ORDER: dict[str, dict[str, Any]] = {
    "finish to start in progress": {"lags": (0, 1, 2)},
    "start to start in progress": {"kinds": ("SS",), "lags": (0, 1, 2)},
    "finish to finish in progress": {"kinds": ("FF",)},
    "start to finish in progress": {"kinds": ("SF",)},
    "all kinds in progress": {"kinds": ("FS", "SS", "FF", "SF")},
    "two calendars in progress": {"calendars": True},
    "dates that hold work in progress": {"constraints": primavera.ALIKE[:2], "lags": (0, 1)},
}


@pytest.mark.parametrize("name", IN_ORDER)
def test_open_work_has_the_same_dates_and_late_finishes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for status, schedule in drawn_in_progress(name, monkeypatch):
        theirs = np.array(primavera.scheduled(status))
        assert np.allclose(schedule.start[schedule.open], theirs[schedule.open, 0])
        assert np.allclose(schedule.finish[schedule.open], theirs[schedule.open, 1])
        held = schedule.open & ~begun_and_followed_by_start(status, schedule)
        assert np.allclose(schedule.late_finish[held], theirs[held, 2])


def test_work_that_began_too_early_waits_for_what_precedes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for status, schedule in drawn_in_progress("finish to start in progress", monkeypatch, out_of_order=0.3):
        theirs = np.array(primavera.scheduled(status))
        assert np.allclose(schedule.finish[schedule.open], theirs[schedule.open, 1])


def drawn_in_progress(name: str, monkeypatch: pytest.MonkeyPatch, out_of_order: float = 0.0) -> Any:
    monkeypatch.setattr("tests.metrics.network.random_networks.FEATURES", {**FEATURES, **IN_ORDER})
    for seed in range(SEEDS):
        status = primavera.in_progress(drawn(name, seed, SIZE), seed, out_of_order=out_of_order)
        yield status, ours(status)


def begun_and_followed_by_start(status: primavera.Status, schedule: Schedule) -> np.ndarray:
    """Work that runs and whose start others follow."""
    found = np.zeros(len(schedule.open), dtype=bool)
    for tail, _, kind, *_ in status.network["links"]:
        found[tail] |= kind in ("SS", "SF") and "started" in status.network["tasks"][tail]
    return found


def ours(status: primavera.Status) -> Schedule:
    links = Links.of([tuple(link) for link in status.network["links"]])
    return solve(network(activities(status.network["tasks"], primavera.CALENDARS), links, primavera.CALENDARS,
                         start=primavera.START, data_date=primavera.WEEK.start_moment(status.data_date)))  # fmt: skip
