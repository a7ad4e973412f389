"""Where the words of a text come to lie: lines, heights, and the ink they leave on the page.

Depends on: render.lint.fonts, …model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from exectrack_xl.render.lint.fonts import line_height, text_width
from exectrack_xl.render.lint.model import Box, Paragraph, Run, Text

_PIECE = re.compile(r"\s+|[^\s\-–—/]*[\-–—/](?=[^\d\s\-–—/])|\S+?[\-–—/](?=[^\d\s\-–—/])|\S+")


def paragraph_lines(paragraph: Paragraph, width: float, scale: float = 1.0) -> list[float]:
    """The width of each line in points, broken greedily after blanks, hyphens and dashes; a longer word is cut.

    `width` is the room beside the paragraph's indent; infinite where nothing wraps.
    """
    room = max(width - paragraph.indent, 1.0)
    lines, used, trailing = [], 0.0, 0.0
    for piece, run in _pieces(paragraph.runs):
        if piece in ("\n", "\v"):
            lines.append(used)
            used = trailing = 0.0
            continue
        length = text_width(piece, run.font, run.size * scale, run.bold)
        if piece.isspace():  # hangs over the end of a line
            trailing += length
            continue
        if used and used + trailing + length > room:
            lines.append(used)
            used = trailing = 0.0
        used += (trailing if used else 0.0) + length
        trailing = 0.0
        while used > room:
            lines.append(room)
            used -= room
    return [*lines, used]


def text_height(text: Text, width: float) -> float:
    """Height in points of a text in a frame of that outer width, without its upper and lower margin."""
    room = inner_width(text, width)
    return sum(
        paragraph.before * (number > 0) + paragraph.after
        + len(paragraph_lines(paragraph, room, text.scale)) * _line(paragraph) * text.scale
        for number, paragraph in enumerate(text.paragraphs)
    )  # fmt: skip


def inner_width(text: Text, width: float) -> float:
    """The room for lines in points; infinite where they do not wrap."""
    return width - text.insets[0] - text.insets[2] if text.wraps else float("inf")


def widest_line(text: Text, width: float) -> float:
    """Width in points of the longest line."""
    room = inner_width(text, width)
    lines = (
        paragraph.indent + max(paragraph_lines(paragraph, room, text.scale), default=0.0)
        for paragraph in text.paragraphs if paragraph.text.strip()
    )  # fmt: skip
    return max(lines, default=0.0)


def ink(text: Text, box: Box) -> Box | None:
    """The rectangle that the words cover, by their anchor and alignment; None where there are no words."""
    if not text.words.strip() or text.upright:
        return None if not text.words.strip() else box
    high, wide = text_height(text, box.width), widest_line(text, box.width)
    left, top, right, bottom = text.insets
    free = box.height - top - bottom - high
    down = {"ctr": free / 2, "b": free}.get(text.anchor, 0.0)
    aligned = next((paragraph.align for paragraph in text.paragraphs if paragraph.text.strip()), "l")
    spare = box.width - left - right - wide
    across = {"ctr": spare / 2, "r": spare}.get(aligned, 0.0)
    return Box(box.left + left + across, box.top + top + down, wide, high)


def _line(paragraph: Paragraph) -> float:
    """Height of one line in points."""
    return max((run.size * line_height(run.font) for run in paragraph.runs), default=0.0) * paragraph.spacing


def _pieces(runs: Iterable[Run]) -> Iterable[tuple[str, Run]]:
    for run in runs:
        for part in re.split(r"([\n\v])", run.text):
            if part in ("\n", "\v"):
                yield part, run
            else:
                yield from ((piece, run) for piece in _PIECE.findall(part))
