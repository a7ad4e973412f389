"""Laws of plans as they are: some way in, with dates from outside, holidays and two calendars."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.metrics.network.activities import FNET, SNET, Links
from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.schedule import Schedule, network, solve
from tests.metrics.network.primavera import CALENDARS, START, WEEK, in_progress
from tests.metrics.network.random_networks import FEATURES, activities, drawn

SIZE = 14
PLAN = {"constraints": (SNET, FNET), "kinds": ("FS", "SS", "FF", "SF"), "lags": (0, 0, 1, -1)}
SEEDS = st.integers(0, 10_000)
few = settings(max_examples=40, deadline=None)


@pytest.fixture(autouse=True, scope="module")
def plans() -> Any:
    """Plans in progress, in one calendar and in two, as networks that can be drawn."""
    with pytest.MonkeyPatch.context() as patch:
        more = {"in progress": PLAN, "in progress in two calendars": {**PLAN, "calendars": True}}
        patch.setattr("tests.metrics.network.random_networks.FEATURES", {**FEATURES, **more})
        yield


def scheduled(tasks: list[dict[str, Any]], links: list[list[Any]], now: float) -> Schedule:
    made = network(activities(tasks, CALENDARS), Links.of([tuple(link) for link in links]), CALENDARS,
                   start=START, data_date=WEEK.start_moment(now))  # fmt: skip
    return solve(made)


def plan(name: str, seed: int) -> tuple[list[dict[str, Any]], list[list[Any]], float]:
    status = in_progress(drawn(name, seed, SIZE), seed, out_of_order=0.1)
    return list(status.network["tasks"]), list(status.network["links"]), status.data_date


def ends(schedule: Schedule) -> float:
    return float(schedule.network.moments(schedule.finish).max())


@few
@given(SEEDS)
def test_open_work_on_the_longest_path_has_the_least_float(seed: int) -> None:
    schedule = scheduled(*plan("in progress", seed))
    driving = Driving(schedule, [f"T-{row:02}" for row in range(SIZE)])
    path = [row for row in driving.path(driving.last(np.ones(SIZE, dtype=bool))) if schedule.open[row]]
    assert all(abs(schedule.total_float[row]) < 1e-6 for row in path)
    assert not path or schedule.total_float[schedule.open].min() >= -1e-6


@few
@given(SEEDS, st.sampled_from(["in progress", "in progress in two calendars"]), st.data())
def test_another_link_never_ends_it_earlier(seed: int, name: str, data: st.DataObject) -> None:
    tasks, links, now = plan(name, seed)
    tail, head = sorted(data.draw(st.lists(st.integers(0, SIZE - 1), min_size=2, max_size=2, unique=True)))
    link = [tail, head, data.draw(st.sampled_from(["FS", "SS", "FF", "SF"])), data.draw(st.integers(-2, 5)), "d"]
    assert ends(scheduled(tasks, [*links, link], now)) >= ends(scheduled(tasks, links, now)) - 1e-6


@few
@given(SEEDS)
def test_more_work_to_go_never_ends_it_earlier_and_a_later_data_date_neither(seed: int) -> None:
    tasks, links, now = plan("in progress in two calendars", seed)
    whole = ends(scheduled(tasks, links, now))
    assert ends(scheduled(tasks, links, now + 2)) >= whole - 1e-6
    for row, task in enumerate(tasks):
        if "remaining" in task:
            longer = [*tasks[:row], {**task, "remaining": task["remaining"] + 3}, *tasks[row + 1 :]]
            assert ends(scheduled(longer, links, now)) >= whole - 1e-6


@few
@given(SEEDS)
def test_the_order_of_rows_changes_no_date_and_no_float(seed: int) -> None:
    tasks, links, now = plan("in progress in two calendars", seed)
    order = list(range(SIZE))
    Random(seed).shuffle(order)
    place = {row: new for new, row in enumerate(order)}
    moved = [[place[link[0]], place[link[1]], *link[2:]] for link in links]
    plain, mixed = scheduled(tasks, links, now), scheduled([tasks[row] for row in order], moved, now)
    for name in ("start", "finish", "total_float", "free_float"):
        assert np.allclose(getattr(plain, name)[order], getattr(mixed, name)), name
