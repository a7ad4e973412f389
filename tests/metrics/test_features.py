from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
FEATURE = ["ID", "Feature", "Committed for", "Value points", "Delivered on", "Accepted", "Adoption"]


def feature(name: str, committed: date, delivered: Any = "", **more: Any) -> list[Any]:
    return [
        name,
        f"Feature {name}",
        committed,
        more.get("points", ""),
        delivered,
        more.get("accepted", "Yes"),
        more.get("adoption", ""),
    ]


def engine(*features: list[Any]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"features": [FEATURE, *features]}, TODAY))


OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 16), date(2026, 11, 6), date(2026, 12, 11)


def test_what_is_not_due_yet_does_not_count_and_what_is_due_counts_until_it_is_delivered() -> None:
    found = engine(feature("F-1", OCTOBER, OCTOBER), feature("F-2", NOVEMBER), feature("F-3", DECEMBER))
    assert found.value("feature_delivery_rate") == 0.5
    assert found.value("features_delivered") == "1 of 2"
    quarter = Scope(period=found.tracker.period("2026-Q3"))
    assert math.isnan(found.value("feature_delivery_rate", quarter))
    assert found.value("features_delivered", quarter) == ""


def test_a_delivery_after_the_day_has_not_happened() -> None:
    assert engine(feature("F-1", OCTOBER, DECEMBER)).value("feature_delivery_rate") == 0


def test_value_counts_once_users_have_it_and_accept_it() -> None:
    found = engine(
        feature("F-1", OCTOBER, OCTOBER, points=8.0),
        feature("F-2", OCTOBER, OCTOBER, points=5.0, accepted="No"),
        feature("F-3", OCTOBER, points=3.0),
        feature("F-4", OCTOBER, date(2026, 9, 4), points=2.0),
    )
    assert found.value("customer_value") == 8
    assert found.value("customer_value", Scope(period=found.tracker.period("2026-Q3"))) == 2


def test_adoption_is_weighted_by_value_and_can_be_asked_of_one() -> None:
    found = engine(
        feature("F-1", OCTOBER, OCTOBER, points=3.0, adoption=0.8), feature("F-2", OCTOBER, OCTOBER, adoption=0.4)
    )
    assert found.value("adoption_rate") == pytest.approx(0.7)
    assert found.value("adoption_rate", feature="F-2") == pytest.approx(0.4)
    with pytest.raises(MetricError, match="no feature 'F-9'"):
        found.value("adoption_rate", feature="F-9")
