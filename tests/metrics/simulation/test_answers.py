"""What a person is told of a plan as typed."""

from __future__ import annotations

import math
from datetime import date

import pytest

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.sample import cells as sample
from exectrack_xl.tracker import Tracker
from tests.metrics.simulation.plans import cells, engine, risk, simulation, task


def test_a_plan_without_doubt_finishes_when_the_network_says() -> None:
    plan = engine([task("T-1", 10), task("T-2", 5, after="T-1")])
    days = {plan.value("p_date", probability=share) for share in (0.1, 0.5, 0.9)}
    assert days == {plan.value("network_finish")} == {date(2026, 12, 4)}
    assert plan.value("p_on_time") == 1.0
    assert plan.value("merge_bias") == 0.0


def test_a_doubtful_plan_tells_dates_chances_and_drivers() -> None:
    plan = engine([task("T-1", 20, 4), task("T-2", 5, 1, after="T-1"), task("T-3", 3)])
    p50, p80 = (plan.value("p_date", Scope("I-1"), probability=share) for share in (0.5, 0.8))
    assert date(2026, 12, 18) < p50 < p80
    assert 0 < plan.value("p_on_time", milestone="M-1") < 0.5
    assert [row[1] for row in plan.value("tornado").rows] == ["T-1", "T-2"]
    shares = {row[0]: row[2] for row in plan.value("criticality").rows}
    assert shares == {"T-1": 1.0, "T-2": 1.0, "M-1": 1.0}
    curve = plan.value("simulated_finish_curve")
    assert list(curve.values) == sorted(curve.values)
    assert curve.values[-1] == 1.0


def test_a_risk_moves_its_milestone_and_its_mitigation_pays() -> None:
    rows = [task("T-1", 20)]
    plan = engine(rows, [risk("R-1", 0.5, 10, **{"Cost impact": 8000, "Target score": 3})])
    assert plan.value("p_date", probability=0.5) == date(2026, 12, 11)
    assert plan.value("p_date", probability=0.8) == date(2026, 12, 25)
    assert plan.value("p_date", probability=0.8, risk_case="mitigated") == date(2026, 12, 11)
    assert plan.value("tornado").rows == (("Risk", "R-1", "If R-1 happens", 10.0),)
    (brought,) = plan.value("mitigation_return").rows
    assert brought[2:4] == (10.0, round(8000 * 0.5 * 2 / 3, 2))


def test_a_risk_without_milestone_moves_the_finish_of_its_initiative() -> None:
    plan = engine([task("T-1", 20)], [risk("R-1", 0.5, 10, Milestone="")])
    assert plan.value("p_date", milestone="M-1") == date(2026, 12, 11)
    assert plan.value("p_date") == date(2026, 12, 25)


def test_an_initiative_without_work_has_no_date_and_changes_nobody_elses() -> None:
    sheets = cells([task("T-1", 10)])
    sheets["initiatives"].append(["I-2", "Two", "Ben", "2026-12-18", 1])
    plan = Engine(Tracker.from_cells("plan.xlsx", sheets))
    assert plan.value("p_date", Scope("I-2"), probability=0.5) is None
    assert plan.value("p_date", probability=0.5) == engine([task("T-1", 10)]).value("p_date", probability=0.5)


def test_finished_work_is_not_drawn_and_a_closed_risk_does_not_count() -> None:
    done = task("T-1", 20, 5, **{"Actual start": "2026-10-01", "Actual finish": "2026-10-30", "Progress": 1})
    plan = engine([done], [risk("R-1", 0.5, 10, Status="Closed")])
    # What is left is the milestone: nobody has said yet that it is reached.
    assert {plan.value("p_date", probability=share) for share in (0.1, 0.9)} == {date(2026, 11, 13)}


