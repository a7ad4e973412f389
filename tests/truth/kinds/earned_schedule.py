"""Earned schedule: a curve of cumulative PV by period and EV, or ES itself, to times and indices."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import numpy as np

from exectrack_xl.metrics.curves import Curve, month_ends
from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case, list_of, number_of, plain_name, solve

NAMES = {
    "es": "earned_schedule", "at": "actual_time", "pd": "planned_duration", "svt": "sv_t", "spit": "spi_t",
    "ieact": "ieac_t", "eact": "ieac_t", "tspi": "tspi", "tspit": "tspi", "tspipd": "tspi", "spi": "spi",
    "edt": "ieac_t", "ieac": "ieac_t", "forecastduration": "ieac_t", "estimatedduration": "ieac_t",
    "earnedschedule": "earned_schedule", "actualtime": "actual_time", "durationestimate": "ieac_t",
    "sv": "schedule_variance", "plannedduration": "planned_duration", "timeestimate": "time_estimate",
}  # fmt: skip
START = np.datetime64("2026-01-01")  # periods stand as months from here


PLANNED = ("PV", "PV_cum", "planned_value", "cumulative_PV", "BCWS", "PV_cumulative")
EARNED = ("EV", "EV_cum", "earned_value", "cumulative_EV", "BCWP", "EV_cumulative")
Solver = Callable[[dict[str, Any]], float]
MORE: dict[str, Solver] = {
    "vact": lambda given: solve("planned_duration", given) - solve("ieac_t", given),
    "c": lambda given: float(math.floor(solve("earned_schedule", given) + 1e-9)),
    "n": lambda given: float(math.floor(solve("earned_schedule", given) + 1e-9)),
    "i": lambda given: solve("earned_schedule", given) % 1,
}


def answers(case: Case) -> dict[str, Any]:
    """Whatever can be computed of what is asked; a list of EV gives a list of answers, one for each period."""
    given = _given(case.inputs)
    earned = list_of(case.inputs, *EARNED)
    found: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        solver = _solver(plain_name(asked), case.inputs)
        if solver is None:
            continue
        try:
            if isinstance(expected, list | dict) and earned is not None:
                values = [solver(given | at) for at in _each_period(earned, case.inputs)]
                found[asked] = dict(zip(expected, values, strict=True)) if isinstance(expected, dict) else values
            else:
                found[asked] = solver(given)
        except KeyError:
            continue
    return found


def _solver(plain: str, inputs: dict[str, Any]) -> Solver | None:
    if plain in ("tspied", "tspieac", "tspinew"):
        within = number_of(inputs, "ED", "estimated_duration", "forecast_duration", "new_duration", "RD") or 0.0
        return lambda given: solve("tspi", given, within=within)
    if plain in NAMES:
        return lambda given: solve(NAMES[plain], given)
    return MORE.get(plain)


def _given(inputs: dict[str, Any]) -> dict[str, Any]:
    day = date(2026, 1, 31)
    given: dict[str, Any] = {"earned_date": None, "measured_day": day, "calendar": Calendar()}
    for metric, names in {
        "earned_schedule": ("ES",), "actual_time": ("AT", "actual_time"), "spi_t": ("SPIt",), "spi": ("SPI",),
        "planned_duration": ("PD", "planned_duration"), "earned_value": EARNED, "planned_value": PLANNED,
    }.items():  # fmt: skip
        value = number_of(inputs, *names)
        if value is not None:
            given[metric] = value
    earned = list_of(inputs, *EARNED)
    if earned is not None:
        given |= _each_period(earned, inputs)[-1]
    planned = list_of(inputs, *PLANNED)
    if planned is not None:
        given["planned_curve"] = _curve(planned, inputs)
        at = given.get("actual_time")
        if at is not None:
            times, values = given["planned_curve"].times, given["planned_curve"].values
            given["planned_value"] = float(np.interp(at, [0.0, *times], [0.0, *values]))
    return given


def _is_by_period(inputs: dict[str, Any]) -> bool:
    """Whether the case says that its values are those of single periods."""
    plain = {plain_name(name): value for name, value in inputs.items()}
    return bool(plain.get("periodic") or plain.get("incremental") or plain.get("cumulative") is False)


def _each_period(earned: Any, inputs: dict[str, Any]) -> list[dict[str, Any]]:
    """EV and AT of each period; a single AT that is given holds for the last."""
    periods, values = _periods(earned)
    if _is_by_period(inputs):
        values = list(accumulate(values))
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


def _curve(planned: Any, inputs: dict[str, Any]) -> Curve:
    periods, values = _periods(planned)
    budget = number_of(inputs, "BAC", "budget")
    falls = any(after < before for before, after in pairwise(values))
    if (
        _is_by_period(inputs)
        or falls
        or (budget and values[-1] != budget and abs(sum(values) - budget) < 1e-9 * budget)
    ):
        values = list(accumulate(values))  # given period by period
    if periods[0] == 0:
        periods, values = periods[1:], values[1:]
    ends = month_ends(START, START.astype("datetime64[M]") + np.timedelta64(max(periods) - 1, "M"))
    return Curve(START, ends[np.array(periods) - 1], np.array(values, dtype=float))
