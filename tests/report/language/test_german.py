"""Every deck and document in German: none of our sentences stays English, no number differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from printed import printed, spans

from exectrack_xl.render.deck import render as render_deck
from exectrack_xl.render.document import render as render_document
from exectrack_xl.render.lint import lint
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import Desk, prepare
from exectrack_xl.report.documents.compose import Wish, compose_document
from exectrack_xl.report.documents.kinds import KINDS
from exectrack_xl.report.kinds import DECKS
from exectrack_xl.report.language.wording import english, fields, packaged
from exectrack_xl.report.model import Report, Span
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


# Words that English sentences are made of and German ones are not.
FUNCTION_WORDS = re.compile(
    r"\b(the|of|and|is|are|were|not|yet|with|by|to|for|from|no|none|nobody|since|due|overdue|done|late|this|that|what|"
    r"which|has|have|more|each|on|at|type|risks?|issues?)\b"
)
SUBJECTS = {"impact": "CR-12", "issue": "IS-030"}


def composed(tracker: Tracker, kind: str) -> Report:
    what, _, name = kind.partition(" ")
    if what == "deck":
        return compose_deck(tracker, kind=name)
    return compose_document(tracker, Wish(name, identity=SUBJECTS.get(name, "")))


def words_of(thing: Any) -> Iterator[str]:
    """Every text that a reader of a report sees: of lines each piece, labels, headings, notes, names of series."""
    if isinstance(thing, Span):
        yield str(thing.text)
    elif isinstance(thing, Mapping):
        yield from (text for value in thing.values() for text in words_of(value))
    elif isinstance(thing, tuple):
        yield from (text for one in thing for text in ([one] if isinstance(one, str) else words_of(one)))
    elif is_dataclass(thing):
        for field in dataclass_fields(thing):
            value = getattr(thing, field.name)
            if isinstance(value, str) and field.name in SEEN:
                yield value
            elif field.name not in ("words", "origin", "asked", "left_out"):
                yield from words_of(value)


SEEN = ("label", "heading", "note", "alt", "title", "word", "name", "notes")


def what_was_typed(tracker: Tracker) -> list[str]:
    """The texts of the tracker, the longest first, and the parts of those that a report takes apart."""
    cells = (cell for table in tracker.tables.values() for column in table.columns.values() if column.dtype.kind == "O"
             for cell in column.tolist() if isinstance(cell, str) and len(cell) > 2)  # fmt: skip
    typed = {part.strip() for cell in cells for part in (cell, *cell.split(";"))}
    return sorted((text for text in typed if len(text) > 2), key=len, reverse=True)


@pytest.mark.parametrize("kind", [*(f"deck {name}" for name in DECKS), *(f"report {kind.name}" for kind in KINDS)])
def test_no_page_of_any_kind_mixes_languages(kind: str, of_kind: Callable[[str], Report], typed: list[str]) -> None:
    """What nobody typed holds no English word; names of sheets and functions are what they are called."""
    ours = {text for text in words_of(of_kind(kind)) if FUNCTION_WORDS.search(text)}
    left = []
    for text in ours:
        rest = text
        for known in typed:
            if known.rstrip(".") in rest:
                rest = rest.replace(known.rstrip("."), " ")
        if FUNCTION_WORDS.search(rest):
            left.append(text)
    assert left == []


@pytest.fixture(scope="module")
def of_kind(tracker: Tracker) -> Callable[[str], Report]:
    """Each kind, composed once."""
    return cache(lambda kind: composed(tracker, kind))


@pytest.fixture(scope="module")
def typed(tracker: Tracker) -> list[str]:
    return what_was_typed(tracker)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_no_label_of_a_document_stays_english(kind: str, of_kind: Callable[[str], Report]) -> None:
    german = packaged("de")
    assert german is not None
    known = {key.removeprefix("told."): forms["other"] for key, forms in german.sentences.items()
             if key.startswith("told.")}  # fmt: skip
    left = {text.strip() for text in words_of(of_kind(f"report {kind}"))} & {
        english for english, ours in known.items() if english != ours and " " in english
    }
    assert left == set()


def test_what_a_person_typed_is_not_translated(tracker: Tracker) -> None:
    changes = tracker["changes"]
    typed = replace(
        changes, columns={**changes.columns, "title": np.where(changes["id"] == "CR-12", "Quality", changes["title"])}
    )
    report = composed(Tracker.from_tables("t.xlsx", {**tracker.tables, "changes": typed}), "report impact")
    assert report.about == "CR-12 Quality"


def test_german_documents_pass_the_gate(of_kind: Callable[[str], Report], tmp_path: Path) -> None:
    for kind in ("weekly", "impact"):
        made = render_document(of_kind(f"report {kind}"), tmp_path / f"{kind}.docx")
        assert [str(one) for one in lint(made)] == []
