from __future__ import annotations

import math
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exectrack_xl.metrics import Engine, Listing, Scope
from exectrack_xl.metrics.curves import Curve
from exectrack_xl.metrics.dimensions import schedule_finish, schedule_pace
from exectrack_xl.metrics.earned_schedule import time_earned
from exectrack_xl.metrics.judgement import Judgement, enough, judge, shown, worst
from exectrack_xl.metrics.work import Work, work
from exectrack_xl.tracker import Calendar, Settings, Tracker
from exectrack_xl.tracker.history import snapshot_rows

TODAY = date(2026, 11, 13)
INITIATIVE = ["ID", "Name", "Owner", "Baseline start", "Baseline finish", "Budget", "Scope", "Status override",
              "Override reason", "Override expiry"]  # fmt: skip
MILESTONE = ["ID", "Milestone", "Initiative", "Owner", "Baseline date", "Forecast date", "Actual date", "Progress"]
COST = ["Initiative", "Month", "Actual cost"]
CHANGE = ["ID", "Title", "Type", "Status", "Raised by", "Initiative", "Scope (points)"]
RISK = ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Initiative", "Mitigation", "Due date",
        "Stops delivery", "Reviewed on"]  # fmt: skip
QUALITY = ["Month", "Initiative", "Measure", "Value", "Target", "Floor"]
SNAPSHOT = ["Snapshot", "Date", "Table", "ID", "Column", "Value"]
FINISH = date(2026, 12, 31)
ONE = Scope("I-01")


def initiative(name: str = "I-01", override: str = "", reason: str = "", expiry: Any = "") -> list[Any]:
    return [name, f"Name of {name}", "Ann", date(2026, 1, 1), FINISH, 100_000.0, 200.0, override, reason, expiry]


def milestone(name: str = "M-01", of: str = "I-01", forecast: date = FINISH, progress: float = 0.9) -> list[Any]:
    return [name, name, of, "Ann", FINISH, forecast, "", progress]


def tracker(day: date = TODAY, **sheets: list[list[Any]]) -> Tracker:
    """One initiative, 90% earned in time; each sheet given replaces or adds to it."""
    headers = {"initiatives": INITIATIVE, "milestones": MILESTONE, "costs": COST, "changes": CHANGE, "risks": RISK,
               "quality": QUALITY, "snapshots": SNAPSHOT, "settings": ["Setting", "Value"]}  # fmt: skip
    rows = {"initiatives": [initiative()], "milestones": [milestone()], **sheets}
    return Tracker.from_cells("t.xlsx", {name: [headers[name], *body] for name, body in rows.items()}, day)


def engine(**sheets: list[list[Any]]) -> Engine:
    return Engine(tracker(**sheets))


def reason(found: Engine, dimension: str, scope: Scope = ONE) -> dict[str, Any]:
    listing: Listing = found.value("status_reasons", scope)
    return next(dict(zip(listing.headers, row, strict=True)) for row in listing.rows if row[0] == dimension)


def cost(amount: float) -> list[list[Any]]:
    return [["I-01", date(2026, 11, 1), amount]]


def money_work() -> Work:
    """Work that is worth money."""
    found = engine()
    return work(*(found.table(name) for name in ("tasks", "milestones", "initiatives", "costs")), TODAY)


def later(days: int) -> date:
    found: date = Calendar().add(FINISH, days).item()
    return found


# Schedule


@pytest.mark.parametrize(
    ("days", "colour"), [(-9, "Green"), (0, "Green"), (5, "Green"), (6, "Yellow"), (15, "Yellow"), (16, "Red")]
)
def test_the_finish_is_green_to_5_and_yellow_to_15_working_days_late(days: int, colour: str) -> None:
    assert engine(milestones=[milestone(forecast=later(days))]).value("schedule_status", Scope("I-01")) == colour


def test_winning_back_the_days_that_are_named_makes_the_finish_green() -> None:
    late = reason(engine(milestones=[milestone(forecast=later(12))]), "Schedule")
    assert (late["Colour"], late["To Green"], late["Amount"]) == ("Yellow", "Win back 7 working days.", 7)
    mended = engine(milestones=[milestone(forecast=later(12 - int(late["Amount"])))])
    assert mended.value("schedule_status", Scope("I-01")) == "Green"


@pytest.mark.parametrize(("spi_t", "colour"), [(0.95, "Green"), (0.9499, "Yellow"), (0.85, "Yellow"), (0.8499, "Red")])
def test_spi_t_is_green_from_095_and_red_below_085(spi_t: float, colour: str) -> None:
    curve = Curve(np.datetime64("2026-01-01"), np.array(["2026-12-31"], "datetime64[D]"), np.array([100.0]))
    pace = schedule_pace(spi_t, 50.0, 10.0, curve, money_work(), Settings())
    assert judge("Schedule", (pace,), Settings()).colour == colour


