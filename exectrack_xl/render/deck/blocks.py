"""Text blocks in their placeholders: titles, headings, tiles, bullets. A list level is a role.

Depends on: report.model, render.geometry, render.measure, render.deck.markup, …shortening, …text.
"""

from __future__ import annotations

from exectrack_xl.render.deck.markup import placeholder
from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.deck.text import paragraph, plain, runs, status_line
from exectrack_xl.render.geometry import EMU_PER_POINT, Box
from exectrack_xl.render.measure import LINE_HEIGHT, lines_needed, text_width
from exectrack_xl.report.model import Bullets, Line, Span, Status, Tile, Tone
from exectrack_xl.theme import STATUS

TITLE_SIZES = (24, 20)  # the template's, then one explicit step down
_TITLE_LINES = 2
_TILE_VALUE_SIZES = (20, 17, 14)
_TILE_NOTE, _TILE_PADDING, _TILE_HEAD = 11, 13, 38.5  # points; the head is label and value
_POINT_SIZES = (14, 13, 12, 11)
_LARGE_POINTS = (18, 16)  # before those, on a page that asks for one decision
_POINT_SIZE = 13  # the template's
_POINT_GAP, _HANG, _FIELD_HEAD, _NOTE_ROOM = 3, 16, 17, 15
_GAPS, _PADDING = {12: 6}, {22: 8, 25: 8}  # points, by placeholder: air above each, margins of a filled box
_LONGEST_POINT = 6  # lines: more than that nobody reads on a slide
_NUMBERED_BY_LAYOUT = 25  # the placeholder whose points the template numbers itself
_NUMBERED = '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPlain"/>'


def title(name: str, text: str, box: Box, cut: Shortening, *, kind: str = "title") -> str:
    """The slide's sentence: at 24 points on two lines, else at 20, else shortened. The cover's stays as it is."""
    if kind == "ctrTitle":
        return placeholder(name, None, _plain_paragraph(text), kind=kind)
    width = box.width / EMU_PER_POINT
    fitting = [size for size in TITLE_SIZES if lines_needed(text, size, width, bold=True) <= _TITLE_LINES]
    size = fitting[0] if fitting else TITLE_SIZES[-1]
    shown = cut.line((Span(text),), Room(size, width, _TITLE_LINES, bold=True), cut.words.say("slide.title"))
    explicit = None if size == TITLE_SIZES[0] else size
    return placeholder(name, None, paragraph(runs(shown, explicit), text), kind=kind)


def one_line(name: str, idx: int, text: str, room: Room, cut: Shortening, *, box: Box | None = None,
             kind: str = "body") -> str:  # fmt: skip
    """A placeholder with one plain text: a heading, a subtitle, a footer note."""
    shown = cut.text(text, room, name.partition(" [")[0])
    return placeholder(name, idx, _plain_paragraph(shown), kind=kind, box=box)


