"""The one place where a text becomes shorter on a slide; whatever is cut stands in full in the slide's notes.

Depends on: report.language, report.model, render.measure, render.typed_text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from exectrack_xl.render.measure import lines_needed, text_width
from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.language.choosing import english_words
from exectrack_xl.report.model import Line, Span, Spoken, Tone

_ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0f"


@dataclass(frozen=True)
class Room:
    """Room for a text: size and width in points, number of lines."""

    size: float
    width: float
    lines: int
    bold: bool = False


@dataclass
class Shortening:
    """Shortens texts for one slide and remembers the full ones for its notes."""

    words: Spoken = field(default_factory=english_words)  # the language of what is put in its place
    full_texts: list[str] = field(default_factory=list)

    def line(self, line: Line, room: Room, about: str) -> Line:
        """The line as far as there is room; `about` says in the notes what was cut."""
        whole = clean("".join(span.text for span in line))
        if lines_needed(whole, room.size, room.width, bold=room.bold) <= room.lines:
            return line
        self.keep(about, whole)
        length = room.width * (room.lines - 0.1 * (room.lines > 1)) * 0.97
        in_notes = self.words.say("slide.cut")
        ending = in_notes if length > 4 * text_width(in_notes, room.size) else _ELLIPSIS
        length -= text_width(ending, room.size)
        made = _cut(line, room, length, ending)
        while length > room.width / 2 and _lines(made, room) > room.lines:  # words leave the ends of lines empty
            length -= room.size
            made = _cut(line, room, length, ending)
        return made

    def text(self, text: str, room: Room, about: str) -> str:
        """A plain text as far as there is room."""
        return "".join(span.text for span in self.line((Span(text),), room, about))

    def keep(self, about: str, text: str) -> None:
        """Put a text into the notes."""
        entry = f"{clean(about)}: {clean(text)}" if about else clean(text)
        if entry not in self.full_texts:
            self.full_texts.append(entry)


def _lines(line: Line, room: Room) -> int:
    return lines_needed("".join(span.text for span in line), room.size, room.width, bold=room.bold)


def _cut(line: Line, room: Room, length: float, ending: str) -> Line:
    kept: list[Span] = []
    for span in line:
        text = clean(span.text)
        fitting, used = _fitting(text, room, length)
        kept.append(replace(span, text=fitting))
        length -= used
        if len(fitting) < len(text):
            kept[-1] = replace(span, text=fitting.rstrip())
            break
    return (*kept, Span(ending, tone=Tone.PLAIN if ending == _ELLIPSIS else Tone.MUTED))


def _fitting(text: str, room: Room, length: float) -> tuple[str, float]:
    """The beginning of a text that fits into a length in points, cut between words where one is near."""
    used, place = 0.0, 0
    while place < len(text):
        # A line end uses up the rest of its line.
        step = room.width / 2 if text[place] == "\n" else text_width(text[place], room.size, bold=room.bold)
        if used + step > length:
            break
        used, place = used + step, place + 1
    return (text, used) if place == len(text) else (text[: _good_end(text, place)], used)


def _good_end(text: str, place: int) -> int:
    space = text.rfind(" ", max(place - 18, 1), place + 1)
    if space > 0:
        return space
    while place > 0 and (unicodedata.combining(text[place]) or text[place] in _JOINERS or text[place - 1] in _JOINERS):
        place -= 1  # a letter keeps its accent, an emoji stays whole
    return place
