"""The foot of a slide: source, status date and number, and on the last one what was left out.

Depends on: report.model, theme, render.geometry, render.deck.making, …markup, …places, …shortening, …text.
"""

from __future__ import annotations

from exectrack_xl.render.deck.making import Slide
from exectrack_xl.render.deck.markup import text_box
from exectrack_xl.render.deck.places import NUMBER, SOURCE, STATUS_DATE
from exectrack_xl.render.deck.shortening import Room
from exectrack_xl.render.deck.text import paragraph, runs
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.report.model import Span, Tone
from exectrack_xl.theme import GRID

_FOOTER_SIZE = 9
_NUMBER_FIELD = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>%d</a:t></a:fld></a:p>'
)


def tells_left_out(slide: Slide) -> bool:
    """Whether the slide must say what was left out: it is the last one, and no table on it says so already."""
    told = any(block.key == "left_out" for block in slide.page.blocks.values())
    return bool(slide.report.left_out) and slide.page is slide.report.pages[-1] and not told


def add_footers(slide: Slide, number: int) -> None:
    """Put the footers that the layout has a place for on a slide."""
    report = slide.report
    if tells_left_out(slide):
        first, more = report.left_out[0], len(report.left_out) - 1
        title = slide.places.boxes.get(0, Box(GRID.margin, 0, GRID.across(12), 0))
        sentence = slide.cut.words.say("slide.left_out", text=first)
        sentence = slide.cut.words.say("slide.left_out_more", text=sentence, count=str(more)) if more else sentence
        box = Box(title.left, slide.places.bottom, title.width, inches(0.14))
        slide.add(text_box(slide.name("left_out", "note"), box, _footer_text(slide, sentence, box.width)))
    say = slide.cut.words.say
    texts = {
        SOURCE: ("ftr", say("slide.source", workbook=report.source, sheets=slide.page.source)),
        STATUS_DATE: ("dt", say("slide.status_date", day=report.status_date, snapshot=report.snapshot)),
    }
    for idx, (kind, text) in texts.items():
        if idx in slide.places.footers:
            width = slide.places.boxes[idx].width if idx in slide.places.boxes else GRID.across(5)
            _footer(slide, kind, idx, _footer_text(slide, text, width, muted=False))
    if NUMBER in slide.places.footers:
        _footer(slide, "sldNum", NUMBER, _NUMBER_FIELD % number)


def _footer_text(slide: Slide, text: str, width: int, *, muted: bool = True) -> str:
    shown = slide.cut.text(text, Room(_FOOTER_SIZE, width / EMU_PER_POINT, 1), slide.cut.words.say("slide.footer"))
    span = Span(shown, tone=Tone.MUTED) if muted else Span(shown)
    return paragraph(runs((span,), _FOOTER_SIZE if muted else None), shown)


def _footer(slide: Slide, kind: str, idx: int, text: str) -> None:
    words = {"ftr": "source", "dt": "status date", "sldNum": "number"}[kind]
    name = slide.name(f"footer.{words.replace(' ', '_')}", words)
    slide.add(
        f'<p:sp><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp>"
    )