def tile(name: str, idx: int, block: Tile, box: Box, cut: Shortening, *, moved: bool, dark: bool = False) -> str:
    """A headline number: label, value, why, change. `dark` is a dark ground, on which status colours cannot be read."""
    width = (box.width / EMU_PER_POINT) - _TILE_PADDING
    value, size = _value(block, width, cut)
    left = int((box.height / EMU_PER_POINT - 9 - _TILE_HEAD) // (_TILE_NOTE * LINE_HEIGHT))
    why_lines = max(left - (1 if block.change else 0), 1)
    why = cut.line(block.why, Room(_TILE_NOTE, width, why_lines), block.label)
    change = cut.line(block.change, Room(_TILE_NOTE, width, max(left - _lines(why, width), 1), bold=True), block.label)
    levels = [
        _label(block, width, cut, dark),
        _first_of(value, size, block, dark),
        _runs(why, dark),
        _runs(change, dark),
    ]
    words = [block.label, plain(value), plain(why), plain(change)]
    text = "".join(
        paragraph(content, word, level=level)
        for level, (content, word) in enumerate(zip(levels, words, strict=True))
        if content
    )
    return placeholder(name, idx, text, box=box if moved else None)


def point_size(block: Bullets, idx: int, box: Box, *, large: bool = False) -> float:
    """The largest size in points at which every point of the list fits whole; the smallest where none does."""
    width, height = _list_room(block, idx, box)
    sizes = (*(_LARGE_POINTS if large else ()), *_POINT_SIZES)
    fitting = (size for size in sizes if _list_height(block.lines, size, width) <= height)
    return next(fitting, _POINT_SIZES[-1])


def bullets(name: str, idx: int, block: Bullets, box: Box, cut: Shortening, *, size: float) -> str:
    """A labelled list with points of that size; the lists of a page share one size."""
    width, height = _list_room(block, idx, box)
    lines = _points(block, size, (width, height), cut)
    explicit = None if size == _POINT_SIZE else size
    more = _NUMBERED if block.numbered and idx != _NUMBERED_BY_LAYOUT else ""
    points = "".join(paragraph(runs(line, explicit), plain(line), level=1, more=more) for line in lines)
    note = cut.line((Span(block.note),), Room(11, width, 2), block.label) if block.note else ()
    after = paragraph(runs(note), plain(note), level=2) if note else ""
    label = cut.text(block.label, Room(13, width, 1, bold=True), cut.words.say("slide.label"))
    return placeholder(name, idx, _plain_paragraph(label) + points + after)


def _value(block: Tile, width: float, cut: Shortening) -> tuple[Line, float]:
    """The value and the largest size at which it stays on one line."""
    for size in _TILE_VALUE_SIZES:
        if text_width(plain(block.value), size, bold=True) <= width:
            return block.value, size
    size = _TILE_VALUE_SIZES[-1]
    return cut.line(block.value, Room(size, width, 1, bold=True), block.label), size


def _first_of(value: Line, size: float, block: Tile, dark: bool) -> str:
    """The value; a tile that is about a status alone shows it as glyph and word."""
    explicit = None if size == _TILE_VALUE_SIZES[0] else size
    if block.status and plain(value) in ("", block.status.word):
        return _status(block.status, explicit or _TILE_VALUE_SIZES[0], dark)
    mixed = any(span.bold for span in value) and not all(span.bold for span in value)
    return _runs(value, dark, explicit, mixed=mixed)


def _label(block: Tile, width: float, cut: Shortening, dark: bool) -> str:
    beside = block.status if block.status and plain(block.value) not in ("", block.status.word) else None
    taken = text_width(f"     {beside.word}", _TILE_NOTE, bold=True) if beside else 0.0
    label = cut.text(block.label, Room(_TILE_NOTE, max(width - taken, 40), 1, bold=True), cut.words.say("slide.label"))
    return runs((Span(f"{label}   " if beside else label),)) + (_status(beside, _TILE_NOTE, dark) if beside else "")


def _status(status: Status, size: float, dark: bool) -> str:
    if dark and status.tone in STATUS:
        return runs((Span(f"{STATUS[status.tone].glyph} {status.word}"),))
    return status_line(status, size)


def _runs(line: Line, dark: bool, size: float | None = None, *, mixed: bool = False) -> str:
    """The runs of a line; `mixed` says that what is not bold must say so, for its level is bold."""
    return runs(tuple(Span(span.text, span.bold) for span in line) if dark else line, size, mixed=mixed)


def _lines(line: Line, width: float) -> int:
    return lines_needed(plain(line), _TILE_NOTE, width) if line else 0


def _list_room(block: Bullets, idx: int, box: Box) -> tuple[float, float]:
    """Width and height in points for the points of a list, if the air above each is `_POINT_GAP`."""
    more_air = (_GAPS.get(idx, _POINT_GAP) - _POINT_GAP) * len(block.lines)
    taken = _FIELD_HEAD + (_NOTE_ROOM if block.note else 0) + _PADDING.get(idx, 0) + more_air
    return box.width / EMU_PER_POINT - _HANG - 8, box.height / EMU_PER_POINT - taken


def _list_height(lines: tuple[Line, ...], size: float, width: float) -> float:
    return sum(_POINT_GAP + lines_needed(plain(line), size, width) * size * LINE_HEIGHT for line in lines)


def _points(block: Bullets, size: float, room: tuple[float, float], cut: Shortening) -> tuple[Line, ...]:
    """The points; where they do not fit, each is shortened to its share, and the last ones go to the notes."""
    lines, (width, height) = block.lines, room
    if _list_height(lines, size, width) <= height:
        return lines
    most = max(int(height // (_POINT_GAP + size * LINE_HEIGHT)), 1)
    shown = lines if len(lines) <= most else lines[: most - 1]
    for line in lines[len(shown) :]:
        cut.keep(block.label, plain(line))
    hidden = len(lines) - len(shown)
    spare = height - sum(_POINT_GAP + size * LINE_HEIGHT for _ in lines[:most])
    kept = []
    for line in shown:  # a long point may take the lines that the others leave
        each = min(1 + int(max(spare, 0) // (size * LINE_HEIGHT)), _LONGEST_POINT)
        kept.append(cut.line(line, Room(size, width, each), block.label))
        spare -= (lines_needed(plain(kept[-1]), size, width) - 1) * size * LINE_HEIGHT
    more = (Span(cut.words.say("slide.more_points", count=str(hidden)), tone=Tone.MUTED),)
    return (*kept, more) if hidden else tuple(kept)


def _plain_paragraph(text: str) -> str:
    return paragraph(runs((Span(text),)), text)
