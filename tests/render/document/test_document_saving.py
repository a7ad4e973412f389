"""The document is stored with the very parts that python-docx would write."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from PIL import Image

from exectrack_xl.package import read_parts
from exectrack_xl.render.document.saving import stored


def test_a_document_with_a_picture_is_stored_as_python_docx_saves_it() -> None:
    picture, saved = BytesIO(), BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    document = Document()
    document.add_paragraph('R&D "scope"')
    document.add_picture(picture)
    document.save(saved)
    expected = read_parts(saved.getvalue())
    found = read_parts(stored(document))
    assert found == expected
    assert list(found) == list(expected)
