"""Earned value at one date: PV, EV, AC and BAC to variances, indices and estimates."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from exectrack_xl.tracker import Calendar
from tests.truth.kinds import earned_schedule
from tests.truth.runner import Case, list_of, number_of, plain_name, solve

PLANNED = ("PV", "planned_value", "BCWS", "PV_cum", "cumulative_PV")
EARNED = ("EV", "earned_value", "BCWP", "EV_cum", "cumulative_EV")
SPENT = ("AC", "actual_cost", "ACWP", "AC_cum", "cumulative_AC", "cost")
BUDGET = ("BAC", "budget_at_completion", "budget", "total_budget")
Answer = tuple[str, dict[str, Any]]
_EAC = "estimate_at_completion"
NAMES: dict[str, Answer] = {
    "pv": ("planned_value", {}), "ev": ("earned_value", {}), "ac": ("actual_cost", {}),
    "bac": ("budget_at_completion", {}),
    "sv": ("schedule_variance", {}), "svpct": ("schedule_variance", {"unit": "%"}), "spi": ("spi", {}),
    "cv": ("cost_variance", {}), "cvpct": ("cost_variance", {"unit": "%"}), "cpi": ("cpi", {}),
    "eac": (_EAC, {}), "eaccpi": (_EAC, {"method": "CPI"}), "eactypical": ("eac", {}),
    "eacatypical": (_EAC, {"method": "Atypical"}), "eacbudget": ("eac_atypical", {}),
    "eaccomposite": ("eac_composite", {}), "eaccpispi": ("eac_composite", {}), "eacspicpi": ("eac_composite", {}),
    "eaccritical": ("eac_composite", {}), "eacspi": ("eac_weighted", {"weight": 0}),
    "eac8020": ("eac_weighted", {"weight": 0.8}), "eacweighted": ("eac_weighted", {}),
    "eacbottomup": ("eac_bottom_up", {}), "eacnew": ("eac_bottom_up", {}), "eacetc": ("eac_bottom_up", {}),
    "etc": ("estimate_to_complete", {}), "vac": ("variance_at_completion", {}),
    "tcpi": ("tcpi", {}), "tcpibac": ("tcpi", {"to": "BAC"}), "tcpieac": ("tcpi", {"to": "EAC"}),
    "pctcomplete": ("percent_complete", {}), "percentcomplete": ("percent_complete", {}),
    "pctplanned": ("percent_planned", {}), "percentplanned": ("percent_planned", {}),
    "pctspent": ("percent_spent", {}), "percentspent": ("percent_spent", {}),
    "plannedduration": ("planned_duration", {}),
    "timeestimatepdoverspi": ("time_estimate", {}), "timeestimate": ("time_estimate", {}),
}  # fmt: skip
WORDS = {
    "plannedvalue": "pv", "earnedvalue": "ev", "actualcost": "ac", "bcws": "pv", "bcwp": "ev", "acwp": "ac",
    "budgetatcompletion": "bac", "schedulevariance": "sv", "costvariance": "cv", "scheduleperformanceindex": "spi",
    "costperformanceindex": "cpi", "estimateatcompletion": "eac", "estimatetocomplete": "etc",
    "varianceatcompletion": "vac", "tocompleteperformanceindex": "tcpi", "schedulevariancepct": "svpct",
    "costvariancepct": "cvpct", "svpercent": "svpct", "cvpercent": "cvpct", "eacatbudget": "eacatypical",
    "etccpi": "etc", "vaccpi": "vac", "pctofbudgetspent": "pctspent",
}  # fmt: skip
TIMES = ("es", "svt", "spit", "ieact", "eact", "tspi", "at", "pd")


def answers(case: Case) -> dict[str, Any]:
    """Whatever can be computed of what is asked; times come from the adapter of earned schedule."""
    given = given_values(case)
    found: dict[str, Any] = {}
    if any(plain_name(asked) in TIMES for asked in case.expected):
        found |= earned_schedule.answers(case)
    for asked, expected in case.expected.items():
        plain = plain_name(asked)
        if plain in ("csi", "cr", "criticalratio"):
            found[asked] = solve("cpi", given) * solve("spi", given)
        if plain in ("vacpct", "vacpercent"):
            found[asked] = solve("variance_at_completion", given) / solve("budget_at_completion", given)
        name, own = NAMES.get(WORDS.get(plain, plain), ("", {}))
        try:
            found[asked] = solve(name, given, **own)
        except KeyError:
            continue
        if name.startswith("percent") and round(expected, 2) == expected:
            found[asked] = round(found[asked], 2)  # the source prints whole percent
        if "pct" in plain_name(asked) and isinstance(expected, int | float) and abs(expected) > _AS_SHARE:
            found[asked] *= 100  # the source prints percent
    return found


_AS_SHARE = 1.5  # what is larger is meant as percent


def given_values(case: Case) -> dict[str, Any]:
    """The inputs under the names of the metrics they stand for."""
    inputs = case.inputs
    given: dict[str, Any] = {"earned_date": None, "measured_day": date(2026, 1, 31), "calendar": Calendar()}
    budget = number_of(inputs, *BUDGET) or _total(inputs, *BUDGET)
    if budget is not None:
        given |= {"budget_at_completion": budget, "value_at_completion": budget, "budget": budget}
    planned = _value(inputs, budget, PLANNED, "pct_planned", "percent_planned", "planned_pct", "planned_percent")
    earned = _value(inputs, budget, EARNED, "pct_complete", "percent_complete", "complete_pct", "progress")
    spent = _value(inputs, None, SPENT)
    if planned is not None:
        given["planned_value"] = planned
    if earned is not None:
        given["earned_value"] = earned
    if spent is not None:
        given |= {"actual_cost": spent, "cost_of_work": spent}
    for metric, names in {
        "cpi": ("CPI",), "spi": ("SPI",), "eac": ("EAC",), "estimate_at_completion": ("EAC",),
        "planned_duration": ("planned_duration", "PD"), "schedule_variance": ("SV",), "cost_variance": ("CV",),
    }.items():  # fmt: skip
        value = number_of(inputs, *names)
        if value is not None:
            given[metric] = value
    duration = number_of(case.expected, "planned_duration")  # stands in the source's text, not among the numbers
    if duration is not None:
        given.setdefault("planned_duration", duration)
    given = _backwards(given)
    anew = number_of(inputs, "ETC", "bottom_up_etc", "etc_bottom_up", "new_etc", "estimate_to_complete")
    given["eac_bottom_up"] = given["actual_cost"] + anew if anew is not None and "actual_cost" in given else math.nan
    if budget and "cpi" in given and not {"earned_value", "actual_cost"} & set(given):
        given |= {"eac": budget / given["cpi"]}  # of any work done at this index
    unknown = dict.fromkeys(("planned_value", "earned_value", "actual_cost", "cost_of_work"), math.nan)
    return unknown | given


def _value(inputs: dict[str, Any], budget: float | None, names: tuple[str, ...], *shares: str) -> float | None:
    """The number of this name, the one of its cumulative list, the sum over tasks, or a share of the budget."""
    found = number_of(inputs, *names)
    several = list_of(inputs, *names)
    if found is None and several is not None:
        values = list(several.values() if isinstance(several, dict) else several)
        at = number_of(inputs, "AT", "actual_time", "period", "status_period")
        place = int(at) - 1 if at and 0 < at <= len(values) and float(at).is_integer() else len(values) - 1
        found = float(values[place])
    if found is None:
        found = _total(inputs, *names)
    if found is None and shares:
        found = _of_budget(inputs, budget, shares)
    return found


def _of_budget(inputs: dict[str, Any], budget: float | None, shares: tuple[str, ...]) -> float | None:
    """A share of the budget, or of the budget of each task."""
    share = number_of(inputs, *shares)
    if share is not None and budget is not None:
        return budget * (share / 100 if share > 1 else share)
    tasks = [(number_of(task, *BUDGET), number_of(task, *shares)) for task in list_of(inputs, "tasks") or []]
    known = [(worth, part) for worth, part in tasks if worth is not None and part is not None]
    whole = 100 if any(part > 1 for _, part in known) else 1
    return sum(worth * part / whole for worth, part in known) if known else None


def _total(inputs: dict[str, Any], *names: str) -> float | None:
    tasks = list_of(inputs, "tasks", "activities", "work_packages")
    values = [number_of(task, *names) for task in tasks] if isinstance(tasks, list) else []
    return sum(value for value in values if value is not None) if any(v is not None for v in values) else None


def _backwards(given: dict[str, Any]) -> dict[str, Any]:
    """A source that gives an index instead of a value: the value follows from it."""
    rules: dict[str, Callable[[], float]] = {
        "earned_value by cost": lambda: given["cpi"] * given["actual_cost"],
        "earned_value by plan": lambda: given["spi"] * given["planned_value"],
        "earned_value by CV": lambda: given["cost_variance"] + given["actual_cost"],
        "earned_value by SV": lambda: given["schedule_variance"] + given["planned_value"],
        "actual_cost": lambda: given["earned_value"] / given["cpi"],
        "actual_cost by CV": lambda: given["earned_value"] - given["cost_variance"],
        "planned_value": lambda: given["earned_value"] / given["spi"],
        "planned_value by SV": lambda: given["earned_value"] - given["schedule_variance"],
    }
    for text, rule in rules.items():
        name = text.partition(" ")[0]
        if name not in given:
            try:
                given[name] = rule()
            except KeyError:
                continue
    if "actual_cost" in given:
        given.setdefault("cost_of_work", given["actual_cost"])
    return given
