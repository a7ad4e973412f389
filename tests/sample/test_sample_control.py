"""The sample's issues, risks, changes, sprints and measures are complete and in order."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from exectrack_xl.schema.choices import CHANGE_SUBTYPES, ISSUE_SUBCATEGORIES


def in_order(row, *columns):
    days = [row[column] for column in columns if row[column]]
    return days == sorted(days)


def test_issues_are_raised_then_resolved_then_closed(rows):
    for issue in rows["issues"]:
        assert in_order(issue, "raised", "resolved", "closed"), issue["id"]
        assert in_order(issue, "raised", "due"), issue["id"]
        assert (issue["closed"] is not None) == (issue["status"] == "Closed"), issue["id"]
        assert (issue["resolved"] is not None) == (issue["status"] in ("Resolved", "Closed")), issue["id"]


def test_closed_issues_say_why_how_and_who_checked(rows):
    for issue in rows["issues"]:
        if issue["status"] == "Closed":
            assert all(issue[c] for c in ("root_cause", "resolution", "prevention", "verified_by")), issue["id"]
            assert issue["verified_by"] != issue["owner"], issue["id"]


def test_open_issues_have_a_plan(rows):
    assert all(issue["plan"] and issue["impact"] for issue in rows["issues"])


def test_subcategories_belong_to_their_category_and_all_occur(rows):
    for issue in rows["issues"]:
        assert issue["subcategory"] in ISSUE_SUBCATEGORIES[issue["category"]], issue["id"]
    for change in rows["changes"]:
        assert change["subtype"] in CHANGE_SUBTYPES[change["type"]], change["id"]
    assert len({issue["subcategory"] for issue in rows["issues"]}) == 12


def test_issues_are_numbered_in_the_order_they_were_raised(rows):
    raised = [issue["raised"] for issue in rows["issues"]]
    assert raised == sorted(raised)


def test_escalated_issues_say_by_when(rows):
    for issue in rows["issues"]:
        assert issue["escalation"] == "Team" or issue["escalation_due"], issue["id"]


def test_risks_are_scored_from_one_to_three_and_dated_in_order(rows):
    for risk in rows["risks"]:
        assert {risk["probability"], risk["impact"]} <= {1, 2, 3}
        assert in_order(risk, "raised", "assessed", "closed"), risk["id"]
        assert (risk["closed"] is not None) == (risk["status"] in ("Closed", "Occurred")), risk["id"]
        assert bool(risk["close_reason"]) == (risk["closed"] is not None), risk["id"]
        assert risk["cost_impact"] is not None
        assert risk["delay_impact"] is not None


def test_risks_are_closed_for_every_reason(rows):
    assert {risk["close_reason"] for risk in rows["risks"]} == {"", "Mitigated", "Transferred", "Expired", "Occurred"}


def test_mitigations_that_are_done_re_scored_their_risk(rows):
    for action in rows["mitigations"]:
        done = action["status"] == "Done"
        assert done == (action["done"] is not None) == (action["score_after"] is not None), action["id"]
        assert done == (action["progress"] == 1), action["id"]
        assert in_order(action, "start", "due"), action["id"]
        assert in_order(action, "start", "done"), action["id"]
    missed = [a["id"] for a in rows["mitigations"] if a["score_after"] and a["score_after"] > a["target_score"]]
    assert missed, "some mitigations have missed their target, or effectiveness would be all of all"


def test_sprints_account_for_every_point(rows):
    for sprint in rows["sprints"]:
        held = sum(sprint[part] for part in ("completed", "in_progress", "blocked", "to_do"))
        assert held == sprint["planned"] + sprint["added"] - sprint["removed"], sprint["id"]


def test_each_team_has_six_sprints_of_which_the_last_is_active(rows, programme):
    assert set(Counter(sprint["team"] for sprint in rows["sprints"]).values()) == {6}
    for team in {sprint["team"] for sprint in rows["sprints"]}:
        own = sorted((s for s in rows["sprints"] if s["team"] == team), key=lambda s: s["start"])
        assert [sprint["status"] for sprint in own] == ["Closed"] * 5 + ["Active"]
        assert own[-1]["start"] <= programme.as_of <= own[-1]["finish"]
        assert all(a["finish"] < b["start"] for a, b in pairwise(own))
        assert all(bool(sprint["goal_met"]) == (sprint["status"] == "Closed") for sprint in own)


def test_changes_pass_through_their_dates_in_order(rows):
    decided = {"Approved", "Implementing", "Verified", "Closed", "Rejected", "Deferred"}
    for change in rows["changes"]:
        assert in_order(change, "raised", "submitted", "decided", "implemented"), change["id"]
        assert (change["decided"] is not None) == (change["status"] in decided), change["id"]


def test_pending_decisions_offer_a_choice_with_its_price(rows):
    for decision in rows["decisions"]:
        offered = [letter for letter in "abcd" if decision[f"option_{letter}"]]
        assert 2 <= len(offered) <= 4, decision["id"]
        for letter in offered:
            assert decision[f"option_{letter}_cost"] is not None
            assert decision[f"option_{letter}_days"] is not None
        assert (decision["status"] == "Decided") == bool(decision["decision"]) == (decision["decided"] is not None)


def test_actions_that_are_done_have_their_day(rows):
    for action in rows["actions"]:
        assert (action["status"] == "Done") == (action["done"] is not None), action["id"]
        assert in_order(action, "raised", "due"), action["id"]


def test_six_measures_of_quality_are_kept_and_one_gate_is_missed(rows):
    assert len({row["measure"] for row in rows["quality"] if row["weight"]}) == 6
    last = max(row["month"] for row in rows["quality"])
    missed = [row["initiative"] for row in rows["quality"] if row["gate"] == "Yes" and row["month"] == last
              and (row["value"] - row["target"]) * (row["target"] - row["floor"]) < 0]  # fmt: skip
    assert missed == ["I-02"]


def test_the_items_finished_in_a_sprint_have_the_points_it_completed(rows):
    for sprint in rows["sprints"]:
        own = [item["estimate"] for item in rows["items"] if item["finished"] and item["team"] == sprint["team"]
               and sprint["start"] <= item["finished"] <= sprint["finish"]]  # fmt: skip
        assert sum(own) == sprint["completed"], sprint["id"]


def test_items_on_the_board_have_the_points_of_the_active_sprints(rows):
    for sprint in (sprint for sprint in rows["sprints"] if sprint["status"] == "Active"):
        for status, points in (("In Progress", "in_progress"), ("Blocked", "blocked"), ("To do", "to_do")):
            own = [item["estimate"] for item in rows["items"]
                   if (item["team"], item["status"]) == (sprint["team"], status)]  # fmt: skip
            assert sum(own) == sprint[points], (sprint["id"], status)


def test_every_item_moved_forward(rows):
    for item in rows["items"]:
        days = [item[name] for name in ("created", "committed", "started", "finished") if item[name]]
        assert days == sorted(days), item["id"]
