"""The sample's people, money gained and promises are consistent with the plan they belong to."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

from exectrack_xl.schema.choices import SETUP_ITEM

NAMED = ("allocations", "absences", "skills")
DATED = [
    ("defects", "opened", "mended"), ("lessons", "raised", "shared"), ("improvements", "raised", "done"),
    ("improvements", "raised", "due"), ("absences", "start", "finish"), ("needs", "raised", "needed_by"),
    ("stakeholders", "asked", "next_contact"),
]  # fmt: skip
HAPPENED = [
    ("features", "delivered"), ("defects", "mended"), ("lessons", "shared"), ("approvals", "decided"),
    ("dependencies", "delivered"), ("assumptions", "validated"), ("communications", "last_sent"),
    ("stakeholders", "last_contact"), ("reports", "last_run"), ("kpis", "measured"), ("goals", "measured"),
    ("issues", "verified"), ("risks", "activated"), ("changes", "communicated"), ("baselines", "approved"),
]  # fmt: skip


def test_everybody_who_is_named_works_in_a_team(rows):
    people = {row["person"] for row in rows["resources"]}
    assert all({row["person"] for row in rows[name]} <= people for name in NAMED)
    assert {row["team"] for row in rows["sprints"]} < {row["team"] for row in rows["resources"]}
    assert {row["team"] for row in rows["pulse"]} == {row["team"] for row in rows["resources"]}


def test_no_more_people_answered_than_are_in_the_team(rows):
    size = defaultdict(int)
    for row in rows["resources"]:
        size[row["team"]] += 1
    for row in rows["pulse"]:
        assert row["answers"] <= size[row["team"]], row
        assert row["promoters"] + row["detractors"] <= row["answers"], row


def test_exactly_one_team_answered_too_seldom_to_be_shown(rows):
    assert [(row["team"], row["month"]) for row in rows["pulse"] if row["answers"] < 3] == [
        ("Pricing team", date(2026, 11, 1))
    ]


@pytest.mark.parametrize(("name", "early", "late"), DATED)
def test_days_follow_one_another(rows, name, early, late):
    for row in rows[name]:
        assert not (row[early] and row[late]) or row[early] <= row[late], row


@pytest.mark.parametrize(("name", "column"), HAPPENED)
def test_what_has_happened_is_not_dated_after_the_status_date(rows, programme, name, column):
    assert all(row[column] is None or row[column] <= programme.as_of for row in rows[name])


def test_benefits_are_realised_up_to_the_last_month_that_is_over(rows):
    for row in rows["benefits"]:
        over = row["month"] <= date(2026, 10, 1)
        assert (row["realised"] is not None) == over, row
        assert bool(row["evidence"]) == over, row


def test_the_last_baseline_of_each_initiative_is_what_it_is_judged_by(rows):
    last = {row["initiative"]: row for row in sorted(rows["baselines"], key=lambda row: row["approved"])}
    for initiative in rows["initiatives"]:
        assert last[initiative["id"]]["finish"] == (initiative["approved_finish"] or initiative["baseline_finish"])
        assert last[initiative["id"]]["budget"] == initiative["budget"], initiative["id"]


def test_a_decided_approval_has_its_day_and_a_decided_change_its_approvals(rows):
    changes = {row["id"]: row for row in rows["changes"]}
    for row in rows["approvals"]:
        assert (row["decision"] == "Pending") == (row["decided"] is None), row
        if changes[row["change"]]["status"] in ("Approved", "Verified", "Closed"):
            assert row["decision"] == "Approved", row
            assert row["decided"] <= changes[row["change"]]["decided"], row


def test_one_alternative_of_each_change_is_recommended(rows):
    chosen = defaultdict(list)
    for row in rows["alternatives"]:
        chosen[row["change"]].append(row["recommended"])
    assert all(marks.count("Yes") == 1 and len(marks) > 1 for marks in chosen.values())


def test_high_and_medium_risks_of_a_change_have_a_plan(rows):
    assert all(row["plan"] for row in rows["assessments"] if row["level"] != "Low")
    assert {row["level"] for row in rows["assessments"]} == {"High", "Medium", "Low"}


def test_repeated_issues_come_after_those_they_repeat(rows):
    raised = {row["id"]: row["raised"] for row in rows["issues"]}
    again = [row for row in rows["issues"] if row["recurrence_of"]]
    assert len(again) >= 3
    assert all(raised[row["recurrence_of"]] < row["raised"] for row in again)


def test_every_issue_with_a_root_cause_says_of_what_kind_it_is(rows):
    assert all(bool(row["root_cause"]) == bool(row["cause_category"]) for row in rows["issues"])


def test_contingency_plans_are_complete_and_some_were_started(rows):
    planned = [row for row in rows["risks"] if row["contingency"]]
    assert all(row[f"contingency_{part}"] for row in planned
               for part in ("owner", "approver", "resources", "communication"))  # fmt: skip
    assert sum(row["activated"] is not None for row in planned) == 2


def test_the_checklist_has_its_fifteen_lines(rows):
    assert tuple(row["item"] for row in rows["setup"]) == SETUP_ITEM


def test_done_improvements_were_measured_before_and_after(rows):
    for row in rows["improvements"]:
        done = row["status"] == "Done"
        assert done == (row["done"] is not None) == (row["after"] is not None), row["id"]
