"""The risks of a scope together: how many, how heavy, which ones, and whether it gets better.

Depends on: errors, schema, tracker, metrics.registry, metrics.risk_scores.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.risk_scores import (
    risk_band,
    risk_expected_cost,
    risk_expected_days,
    risk_score,
)
from exectrack_xl.schema import Table
from exectrack_xl.schema.choices import RISK_BAND
from exectrack_xl.schema.table import Array, among
from exectrack_xl.tracker import Period, Settings

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 11.7 monitor risks"
_EXPOSURE = "PMI, Practice Standard for Project Risk Management (2009), expected monetary value"
_PERIODIC = ("initiative", "period")


@derived(follows="risks")
def scored_risks(risks: Table, rules: Settings) -> Table:
    """The risks with score, band and expected values worked out anew, never as the cells last showed them."""
    chance, level = risks["likelihood"], risks["probability"]
    score = risk_score(level, risks["impact"], rules)
    worked_out = {
        "score": score,
        "band": risk_band(score),
        "expected_cost": risk_expected_cost(chance, level, risks["cost_impact"], rules),
        "expected_days": risk_expected_days(chance, level, risks["delay_impact"], rules),
    }
    return risks.with_columns(worked_out)


@derived(follows="risks")
def live_risks(scored_risks: Table, as_of: date) -> Table:
    """The risks that were open on the day: neither closed nor occurred by then."""
    return scored_risks.take(~_over(scored_risks, as_of))


@metric(
    label="Open risks", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK,
    formula="number of risks neither Closed nor Occurred",
)  # fmt: skip
def open_risks(live_risks: Table) -> float:
    """How many risks are open on the status date."""
    return float(len(live_risks))


@metric(
    label="Critical risks", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK,
    formula="number of open risks with score 7 to 9",
)  # fmt: skip
def critical_risks(live_risks: Table) -> float:
    """How many open risks have a score from 7 to 9."""
    return _in_band(live_risks, "Critical")


@metric(
    label="High risks", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK,
    formula="number of open risks with score 4 to 6",
)  # fmt: skip
def high_risks(live_risks: Table) -> float:
    """How many open risks have a score from 4 to 6."""
    return _in_band(live_risks, "High")


@metric(
    label="Risk exposure", unit=Unit.MONEY, group=Group.RISKS, source=_EXPOSURE,
    formula="Σ chance × cost impact over open risks",
)  # fmt: skip
def risk_exposure(live_risks: Table) -> float:
    """The money that the open risks cost on average; opportunities take away from it.

    Risks without a cost impact add nothing. It is not known while open risks exist and none has a cost impact.
    """
    return _sum_of_known(live_risks["expected_cost"])


@metric(
    label="Risk exposure in days", unit=Unit.DAYS, group=Group.RISKS, source=_EXPOSURE,
    formula="Σ chance × delay impact over open risks",
)  # fmt: skip
def risk_exposure_days(live_risks: Table) -> float:
    """The working days that the open risks cost on average, added up; not the delay of the finish.

    Delays that run side by side overlap: the forecast by simulation says what they do to the finish.
    """
    return _sum_of_known(live_risks["expected_days"])


@metric(
    label="Total risk score", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK,
    formula="Σ score over open risks",
)  # fmt: skip
def risk_score_total(live_risks: Table) -> float:
    """The scores of the open risks added up: a rough measure, for where expected values are missing."""
    return _sum_of_known(live_risks["score"])


@metric(
    label="New risks", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC,
    window={"risks": "raised"}, formula="number of risks raised in the period",
)  # fmt: skip
def new_risks(risks: Table) -> float:
    """How many risks were raised in the period."""
    return float(len(risks))


@metric(
    label="Risks resolved", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC,
    window={"risks": "closed"}, formula="number of risks closed in the period that did not occur",
)  # fmt: skip
def risks_resolved(risks: Table, as_of: date) -> float:
    """How many risks were closed in the period because they were mitigated, transferred or had expired.

    A risk that occurred has become an issue: it is not resolved.
    """
    closed = (risks["status"] == "Closed") & (risks["close_reason"] != "Occurred")
    return float(np.count_nonzero(closed & (risks["closed"] <= np.datetime64(as_of))))


@metric(
    label="Risks occurred", unit=Unit.COUNT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC,
    formula="number of risks that happened in the period",
)  # fmt: skip
def risks_occurred(risks: Table, period: Period, as_of: date) -> float:
    """How many risks happened in the period: by the day they were closed, else the day last assessed."""
    happened = (risks["status"] == "Occurred") | (risks["close_reason"] == "Occurred")
    day = np.where(np.isnat(risks["closed"]), risks["assessed"], risks["closed"])
    within = (day >= np.datetime64(period.start)) & (day <= np.datetime64(min(period.finish, as_of)))
    return float(np.count_nonzero(happened & within))


@derived
def risk_movement(
    risk_exposure: float, previous_risk_exposure: float | None,
    risk_exposure_days: float, previous_risk_exposure_days: float | None,
    risk_score_total: float, previous_risk_score_total: float | None,
) -> tuple[str, float, float]:  # fmt: skip
    """On what the trend rests, and its value before and now; ("", NaN, NaN) where nothing can be compared."""
    choices = (
        ("Expected cost", previous_risk_exposure, risk_exposure),
        ("Expected days", previous_risk_exposure_days, risk_exposure_days),
        ("Summed scores", previous_risk_score_total, risk_score_total),
    )
    for basis, before, now in choices:
        # Zero at both ends says nothing while a rougher measure may still tell them apart.
        if before is not None and np.isfinite(before) and np.isfinite(now) and (before, now) != (0, 0):
            return basis, before, now
    if previous_risk_score_total is not None and previous_risk_score_total == risk_score_total:
        return "Summed scores", previous_risk_score_total, risk_score_total
    return "", np.nan, np.nan


@metric(
    label="Risk score trend", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC, result=Result.TEXT,
    formula="sign of (exposure now ÷ exposure before − 1), Stable within the dead band of Settings",
)  # fmt: skip
def risk_score_trend(risk_movement: tuple[str, float, float], rules: Settings) -> str:
    """Up (worse), Down (better) or Stable: the open risks now against those open at the snapshot before.

    Expected cost is compared; where it is not known on both dates expected days, else summed scores: the basis of
    the trend says which. Blank where there is no earlier snapshot.
    """
    basis, before, now = risk_movement
    if not basis:
        return ""
    if abs(now - before) <= rules.number("trend_band") * abs(before):
        return "Stable"
    return "Up" if now > before else "Down"


@metric(
    label="Basis of the risk trend", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC,
    result=Result.TEXT, formula="expected cost, else expected days, else summed scores",
)  # fmt: skip
def risk_trend_basis(risk_movement: tuple[str, float, float]) -> str:
    """What the risk score trend compares: Expected cost, Expected days or Summed scores; blank without history."""
    return risk_movement[0]


@metric(
    label="Top risks", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, per=_PERIODIC, result=Result.TABLE,
    formula="open risks by score, then expected cost, then expected days",
)  # fmt: skip
def top_risks(
    live_risks: Table, previous_scored_risks: Table | None, mitigation_by_risk: dict[str, tuple[str, date | None]],
    mitigation_progress_by_risk: dict[str, float], rules: Settings, n: int = 5, band: str = "",
) -> Listing:  # fmt: skip
    """The n heaviest open risks, and every other one of the highest impact; `band` limits the list to one band.

    A rare catastrophe has a middling score: risks of the highest impact are therefore listed beyond n.

    Raises:
        MetricError: `band` is not Critical, High, Medium or Low.
    """
    wanted = _band_named(band)
    rows = np.lexsort(
        (live_risks["id"].astype(str), _down(live_risks["expected_days"]), _down(live_risks["expected_cost"]),
         _down(live_risks["score"]))
    )  # fmt: skip
    if wanted:
        rows = rows[live_risks["band"][rows] == wanted]
    grave = live_risks["impact"][rows] >= rules.risk_steps
    chosen = live_risks.take(rows[(np.arange(len(rows)) < int(n)) | grave])
    earlier, ids = _scores(previous_scored_risks), chosen["id"].tolist()
    columns = {header: chosen[name].tolist() for header, name in _TOP.items()}
    columns["Mitigation"] = [mitigation_by_risk[identity][0] for identity in ids]
    columns["Due date"] = [mitigation_by_risk[identity][1] for identity in ids]
    columns["Mitigation progress"] = [mitigation_progress_by_risk.get(identity, np.nan) for identity in ids]
    columns["Previous score"] = [earlier.get(identity, np.nan) for identity in ids]
    return Listing(tuple(columns), tuple(zip(*columns.values(), strict=True)))


@metric(
    label="Risk matrix", unit=Unit.COUNT, group=Group.RISKS, result=Result.TABLE,
    source="PMI, PMBOK Guide 6th ed. (2017), 11.3.2.6 probability and impact matrix",
    formula="number of open risks for each probability and impact",
)  # fmt: skip
def risk_matrix(live_risks: Table, rules: Settings) -> Listing:
    """One row for each field of the matrix, highest probability first: how many open risks stand there, and which."""
    rows = []
    top = rules.risk_steps
    for probability in range(top, 0, -1):
        for impact in range(1, top + 1):
            here = (live_risks["probability"] == probability) & (live_risks["impact"] == impact)
            ids = sorted(live_risks["id"][here])
            score = float(risk_score(probability, impact, rules))
            rows.append((probability, impact, score, str(risk_band(score)), len(ids), ", ".join(ids)))
    return Listing(("Probability", "Impact", "Score", "Band", "Risks", "IDs"), tuple(rows))


_TOP = {
    "ID": "id", "Title": "title", "Score": "score", "Band": "band", "Status": "status", "Mitigation": "mitigation",
    "Mitigation progress": "mitigation_progress", "Owner": "owner", "Due date": "due",
    "Expected cost": "expected_cost", "Expected days": "expected_days", "Probability": "probability",
    "Impact": "impact", "Initiative": "initiative",
}  # fmt: skip


def _over(risks: Table, as_of: date) -> Array:
    """Which risks were closed or had occurred by the day; a later closing date has not happened yet."""
    ended = among(risks["status"], ("Closed", "Occurred"))
    over: Array = ended & ~(risks["closed"] > np.datetime64(as_of))
    return over


def _in_band(risks: Table, band: str) -> float:
    return float(np.count_nonzero(risks["band"] == band))


def _sum_of_known(values: Array) -> float:
    """The sum of what is known; 0 of no rows, NaN of rows that are all blank."""
    known = values[~np.isnan(values)]
    return float(known.sum()) if len(known) or not len(values) else float("nan")


def _down(values: Array) -> Array:
    """A sort key: largest first, blanks last."""
    return np.where(np.isnan(values), np.inf, -values)


def _scores(risks: Table | None) -> dict[str, Any]:
    return dict(zip(risks["id"], risks["score"].tolist(), strict=True)) if risks is not None else {}


def _band_named(text: str) -> str:
    if not text:
        return ""
    for band in RISK_BAND:
        if band.casefold() == text.strip().casefold():
            return band
    raise MetricError(f"'{text}' is not a risk band. Write {', '.join(RISK_BAND[:-1])} or {RISK_BAND[-1]}.")
