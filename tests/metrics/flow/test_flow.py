from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exectrack_xl.errors import MetricError
from exectrack_xl.metrics import Engine, Scope
from exectrack_xl.metrics.flow.littles_law import averages
from exectrack_xl.metrics.flow.velocity import sprints_needed
from exectrack_xl.tracker import Tracker

AS_OF = date(2026, 9, 30)  # a Wednesday
HEADS = ["ID", "Item", "Team", "Initiative", "Created", "Committed", "Started", "Finished", "Status", "Blocked days",
         "Estimate"]  # fmt: skip


def day(text: str) -> Any:
    return date.fromisoformat(f"2026-{text}") if text else ""


def item(number: int, created: str, started: str, finished: str, status: str = "", **rest: Any) -> list[Any]:
    found = status or ("Done" if finished else "In Progress" if started else "To do")
    return [f"W-{number}", f"Item {number}", rest.get("team", "Portal"), rest.get("initiative", ""), day(created),
            day(rest.get("committed", "")), day(started), day(finished), found, rest.get("blocked", ""),
            rest.get("estimate", "")]  # fmt: skip


def engine(*rows: list[Any], as_of: date = AS_OF, **sheets: Any) -> Engine:
    return Engine(Tracker.from_cells("t.xlsx", {"items": [HEADS, *rows], **sheets}, as_of))


DONE = [item(1, "09-01", "09-01", "09-01"), item(2, "09-01", "09-03", "09-04"), item(3, "08-20", "09-07", "09-10"),
        item(4, "08-20", "09-14", "09-23", blocked=5, committed="09-12")]  # fmt: skip
OPEN = [item(5, "09-01", "09-21", "", team="App"), item(6, "09-01", "09-25", ""), item(7, "09-01", "", "")]


def test_a_cycle_time_counts_the_first_and_the_last_day() -> None:
    found = engine(*DONE)
    assert found.value("cycle_time", probability=0.5) == 2
    assert found.value("cycle_time", probability="75%") == 4
    assert found.value("cycle_time") == 10


def test_a_cycle_time_percentile_is_one_that_was_seen() -> None:
    assert engine(*DONE).value("cycle_time_percentiles").rows == (("Portal", 4, 2, 4, 10, 10),)


def test_lead_time_counts_from_creation_or_commitment() -> None:
    found = engine(*DONE)
    assert found.value("lead_time", probability=0.95) == 35
    assert found.value("lead_time", probability=0.95, since="committed") == 12


def test_dirty_items_are_told_and_left_out_of_cycle_times() -> None:
    dirty = [item(11, "09-01", "09-10", "09-08"), item(12, "09-01", "", "09-08"), item(13, "09-01", "", "", "Done"),
             item(14, "09-09", "09-02", "09-08")]  # fmt: skip
    found = engine(*DONE, *dirty)
    assert [(row[0], row[-1]) for row in found.value("unusable_items").rows] == [
        ("W-11", "Finished before it was started"), ("W-12", "No start"), ("W-13", "Done, but no finish"),
        ("W-14", "Finished before it was created"),
    ]  # fmt: skip
    assert found.value("items_measured") == "4 of 8"
    assert found.value("cycle_time") == engine(*DONE).value("cycle_time")


def test_flow_efficiency_counts_waiting_and_blocked_days_against_the_whole() -> None:
    assert engine(DONE[3]).value("flow_efficiency") == pytest.approx((10 - 5) / 12)
    assert engine(DONE[1]).value("flow_efficiency") == 1
    assert math.isnan(engine().value("flow_efficiency"))


def test_open_items_and_work_in_progress() -> None:
    found = engine(*DONE, *OPEN, item(8, "09-01", "09-02", "", "Cancelled"))
    assert (found.value("open_items"), found.value("work_in_progress")) == (3, 2)
    assert found.value("work_in_progress", team="app") == 1


def test_the_oldest_item_stands_first_beside_its_finished_peers() -> None:
    found = engine(*DONE, *OPEN).value("work_item_age")
    assert [(row[0], row[5]) for row in found.rows] == [("W-5", 10), ("W-6", 6)]
    assert math.isnan(found.rows[0][-1])
    assert found.rows[1][-1] == 0.75  # three of four Portal items took fewer than 6 days


def test_what_finishes_after_the_status_date_is_open() -> None:
    found = engine(*DONE, as_of=date(2026, 9, 10))
    assert found.value("open_items") == 1
    assert found.value("items_measured") == "3 of 3"


def test_throughput_counts_whole_weeks_and_weeks_without_a_finish() -> None:
    found = engine(*DONE)
    weeks = found.value("throughput_by_week")
    assert weeks.values == (2, 1, 0, 1)
    assert weeks.dates[0] == date(2026, 9, 6)
    assert weeks.dates[-1] == date(2026, 9, 27)
    assert found.value("throughput") == 1
    assert found.value("throughput", weeks=2) == 0.5


def test_the_running_week_does_not_count_yet() -> None:
    assert engine(*DONE, item(9, "09-28", "09-28", "09-29")).value("throughput") == 1


