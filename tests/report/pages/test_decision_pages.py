"""One page for each decision that waits, with its options, their price and the advice."""

from __future__ import annotations

from datetime import date
from typing import Any

from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.model import Bullets, Page, Table
from exectrack_xl.report.pages.decisions import MOST, decisions
from exectrack_xl.report.paging import LONGEST
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
HEADS = ["ID", "Question", "Decided by", "Needed by", "Status", "Recommendation", "If not decided", "Option A",
         "Option A cost", "Option A days", "Option B", "Option B cost", "Option B days"]  # fmt: skip
TEAM = ["D-1", "Do we pay for a second team?", "Denis Quigley, CFO", date(2026, 11, 20), "Pending",
        "Option A: each day won costs €21,000.", "The cut-over stays in April.", "Full team", 310000, -15,
        "Half a team", 165000, -7]  # fmt: skip


def desk_of(**sheets: list[list[Any]]) -> Desk:
    return prepare(Tracker.from_cells("t.xlsx", sheets, TODAY))


def rows(page: Page) -> list[list[str]]:
    table = page.blocks["table"]
    assert isinstance(table, Table)
    return [["".join(span.text for line in cell.lines for span in line) for cell in row.cells] for row in table.rows]


def said(page: Page, place: str) -> str:
    block = page.blocks[place]
    assert isinstance(block, Bullets)
    return " ".join("".join(span.text for span in line) for line in block.lines)


def test_a_decision_says_when_what_and_what_the_advice_costs_and_brings() -> None:
    (page,) = decisions(desk_of(decisions=[HEADS, TEAM]))
    assert page.title == "D-1 by 20 Nov: Do we pay for a second team? Advised: A, €310 k, 15 d earlier"
    assert rows(page) == [["A  Full team", "€310 k", "15 d earlier", "Recommended"],
                          ["B  Half a team", "€165 k", "7 d earlier", ""]]  # fmt: skip
    assert said(page, "otherwise") == "The cut-over stays in April."
    assert said(page, "deciding") == "Denis Quigley, CFO, by 20 Nov"


def test_advice_that_names_two_options_marks_neither() -> None:
    row = [*TEAM[:5], "Option A if the CFO agrees, else option B.", *TEAM[6:]]
    (page,) = decisions(desk_of(decisions=[HEADS, row]))
    assert [cells[-1] for cells in rows(page)] == ["", ""]
    assert page.title == "D-1 by 20 Nov: Do we pay for a second team?"


def test_a_long_question_is_cut_at_a_word_and_stands_in_full_in_the_table_heading_or_notes() -> None:
    row = [TEAM[0], "Do we " + "really " * 20 + "pay?", *TEAM[2:]]
    (page,) = decisions(desk_of(decisions=[HEADS, row]))
    assert len(page.title) <= LONGEST
    assert page.title.endswith("really…")


def test_a_decision_with_nothing_but_a_question_says_what_is_missing() -> None:
    (page,) = decisions(desk_of(decisions=[HEADS[:2], ["D-1", "Go or no go?"]]))
    assert rows(page) == [["No options are typed yet: give two to four in sheet Decisions"]]
    assert "No recommendation is typed yet" in said(page, "recommendation")
    assert "Nobody is named" in said(page, "deciding")


def test_a_change_that_waits_shows_its_alternatives() -> None:
    changes = [
        ["ID", "Title", "Status", "Recommendation", "Approval by", "Decision due"],
        ["CR-1", "Third mock migration", "Submitted", "Run it if needed.", "Board", date(2026, 11, 27)],
    ]
    options = [
        ["Change", "Option", "Timeline (days)", "Cost", "Recommended", "Drawback"],
        ["CR-1", "Run it", 10, 180000, "No", "Moves the cut-over."],
        ["CR-1", "Only if needed", 5, 0, "Yes", ""],
    ]
    (page,) = decisions(desk_of(changes=changes, alternatives=options))
    assert rows(page) == [["A  Only if needed", "no cost", "5 d later", "Recommended"],
                          ["B  Run it. Moves the cut-over.", "€180 k", "10 d later", ""]]  # fmt: skip
    assert page.title == "CR-1 by 27 Nov: Approve: Third mock migration? Advised: A, no cost, 5 d later"


def test_a_change_without_alternatives_is_approved_as_asked_or_not() -> None:
    changes = [["ID", "Title", "Status", "Timeline (days)", "Cost"], ["CR-1", "More scope", "Submitted", 5, 20000]]
    (page,) = decisions(desk_of(changes=changes))
    assert rows(page) == [["A  Approve as asked", "€20 k", "5 d later", ""],
                          ["B  Do not approve", "no cost", "no effect", ""]]  # fmt: skip


def test_many_decisions_share_lists_after_the_first_ones() -> None:
    many = [[f"D-{n:02}", f"Question {n}?", "Ann", date(2026, 12, 1), "Pending"] for n in range(1, 41)]
    pages = list(decisions(desk_of(decisions=[HEADS[:5], *many])))
    assert [page.key for page in pages[MOST:]] == ["more_decisions", "more_decisions_2", "more_decisions_3"]
    assert pages[MOST].title == "34 more decisions are pending; their dates come after these"
    assert pages[-1].title == "More decisions, continued 3 of 3"
    table = pages[-1].blocks["table"]
    assert isinstance(table, Table)
    assert table.note == "10 more decisions in sheet Decisions."
