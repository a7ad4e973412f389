"""Text of a slide as DrawingML: what a person typed is data, never markup; a status is glyph, colour and word.

Depends on: theme, report.model, render.typed_text, render.deck.markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from exectrack_xl.render.deck.markup import fill
from exectrack_xl.render.typed_text import clean, is_right_to_left
from exectrack_xl.report.model import Line, Span, Status, Tone
from exectrack_xl.theme import GLYPH_FONT, STATUS

_THEME_TONES = {Tone.ACCENT: "accent1", Tone.MUTED: "tx2"}
_ALIGN = {"left": "l", "right": "r", "centre": "ctr"}


def plain(line: Line) -> str:
    """The words of a line."""
    return "".join(span.text for span in line)


def status_line(status: Status, size: float | None = None) -> str:
    """The runs of a status: its glyph in the glyph's colour, its word in the colour for text."""
    look = STATUS.get(status.tone)
    if look is None:
        return _run(status.word, _properties(size, bold=True))
    smaller = None if size is None else size * 0.85
    glyph = _properties(smaller, bold=False, colour=fill(look.glyph_colour), font=GLYPH_FONT)
    return _run(f"{look.glyph} ", glyph) + _run(status.word, _properties(size, bold=True, colour=fill(look.text)))


def runs(line: Line, size: float | None = None, *, bold: bool = False, mixed: bool = False) -> str:
    """The runs of a line; `size` in points where it shall differ from its list level.

    `bold` makes all of it bold; `mixed` states the weight of each run, for a level that is bold itself.
    """
    return "".join(_span(span, size, bold, mixed) for span in line)


def paragraph(content: str, words: str = "", *, level: int = 0, align: str = "left", more: str = "") -> str:
    """A paragraph of runs; `words` decide its direction, `more` is a bullet of its own."""
    attributes = f' lvl="{level}"' if level else ""
    if is_right_to_left(words):
        attributes += f' algn="{"ctr" if align == "centre" else "r"}" rtl="1"'
    elif align != "left":
        attributes += f' algn="{_ALIGN[align]}"'
    return f"<a:p><a:pPr{attributes}>{more}</a:pPr>{content}</a:p>"


def paragraphs(lines: Iterable[Line], size: float | None = None, *, align: str = "left", bold: bool = False) -> str:
    """A paragraph for each line; one empty paragraph where there is none."""
    made = "".join(paragraph(runs(line, size, bold=bold), plain(line), align=align) for line in lines)
    return made or "<a:p/>"


def on_dark(text: str, size: float) -> str:
    """A centred paragraph in the colour of paper, for a text on a dark shape."""
    return paragraph(_run(text, _properties(size, bold=True, colour=fill("bg1"))), align="centre")


def tone_colour(tone: Tone) -> str:
    """The fill of text in that tone; nothing where the text keeps its own colour."""
    if tone in STATUS:
        return fill(STATUS[tone].text)
    return fill(_THEME_TONES[tone]) if tone in _THEME_TONES else ""


def _span(span: Span, size: float | None, bold: bool, mixed: bool) -> str:
    weight = True if span.bold or bold else (False if mixed else None)
    return _run(span.text, _properties(size, bold=weight, colour=tone_colour(span.tone)))


def _properties(size: float | None, *, bold: bool | None = None, colour: str = "", font: str = "") -> str:
    attributes = "" if size is None else f' sz="{round(size * 100)}"'
    attributes += "" if bold is None else f' b="{int(bold)}"'
    faces = f'<a:latin typeface="{font}"/><a:ea typeface="{font}"/><a:cs typeface="{font}"/>' if font else ""
    return f"<a:rPr{attributes}>{colour}{faces}</a:rPr>"


def _run(text: str, properties: str) -> str:
    pieces = clean(text).split("\n")
    made = (f"<a:r>{properties}<a:t>{escape(piece)}</a:t></a:r>" if piece else "" for piece in pieces)
    return f"<a:br>{properties}</a:br>".join(made)
