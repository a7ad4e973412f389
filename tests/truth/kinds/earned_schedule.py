"""Earned schedule: a curve of cumulative PV by period and EV, or ES itself, to times and indices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from exectrack_xl.metrics.curves import Curve, month_ends
from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case, number_of, plain_name, solve

NAMES = {
    "es": "earned_schedule", "at": "actual_time", "pd": "planned_duration", "svt": "sv_t", "spit": "spi_t",
    "ieact": "ieac_t", "eact": "ieac_t", "tspi": "tspi", "tspit": "tspi", "tspipd": "tspi", "spi": "spi",
    "sv": "schedule_variance", "plannedduration": "planned_duration", "timeestimate": "time_estimate",
}  # fmt: skip
START = np.datetime64("2026-01-01")  # periods stand as months from here


def answers(case: Case) -> dict[str, Any]:
    """Whatever can be computed of what is asked; a list of EV gives a list of answers, one for each period."""
    given = _given(case.inputs)
    earned = case.inputs.get("EV")
    found: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        name = NAMES.get(plain_name(asked), "")
        try:
            if isinstance(expected, list | dict) and isinstance(earned, list | dict):
                values = [solve(name, given | at) for at in _each_period(earned, case.inputs)]
                found[asked] = dict(zip(expected, values, strict=True)) if isinstance(expected, dict) else values
            else:
                found[asked] = solve(name, given)
        except KeyError:
            continue
    return found


def _given(inputs: dict[str, Any]) -> dict[str, Any]:
    day = date(2026, 1, 31)
    given: dict[str, Any] = {"earned_date": None, "measured_day": day, "calendar": Calendar()}
    for metric, names in {
        "earned_schedule": ("ES",), "actual_time": ("AT", "actual_time"), "spi_t": ("SPIt",), "spi": ("SPI",),
        "planned_duration": ("PD", "planned_duration"), "earned_value": ("EV",),
    }.items():  # fmt: skip
        value = number_of(inputs, *names)
        if value is not None:
            given[metric] = value
    earned = inputs.get("EV")
    if isinstance(earned, list | dict) and earned:
        given |= list(_each_period(earned, inputs))[-1]
    planned = inputs.get("PV")
    if isinstance(planned, list | dict) and planned:
        given["planned_curve"] = _curve(planned, number_of(inputs, "BAC"))
        at = given.get("actual_time")
        if at is not None:
            times, values = given["planned_curve"].times, given["planned_curve"].values
            given["planned_value"] = float(np.interp(at, [0.0, *times], [0.0, *values]))
    return given


def _each_period(earned: Any, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    """EV and AT of each period; a single AT that is given holds for the last."""
    periods, values = _periods(earned)
    pairs = zip(periods, values, strict=True)
    found = [{"earned_value": float(value), "actual_time": float(period)} for period, value in pairs]
    at = number_of(inputs, "AT", "actual_time")
    if at is not None:
        found[-1]["actual_time"] = at
    return found


def _periods(values: Any) -> tuple[list[int], list[float]]:
    """Period numbers and values of a list, which begins at period 1, or of a dict by period."""
    if isinstance(values, list):
        return list(range(1, len(values) + 1)), values
    keys: Iterable[str] = values
    numbered = all(str(key).strip().isdigit() for key in keys)
    pairs = sorted((int(key), value) for key, value in values.items()) if numbered else enumerate(values.values(), 1)
    periods, amounts = zip(*pairs, strict=True)
    return list(periods), list(amounts)


def _curve(planned: Any, budget: float | None) -> Curve:
    periods, values = _periods(planned)
    falls = any(after < before for before, after in pairwise(values))
    if falls or (budget and values[-1] != budget and abs(sum(values) - budget) < 1e-9 * budget):
        values = list(accumulate(values))  # given period by period
    if periods[0] == 0:
        periods, values = periods[1:], values[1:]
    ends = month_ends(START, START.astype("datetime64[M]") + np.timedelta64(max(periods) - 1, "M"))
    return Curve(START, ends[np.array(periods) - 1], np.array(values, dtype=float))
