"""The sample's plan is one that a scheduler would have made: network, dates, budgets and costs agree."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from exectrack_xl.tracker.history import at

LINK = re.compile(r"(T-\d+)(FS|SS|FF|SF)?(?:([+-]\d+)d)?")


def links(text):
    """(task, link, lag in working days) of a cell such as T-003; T-004SS+2d."""
    found = [LINK.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    return [(match[1], match[2] or "FS", int(match[3] or 0)) for match in found]


def follows(calendar, before, after, kind, lag):
    """Whether (start, finish) `after` keeps its distance to `before`."""
    if kind == "FS":
        return after[0] >= calendar.add(before[1], 1 + lag).item()
    if kind == "SS":
        return after[0] >= calendar.add(before[0], lag).item()
    return after[1] >= calendar.add(before[1], lag).item()


@pytest.mark.parametrize(("start", "finish"), [("start", "finish"), ("baseline_start", "baseline_finish")])
def test_tasks_follow_their_predecessors(rows, calendar, start, finish):
    dates = {task["id"]: (task[start], task[finish]) for task in rows["tasks"]}
    for task in rows["tasks"]:
        for before, kind, lag in links(task["predecessors"]):
            assert follows(calendar, dates[before], dates[task["id"]], kind, lag), (task["id"], before)


def test_the_network_holds_every_kind_of_link_we_show(rows):
    used = [link for task in rows["tasks"] for link in links(task["predecessors"])]
    assert {kind for _, kind, _ in used} >= {"FS", "SS", "FF"}
    assert any(lag > 0 for *_, lag in used)
    assert any(lag < 0 for *_, lag in used)


def test_a_task_takes_the_working_days_between_its_dates(rows, calendar):
    for task in rows["tasks"]:
        assert calendar.between(task["start"], task["finish"]) + 1 == task["duration"], task["id"]


def test_estimates_run_from_optimistic_to_pessimistic(rows):
    for task in rows["tasks"]:
        assert 0 < task["optimistic"] <= task["most_likely"] <= task["pessimistic"], task["id"]


def test_progress_agrees_with_what_has_begun_and_ended(rows):
    for task in rows["tasks"]:
        assert (task["progress"] == 1) == (task["actual_finish"] is not None), task["id"]
        assert (task["progress"] == 0) == (task["actual_start"] is None), task["id"]
        assert task["actual_start"] in (None, task["start"])
        assert task["actual_finish"] in (None, task["finish"])


def test_what_has_not_happened_lies_ahead(rows, programme):
    for task in rows["tasks"]:
        assert task["actual_start"] or task["start"] > programme.as_of, task["id"]
        assert task["actual_finish"] or task["finish"] > programme.as_of, task["id"]


def test_every_task_has_its_place_in_the_work_breakdown(rows):
    codes = [task["wbs"] for task in rows["tasks"]]
    assert len(set(codes)) == len(codes)
    assert all(task["initiative"] == f"I-0{task['wbs'][0]}" for task in rows["tasks"])


def test_a_milestone_is_reached_when_its_last_task_is(rows):
    for milestone in rows["milestones"]:
        own = [task for task in rows["tasks"] if task["milestone"] == milestone["id"]]
        if own:
            assert milestone["baseline"] == max(task["baseline_finish"] for task in own), milestone["id"]
            assert (milestone["actual"] or milestone["forecast"]) == max(task["finish"] for task in own)
            assert (milestone["actual"] is not None) == all(task["actual_finish"] for task in own)
            assert (milestone["progress"] == 1) == (milestone["actual"] is not None), milestone["id"]
            assert {task["initiative"] for task in own} == {milestone["initiative"]}


def test_only_one_milestone_is_kept_by_others(rows):
    led_to = {task["milestone"] for task in rows["tasks"]}
    assert [row["id"] for row in rows["milestones"] if row["id"] not in led_to] == ["M-30"]


def test_an_initiative_runs_from_its_first_task_to_its_last_as_approved(rows):
    for initiative in rows["initiatives"]:
        own = [task for task in rows["tasks"] if task["initiative"] == initiative["id"]]
        assert initiative["baseline_start"] == min(task["baseline_start"] for task in own)
        assert initiative["baseline_finish"] == max(task["baseline_finish"] for task in own)


def test_budgets_add_up(rows):
    for initiative in rows["initiatives"]:
        own = [task["budget"] for task in rows["tasks"] if task["initiative"] == initiative["id"]]
        assert sum(own) == initiative["budget"]
    assert sum(initiative["budget"] for initiative in rows["initiatives"]) == 12_400_000


def approved(rows):
    return [change for change in rows["changes"]
            if change["decided"] and change["status"] not in ("Rejected", "Deferred")]  # fmt: skip


def test_approved_changes_stand_in_the_budget(programme, rows):
    before = at(programme, date(2026, 1, 30))
    first = dict(zip(before["initiatives"]["id"], before["initiatives"]["budget"], strict=True))
    for initiative in rows["initiatives"]:
        added = sum(change["cost"] for change in approved(rows) if change["initiative"] == initiative["id"])
        assert first[initiative["id"]] + added == initiative["budget"], initiative["id"]


def test_approved_changes_stand_in_the_approved_dates(rows, calendar):
    moved = {}
    for change in approved(rows):
        moved[change["milestone"]] = moved.get(change["milestone"], 0) + int(change["days"])
    for milestone in rows["milestones"]:
        if moved.get(milestone["id"]):
            assert milestone["approved"] == calendar.add(milestone["baseline"], moved[milestone["id"]]).item()
    finishes = {row["initiative"]: row["approved"] for row in rows["milestones"] if row["approved"]
                and row["baseline"] == max(m["baseline"] for m in rows["milestones"]
                                           if m["initiative"] == row["initiative"])}  # fmt: skip
    assert {row["id"]: row["approved_finish"] for row in rows["initiatives"] if row["approved_finish"]} == finishes


def earned(programme, day, initiative):
    """Budget times progress of the initiative's tasks as recorded at the snapshot of the day."""
    tasks = at(programme, day)["tasks"].frame.query("initiative == @initiative")
    return float((tasks["budget"] * tasks["progress"]).sum())