def test_work_half_done_has_half_the_doubt() -> None:
    begun = task("T-1", 20, 8, **{"Actual start": "2026-10-30", "Progress": 0.5})
    whole, half = simulation(engine([task("T-1", 20, 8)])), simulation(engine([begun]))
    width = [found.results.finish(0.9, 0) - found.results.finish(0.1, 0) for found in (whole, half)]
    assert width[1] == pytest.approx(width[0] / 2, abs=0.05)


def test_a_finish_no_later_than_stops_nobody_from_being_late() -> None:
    sheets = cells([task("T-1", 30)])
    sheets["tasks"][0] = (*sheets["tasks"][0], "Constraint", "Constraint date")
    sheets["tasks"][1] += ["Must finish on", "2026-12-11"]
    plan = Engine(Tracker.from_cells("plan.xlsx", sheets))
    assert plan.value("p_date") == date(2026, 12, 25)


def test_cost_grows_with_time_and_risks_and_both_limits_count_together() -> None:
    rows = [task("T-1", 20, 4, Budget=100_000)]
    plan = engine(rows, [risk("R-1", 0.5, 0, **{"Cost impact": 50_000})])
    low, high = (plan.value("simulated_cost", probability=share) for share in (0.1, 0.9))
    assert 80_000 < low < 120_000
    assert 150_000 < high < 200_000
    assert 0 <= plan.value("joint_confidence") <= plan.value("p_on_time")


def test_nothing_to_simulate_has_no_date() -> None:
    empty = Engine(Tracker.from_cells("empty.xlsx", {}, date(2026, 11, 13)))
    assert empty.value("p_date") is None
    assert math.isnan(empty.value("p_on_time"))
    assert empty.value("tornado").rows == ()
    assert math.isnan(empty.value("simulated_cost"))


def test_a_wrong_milestone_or_probability_is_a_sentence() -> None:
    plan = engine([task("T-1", 5)])
    with pytest.raises(MetricError, match="No milestone 'M-2' can be simulated"):
        plan.value("p_date", milestone="M-2")
    with pytest.raises(MetricError, match="share between 0 and 1"):
        plan.value("p_date", probability=80)


def test_the_chance_judges_the_schedule_only_where_settings_ask() -> None:
    rows = [task("T-1", 22, 4)]
    quiet, told = engine(rows), engine(rows, Simulate="Yes")
    assert "Chance on time" not in str(quiet.value("status_reasons"))
    reasons = {row[0]: row for row in told.value("status_reasons").rows}["Schedule"]
    assert "Chance on time: Green from 70%, Red below 40%" in reasons[3]


def test_winning_back_the_days_that_status_names_makes_the_chance_green() -> None:
    told = engine([task("T-1", 24, 4)], Simulate="Yes")
    criterion = told.within(Scope()).value("schedule_chance")
    assert criterion.value < 0.7
    later = told.tracker.calendar.add(told.value("committed_finish"), int(criterion.words().remedy.amount))
    moved = cells([task("T-1", 24, 4)], Simulate="Yes", Committed_finish=str(later))
    green = Engine(Tracker.from_cells("plan.xlsx", moved)).within(Scope()).value("schedule_chance")
    assert green.value >= 0.7


def test_an_added_risk_is_judged_by_the_same_luck() -> None:
    one = simulation(engine([task("T-1", 20, 4)])).model
    two = simulation(engine([task("T-1", 25, 4)], [risk("R-1", 0.5, 10)])).model
    assert one.seed == two.seed


def test_the_sample_is_simulated_as_precisely_as_settings_ask() -> None:
    found = simulation(Engine(Tracker.from_cells("sample.xlsx", sample()))).results
    assert found.precision <= 0.5
    assert found.iterations >= 5000


