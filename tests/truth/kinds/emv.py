"""Expected monetary value: probability times impact of each risk, and their sum."""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics import METRICS
from tests.truth.runner import Case, number_of, plain_name


def answers(case: Case) -> dict[str, Any]:
    """The expected value of each risk and their total, signs as the source has them."""
    risks = [risk for name in ("risks", "threats", "opportunities") for risk in case.inputs.get(name, [])]
    chance = np.array([_chance(risk) for risk in risks])
    impact = np.array([number_of(risk, "impact", "cost", "value", "amount") for risk in risks], dtype=float)
    found = METRICS["expected_value"].function(probability=chance, impact=impact)
    total = float(found.sum())
    one = found.tolist() if not isinstance(case.expected.get("emv"), int | float) else total
    names = {"emv": one, "emvs": one, "expectedvalues": one, "total": total, "totalemv": total, "emvtotal": total}
    return {asked: names[plain_name(asked)] for asked in case.expected if plain_name(asked) in names}


def _chance(risk: dict[str, Any]) -> float:
    share = number_of(risk, "p", "probability", "prob", "chance")
    if share is None:
        raise ValueError(f"no probability in {risk}")
    return share / 100 if share > 1 else share