def test_forecasts_of_a_steady_team_are_sure() -> None:
    steady = engine(*[item(n, "09-01", "09-01", f"09-{2 + 7 * n:02}") for n in range(4)], *OPEN)
    assert steady.value("forecast_when") == AS_OF + timedelta(days=21)
    assert steady.value("forecast_when", n=5, probability=0.5) == AS_OF + timedelta(days=35)
    assert steady.value("forecast_how_many", by="2026-10-22") == 3
    assert steady.value("forecast_chance", by="2026-10-20") == 0
    assert steady.value("forecast_chance", by="2026-10-21") == 1


def test_the_committed_finish_is_the_day_by_which_unless_one_is_given() -> None:
    initiatives = [["ID", "Name", "Owner", "Baseline finish"], ["I-1", "Portal", "Ada", date(2026, 10, 14)]]
    found = engine(*DONE, *OPEN, initiatives=initiatives)
    assert found.value("forecast_how_many") == found.value("forecast_how_many", by="2026-10-14")


def test_without_history_nothing_is_forecast() -> None:
    found = engine(*OPEN)
    assert found.value("forecast_when") is None
    assert math.isnan(found.value("forecast_how_many", by="2026-12-01"))
    assert found.value("flow_forecast").rows == ()
    assert math.isnan(found.value("throughput"))


def test_a_probability_or_day_that_is_none_is_refused_in_words() -> None:
    with pytest.raises(MetricError, match=r"The probability cannot be '1.5': give a share"):
        engine(*DONE).value("forecast_when", probability=1.5)
    with pytest.raises(MetricError, match="'by' cannot be 'soon': give a date"):
        engine(*DONE).value("forecast_chance", by="soon")


def test_items_belong_to_their_initiative() -> None:
    initiatives = [["ID", "Name", "Owner", "Baseline finish"], ["I-1", "Portal", "Ada", date(2026, 10, 14)]]
    found = engine(item(1, "09-01", "09-01", "09-04", initiative="I-1"), *DONE[1:], initiatives=initiatives)
    assert found.value("items_measured", Scope("I-1")) == "1 of 1"
    assert found.value("cycle_time", Scope("I-1")) == 4


def test_a_backlog_of_points_takes_the_sprints_of_its_velocity() -> None:
    sprints = [["ID", "Team", "Start", "Finish", "Status", "Planned", "Completed"]]
    sprints += [[f"S-{n}", "Portal", day(f"0{n + 1}-01"), day(f"0{n + 1}-12"), "Closed", 20, points]
                for n, points in enumerate((10, 20, 30))]  # fmt: skip
    rows = [item(n, "09-01", "", "", estimate=10) for n in range(5)]
    found = engine(*rows, item(9, "09-01", "", ""), sprints=sprints)
    assert found.value("velocity_range").rows == (("Portal", 20, 10, 30, 3),)
    assert found.value("sprints_to_finish").rows == (("Portal", 60, 2, 3, 6),)
    assert math.isnan(sprints_needed(10, 0))


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=20)


@given(SPANS)
def test_littles_law_holds_exactly_when_all_items_begin_and_end_in_the_span(spans: list[tuple[int, int]]) -> None:
    first = np.datetime64("2026-01-01")
    started = first + np.array([start for start, _ in spans])
    finished = started + np.array([length for _, length in spans])
    flow = averages(started, finished, (first, first + np.timedelta64(60, "D")))
    assert flow.work_in_progress == pytest.approx(flow.throughput * flow.cycle_time)
    assert flow.gap == pytest.approx(0)


def test_the_check_says_why_averages_do_not_agree() -> None:
    piling = [item(20 + n, "08-20", "09-01", "") for n in range(9)]
    assert engine(*DONE, *piling).value("littles_law_check").endswith("were measured; more is begun than finished.")
    assert engine(*OPEN).value("littles_law_check") == ""


ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(-3, 20), st.booleans()), min_size=1, max_size=12
)  # fmt: skip


def drawn(number: int, row: tuple[int, int, bool]) -> list[Any]:
    start = date(2026, 7, 20) + timedelta(days=row[0])
    finish = start + timedelta(days=row[1]) if row[2] else ""
    return [f"W-{number}", "", "Portal", "", start, "", start, finish, "Done" if row[2] else "", "", ""]


@settings(max_examples=40)
@given(ROWS, st.tuples(st.integers(0, 60), st.integers(-3, 20), st.booleans()))
def test_one_more_item_never_lowers_the_throughput_of_any_week(rows: list[Any], more: tuple[int, int, bool]) -> None:
    before = [drawn(n, row) for n, row in enumerate(rows)]
    few = engine(*before).value("throughput_by_week")
    many = engine(*before, drawn(99, more)).value("throughput_by_week")
    by_week = dict(zip(many.dates, many.values, strict=True))
    assert all(by_week[week] >= count for week, count in zip(few.dates, few.values, strict=True))


@settings(max_examples=40)
@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_the_order_of_rows_changes_nothing(drawing: tuple[list[Any], list[int]]) -> None:
    rows, order = drawing
    items = [drawn(n, row) for n, row in enumerate(rows)]
    names = (
        "cycle_time",
        "throughput_by_week",
        "forecast_when",
        "work_item_age",
        "unusable_items",
        "littles_law_check",
    )
    straight, mixed = engine(*items), engine(*(items[n] for n in order))
    for name in names:
        assert str(straight.value(name)) == str(mixed.value(name)), name
