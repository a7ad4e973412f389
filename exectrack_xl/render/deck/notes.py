"""Speaker notes: how to read the page, and in full what had to be shortened on it.

Depends on: render.deck.footers, …making, …markup, …text.
"""

from __future__ import annotations

from exectrack_xl.render.deck.footers import tells_left_out
from exectrack_xl.render.deck.making import Slide
from exectrack_xl.render.deck.markup import NAMESPACES, XML_HEAD
from exectrack_xl.render.deck.text import paragraph, runs
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Span

_SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="{}" name="{}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
    '<p:nvPr><p:ph type="{}" idx="{}"/></p:nvPr></p:nvSpPr><p:spPr/>{}</p:sp>'
)
_IMAGE, _TEXT = 2, 3  # the placeholders of our notes master; another master's are found by their type


def notes_text(slide: Slide) -> str:
    """What the notes say, a paragraph a line; empty where there is nothing to say."""
    notes = [slide.page.notes] if slide.page.notes else []
    if tells_left_out(slide):
        notes += [slide.cut.words.say("slide.left_out", text=sentence) for sentence in slide.report.left_out]
    if slide.cut.full_texts:
        notes += [slide.cut.words.say("slide.in_full"), *slide.cut.full_texts]
    return clean("\n".join(notes))


def notes_xml(text: str) -> bytes:
    """The notes page as a part."""
    lines = "".join(paragraph(runs((Span(line),)), line) for line in text.split("\n"))
    body = f"<p:txBody><a:bodyPr/><a:lstStyle/>{lines}</p:txBody>"
    shapes = _SHAPE.format(2, "Slide image", "sldImg", _IMAGE, "") + _SHAPE.format(3, "Notes", "body", _TEXT, body)
    return (
        f'{XML_HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/>'
        f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    ).encode()
