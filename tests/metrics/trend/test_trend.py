from __future__ import annotations

import math
import re
from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker
from exectrack_xl.tracker.history import at, snapshot_dates
from exectrack_xl.tracker.timeline import timeline

SAMPLE = Engine(Tracker.from_cells("sample.xlsx", cells()))
SNAPSHOTS = ["Snapshot", "Date", "Table", "ID", "Column", "Value"]
RISKS = ["ID", "Title", "Probability", "Impact", "Status", "Owner", "Raised on", "Target score", "Due date",
         "Closed on"]  # fmt: skip
MILESTONES = ["ID", "Milestone", "Owner", "Key", "Baseline date", "Forecast date", "Actual date"]


def told(day: str, table: str, identity: str, **values: Any) -> list[list[Any]]:
    names = {"forecast": "Forecast date", "actual": "Actual date"}
    day = f"2026-{day}"
    return [[f"S-{day}", date.fromisoformat(day), table, identity, names.get(name, name), str(value)]
            for name, value in values.items()]  # fmt: skip


def engine(as_of: date, **sheets: list[list[Any]]) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", sheets, as_of))


def test_the_timeline_of_a_column_is_what_each_snapshot_holds() -> None:
    tracker = SAMPLE.tracker
    past = timeline(tracker["snapshots"], "risks", ("probability", "status"))
    for row, day in enumerate(past.days.tolist()):
        then = at(tracker, day)
        assert then is not None
        there = [past.ids[place] for place in np.flatnonzero(past.present[row])]
        assert sorted(there) == sorted(then["risks"]["id"])
        for column in ("probability", "status"):
            known = dict(zip(then["risks"]["id"], then["risks"][column].tolist(), strict=True))
            assert {identity: past[column][row, past.positions[identity]] for identity in there} == known


def test_a_deleted_row_leaves_the_timeline_and_comes_back_blank() -> None:
    rows = [*told("01-31", "Risks", "R-1", Probability=3, Impact=2),
            ["S", date(2026, 2, 28), "Risks", "R-1", "", ""], *told("03-31", "Risks", "R-1", Impact=1)]  # fmt: skip
    past = timeline(engine(date(2026, 4, 1), snapshots=[SNAPSHOTS, *rows]).tracker["snapshots"], "risks",
                    ("probability", "impact"))  # fmt: skip
    assert past.present[:, 0].tolist() == [True, False, True]
    assert str(past["probability"][:, 0].tolist()) == "[3.0, nan, nan]"
    assert str(past["impact"][:, 0].tolist()) == "[2.0, nan, 1.0]"


def test_the_trend_of_a_metric_is_told_in_words() -> None:
    assert re.fullmatch(r"Falling by 0\.\d+ a month \(p < 0\.001, \d+ values\)", SAMPLE.value("trend_of"))
    assert SAMPLE.value("trend_of", metric="SPI_T", n=4) == "Too few values to tell: 4 of 5"
    assert SAMPLE.value("trend_of", metric="forecast_finish").startswith("Later by ")
    assert SAMPLE.value("trend_of", metric="initiative_progress").startswith("Rising by ")
    assert "percentage points a month" in SAMPLE.value("trend_of", metric="initiative_progress")
    assert SAMPLE.value("trend_of", metric="velocity") == "Too few values to tell: 1 of 5"


def test_a_metric_without_a_series_is_worked_out_at_each_snapshot() -> None:
    history = SAMPLE.value("history_of", metric="risk_score_total")
    assert list(history.dates) == snapshot_dates(SAMPLE.tracker)  # the last one was taken on the status date
    assert history.values[-1] == SAMPLE.value("risk_score_total")
    earlier = SAMPLE.earlier(history.dates[3])
    assert earlier is not None
    assert history.values[3] == earlier.value("risk_score_total")


def test_the_past_of_a_past_period_ends_with_it() -> None:
    quarter = SAMPLE.tracker.period("2026-Q2")
    assert SAMPLE.value("history_of", Scope(period=quarter), metric="open_risks").dates[-1] == date(2026, 6, 30)


def test_what_is_no_number_has_no_trend() -> None:
    with pytest.raises(MetricError, match="'top_risks' is no number, so that it has no course over time"):
        SAMPLE.value("trend_of", metric="top_risks")
    with pytest.raises(MetricError, match="Did you mean"):
        SAMPLE.value("trend_slope", metric="spi_tt")


