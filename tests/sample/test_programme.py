"""The sample programme holds together: its sheets, its amounts, the situations it was written for."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from exectrack_xl.errors import WorkbookError
from exectrack_xl.sample import _typed, cells
from exectrack_xl.schema import SHEETS, Kind

AMOUNTS = {"initiatives": 4, "milestones": 25, "tasks": 80, "sprints": 12, "items": 120, "issues": 40, "risks": 30,
           "changes": 15, "mitigations": 25, "actions": 20, "decisions": 8, "narrative": 15,
           "goals": 5, "features": 15, "benefits": 100, "kpis": 10, "defects": 40, "stakeholders": 8,
           "communications": 12, "reports": 7, "resources": 25, "allocations": 100, "absences": 12, "skills": 40,
           "pulse": 20, "dependencies": 10, "assumptions": 8, "needs": 5, "alternatives": 12, "assessments": 8,
           "approvals": 12, "baselines": 10, "lessons": 10, "improvements": 10, "setup": 15}  # fmt: skip
MONTHLY = {("holidays", "date"), *((n, "month") for n in ("costs", "quality", "benefits", "allocations", "pulse"))}


def test_every_sheet_is_read_without_a_finding(programme):
    assert programme.findings == ()
    assert set(cells()) == set(SHEETS) - {"periods"}


def test_the_cells_are_typed_as_a_workbook_reader_types_them():
    found = cells()
    assert dict(found["settings"][1:])["Status date"] == date(2026, 11, 13)
    header, first = found["tasks"][:2]
    task = dict(zip(header, first, strict=True))
    assert (task["Baseline start"], task["Duration"], task["Predecessors"]) == (date(2026, 1, 5), 20.0, "")


def test_a_column_or_value_that_its_sheet_does_not_know_is_refused_in_words():
    with pytest.raises(WorkbookError, match=r"risks\.csv has the unknown column 'Titel'"):
        _typed(SHEETS["risks"], [["ID", "Titel"]])
    with pytest.raises(WorkbookError, match=r"risks\.csv holds 'high' where a count belongs"):
        _typed(SHEETS["risks"], [["ID", "Probability"], ["R-01", "high"]])


@pytest.mark.parametrize(("name", "least"), AMOUNTS.items())
def test_there_is_enough_to_show(rows, name, least):
    assert len(rows[name]) >= least


def test_eleven_milestones_are_key(rows):
    assert sum(row["key"] == "Yes" for row in rows["milestones"]) == 11


@pytest.mark.parametrize("name", sorted(set(SHEETS) - {"periods"}))
def test_every_key_is_unique(rows, name):
    keys = [tuple(row[column] for column in SHEETS[name].key) for row in rows[name]]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_id_referred_to_exists(rows, name):
    for column in SHEETS[name].columns:
        known = {row["id"] for row in rows[column.refers]} if column.refers else set()
        used = {row[column.name] for row in rows[name]} - {""} if column.refers else set()
        assert used <= known, column.header


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_required_cell_is_filled(rows, name):
    for row in rows[name]:
        ahead = name == "costs" and row["month"] > date(2026, 11, 13)
        for column in SHEETS[name].columns:
            if column.required and not (ahead and column.name == "actual_cost"):
                assert row[column.name] not in (None, ""), (row, column.header)


@pytest.mark.parametrize("name", sorted(set(SHEETS) - {"settings", "periods", "snapshots"}))
def test_no_date_lies_on_a_day_off(rows, calendar, name):
    for column in SHEETS[name].typed:
        if column.kind is Kind.DATE and (name, column.name) not in MONTHLY:
            days = [row[column.name] for row in rows[name] if row[column.name]]
            assert [day for day in days if calendar.add(day, 0).item() != day] == [], column.header


def test_nothing_that_has_happened_is_dated_after_the_status_date(programme, rows):
    happened = {"actual", "actual_start", "actual_finish", "raised", "resolved", "closed", "assessed", "reviewed",
                "done", "submitted", "decided", "implemented"}  # fmt: skip
    for name, table in rows.items():
        for row in table:
            late = {c for c in happened & set(row) if row[c] and row[c] > programme.as_of}
            assert not late, (name, row["id"], late)


def test_one_initiative_is_reported_green_by_hand_while_its_finish_is_far_off(rows, calendar, programme):
    pricing = next(row for row in rows["initiatives"] if row["override"])
    finish = max(task["finish"] for task in rows["tasks"] if task["initiative"] == pricing["id"])
    assert (pricing["name"], pricing["override"]) == ("Pricing Engine", "Green")
    assert pricing["override_reason"]
    assert pricing["override_expiry"] > programme.as_of
    assert calendar.between(pricing["approved_finish"], finish) > 15


def test_the_migration_drives_the_finish(rows):
    last = max(rows["tasks"], key=lambda task: task["finish"])
    assert last["initiative"] == "I-02"


def test_a_critical_risk_has_no_mitigation_at_all(rows):
    treated = {row["risk"] for row in rows["mitigations"]}
    bare = [risk["id"] for risk in rows["risks"]
            if risk["score"] is None and risk["probability"] * risk["impact"] == 9 and not risk["closed"]
            and risk["id"] not in treated and not risk["mitigation"]]  # fmt: skip
    assert bare == ["R-14"]


def test_an_escalation_to_the_director_is_overdue(rows, programme):
    waiting = [issue["id"] for issue in rows["issues"]
               if issue["status"] in ("Open", "In Progress") and issue["escalation"] == "Director"
               and issue["escalation_due"] < programme.as_of]  # fmt: skip
    assert waiting == ["IS-033", "IS-038"]


def test_decisions_and_changes_are_pending_and_decided(rows):
    assert Counter(row["status"] for row in rows["decisions"]) == {"Decided": 7, "Pending": 4, "Withdrawn": 1}
    states = {row["status"] for row in rows["changes"]}
    assert {"Draft", "Submitted", "Approved", "Rejected", "Deferred", "Closed"} <= states


def test_risks_that_occurred_became_issues(rows):
    causes = " ".join(issue["root_cause"] for issue in rows["issues"])
    occurred = [risk["id"] for risk in rows["risks"] if risk["close_reason"] == "Occurred"]
    assert len(occurred) == 3
    assert all(identity in causes for identity in occurred)


def test_one_issue_is_restricted(rows):
    restricted = [issue for issue in rows["issues"] if issue["restricted"] == "Yes"]
    assert [issue["subcategory"] for issue in restricted] == ["Security and compliance concerns"]


def test_an_action_is_overdue_and_some_are_asked_of_stakeholders(rows, programme):
    late = [a["id"] for a in rows["actions"] if a["status"] in ("Open", "In Progress") and a["due"] < programme.as_of]
    assert late == ["A-013", "A-024"]
    assert sum(a["stakeholder"] == "Yes" and a["status"] != "Done" for a in rows["actions"]) >= 5


def test_a_quarter_is_told_in_three_achievements_three_focuses_and_three_goals(rows):
    told = Counter(row["type"] for row in rows["narrative"] if row["period"] == "2026-Q3")
    assert (told["Achievement"], told["Focus"], told["Goal"]) == (3, 3, 3)
    assert told["Resource need"] >= 1
