"""Labels of milestones on a lane that do not collide: below the bars, else moved aside, else above, else in the notes.

Depends on: report.model, render.geometry, render.measure, render.deck.shortening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exectrack_xl.render.deck.shortening import Shortening
from exectrack_xl.render.geometry import EMU_PER_POINT, inches
from exectrack_xl.render.measure import text_width
from exectrack_xl.report.model import Marker

SIZE = 10
_GAP = inches(0.06)
_LONGEST, _SHORT = 40, 24  # characters of a label where there is room, and where there is little


@dataclass(frozen=True)
class PlacedLabel:
    """A marker with its label: left edge and width (EMU), and whether it stands above on one line."""

    marker: Marker
    text: str
    left: int
    width: int
    above: bool = False


def place_labels(
    markers: Sequence[tuple[int, Marker]], edges: tuple[int, int], line: int | None, cut: Shortening, *, rows: int
) -> list[PlacedLabel]:
    """Labels of markers given with their x, between two edges, clear of the line of the status date.

    `rows` is how many places above each other a lane has: 2 below and above, 1 below, 0 none.
    """
    placed: list[PlacedLabel] = []
    for x, marker in sorted(markers, key=lambda one: (one[0], one[1].key)):
        if not marker.label and not marker.note:
            continue
        found = _found(x, marker, placed, (edges, line), rows)
        if found is None:
            cut.keep(
                cut.words.say("slide.not_labelled"), ", ".join(part for part in (marker.label, marker.note) if part)
            )
        else:
            placed.append(found)
            if found.text != marker.label:
                cut.keep(cut.words.say("slide.milestone"), marker.label)
    return placed


def _found(
    x: int, marker: Marker, placed: list[PlacedLabel], limits: tuple[tuple[int, int], int | None], rows: int
) -> PlacedLabel | None:
    """The first place that is free: below, above, and the same with a shorter text."""
    edges, line = limits
    for longest in (_LONGEST, _SHORT):
        text = _short(marker.label, longest)
        found = _below(x, marker, text, placed, edges, line) if rows >= 1 else None
        if found is None and rows >= 2:
            found = _above(x, marker, text, placed, edges, line)
        if found is not None:
            return found
    return None


def _short(label: str, longest: int) -> str:
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _below(
    x: int, marker: Marker, text: str, placed: list[PlacedLabel], edges: tuple[int, int], line: int | None
) -> PlacedLabel | None:
    width = _emu(max(text_width(text, SIZE, bold=True), text_width(marker.note, SIZE)))
    left = _free(x, width, [one for one in placed if not one.above], edges, line)
    return None if left is None else PlacedLabel(marker, text, left, width)


def _above(
    x: int, marker: Marker, text: str, placed: list[PlacedLabel], edges: tuple[int, int], line: int | None
) -> PlacedLabel | None:
    width = _emu(text_width(f"{text} {marker.note}", SIZE, bold=True))
    left = _free(x, width, [one for one in placed if one.above], edges, line)
    return None if left is None else PlacedLabel(marker, text, left, width, above=True)


def _free(x: int, width: int, taken: list[PlacedLabel], edges: tuple[int, int], line: int | None) -> int | None:
    """The left edge nearest to being centred under the marker at which nothing is touched; the label stays near."""
    for left in _candidates(x, width, taken, edges, line):
        inside = edges[0] <= left and left + width <= edges[1]
        near = left - _GAP <= x <= left + width + _GAP
        clear = all(left >= one.left + one.width + _GAP or left + width + _GAP <= one.left for one in taken)
        off_line = line is None or left >= line + _GAP or left + width + _GAP <= line
        if inside and near and clear and off_line:
            return left
    return None


def _candidates(x: int, width: int, taken: list[PlacedLabel], edges: tuple[int, int], line: int | None) -> list[int]:
    """Centred first, then just clear of the line, of the last label, of the edges; the nearest first."""
    centred = x - width // 2
    found = [centred, min(max(centred, edges[0]), edges[1] - width)]
    if line is not None:
        found += [line - _GAP - width, line + _GAP]
    found += [one.left + one.width + _GAP for one in taken[-1:]]
    return sorted(found, key=lambda left: (abs(left - centred), left))


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)
