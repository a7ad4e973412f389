"""The overall status and its reasons: computed by rule, and set by hand only with a reason and for a time.

Depends on: schema, tracker, metrics.judgement, metrics.registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from exectrack_xl.metrics.judgement import Judgement, Reasons, Remedy, worst
from exectrack_xl.metrics.registry import Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table


@metric(
    label="Schedule status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="worse of SPI(t) and days late against the limits of Settings",
)  # fmt: skip
def schedule_status(schedule_judgement: Judgement) -> str:
    """Green, Yellow, Red, Grey (stale) or Not tracked: by SPI(t) and the days late of the committed finish."""
    return schedule_judgement.colour


@metric(
    label="Cost status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="estimate at completion over approved budget against the limits of Settings",
)  # fmt: skip
def cost_status(cost_judgement: Judgement) -> str:
    """Green, Yellow, Red, Grey (stale) or Not tracked: by the estimate at completion over the approved budget."""
    return cost_judgement.colour


@metric(
    label="Scope status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="approved growth over baseline scope against the limits of Settings",
)  # fmt: skip
def scope_status(scope_judgement: Judgement) -> str:
    """Green, Yellow, Red or Not tracked: by the approved growth over the baseline scope."""
    return scope_judgement.colour


@metric(
    label="Benefits status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="benefits realised and expected over plan against the limits of Settings",
)  # fmt: skip
def benefits_status(benefits_judgement: Judgement) -> str:
    """Green, Yellow, Red, Grey (stale) or Not tracked: by the benefits realised and expected over their plan."""
    return benefits_judgement.colour


@metric(
    label="Quality status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="quality score against the limits of Settings",
)  # fmt: skip
def quality_status(quality_judgement: Judgement) -> str:
    """Green, Yellow, Red, Grey (stale or too little measured) or Not tracked: by the quality score."""
    return quality_judgement.colour


@metric(
    label="Risk status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="Red: a Critical risk without mitigation at work; Yellow: the mitigation of one is overdue",
)  # fmt: skip
def risk_status(risk_judgement: Judgement) -> str:
    """Green, Yellow, Red, Grey (stale) or Not tracked: by the Critical risks and their mitigations."""
    return risk_judgement.colour


@derived
def own_judgements(
    schedule_judgement: Judgement, cost_judgement: Judgement, scope_judgement: Judgement,
    quality_judgement: Judgement, risk_judgement: Judgement, benefits_judgement: Judgement,
) -> tuple[Judgement, ...]:  # fmt: skip
    """The dimensions of a scope, without what its initiatives add."""
    return (schedule_judgement, cost_judgement, scope_judgement, quality_judgement, risk_judgement,
            benefits_judgement)  # fmt: skip


@derived
def judgements(
    own_judgements: tuple[Judgement, ...], each_own_judgements: dict[str, tuple[Judgement, ...]],
    each_forecast_finish: dict[str, date | None], initiative: str,
) -> tuple[Judgement, ...]:  # fmt: skip
    """Everything the overall status of a scope rests on; of the programme also its initiatives."""
    if initiative or not each_own_judgements:
        return own_judgements
    red = [identity for identity, own in each_own_judgements.items() if _overall(own) == "Red"]
    return *own_judgements, _of_initiatives(red, each_forecast_finish)


@metric(
    label="Computed status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="worst of schedule, cost and scope; quality, risk and benefits pull to Yellow at most",
)  # fmt: skip
def computed_status(judgements: tuple[Judgement, ...]) -> str:
    """The status as the rules give it: the worst of schedule, cost and scope, in the order Red, Yellow, Grey, Green.

    Quality, risk and benefits pull to Yellow at most; quality and risk to Red where they are flagged to stop delivery.
    Dimensions not tracked drop out. The programme is judged on the same dimensions of all its work; besides, a Red
    initiative pulls it to Yellow, and to Red when no other initiative finishes later: its trouble is then the
    programme's.
    """
    return _overall(judgements)


@derived
def status_override(initiatives: Table, initiative: str, as_of: date) -> Override | None:
    """The status set by hand that counts on the status date; None without one, or without reason or expiry."""
    if not initiative or not len(initiatives):
        return None
    status, reason = initiatives["override"][0], initiatives["override_reason"][0].strip()
    expiry = initiatives["override_expiry"][0].item()
    if not status or not reason or expiry is None or expiry < as_of:
        return None
    return Override(status, reason, expiry)


@metric(
    label="Reported status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="the override while it is valid, else the computed status",
)  # fmt: skip
def reported_status(computed_status: str, status_override: Override | None) -> str:
    """The status set by hand while it has a reason and has not expired, else the computed status."""
    return status_override.status if status_override else computed_status


@metric(
    label="Overall status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TEXT, source=HOUSE,
    formula="the reported status",
)  # fmt: skip
def overall_status(reported_status: str) -> str:
    """Green, Yellow, Red, Grey or Not tracked: the reported status; the computed one stands beside it."""
    return reported_status


@metric(
    label="Override", unit=Unit.TEXT, group=Group.STATUS, result=Result.TABLE, source=HOUSE,
    formula="status set by hand, computed status, reason, expiry",
)  # fmt: skip
def override_listing(status_override: Override | None, computed_status: str) -> Listing:
    """The valid override of an initiative beside its computed status; no row where there is none."""
    headers = ("Status", "Computed", "Reason", "Expires on")
    if status_override is None:
        return Listing(headers, ())
    row = (status_override.status, computed_status, status_override.reason, status_override.expiry)
    return Listing(headers, (row,))


@metric(
    label="Reasons of the status", unit=Unit.TEXT, group=Group.STATUS, result=Result.TABLE, source=HOUSE,
    formula="dimension, colour, rule, inputs, what Green asks, smallest change to Green",
)  # fmt: skip
def status_reasons(judgements: tuple[Judgement, ...]) -> Listing:
    """Each dimension with its colour, what it counts as overall, its rule and inputs, and the way to Green."""
    headers = ("Dimension", "Colour", "Counts as", "Rule", "Inputs", "Green asks", "To Green", "Amount", "Unit")
    return Listing(headers, tuple(_row(judgement) for judgement in judgements))


@dataclass(frozen=True)
class Override:
    """A status set by hand, with its reason and the last day it counts."""

    status: str
    reason: str
    expiry: date


def _overall(judgements: Iterable[Judgement]) -> str:
    return worst(judgement.counts_as for judgement in judgements)


def _of_initiatives(red: list[str], finishes: dict[str, date | None]) -> Judgement:
    """What Red initiatives do to the programme."""
    last = max((day for day in finishes.values() if day is not None), default=None)
    driving = [identity for identity in red if last is not None and finishes.get(identity) == last]
    reasons = Reasons(
        "Initiatives: Yellow while one is Red, Red while that one finishes last",
        f"{', '.join(red)} Red" if red else "none Red", "no Red initiative",
        (Remedy(f"bring {', '.join(red)} out of Red", float(len(red)), "initiatives"),) if red else (),
    )  # fmt: skip
    found = "Red" if driving else "Yellow" if red else "Green"
    return Judgement("Initiatives", found, explain=lambda: reasons)


def _row(judgement: Judgement) -> tuple[Any, ...]:
    why = judgement.reasons
    first = why.remedies[0] if why.remedies else Remedy("")
    return (
        judgement.dimension, judgement.colour, judgement.counts_as, why.rule, why.inputs, why.threshold, why.to_green,
        first.amount, first.unit,
    )  # fmt: skip
