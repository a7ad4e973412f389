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
        found |= {"pct": value * 100, "percent": value * 100, "percentage": value * 100}
        for asked in case.expected:  # such as logic_pct
            plain = plain_name(asked)
            if plain.endswith(("pct", "percent")):
                found.setdefault(plain, value * 100)
            elif any(word in plain for word, at in _WORDS.items() if at == number):
                found.setdefault(plain, value)
        found |= dict.fromkeys(("passes", "passed", "pass"), passed)
    return {asked: found[plain_name(asked)] for asked in case.expected if plain_name(asked) in found}


def _value(case: Case) -> tuple[int, float | None]:
    """Which check is asked for, and its value."""
    given = case.inputs
    length = number_of(given, "CPL", "critical_path_length", "length", "remaining_duration")
    total = number_of(given, "TF", "total_float", "float")
    if length is not None and total is not None:
        return 13, cpli_of(length, total)
    number = int(number_of(given, "no", "check", "number", "check_no") or _named(case))
    done = number_of(given, "completed", "tasks_completed", "complete", "completed_tasks", "actual", "finished")
    due = number_of(given, "baselined", "planned", "tasks_baselined", "baselined_to_complete", "baseline_count", "due",
                    "should_be_complete", "planned_to_complete", "tasks_planned")  # fmt: skip
    if done is not None and due is not None and number in (0, 14):
        return 14, bei_of(int(done), int(due + (number_of(given, "missing_baseline") or 0)))
    bad, whole = number_of(given, *_BAD), number_of(given, *_WHOLE)
    others = [float(value) for name, value in given.items() if isinstance(value, int | float)
              and plain_name(name) not in map(plain_name, (*_WHOLE, "no", "check", "number", "check_no"))]  # fmt: skip
    bad = others[0] if bad is None and len(others) == 1 else bad
    return number or 1, bad / whole if number and bad is not None and whole else None


_BAD = ("found", "count", "failing", "bad", "numerator", "missed", "finished_late", "late")
_WHOLE = ("of", "total", "incomplete", "incomplete_tasks", "links", "denominator", "total_tasks", "total_links",
          "tasks", "relationships", "total_relationships", "baselined_to_finish", "activities")  # fmt: skip
_WORDS = {
    "logic": 1, "predecessor": 1, "dangling": 1, "lead": 2, "negativelag": 2, "lag": 3, "fslinks": 4, "relationship": 4,
    "finishtostart": 4, "constraint": 5, "highfloat": 6, "negativefloat": 7, "duration": 8, "invalid": 9,
    "resource": 10, "missed": 11, "late": 11, "criticalpathtest": 12, "cpli": 13, "bei": 14,
}  # fmt: skip


def _named(case: Case) -> int:
    """The check that the case names: by its name, else by what is counted and asked."""
    words = plain_name(str(case.inputs.get("name", "")) + str(case.inputs.get("check", "")))
    found = next((number for number, rule in RULES.items() if words and plain_name(rule.name) in words), 0)
    counted = [plain_name(name) for name in (*case.inputs, *case.expected)]
    return found or next((number for word, number in _WORDS.items() for name in counted if word in name), 0)
