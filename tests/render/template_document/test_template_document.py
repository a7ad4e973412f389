"""The Word template in the repository is what the generator makes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from exectrack_xl.package import read_parts
from exectrack_xl.render.template_document import NAME, document_template, write_document_template
from exectrack_xl.render.template_files import own_template
from exectrack_xl.theme import BRAND

SIZES = {
    "Title": 22, "Subtitle": 12, "Heading 1": 15, "Heading 2": 11.5, "Normal": 10.5, "ET Cell": 10, "ET Note": 9,
}  # fmt: skip


def test_generating_again_gives_the_committed_file() -> None:
    assert read_parts(document_template()) == read_parts(own_template(NAME).read_bytes())


def test_the_template_has_the_styles_and_their_sizes() -> None:
    styles = {style.name: style for style in Document(BytesIO(document_template())).styles}
    assert {"ET Callout", "ET Label", "ET Cell head", "ET Kpi", "ET Table", "ET Fields"} <= set(styles)
    assert {name: styles[name].font.size.pt for name in SIZES} == SIZES


def test_the_page_is_a4_with_the_margins_of_the_report() -> None:
    page = Document(BytesIO(document_template())).sections[0]
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert (round(page.left_margin.cm, 1), round(page.top_margin.cm, 1)) == (2.0, 2.1)


def test_the_theme_carries_the_brand() -> None:
    theme = read_parts(document_template())["word/theme/theme1.xml"].decode()
    assert f'<a:accent1><a:srgbClr val="{BRAND.accent}"/></a:accent1>' in theme


@pytest.mark.validator
def test_the_open_xml_sdk_finds_nothing_wrong(validate_office: Callable[[Path], list[str]], tmp_path: Path) -> None:
    assert validate_office(write_document_template(tmp_path)) == []
