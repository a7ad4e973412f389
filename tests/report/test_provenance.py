"""Every number of every deck and report has a reference, and every reference leads to a sheet and a rule."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from exectrack_xl.errors import UsageError
from exectrack_xl.metrics import METRICS
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import prepare
from exectrack_xl.report.documents.compose import compose_document
from exectrack_xl.report.model import Layout, Page, Report, Status, Tile, Tone
from exectrack_xl.report.provenance import Number, numbers, origin_of
from exectrack_xl.report.trace import located, trail
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker


@pytest.fixture(scope="module", params=["deck", "document"])
def report(request: pytest.FixtureRequest, programme: Tracker) -> Report:
    return compose_deck(programme) if request.param == "deck" else compose_document(programme)


def test_every_number_on_every_page_leads_to_a_sheet_and_a_rule(report, programme):
    desk = prepare(programme)
    known = {"Rows", "Sheet", "Sheets", "Read from", "Row"}
    found = numbers(report)
    assert len(found) > 100
    for number in found:
        steps = dict(trail(number.ref, desk))
        assert known & set(steps), number
        if number.ref.partition("@")[0] in METRICS:
            assert steps["Formula"] or steps["Meaning"], number


def test_a_tile_and_a_row_of_the_scorecard_refer_to_their_metric(programme):
    found = numbers(compose_deck(programme))
    by = {(one.page, one.label): one.ref for one in reversed(found)}
    assert by["summary", "Cost at completion"] == "estimate_at_completion"
    assert by["scorecard", "Adviser App, SPI(t)"] == "spi_t@I-04"
    assert next(one.ref for one in found if one.page == "risks" and one.ref.startswith("row:R-")).count("/") == 1


def test_a_number_in_a_title_refers_to_what_the_same_value_on_its_page_refers_to(programme):
    found = [one for one in numbers(compose_deck(programme)) if one.page == "summary" and one.label == "title"]
    assert {"30 Mar 2027": "forecast_finish"}.items() <= {one.text: one.ref for one in found}.items()


def test_every_value_printed_in_tiles_is_listed(programme):
    deck = compose_deck(programme)
    listed = {one.text for one in numbers(deck)}
    for tile in deck.tiles():
        assert isinstance(tile, Tile)
        for span in tile.value:
            assert not re.search(r"\d", span.text) or span.text.strip() in listed


NUMBERS = (
    Number("summary", "Red: late", "spi_t", "SPI(t)", "0.92", "spi_t"),
    Number("scorecard", "One of four", "scorecard", "Adviser App, SPI(t)", "0.91", "spi_t@I-04"),
    Number("scorecard", "One of four", "scorecard", "Programme, SPI(t)", "0.92", "spi_t"),
    Number("scorecard", "One of four", "scorecard", "Programme, CPI", "0.95", "cpi"),
    Number("I-01", "Claims Portal", "Progress", "SPI", "1.01", "spi@I-01"),
)
PAGES = ("cover", "summary", "scorecard")


@pytest.mark.parametrize(
    ("asked", "ref"),
    [
        ("slide 2, SPI(t)", "spi_t"),
        ("slide 3, SPI(t)", "spi_t"),
        ("slide 3, SPI(t) of Adviser App", "spi_t@I-04"),
        ("page 3, adviser spi(t)", "spi_t@I-04"),
        ("slide 3, 0.95", "cpi"),
        ("section Claims Portal, SPI", "spi@I-01"),
    ],
)
def test_a_number_is_found_by_page_label_or_value(asked, ref):
    assert located(NUMBERS, PAGES, asked).best.ref == ref


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("slide 9, SPI", "There is no slide 9; there are 3"),
        ("slide 3", "Say which number, too: Adviser App, SPI"),
        ("slide 3, weather", "There are: "),
        ("section Nowhere, SPI", "Pages are: Red: late; One of four; Claims Portal"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(asked, said):
    with pytest.raises(UsageError, match=re.escape(said)):
        located(NUMBERS, PAGES, asked)


def test_the_origin_changes_with_a_value_and_with_nothing_else():
    whole = Tracker.from_cells("a.xlsx", cells())
    data = cells()
    heads = data["tasks"][0]
    data["tasks"][1][heads.index("Progress")] = 0.01
    other = Tracker.from_cells("a.xlsx", data)
    period = whole.period("2026-Q4")
    first, again, changed = (origin_of(prepare(one, period)) for one in
                             (whole, Tracker.from_cells("b.xlsx", cells()), other))  # fmt: skip
    assert first == again
    assert first.tables != changed.tables
    assert replace(first, tables="") == replace(changed, tables="")


def test_a_number_typed_in_a_sentence_leads_to_its_cell(programme):
    desk = prepare(programme)
    (told,) = [one for one in numbers(compose_deck(programme)) if (one.block, one.text) == ("achievements", "9.4%")]
    steps = list(trail(told.ref, desk, told.text))
    assert any(label == "Cell" and text.startswith("Narrative!") and "9.4%" in text for label, text in steps)
    assert ("Rule", "as typed") in steps


def test_a_row_of_a_listing_is_told_with_its_values(programme):
    desk = prepare(programme)
    steps = dict(trail("team_load[2].Load", desk))
    assert steps["Row of the listing"].startswith("Team: ")
    assert steps["Column"] == "Load"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("29 Critical issues until 9 Oct 2026", ["29", "9 Oct 2026"]),
        ("bis 30. Sept. 2026, 13,2 Mio. €", ["30. Sept. 2026", "13,2 Mio. €"]),
        ("1,076 of 1,234.5 hours", ["1,076", "1,234.5"]),
        ("700 of 1,076 hours", ["700", "1,076"]),
    ],
)
def test_the_values_of_a_text_are_whole_numbers_dates_and_amounts(text, values):
    page = Page("p", Layout.TABLE, text, {}, "Risks", "")
    made = Report("quarterly deck", "", "", "", "", "", "", "", Status(Tone.GREEN, "Green"), (page,))
    assert [one.text for one in numbers(made) if one.label == "title"] == values
