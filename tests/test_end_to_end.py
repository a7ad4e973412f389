"""From a workbook on disk to a deck and a report on disk, with what people really type into cells."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from exectrack_xl.actions.documents import Order, Written, make_deck, make_report
from exectrack_xl.checks import check
from exectrack_xl.excel.build import build
from exectrack_xl.excel.file import read
from exectrack_xl.excel.patch import SetValue, patch
from exectrack_xl.render.deck import render
from exectrack_xl.report import words
from exectrack_xl.report.compose import compose_deck
from exectrack_xl.report.desk import prepare
from exectrack_xl.sample import cells
from exectrack_xl.schema import Profile

TODAY = date(2026, 11, 13)
TYPED = [
    "AT&T", "R&D <scope>", "{{ 7*7 }}", "{% if x %}", "=1+1", "two\nlines", "party 🎉 time",
    "מצב התוכנית", "حالة المشروع",
    "long " + "word " * 999,
]  # fmt: skip


def slide_texts(path: Path) -> str:
    """All text of a deck: shapes, groups, tables and notes."""
    found: list[str] = []

    def walk(shapes: object) -> None:
        for shape in shapes:  # type: ignore[attr-defined]
            if shape.shape_type == 6:
                walk(shape.shapes)
            elif shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif getattr(shape, "has_table", False) and shape.has_table:
                found.extend(cell.text_frame.text for row in shape.table.rows for cell in row.cells)

    for slide in Presentation(path).slides:
        walk(slide.shapes)
        if slide.has_notes_slide:
            found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found).replace("\v", "\n")


def document_texts(path: Path) -> str:
    """All text of a document in reading order, line breaks kept."""
    body = Document(path).element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    out = []
    for node in body.iter(f"{w}t", f"{w}br", f"{w}p"):
        out.append(node.text or "" if node.tag == f"{w}t" else "\n")
    return "".join(out)


def written(make: Callable[[Order], Written], workbook: Path, target: Path) -> Path:
    return make(Order(workbook, TODAY, period="2026-Q4", output=target)).path


@pytest.fixture(scope="module")
def typed_tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with odd texts as the titles of its critical issues and stakeholder actions."""
    data = cells()
    actions = data["actions"]
    title, owner, status, asked, due = (actions[0].index(h) for h in (
        "Action", "Owner", "Status", "Stakeholder action", "Due date"))  # fmt: skip
    data["actions"] = [actions[0]]
    for number, text in enumerate(TYPED):
        row = list(actions[1])
        row[0], row[title], row[owner], row[status], row[asked] = f"A-{number:03}", text, "Ann", "Open", "Yes"
        row[actions[0].index("Done on")] = ""
        row[due] = date(2026, 11, 16)
        data["actions"].append(row)
    return build(tmp_path_factory.mktemp("typed") / "typed.xlsx", data, Profile.FULL)


def test_what_a_person_typed_arrives_in_the_tracker_as_typed(typed_tracker):
    assert read(typed_tracker)["actions"]["action"].tolist() == TYPED


def test_what_a_person_typed_is_never_a_formula_in_the_workbook(typed_tracker):
    with zipfile.ZipFile(typed_tracker) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/s")]
        assert "<t>=1+1</t>" in package.read("xl/sharedStrings.xml").decode()
    assert not any(re.search(r"<f[^>]*>=?1\+1</f>", sheet) for sheet in sheets)


def test_what_a_person_typed_arrives_in_the_report_as_typed(typed_tracker, tmp_path):
    text = document_texts(written(make_report, typed_tracker, tmp_path / "r.docx"))
    for typed in TYPED:
        assert typed.strip() in text
    assert "49" not in re.findall(r"\b49\b", text)


def test_what_a_person_typed_arrives_in_the_deck_as_typed(typed_tracker, tmp_path):
    actions = read(typed_tracker)["actions"]
    for first in range(0, len(TYPED), 3):  # a slide shows the most urgent few, so each text has its turn
        workbook = Path(shutil.copy(typed_tracker, tmp_path / f"t{first}.xlsx"))
        turn = range(first, min(first + 3, len(TYPED)))
        patch(workbook, [SetValue("Actions", actions.cell("due", row), date(2026, 11, 14)) for row in turn])
        tracker = read(workbook)
        report = compose_deck(tracker, tracker.period("2026-Q4"))
        text = slide_texts(render(report, tmp_path / f"d{first}.pptx"))
        for row in turn:
            assert TYPED[row].strip() in text


def test_cell_engine_deck_and_document_agree(typed_tracker, tmp_path):
    """The same metric printed on slide and page, and the workbook's own formula cells, all equal the engine."""
    tracker = read(typed_tracker)
    desk = prepare(tracker, tracker.period("2026-Q4"))
    deck = slide_texts(written(make_deck, typed_tracker, tmp_path / "d.pptx"))
    report = document_texts(written(make_report, typed_tracker, tmp_path / "r.docx"))
    for name in ("forecast_finish", "estimate_at_completion", "percent_complete"):
        assert desk.text(name) in deck
        assert desk.text(name) in report
    for initiative in desk.initiatives:
        for name in ("percent_complete", "spi_t", "estimate_at_completion", "forecast_finish"):
            assert desk.text(name, initiative) in deck
            assert desk.text(name, initiative) in report
    assert words.days_late(desk.value("days_late")) in report


def test_a_dirty_tracker_gives_findings_by_cell_and_a_deck_that_says_what_was_left_out(tmp_path):
    data = cells()
    risks, tasks = data["risks"], data["tasks"]
    risks[1][risks[0].index("Probability")] = 40.0
    risks[2][risks[0].index("Raised on")] = "last week"
    risks[3][0] = risks[4][0]
    tasks[1][tasks[0].index("Budget")] = "a lot"
    tasks[0][tasks[0].index("Duration")] = "Durations"
    data["costs"] = data["costs"][:1]
    path = tmp_path / "dirty.xlsx"
    build(path, data, Profile.FULL)
    tracker = read(path)
    found = check(tracker)
    said = [str(finding) for finding in found]
    for part in ("Probability): is 40", "Raised on): is 'last week'", "Budget): is 'a lot'"):
        assert any(part in text for text in said), part
    assert any("ID" in finding.column and "is also the ID of" in finding.message for finding in found)
    assert all(finding.remedy for finding in found)
    deck = compose_deck(tracker, findings=found)
    assert deck.pages[-1].key == "data_health"
    assert any("is 40" in sentence for sentence in deck.left_out)


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error_in_the_three_files(typed_tracker, tmp_path, validate_office):
    made = [typed_tracker, written(make_deck, typed_tracker, tmp_path / "d.pptx"),
            written(make_report, typed_tracker, tmp_path / "r.docx")]  # fmt: skip
    for path in made:
        assert validate_office(path) == [], path.name


@pytest.mark.libreoffice  # decks: tests/render/test_pdf.py; workbooks: tests/excel/build/test_recalculation.py
def test_libreoffice_opens_the_report(typed_tracker, tmp_path, convert):
    report = written(make_report, typed_tracker, tmp_path / "a.docx")
    assert convert(report, "pdf").stat().st_size > 10_000
