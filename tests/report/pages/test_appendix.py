"""The appendix: each page says what follows from its rows, and drops out without them."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.report.model import Chart, Ladder, Page, Role, RowKind, Table
from exectrack_xl.report.pages.benefits import benefits
from exectrack_xl.report.pages.change_control import change_control
from exectrack_xl.report.pages.earned_value import earned_value
from exectrack_xl.report.pages.goals import goals
from exectrack_xl.report.pages.improvement import improvement
from exectrack_xl.report.pages.issues import issues
from exectrack_xl.report.pages.milestone_trend import milestone_trend
from exectrack_xl.report.pages.risks import more_risks
from exectrack_xl.report.pages.scorecard import scorecard
from exectrack_xl.report.paging import LONGEST
from exectrack_xl.tracker import Tracker

TODAY = date(2026, 11, 13)
APPENDIX = ["milestone_trend", "earned_value", "more_risks", "issues", "change_days", "change_impact", "benefits",
            "goals", "improvement", "definitions"]  # fmt: skip


def desk_of(**sheets: list[list[Any]]) -> Desk:
    return prepare(Tracker.from_cells("t.xlsx", sheets, TODAY))


def table_of(page: Page, place: str = "table") -> Table:
    found = page.blocks[place]
    assert isinstance(found, Table)
    return found


def chart_of(page: Page) -> Chart:
    found = page.blocks["chart"]
    assert isinstance(found, Chart)
    return found


def test_the_quarterly_deck_ends_with_the_appendix_in_order(programme: Tracker) -> None:
    keys = [page.key for page in compose_deck(programme).pages]
    assert [key for key in keys if key in APPENDIX] == APPENDIX


@pytest.mark.parametrize("kind", DECKS)
def test_every_deck_has_titles_that_fit_a_line_and_differ(programme: Tracker, kind: str) -> None:
    titles = [page.title for page in compose_deck(programme, kind=kind).pages]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= LONGEST for title in titles)


@pytest.mark.parametrize("write", [milestone_trend, earned_value, issues, change_control, benefits, goals, improvement])
def test_a_page_without_rows_drops_out(write: Any) -> None:
    assert list(write(desk_of(risks=[["ID", "Title"], ["R-1", "Fog"]]))) == []


def test_each_cadence_reports_its_own_period_and_what_came_before(programme: Tracker) -> None:
    weekly, monthly = (compose_deck(programme, kind=kind) for kind in ("weekly", "monthly"))
    assert (weekly.period_label, monthly.period_label) == ("Week 46 2026", "Oct 2026")
    assert (weekly.pages[0].texts["subtitle"], weekly.kind) == ("Weekly status – Calder Mutual", "weekly deck")
    assert "changes" in [page.key for page in weekly.pages]


def test_a_past_period_is_reported_by_every_kind(programme: Tracker) -> None:
    month = compose_deck(programme, programme.period("2026-M09"), kind="monthly")
    assert (month.period_label, month.snapshot) == ("Sep 2026", "S-2026-09-30")


ISSUES = ["Issue ID", "Title", "Priority", "Status", "Owner", "Raised on", "Due date", "Escalation"]


def issue(number: int, priority: str, raised: date, step: str = "") -> list[Any]:
    return [f"IS-{number:03}", f"Trouble {number}", priority, "Open", "Ann", raised, date(2026, 12, 1), step]


def test_issues_say_how_many_are_critical_and_where_they_stand() -> None:
    rows = [issue(1, "Critical", date(2026, 10, 4), "Director"), issue(2, "Low", TODAY)]
    (page,) = issues(desk_of(issues=[ISSUES, *rows]))
    assert page.title.startswith("One critical issue is open, the oldest for 40 days")
    ladder = page.blocks["ladder"]
    assert isinstance(ladder, Ladder)
    assert [(step.label, step.count.text) for step in ladder.steps] == [
        ("Team", "1"), ("Manager", "0"), ("Director", "1"), ("Executive", "0")]  # fmt: skip


def test_many_issues_go_on_over_three_pages_and_the_rest_is_counted() -> None:
    pages = list(issues(desk_of(issues=[ISSUES, *(issue(n, "High", TODAY) for n in range(1, 61))])))
    assert [page.key for page in pages] == ["issues", "more_issues", "more_issues_2", "more_issues_3"]
    assert pages[1].title == "54 more issues are open"
    assert pages[-1].title == "More issues, continued 3 of 3"
    assert table_of(pages[-1]).note == "27 more issues in sheet Issues."


def test_five_hundred_risks_fill_three_more_pages_and_the_rest_is_counted() -> None:
    heads = ["ID", "Title", "Probability", "Impact", "Owner", "Status"]
    rows = [[f"R-{n:03}", "If the supplier fails, then " + "we stop " * 4, 3, 3, "Ann", "Open"] for n in range(1, 501)]
    pages = list(more_risks(desk_of(risks=[heads, *rows])))
    assert pages[0].title == "494 more risks are critical or high"
    assert [page.key for page in pages] == ["more_risks", "more_risks_2", "more_risks_3"]
    assert table_of(pages[-1]).note == "467 more risks in sheet Risks."


def test_forty_initiatives_come_worst_first_and_add_up_on_the_last_page(programme: Tracker) -> None:
    table = programme["initiatives"]
    many = table.take(np.resize(np.arange(len(table)), 40))
    many = many.with_columns({"id": np.array([f"I-{n:02}" for n in range(40)], dtype=object)})
    pages = list(scorecard(prepare(Tracker.from_tables("t.xlsx", {**programme.tables, "initiatives": many}),
                                   programme.period("2026-Q4"))))  # fmt: skip
    kinds = [[row.kind for row in table_of(page).rows] for page in pages]
    assert sum(len(one) for one in kinds) == 41
    assert [RowKind.TOTAL in one for one in kinds] == [False] * 5 + [True]
    assert pages[-1].title == "Initiatives, continued 6 of 6"


def test_the_bridge_adds_up_and_keeps_slippage_apart() -> None:
    milestones = [["ID", "Milestone", "Baseline date", "Forecast date"], ["M-1", "Live", TODAY, date(2026, 11, 20)]]
    changes = [["ID", "Title", "Type", "Status", "Timeline (days)", "Cost"],
               ["CR-1", "More hands", "Resource", "Submitted", -9, 50000]]  # fmt: skip
    bridge, impact = change_control(desk_of(milestones=milestones, changes=changes))
    assert bridge.title == "Slippage moved the finish by 5 working days; no approved change did"
    chart = chart_of(bridge)
    assert chart.categories == ("Approved changes", "Slippage", "Forecast today", "CR-1", "If all are approved")
    drawn = [sum(one.values[n] or 0.0 for one in chart.series if one.role is not Role.BLANK) for n in range(5)]
    assert drawn[1:3] == [5.0, 5.0]
    crossing = [one.values[3] for one in chart.series if one.role is Role.FORECAST and one.values[3] is not None]
    assert sorted(crossing) == [-4.0, 5.0]
    assert impact.title == "One change waits for approval: €50 k and 9 d earlier; no changes approved so far"
    labels = [column.label for column in table_of(impact).columns]
    assert {"Timeline", "Resources", "Scope", "Quality", "Dependencies", "Approval Required"} <= set(labels)


def test_closed_changes_of_earlier_periods_are_not_told_again() -> None:
    heads = ["ID", "Title", "Status", "Timeline (days)", "Cost", "Decided on"]
    rows = [["CR-1", "Old", "Closed", 1, 1, date(2026, 2, 1)], ["CR-2", "New", "Closed", 1, 1, date(2026, 11, 2)]]
    (page,) = change_control(desk_of(changes=[heads, *rows]))
    assert [row.key for row in table_of(page).rows] == ["CR-2"]


def test_goals_say_who_serves_them_and_which_nobody_serves(desk: Desk) -> None:
    (page,) = goals(desk)
    served = {row.key: "".join(span.text for span in row.cells[-1].lines[0]) for row in table_of(page).rows}
    assert served["G-02"].startswith("Core Data Migration, ")
    assert page.title.startswith(f"{desk.text('alignment_score')} of the budget serves a goal")


def test_the_trend_leaves_out_what_is_reached(desk: Desk) -> None:
    (page,) = milestone_trend(desk)
    reached = {str(name) for name, day in zip(desk.table("milestones")["name"], desk.table("milestones")["actual"],
                                              strict=True) if str(day) != "NaT"}  # fmt: skip
    assert not reached & {one.name for one in chart_of(page).series}
    assert " slipped " in page.title


def test_earned_value_prints_the_gaps_between_the_lines(desk: Desk) -> None:
    (page,) = earned_value(desk)
    told = "".join(span.text for line in page.blocks["takeaways"].lines for span in line)  # type: ignore[union-attr]
    months = f"{-desk.value('sv_t'):.1f} months"
    assert f"{desk.money(-desk.value('schedule_variance'))} ({months}) behind plan" in told
    assert f"{desk.money(-desk.value('cost_variance'))} overspent" in told
    assert "EAC by CPI: EAC = AC + (BAC − EV) / CPI" in page.notes


def test_benefits_show_plan_and_forecast_in_money_alone(desk: Desk) -> None:
    (page,) = benefits(desk)
    chart = chart_of(page)
    total = sum(value or 0.0 for value in chart.series[1].values)
    assert total * 1e6 == pytest.approx(desk.value("benefits_expected"))


def test_improvements_come_with_what_was_measured_before_and_after(desk: Desk) -> None:
    page = next(iter(improvement(desk)))
    rows = {row.key: row for row in table_of(page).rows}
    told = "".join(span.text for line in rows["IM-05"].cells[1].lines for span in line)
    assert told == "Testers who can test the portal: 1 → 3 testers"
