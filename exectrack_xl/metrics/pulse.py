"""How teams feel, from anonymous answers. Nothing is shown of fewer than three answers, nor counted from them.

Depends on: schema, metrics.registry.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from exectrack_xl.metrics.choice import choice
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Series, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled

FEWEST = 3  # answers, so that nobody's own can be told
ASPECTS = ("satisfaction", "engagement", "growth", "collaboration")
_SOURCE = "Team pulse on a scale of 1 to 5; privacy rule: shown from three answers up"
_ENPS = "Reichheld, The One Number You Need to Grow (2003), asked of the team"


@derived
def latest_pulse(pulse: Table) -> Table:
    """The last month of each team."""
    order = np.argsort(pulse["month"], kind="stable")
    last = {pulse["team"][row]: row for row in order if pulse["month"][row] == pulse["month"][row]}
    return pulse.take(np.array([last[team] for team in sorted(last)], dtype=int))


@metric(
    label="Team health", unit=Unit.RATING, group=Group.PEOPLE, source=_SOURCE, bands=Bands(3.7, 3.2),
    formula="Σ answers · mean ÷ Σ answers, of the last month of each team",
)  # fmt: skip
def team_health(latest_pulse: Table, aspect: str = "", team: str = "") -> float:
    """How teams feel on a scale of 1 to 5, from the last answers: satisfaction, engagement and growth together.

    `aspect` asks for one of satisfaction, engagement, growth or collaboration. Teams with fewer than three answers
    are left out, of the mean too, so that nothing can be worked back: TEAM_PULSE says which.

    Raises:
        MetricError: `aspect` is none of them.
    """
    return _mean(_shown(latest_pulse, team), aspect)


@metric(
    label="Pulse of the teams", unit=Unit.TEXT, group=Group.PEOPLE, source=_SOURCE, result=Result.TABLE,
    formula="the last month of each team, where three or more answered",
)  # fmt: skip
def team_pulse(latest_pulse: Table) -> Listing:
    """Each team's last answers: how many, and the means; of fewer than three answers blanks, and the reason."""
    rows = []
    columns = (latest_pulse[name].tolist() for name in ("team", "month", "answers", *ASPECTS))
    for team, month, answers, *means in zip(*columns, strict=True):
        hidden = not answers >= FEWEST
        note = f"Fewer than {FEWEST} answers: not shown." if hidden else ""
        rows.append((team, month, answers, *(np.nan if hidden else mean for mean in means), note))
    headers = ("Team", "Month", "Answers", *(aspect.capitalize() for aspect in ASPECTS), "Note")
    return Listing(headers, tuple(rows))


@metric(
    label="Recommendation of the team (eNPS)", unit=Unit.COUNT, group=Group.PEOPLE, source=_ENPS, bands=Bands(20, 0),
    formula="100 · (promoters − detractors) ÷ answers",
)  # fmt: skip
def enps(latest_pulse: Table, team: str = "") -> float:
    """Promoters less detractors per hundred answers, −100 to 100, of the last month of each team of three or more."""
    shown = _shown(latest_pulse, team)
    asked = shown.take(~np.isnan(shown["promoters"]) & ~np.isnan(shown["detractors"]))
    balance = float((asked["promoters"] - asked["detractors"]).sum())
    return 100 * ratio(balance, float(asked["answers"].sum()))


@metric(
    label="Team health over time", unit=Unit.RATING, group=Group.PEOPLE, source=_SOURCE, result=Result.SERIES,
    formula="Σ answers · mean ÷ Σ answers, month by month",
)  # fmt: skip
def team_health_history(pulse: Table, aspect: str = "", team: str = "") -> Series:
    """How teams felt month by month; a month without a team of three or more answers is left out.

    Raises:
        MetricError: `aspect` is none of satisfaction, engagement, growth and collaboration.
    """
    shown = _shown(pulse, team)
    months: list[Any] = sorted(set(shown["month"].tolist()) - {None})
    means = [_mean(shown.take(shown["month"] == np.datetime64(month)), aspect) for month in months]
    known = [(month, mean) for month, mean in zip(months, means, strict=True) if mean == mean]
    return Series(tuple(month for month, _ in known), tuple(mean for _, mean in known))


def _shown(pulse: Table, team: str) -> Table:
    """The rows that may be shown, of one team or all."""
    wanted = team.strip().casefold()
    named = np.array([not wanted or name.casefold() == wanted for name in pulse["team"].tolist()], dtype=bool)
    return pulse.take(named & (filled(pulse["answers"]) >= FEWEST))


def _mean(shown: Table, aspect: str) -> float:
    """The mean of one aspect, or of the first three, by the number of answers."""
    names = (choice("aspect", aspect, ASPECTS),) if aspect else ASPECTS[:3]
    return float(np.mean([_weighted(shown[name], shown["answers"]) for name in names]))


def _weighted(means: Array, answers: Array) -> float:
    known = ~np.isnan(means)
    return ratio(float((means * answers)[known].sum()), float(answers[known].sum()))
