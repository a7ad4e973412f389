"""Risk burn-down: the exposure of each snapshot against the one that mitigations were to leave, and what moved it.

Depends on: schema, tracker, metrics.registry, metrics.risk_scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from exectrack_xl.metrics.curves import series
from exectrack_xl.metrics.registry import Group, Listing, Result, Series, Unit, derived, metric
from exectrack_xl.metrics.risk_scores import risk_expected_cost, risk_expected_days, risk_score
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, among, filled
from exectrack_xl.tracker import Settings
from exectrack_xl.tracker.timeline import timeline

_SOURCE = "US Department of Defense, Risk, Issue, and Opportunity Management Guide (2017), risk burn-down"
_COLUMNS = ("probability", "impact", "status", "due", "likelihood", "cost_impact", "delay_impact", "closed",
            "close_reason")  # fmt: skip
_BASES = {"Expected cost": "expected_cost", "Expected days": "expected_days", "Summed scores": "score"}
_DROPPED = ("Expired", "Cancelled")
_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, eq=False)
class Exposure:
    """What the open risks of a scope weighed on each day, on one basis. Arrays are days × risks."""

    basis: str  # Expected cost, Expected days or Summed scores; "" without any risk
    days: Array  # of the snapshots before, and the status date
    ids: tuple[str, ...]
    level: Array  # 0 where the risk was not open, or its value not known
    is_open: Array
    due: Array  # of each risk: the first due date known of its mitigation

    @property
    def total(self) -> Array:
        """The exposure of each day."""
        return np.asarray(self.level.sum(axis=1))


@dataclass(frozen=True, eq=False)
class RiskPast:
    """All risks at each snapshot, valued by the rules of today."""

    days: Array
    ids: tuple[str, ...]
    is_open: Array
    values: dict[str, Array]  # by column name
    due: Array


@derived
def risk_past(snapshots: Table, rules: Settings) -> RiskPast:
    """The whole register at each snapshot."""
    past = timeline(snapshots, "risks", _COLUMNS)
    chance, level = past["likelihood"], past["probability"]
    values = {
        "score": risk_score(level, past["impact"], rules),
        "expected_cost": risk_expected_cost(chance, level, past["cost_impact"], rules),
        "expected_days": risk_expected_days(chance, level, past["delay_impact"], rules),
    }
    status = past["status"]
    over = ((status == "Closed") | (status == "Occurred")) & ~(past["closed"] > past.days[:, None])
    return RiskPast(past.days, past.ids, past.present & ~over, values, past["due"])


@derived
def exposure_over_time(
    risk_past: RiskPast, scored_risks: Table, live_risks: Table, mitigations: Table, as_of: date, initiative: str
) -> Exposure:
    """The exposure of the scope at each snapshot and now. Risks deleted since count in the programme alone."""
    now = scored_risks.positions
    ids = tuple(now) if initiative else tuple(dict.fromkeys((*risk_past.ids, *now)))
    earlier = risk_past.days < np.datetime64(as_of)
    place = {identity: column for column, identity in enumerate(risk_past.ids)}
    then = np.array([place.get(identity, -1) for identity in ids], dtype=np.intp)
    today = np.array([now.get(identity, -1) for identity in ids], dtype=np.intp)
    open_now = np.append(among(scored_risks["id"], set(live_risks["id"].tolist())), False)[today]
    is_open = np.vstack([_at(risk_past.is_open[earlier], then, False), open_now])
    valued = {}
    for basis, name in _BASES.items():
        before = _at(risk_past.values[name][earlier], then, np.nan)
        valued[basis] = np.vstack([before, np.append(scored_risks[name], np.nan)[today]])
    basis = next((name for name, values in valued.items() if _can_serve(values, is_open)), "")
    level = filled(np.where(is_open, valued[basis], 0.0)) if basis else np.zeros(is_open.shape)
    return Exposure(
        basis, np.append(risk_past.days[earlier], np.datetime64(as_of)), ids, level, is_open,
        _due(risk_past, scored_risks, mitigations, then, today),
    )  # fmt: skip


def _at(values: Array, place: Array, blank: object) -> Array:
    """The columns at these places; blank at −1."""
    column = np.full((len(values), 1), blank, dtype=values.dtype)
    return np.hstack([values, column])[:, place]


def _can_serve(values: Array, is_open: Array) -> bool:
    """Whether on every day with open risks at least one of them has a value, and they are not all 0."""
    known = is_open & ~np.isnan(values)
    days = is_open.any(axis=1)
    return bool(days.any()) and bool(known[days].any(axis=1).all()) and bool((np.where(known, values, 0.0) != 0).any())


def _due(past: RiskPast, risks: Table, mitigations: Table, then: Array, today: Array) -> Array:
    """When the mitigation of each risk was first to work: of more than one action, the last."""
    first = np.full(len(past.ids), _NAT)
    for row in past.due[::-1]:
        first = np.where(np.isnat(row), first, row)
    own = np.append(first, _NAT)[then]
    own = np.where(np.isnat(own), np.append(risks["due"], _NAT)[today], own)
    last: dict[str, np.datetime64] = {}
    counted = ~among(mitigations["status"], _DROPPED) & ~np.isnat(mitigations["due"])
    for risk, day in zip(mitigations["risk"][counted].tolist(), mitigations["due"][counted], strict=True):
        last[risk] = max(day, last.get(risk, day))
    several = np.array([last.get(identity, _NAT) for identity in np.append(risks["id"], "")], dtype="datetime64[D]")
    return np.where(np.isnat(several[today]), own, several[today])


@metric(
    label="Risk burn-down", unit=Unit.MONEY, group=Group.RISKS, result=Result.SERIES, source=_SOURCE,
    formula="Σ expected cost (else days, else score) of the risks open at each snapshot and now",
)  # fmt: skip
def risk_burndown(exposure_over_time: Exposure) -> Series:
    """The exposure of the open risks at each snapshot and on the status date; RISK_BURNDOWN_BASIS says in what.

    Expected cost counts where it is known throughout, else expected days, else summed scores.
    """
    return series(exposure_over_time.days, exposure_over_time.total) if exposure_over_time.basis else Series((), ())


@metric(
    label="Planned risk burn-down", unit=Unit.MONEY, group=Group.RISKS, result=Result.SERIES, source=_SOURCE,
    formula="Σ first exposure, × target score / first score from the due date of the mitigation on",
)  # fmt: skip
def risk_burndown_plan(exposure_over_time: Exposure, scored_risks: Table, risk_past: RiskPast) -> Series:
    """The exposure that mitigations were to leave, at each snapshot, on the status date and on due dates to come.

    Each risk stands at its first exposure until its mitigation is due, from then on at the share of it that its
    target score is of its first score. A risk without due date or target leaves the plan when it is closed.
    """
    past = exposure_over_time
    if not past.basis:
        return Series((), ())
    today, target = past.days[-1], _target_share(past, scored_risks, risk_past)
    ahead = np.unique(past.due[(past.due > today) & ~np.isnan(target) & past.is_open.any(axis=0)])
    days = np.concatenate([past.days, ahead])
    since = past.is_open.argmax(axis=0)
    first = np.where(past.is_open.any(axis=0), past.level[since, np.arange(len(past.ids))], 0.0)
    begun = days[:, None] >= np.where(past.is_open.any(axis=0), past.days[since], _NAT)
    works = days[:, None] >= past.due
    stands = np.vstack([past.is_open, np.repeat(past.is_open[-1:], len(ahead), axis=0)])
    planned = np.where(np.isnan(target) | np.isnat(past.due), stands, np.where(works, filled(target), 1.0))
    return series(days, (np.where(begun, first, 0.0) * planned).sum(axis=1))


def _target_share(past: Exposure, risks: Table, before: RiskPast) -> Array:
    """The target score over the first score of each risk, at most 1; NaN where either is not known."""
    first = np.full(len(before.ids), np.nan)
    for row in before.values["score"][::-1]:
        first = np.where(np.isnan(row), first, row)
    known = dict(zip(before.ids, first.tolist(), strict=True))
    now = risks.positions
    score = np.array([known.get(i, risks["score"][now[i]] if i in now else np.nan) for i in past.ids], dtype=float)
    target = np.array([risks["target_score"][now[i]] if i in now else np.nan for i in past.ids], dtype=float)
    return np.asarray(np.minimum(target / score, 1.0))


@metric(
    label="Basis of the risk burn-down", unit=Unit.TEXT, group=Group.RISKS, result=Result.TEXT, source=_SOURCE,
    formula="expected cost, else expected days, else summed scores",
)  # fmt: skip
def risk_burndown_basis(exposure_over_time: Exposure) -> str:
    """In what the risk burn-down counts: Expected cost, Expected days or Summed scores; blank without risks."""
    return exposure_over_time.basis


@metric(
    label="What moved the risk exposure", unit=Unit.MONEY, group=Group.RISKS, result=Result.TABLE, source=_SOURCE,
    formula="before + new + raised − lowered − closed = now, from each snapshot to the next",
)  # fmt: skip
def risk_flow(exposure_over_time: Exposure) -> Listing:
    """From each snapshot to the next: exposure before, of new risks, raised, lowered, closed, and exposure after.

    New are risks that opened or opened again; closed are those that were closed, occurred or were deleted.
    """
    past, rows = exposure_over_time, []
    for number in range(1, len(past.days) if past.basis else 0):
        before, after = past.level[number - 1], past.level[number]
        was, remains = past.is_open[number - 1], past.is_open[number]
        change = np.where(was & remains, after - before, 0.0)
        parts = (before.sum(), after[remains & ~was].sum(), change[change > 0].sum(), -change[change < 0].sum(),
                 before[was & ~remains].sum(), after.sum())  # fmt: skip
        rows.append((past.days[number].item(), *(float(part) + 0.0 for part in parts)))  # no −0
    return Listing(("Date", "Before", "New", "Raised", "Lowered", "Closed", "After"), tuple(rows))
