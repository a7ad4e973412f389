"""What the deck and the report say, from the sample programme, an empty tracker and a small one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from printed import printed, spans

from exectrack_xl.errors import Finding, UsageError
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import prepare
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.report.model import Report, Tone
from exectrack_xl.report.paging import LONGEST
from exectrack_xl.tracker import Tracker

CORE = ["cover", "summary", "changes", "scorecard", "roadmap", "forecast", "risks"]
SIX_FIELDS = ["Initiative", "Progress", "Quality", "Issues", "Next Steps", "Stakeholder Actions"]


@pytest.fixture(scope="module")
def deck(programme: Tracker) -> Report:
    return compose_deck(programme)


@pytest.fixture(scope="module")
def report(programme: Tracker) -> Report:
    return compose_document(programme)


def test_the_deck_has_the_core_pages_in_order_then_decisions_then_actions(deck):
    keys = [page.key for page in deck.pages]
    assert keys[: len(CORE)] == CORE
    assert keys[len(CORE) : len(CORE) + 4] == ["decision_D-11", "decision_D-06", "decision_D-12", "next_steps"]


def test_the_deck_takes_the_last_closed_quarter_from_its_snapshot(deck):
    assert (deck.period_label, deck.snapshot, deck.status_date) == ("Q3 2026", "S-2026-09-30", "30 Sep 2026")


def test_every_title_is_one_line_and_no_two_are_the_same(deck):
    titles = [page.title for page in deck.pages]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= LONGEST for title in titles)


def test_page_two_has_the_six_fields_of_the_execution_status_report(deck):
    labels = {block.label for block in deck.pages[1].blocks.values()}
    assert {"Overall Status", "Key Achievements", "Current Focus", "Issues & Risks", "Resource Needs",
            "Next Period Goals"} <= labels  # fmt: skip


@pytest.mark.parametrize("kind", DECKS.values(), ids=DECKS)
def test_every_marked_number_equals_its_metric(programme, kind):
    desk = prepare(programme, kind=kind.cadence)
    marked = [span for span in spans(compose_deck(programme, kind=kind.name)) if span.ref]
    assert len(marked) > 40
    for span in marked:
        assert span.text in printed(desk, span.ref), span.ref


def test_the_scorecard_rows_add_up_to_the_programme_as_computed(desk):
    for name in ("estimate_at_completion", "budget", "earned_value", "planned_value", "actual_cost"):
        assert sum(desk.value(name, i) for i in desk.initiatives) == pytest.approx(desk.value(name))


def test_spi_is_never_shown_without_spi_t(deck, report):
    for thing in (*deck.pages, *(s for s in report.sections)):
        names = {span.ref.partition("@")[0] for span in spans(thing)}
        assert "spi" not in names or "spi_t" in names


def test_the_report_has_the_six_fields_for_each_initiative_worst_first(report):
    assert [label for label, _ in report.sections[0].fields] == SIX_FIELDS
    tones = [section.status.tone for section in report.sections if section.status]
    order = [Tone.RED, Tone.YELLOW, Tone.GREY, Tone.GREEN]
    assert tones == sorted(tones, key=order.index)


def test_a_restricted_issue_leaves_only_its_id(programme):
    running = compose_document(programme, Wish(period=programme.period("2026-Q4")))
    issues = programme["issues"]
    hidden = [row for row, word in enumerate(issues["restricted"]) if word == "Yes"]
    text = " ".join(span.text for span in spans(running))
    assert hidden
    for row in hidden:
        assert str(issues["title"][row]) not in text
        assert str(issues["plan"][row]) not in text or not issues["plan"][row]


def test_the_running_quarter_is_taken_from_the_live_tables(programme):
    deck = compose_deck(programme, programme.period("2026-Q4"))
    assert (deck.snapshot, deck.status_date) == ("live tables", "13 Nov 2026")


def test_a_past_period_without_snapshot_is_refused_with_a_sentence(programme):
    with pytest.raises(UsageError, match="No snapshot was taken in Q4 2025"):
        compose_deck(programme, programme.period("2025-Q4"))


def test_a_period_that_has_not_begun_is_refused(programme):
    with pytest.raises(UsageError, match="has not begun"):
        compose_deck(programme, programme.period("2027-Q3"))


def test_an_empty_tracker_gives_a_deck_that_says_what_to_fill_in_first(empty):
    deck = compose_deck(empty)
    assert [page.key for page in deck.pages] == ["cover", "first_steps"]
    assert "Milestones" in {span.text for span in spans(deck.pages[1])}


def test_an_empty_tracker_gives_a_report_that_says_so(empty):
    assert "empty" in "".join(span.text for span in spans(compose_document(empty).answer))


def test_a_tracker_with_milestones_alone_drops_the_pages_it_cannot_fill():
    cells = {"milestones": [
        ["ID", "Milestone", "Owner", "Baseline date", "Forecast date", "Key"],
        ["M-1", "Ready", "Ann", date(2026, 10, 1), date(2026, 12, 1), "Yes"],
    ]}  # fmt: skip
    deck = compose_deck(Tracker.from_cells("small.xlsx", cells, date(2026, 11, 13)))
    assert [page.key for page in deck.pages] == ["cover", "summary", "roadmap", "definitions"]


def test_values_that_could_not_be_used_are_named_on_the_last_page(programme):
    fault = Finding("Risks", "G14", "Probability", "is 40; expected 1 to 3.", "Type 1, 2 or 3.")
    deck = compose_deck(programme, findings=[fault])
    assert deck.pages[-1].key == "data_health"
    assert str(fault) in {span.text for span in spans(deck.pages[-1])}


def test_the_same_tracker_gives_the_same_words(programme):
    assert compose_deck(programme) == compose_deck(programme)


def test_without_a_snapshot_the_running_quarter_is_reported_without_comparison(programme):
    tables = {**programme.tables, "snapshots": programme["snapshots"].take(np.array([], dtype=np.int64))}
    first = Tracker.from_tables("t.xlsx", tables)
    desk = prepare(first)
    assert (desk.period.id, desk.before) == ("2026-Q4", None)
    assert "No comparison yet" in {span.text for span in spans(compose_deck(first))}
