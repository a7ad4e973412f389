"""What one risk weighs: score, band, expected money and days. One value for each row given.

Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics.registry import Group, Unit, row_metric
from exectrack_xl.schema.settings import RISK_LOOKUP
from exectrack_xl.schema.table import Array
from exectrack_xl.tracker import Settings

_MATRIX = "PMI, PMBOK Guide 6th ed. (2017), 11.3.2.6 probability and impact matrix"
_VALUE = "PMI, PMBOK Guide 6th ed. (2017), 11.4.2.5 expected monetary value"
_LOOKUP = np.array(RISK_LOOKUP, dtype=float)
_BANDS = np.array(["", "Low", "Medium", "High", "Critical"], dtype=object)
_FROM = np.array([2.0, 4.0, 7.0])  # the lowest score of Medium, High and Critical


@row_metric(
    label="Risk score", unit=Unit.COUNT, group=Group.RISKS, source=_MATRIX, rows=("probability", "impact"),
    formula="probability × impact; on the 5x5 scale the look-up table of Settings",
)  # fmt: skip
def risk_score(probability: Any, impact: Any, rules: Settings) -> Any:
    """How much a risk weighs, 1 to 9, from its probability and its impact; blank where one is missing.

    On the 3x3 scale both run from 1 to 3 and are multiplied. On the 5x5 scale both run from 1 to 5, and a table in
    which impact weighs more than probability gives the score.

    >>> float(risk_score(3, 2, Settings()))
    6.0
    >>> float(risk_score(1, 5, Settings({"risk_scale": "5x5"})))
    5.0
    """
    chance, effect = _numbers(probability), _numbers(impact)
    if rules.text("risk_scale") != "5x5":
        return (chance * effect)[()]
    size = len(RISK_LOOKUP)
    usable = (chance >= 1) & (chance <= size) & (effect >= 1) & (effect <= size)
    row = np.where(usable, chance, 1).astype(int) - 1
    column = np.where(usable, effect, 1).astype(int) - 1
    return np.where(usable, _LOOKUP[row, column], np.nan)[()]


@row_metric(
    label="Risk band", unit=Unit.TEXT, group=Group.RISKS, source=_MATRIX, rows=("score",),
    formula="Critical 7 to 9, High 4 to 6, Medium 2 to 3, Low 1",
)  # fmt: skip
def risk_band(score: Any) -> Any:
    """The word for a risk score: Critical (7 to 9), High (4 to 6), Medium (2 to 3) or Low (1).

    >>> list(risk_band([9, 6, 3, 1]))
    ['Critical', 'High', 'Medium', 'Low']
    """
    known = _numbers(score)
    above = np.searchsorted(_FROM, known, side="right")  # a blank comes after all numbers
    return _BANDS[np.where(np.isnan(known), 0, above + 1)]


@row_metric(
    label="Expected cost of a risk", unit=Unit.MONEY, group=Group.RISKS, source=_VALUE,
    rows=("likelihood", "probability", "cost_impact"), formula="chance × cost impact",
)  # fmt: skip
def risk_expected_cost(likelihood: Any, probability: Any, cost_impact: Any, rules: Settings) -> Any:
    """The money a risk costs on average: its chance times its cost impact; minus for an opportunity.

    Where no chance is typed, the one that Settings gives for the probability counts.

    >>> float(risk_expected_cost(0.3, 3, 50_000, Settings()))
    15000.0
    """
    return (_chance(likelihood, probability, rules) * _numbers(cost_impact))[()]


@row_metric(
    label="Expected delay of a risk", unit=Unit.DAYS, group=Group.RISKS, source=_VALUE,
    rows=("likelihood", "probability", "delay_impact"), formula="chance × delay impact",
)  # fmt: skip
def risk_expected_days(likelihood: Any, probability: Any, delay_impact: Any, rules: Settings) -> Any:
    """The working days a risk costs on average: its chance times its delay impact; minus for an opportunity.

    >>> float(risk_expected_days(float("nan"), 2, 10, Settings()))
    4.0
    """
    return (_chance(likelihood, probability, rules) * _numbers(delay_impact))[()]


@row_metric(
    label="Expected value", unit=Unit.MONEY, group=Group.RISKS, source=_VALUE, rows=("probability", "impact"),
    formula="probability × impact",
)  # fmt: skip
def expected_value(probability: Any, impact: Any) -> Any:
    """A chance from 0 to 1 times what happens then; blank where the chance is none.

    >>> [float(value) for value in expected_value([0.4, 0.1], [20_000, -200_000])]
    [8000.0, -20000.0]
    """
    chance = _numbers(probability)
    possible = (chance >= 0) & (chance <= 1)
    return (np.where(possible, chance, np.nan) * _numbers(impact))[()]


def _chance(likelihood: Any, probability: Any, rules: Settings) -> Array:
    """The chance as typed, else as Settings gives it for the probability."""
    level = _numbers(probability)
    by_level = np.array([np.nan, *(rules.number(f"chance_{n}") for n in range(1, 6))])
    usable = (level >= 1) & (level < len(by_level))
    typed = _numbers(likelihood)
    return np.where(np.isnan(typed), by_level[np.where(usable, level, 0).astype(int)], typed)


def _numbers(values: Any) -> Array:
    return np.asarray(values, dtype=float)
