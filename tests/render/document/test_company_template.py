"""A company's own Word template: restyled, rearranged, or wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from sample_document import REPORT

from exectrack_xl.errors import TemplateError
from exectrack_xl.package import read_parts, write_parts
from exectrack_xl.render.document import document
from exectrack_xl.render.template_document import document_template


def template(folder: Path, *changes: tuple[str, str], part: str = "word/document.xml") -> Path:
    """Our template with some text of one part replaced."""
    parts = read_parts(document_template())
    text = parts[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "company.docx"
    path.write_bytes(write_parts({**parts, part: text.encode()}))
    return path


def texts(path: Path) -> list[str]:
    body = Document(BytesIO(document(REPORT, path))).element.body
    return [paragraph.text for paragraph in body.iter(qn("w:p"))]


def test_a_restyled_template_keeps_its_style(tmp_path: Path) -> None:
    path = template(tmp_path, ('w:styleId="ETTable"', 'w:styleId="TableauMaison"'), part="word/styles.xml")
    body = Document(BytesIO(document(REPORT, path))).element.body
    assert "TableauMaison" in {style.get(qn("w:val")) for style in body.iter(qn("w:tblStyle"))}


def test_a_block_can_be_placed_by_its_key(tmp_path: Path) -> None:
    path = template(tmp_path, ("for block in report.opening", "for block in [report.blocks.actions]"))
    written = texts(path)
    assert "What stakeholders need to do" in written
    assert "The four initiatives at a glance" not in written
    assert not [name for name in read_parts(document(REPORT, path)) if "chart" in name]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("{{ report.titel }}", r"company\.docx, there is no field 'titel' here\. Did you mean 'title'\?"),
        ("{{ raport.title }}", r"there is no field 'raport'\. Did you mean 'report'\?"),
        ("{{p report.blocks.action }}", r"there is no field 'action' here\. Did you mean 'actions'\?"),
        ("{{ report.title }", "has a tag that cannot be read"),
        ("{{ report.title.__class__.__mro__ }}", "what no template may do"),
        ("{{ report.__class__.__init__.__globals__ }}", "what no template may do|there is no field"),
        ("{{p report.title }}", "puts a field where it cannot stand: 'Initiative Progress Report - Q3 2026'"),
        ("{{ report.status }}", "puts a field where it cannot stand: '■ Red'"),
    ],
)
def test_a_wrong_field_is_a_sentence(field: str, sentence: str, tmp_path: Path) -> None:
    path = template(tmp_path, ("{{ report.title }}", field))
    with pytest.raises(TemplateError, match=sentence):
        document(REPORT, path)


def test_a_missing_style_of_ours_is_lent(tmp_path: Path) -> None:
    path = template(tmp_path, ('w:val="ET Note"', 'w:val="Remark"'), part="word/styles.xml")
    (tmp_path / "made.docx").write_bytes(document(REPORT, path))
    names = [style.name for style in Document(str(tmp_path / "made.docx")).styles]
    assert "ET Note" in names
    assert "Remark" in names


def test_a_field_in_a_plain_word_file_is_filled_in_lent_styles(tmp_path: Path) -> None:
    plain = Document()
    plain.add_paragraph("{%p for block in report.opening %}")
    plain.add_paragraph("{{p block }}")
    plain.add_paragraph("{%p endfor %}")
    plain.save(str(tmp_path / "acme.docx"))
    (tmp_path / "made.docx").write_bytes(document(REPORT, tmp_path / "acme.docx"))
    assert list(Document(str(tmp_path / "made.docx")).element.body.iter("{*}tbl"))


def test_what_is_no_word_document_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("not a document")
    with pytest.raises(TemplateError, match=r"notes\.docx is no Word document"):
        document(REPORT, tmp_path / "notes.docx")
    with pytest.raises(TemplateError, match="Cannot read the Word template"):
        document(REPORT, tmp_path / "missing.docx")
