from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import snapshot_rows

TODAY = date(2026, 11, 13)
RISK = ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Initiative", "Chance", "Cost impact",
        "Delay impact", "Raised on", "Closed on", "Close reason", "Assessed on", "Mitigation",
        "Mitigation Progress"]  # fmt: skip
SNAPSHOT = ["Snapshot", "Date", "Table", "ID", "Column", "Value"]


def risk(name: str, probability: Any, impact: Any, status: str = "Open", **more: Any) -> list[Any]:
    return [name, f"Title of {name}", probability, impact, status, "Ann", more.get("initiative", ""),
            more.get("chance", ""), more.get("cost", ""), more.get("days", ""), more.get("raised", ""),
            more.get("closed", ""), more.get("reason", ""), more.get("assessed", ""), more.get("mitigation", ""),
            more.get("progress", "")]  # fmt: skip


def tracker(*risks: list[Any], day: date = TODAY, **sheets: list[list[Any]]) -> Tracker:
    return Tracker.from_cells("t.xlsx", {"risks": [RISK, *risks], **sheets}, day)


def engine(*risks: list[Any], **sheets: list[list[Any]]) -> Engine:
    return Engine(tracker(*risks, **sheets))


def later(before: Tracker, *risks: list[Any]) -> Engine:
    """The engine of a tracker with these risks, that remembers how `before` stood."""
    return engine(*risks, snapshots=[SNAPSHOT, *map(list, snapshot_rows(before))])


CRITICAL = risk("R-01", 3.0, 3.0, chance=0.7, cost=520_000.0, days=22.0, raised=date(2026, 6, 1))
HIGH = risk("R-02", 2.0, 3.0, chance=0.4, cost=100_000.0, raised=date(2026, 10, 5))
LOW = risk("R-03", 1.0, 1.0, chance=0.1, cost=-50_000.0, raised=date(2026, 8, 1))
CLOSED = risk("R-04", 3.0, 3.0, "Closed", cost=9e6, raised=date(2026, 5, 1), closed=date(2026, 10, 20),
              reason="Mitigated")  # fmt: skip
OCCURRED = risk("R-05", 3.0, 3.0, "Occurred", cost=9e6, raised=date(2026, 5, 1), closed=date(2026, 10, 21),
                reason="Occurred")  # fmt: skip
ALL = (CRITICAL, HIGH, LOW, CLOSED, OCCURRED)


def test_only_open_risks_count() -> None:
    found = engine(*ALL)
    assert [found.value(name) for name in ("open_risks", "critical_risks", "high_risks")] == [3, 1, 1]
    assert found.value("risk_score_total") == 9 + 6 + 1


def test_exposure_is_the_expected_cost_and_an_opportunity_takes_away_from_it() -> None:
    assert engine(*ALL).value("risk_exposure") == pytest.approx(364_000 + 40_000 - 5_000)
    assert engine(*ALL).value("risk_exposure_days") == pytest.approx(15.4)


def test_exposure_is_not_known_while_no_open_risk_has_a_cost_and_zero_without_open_risks() -> None:
    assert math.isnan(engine(risk("R-01", 3.0, 3.0)).value("risk_exposure"))
    assert engine(CLOSED).value("risk_exposure") == 0


def test_an_initiative_sees_its_own_risks() -> None:
    initiatives = [["ID", "Name", "Owner", "Baseline finish"], ["I-01", "Portal", "Ann", date(2027, 1, 29)]]
    found = engine(risk("R-01", 3.0, 3.0, initiative="I-01"), risk("R-02", 3.0, 3.0), initiatives=initiatives)
    assert found.value("critical_risks", Scope("I-01")) == 1
    assert found.value("critical_risks") == 2


def test_what_happened_in_the_period_is_counted_apart() -> None:
    found = engine(*ALL)
    assert [found.value(name) for name in ("new_risks", "risks_resolved", "risks_occurred")] == [1, 1, 1]
    quarter = Scope(period=found.tracker.period("2026-Q2"))
    assert [found.value(name, quarter) for name in ("new_risks", "risks_resolved", "risks_occurred")] == [3, 0, 0]


def test_a_risk_that_occurred_is_not_resolved_even_when_it_reads_closed() -> None:
    found = engine(risk("R-05", 3.0, 3.0, "Closed", closed=date(2026, 10, 21), reason="Occurred"))
    assert found.value("risks_resolved") == 0
    assert found.value("risks_occurred") == 1


def test_a_risk_closed_after_the_status_date_is_still_open() -> None:
    found = engine(risk("R-04", 3.0, 3.0, "Closed", closed=date(2026, 12, 1), reason="Mitigated"))
    assert found.value("open_risks") == 1
    assert found.value("risks_resolved") == 0


def test_a_risk_raised_after_the_status_date_does_not_exist_yet() -> None:
    assert engine(risk("R-09", 3.0, 3.0, raised=date(2026, 12, 1))).value("open_risks") == 0


def test_without_history_there_is_no_trend() -> None:
    found = engine(*ALL)
    assert (found.value("risk_score_trend"), found.value("risk_trend_basis")) == ("", "")