@given(
    st.lists(st.floats(1.0, 1000.0), min_size=2, max_size=12), st.floats(0.05, 0.9), st.floats(0.2, 1.0),
)  # fmt: skip
def test_earning_what_is_named_makes_spi_t_green_and_less_does_not(
    planned: list[float], earned_share: float, time_share: float
) -> None:
    ends = np.arange("2026-01", 12, dtype="datetime64[M]")[: len(planned)] + 1
    curve = Curve(np.datetime64("2026-01-01"), ends.astype("datetime64[D]") - 1, np.cumsum(planned))
    passed = time_share * float(curve.times[-1])
    earned = earned_share * curve.total
    spi_t = time_earned(earned, curve.times, curve.values) / passed
    pace = schedule_pace(spi_t, earned, passed, curve, money_work(), Settings())
    if spi_t >= 0.95:
        return
    after = time_earned(earned + pace.words().remedy.amount, curve.times, curve.values) / passed
    before = time_earned(earned + 0.99 * pace.words().remedy.amount, curve.times, curve.values) / passed
    assert after >= 0.95 - 1e-9
    assert before < 0.95


def test_where_spi_t_cannot_be_mended_a_new_baseline_is_named() -> None:
    curve = Curve(np.datetime64("2026-01-01"), np.array(["2026-12-31"], "datetime64[D]"), np.array([100.0]))
    pace = schedule_pace(12 / 18, 100.0, 18.0, curve, money_work(), Settings())
    assert "new baseline" in pace.words().remedy.words


def test_settings_move_the_limits() -> None:
    strict = Settings({"late_green": 0.0, "late_red": 2.0})
    assert [judge("S", (schedule_finish(n, strict),), strict).colour for n in (0, 1, 3)] == ["Green", "Yellow", "Red"]


# Cost, scope, quality, risk


@pytest.mark.parametrize(("spent", "colour"), [(91_800.0, "Green"), (91_900.0, "Yellow"), (99_000.0, "Yellow"),
                                               (99_100.0, "Red")])  # fmt: skip
def test_cost_is_green_to_2_and_yellow_to_10_percent_over_the_budget(spent: float, colour: str) -> None:
    assert engine(costs=cost(spent)).value("cost_status", Scope("I-01")) == colour


def test_bringing_the_estimate_down_as_named_makes_cost_green() -> None:
    found = engine(costs=cost(99_100.0))
    over = reason(found, "Cost")
    assert over["To Green"] == "Bring the estimate at completion down by EUR 8,120."
    estimate = found.value("estimate_at_completion", Scope("I-01")) - over["Amount"]
    assert estimate / 100_000 - 1 == pytest.approx(0.02)
    assert engine(costs=cost(estimate * 0.9)).value("cost_status", Scope("I-01")) == "Green"


@pytest.mark.parametrize(("points", "colour"), [(20.0, "Green"), (21.0, "Yellow"), (40.0, "Yellow"), (41.0, "Red")])
def test_scope_is_green_to_10_and_yellow_to_20_percent_growth(points: float, colour: str) -> None:
    changes = [["CR-1", "More", "Scope", "Approved", "Ann", "I-01", points]]
    assert engine(changes=changes).value("scope_status", Scope("I-01")) == colour


def test_taking_out_the_points_that_are_named_makes_scope_green() -> None:
    changes = [["CR-1", "More", "Scope", "Approved", "Ann", "I-01", 41.0]]
    grown = reason(engine(changes=changes), "Scope")
    assert grown["To Green"] == "Take out 21 story points, or agree a new baseline."
    changes[0][-1] -= grown["Amount"]
    assert engine(changes=changes).value("scope_status", Scope("I-01")) == "Green"


@pytest.mark.parametrize(("value", "colour"), [(70.0, "Green"), (69.9, "Yellow"), (50.0, "Yellow"), (49.9, "Red")])
def test_quality_is_green_from_7_and_red_below_5(value: float, colour: str) -> None:
    quality = [[date(2026, 11, 1), "I-01", "Test coverage", value, 100.0, 0.0]]
    assert engine(quality=quality).value("quality_status", Scope("I-01")) == colour


def test_bringing_the_measure_to_the_value_that_is_named_makes_quality_green() -> None:
    quality = [[date(2026, 11, 1), "I-01", "Test coverage", 49.9, 90.0, 20.0]]
    low = reason(engine(quality=quality), "Quality")
    assert low["To Green"] == "Bring Test coverage to 69."
    quality[0][3] = low["Amount"]
    assert engine(quality=quality).value("quality_status", Scope("I-01")) == "Green"


