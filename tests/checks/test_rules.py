"""Every rule finds the one fault it is about, at its cell, and nothing in a tracker that is in order."""

from __future__ import annotations

import copy
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from process_cases import PROCESS_CASES
from table_cases import TABLE_CASES, TABLES_IN_ORDER

from exectrack_xl.checks import RULES, Fault, check
from exectrack_xl.checks.rules import Rule
from exectrack_xl.errors import Finding, Severity
from exectrack_xl.metrics import evaluate
from exectrack_xl.sample import cells as sample_cells
from exectrack_xl.schema import SETTING, SHEETS, CellError
from exectrack_xl.schema.choices import GOVERNANCE
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 9, 30)
Rows = dict[str, list[dict[str, Any]]]


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


ASSESSED = {
    "days": 5.0, "cost": 0.0, "recommendation": "Approve", "approver": "Cleo", "resources": "None", "scope": "Forms",
    "quality": "None", "dependencies": "None", "risk": "Low",
}  # fmt: skip
IN_ORDER: Rows = {
    "initiatives": [
        {"id": "I-1", "name": "Portal", "owner": "Ada", "baseline_start": day(1), "baseline_finish": day(12),
         "budget": 1000.0},
        {"id": "I-2", "name": "Ledger", "owner": "Ben", "baseline_start": day(1), "baseline_finish": day(12)},
    ],
    "milestones": [
        {"id": "M-1", "name": "Design approved", "initiative": "I-1", "owner": "Ada", "baseline": day(5),
         "forecast": day(5), "actual": day(5, 4), "progress": 1.0},
        {"id": "M-2", "name": "Go live", "initiative": "I-1", "owner": "Ada", "baseline": day(11),
         "forecast": day(11, 20), "progress": 0.3, "predecessors": "M-1"},
    ],
    "tasks": [
        {"id": "T-1", "name": "Draft", "initiative": "I-1", "milestone": "M-1", "owner": "Ada", "duration": 10.0,
         "baseline_start": day(3), "baseline_finish": day(3, 14), "start": day(3), "finish": day(3, 14),
         "actual_start": day(3), "actual_finish": day(3, 14), "progress": 1.0, "budget": 600.0,
         "optimistic": 8.0, "most_likely": 10.0, "pessimistic": 15.0, "wbs": "1.1"},
        {"id": "T-2", "name": "Build", "initiative": "I-1", "milestone": "M-2", "owner": "Ben", "duration": 30.0,
         "baseline_start": day(9), "baseline_finish": day(10, 20), "start": day(9), "finish": day(10, 20),
         "actual_start": day(9, 2), "progress": 0.5, "budget": 400.0, "predecessors": "T-1SS+2d; M-1", "wbs": "1.2"},
    ],
    "sprints": [
        {"id": "S-1", "team": "Blue", "initiative": "I-1", "start": day(9), "finish": day(9, 14), "status": "Closed",
         "planned": 20.0, "completed": 18.0, "in_progress": 0.0, "blocked": 0.0, "to_do": 4.0, "added": 2.0},
        {"id": "S-2", "team": "Blue", "initiative": "I-1", "start": day(9, 15), "finish": day(10, 5),
         "status": "Active", "planned": 20.0},
    ],
    "items": [
        {"id": "WI-1", "team": "Blue", "initiative": "I-1", "created": day(8, 20), "started": day(9),
         "finished": day(9, 4), "status": "Done"},
        {"id": "WI-2", "team": "Blue", "created": day(8, 20), "started": day(9, 7), "status": "In Progress"},
    ],
    "issues": [
        {"id": "IS-1", "title": "Login fails", "category": "Technical",
         "subcategory": "Bug fixes and defect resolution", "priority": "High", "status": "Open", "owner": "Ada",
         "due": day(10), "initiative": "I-1", "milestone": "M-2", "raised": day(9), "reporter": "Dan"},
        {"id": "IS-2", "title": "Slow", "category": "Technical", "priority": "Low", "status": "Closed",
         "owner": "Ben", "due": day(8), "raised": day(7), "resolved": day(7, 20), "closed": day(7, 21),
         "plan": "Measure", "resolution": "Index added", "verified_by": "Cleo", "reporter": "Dan",
         "impact": "Search", "root_cause": "No index", "prevention": "Load test"},
    ],
    "risks": [
        {"id": "R-1", "title": "Supplier late", "probability": 3.0, "impact": 3.0, "status": "Mitigating",
         "owner": "Ada", "initiative": "I-1", "raised": day(5), "assessed": day(6), "mitigation": "Second source",
         "due": day(11), "response": "Mitigate", "target_score": 3.0, "cause": "One supplier"},
        {"id": "R-2", "title": "Old", "probability": 1.0, "impact": 1.0, "status": "Closed", "owner": "Ben",
         "raised": day(5), "closed": day(6), "close_reason": "Mitigated"},
    ],
    "mitigations": [
        {"id": "MT-1", "risk": "R-2", "action": "Train", "owner": "Ben", "start": day(5), "due": day(6),
         "done": day(5, 30), "status": "Done", "score_before": 4.0, "score_after": 1.0, "target_score": 1.0},
        {"id": "MT-2", "risk": "R-1", "action": "Contract", "owner": "Ada", "start": day(8), "due": day(10),
         "status": "In Progress", "score_before": 9.0, "target_score": 4.0},
    ],
    "changes": [
        {"id": "CR-1", "title": "More forms", "type": "Scope", "subtype": "Feature additions or modifications",
         "status": "Approved", "owner": "Ada", "initiative": "I-1", "raised": day(7), "submitted": day(7, 5),
         "decided": day(8), "decision_due": day(8, 5), **ASSESSED},
        {"id": "CR-2", "title": "Later", "type": "Timeline", "status": "Submitted", "owner": "Ben", "raised": day(9),
         "submitted": day(9, 5), "decision_due": day(10, 5), **ASSESSED},
    ],
    "alternatives": [
        {"change": "CR-1", "option": "Do nothing"}, {"change": "CR-2", "option": "Do nothing"},
    ],
    "assessments": [{"change": "CR-1", "level": "High", "concern": "Tests", "plan": "Two more testers"}],
    "approvals": [{"change": "CR-1", "approver": "Cleo", "decision": "Approved", "due": day(8, 5)}],
    "lessons": [{"id": "L-1", "lesson": "Ask early", "raised": day(9), "owner": "Ada", "change": "CR-2"}],
    "actions": [
        {"id": "A-1", "action": "Call", "owner": "Ada", "due": day(9), "status": "Done", "done": day(8, 20),
         "raised": day(8)},
        {"id": "A-2", "action": "Write", "owner": "Ben", "due": day(10), "status": "Open", "raised": day(9)},
    ],
    "decisions": [
        {"id": "D-1", "question": "Which host?", "owner": "Cleo", "needed_by": day(8), "status": "Decided",
         "decided": day(7, 30), "decision": "Ours", "raised": day(7)},
        {"id": "D-2", "question": "More money?", "owner": "Cleo", "needed_by": day(10), "status": "Pending",
         "raised": day(9), "change": "CR-1"},
    ],
    "costs": [
        {"initiative": "I-1", "month": day(month), "actual_cost": cost, "planned_value": 100.0, "earned_value": 90.0}
        for month, cost in ((4, 100.0), (5, 90.0), (6, 120.0), (7, 80.0), (8, 100.0))
    ],
    "quality": [
        {"month": day(month), "initiative": "I-1", "measure": "Test coverage", "value": 80.0, "target": 90.0,
         "floor": 50.0}
        for month in (7, 8, 9)
    ],
    "narrative": [
        {"period": "2026-Q3", "type": "Achievement", "rank": 1.0, "text": "Design approved"},
        {"period": "2026-M09", "type": "Focus", "rank": 1.0, "text": "Build"},
    ],
    "snapshots": [
        {"snapshot": "S-1", "date": day(6, 30), "table": "Risks", "id": "R-1", "column": "Status", "value": "Open"},
        {"snapshot": "S-2", "date": day(8, 31), "table": "Risks", "id": "R-9", "column": "", "value": ""},
    ],
    "settings": [
        {"setting": "Status date", "value": TODAY}, {"setting": "Governance", "value": "Strict"},
        {"setting": "Days off", "value": "0000011"}, {"setting": "Fiscal year starts in month", "value": 1.0},
        {"setting": "SPI(t) Green from", "value": 0.95}, {"setting": "Days late Green to", "value": 5.0},
        {"setting": "Chance of probability 2", "value": 0.4}, {"setting": "Overrun Green to", "value": 0.02},
    ],
    "periods": [{"id": "2026-Q3", "type": "Quarter", "start": day(7), "finish": day(9, 30), "label": "Q3 2026"}],
    "holidays": [{"date": day(5), "name": "May Day"}, {"date": day(12, 25), "name": "Christmas"}],
    **TABLES_IN_ORDER,
}  # fmt: skip

