"""What a person typed arrives as typed, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_document import PROGRESS, REPORT, line

from exectrack_xl.render.document import document
from exectrack_xl.render.document.text import attribute, content
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Bullets, Cell, Column, Report, Row, Section, Table

TYPED = (
    "{{ 7*7 }}", "{{ report.title }}", "{% for x in y %}", "{# nothing #}", "{_{ x }_}", "{{r line }}", "AT&T", "A < B",
    "R&D <scope>", "=1+1", "first\nsecond\n\nfourth", "a\tb", "🚀 and 👩‍💻", "שלום עולם", "</w:t></w:r>", "]]>",
    "&amp;", "  two  blanks  ", "“quoted” 'single' \"double\"", "5,000 letters: " + "x" * 5000,
)  # fmt: skip


def everywhere(text: str) -> Report:
    """A report that says the text in every place that takes one."""
    table = Table("table", text, (Column(text),), (Row("row", (Cell.of(text),)),), note=text)
    chart = replace(PROGRESS, heading=text, alt=text, categories=(text, "b", "c", "d"))
    return replace(
        REPORT, title=text, programme=text, organisation=text, source=text, snapshot=text,
        answer=(line(text),), opening=(table, chart, Bullets("list", text, (line(text), line(text)), note=text)),
        sections=(Section("I-02", text, None, ((text, (line(text),)),)),), left_out=(text,),
    )  # fmt: skip


def paragraphs(report: Report) -> list[str]:
    body = Document(BytesIO(document(report))).element.body
    return [paragraph.text for paragraph in body.iter(qn("w:p"))]


@pytest.mark.parametrize("text", TYPED, ids=lambda text: text[:20])
def test_text_arrives_as_typed_in_every_place(text: str) -> None:
    written = paragraphs(everywhere(text))
    # title, answer; table (4); chart; label, 2 points, note; section (3); left out
    assert written.count(text) == 15
    header = Document(BytesIO(document(everywhere(text)))).sections[0].header.paragraphs[0].text
    assert header == f"{text}  |  {text}\t{text}"


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_at_all_arrives_as_typed(text: str) -> None:
    report = replace(REPORT, title=text, opening=(), sections=(), answer=(line(text),))
    written = paragraphs(report)
    assert written[0] == clean(text)
    assert clean(text) in written[1:]


@given(st.text())
def test_text_never_holds_markup_or_a_tag_of_the_template(text: str) -> None:
    written = content(text)
    outside = written.replace('</w:t><w:br/><w:t xml:space="preserve">', "").replace(
        '</w:t><w:tab/><w:t xml:space="preserve">', ""
    )
    assert not re.search("[<>{}]", outside)
    assert not re.search('[<>{}"\n]', attribute(text))


def test_every_kind_of_line_end_is_a_line_break() -> None:
    assert clean("a\r\nb\rc\vd\u2028e") == "a\nb\nc\nd\ne"


def test_text_from_right_to_left_is_marked_as_such() -> None:
    body = Document(BytesIO(document(replace(REPORT, answer=(line("שלום"), line("Hello שלום")))))).element.body
    marked = [p.text for p in body.iter(qn("w:p")) if p.pPr is not None and p.pPr.find(qn("w:bidi")) is not None]
    assert marked == []  # the answer's paragraph is the template's own
    runs = [run.text for run in body.iter(qn("w:r")) if run.rPr is not None and run.rPr.find(qn("w:rtl")) is not None]
    assert runs == ["שלום"]