def risk(impact: int, status: str = "Open", mitigation: str = "", due: Any = "", stops: str = "") -> list[Any]:
    return ["R-1", "If so, then so", 3, impact, status, "Ann", "I-01", mitigation, due, stops, TODAY]


@pytest.mark.parametrize(
    ("row", "colour"),
    [
        (risk(3), "Red"),
        (risk(3, "Mitigating", "Train"), "Green"),
        (risk(3, "Mitigating", "Train", date(2026, 11, 12)), "Yellow"),
        (risk(3, "Mitigating", "Train", date(2026, 11, 13)), "Green"),
        (risk(2), "Green"),
        (risk(3, "Closed"), "Green"),
    ],
)
def test_risk_is_red_while_a_critical_one_has_no_mitigation_at_work(row: list[Any], colour: str) -> None:
    assert engine(risks=[row]).value("risk_status", Scope("I-01")) == colour


def test_starting_the_mitigation_that_is_named_makes_risk_green() -> None:
    assert reason(engine(risks=[risk(3)]), "Risk")["To Green"] == "Start the mitigation of R-1."
    assert reason(engine(risks=[risk(3, "Mitigating", "Train")]), "Risk")["To Green"] == ""


# Overall


def test_what_is_not_in_use_is_not_tracked_and_drops_out() -> None:
    bare = engine()
    names = ("schedule_status", "cost_status", "scope_status", "quality_status", "risk_status", "overall_status")
    assert [bare.value(name, Scope("I-01")) for name in names] == [
        "Green", "Not tracked", "Green", "Not tracked", "Not tracked", "Green",
    ]  # fmt: skip
    empty = Engine(Tracker.from_cells("t.xlsx", {}, TODAY))
    assert empty.value("overall_status") == "Not tracked"


def test_schedule_cost_and_scope_make_the_overall_status_red() -> None:
    for sheets in ({"milestones": [milestone(forecast=later(16))]}, {"costs": cost(99_100.0)},
                   {"changes": [["CR-1", "More", "Scope", "Approved", "Ann", "I-01", 41.0]]}):  # fmt: skip
        assert engine(**sheets).value("overall_status", Scope("I-01")) == "Red"


def test_quality_and_risk_pull_to_yellow_unless_flagged_to_stop_delivery() -> None:
    poor = [[date(2026, 11, 1), "I-01", "Test coverage", 10.0, 100.0, 0.0]]
    assert engine(quality=poor).value("overall_status", Scope("I-01")) == "Yellow"
    stops = engine(quality=poor, settings=[["Quality stops delivery", "Yes"]])
    assert stops.value("overall_status", Scope("I-01")) == "Red"
    assert engine(risks=[risk(3)]).value("overall_status", Scope("I-01")) == "Yellow"
    assert engine(risks=[risk(3, stops="Yes")]).value("overall_status", Scope("I-01")) == "Red"


def test_worst_orders_red_yellow_grey_green() -> None:
    order = ["Red", "Yellow", "Grey", "Green", "Not tracked"]
    assert [worst(order[n:]) for n in range(5)] == order


@given(st.lists(st.sampled_from(["Red", "Yellow", "Grey", "Green", "Not tracked"])), st.sampled_from(["Red", "Grey"]))
def test_one_more_bad_dimension_never_betters_the_status(colours: list[str], bad: str) -> None:
    order = ["Red", "Yellow", "Grey", "Green", "Not tracked"]
    assert order.index(worst([*colours, bad])) <= order.index(worst(colours))


def test_a_capped_red_counts_as_yellow_and_grey_stays_grey() -> None:
    assert [Judgement("Risk", colour, cap="Yellow").counts_as for colour in ("Red", "Grey")] == ["Yellow", "Grey"]


# Stale


def test_costs_without_a_new_month_are_grey_and_never_green() -> None:
    fresh = engine(costs=[["I-01", date(2026, 10, 1), 50_000.0]])
    stale = engine(costs=[["I-01", date(2026, 9, 1), 50_000.0]])
    assert fresh.value("cost_status", Scope("I-01")) == "Green"
    assert stale.value("cost_status", Scope("I-01")) == "Grey"
    assert stale.value("overall_status", Scope("I-01")) == "Grey"
    assert reason(stale, "Cost")["Inputs"] == "last renewed on 2026-09-30, 44 days ago; by those values Green"


