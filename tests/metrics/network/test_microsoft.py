"""Random networks scheduled by a model of Microsoft Project come out of ours with the same dates and floats.

The answers stand in microsoft_networks.json, with where they come from. Free float is compared where both mean the
same: not across elapsed lags, calendars and links of summaries.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from exectrack_xl.metrics.network.activities import Links
from exectrack_xl.metrics.network.schedule import network, solve
from exectrack_xl.metrics.network.summaries import pushed_down
from exectrack_xl.metrics.network.working_days import WorkingDays
from exectrack_xl.tracker import Calendar
from tests.metrics.network.random_networks import activities

NETWORKS = json.loads((Path(__file__).parent / "microsoft_networks.json").read_text(encoding="utf-8"))["networks"]
NAMES = ("early_start", "early_finish", "late_start", "late_finish", "start", "finish")


@pytest.mark.parametrize("case", NETWORKS, ids=lambda case: case["name"])
def test_dates_and_floats_are_those_of_microsoft_project(case: dict[str, Any]) -> None:
    holidays = tuple(map(date.fromisoformat, case["holidays"]))
    calendars = WorkingDays(Calendar(holidays=holidays)), WorkingDays.every_day()
    leaves: dict[int, list[int]] = {}
    for row, task in enumerate(case["tasks"]):
        if "summary" in task:
            leaves.setdefault(task["summary"], []).append(row)
    kept = [row for row in range(len(case["tasks"])) if row not in leaves]
    tasks = activities([case["tasks"][row] for row in kept], calendars)
    start = float(np.datetime64(case["start"]).astype(int))

    def linked(ties: list[Any]) -> Links:
        sound = [tie for tie in ties if not {*tie[:2]} & {*leaves}]
        return Links.of([(kept.index(tie[0]), kept.index(tie[1]), *tie[2:]) for tie in sound])

    def starts() -> Any:
        found = np.zeros(len(case["tasks"]))
        found[kept] = network(tasks, linked(case["links"]), calendars, start=start).times
        return found

    schedule = solve(network(tasks, linked(pushed_down(case["links"], leaves, starts)), calendars, start=start))
    for column, name in enumerate(NAMES):
        expected = [calendars[tasks.calendar[place]].position(moment(case["dates"][row][column]))
                    for place, row in enumerate(kept)]  # fmt: skip
        assert np.allclose(getattr(schedule, name), expected), name
    assert np.allclose(schedule.total_float, [case["total"][row] for row in kept])
    if "free" in case:
        assert np.allclose(schedule.free_float, [case["free"][row] for row in kept])


def moment(text: str) -> float:
    when = datetime.fromisoformat(text + ":00")
    worked = min(max(when.hour - 8, 0), 4) + min(max(when.hour - 13, 0), 4)
    return float(np.datetime64(when.date()).astype(int)) + worked / 8