@pytest.mark.parametrize(
    "link", ["T-1FS+9ed", "T-1SS+20ed", "T-1FF+3ed", "T-1SF+30d", "T-1SS+50%", "T-1FS-2d", "T-1FF"]
)
def test_without_doubt_every_kind_of_link_gives_the_day_of_the_network(link: str) -> None:
    plan = engine([task("T-1", 12), task("T-2", 7, after=link), task("T-3", 2, after="T-2")])
    assert plan.value("p_date") == plan.value("network_finish")
    shares = {row[0]: row[2] for row in plan.value("criticality").rows}
    path = [row[0] for row in plan.value("critical_path").rows]
    assert all(shares[name] == 1.0 for name in path)


def test_the_sample_without_doubt_and_risks_is_the_network() -> None:
    sheets = sample()
    heads = list(sheets["tasks"][0])
    blank = [heads.index(name) for name in ("Optimistic", "Most likely", "Pessimistic")]
    sheets["tasks"] = [
        heads,
        *([("" if n in blank else cell) for n, cell in enumerate(row)] for row in sheets["tasks"][1:]),
    ]
    plan = Engine(Tracker.from_cells("sample.xlsx", {**sheets, "risks": sheets["risks"][:1]}))
    for initiative in ("", *plan.initiatives()):
        assert plan.value("p_date", Scope(initiative)) == plan.value("network_finish", Scope(initiative))


def of_several_calendars(*tasks: list[object]) -> Engine:
    sheets = cells(tasks)
    sheets["initiatives"] = [
        ["ID", "Name", "Owner", "Baseline finish", "Budget", "Days off", "Own holidays"],
        ["I-1", "One", "Ann", "2026-12-18", 100_000, "", ""],
        ["I-2", "All week", "Ann", "2026-12-18", 100_000, "0000000", ""],
        ["I-3", "Gulf", "Ann", "2026-12-18", 100_000, "0000110", "2026-12-06..2026-12-08"],
    ]
    sheets["milestones"] += [["M-2", "Second", "I-2", "Ann", "2026-12-18", "2026-12-18"],
                             ["M-3", "Third", "I-3", "Ann", "2026-12-18", "2026-12-18"]]  # fmt: skip
    return Engine(Tracker.from_cells("plan.xlsx", sheets))


@pytest.mark.parametrize("days", [8, 9, 10, 11, 12])
def test_initiatives_with_calendars_of_their_own_finish_when_their_network_says(days: int) -> None:
    plan = of_several_calendars(
        task("T-1", days), task("T-2", 6, after="T-1", Initiative="I-2", Milestone="M-2"),
        task("T-3", 4, after="T-2SS+1d", Initiative="I-3", Milestone="M-3"),
    )  # fmt: skip
    for scope in ("", "I-1", "I-2", "I-3"):
        assert plan.value("p_date", Scope(scope)) == plan.value("network_finish", Scope(scope)), scope
    assert plan.value("p_date", milestone="M-2") == plan.value("network_finish", Scope("I-2"))
    assert plan.value("merge_bias") == 0.0


def test_a_whole_programme_in_another_week_than_the_tracker_counts_in_that_week() -> None:
    plan = of_several_calendars(task("T-1", 40, 6, Initiative="I-2", Milestone="M-2"))
    own, whole = (
        [plan.value("p_date", Scope(scope), probability=share / 20) for share in range(1, 20)] for scope in ("I-2", "")
    )
    assert own == whole
    assert {day.weekday() for day in own} & {5, 6}
    curve = plan.value("simulated_finish_curve", Scope("I-2"))
    assert curve.values[-1] == 1.0


def test_what_holds_the_programme_is_critical_whatever_calendar_it_keeps() -> None:
    plan = of_several_calendars(
        task("T-1", 10, 2), task("T-2", 9, 2, after="T-1", Initiative="I-2", Milestone="M-2"),
        task("T-3", 2, Initiative="I-3", Milestone="M-3"),
    )  # fmt: skip
    shares = {row[0]: row[2] for row in plan.value("criticality").rows}
    assert shares["T-2"] == shares["M-2"] == 1.0
    assert shares["T-1"] == 1.0
    assert "T-3" not in shares
