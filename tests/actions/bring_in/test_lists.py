"""Lists as other tools and other people write them, brought into a tracker, and brought in again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from exectrack_xl.actions.bring_in.asked import Order, Outcome
from exectrack_xl.actions.bring_in.run import bring_in
from exectrack_xl.checks import check
from exectrack_xl.cli import main
from exectrack_xl.errors import Severity
from exectrack_xl.excel.build import new_workbook
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 3, 16)

JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Reporter,Creator,Created,Updated,\
Resolved,Due Date,Labels,Labels,Description,Custom field (Story Points),Comment,Comment
Login fails,PAY-1,10001,Bug,In Review,PAY,Highest,,Anna Meyer,Bob,Bob,12/Mar/26 3:45 PM,13/Mar/26 9:00 AM,,\
30/Mar/26 12:00 AM,auth,web,"Users can't, log in",3,first,second
Slow report,PAY-2,10002,Task,Done,PAY,Medium,Done,Cy,Bob,Bob,01/Feb/26 3:45 PM,13/Mar/26 9:00 AM,10/Mar/26 1:00 PM,,,,\
=cmd|' /C calc'!A0,,,
Odd one,PAY-3,10003,Task,Quantum,PAY,Blocker,,Cy,Bob,Bob,02/Feb/26 3:45 PM,13/Mar/26 9:00 AM,,some day,,,,,,
"""


def run(source: Path, into: Path | None = None, **more: Any) -> Outcome:
    return bring_in(Order(source, into, **more), TODAY)


