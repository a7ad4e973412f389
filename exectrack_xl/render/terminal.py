"""The headline of a report as plain text, for the command line. Depends on: report.model, theme, render.typed_text."""

from __future__ import annotations

import re

from exectrack_xl.render.typed_text import clean
from exectrack_xl.report.model import Line, Report, Status, Tile
from exectrack_xl.theme import STATUS

_INDENT = "  "
_INVISIBLE = re.compile("[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # would steer the terminal


def headline(report: Report) -> str:
    """Status and tiles of a report, a line each; what was left out at the end. Ends without a line end."""
    head = f"{_flat(report.title)}: {_status(report.status)}"
    tiles = list(report.tiles())
    label_width = max((len(_flat(tile.label)) for tile in tiles), default=0)
    value_width = max((len(_value(tile)) for tile in tiles), default=0)
    lines = [_tile(tile, label_width, value_width) for tile in tiles]
    source = f"{_flat(report.source)}, status date {_flat(report.status_date)}, snapshot {_flat(report.snapshot)}"
    left_out = [f"{_INDENT}Left out: {_flat(sentence)}" for sentence in report.left_out]
    return "\n".join([head, *lines, *left_out, f"{_INDENT}{source}"])


def _tile(tile: Tile, label_width: int, value_width: int) -> str:
    rest = "; ".join(part for part in (_words(tile.why), _words(tile.change)) if part)
    return f"{_INDENT}{_flat(tile.label):<{label_width}}  {_value(tile):<{value_width}}  {rest}".rstrip()


def _value(tile: Tile) -> str:
    """The value; a status with its glyph."""
    words = _words(tile.value)
    if tile.status is None:
        return words
    return _status(tile.status) if words in ("", tile.status.word) else f"{words} {_status(tile.status)}"


def _status(status: Status) -> str:
    look = STATUS.get(status.tone)
    return f"{look.glyph} {_flat(status.word)}" if look else _flat(status.word)


def _words(line: Line) -> str:
    return _flat("".join(span.text for span in line))


def _flat(text: str) -> str:
    """One line without characters that would steer the terminal."""
    return _INVISIBLE.sub("\ufffd", " ".join(clean(text).split()))
