"""PERT by its classic formulas: three-point estimates, mean and variance of the critical path, chances of dates."""

from __future__ import annotations

from typing import Any

from exectrack_xl.metrics.network.pert import chance_by, duration_at, joined, pert_deviation, pert_duration
from tests.truth.kinds import cpm
from tests.truth.runner import Case, number_of, plain_name


def answers(case: Case) -> dict[str, Any]:
    """Mean, spread, critical path and chances, as far as asked."""
    inputs = case.inputs
    estimates = _estimates(inputs)
    mean, deviation, critical = _whole(inputs, estimates)
    targets = inputs.get("targets", inputs.get("target", inputs.get("deadline")))
    chance = inputs.get("confidence", inputs.get("probability", inputs.get("p")))
    found: dict[str, Any] = {
        "mean": mean, "te": mean, "expected": mean, "expectedduration": mean, "sd": deviation, "sigma": deviation,
        "std": deviation, "variance": deviation**2, "var": deviation**2, "critical": critical,
        "criticalpath": critical, "projectduration": mean,
    }  # fmt: skip
    if targets is not None:
        several = isinstance(targets, list)
        days = [float(target) for target in (targets if several else [targets])]
        chances = [chance_by(day, mean, deviation) for day in days]
        scores = [(day - mean) / deviation for day in days] if deviation else []
        later = [1 - one for one in chances]
        for name, values in (("ple", chances), ("p", chances), ("probability", chances), ("z", scores), ("pgt", later)):
            found[name] = values if several or not values else values[0]
    if isinstance(chance, int | float):
        found |= dict.fromkeys(("duration", "target", "days"), duration_at(float(chance), mean, deviation))
    each = {name: float(pert_duration(*one)) for name, one in estimates.items()}
    spread = {name: float(pert_deviation(one[0], one[2])) for name, one in estimates.items()}
    found |= {"means": each, "tes": each, "sds": spread, "variances": {name: s**2 for name, s in spread.items()}}
    return {asked: _shaped(found[plain_name(asked)], expected)
            for asked, expected in case.expected.items() if plain_name(asked) in found}  # fmt: skip


def _shaped(value: Any, expected: Any) -> Any:
    """A mapping as a list where a list is expected."""
    return list(value.values()) if isinstance(value, dict) and isinstance(expected, list) else value


def _estimates(inputs: dict[str, Any]) -> dict[str, list[float]]:
    given = inputs.get("estimates") or inputs.get("activities") or {}
    if isinstance(given, dict):
        return {name: _three(one) for name, one in given.items()}
    if given:
        return {str(one.get("id", place)) if isinstance(one, dict) else str(place): _three(one)
                for place, one in enumerate(given)}  # fmt: skip
    single = [number_of(inputs, *names) for names in (("o", "a", "optimistic", "min"), ("m", "most_likely", "mode"),
                                                     ("p", "b", "pessimistic", "max"))]  # fmt: skip
    return {"task": [float(v) for v in single if v is not None]} if None not in single else {}


def _three(one: Any) -> list[float]:
    if isinstance(one, dict):
        names = (("o", "a", "optimistic", "min"), ("m", "most_likely", "mode"), ("p", "b", "pessimistic", "max"))
        return [float(number_of(one, *name) or 0.0) for name in names]
    return [float(value) for value in one]


def _whole(inputs: dict[str, Any], estimates: dict[str, list[float]]) -> tuple[float, float, list[str]]:
    """Mean, standard deviation and tasks of the critical path."""
    mean, deviation = number_of(inputs, "mean", "te"), number_of(inputs, "sd", "sigma", "std")
    variance = number_of(inputs, "variance", "var")
    if mean is not None:
        return mean, deviation if deviation is not None else (variance or 0.0) ** 0.5, []
    means, deviations = inputs.get("means"), inputs.get("sds")
    if deviations is None and inputs.get("variances") is not None:
        deviations = [value**0.5 for value in inputs["variances"]]
    if means is not None:
        return *joined([float(m) for m in means], [float(s) for s in deviations or [0.0] * len(means)]), []
    expected = {name: float(pert_duration(*one)) for name, one in estimates.items()}
    linked = bool(inputs.get("predecessors") or inputs.get("preds") or inputs.get("links"))
    path = list(expected)
    if linked:
        ids, schedule = cpm.solved({**inputs, "durations": expected, "tasks": None, "activities": None})
        path = [name for name, is_critical in zip(ids, schedule.critical, strict=True) if is_critical]
    spread = [float(pert_deviation(estimates[name][0], estimates[name][2])) for name in path]
    return *joined([expected[name] for name in path], spread), path
