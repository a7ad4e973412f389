"""Features: what was promised to users, what came, what it is worth to them. Depends on: schema, tracker, metrics."""

from __future__ import annotations

from datetime import date

import numpy as np

from exectrack_xl.errors import MetricError, nearest
from exectrack_xl.metrics.earned_value import ratio
from exectrack_xl.metrics.listing import listed
from exectrack_xl.metrics.registry import Bands, Group, Listing, Result, Unit, derived, metric
from exectrack_xl.metrics.sources import HOUSE
from exectrack_xl.schema import Table
from exectrack_xl.schema.table import Array, filled
from exectrack_xl.tracker import Period

_PERIODIC = ("initiative", "period")
_VALUE = "Scrum practice: value points agreed with users, counted once accepted"


@derived
def known_features(features: Table, as_of: date) -> Table:
    """The features with what was known on the day; `is_delivered` says whether users had them."""
    today = np.datetime64(as_of)
    delivered = np.where(features["delivered"] <= today, features["delivered"], np.datetime64("NaT", "D"))
    adoption = np.where(features["adoption_measured"] > today, np.nan, features["adoption"])
    return features.with_columns({"delivered": delivered, "is_delivered": ~np.isnat(delivered), "adoption": adoption})


@metric(
    label="Features delivered of committed", unit=Unit.SHARE, group=Group.PROGRESS, source=HOUSE, per=_PERIODIC,
    bands=Bands(0.9, 0.75), formula="features delivered ÷ features committed for the period",
)  # fmt: skip
def feature_delivery_rate(known_features: Table, period: Period, as_of: date) -> float:
    """Of the features committed for a day of the period that has come, the share delivered by now."""
    due = _due(known_features, period, as_of)
    return ratio(float(np.count_nonzero(due & known_features["is_delivered"])), float(np.count_nonzero(due)))


@metric(
    label="Features delivered", unit=Unit.TEXT, group=Group.PROGRESS, source=HOUSE, per=_PERIODIC, result=Result.TEXT,
    formula="features delivered, of those committed for the period",
)  # fmt: skip
def features_delivered(known_features: Table, period: Period, as_of: date) -> str:
    """How many features committed for the period are delivered, as "4 of 5"; blank where none was due."""
    due = _due(known_features, period, as_of)
    count = np.count_nonzero(due & known_features["is_delivered"])
    return f"{count} of {np.count_nonzero(due)}" if due.any() else ""


@metric(
    label="Adoption", unit=Unit.SHARE, group=Group.BENEFITS, source="Share of intended users who use a feature",
    formula="Σ value points · adoption ÷ Σ value points, of delivered features measured",
)  # fmt: skip
def adoption_rate(known_features: Table, feature: str = "") -> float:
    """The share of intended users who use what was delivered, weighted by value points; `feature` asks for one.

    A feature without value points counts as one point.

    Raises:
        MetricError: no feature has this ID.
    """
    rows = known_features
    if feature and feature not in rows.positions:
        raise MetricError(f"There is no feature '{feature}'.{nearest(feature, rows.positions)}")
    counted = rows["is_delivered"] & ~np.isnan(rows["adoption"])
    if feature:
        counted &= rows["id"] == feature
    weight = filled(rows["value_points"], 1.0)[counted]
    return ratio(float((weight * rows["adoption"][counted]).sum()), float(weight.sum()))


@metric(
    label="Customer value delivered", unit=Unit.POINTS, group=Group.BENEFITS, source=_VALUE, per=_PERIODIC,
    formula="Σ value points of features accepted and delivered in the period",
)  # fmt: skip
def customer_value(known_features: Table, period: Period) -> float:
    """The value points of the features that users got in the period and accepted."""
    day = known_features["delivered"]
    within = (day >= np.datetime64(period.start)) & (day <= np.datetime64(period.finish))
    return float(filled(known_features["value_points"])[within & (known_features["accepted"] == "Yes")].sum())


@metric(
    label="Features", unit=Unit.TEXT, group=Group.PROGRESS, source=HOUSE, result=Result.TABLE,
    formula="features by the day they are committed for",
)  # fmt: skip
def feature_listing(known_features: Table) -> Listing:
    """The features by the day they were committed for: delivered when, accepted or not, and how many use them."""
    return listed(known_features, _SHOWN, known_features["committed"], known_features["id"])


_SHOWN = {
    "ID": "id", "Feature": "name", "Initiative": "initiative", "Committed for": "committed",
    "Delivered on": "delivered", "Accepted": "accepted", "Value points": "value_points", "Adoption": "adoption",
    "Adoption target": "adoption_target", "Intended users": "users",
}  # fmt: skip


def _due(features: Table, period: Period, as_of: date) -> Array:
    """Which features were committed for a day of the period, up to the status date."""
    last = np.datetime64(min(period.finish, as_of))
    due: Array = (features["committed"] >= np.datetime64(period.start)) & (features["committed"] <= last)
    return due