def test_the_plan_is_grey_when_snapshots_prove_that_nobody_touched_it() -> None:
    old = tracker(date(2026, 9, 30))
    new = tracker(date(2026, 11, 6), snapshots=[list(row) for row in snapshot_rows(old)],
                  risks=[risk(2)])  # fmt: skip
    history = [list(row) for row in (*snapshot_rows(old), *snapshot_rows(new))]
    assert engine(snapshots=history, risks=[risk(2)]).value("schedule_status", Scope("I-01")) == "Grey"
    moved = [[*row[:5], "0.91"] if row[4] == "Progress" else row for row in history]
    moved = [*moved, ["S-2026-11-06", date(2026, 11, 6), "Milestones", "M-01", "Progress", "0.9"]]
    assert engine(snapshots=moved, risks=[risk(2)]).value("schedule_status", Scope("I-01")) == "Green"


def test_without_recent_snapshots_nothing_is_called_stale() -> None:
    history = [list(row) for row in snapshot_rows(tracker(date(2026, 8, 31)))]
    assert engine(snapshots=history).value("schedule_status", Scope("I-01")) == "Green"


def test_a_status_date_left_behind_makes_the_plan_grey() -> None:
    assert engine(settings=[["Status date", "2026-09-30"]]).value("schedule_status", Scope("I-01")) == "Grey"
    assert engine(settings=[["Status date", "2026-10-30"]]).value("schedule_status", Scope("I-01")) == "Green"


def test_a_register_nobody_reviews_is_grey_only_where_reviews_are_noted() -> None:
    old = [*risk(2)[:-1], date(2026, 9, 1)]
    unknown = [*risk(2)[:-1], ""]
    assert engine(risks=[old]).value("risk_status", Scope("I-01")) == "Grey"
    assert engine(risks=[unknown]).value("risk_status", Scope("I-01")) == "Green"


# Override


@pytest.mark.parametrize(
    ("why", "until", "reported"),
    [
        ("Paid by the supplier.", date(2026, 11, 13), "Green"),
        ("Paid by the supplier.", date(2026, 11, 12), "Red"),
        ("Paid by the supplier.", "", "Red"),
        ("  ", date(2026, 12, 31), "Red"),
    ],
)
def test_an_override_counts_with_a_reason_until_it_expires(why: str, until: Any, reported: str) -> None:
    found = engine(initiatives=[initiative(override="Green", reason=why, expiry=until)], costs=cost(99_100.0))
    scope = Scope("I-01")
    assert found.value("reported_status", scope) == found.value("overall_status", scope) == reported
    assert found.value("computed_status", scope) == "Red"
    rows = found.value("override_listing", scope).rows
    assert rows == ((("Green", "Red", why, until),) if reported == "Green" else ())


# Programme


def programme(red_finish: date, other_finish: date) -> Engine:
    costs = [["I-01", date(2026, 11, 1), 150_000.0], ["I-02", date(2026, 11, 1), 20_000.0]]
    milestones = [milestone("M-01", "I-01", red_finish), milestone("M-02", "I-02", other_finish)]
    return engine(initiatives=[initiative("I-01"), initiative("I-02")], milestones=milestones, costs=costs)


def test_a_red_initiative_makes_the_programme_yellow() -> None:
    found = programme(date(2026, 12, 21), FINISH)
    assert found.value("cost_status") == "Green"
    assert found.value("computed_status", Scope("I-01")) == "Red"
    assert found.value("computed_status") == "Yellow"
    assert reason(found, "Initiatives", Scope())["To Green"] == "Bring I-01 out of Red."


def test_a_red_initiative_that_finishes_last_makes_the_programme_red() -> None:
    assert programme(FINISH, date(2026, 12, 21)).value("computed_status") == "Red"


def test_an_override_does_not_reach_the_programme() -> None:
    covered = initiative("I-01", "Green", "Paid by the supplier.", date(2026, 12, 31))
    found = engine(initiatives=[covered], costs=cost(99_100.0))
    assert found.value("reported_status") == "Red"


# Words


def test_a_number_never_looks_like_the_limit_it_misses() -> None:
    assert shown(0.94996, 2, 0.95) == "0.94996"
    assert shown(0.95, 2, 0.95) == "0.95"


@given(st.floats(0.01, 1e9))
def test_an_amount_is_rounded_up_by_less_than_one_percent(amount: float) -> None:
    assert amount * (1 - 1e-9) <= enough(amount) <= amount * 1.0101


def test_every_reason_that_is_not_green_says_what_to_do() -> None:
    found = engine(costs=cost(99_100.0), risks=[risk(3)], milestones=[milestone(forecast=later(20), progress=0.2)])
    for row in found.value("status_reasons", Scope("I-01")).rows:
        assert (row[6] != "") is (row[1] in ("Yellow", "Red", "Grey")), row
        assert isinstance(row[7], float)
        assert math.isnan(row[7]) or row[7] > 0