def listed(tracker: Path, table: str) -> list[dict[str, Any]]:
    frame = read(tracker, TODAY)[table].frame
    return frame.to_dict("records")


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def changed(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def blocking(tracker: Tracker) -> list[str]:
    return [str(finding) for finding in check(tracker) if finding.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return new_workbook(tmp_path_factory.mktemp("empty") / "empty.xlsm", status_date=TODAY).read_bytes()


@pytest.fixture
def tracker(tmp_path: Path, empty: bytes) -> Path:
    path = tmp_path / "Programme.xlsm"
    path.write_bytes(empty)
    return path


def test_a_jira_export_becomes_issues_under_its_own_keys(tmp_path: Path) -> None:
    done = run(written(tmp_path, "jira.csv", JIRA))
    rows = {row["id"]: row for row in listed(done.tracker, "issues")}
    assert done.counts == {"Issues": (3, 0, 0)}
    assert rows["PAY-1"]["priority"] == "Critical"
    assert rows["PAY-1"]["status"] == "In Progress"
    assert rows["PAY-1"]["due"].date() == date(2026, 3, 30)
    assert rows["PAY-1"]["owner"] == "Anna Meyer"
    assert rows["PAY-2"]["status"] == "Closed"
    assert rows["PAY-2"]["resolved"].date() == date(2026, 3, 10)
    assert rows["PAY-2"]["description"] == "=cmd|' /C calc'!A0"
    assert "Custom field (Story Points)" in read(done.tracker)["issues"].extra  # kept, though we do not know it


def test_what_is_not_understood_stays_as_written_and_is_a_finding(tmp_path: Path) -> None:
    done = run(written(tmp_path, "jira.csv", JIRA))
    found = {finding.cell: str(finding) for finding in done.findings}
    assert "is 'Quantum'; expected one of Open" in found["E4"]
    assert "is 'some day'; expected a date" in found["O4"]
    assert [f.cell for f in read(done.tracker).unread if "some day" in f.message or "Quantum" in f.message] == []
    messages = " ".join(finding.message for finding in read(done.tracker)["issues"].findings)
    assert "'Quantum'" in messages
    assert "'some day'" in messages


def test_a_second_import_changes_no_byte(tmp_path: Path, tracker: Path) -> None:
    source = written(tmp_path, "jira.csv", JIRA)
    assert run(source, tracker).counts == {"Issues": (3, 0, 0)}
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(source, tracker).counts == {"Issues": (0, 0, 3)}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_later_export_updates_by_id_and_leaves_what_was_typed_since(tmp_path: Path, tracker: Path) -> None:
    source = written(tmp_path, "jira.csv", JIRA)
    run(source, tracker)
    table = read(tracker, TODAY)["issues"]
    patch(
        tracker,
        [SetValue("Issues", table.cell("owner", 0), "Dana"), SetValue("Issues", table.cell("title", 1), "Mine")],
    )
    changed(source, "Login fails,PAY-1,10001,Bug,In Review", "Login fails,PAY-1,10001,Bug,Done")
    changed(source, "Slow report", "Slower report")
    later = written(
        tmp_path, "jira-april.csv", source.read_text("utf-8") + "New,PAY-9,10009,Bug,To Do,PAY,Low,,,,,,,,,,,,,,\n"
    )
    done = run(later, tracker)
    rows = {row["id"]: row for row in listed(tracker, "issues")}
    assert done.counts == {"Issues": (1, 1, 2)}
    assert (rows["PAY-1"]["status"], rows["PAY-1"]["owner"]) == ("Closed", "Dana")
    assert rows["PAY-2"]["title"] == "Mine"  # changed on both sides: the person's stays, and it is said
    assert any("'Mine' here and 'Slower report' in the list" in str(finding) for finding in done.findings)
    assert rows["PAY-9"]["status"] == "Open"


def test_rows_of_the_project_manager_are_not_touched_by_a_list_with_the_same_ids(tmp_path: Path, tracker: Path) -> None:
    run(written(tmp_path, "first.csv", "ID;Title;Status\n1;Mine;Open\n2;Other;Open\n"), tracker, table="Issues")
    (tmp_path / "Programme.imported.json").unlink()
    done = run(
        written(tmp_path, "second.csv", "ID;Title;Status\n1;Theirs;Closed\n2;Other;Closed\n"), tracker, table="Issues"
    )
    rows = {row["id"]: (row["title"], row["status"]) for row in listed(tracker, "issues")}
    assert rows == {"1": ("Mine", "Open"), "2": ("Other", "Open"), "1-2": ("Theirs", "Closed")}
    assert any("has the ID 1, which another row of the tracker has" in str(finding) for finding in done.findings)


def raid_log(path: Path) -> Path:
    """A log as a PMO hands it round: merged titles, a legend, lookup lists, dates as text."""
    with xlsxwriter.Workbook(path) as book:
        risks = book.add_worksheet("Risk Register")
        risks.merge_range("A1:H1", "PROJECT PHOENIX – RAID LOG")
        risks.merge_range("A2:H2", "Confidential / last updated 01.03.2026")
        heads = ["Ref.", "Risk Description", "Likelihood (1-5)", "Impact (1-5)", "Score", "Response Strategy",
                 "Mitigation Plan", "Risk Owner", "Status", "Date Raised", "Target Date"]  # fmt: skip
        risks.write_row(3, 0, heads)
        risks.write_row(
            4,
            0,
            ["R1", "Vendor slips", 4, 5, 20, "Reduce", "Second source", "A. Lee", "Active", "3 Jan 2026", "31/05/2026"],
        )
        risks.write_row(
            5,
            0,
            ["R2", "Key person leaves", "2 - Low", "High", 8, "Accept", "", "B. Oh", "Closed", "15/02/2026", "n/a"],
        )
        risks.write_row(6, 0, ["", "", "", "", "", "", "", "", "", "", ""])
        risks.write_row(7, 0, ["Total", "2 risks"])
        issues = book.add_worksheet("Issues")
        issues.write_row(0, 0, ["Issue log"])
        issues.write_row(2, 0, ["#", "Issue", "Severity", "Assigned To", "Status", "Due", "Comments"])
        issues.write_row(3, 0, [1, "Server down", "Showstopper", "Cy", "Open", 46100, "ask"])
        issues.write_row(4, 0, [1, "Also server", "Minor", "Cy", "On Hold", "2026-04-01", ""])
        actions = book.add_worksheet("Action Items")
        actions.write_row(0, 0, ["No", "Action", "Who", "By When", "Status"])
        actions.write_row(1, 0, ["A-1", "Call vendor", "Al", "01-Apr-26", "complete"])
        book.add_worksheet("Decisions").write_row(
            0, 0, ["ID", "Decision Required", "Decision Maker", "Due Date", "Status"]
        )
        book.get_worksheet_by_name("Decisions").write_row(1, 0, ["D1", "Which vendor?", "Board", "2026-04-02", "Open"])
        assumptions = book.add_worksheet("Assumptions")
        assumptions.write_row(0, 0, ["ID", "Assumption", "Owner", "Validation Date", "Status"])
        assumptions.write_row(1, 0, ["AS1", "Budget is approved", "Al", "2026-05-01", "Validated"])
        dependencies = book.add_worksheet("Dependencies")
        dependencies.write_row(0, 0, ["ID", "Dependency", "From", "Needed By", "Owner", "Status"])
        dependencies.write_row(1, 0, ["DP1", "Test data", "Data team", "2026-05-01", "Al", "In progress"])
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, ["Status", "Open", "Closed", "Active"])
    return path


def test_a_raid_log_goes_to_its_tables_in_one_go(tmp_path: Path) -> None:
    done = run(raid_log(tmp_path / "RAID.xlsx"))
    assert {title: count[0] for title, count in done.counts.items()} == {
        "Risks": 2, "Issues": 2, "Actions": 1, "Decisions": 1, "Assumptions": 1, "Dependencies": 1
    }  # fmt: skip
    risks = listed(done.tracker, "risks")
    assert [(row["id"], row["probability"], row["impact"], row["response"]) for row in risks] == [
        ("R1", 4, 5, "Mitigate"), ("R2", 2, 4, "Accept")
    ]  # fmt: skip
    assert risks[0]["mitigation"] == "Second source"
    assert risks[0]["owner"] == "A. Lee"
    assert (risks[0]["raised"].date(), risks[0]["due"].date()) == (date(2026, 1, 3), date(2026, 5, 31))
    assert risks[1]["raised"].date() == date(2026, 2, 15)
    assert read(done.tracker).settings.text("risk_scale") == "5x5"  # nothing had to be squeezed
    issues = listed(done.tracker, "issues")
    assert [(row["id"], row["priority"]) for row in issues] == [("1", "Critical"), ("1-2", "Low")]
    assert issues[0]["due"].date() == date(2026, 3, 19)
    assert listed(done.tracker, "actions")[0]["status"] == "Done"
    said = " ".join(map(str, done.findings))
    assert "Total; 2 risks" in said
    assert "'n/a'" in said
    assert "is 1 again" in said


def test_a_scale_of_five_is_turned_into_the_trackers_three(tmp_path: Path, tracker: Path) -> None:
    done = run(raid_log(tmp_path / "RAID.xlsx"), tracker)
    assert [(r["probability"], r["impact"]) for r in listed(tracker, "risks")] == [(3, 3), (1, 3)]
    assert any("turned into 1 to 3" in finding.message for finding in done.findings)
    bytes_before = tracker.read_bytes()
    assert run(raid_log(tmp_path / "RAID.xlsx"), tracker).changed == 0
    assert tracker.read_bytes() == bytes_before


def test_rows_without_ids_are_numbered_and_known_again(tmp_path: Path, tracker: Path) -> None:
    source = written(tmp_path, "x.csv", "Issue,Status,Owner\nOne,Open,A\nTwo,Open,B\nTwo,Open,C\n")
    assert run(source, tracker).counts == {"Issues": (3, 0, 0)}
    assert [row["id"] for row in listed(tracker, "issues")] == ["IS-001", "IS-002", "IS-003"]
    changed(source, "Two,Open,B", "Two,Closed,B")
    assert run(source, tracker).counts == {"Issues": (0, 1, 2)}


def test_the_mapping_is_kept_and_obeyed(tmp_path: Path, tracker: Path) -> None:
    source = written(tmp_path, "x.csv", "ID,Issue,Status,Remarks\n1,One,Parked,keep me\n")
    run(source, tracker)
    kept = tmp_path / "Programme.import.toml"
    assert '"Remarks" = ""' in kept.read_text("utf-8")
    changed(kept, '"Remarks" = ""', '"Remarks" = "Description"\n[list.words."Status"]\n"Parked" = "Open"')
    mine = kept.read_bytes()
    run(source, tracker)
    row = listed(tracker, "issues")[0]
    assert (row["description"], row["status"]) == ("keep me", "Open")
    assert kept.read_bytes() == mine


def test_a_preview_says_what_goes_where_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, "jira.csv", JIRA)
    assert main(["import", str(source), "--preview"]) == 0
    said = capsys.readouterr().out
    assert "Issue key" in said
    assert "→ Issue ID" in said
    assert "nothing was written" in said
    assert [path.name for path in tmp_path.iterdir()] == ["jira.csv"]
    assert main(["import", str(source), "--preview", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tables"]["Issues"] == {"added": 3, "updated": 0, "unchanged": 0}


def test_under_light_governance_a_complete_list_has_no_finding_that_blocks(tmp_path: Path) -> None:
    text = ("ID,Title,Priority,Status,Owner,Due Date,Resolution,Raised\nI1,One,High,Open,A,2026-05-01,,2026-01-05\n"
            "I2,Two,Low,Closed,A,2026-02-01,Fixed,2026-01-05\n")  # fmt: skip
    assert blocking(read(run(written(tmp_path, "issues.csv", text)).tracker)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.csv", b""), ("x.xlsx", b"PK no zip"), ("x.json", b"{"), ("x.csv", b"\x00\x01\x02"), ("x.csv", b"a,b\n1,2\n"),
     ("x.pdf", b"%PDF"), ("x.json", b"[]")],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["import", str(tmp_path / name)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_plan_comes_with_its_milestones_and_a_second_time_changes_nothing(tmp_path: Path, tracker: Path) -> None:
    rows = ("%T\tTASK", "%F\ttask_id\ttask_code\ttask_name\ttask_type\ttarget_drtn_hr_cnt\ttarget_start_date"
            "\ttarget_end_date",
            "%R\t1\tA10\tDig\tTT_Task\t40\t2026-03-02 08:00\t2026-03-06 17:00",
            "%R\t2\tA20\tDone\tTT_FinMile\t0\t2026-03-06 17:00\t2026-03-06 17:00",
            "%T\tTASKPRED", "%F\ttask_id\tpred_task_id\tpred_type\tlag_hr_cnt", "%R\t2\t1\tPR_FS\t8", "%E")  # fmt: skip
    source = written(tmp_path, "plan.xer", "\n".join(rows))
    assert run(source, tracker).counts == {"Tasks": (2, 0, 0), "Milestones": (1, 0, 0)}
    tasks = {row["id"]: row for row in listed(tracker, "tasks")}
    assert (tasks["A10"]["duration"], tasks["A20"]["predecessors"]) == (5, "A10FS+1d")
    assert not (tmp_path / "Programme.import.toml").exists()
    before = tracker.read_bytes()
    assert run(source, tracker).changed == 0
    assert tracker.read_bytes() == before


def test_what_the_tracker_has_no_column_for_is_kept_beside_it_until_it_has_one(tmp_path: Path, tracker: Path) -> None:
    source = written(tmp_path, "x.csv", "ID,Issue,Status,Vendor ticket\n1,One,Open,=V-7\n2,Two,Open,\n")
    done = run(source, tracker)
    kept = tmp_path / "Programme without a column.xlsx"
    assert any(f"has no column for: Vendor ticket. What stands there is kept in '{kept.name}'" in str(finding)
               for finding in done.findings)  # fmt: skip
    rows = list(openpyxl.load_workbook(kept).active.iter_rows(min_row=4))  # type: ignore[union-attr]
    assert [[cell.value for cell in row] for row in rows] == [["Issues", "1", "Vendor ticket", "=V-7"]]
    assert rows[0][3].data_type == "s"
    before = kept.read_bytes()
    run(source, tracker)
    assert kept.read_bytes() == before
    kept.write_bytes(b"edited by a person")
    run(source, tracker)
    assert kept.read_bytes() == b"edited by a person"
    assert (tmp_path / "Programme without a column (2).xlsx").exists()


WEEK = "(0||CalendarData()(\x7f (0||DaysOfWeek()({})) (0||Exceptions()((0||0(d|46380)())))))"
SUNDAY_TO_THURSDAY = "".join(f"(0||{day}()({'(0||0(s|08:00|f|15:00)())' if day < 6 else ''}))" for day in range(1, 8))
XER = "\n".join((
    "%T\tCALENDAR", "%F\tclndr_id\tdefault_flag\tday_hr_cnt\tclndr_data",
    "%R\t1\tY\t7\t" + WEEK.format(SUNDAY_TO_THURSDAY),
    "%T\tTASK", "%F\ttask_id\ttask_code\ttask_name\ttask_type\ttarget_drtn_hr_cnt\tclndr_id",
    "%R\t1\tA10\tDig\tTT_Task\t35\t1", "%E"))  # fmt: skip


def test_the_working_week_of_a_plan_is_that_of_a_new_tracker_and_said_where_another_one_differs(
    tmp_path: Path, tracker: Path
) -> None:
    source = written(tmp_path, "plan.xer", XER)
    found = read(run(source).tracker, TODAY)
    assert (found.settings.text("weekend"), found.settings.number("hours_per_day")) == ("0000110", 7)
    assert found["tasks"]["duration"].tolist() == [5]
    assert [str(day) for day in found["holidays"]["date"].tolist()] == ["2026-12-24"]
    before = read(tracker, TODAY).settings.text("weekend")
    said = " ".join(map(str, run(source, tracker).findings))
    assert "Settings (Days off): is 0000011 here, and 0000110 in the plan; left as it is." in said
    assert read(tracker, TODAY).settings.text("weekend") == before


def test_a_plan_whose_predecessors_name_rows_keeps_its_links_when_rows_come_between(tracker: Path) -> None:
    plan = written(tracker.parent, "plan.csv", "Task Name,Duration,Predecessors\nA,1,\nB,2,1FS+1 day\n")
    run(plan, tracker)
    links = {row["name"]: (row["id"], row["predecessors"]) for row in listed(tracker, "tasks")}
    assert links == {"A": ("T-001", ""), "B": ("T-002", "T-001FS+1d")}
    assert run(plan, tracker).counts["Tasks"] == (0, 0, 2)
    written(plan.parent, "plan.csv", "Task Name,Duration,Predecessors\nNew,1,\nA,1,1\nB,2,2FS+1 day\n")
    assert run(plan, tracker).counts["Tasks"] == (1, 1, 1)
    links = {row["name"]: (row["id"], row["predecessors"]) for row in listed(tracker, "tasks")}
    assert links == {"A": ("T-001", "T-003"), "B": ("T-002", "T-001FS+1d"), "New": ("T-003", "")}


def test_a_sheet_that_tells_the_order_of_day_and_month_tells_it_for_the_file(tracker: Path) -> None:
    book = xlsxwriter.Workbook(tracker.parent / "log.xlsx")
    for name, day in (("Issues", "03/04/2026"), ("Risks", "04/25/2026")):
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["ID", "Description", "Date raised", "Owner"])
        page.write_row(1, 0, [f"{name[0]}1", "Something is wrong", day, "Ana"])
    book.close()
    done = run(tracker.parent / "log.xlsx", tracker)
    assert listed(tracker, "issues")[0]["raised"].date() == date(2026, 3, 4)
    assert "import-date-order" not in {finding.rule for finding in done.findings}


def test_two_sheets_that_number_their_rows_alike_and_a_summary_of_them_lose_and_double_nothing(
    tracker: Path, empty: bytes
) -> None:
    book = xlsxwriter.Workbook(tracker.parent / "log.xlsx")
    for name, texts in (
        ("Issues 2025", ["Leak", "Noise"]),
        ("Issues 2026", ["Smoke", "Heat"]),
        ("Top issues", ["Leak"]),
    ):
        page = book.add_worksheet(name)
        page.write_row(0, 0, ["No", "Issue", "Owner", "Status"])
        for at, text in enumerate(texts, 1):
            page.write_row(at, 0, [at, text, "Ana", "Open"])
    book.close()
    done = run(tracker.parent / "log.xlsx", tracker)
    assert done.counts["Issues"] == (4, 0, 0)
    assert {row["id"]: row["title"] for row in listed(tracker, "issues")} == {
        "1": "Leak", "2": "Noise", "1-2": "Smoke", "2-2": "Heat"
    }  # fmt: skip
    assert [str(one) for one in done.findings if one.rule == "import-row-twice"] == [
        "Issues!1: stands on sheets Issues 2025 and Top issues; it was taken from Issues 2025. "
        "Nothing, if they say the same."
    ]
    assert run(tracker.parent / "log.xlsx", tracker).counts["Issues"] == (0, 0, 4)
    assert len(listed(tracker, "issues")) == 4
    other = tracker.with_name("Other.xlsm")
    other.write_bytes(empty)
    done = run(tracker, other)  # a tracker is read by its tables: neither its pages nor what formulas fill in
    assert {title: count for title, count in done.counts.items() if any(count)} == {"Issues": (4, 0, 0)}
    assert not done.findings


def test_a_list_without_rows_brings_nothing(tracker: Path) -> None:
    done = run(written(tracker.parent, "empty list.csv", "Issue,Owner,Status\n"), tracker)
    assert done.counts["Issues"] == (0, 0, 0)