Change = tuple[str, int, dict[str, Any]]  # sheet, row (0 first; one past the last adds a row), new values
# rule, where it is found (column and row, or the sheet), what is changed
CASES: list[tuple[str, str, list[Change]]] = [
    ("id-twice", "risks.id 1", [("risks", 1, {"id": "r-1"}), ("mitigations", 0, {"risk": "R-1"})]),
    ("row-twice", "holidays.date 1", [("holidays", 1, {"date": day(5)})]),
    ("id-with-space", "actions.id 0", [("actions", 0, {"id": "A 1"})]),
    ("id-in-two-tables", "tasks.id 1", [("tasks", 1, {"id": "M-2"})]),
    ("table-empty", "Changes", [("changes", -1, {}), ("decisions", 1, {"change": ""})]),
    ("id-missing", "actions.id 1", [("actions", 1, {"id": ""})]),
    ("value-missing", "milestones.baseline 1", [("milestones", 1, {"baseline": None})]),
    ("value-missing", "costs.actual_cost 4", [("costs", 4, {"actual_cost": None})]),
    ("owner-missing", "tasks.owner 1", [("tasks", 1, {"owner": ""})]),
    ("id-unknown", "issues.initiative 0", [("issues", 0, {"initiative": "I-7"})]),
    ("table-needed", "Mitigations", [("risks", -1, {})]),
    ("initiative-differs", "tasks.initiative 0", [("tasks", 0, {"initiative": "I-2"})]),
    ("subcategory-differs", "issues.subcategory 0", [("issues", 0, {"category": "Process"})]),
    ("subcategory-differs", "changes.subtype 0", [("changes", 0, {"type": "Resource"})]),
    ("finish-before-start", "tasks.baseline_finish 1", [("tasks", 1, {"baseline_finish": day(8)})]),
    ("dates-out-of-order", "issues.closed 1", [("issues", 1, {"closed": day(7, 19)})]),
    ("dates-out-of-order", "risks.closed 1", [("risks", 1, {"closed": day(4)})]),
    ("finish-before-start", "items.finished 0", [("items", 0, {"finished": day(8, 31)})]),
    ("item-without-start", "items.started 0", [("items", 0, {"started": None})]),
    ("item-without-finish", "items.finished 1", [("items", 1, {"status": "Done"})]),
    ("item-not-done", "items.status 0", [("items", 0, {"status": "Blocked"})]),
    ("due-before-raised", "actions.due 1", [("actions", 1, {"due": day(8)})]),
    ("actual-in-future", "milestones.actual 0", [("milestones", 0, {"actual": day(10, 2)})]),
    ("row-in-future", "issues.raised 0", [("issues", 0, {"raised": day(10), "due": day(11)})]),
    ("forecast-past", "milestones.forecast 1", [("milestones", 1, {"forecast": day(9, 1)})]),
    ("forecast-past", "tasks.finish 1", [("tasks", 1, {"finish": day(9, 20)})]),
    ("mitigation-overdue", "mitigations.due 1", [("mitigations", 1, {"due": day(9)})]),
    ("decision-overdue", "decisions.needed_by 1", [("decisions", 1, {"needed_by": day(9, 2)})]),
    ("decision-overdue", "changes.decision_due 1", [("changes", 1, {"decision_due": day(9, 10)})]),
    ("date-implausible", "issues.due 0", [("issues", 0, {"due": date(2126, 10, 1)})]),
    ("closed-without-date", "actions.done 0", [("actions", 0, {"done": None})]),
    ("date-but-open", "issues.status 1", [("issues", 1, {"status": "In Progress", "resolved": None})]),
    ("date-but-open", "actions.status 0", [("actions", 0, {"status": "Open"})]),
    ("reached-not-complete", "milestones.progress 0", [("milestones", 0, {"progress": 0.8})]),
    ("complete-not-reached", "milestones.actual 1", [("milestones", 1, {"progress": 1.0})]),
    ("progress-without-start", "tasks.actual_start 1", [("tasks", 1, {"actual_start": None})]),
    ("finish-without-start", "tasks.actual_start 0", [("tasks", 0, {"actual_start": None, "progress": None})]),
    ("decision-without-words", "decisions.decision 0", [("decisions", 0, {"decision": ""})]),
    ("estimate-order", "tasks.most_likely 0", [("tasks", 0, {"most_likely": 20.0})]),
    ("estimate-incomplete", "tasks.pessimistic 0", [("tasks", 0, {"pessimistic": None})]),
    ("constraint-without-date", "tasks.constraint_date 0", [("tasks", 0, {"constraint": "Must start on"})]),
    ("off-scale", "risks.impact 1", [("risks", 1, {"impact": 4.0})]),
    ("score-worse", "mitigations.score_after 0", [("mitigations", 0, {"score_after": 6.0})]),
    ("target-not-lower", "mitigations.target_score 1", [("mitigations", 1, {"score_before": 3.0})]),
    ("critical-unmitigated", "risks.mitigation 0",
     [("risks", 0, {"mitigation": ""}), ("mitigations", 1, {"risk": "R-2"})]),
    ("risk-due-past", "risks.due 0", [("risks", 0, {"due": day(9)})]),
    ("reason-but-open", "risks.close_reason 0", [("risks", 0, {"close_reason": "Expired"})]),
    ("predecessor-unreadable", "tasks.predecessors 1", [("tasks", 1, {"predecessors": "after the draft"})]),
    ("predecessor-unknown", "milestones.predecessors 1", [("milestones", 1, {"predecessors": "M-11"})]),
    ("predecessor-self", "tasks.predecessors 1", [("tasks", 1, {"predecessors": "T-2FS+1d"})]),
    ("predecessor-twice", "tasks.predecessors 1", [("tasks", 1, {"predecessors": "T-1; T-1FS+3d"})]),
    ("predecessor-cycle", "tasks.predecessors 0", [("tasks", 0, {"predecessors": "T-2FF"})]),
    ("sprint-points", "sprints.planned 0", [("sprints", 0, {"to_do": 5.0})]),
    ("sprint-too-full", "sprints.removed 1", [("sprints", 1, {"removed": 21.0})]),
    ("sprint-not-counted", "sprints.completed 0", [("sprints", 0, {"completed": None})]),
    ("sprint-not-closed", "sprints.status 1", [("sprints", 1, {"finish": day(9, 29)})]),
    ("sprint-closed-early", "sprints.status 0", [("sprints", 0, {"start": day(10, 10), "finish": day(10, 20)})]),
    ("sprints-overlap", "sprints.start 1", [("sprints", 1, {"start": day(9, 14)})]),
    ("month-in-future", "costs.month 5", [("costs", 5, {"initiative": "I-1", "month": day(10), "actual_cost": 5.0})]),
    ("month-not-first", "costs.month 1", [("costs", 1, {"month": day(5, 31)})]),
    ("month-twice", "costs.month 5", [("costs", 5, {"initiative": "I-1", "month": day(8, 1), "actual_cost": 5.0})]),
    ("months-missing", "costs.month 4", [("costs", 4, {"month": day(9)})]),
    ("money-negative", "costs.planned_value 2", [("costs", 2, {"planned_value": -1.0})]),
    ("cost-negative", "costs.actual_cost 2", [("costs", 2, {"actual_cost": -1.0})]),
    ("money-cumulative", "costs.actual_cost 0", [("costs", n, {"actual_cost": 200.0 * (n + 1)}) for n in range(5)]),
    ("earned-over-budget", "initiatives.budget 0", [("costs", 0, {"earned_value": 900.0})]),
    ("budget-differs", "initiatives.budget 0", [("tasks", 0, {"budget": 700.0})]),
    ("override-without-reason", "initiatives.override_reason 0",
     [("initiatives", 0, {"override": "Red", "override_expiry": day(12)})]),
    ("override-without-expiry", "initiatives.override_expiry 0",
     [("initiatives", 0, {"override": "Red", "override_reason": "Strike"})]),
    ("override-expired", "initiatives.override_expiry 0",
     [("initiatives", 0, {"override": "Red", "override_reason": "Strike", "override_expiry": day(9)})]),
    ("own-days-off-wrong", "initiatives.days_off 0", [("initiatives", 0, {"days_off": "Sunday"})]),
    ("own-days-off-wrong", "initiatives.own_holidays 0",
     [("initiatives", 0, {"own_holidays": "2026-12-24, the week after"})]),
    ("milestone-after-initiative", "milestones.baseline 1", [("milestones", 1, {"baseline": day(12, 2)})]),
    ("floor-is-target", "quality.floor 1", [("quality", 1, {"floor": 90.0})]),
    ("floor-on-wrong-side", "quality.floor 1", [("quality", 1, {"target": 50.0, "floor": 90.0})]),
    ("period-unknown", "narrative.period 0", [("narrative", 0, {"period": "Q3 2026"})]),
    ("period-unknown", "narrative.period 0", [("narrative", 0, {"period": "0000-Q1"})]),
    ("narrative-unranked", "narrative.rank 2",
     [("narrative", 2, {"period": "2026-Q3", "type": "Achievement", "text": "More"})]),
    ("threshold-order", "settings.value 4", [("settings", 4, {"value": 0.5})]),
    ("threshold-order", "Settings (Value)", [("settings", 5, {"value": 20.0})]),
    ("chances-order", "settings.value 6", [("settings", 6, {"value": 0.1})]),
    ("days-off-wrong", "settings.value 2", [("settings", 2, {"value": 11.0})]),
    ("fiscal-year-wrong", "settings.value 3", [("settings", 3, {"value": 13.0})]),
    ("setting-out-of-range", "settings.value 7", [("settings", 7, {"value": 2.0})]),
    ("status-date-missing", "settings.value 0", [("settings", 0, {"value": ""})]),
    ("status-date-far", "settings.value 0", []),
    ("status-date-old", "settings.value 0", []),
    ("snapshots-out-of-order", "snapshots.date 1", [("snapshots", 1, {"date": day(5)})]),
    ("snapshot-undated", "snapshots.date 0", [("snapshots", 0, {"date": None})]),
    ("snapshot-unknown", "snapshots.table 1", [("snapshots", 1, {"table": "Risk"})]),
    ("snapshot-value", "snapshots.value 1",
     [("snapshots", 1, {"table": "Milestones", "column": "P80", "value": "soon"})]),
    *PROCESS_CASES,
    *TABLE_CASES,
]  # fmt: skip
OTHER_DAYS = {"status-date-far": date(2028, 9, 30), "status-date-old": date(2026, 8, 1)}


