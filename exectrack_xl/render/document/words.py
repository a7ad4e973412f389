"""Runs and paragraphs: spans in their look, a status as glyph, colour and word.

Depends on: report.model, theme.
"""

from __future__ import annotations

from collections.abc import Iterable

from exectrack_xl.render.document.text import content
from exectrack_xl.render.typed_text import is_right_to_left
from exectrack_xl.report.model import Line, Span, Status, Tone
from exectrack_xl.theme import BRAND, GLYPH_FONT, STATUS

_SLOTS = {Tone.ACCENT: ("accent1", BRAND.accent), Tone.MUTED: ("text2", BRAND.secondary)}
_GLYPH = f'<w:rFonts w:ascii="{GLYPH_FONT}" w:hAnsi="{GLYPH_FONT}" w:eastAsia="{GLYPH_FONT}" w:cs="{GLYPH_FONT}"/>'
_SMALL = '<w:sz w:val="16"/><w:szCs w:val="16"/>'  # a glyph within text: as high as its letters
_ALIGNMENT = {"left": "", "right": '<w:jc w:val="right"/>', "centre": '<w:jc w:val="center"/>'}


def paragraph(style: str, runs: str, *, align: str = "left", keep_next: bool = False, more: str = "") -> str:
    """A paragraph in a style given by its identifier; `more` is list membership and the like."""
    keep = "<w:keepNext/>" if keep_next else ""
    direction = "<w:bidi/>" if runs.startswith("<w:r><w:rPr>") and "<w:rtl/>" in runs[: runs.find("</w:rPr>")] else ""
    properties = f'<w:pStyle w:val="{style}"/>{keep}{more}{direction}{_ALIGNMENT[align]}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def line_runs(line: Line, *, bold: bool = False) -> str:
    """The runs of one line."""
    return "".join(_span_run(span, bold) for span in line)


def lines_runs(lines: Iterable[Line]) -> str:
    """Several lines in one paragraph, each on its own line."""
    return "<w:r><w:br/></w:r>".join(line_runs(line) for line in lines)


def status_runs(status: Status | None) -> str:
    """A status: its glyph in the glyph's colour, its word in the colour for text. Nothing where there is none."""
    if status is None:
        return ""
    look = STATUS.get(status.tone)
    if look is None:
        return text_run(status.word, bold=True)
    glyph = text_run(f"{look.glyph} ", look=_GLYPH + colour(look.glyph_colour))
    return glyph + text_run(status.word, bold=True, look=colour(look.text))


def text_run(text: str, *, bold: bool = False, look: str = "") -> str:
    """One run of typed text."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    direction = "<w:rtl/>" if is_right_to_left(text) else ""
    properties = f"{_font(look)}{weight}{look.removeprefix(_GLYPH)}{direction}"
    return (
        f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
        f'<w:t xml:space="preserve">{content(text)}</w:t></w:r>'
    )


def _font(look: str) -> str:
    """The font comes before the weight in the format's order."""
    return _GLYPH if look.startswith(_GLYPH) else ""


def colour(value: str, slot: str = "") -> str:
    """A text colour, from a theme slot where one is named."""
    return f'<w:color w:val="{value}" w:themeColor="{slot}"/>' if slot else f'<w:color w:val="{value}"/>'


def _span_run(span: Span, bold: bool) -> str:
    status = STATUS.get(span.tone)
    if status and span.text.strip() == status.glyph:
        look = _GLYPH + colour(status.glyph_colour) + _SMALL
    elif status:
        look = colour(status.text)
    elif span.tone in _SLOTS:
        slot, value = _SLOTS[span.tone]
        look = colour(value, slot)
    else:
        look = ""
    return text_run(span.text, bold=bold or span.bold, look=look)
