"""What other tools and other people write, as rows: headers, words, dates and numbers are understood."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from exectrack_xl.excel.foreign.headers import head_of
from exectrack_xl.excel.foreign.mapping import propose
from exectrack_xl.excel.foreign.rows import Brought, rows_of
from exectrack_xl.excel.foreign.source import read_source


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def brought(source: Path, scale_to: int = 3) -> dict[str, Brought]:
    """What a file becomes, by table, as proposed."""
    found = {}
    for grid in read_source(source):
        head = head_of(grid)
        for mapping in propose(grid, head, "", source.stem) if head else ():
            found[mapping.table] = rows_of(grid, head, mapping, scale_to)
    return found


def rows(source: Path, table: str = "issues") -> list[dict[str, Any]]:
    return [dict(row.values) for row in brought(source)[table].rows]


def test_github_issues_come_as_its_interface_gives_them(tmp_path: Path) -> None:
    issues = [
        {"number": 7, "title": "Crash <b>", "state": "open", "html_url": "https://github.com/o/app/issues/7",
         "labels": [{"name": "priority: high"}, {"name": "bug"}], "assignees": [{"login": "ana"}],
         "user": {"login": "bo"}, "created_at": "2026-01-02T03:04:05Z", "closed_at": None, "body": None,
         "milestone": {"title": "v1", "due_on": "2026-05-01T07:00:00Z"}, "state_reason": None},
        {"number": 8, "title": "Done", "state": "closed", "html_url": "https://github.com/o/app/issues/8",
         "labels": [], "assignees": [], "user": {"login": "bo"}, "created_at": "2026-01-02T03:04:05Z",
         "closed_at": "2026-02-03T03:04:05Z", "body": "x", "milestone": None, "state_reason": "completed"},
        {"number": 9, "title": "A pull request", "state": "open", "pull_request": {}},
    ]  # fmt: skip
    found = rows(written(tmp_path, "issues.json", json.dumps(issues)))
    by_id = {row["id"]: row for row in found}
    assert set(by_id) == {"app#7", "app#8"}
    assert (by_id["app#7"]["priority"], by_id["app#7"]["status"], by_id["app#7"]["owner"]) == (
        "High",
        "In Progress",
        "ana",
    )
    assert by_id["app#7"]["due"] == date(2026, 5, 1)
    assert (by_id["app#8"]["status"], by_id["app#8"]["closed"]) == ("Closed", date(2026, 2, 3))


def test_jira_issues_come_as_its_interface_gives_them(tmp_path: Path) -> None:
    text = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "It fails."}]}]}
    issue = {"key": "AB-1", "fields": {"summary": "Fails", "status": {"name": "Selected for Development"},
             "priority": {"name": "Lowest"}, "assignee": {"displayName": "Ana"},
             "created": "2026-01-02T03:04:05.000+0100",
             "duedate": "2026-04-01", "description": text, "labels": ["x"]}}  # fmt: skip
    found = rows(written(tmp_path, "search.json", json.dumps({"issues": [issue]})))
    row = found[0]
    assert (row["id"], row["title"], row["status"], row["priority"]) == ("AB-1", "Fails", "Open", "Low")
    assert (row["description"], row["due"]) == ("It fails.", date(2026, 4, 1))


GERMAN = "Lfd. Nr.;Titel;Beschreibung;Priorität;Status;Verantwortlich;Erfasst am;Fällig am;Lösung;Kosten\n"


def test_a_german_list_of_two_hundred_rows_with_semicolons(tmp_path: Path) -> None:
    lines = [
        f"{n};Störung {n};Größe überschritten;{('hoch', 'mittel', 'niedrig', 'kritisch')[n % 4]};"
        f"{('offen', 'in Bearbeitung', 'erledigt')[n % 3]};Jörg;{n % 28 + 1:02}.01.2026;"
        f"{n % 28 + 1:02}.0{n % 8 + 2}.26;;1.234,5{n % 10}\n"
        for n in range(1, 201)
    ]
    done = brought(written(tmp_path, "Offene Punkte.csv", GERMAN + "".join(lines), "cp1252"))["issues"]
    found = [row.values for row in done.rows]
    assert len(found) == 200
    assert done.extra == ("Kosten",)
    assert found[0]["title"] == "Störung 1"
    assert found[0]["due"] == date(2026, 3, 2)
    assert {row["priority"] for row in found} == {"Critical", "High", "Medium", "Low"}
    assert {row["status"] for row in found} == {"Open", "In Progress", "Closed"}
    assert done.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Référence\tTitre\tStatut\tResponsable\tÉchéance\tPriorité\n"
        "P1\tPanne réseau\ten cours\tLuc\t03/04/2026\télevée\n"
        "P2\tRetard\tterminé\tLuc\t25/04/2026\tfaible\n",
        "Clave|Título|Estado|Responsable|Fecha límite|Prioridad\nP1|Fallo de red|en curso|Luc|03/04/2026|alta\n"
        "P2|Retraso|cerrado|Luc|25/04/2026|baja\n",
    ],
    ids=["French", "Spanish"],
)  # fmt: skip
def test_other_languages_and_separators(tmp_path: Path, text: str) -> None:
    found = rows(written(tmp_path, "issues.csv", text, "utf-16"))
    assert [(r["id"], r["status"], r["priority"], r["owner"]) for r in found] == [
        ("P1", "In Progress", "High", "Luc"), ("P2", "Closed", "Low", "Luc")
    ]  # fmt: skip
    assert found[0]["due"] == date(2026, 4, 3)  # 25/04 in the other row tells that the day comes first


def test_american_dates_are_known_by_the_whole_column(tmp_path: Path) -> None:
    text = "ID,Issue,Status,Due Date\nI1,One,Open,03/04/2026\nI2,Two,Open,04/25/2026\n"
    found = rows(written(tmp_path, "i.csv", text))
    assert found[0]["due"] == date(2026, 3, 4)


def test_an_order_of_day_and_month_that_nothing_tells_is_said(tmp_path: Path) -> None:
    done = brought(written(tmp_path, "i.csv", "ID,Issue,Status,Due Date\nI1,One,Open,03/04/2026\n"))["issues"]
    assert any("whether the day or the month comes first" in finding.message for finding in done.findings)


def test_one_sheet_with_a_column_of_types_is_split(tmp_path: Path) -> None:
    text = ("RAID ID,RAID Type,Title,Owner,Status,Due Date,Probability,Impact\n1,Risk,Slip,A,Open,2026-05-01,H,M\n"
            "2,Issue,Broken,B,Open,2026-05-01,,\n3,Action,Call,C,Open,2026-05-02,,\n"
            "4,Risk,Leave,A,Closed,,L,H\n")  # fmt: skip
    source = written(tmp_path, "raid.csv", text)
    assert {table: len(one.rows) for table, one in brought(source).items()} == {"risks": 2, "issues": 1, "actions": 1}
    assert [(r["id"], r["probability"], r["impact"]) for r in rows(source, "risks")] == [("1", 3, 2), ("4", 1, 3)]


def test_cells_of_workbooks_keep_their_types(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "m.xlsx", {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Milestones")
        sheet.write_row(0, 0, ["ID", "Milestone", "Owner", "Date", "% Complete"])
        sheet.write_row(1, 0, ["M1", "Go live", "A"])
        sheet.write_datetime(1, 3, date(2026, 9, 1))
        sheet.write_number(1, 4, 40)
        sheet.write_row(2, 0, ["M2", "Close", "A", "2026-10-01", 100])
    found = rows(tmp_path / "m.xlsx", "milestones")
    assert (found[0]["forecast"], found[0]["progress"]) == (date(2026, 9, 1), 0.4)
    assert (found[1]["forecast"], found[1]["progress"]) == (date(2026, 10, 1), 1.0)


def test_a_register_with_two_rows_of_heads_and_logs_beside_it(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        risks = book.add_worksheet("RAID Log")
        risks.write_row(0, 0, ["Project", "", "Apollo"])
        risks.write_row(4, 0, ["", "", "Assessment", "", "Treatment"])
        risks.write_row(5, 0, ["Risk ID", "Risk Description", "Probability", "Impact", "Mitigating Actions", "Rating"])
        risks.write_row(6, 0, ["R-01", "Supplier is late", "Likely", "Major", "Second source", 16])
        issues = book.add_worksheet("Issue Log")
        issues.write_row(
            0, 0, ["Issue Number", "Raised By", "Description", "Priority (H/M/L)", "Target Date", "Status"]
        )
        issues.write_row(1, 0, [1, "Bob", "It broke", "H", "asap", "In progress"])
        changes = book.add_worksheet("Change Log")
        changes.write_row(2, 0, ["CR #", "Change Description", "Requested By", "Type", "Cost Impact", "Status"])
        changes.write_row(3, 0, ["CR1", "Add SSO", "Ann", "Scope", "€ 12.500,00", "Approved"])
        people = book.add_worksheet("Stakeholders")
        people.write_row(0, 0, ["Name", "Role", "Email"])
        people.write_row(1, 0, ["A", "Sponsor", "a@b.c"])
    found = {table: dict(one.rows[0].values) for table, one in brought(tmp_path / "register.xlsx").items()}
    assert found == {
        "risks": {"id": "R-01", "title": "Supplier is late", "probability": 3, "impact": 3,
                  "mitigation": "Second source"},
        "issues": {"id": "1", "reporter": "Bob", "title": "It broke", "priority": "High", "due": "asap",
                   "status": "In Progress"},
        "changes": {"id": "CR1", "title": "Add SSO", "owner": "Ann", "type": "Scope", "cost": 12500.0,
                    "status": "Approved"},
    }  # fmt: skip


def test_a_simple_plan_in_a_sheet_becomes_tasks(tmp_path: Path) -> None:
    text = (
        "PROJECT SCHEDULE,,,,,\n\nWBS,Task,Assigned to,Progress,Start,End,Days\n1.1,Task 1,Al,50%,5-Jan-26,9-Jan-26,5\n"
    )
    row = rows(written(tmp_path, "gantt.csv", text), "tasks")[0]
    assert (row["name"], row["progress"], row["duration"]) == ("Task 1", 0.5, 5)
    assert (row["start"], row["finish"]) == (date(2026, 1, 5), date(2026, 1, 9))


ASANA = """\
,,,,,,
,,https://app.asana.com/-/csv,,,,
Task ID,Created At,Completed At,Name,Assignee,Due Date,Notes
1201,2026-09-01,,Launch site,Sarah Jones,2026-10-15,"Line one
and, two"
1202,2026-09-01,2026-09-10,Write copy,,2026-09-09,
1203,2026-09-01,,Pick fonts,"O'Brien, Sam",,
"""
PLANNER = """\
Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created Date,Due Date,Completed Date,Description
nSk2,Draft pilot plan,Method,In progress,Important,Priya,07/14/2026,08/15/2026,,First cut
xYk2,Orphan task,Method,Not started,Low,,07/15/2026,,,
aak2,Book venue,Events,Completed,Urgent,Kim,07/16/2026,07/31/2026,07/30/2026,
"""


@pytest.mark.parametrize("text", [ASANA, PLANNER], ids=["Asana", "Planner"])
def test_what_task_tools_export_becomes_tasks_and_no_row_is_lost(tmp_path: Path, text: str) -> None:
    found = brought(written(tmp_path, "export.csv", text))
    assert list(found) == ["tasks"]
    tasks = [dict(row.values) for row in found["tasks"].rows]
    assert len(tasks) == 3
    assert all(row["name"] and row["id"] for row in tasks)
    finished = [row for row in tasks if "actual_finish" in row]
    assert [row["name"] for row in finished] in (["Write copy"], ["Book venue"])
    assert tasks[0]["finish"] in (date(2026, 10, 15), date(2026, 8, 15))
    assert "Description" in found["tasks"].extra or "Notes" in found["tasks"].extra
    assert [row.get("progress") for row in tasks] in ([None] * 3, [0.5, 0.0, 1.0])


def test_headers_in_other_orders_and_with_several_words_are_known(tmp_path: Path) -> None:
    text = ("Ref,Type,Raised Date,Description,Probability Rating,Impact,Action / Mitigation,RAG,Closed date\n"
            "1,Risk,13/02/2026,Insolvency,High,High,Escrow,Red,\n2,Issue,05/02/2026,VPN,,Low,Call IT,Red,14/02/2026\n"
            "3,Decision,06/02/2026,Phased rollout,,,,,\n")  # fmt: skip
    found = brought(written(tmp_path, "raid.csv", text))
    risk, issue = (dict(found[table].rows[0].values) for table in ("risks", "issues"))
    assert (risk["mitigation"], risk["probability"], risk["raised"]) == ("Escrow", 3.0, date(2026, 2, 13))
    assert (issue["plan"], issue["closed"]) == ("Call IT", date(2026, 2, 14))
    assert "category" not in issue  # what kind of row it is says nothing of the issue


def test_headers_with_signs_and_words_that_add_nothing(tmp_path: Path) -> None:
    text = "Milestone #,Key Milestone,Baseline Date,Current Forecast,Owner\nM7,Go live,2026-09-01,2026-10-01,Cy\n"
    (row,) = rows(written(tmp_path, "key milestones.csv", text), "milestones")
    assert row == {"id": "M7", "name": "Go live", "owner": "Cy", "baseline": date(2026, 9, 1),
                   "forecast": date(2026, 10, 1)}  # fmt: skip


def test_a_log_of_decisions_made_is_one_though_it_asks_no_question(tmp_path: Path) -> None:
    text = "ID,Decision,Date,Made by,Rationale\nDE01,Use vendor X,2026-04-02,Steering,Cheapest\n"
    (row,) = rows(written(tmp_path, "log.csv", text), "decisions")
    assert (row["question"], row["decision"], row["owner"]) == ("Use vendor X", "Use vendor X", "Steering")


def test_types_of_issues_that_are_no_categories_stay_in_a_column_of_their_own(tmp_path: Path) -> None:
    text = "Summary,Issue key,Issue Type,Status,Priority\nA,P-1,Story,Done,High\nB,P-2,Epic,To Do,No priority\n"
    found = brought(written(tmp_path, "jira.csv", text))["issues"]
    assert found.extra == ("Issue Type",)
    assert not found.findings
    assert "priority" not in found.rows[1].values


def test_one_finding_says_a_word_that_is_not_understood_however_often_it_stands_there(tmp_path: Path) -> None:
    text = "Issue,Status,Owner\n" + "".join(f"Leak {n},Parked,Ana\n" for n in range(3))
    (finding,) = brought(written(tmp_path, "log.csv", text))["issues"].findings
    assert "'Parked' (and 2 more cells)" in str(finding)


def test_predecessors_that_name_rows_of_a_plan_without_ids_are_understood(tmp_path: Path) -> None:
    head = "Task Name,WBS,Duration,Predecessors\n"
    numbered = brought(written(tmp_path, "a.csv", head + "A,,1,\nB,,2,1FS+1 day\n"))["tasks"]
    coded = brought(written(tmp_path, "b.csv", head + "A,1.1,1,\nB,1.2,2,1.1\n"))["tasks"]
    elsewhere = brought(written(tmp_path, "c.csv", head + "A,,1,\nB,,2,77\n"))["tasks"]
    assert numbered.references == {"1": "=A", "2": "=B"}
    assert coded.references == {"1.1": "=A", "1.2": "=B"}
    assert elsewhere.references == {}


def test_a_board_that_repeats_its_headers_beneath_the_name_of_each_group(tmp_path: Path) -> None:
    head = "Name,Person,Status,Due date\n"
    text = (f"Board,,,\nOpen issues,,,\n{head}Printer fails,Ann,Working on it,2026-09-20\n,,,\n"
            f"Closed,,,\n{head}Old key,Bo,Done,\n")  # fmt: skip
    found = rows(written(tmp_path, "issues board.csv", text))
    assert [(row["title"], row["owner"], row["status"]) for row in found] == [
        ("Printer fails", "Ann", "In Progress"), ("Old key", "Bo", "Closed")
    ]  # fmt: skip


def test_a_second_column_of_the_same_name_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    text = "Risk,Likelihood (1-5),Impact (1-5),Likelihood (1-5),Impact (1-5)\nFlood,4,5,2,5\nFire,2,4,1,4\n"
    found = brought(written(tmp_path, "register.csv", text), scale_to=5)["risks"]
    assert [(row.values["probability"], row.values["impact"]) for row in found.rows] == [(4.0, 5.0), (2.0, 4.0)]
    assert found.extra == ("Likelihood (1-5) (2)", "Impact (1-5) (2)")  # the residual ones