def _tracker(rows: Rows, as_of: date = TODAY) -> Tracker:
    cells = {
        name: [
            [column.header for column in SHEETS[name].columns],
            *[[row.get(column.name, "") for column in SHEETS[name].columns] for row in listed],
        ]
        for name, listed in rows.items()
    }
    return Tracker.from_cells("t.xlsx", cells, as_of)


def _address(place: str) -> str:
    """The address of a column and row (0 = the first under the headers), as findings write it."""
    if " " not in place or "(" in place:
        return place
    names, row = place.split()
    sheet, column = names.split(".")
    table = _tracker(IN_ORDER)[sheet]
    return f"{SHEETS[sheet].title}!{table.places[column]}{int(row) + 2} ({SHEETS[sheet].by_name[column].header}):"


def _changed(changes: list[Change]) -> Rows:
    rows = copy.deepcopy(IN_ORDER)
    for sheet, row, values in changes:
        if row < 0:
            rows[sheet] = []
        elif row == len(rows[sheet]):
            rows[sheet].append(values)
        else:
            rows[sheet][row].update(values)
    return rows


def _with(rule: str, changes: list[Change]) -> list[Finding]:
    return [f for f in check(_tracker(_changed(changes), OTHER_DAYS.get(rule, TODAY))) if f.rule == rule]


