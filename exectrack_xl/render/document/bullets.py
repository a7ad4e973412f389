"""A labelled list: bullets, or numbers where the reader shall answer the points one by one.

Depends on: report.model.
"""

from __future__ import annotations

from exectrack_xl.render.document.page import Page
from exectrack_xl.render.document.words import line_runs, paragraph, text_run
from exectrack_xl.report.model import Bullets


def bullets_xml(bullets: Bullets, page: Page) -> str:
    """Label, lines and note. A single line stands without a bullet."""
    parts = [_label(bullets, page), *_lines(bullets, page)]
    if bullets.note:
        parts.append(paragraph(page.style("ET Note"), text_run(bullets.note)))
    return "".join(parts) or paragraph(page.text_style, "")


def _label(bullets: Bullets, page: Page) -> str:
    if not bullets.label:
        return ""
    return paragraph(page.heading_style, text_run(bullets.label), keep_next=True)


def _lines(bullets: Bullets, page: Page) -> list[str]:
    style, membership = _list(bullets, page)
    last = len(bullets.lines) - 1
    return [
        paragraph(style, line_runs(line), keep_next=not page.in_cell and number < min(last, 3), more=membership)
        for number, line in enumerate(bullets.lines)
    ]


def _list(bullets: Bullets, page: Page) -> tuple[str, str]:
    if bullets.numbered:
        number = page.attachments.number_list()
        membership = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        return page.style("ET Number"), membership
    if len(bullets.lines) < 2:
        return page.text_style, ""
    return page.style("ET Cell bullet" if page.in_cell else "ET Bullet"), ""