@pytest.mark.parametrize(
    ("chance", "word"), [(0.41, "Stable"), (0.42, "Stable"), (0.43, "Up"), (0.38, "Stable"), (0.37, "Down")]
)
def test_the_trend_has_a_dead_band_of_five_percent(chance: float, word: str) -> None:
    before = tracker(risk("R-01", 2.0, 2.0, chance=0.4, cost=100_000.0), day=date(2026, 9, 30))
    found = later(before, risk("R-01", 2.0, 2.0, chance=chance, cost=100_000.0))
    assert found.value("risk_score_trend") == word
    assert found.value("risk_trend_basis") == "Expected cost"


def test_the_trend_compares_the_risks_open_on_each_date() -> None:
    before = tracker(CRITICAL, HIGH, day=date(2026, 9, 30))
    gone = risk("R-01", 3.0, 3.0, "Closed", chance=0.7, cost=520_000.0, closed=date(2026, 10, 20), reason="Mitigated")
    assert later(before, gone, HIGH).value("risk_score_trend") == "Down"


def test_without_money_the_trend_compares_days_and_without_days_summed_scores_and_says_so() -> None:
    before = tracker(risk("R-01", 2.0, 2.0, days=10.0), day=date(2026, 9, 30))
    found = later(before, risk("R-01", 3.0, 2.0, days=10.0))
    assert (found.value("risk_score_trend"), found.value("risk_trend_basis")) == ("Up", "Expected days")
    before = tracker(risk("R-01", 2.0, 2.0), day=date(2026, 9, 30))
    found = later(before, risk("R-01", 2.0, 1.0))
    assert (found.value("risk_score_trend"), found.value("risk_trend_basis")) == ("Down", "Summed scores")


def test_top_risks_come_by_score_then_by_expected_cost() -> None:
    cheap = risk("R-00", 3.0, 2.0, chance=0.4, cost=1_000.0)
    listing = engine(cheap, *ALL).value("top_risks", n=3)
    assert [row[0] for row in listing.rows] == ["R-01", "R-02", "R-00"]


def test_a_risk_of_the_highest_impact_is_listed_beyond_n() -> None:
    many = [risk(f"R-1{n}", 3.0, 2.0) for n in range(5)]
    rare = risk("R-99", 1.0, 3.0)
    assert [row[0] for row in engine(*many, rare).value("top_risks", n=2).rows] == ["R-10", "R-11", "R-99"]


def test_top_risks_of_a_band_are_of_that_band_alone() -> None:
    listing = engine(*ALL).value("top_risks", band="high")
    assert [row[0] for row in listing.rows] == ["R-02"]
    with pytest.raises(MetricError, match="not a risk band"):
        engine(*ALL).value("top_risks", band="Severe")


def test_top_risks_show_the_score_before() -> None:
    before = tracker(risk("R-01", 2.0, 3.0), day=date(2026, 9, 30))
    listing = later(before, CRITICAL).value("top_risks")
    assert listing.rows[0][listing.headers.index("Previous score")] == 6


def test_the_matrix_has_nine_fields_and_places_every_open_risk_once() -> None:
    rows = engine(*ALL).value("risk_matrix").rows
    assert [(row[0], row[1]) for row in rows] == [(p, i) for p in (3, 2, 1) for i in (1, 2, 3)]
    assert sum(row[4] for row in rows) == 3
    assert rows[2] == (3, 3, 9.0, "Critical", 1, "R-01")


def test_an_empty_register_gives_empty_answers() -> None:
    found = engine()
    assert found.value("open_risks") == 0
    assert found.value("top_risks").rows == ()
    assert sum(row[4] for row in found.value("risk_matrix").rows) == 0


SCORES = st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(0, 10), st.integers(0, 100))


def register(rows: list[tuple[int, int, int, int]]) -> list[list[Any]]:
    return [
        risk(f"R-{n:02}", float(p), float(i), chance=c / 10, cost=1000.0 * k) for n, (p, i, c, k) in enumerate(rows)
    ]


@given(st.lists(SCORES, min_size=1, max_size=6), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[tuple[int, int, int, int]], random: Any) -> None:
    one = register(rows)
    other = random.sample(one, len(one))
    for name in ("risk_exposure", "risk_score_total", "top_risks", "risk_matrix", "critical_risks"):
        left, right = engine(*one).value(name), engine(*other).value(name)
        assert left == pytest.approx(right) if isinstance(left, float) else repr(left) == repr(right)


@given(st.lists(SCORES, min_size=1, max_size=6), st.integers(0, 5))
def test_closing_a_threat_never_raises_the_exposure(rows: list[tuple[int, int, int, int]], which: int) -> None:
    open_rows = register(rows)
    closed = [list(row) for row in open_rows]
    closed[which % len(rows)][4] = "Closed"
    for name in ("risk_exposure", "risk_score_total", "open_risks", "critical_risks"):
        assert engine(*closed).value(name) <= engine(*open_rows).value(name) + 1e-9