def test_a_tracker_in_order_has_no_finding() -> None:
    assert [str(finding) for finding in check(_tracker(IN_ORDER))] == []


@pytest.mark.parametrize(("rule", "place", "changes"), CASES)
def test_a_rule_names_the_cell_it_is_broken_at(rule: str, place: str, changes: list[Change]) -> None:
    found = [str(finding) for finding in _with(rule, changes)]
    assert len(found) == 1, found
    assert found[0].startswith(_address(place)), found[0]
    assert found[0].rstrip()[-1] in ".?1"
    assert "  " not in found[0]


def test_every_rule_has_a_case_and_a_sentence() -> None:
    assert {rule for rule, _, _ in CASES} == set(RULES)
    assert all(rule.meaning.endswith(".") for rule in RULES.values())
    assert len(RULES) >= 40


def test_a_summary_task_needs_nothing_that_its_tasks_say() -> None:
    summary = {"id": "T-9", "name": "All of it", "wbs": "1", "finish": day(3, 14)}
    said = ("value-missing", "owner-missing", "forecast-past")
    assert not [found for rule in said for found in _with(rule, [("tasks", 2, summary)])]
    alone = {**summary, "wbs": "2"}
    assert {rule for rule in said if _with(rule, [("tasks", 2, alone)])} == set(said)


