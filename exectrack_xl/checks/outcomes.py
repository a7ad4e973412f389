"""What the work brings: goals that can be measured, features, benefits and indicators that hang together.

Depends on: checks.rules, schema, tracker.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from exectrack_xl.checks.rules import Fault, filled, rows, rule
from exectrack_xl.errors import Severity
from exectrack_xl.schema.table import filled as known
from exectrack_xl.tracker import Tracker


@rule("goal-without-way", "A goal's target differs from its start value.", Severity.ERROR)
def goals_lead_somewhere(tracker: Tracker) -> Iterator[Fault]:
    """Goals of which no achievement can be told."""
    goals = tracker["goals"]
    for row in rows(goals["target"] == known(goals["initial"])):
        message = f"is {goals['target'][row]:g}, the same as the start value, so no achievement can be told."
        yield Fault("goals", row, "target", message, "Type the value at which the goal is reached.")


@rule("feature-not-delivered", "What is accepted or used was delivered.")
def used_features_are_delivered(tracker: Tracker) -> Iterator[Fault]:
    """Features that are accepted, or used, without the day users got them."""
    features = tracker["features"]
    used = (features["accepted"] == "Yes") | (features["adoption"] > 0)
    for row in rows(used & np.isnat(features["delivered"])):
        what = "accepted" if features["accepted"][row] == "Yes" else "used"
        yield Fault("features", row, "delivered", f"is blank, but the feature is {what}.", "Type the day users got it.")


@rule("benefit-ahead", "Benefits are realised in months that have begun.")
def benefits_are_past(tracker: Tracker) -> Iterator[Fault]:
    """Values realised in a month to come; they do not count yet."""
    benefits = tracker["benefits"]
    for row in rows(~np.isnan(benefits["realised"]) & (benefits["month"] > np.datetime64(tracker.as_of))):
        message = f"is {benefits['realised'][row]:g} for {benefits['month'][row]}, after the status date."
        yield Fault("benefits", row, "realised", message, "Type it under Forecast until the month has come.")


@rule("benefit-of-two-kinds", "A benefit keeps its type and unit from month to month.")
def benefits_keep_their_kind(tracker: Tracker) -> Iterator[Fault]:
    """Months in which a benefit's type or unit differs from its first month's."""
    benefits = tracker["benefits"]
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for row in range(len(benefits)):
        kind = (benefits["type"][row], benefits["unit"][row].strip())
        usual = first.setdefault((benefits["initiative"][row], benefits["benefit"][row].strip().casefold()), kind)
        for name, own, other in zip(("type", "unit"), kind, usual, strict=True):
            if own != other and benefits["benefit"][row].strip():
                shown = other or "blank"
                message = f"is '{own}'; in the first row of this benefit it is {shown}."
                yield Fault("benefits", row, name, message, "Make them equal, or give the benefit another name.")


@rule("outside-without-evidence", "A measure from outside has a source and evidence.")
def outside_measures_are_proved(tracker: Tracker) -> Iterator[Fault]:
    """Measures of the position in the market that nobody can follow."""
    kpis = tracker["kpis"]
    for name in ("source", "evidence"):
        for row in rows((kpis["external"] == "Yes") & ~np.isnan(kpis["value"]) & ~filled(kpis[name])):
            message = "is blank for a measure from outside, which is shown without a verdict."
            yield Fault("kpis", row, name, message, "Say where the number can be looked up.")


@rule("recommended-twice", "One alternative of a change is recommended.")
def one_alternative_is_recommended(tracker: Tracker) -> Iterator[Fault]:
    """The second and later alternatives that are recommended for one change."""
    alternatives = tracker["alternatives"]
    first: dict[str, str] = {}
    for row in rows(alternatives["recommended"] == "Yes"):
        change, option = alternatives["change"][row], alternatives["option"][row]
        if change and first.setdefault(change, option) != option:
            message = f"is Yes, as is '{first[change]}' of the same change."
            yield Fault("alternatives", row, "recommended", message, "Recommend one of them.")


@rule("repeats-itself", "An issue repeats an earlier one.")
def repetitions_come_later(tracker: Tracker) -> Iterator[Fault]:
    """Issues that name themselves, or one raised after them, as the one they repeat."""
    issues = tracker["issues"]
    for row, earlier in enumerate(issues["recurrence_of"].tolist()):
        at = issues.positions.get(earlier) if earlier else None
        if at is not None and (at == row or issues["raised"][at] > issues["raised"][row]):
            what = "the issue itself" if at == row else f"raised later ({issues['raised'][at]})"
            yield Fault("issues", row, "recurrence_of", f"is '{earlier}', {what}.", "Name the issue that came first.")
