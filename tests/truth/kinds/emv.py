"""Expected monetary value: probability times impact of each risk, their sum, and the best branch of a decision."""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics import METRICS
from tests.truth.runner import Case, by_meaning, list_of, number_of

CHANCE = ("p", "probability", "prob", "chance", "likelihood")
IMPACT = ("impact", "cost", "value", "amount", "payoff", "outcome", "monetary_impact", "impact_cost")
OPTIONS = ("options", "decisions", "alternatives", "choices")
BRANCHES = ("branches", "outcomes", "chances", "risks", "states")
_GAINS = ("opportunity", "positive", "gain")


def answers(case: Case) -> dict[str, Any]:
    """The expected value of each risk and their total, signs as the source has them."""
    options = list_of(case.inputs, *OPTIONS)
    if options is not None:
        return _decision(case, options)
    risks = [_signed(risk, name) for name in ("risks", "threats", "opportunities", "events", *BRANCHES[:2])
             for risk in list_of(case.inputs, name) or []]  # fmt: skip
    found = _values(risks or [case.inputs])
    total = sum(found)
    asked = case.expected.get("emv", case.expected.get("EMV"))
    one = total if isinstance(asked, int | float) else found
    base = number_of(case.inputs, "base", "base_cost", "budget", "estimate", "base_estimate")
    names = {"emv": one, "emvs": one, "expectedvalues": one, "total": total, "totalemv": total, "emvtotal": total,
             "netemv": total, "expectedvalue": one, "contingency": -total, "contingencyreserve": -total,
             "reserve": -total}  # fmt: skip
    expected = case.expected.get("contingency", case.expected.get("contingency_reserve"))
    if isinstance(expected, int | float) and expected * -total < 0:
        names |= dict.fromkeys(("contingency", "contingencyreserve", "reserve"), total)  # costs typed as positive
    if base is not None:
        names |= dict.fromkeys(("budget", "totalbudget", "withcontingency"), base + abs(total))
    return by_meaning(case.expected, names)


def _decision(case: Case, options: Any) -> dict[str, Any]:
    """The value of each option, its own cost taken away, and the best of them."""
    if isinstance(options, list):
        options = {str(one.get("name", one.get("id", place))): one for place, one in enumerate(options)}
    values = {name: _node(one) for name, one in options.items()}
    costs_only = case.inputs.get("goal") in ("min", "minimize", "minimise", "cost")
    best = (min if costs_only else max)(values, key=values.__getitem__)
    each = list(values.values()) if isinstance(case.expected.get("emv"), list) else values
    found = by_meaning(case.expected, {
        "emv": each, "emvs": each, "options": each, "values": each, "best": best, "decision": best, "choice": best,
        "chosen": best, "bestemv": values[best], "bestvalue": values[best],
    })  # fmt: skip
    return found | {asked: values[asked] for asked in case.expected if asked in values}


def _node(node: dict[str, Any]) -> float:
    """The expected value of an option or of a branch, with what lies behind it; a cost is what is paid for it."""
    branches = list_of(node, *BRANCHES)
    paid = number_of(node, "cost", "investment", "setup_cost")
    own = -abs(paid) if paid is not None and branches is not None else 0.0
    if branches is None:
        return number_of(node, *IMPACT) or 0.0
    items = branches.values() if isinstance(branches, dict) else branches
    chance = np.array([number_of(one, *CHANCE) for one in items], dtype=float)
    worth = np.array([_node(one) for one in items])
    return own + float(METRICS["expected_value"].function(probability=_shares(chance), impact=worth).sum())


def _signed(risk: dict[str, Any], group: str) -> dict[str, Any]:
    """A risk whose kind gives its sign where the source has none: threats cost, opportunities bring."""
    kind = str(risk.get("type", risk.get("kind", ""))).casefold()
    impact = _impact(risk)
    if kind in ("threat", "negative", "loss"):
        impact = -abs(impact)
    elif kind in _GAINS:
        impact = abs(impact)
    return {**risk, "impact": impact}


def _impact(risk: dict[str, Any]) -> float:
    found = number_of(risk, *IMPACT)
    several = list_of(risk, *IMPACT)
    if found is None and isinstance(several, list):
        points = [float(value) for value in several]
        found = sum(points) / len(points)
    return float("nan") if found is None else found


def _values(risks: list[dict[str, Any]]) -> list[float]:
    chance = np.array([number_of(risk, *CHANCE) for risk in risks], dtype=float)
    if np.isnan(chance).any():
        raise ValueError("a risk has no probability")
    impact = np.array([_impact(risk) for risk in risks], dtype=float)
    values: list[float] = METRICS["expected_value"].function(probability=_shares(chance), impact=impact).tolist()
    return values


def _shares(chance: Any) -> Any:
    return chance / 100 if (chance > 1).any() else chance