def test_what_governance_does_not_ask_for_is_not_found() -> None:
    rows = _changed([("issues", 1, {"verified_by": ""}), ("settings", 1, {"value": "Light"})])
    assert check(_tracker(rows)) == ()


def test_under_light_an_issue_closes_with_status_and_resolution() -> None:
    bare = {"status": "Closed", "resolution": "Restarted", "closed": day(9, 20)}
    rows = _changed([("issues", 0, bare), ("settings", 1, {"value": "Light"})])
    assert check(_tracker(rows)) == ()
    undated = check(_tracker(_changed([("issues", 0, {**bare, "closed": None}), ("settings", 1, {"value": "Light"})])))
    assert [(f.rule, f.severity) for f in undated] == [("issue-end-undated", Severity.NOTE)]


@pytest.mark.parametrize("rule", [name for name, _, _ in PROCESS_CASES])
def test_a_level_of_governance_asks_for_its_rules_and_those_below_it(rule: str) -> None:
    asked = RULES[rule].level
    for level in ("Light", "Standard", "Strict"):
        for name, _, changes in PROCESS_CASES:
            if name == rule:
                found = _with(rule, [*changes, ("settings", 1, {"value": level})])
                assert bool(found) is (GOVERNANCE.index(level) >= GOVERNANCE.index(asked)), (level, asked)


