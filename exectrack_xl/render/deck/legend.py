"""What the marks of a roadmap mean: only those that occur on it.

Depends on: report.model, theme, render.geometry, render.measure, render.deck.markup, render.deck.text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from exectrack_xl.render.deck.markup import (
    ACCENT,
    INK,
    PAPER,
    PLAN,
    Pen,
    fill,
    hatch,
    line,
    shape,
    status_mark,
    text_box,
)
from exectrack_xl.render.deck.text import paragraph, runs
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.render.measure import text_width
from exectrack_xl.report.model import Lane, Span, Spoken, Tone
from exectrack_xl.theme import STATUS

_SIZE = 10
_KEY, _GAP = inches(0.30), inches(0.16)
_MARK = inches(0.16)
_STATES = {Tone.GREEN: "on_track", Tone.YELLOW: "at_risk", Tone.RED: "late", Tone.GREY: "no_data"}

Draw = Callable[[int, int], str]


def legend(lanes: Sequence[Lane], at: tuple[int, int], spoken: Spoken) -> str:
    """A row of marks with their meaning, from the left end `at`, around its height."""
    parts, (x, middle) = [], at
    for key, draw, wide in _entries(lanes):
        words = spoken.say(f"legend.{key}")
        x -= 0 if wide else _KEY - _MARK  # a small mark stands at the right end of its room
        parts.append(draw(x, middle))
        width = round(text_width(words, _SIZE) * EMU_PER_POINT) + inches(0.1)
        box = Box(x + _KEY + inches(0.07), middle - inches(0.11), width, inches(0.22))
        parts.append(text_box(f"{words} in words", box, paragraph(runs((Span(words, tone=Tone.MUTED),), _SIZE))))
        x = box.right + _GAP
    return "".join(parts)


def _entries(lanes: Sequence[Lane]) -> Iterator[tuple[str, Draw, bool]]:
    """The key of each entry, its mark, and whether that fills its room."""
    if any(lane.baseline for lane in lanes):
        yield "baseline", lambda x, y: _bar("Key baseline", x, y, inches(0.07), fill(PAPER), Pen(PLAN, 1)), True
    if any(lane.current for lane in lanes):
        yield "done", lambda x, y: _bar("Key work done", x, y, inches(0.12), fill(ACCENT), Pen(ACCENT)), True
        yield "to_do", lambda x, y: _bar("Key forecast", x, y, inches(0.12), hatch(ACCENT), Pen(ACCENT)), True
    if any(lane.safe_finish for lane in lanes):
        yield "safe", _whisker, True
    yield from _marker_entries(lanes)


def _marker_entries(lanes: Sequence[Lane]) -> Iterator[tuple[str, Draw, bool]]:
    markers = [marker for lane in lanes for marker in lane.markers]
    kinds = {marker.kind for marker in markers}
    if "baseline" in kinds:
        yield "baseline_date", lambda x, y: _diamond("Key baseline date", x, y, fill(PAPER), Pen(PLAN, 1.25)), False
    if "reached" in kinds:
        yield "reached", lambda x, y: _diamond("Key reached", x, y, fill(INK), Pen(PAPER)), False
    tones = {marker.tone for marker in markers if marker.kind == "forecast"}
    for tone, key in _STATES.items():
        if tone in tones:
            yield key, _status(tone), False
    if tones - set(_STATES):
        yield "forecast", lambda x, y: _diamond("Key forecast date", x, y, fill(ACCENT), Pen(PAPER)), False


def _bar(name: str, x: int, y: int, height: int, filled: str, pen: Pen) -> str:
    return shape(name, Box(x, y - height // 2, _KEY, height), filled=filled, pen=pen)


def _whisker(x: int, y: int) -> str:
    half = inches(0.06)
    end = x + _KEY
    return line("Key to safe date", (x, y), (end, y), Pen(ACCENT, 1.5)) + line(
        "Key safe date", (end, y - half), (end, y + half), Pen(ACCENT, 1.5)
    )


def _diamond(name: str, x: int, y: int, filled: str, pen: Pen) -> str:
    left = x + _KEY - _MARK
    return shape(name, Box(left, y - _MARK // 2, _MARK, _MARK), form="diamond", filled=filled, pen=pen)


def _status(tone: Tone) -> Draw:
    look = STATUS[tone]
    return lambda x, y: status_mark(
        f"Key {_STATES[tone].replace('_', ' ').capitalize()}",
        look.shape,
        (x + _KEY - _MARK // 2, y),
        _MARK,
        mark=look.mark,
        outline=look.outline,
    )