def test_the_slope_is_that_of_the_words() -> None:
    assert f"by {-SAMPLE.value('trend_slope'):.3g} a month" in SAMPLE.value("trend_of")
    assert dict(SAMPLE.value("trend_figures").rows)["Slope a month"] == SAMPLE.value("trend_slope")


def test_signals_are_values_beyond_what_the_series_does_by_itself() -> None:
    limits = dict(SAMPLE.value("trend_figures").rows)
    for _, value, signal in SAMPLE.value("trend_signals").rows:
        outside = not limits["Lower limit"] <= value <= limits["Upper limit"]
        assert outside == (signal == "Beyond the limits")


SCOPES = [Scope(), *(Scope(initiative) for initiative in SAMPLE.initiatives())]


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.initiative or "programme")
def test_the_burn_down_is_the_exposure_of_each_snapshot(scope: Scope) -> None:
    burndown, exposure = (SAMPLE.value(*args, **own) for args, own in (
        (("risk_burndown", scope), {}), (("history_of", scope), {"metric": "risk_exposure"}),
    ))  # fmt: skip
    assert SAMPLE.value("risk_burndown_basis", scope) == "Expected cost"
    known = dict(zip(exposure.dates, exposure.values, strict=True))
    both = {day: value for day, value in zip(burndown.dates, burndown.values, strict=True) if day in known}
    assert both == pytest.approx({day: known[day] for day in both})


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.initiative or "programme")
def test_new_raised_lowered_and_closed_explain_each_change_of_exposure(scope: Scope) -> None:
    rows = SAMPLE.value("risk_flow", scope).rows
    assert len(rows) == len(snapshot_dates(SAMPLE.tracker)) - 1
    for _, before, new, raised, lowered, closed, after in rows:
        assert before + new + raised - lowered - closed == pytest.approx(after)
        assert min(raised, lowered) >= 0  # a new or closed one may be an opportunity


def burning(**today: Any) -> Engine:
    start = told("01-31", "Risks", "R-1", Probability=3, Impact=3, Status="Open", **{"Due date": "2026-03-15"})
    start += told("01-31", "Risks", "R-2", Probability=2, Impact=2, Status="Open")
    rows = [["R-1", "Late", 3, 3, "Open", "Ada", date(2026, 1, 10), 3, date(2026, 5, 15), ""],
            ["R-2", "Ill", 2, 2, today.get("second", "Open"), "Ben", date(2026, 1, 10), "", "", ""]]  # fmt: skip
    later = [["S", date(2026, 3, 31), "Risks", "R-1", "Due date", "2026-05-15"]]
    return engine(date(2026, 4, 30), risks=[RISKS, *rows], snapshots=[SNAPSHOTS, *start, *later])


def test_the_plan_falls_to_the_target_on_the_first_due_date_however_often_it_moved() -> None:
    found = burning()
    assert found.value("risk_burndown_basis") == "Summed scores"
    assert found.value("risk_burndown").values == (13, 13, 13)
    plan = found.value("risk_burndown_plan")
    assert plan.values == (13, 3 + 4, 3 + 4)
    assert plan.dates == (date(2026, 1, 31), date(2026, 3, 31), date(2026, 4, 30))


def test_a_risk_without_a_plan_leaves_it_when_it_is_closed() -> None:
    assert burning(second="Closed").value("risk_burndown_plan").values == (13, 7, 3)
    assert burning(second="Closed").value("risk_flow").rows[-1][1:] == (13, 0, 0, 0, 4, 9)


def test_without_risks_there_is_nothing_to_burn() -> None:
    found = engine(date(2026, 4, 30))
    assert found.value("risk_burndown").dates == found.value("risk_burndown_plan").dates == ()
    assert found.value("risk_burndown_basis") == ""