def test_a_circle_is_spelled_out_once() -> None:
    rows = _changed([("tasks", 0, {"predecessors": "T-2"}), ("milestones", 0, {"predecessors": "M-2"})])
    circles = [f.message for f in check(_tracker(rows)) if f.rule == "predecessor-cycle"]
    assert circles == ["leads back to itself: M-1 → M-2 → M-1.", "leads back to itself: T-1 → T-2 → T-1."]


def test_a_chain_of_ten_thousand_tasks_is_no_circle_and_no_burden() -> None:
    tasks = [{**IN_ORDER["tasks"][1], "id": f"X-{n}", "predecessors": f"X-{n - 1}" if n else "", "budget": None}
             for n in range(10_000)]  # fmt: skip
    found = check(_tracker({**IN_ORDER, "tasks": tasks}))
    assert {f.rule for f in found} <= {"id-unknown"}


def test_the_nearest_right_id_is_suggested() -> None:
    assert _with("id-unknown", [("issues", 0, {"milestone": "m-2"})])[0].remedy == "Did you mean 'M-2'?"


def test_an_unusable_cell_is_reported_once() -> None:
    rows = _changed([("milestones", 1, {"baseline": "soon"})])
    assert [f.rule for f in check(_tracker(rows)) if f.column == "Baseline date"] == ["date-is-text"]


