"""The quarterly deck and the stakeholder report in German: none of our sentences stays English, no number differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed import printed, spans

from exectrack_xl.render.deck import render as render_deck
from exectrack_xl.render.document import render as render_document
from exectrack_xl.render.lint import lint
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.documents.compose import compose_document
from exectrack_xl.report.language.wording import english, fields, packaged
from exectrack_xl.report.model import Report
from exectrack_xl.sample import cells
from exectrack_xl.tracker import Tracker

# Of these only the labels are German: the rules are the metrics' own, as in the workbook.
ENGLISH = ("definitions",)


@pytest.fixture(scope="module")
def tracker() -> Tracker:
    data = {name: [list(row) for row in rows] for name, rows in cells().items()}
    data["settings"].append(["Locale", "de-DE"])
    return Tracker.from_cells("claims-forward-tracker.xlsx", data)


@pytest.fixture(scope="module", params=["deck", "report"])
def report(request: pytest.FixtureRequest, tracker: Tracker) -> Report:
    return compose_deck(tracker) if request.param == "deck" else compose_document(tracker)


def test_no_sentence_of_ours_is_left_in_english(report: Report) -> None:
    german = packaged("de")
    assert german is not None
    said = {key: forms["other"] for key, forms in english().sentences.items() if not fields(forms)}
    ours = {text for key, text in said.items() if len(text) > 4 and german.forms(key)["other"] != text}
    texts = {span.text.strip() for page in report.pages for span in spans(page)}
    kept = [section for section in report.sections if section.key not in ENGLISH]
    texts |= {span.text.strip() for section in kept for span in spans(section)}
    texts |= {page.title for page in report.pages} | {page.notes for page in report.pages}
    assert sorted(texts & ours) == []


def test_every_marked_number_equals_its_metric_in_german(report: Report, tracker: Tracker) -> None:
    desk: Desk = prepare(tracker)
    marked = [span for span in spans(report) if span.ref]
    assert len(marked) > 60
    for span in marked:
        assert span.text in printed(desk, span.ref), span


def test_the_files_pass_the_gate(report: Report, tmp_path: Path) -> None:
    render = render_deck if report.pages else render_document
    assert lint(render(report, tmp_path / ("d.pptx" if report.pages else "r.docx"))) == ()
