"""The 14 checks of the DCMA: their wording, single indices, and shares judged against their thresholds."""

from __future__ import annotations

from typing import Any

from exectrack_xl.metrics.network.check import RULES, bei_of, cpli_of, passes
from tests.truth.runner import Case, number_of, plain_name


def answers(case: Case) -> dict[str, Any]:
    """The checks as declared, or the index or share asked for, with its judgement."""
    checks = [{"no": number, "name": rule.name, "measure": rule.measure, "threshold": rule.threshold}
              for number, rule in RULES.items()]  # fmt: skip
    number, value = _value(case)
    found: dict[str, Any] = {"checks": checks}
    if value is not None:
        name = plain_name(RULES[number].name)
        passed = passes(number, value)
        found |= dict.fromkeys(("value", "ratio", "share", name), value)
        found |= {"pct": value * 100, "percent": value * 100}
        found |= dict.fromkeys(("passes", "passed", "pass"), passed)
    return {asked: found[plain_name(asked)] for asked in case.expected if plain_name(asked) in found}


def _value(case: Case) -> tuple[int, float | None]:
    """Which check is asked for, and its value."""
    given = case.inputs
    length = number_of(given, "CPL", "critical_path_length", "length", "remaining_duration")
    total = number_of(given, "TF", "total_float", "float")
    if length is not None and total is not None:
        return 13, cpli_of(length, total)
    done = number_of(given, "completed", "tasks_completed", "complete", "completed_tasks", "actual", "finished")
    due = number_of(given, "baselined", "planned", "tasks_baselined", "baselined_to_complete", "baseline_count", "due",
                    "should_be_complete", "planned_to_complete", "tasks_planned")  # fmt: skip
    if done is not None and due is not None:
        return 14, bei_of(int(done), int(due + (number_of(given, "missing_baseline") or 0)))
    number = int(number_of(given, "no", "check", "number") or _named(case))
    bad = number_of(given, "found", "count", "failing", "bad", "numerator")
    whole = number_of(given, "of", "total", "incomplete", "incomplete_tasks", "links", "denominator")
    return number or 1, bad / whole if number and bad is not None and whole else None


def _named(case: Case) -> int:
    words = plain_name(str(case.inputs.get("name", "")) + str(case.inputs.get("check", "")))
    return next((number for number, rule in RULES.items() if words and plain_name(rule.name) in words), 0)
