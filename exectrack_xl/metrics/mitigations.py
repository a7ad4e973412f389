"""What is done about risks: how far it is, whether it worked, and where nothing is done.

A risk's single mitigation stands in its own row; more than one stand in Mitigations, which then count.
Depends on: schema, tracker, metrics.registry.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.metrics.registry import Group, Result, Unit, derived, metric
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among, filled

_PMBOK = "PMI, PMBOK Guide 6th ed. (2017), 11.7 monitor risks"
_DROPPED = ("Expired", "Cancelled")


@derived(by_id=True)
def mitigation_progress_by_risk(scored_risks: Table, mitigations: Table) -> dict[str, float]:
    """How far the mitigation of each risk is, 0 to 1, by risk ID; a risk without any is absent."""
    shares: dict[str, list[float]] = {}
    counted = ~among(mitigations["status"], _DROPPED)
    done = (mitigations["status"] == "Done") | ~np.isnat(mitigations["done"])
    progress = np.where(done, 1.0, filled(mitigations["progress"]))
    for risk, share in zip(mitigations["risk"][counted].tolist(), progress[counted].tolist(), strict=True):
        shares.setdefault(risk, []).append(share)
    own = (scored_risks[name].tolist() for name in ("id", "mitigation", "mitigation_progress"))
    for risk, text, share in zip(*own, strict=True):
        if risk not in shares and (text or share == share):
            shares[risk] = [share if share == share else 0.0]
    return {risk: sum(values) / len(values) for risk, values in shares.items()}


@derived(by_id=True)
def mitigation_by_risk(scored_risks: Table, mitigations: Table) -> dict[str, tuple[str, date | None]]:
    """What is done about each risk and by when, by risk ID: its next action, else the last done, else its own row."""
    columns = (scored_risks[name].tolist() for name in ("id", "mitigation", "due"))
    found = {risk: (text, due) for risk, text, due in zip(*columns, strict=True)}
    done = (mitigations["status"] == "Done") | ~np.isnat(mitigations["done"])
    due = mitigations["due"].astype("int64")
    order = np.lexsort((np.where(done, due, -due), ~done))  # done ones first; the last one of a risk stays
    columns = (mitigations[name][order].tolist() for name in ("status", "risk", "action", "due"))
    for status, risk, action, day in zip(*columns, strict=True):
        if status not in _DROPPED:
            found[risk] = (action, day)
    return found


@metric(
    label="Mitigation progress", unit=Unit.SHARE, group=Group.RISKS, source=_PMBOK,
    formula="mean progress of the mitigations of open risks",
)  # fmt: skip
def mitigation_progress(live_risks: Table, mitigation_progress_by_risk: dict[str, float]) -> float:
    """How far the mitigations of the open risks are on average, 0 to 1; a risk without one counts as 0."""
    if not len(live_risks):
        return float("nan")
    return float(np.mean([mitigation_progress_by_risk.get(risk, 0.0) for risk in live_risks["id"]]))


@derived
def mitigation_outcomes(scored_risks: Table, mitigations: Table, as_of: date) -> dict[str, bool]:
    """Whether the mitigation of each risk re-scored after it reached its target score, by risk ID.

    Of several actions the last one done counts. Expired risks, expired and cancelled actions are left out, and so
    are risks without a target and without a score before: nobody can say whether those worked.
    """
    expired = set(scored_risks["id"][scored_risks["close_reason"] == "Expired"])
    targets = dict(zip(scored_risks["id"], scored_risks["target_score"].tolist(), strict=True))
    outcomes = _own_outcomes(scored_risks, set(mitigations["risk"]), as_of)
    day = mitigations["done"]
    done = ((mitigations["status"] == "Done") | ~np.isnat(day)) & ~(day > np.datetime64(as_of))
    done &= ~among(mitigations["status"], _DROPPED) & ~np.isnan(mitigations["score_after"])
    acted = mitigations.take(np.flatnonzero(done)[np.argsort(day[done], kind="stable")])
    columns = (acted[name].tolist() for name in ("risk", "score_before", "score_after", "target_score"))
    for risk, before, after, target in zip(*columns, strict=True):
        aim = target if target == target else targets.get(risk, float("nan"))
        if aim == aim:
            outcomes[risk] = after <= aim
        elif before == before:
            outcomes[risk] = after < before
    return {risk: worked for risk, worked in outcomes.items() if risk not in expired}


@metric(
    label="Mitigation effectiveness", unit=Unit.SHARE, group=Group.RISKS, source=_PMBOK,
    formula="risks at or below their target score ÷ risks re-scored after their mitigation",
)  # fmt: skip
def mitigation_effectiveness(mitigation_outcomes: dict[str, bool]) -> float:
    """The share of risks, re-scored after their mitigation was done, that reached their target score.

    Expired risks are left out: time closed them, not the mitigation. Where no target is set, any lower score counts.
    """
    return sum(mitigation_outcomes.values()) / len(mitigation_outcomes) if mitigation_outcomes else float("nan")


@metric(
    label="Mitigations that worked", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, result=Result.TEXT,
    formula="n of m: reached their target score, of those re-scored",
)  # fmt: skip
def mitigation_effectiveness_count(mitigation_outcomes: dict[str, bool]) -> str:
    """How many mitigations worked, as "n of m"; blank where none was re-scored."""
    return f"{sum(mitigation_outcomes.values())} of {len(mitigation_outcomes)}" if mitigation_outcomes else ""


@metric(
    label="Mitigation budget", unit=Unit.MONEY, group=Group.RISKS, source=_PMBOK, additive=True,
    formula="Σ planned cost of the mitigations that still count",
)  # fmt: skip
def mitigation_budget(mitigations: Table) -> float:
    """The money set aside for the actions that mitigate risks; expired and cancelled ones are left out."""
    return _total(mitigations["cost_planned"][~among(mitigations["status"], _DROPPED)])


@metric(
    label="Mitigation cost", unit=Unit.MONEY, group=Group.RISKS, source=_PMBOK, additive=True,
    formula="Σ actual cost of mitigations",
)  # fmt: skip
def mitigation_cost(mitigations: Table) -> float:
    """The money spent so far on actions that mitigate risks, those given up since among them."""
    return _total(mitigations["cost_actual"])


@derived(follows="risks")
def unmitigated_rows(live_risks: Table, mitigations: Table) -> Table:
    """The open risks with a score of 7 or more for which no mitigation is at work.

    At work: an action has progress or is in progress or done; or the risk has a mitigation and is Mitigating or
    Monitoring. A mitigation that is only planned, expired or cancelled is not.
    """
    begun = among(mitigations["status"], ("In Progress", "Done")) | (mitigations["progress"] > 0)
    begun |= ~np.isnat(mitigations["done"])
    begun &= ~among(mitigations["status"], _DROPPED)
    in_hand = among(live_risks["status"], ("Mitigating", "Monitoring"))
    in_hand &= live_risks["mitigation"] != ""
    active = in_hand | (live_risks["mitigation_progress"] > 0)
    active |= among(live_risks["id"], set(mitigations["risk"][begun].tolist()))
    return live_risks.take((live_risks["band"] == "Critical") & ~active)


@derived
def overdue_mitigations(
    live_risks: Table, unmitigated_rows: Table, mitigation_by_risk: dict[str, tuple[str, date | None]],
    mitigation_progress_by_risk: dict[str, float], as_of: date,
) -> tuple[str, ...]:  # fmt: skip
    """The IDs of Critical risks whose mitigation is at work and should have been done by now."""
    at_work = set(live_risks["id"][live_risks["band"] == "Critical"]) - set(unmitigated_rows["id"])
    late = (risk for risk in at_work if (mitigation_by_risk[risk][1] or as_of) < as_of)
    return tuple(sorted(risk for risk in late if mitigation_progress_by_risk.get(risk, 0.0) < 1))


@metric(
    label="Critical risks without mitigation", unit=Unit.TEXT, group=Group.RISKS, source=_PMBOK, result=Result.TEXT,
    formula="IDs of open risks with score 7 to 9 and no mitigation at work",
)  # fmt: skip
def unmitigated_critical(unmitigated_rows: Table) -> str:
    """The IDs of the Critical risks for which no mitigation is at work, in order; blank where there is none."""
    return ", ".join(sorted(unmitigated_rows["id"]))


def _total(amounts: Array) -> float:
    """The sum of what is known; NaN where nothing is."""
    return float("nan") if np.isnan(amounts).all() else float(np.nansum(amounts))


def _own_outcomes(risks: Table, elsewhere: set[str], as_of: date) -> dict[str, bool]:
    """Outcomes of the mitigations that stand in the risk's own row and are done."""
    done = (risks["mitigation_progress"] >= 1) & _assessed_since(risks, as_of)
    done &= ~np.isnan(risks["score"]) & ~np.isnan(risks["target_score"])
    rows = zip(risks["id"][done], risks["score"][done], risks["target_score"][done], strict=True)
    return {risk: bool(score <= target) for risk, score, target in rows if risk not in elsewhere}


def _assessed_since(risks: Table, as_of: date) -> Array:
    """Whether a risk was scored again by the day, and not before its mitigation was to work."""
    assessed = risks["assessed"]
    since: Array = (assessed <= np.datetime64(as_of)) & ~(assessed < risks["due"])
    return since
