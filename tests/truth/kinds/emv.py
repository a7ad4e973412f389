"""Expected monetary value: chance times impact of each risk and their sum, and of the branches of a decision tree."""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics import METRICS
from tests.truth.runner import Case, number_of, plain_name

_LISTS = ("risks", "threats", "opportunities", "outcomes", "branches", "states", "items")
_OPTIONS = ("options", "decisions", "alternatives", "tree", "choices")
_AMOUNTS = ("impact", "cost", "value", "amount", "payoff", "outcome", "money")


def answers(case: Case) -> dict[str, Any]:
    """The expected value of each risk and their total, signs as the source has them; of a tree, the best option."""
    given = {plain_name(name): value for name, value in case.inputs.items()}
    options = next((given[name] for name in _OPTIONS if name in given), None)
    if options is not None:
        return _of_tree(case, _named(options))
    risks = [risk for name in _LISTS for risk in _rows(given.get(name) or [])]
    found = _values(risks)
    total = float(found.sum()) + (number_of(case.inputs, "base", "base_cost", "estimate") or 0.0)
    asked = next((value for name, value in case.expected.items() if plain_name(name) == "emv"), None)
    one: Any = total if isinstance(asked, int | float) else found.tolist()
    if isinstance(asked, dict):
        one = dict(zip((str(risk.get("id", risk.get("name"))) for risk in risks), found.tolist(), strict=True))
    alike = dict.fromkeys(("total", "totalemv", "emvtotal", "sum", "expectedvalue", "contingency", "reserve"), total)
    names = {"emv": one, "emvs": one, "expectedvalues": one, "values": one} | alike
    return {asked: names[plain_name(asked)] for asked in case.expected if plain_name(asked) in names}


def _of_tree(case: Case, options: dict[str, Any]) -> dict[str, Any]:
    """The expected value of each option, and the option with the best one: the highest, or of costs the lowest."""
    value = {name: _node(option) for name, option in options.items()}
    cheapest = plain_name(str(case.inputs.get("goal", case.inputs.get("criterion", "")))).startswith("min")
    best = (min if cheapest else max)(value, key=lambda name: value[name])
    known: dict[str, Any] = dict.fromkeys(("emv", "emvs", "values", "expectedvalues", "options"), value)
    known |= dict.fromkeys(("best", "choice", "decision", "choose", "option"), best)
    known |= dict.fromkeys(("bestemv", "bestvalue", "optimalvalue", "total"), value[best])
    found = {asked: known.get(plain_name(asked), value.get(asked)) for asked in case.expected}
    return {asked: list(answer.values()) if isinstance(answer, dict) and isinstance(case.expected[asked], list)
            else answer for asked, answer in found.items() if answer is not None}  # fmt: skip


def _node(option: Any) -> float:
    """What a node is worth: its own cost, and the value of its outcomes, each times its chance."""
    if isinstance(option, int | float):
        return float(option)
    given = {"outcomes": option} if isinstance(option, list) else option
    below = next((_rows(given[name]) for name in (*_LISTS, *_OPTIONS) if given.get(name)), None)
    if below is None:
        return number_of(given, *_AMOUNTS) or 0.0
    return float(_values(below).sum()) - abs(number_of(given, "cost", "investment", "setup_cost") or 0.0)


def _values(risks: list[dict[str, Any]]) -> Any:
    """The product's expected value of each."""
    chance = np.array([_chance(risk) for risk in risks])
    return METRICS["expected_value"].function(probability=chance, impact=np.array([_node(risk) for risk in risks]))


def _rows(given: Any) -> list[dict[str, Any]]:
    return [{"name": name, **value} for name, value in given.items()] if isinstance(given, dict) else list(given)


def _named(options: Any) -> dict[str, Any]:
    if isinstance(options, dict):
        return options
    return {str(option.get("name", option.get("id", place))): option for place, option in enumerate(options)}


def _chance(risk: dict[str, Any]) -> float:
    share = number_of(risk, "p", "probability", "prob", "chance", "likelihood")
    if share is None:
        raise ValueError(f"no probability in {risk}")
    return share / 100 if share > 1 else share
