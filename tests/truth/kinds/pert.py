"""PERT by its classic formulas: three-point estimates, mean and variance of the critical path, chances of dates."""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics.network.paths import Driving
from exectrack_xl.metrics.network.pert import chance_by, duration_at, joined, pert_deviation, pert_duration
from exectrack_xl.metrics.simulation.distributions import TRIANGULAR, Estimates, means
from tests.truth.kinds import cpm
from tests.truth.runner import Case, list_of, number_of, plain_name

Three = list[float]
POINTS = (("o", "a", "to", "optimistic", "min", "low"), ("m", "tm", "ml", "most_likely", "likely", "mode"),
          ("p", "b", "tp", "pessimistic", "max", "high"))  # fmt: skip
_MEAN = ("mean", "te", "expected", "expectedduration", "projectduration", "expectedtime", "mu", "duration")
_SD = ("sd", "sigma", "std", "standarddeviation", "stdev")


def answers(case: Case) -> dict[str, Any]:
    """Mean, spread, critical path and chances, as far as asked."""
    inputs = case.inputs
    estimates = _estimates(inputs)
    mean, deviation, critical = _whole(inputs, estimates)
    found: dict[str, Any] = dict.fromkeys(_MEAN, mean) | dict.fromkeys(_SD, deviation)
    found |= {"variance": deviation**2, "var": deviation**2, "critical": critical, "criticalpath": critical,
              "criticalactivities": critical}  # fmt: skip
    found |= _chances(inputs, mean, deviation) | _durations(inputs, estimates, mean, deviation)
    each = {name: float(pert_duration(*one)) for name, one in estimates.items()}
    spread = {name: float(pert_deviation(one[0], one[2])) for name, one in estimates.items()}
    several = {"means": each, "tes": each, "sds": spread, "variances": {name: s**2 for name, s in spread.items()}}
    found |= several
    names = dict.fromkeys(_MEAN, "means") | dict.fromkeys(_SD, "sds") | dict.fromkeys(("variance", "var"), "variances")
    out: dict[str, Any] = {}
    for asked, expected in case.expected.items():
        name = plain_name(asked)
        if isinstance(expected, dict | list) and name in names:
            name = names[name]
        if name in found:
            out[asked] = _shaped(found[name], expected)
    return out


def _chances(inputs: dict[str, Any], mean: float, deviation: float) -> dict[str, Any]:
    """The chances of each target, of more than that, and of what lies between two."""
    found: dict[str, Any] = {}
    targets = next((inputs[name] for name in ("targets", "target", "deadline", "T", "x") if name in inputs), None)
    if targets is not None:
        several = isinstance(targets, list)
        days = [float(target) for target in (targets if several else [targets])]
        chances = [chance_by(day, mean, deviation) for day in days]
        scores = [(day - mean) / deviation for day in days] if deviation else []
        later = [1 - one for one in chances]
        names = {"ple": chances, "p": chances, "probability": chances, "plt": chances, "prob": chances,
                 "z": scores, "zscore": scores, "pgt": later, "pge": later, "plate": later}  # fmt: skip
        found |= {name: values if several or not values else values[0] for name, values in names.items()}
    between = inputs.get("between") or inputs.get("range")
    if isinstance(between, list):
        low, high = (chance_by(float(day), mean, deviation) for day in between)
        found |= dict.fromkeys(("pbetween", "p", "probability", "prange"), high - low)
    return found


def _durations(inputs: dict[str, Any], estimates: dict[str, Three], mean: float, deviation: float) -> dict[str, Any]:
    """The duration kept with a chance, and the mean of the triangle."""
    found: dict[str, Any] = {}
    chance = number_of(inputs, "confidence", "probability", "prob", *(() if estimates else ("p",)))
    if chance is not None:
        share = chance / 100 if chance > 1 else chance
        names = ("duration", "target", "days", "deadline", "x", "t")
        found |= dict.fromkeys(names, duration_at(share, mean, deviation))
    if estimates:
        points = Estimates.of(*np.array(list(estimates.values())).T)
        triangle = float(means(TRIANGULAR, points).sum())
        found |= dict.fromkeys(("triangularmean", "meantriangular", "triangular", "tetriangular"), triangle)
    return found


def _shaped(value: Any, expected: Any) -> Any:
    """A mapping as a list where a list is expected; activities in the order of the source."""
    if isinstance(value, dict) and isinstance(expected, list):
        return list(value.values())
    if isinstance(value, list) and isinstance(expected, list) and sorted(map(str, value)) == sorted(map(str, expected)):
        return expected
    return value


def _estimates(inputs: dict[str, Any]) -> dict[str, Three]:
    given = list_of(inputs, "estimates", "activities", "tasks") or {}
    if isinstance(given, dict) and given:
        return {str(name): _three(one) for name, one in given.items()}
    if given:
        return {str(one.get("id", one.get("name", place))) if isinstance(one, dict) else str(place): _three(one)
                for place, one in enumerate(given)}  # fmt: skip
    single = [number_of(inputs, *names) for names in POINTS]
    return {"task": [float(v) for v in single if v is not None]} if None not in single else {}


def _three(one: Any) -> Three:
    if isinstance(one, dict):
        return [float(number_of(one, *names) or 0.0) for names in POINTS]
    return [float(value) for value in one]


def _whole(inputs: dict[str, Any], estimates: dict[str, Three]) -> tuple[float, float, list[str]]:
    """Mean, standard deviation and tasks of the critical path."""
    mean = number_of(inputs, "mean", "te", "expected", "mu", "expected_duration")
    deviation, variance = number_of(inputs, *_SD), number_of(inputs, "variance", "var")
    if mean is not None:
        return mean, deviation if deviation is not None else (variance or 0.0) ** 0.5, []
    means_given, deviations = inputs.get("means"), inputs.get("sds")
    if deviations is None and inputs.get("variances") is not None:
        deviations = [value**0.5 for value in inputs["variances"]]
    if means_given is not None:
        return *joined([float(m) for m in means_given], list(map(float, deviations or [0.0] * len(means_given)))), []
    expected = {name: float(pert_duration(*one)) for name, one in estimates.items()}
    spread = {name: float(pert_deviation(one[0], one[2])) for name, one in estimates.items()}
    tied = [task for task in list_of(inputs, "activities", "tasks") or [] if isinstance(task, dict)
            and (task.get("predecessors") or task.get("preds"))]  # fmt: skip
    if not (tied or inputs.get("predecessors") or inputs.get("preds") or inputs.get("links")):
        return *joined(list(expected.values()), list(spread.values())), list(expected)
    return _of_network(inputs, expected, spread)


def _of_network(
    inputs: dict[str, Any], expected: dict[str, float], spread: dict[str, float]
) -> tuple[float, float, list[str]]:
    """The longest path; of several that are as long, the one with the most spread: it is the one to worry about."""
    ids, schedule = cpm.solved({**inputs, "durations": expected})
    driving = Driving(schedule, ids)
    tails = schedule.network.arcs.tail
    ends = np.flatnonzero(schedule.finish >= schedule.finish.max() - 1e-6).tolist()

    def paths(row: int) -> list[list[int]]:
        before = [int(tails[place]) for place in driving.holding.get(row, [])]
        return [[*path, row] for tail in before for path in paths(tail)] or [[row]]

    every = [path for end in ends for path in paths(end)]
    chosen = max(every, key=lambda path: sum(spread[ids[row]] ** 2 for row in path))
    names = [ids[row] for row in chosen]
    critical = [name for name, is_critical in zip(ids, schedule.critical, strict=True) if is_critical]
    return *joined([expected[name] for name in names], [spread[name] for name in names]), critical
