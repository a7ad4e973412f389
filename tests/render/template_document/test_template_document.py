"""The Word templates in the repository are what the generator makes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from exectrack_xl.package import read_parts
from exectrack_xl.render.template_document import DESIGNS, Design, document_template, write_document_templates
from exectrack_xl.render.template_files import own_template
from exectrack_xl.theme import BRAND

SIZES = {
    "Title": 22, "Subtitle": 12, "Heading 1": 15, "Heading 2": 11.5, "Normal": 10.5, "ET Cell": 10, "ET Note": 9,
}  # fmt: skip


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_generating_again_gives_the_committed_file(design: Design) -> None:
    assert read_parts(document_template(design)) == read_parts(own_template(design.name).read_bytes())


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.name)
def test_the_header_reaches_to_the_right_margin(design: Design) -> None:
    page = Document(BytesIO(document_template(design)))
    section = page.sections[0]
    stop = page.styles["Header"].paragraph_format.tab_stops[0].position
    assert stop == section.page_width - section.left_margin - section.right_margin


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
    assert [fault for path in write_document_templates(tmp_path) for fault in validate_office(path)] == []