@pytest.mark.parametrize(("initiative", "low", "high"), [
    ("I-01", 1.00, 1.04), ("I-02", 0.83, 0.86), ("I-03", 0.94, 0.98), ("I-04", 0.95, 1.00),
])  # fmt: skip
def test_money_spent_agrees_with_work_done(programme, rows, initiative, low, high):
    spent = sum(row["actual_cost"] or 0 for row in rows["costs"] if row["initiative"] == initiative)
    assert low <= earned(programme, programme.as_of, initiative) / spent <= high


@pytest.mark.parametrize("initiative", ["I-01", "I-02", "I-03", "I-04"])
def test_the_cost_index_moves_in_small_steps(programme, rows, initiative):
    ends = [date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 30)]
    indices = [earned(programme, end, initiative)
               / sum(row["actual_cost"] for row in rows["costs"] if row["actual_cost"]
                     and row["initiative"] == initiative and row["month"] <= end) for end in ends]  # fmt: skip
    assert all(0.8 < index < 1.1 for index in indices)
    assert all(abs(b - a) < 0.05 for a, b in pairwise(indices))


def test_only_months_that_have_begun_have_an_actual_cost(programme, rows):
    months = {row["month"] for row in rows["costs"]}
    assert len(months) == 15
    for row in rows["costs"]:
        assert (row["actual_cost"] is not None) == (row["month"] <= programme.as_of)
        assert (row["planned_value"] is not None) == (row["month"] > programme.as_of)
        assert row["earned_value"] is None


def share_planned(calendar, task, day):
    """Share of the baseline working days of a task up to and including the day."""
    begin, end = task["baseline_start"], task["baseline_finish"] + timedelta(1)
    done = calendar.between(begin, max(begin, min(day + timedelta(1), end)))
    return done / calendar.between(begin, end)


def test_planned_values_that_are_typed_equal_the_baseline(rows, calendar):
    for row in rows["costs"]:
        if row["planned_value"] is not None:
            first = row["month"] - timedelta(1)
            last = (row["month"] + timedelta(32)).replace(day=1) - timedelta(1)
            own = [task for task in rows["tasks"] if task["initiative"] == row["initiative"]]
            planned = sum(task["budget"] * (share_planned(calendar, task, last) - share_planned(calendar, task, first))
                          for task in own)  # fmt: skip
            assert row["planned_value"] == pytest.approx(planned, abs=1), row
