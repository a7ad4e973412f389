"""What many trackers add up to, and the pages that tell it."""

from __future__ import annotations

from datetime import date

import pytest

from exectrack_xl import sample
from exectrack_xl.checks import check
from exectrack_xl.report.model import Page, Report, Table
from exectrack_xl.report.paging import LONGEST
from exectrack_xl.report.portfolio.compose import compose_portfolio
from exectrack_xl.report.portfolio.model import Failed, Portfolio, SetByHand, portfolio
from exectrack_xl.report.portfolio.summarise import summarise
from exectrack_xl.tracker import Tracker
from tests.report.portfolio.trackers import DAY, many, tracker


def view(*summaries, failed=(), rates=None) -> Portfolio:
    return portfolio(summaries, failed, DAY, rates or {})


def pages(report: Report, key: str) -> list[Page]:
    return [page for page in report.pages if page.key == key or page.key.startswith(f"{key}_")]


def texts(page: Page) -> str:
    table = page.blocks["table"]
    assert isinstance(table, Table)
    return " | ".join(span.text for row in table.rows for cell in row.cells for line in cell.lines for span in line)


@pytest.fixture(scope="module")
def claims():
    found = Tracker.from_cells("claims.xlsx", sample.cells())
    return summarise("claims.xlsx", found, check(found), DAY)


def test_a_summary_says_what_the_tracker_says(claims):
    assert (claims.programme, claims.status, claims.money.currency) == ("Claims Forward", "Red", "EUR")
    assert claims.renewed == date(2026, 11, 13)
    assert [word for _, word in claims.history] == ["Red", "Red", "Red"]
    assert [(row.id, row.sheet) for row in claims.critical if row.kind == "Risk"] == [
        ("R-07", "Risks"),
        ("R-14", "Risks"),
    ]
    assert all(row.cell for row in claims.critical)
    assert [(one.initiative, one.told, one.computed, one.counts, one.gap) for one in claims.by_hand] == [
        ("I-03", "Green", "Red", True, 2)
    ]
    assert (claims.p50, claims.p80) == (None, None)  # the sample does not simulate


def test_the_words_of_a_restricted_issue_stay_in_its_tracker():
    cells = sample.cells()
    headers = cells["issues"][0]
    for row in cells["issues"][1:]:
        row[headers.index("Restricted")] = "Yes"
    found = Tracker.from_cells("claims.xlsx", cells)
    told = [row for row in summarise("claims.xlsx", found, (), DAY).critical if row.kind == "Issue"]
    assert told
    assert {(row.text, row.owner, row.response) for row in told} == {("Restricted", "", "")}


def test_the_worst_comes_first_and_stale_data_is_never_green():
    whole = view(tracker("Fine"), tracker("Old", renewed=date(2026, 9, 1)), tracker("Bad", status="Red"),
                 tracker("Undated", renewed=None))  # fmt: skip
    assert [(one.name, one.status, one.age) for one in whole.members] == [
        ("Bad", "Red", 15), ("Old", "Grey", 88), ("Undated", "Grey", None), ("Fine", "Green", 15)]  # fmt: skip


def test_two_trackers_of_one_programme_are_told_apart_and_found():
    whole = view(tracker("Claims"), tracker("claims", key="copy/claims.xlsx"), tracker("Other", tables="x"),
                 tracker("Another", tables="x"))  # fmt: skip
    assert {"Claims (claims.xlsx)", "claims (copy/claims.xlsx)"} <= {one.name for one in whole.members}
    assert whole.clashes[0].startswith("claims.xlsx and copy/claims.xlsx have the same programme 'Claims'.") or (
        whole.clashes[0].startswith("copy/claims.xlsx and claims.xlsx have the same programme")
    )
    assert "hold the very same rows" in whole.clashes[1]


def test_one_project_id_is_one_project_whatever_its_name_and_two_ids_tell_one_name_apart():
    whole = view(tracker("Claims", project="P-1"), tracker("Claims", key="b.xlsx", project="P-2", tables="b"),
                 tracker("Renamed", key="c.xlsx", project="p-1", tables="c"))  # fmt: skip
    assert {one.name for one in whole.members} == {"Claims (claims.xlsx)", "Claims (P-2)", "Renamed"}
    assert len(whole.clashes) == 1
    assert "c.xlsx have the same project ID 'P" in whole.clashes[0] or "claims.xlsx have the same" in whole.clashes[0]


def test_a_typed_status_that_does_not_count_is_in_the_gap_too():
    typed = (SetByHand("I-01", "Portal", "Green", "Red", "", None, False),
             SetByHand("I-02", "App", "Red", "Green", "careful", DAY, True))  # fmt: skip
    whole = view(tracker("Melon", by_hand=typed))
    assert whole.members[0].gap == 2
    assert "does not count" in texts(pages(compose_portfolio(whole), "by_hand")[0])


def test_failed_workbooks_are_told_with_their_reason():
    report = compose_portfolio(view(tracker("Fine"), failed=(Failed("broken.xlsx", "is cut off: copy it again."),)))
    assert "broken.xlsx | is cut off: copy it again." in texts(pages(report, "left_out")[0])


def test_a_portfolio_of_nothing_but_failures_still_makes_a_deck():
    report = compose_portfolio(view(failed=(Failed("broken.xlsx", "is cut off."),)))
    assert [page.key for page in report.pages] == ["cover", "left_out"]


def test_money_is_added_only_at_given_rates_and_says_so():
    trackers = many(6)
    apart = pages(compose_portfolio(view(*trackers)), "money")[0]
    assert "not added" in apart.title
    assert "no rates were given" in apart.blocks["table"].heading
    added = pages(compose_portfolio(view(*trackers, rates={"USD": 0.5, "GBP": 2.0})), "money")[0]
    assert added.blocks["table"].heading == "All in EUR; 1 GBP = 2 EUR; 1 USD = 0.5 EUR"


def test_two_hundred_trackers_are_paged_and_what_is_left_is_counted():
    report = compose_portfolio(view(*many(200)))
    grid = pages(report, "grid")
    assert len(grid) == 6
    assert grid[-1].title == "Status of all trackers, continued 6 of 6"
    assert grid[-1].blocks["table"].note == "146 more trackers in sheet Trackers of the workbook."
    assert all(len(page.title) <= LONGEST for page in report.pages)
    assert len(report.pages) < 40


def test_the_same_trackers_in_any_order_make_the_same_deck():
    trackers = many(12)
    assert compose_portfolio(view(*trackers)) == compose_portfolio(view(*reversed(trackers)))