def milestones(as_of: date = date(2026, 6, 30)) -> Engine:
    past = [*told("01-30", "Milestones", "M-1", forecast="2026-04-01"), *told("01-30", "Milestones", "M-2",
            forecast="2026-09-01"), *told("02-27", "Milestones", "M-1", forecast="2026-04-15"),
            *told("04-30", "Milestones", "M-1", forecast="2026-05-08"), *told("05-29", "Milestones", "M-1",
            actual="2026-05-08"), *told("05-29", "Milestones", "M-2", forecast="2026-09-01")]  # fmt: skip
    rows = [["M-1", "Pilot", "Ada", "Yes", date(2026, 4, 1), date(2026, 5, 8), date(2026, 5, 8)],
            ["M-2", "Launch", "Ada", "Yes", date(2026, 9, 1), date(2026, 9, 1), ""]]  # fmt: skip
    return engine(as_of, milestones=[MILESTONES, *rows], snapshots=[SNAPSHOTS, *past])


def test_a_milestone_line_ends_where_it_is_reached() -> None:
    rows = [row for row in milestones().value("milestone_trend").rows if row[0] == "M-1"]
    assert [(str(row[2])[5:], str(row[3])[5:]) for row in rows] == [
        ("01-30", "04-01"), ("02-27", "04-15"), ("04-30", "05-08"), ("05-29", "05-08"),
    ]  # fmt: skip


def test_slip_is_told_in_working_days_moves_and_days_a_day() -> None:
    pilot, launch = milestones().value("milestone_slip").rows
    assert (pilot[0], pilot[4], pilot[5]) == ("M-1", 27, 2)
    assert 0.3 < pilot[6] < 0.5
    assert launch[4:] == (0, 0, 0)
    assert milestones().value("slip_rate") == 0


def test_a_milestone_that_slips_day_for_day_has_the_slip_rate_one() -> None:
    past = [row for month in (1, 2, 3) for row in told(f"0{month}-28", "Milestones", "M-1",
            forecast=date(2026, month + 2, 28))]  # fmt: skip
    rows = [["M-1", "Pilot", "Ada", "", date(2026, 3, 28), date(2026, 6, 27), ""]]
    found = engine(date(2026, 4, 28), milestones=[MILESTONES, *rows], snapshots=[SNAPSHOTS, *past])
    assert found.value("slip_rate") == pytest.approx(1, abs=0.05)


def test_past_forecasts_are_counted_by_how_far_they_looked_ahead() -> None:
    found = milestones()
    assert found.value("forecasts_kept_count") == "1 of 3"
    assert found.value("forecasts_kept") == pytest.approx(1 / 3)
    assert found.value("forecast_calibration").rows == (
        ("Up to 30 days ahead", 1, 1, 1, 0), ("31 to 90 days ahead", 2, 0, 0, 30),
    )  # fmt: skip


def test_a_forecast_whose_day_has_passed_unreached_was_not_kept() -> None:
    past = told("01-30", "Milestones", "M-1", forecast="2026-04-01")
    rows = [["M-1", "Pilot", "Ada", "Yes", date(2026, 4, 1), date(2026, 8, 1), ""]]
    sheets = {"milestones": [MILESTONES, *rows], "snapshots": [SNAPSHOTS, *past]}
    assert engine(date(2026, 6, 30), **sheets).value("forecasts_kept_count") == "0 of 1"
    assert engine(date(2026, 3, 30), **sheets).value("forecasts_kept_count") == ""


def test_dates_given_with_a_probability_are_calibrated_by_themselves() -> None:
    past = [*told("01-30", "Milestones", "M-1", P80="2026-05-10", P50="2026-04-20"),
            *told("02-27", "Milestones", "M-1", P80="soon")]  # fmt: skip
    rows = [["M-1", "Pilot", "Ada", "Yes", date(2026, 4, 1), date(2026, 5, 8), date(2026, 5, 8)]]
    found = engine(date(2026, 6, 30), milestones=[MILESTONES, *rows], snapshots=[SNAPSHOTS, *past])
    assert found.value("forecast_calibration").rows == (("P50 dates", 1, 0, 0, 18), ("P80 dates", 1, 1, 1, -2))


def test_without_snapshots_there_is_no_past() -> None:
    rows = [["M-1", "Pilot", "Ada", "Yes", date(2026, 4, 1), date(2026, 8, 1), ""]]
    found = engine(date(2026, 6, 30), milestones=[MILESTONES, *rows])
    assert len(found.value("milestone_trend").rows) == 1
    assert math.isnan(found.value("slip_rate"))
    assert math.isnan(found.value("forecasts_kept"))
