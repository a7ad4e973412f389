"""Each box of the implementation checklist: rows that tick it, and rows that leave it open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exectrack_xl.metrics import Engine
from exectrack_xl.schema import SHEETS
from exectrack_xl.schema.choices import DIMENSION, SETUP_ITEM
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
OLD, NEW, AHEAD = date(2026, 3, 2), date(2026, 11, 6), date(2026, 12, 4)
Rows = dict[str, list[dict[str, Any]]]
KPI = {"id": "K-1", "name": "On time", "owner": "Ada", "target": 90.0}
REPORT = {"id": "RP-1", "report": "Execution Status Report", "audience": "All", "owner": "Ada"}
COMMUNICATION = {"id": "C-1", "name": "Stand-up", "cadence": "Weekly", "owner": "Ada", "channel": "Call",
                 "start": OLD, "last_sent": NEW}  # fmt: skip
ISSUE = {"id": "IS-1", "title": "Slow", "priority": "High", "status": "Open", "owner": "Ada", "due": AHEAD,
         "raised": date(2026, 11, 12)}  # fmt: skip
RISK = {"id": "R-1", "title": "Late", "probability": 3, "impact": 3, "status": "Open", "owner": "Ada",
        "mitigation": "Second supplier", "raised": OLD, "reviewed": NEW}  # fmt: skip
CHANGE = {"id": "CR-1", "title": "More", "status": "Submitted", "decision_due": AHEAD, "raised": OLD}
SNAPSHOT = {"snapshot": "S-1", "date": NEW, "table": "Issues", "id": "IS-1", "column": "Status", "value": "Open"}
WEEKS = [{**SNAPSHOT, "date": day} for day in (OLD, *(date(2026, 10, day) for day in (2, 9, 16, 23)), NEW)]

CASES: list[tuple[int, Rows, Rows]] = [
    (0, {"kpis": [{**KPI, "id": f"K-{n}", "dimension": word} for n, word in enumerate(DIMENSION)]},
     {"kpis": [{**KPI, "dimension": "Progress"}]}),
    (1, {"milestones": [{"id": "M-1", "name": "Live", "baseline": AHEAD}], "issues": [ISSUE]},
     {"milestones": [{"id": "M-1", "name": "Live"}], "issues": [ISSUE]}),
    (2, {"reports": [{**REPORT, "id": f"RP-{word}", "cadence": word} for word in ("Weekly", "Monthly", "Quarterly")]},
     {"reports": [{**REPORT, "cadence": "Weekly"}]}),
    (3, {"communications": [COMMUNICATION], "stakeholders": [{"id": "SH-1", "name": "Bo", "owner": "Ada"}]},
     {"communications": [COMMUNICATION], "stakeholders": [{"id": "SH-1", "name": "Bo"}]}),
    (4, {"absences": [{"person": "Ada", "start": OLD, "finish": OLD, "type": "Training"}]},
     {"absences": [{"person": "Ada", "start": AHEAD, "finish": AHEAD, "type": "Training"}]}),
    (5, {"snapshots": [SNAPSHOT], "reports": [{**REPORT, "cadence": "Weekly", "last_run": NEW}]},
     {"snapshots": [SNAPSHOT], "reports": [{**REPORT, "cadence": "Weekly", "last_run": OLD}]}),
    (6, {"changes": [CHANGE]}, {"changes": [{**CHANGE, "decision_due": NEW}]}),
    (7, {"issues": [ISSUE]}, {"issues": [{**ISSUE, "raised": OLD}]}),
    (8, {"risks": [RISK]}, {"risks": [{**RISK, "reviewed": OLD}]}),
    (9, {"communications": [COMMUNICATION]}, {"communications": [{**COMMUNICATION, "last_sent": OLD}]}),
    (10, {"snapshots": WEEKS}, {"snapshots": WEEKS[:5]}),
    (11, {"improvements": [{"id": "IM-1", "problem": "Slow", "raised": NEW}]},
     {"improvements": [{"id": "IM-1", "problem": "Slow", "raised": OLD}]}),
    (12, {"improvements": [{"id": "IM-1", "problem": "Slow", "status": "Done", "done": NEW, "before": 5.0,
                            "after": 2.0}]},
     {"improvements": [{"id": "IM-1", "problem": "Slow", "status": "Done", "done": NEW, "before": 5.0}]}),
    (13, {"lessons": [{"id": "L-1", "lesson": "Ask", "shared": NEW, "audience": "All teams", "raised": OLD}]},
     {"lessons": [{"id": "L-1", "lesson": "Ask", "raised": OLD}]}),
    (14, {"setup": [{"item": SETUP_ITEM[0], "reviewed": NEW}]}, {"setup": [{"item": SETUP_ITEM[0], "reviewed": OLD}]}),
]  # fmt: skip


def lines(rows: Rows) -> dict[str, dict[str, str]]:
    cells: dict[str, Any] = {"settings": [["Setting", "Value"], ["Status date", TODAY]]}
    for sheet, listed in rows.items():
        columns = SHEETS[sheet].columns
        cells[sheet] = [[c.header for c in columns], *[[row.get(c.name, "") for c in columns] for row in listed]]
    found = Engine(Tracker.from_cells("t.xlsx", cells)).value("setup_check")
    return {row[1]: dict(zip(found.headers, row, strict=True)) for row in found.rows}


@pytest.mark.parametrize(("number", "fulfilling", "lacking"), CASES, ids=SETUP_ITEM)
def test_a_box_is_ticked_by_rows_that_fulfil_it_and_says_what_is_missing(
    number: int, fulfilling: Rows, lacking: Rows
) -> None:
    item = SETUP_ITEM[number]
    done, still_open = lines(fulfilling)[item], lines(lacking)[item]
    assert (done["State"], done["What to do"]) == ("Done", ""), done
    assert still_open["State"] == "Open", still_open
    assert still_open["What to do"].endswith(".")
    assert done["Evidence"] != still_open["Evidence"]


def test_an_empty_tracker_has_all_fifteen_lines_open() -> None:
    found = lines({})
    assert list(found) == list(SETUP_ITEM)
    assert {line["State"] for line in found.values()} == {"Open"}


def test_what_somebody_says_is_done_counts_with_the_evidence_given() -> None:
    said = {"item": SETUP_ITEM[4], "state": "Yes", "evidence": "Course of 4 September", "owner": "Piotr"}
    line = lines({"setup": [said]})[SETUP_ITEM[4]]
    assert (line["State"], line["Owner"]) == ("Done", "Piotr")
    assert line["Evidence"] == "Course of 4 September (0 people trained by the status date)"
    assert lines({"setup": [{**said, "state": "No"}]})[SETUP_ITEM[4]]["State"] == "Open"