def test_findings_follow_the_sheets_and_their_rows() -> None:
    rows = _changed([("risks", 0, {"due": day(9)}), ("tasks", 1, {"owner": ""}), ("tasks", 0, {"budget": 5.0})])
    places = [(f.sheet, f.cell) for f in check(_tracker(rows))]
    assert [sheet for sheet, _ in places] == ["Initiatives", "Tasks", "Risks"]


def test_the_sample_has_no_error() -> None:
    found = check(Tracker.from_cells("sample", sample_cells()))
    assert [str(f) for f in found if f.severity is Severity.ERROR or f.rule == "check-failed"] == []


def test_a_rule_that_breaks_becomes_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tracker: Tracker) -> list[Fault]:
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(RULES, "broken", Rule("broken", "Breaks.", Severity.ERROR, "Light", broken))
    assert [f.rule for f in check(_tracker(IN_ORDER))] == ["check-failed"]


GARBAGE = st.one_of(
    st.none(), st.text(max_size=8), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(),
    st.just(time(1, 2)), st.just(timedelta(days=3)), st.sampled_from([CellError("#REF!"), "=1", "T-1", "I-1", "R-1"]),
    st.sampled_from(sorted({c for s in SHEETS.values() for column in s.columns for c in column.choices})),
    st.sampled_from([setting.label for setting in SETTING.values()]), st.dates(day(1), day(12)),
)  # fmt: skip


@st.composite
def garbage(draw: st.DrawFn) -> dict[str, list[list[Any]]]:
    """Cells of every kind in the columns of some sheets, rows of uneven length."""
    sheets = draw(st.lists(st.sampled_from(sorted(SHEETS)), min_size=1, max_size=4, unique=True))
    cells = {}
    for name in sheets:
        headers = [column.header for column in SHEETS[name].columns]
        rows = draw(st.lists(st.lists(GARBAGE, max_size=len(headers)), max_size=4))
        cells[name] = [draw(st.permutations(headers)), *rows]
    return cells


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(garbage())
def test_no_cell_whatever_stands_in_it_stops_reading_or_checking(cells: dict[str, list[list[Any]]]) -> None:
    found = check(Tracker.from_cells("t.xlsx", cells, TODAY))
    assert [str(f) for f in found if f.rule == "check-failed"] == []
    assert all(f.message and f.rule for f in found)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(garbage())
def test_no_cell_whatever_stands_in_it_stops_a_metric(cells: dict[str, list[list[Any]]]) -> None:
    assert evaluate(Tracker.from_cells("t.xlsx", {**sample_cells(), **cells}, date(2026, 11, 13)))
