"""The roadmap as native shapes, grouped: a lane for each initiative, the status date across all of them.

The upper bar is the baseline; the lower one is filled to the progress, not to the date; its rest is hatched.
Depends on: report.model, theme, render.geometry, render.deck.legend, …markup, …roadmap_labels, …time_scale, …text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exectrack_xl.render.deck.legend import legend
from exectrack_xl.render.deck.markup import (
    ACCENT,
    INK,
    LIGHT,
    PAPER,
    PLAN,
    Pen,
    fill,
    group,
    hatch,
    line,
    shape,
    status_mark,
    text_box,
)
from exectrack_xl.render.deck.roadmap_labels import SIZE, PlacedLabel, place_labels
from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.deck.text import on_dark, paragraph, plain, runs, status_line
from exectrack_xl.render.deck.time_scale import HEAD, TimeScale, head
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.render.measure import text_width
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Lane, Line, Marker, Roadmap, Span, Tone
from exectrack_xl.theme import STATUS

NAMES = inches(1.9)  # room for the names at the left
_LEGEND = inches(0.34)
_TALLEST = inches(1.12)
_ABOVE, _TWO_LINES, _ONE_LINE = inches(0.98), inches(0.72), inches(0.36)  # lanes from that height up have that room
_LOW = inches(0.46)  # from that height up a lane that has no labels says its name and status on two lines
_MARK = inches(0.17)


@dataclass(frozen=True)
class LaneBox:
    """Where a lane lies, and how much may be written on it."""

    top: int
    height: int

    @property
    def label_rows(self) -> int:
        """2: labels below and above, 1: below, 0: none."""
        return 2 if self.height >= _ABOVE else (1 if self.height >= _TWO_LINES else 0)

    @property
    def bar(self) -> int:
        """The height at which baseline and current bar meet."""
        share = 0.40 if self.label_rows == 2 else (0.28 if self.label_rows else 0.5)
        return self.top + round(self.height * share)


def draw_roadmap(name: str, road: Roadmap, box: Box, cut: Shortening) -> str:
    """The roadmap as one group in its box."""
    shown = road.lanes[: max((box.height - HEAD - _LEGEND) // _ONE_LINE, 1)]
    for lane in road.lanes[len(shown) :]:
        cut.keep(cut.words.say("slide.not_on_roadmap"), f"{lane.name}, {lane.status.word}, {lane.note}")
    height = min(_TALLEST, (box.height - HEAD - _LEGEND) // max(len(shown), 1))
    scale = TimeScale.over(road.start, road.finish, left=box.left + NAMES, right=box.right)
    bottom = box.top + HEAD + height * len(shown)
    parts = [head(scale, box.top, bottom, cut.words)]
    for number, lane in enumerate(shown):
        place = LaneBox(box.top + HEAD + number * height, height)
        parts.append(_lane(lane, place, box, (scale, road), cut))
    parts.append(line("Last line", (box.left, bottom), (box.right, bottom), Pen(LIGHT, 0.5)))
    parts.append(_status_date(road, scale, box.top, bottom))
    parts.append(legend(shown, (box.left, bottom + _LEGEND // 2 + inches(0.04)), cut.words))
    return group(name, box.with_height(bottom + _LEGEND - box.top), "".join(parts), alt=attribute(road.alt))


def _lane(lane: Lane, place: LaneBox, box: Box, drawn_on: tuple[TimeScale, Roadmap], cut: Shortening) -> str:
    scale, road = drawn_on
    name = attribute(lane.name)
    shapes = [
        line(f"{name} top", (box.left, place.top), (box.right, place.top), Pen(LIGHT, 0.5)),
        _name(lane, place, box, cut),
        *_bars(lane, place.bar, scale),
        *(_marker(marker, scale.x(marker.day), place.bar) for marker in _by_kind(lane.markers)),
    ]
    at = scale.x(road.status_date) if scale.holds(road.status_date) else None
    markers = [(scale.x(marker.day), marker) for marker in lane.markers if marker.kind != "baseline"]
    labels = place_labels(markers, (scale.left, box.right), at, cut, rows=place.label_rows)
    shapes.extend(_label(label, place) for label in labels)
    return group(f"{name} [lane]", Box(box.left, place.top, box.width, place.height), "".join(shapes))


def _name(lane: Lane, place: LaneBox, box: Box, cut: Shortening) -> str:
    """Name, status and progress at the left of the lane; a low lane has room for one or two lines."""
    width = (NAMES - inches(0.12)) / EMU_PER_POINT
    room = Box(box.left, place.top, NAMES - inches(0.12), place.height)
    if place.height < _TWO_LINES:
        return text_box(f"{attribute(lane.name)} name", room, _low_name(lane, place, width, cut))
    lines = 2 if place.height >= _TWO_LINES + inches(0.12) else 1
    shown = cut.line(
        (Span(lane.name, bold=True),), Room(13, width, lines, bold=True), cut.words.say("slide.initiative")
    )
    beside = text_width(f"{lane.status.word}      {lane.note}", 11, bold=True) <= width
    said = runs((Span(f"   {lane.note}" if beside else lane.note, tone=Tone.MUTED),), 11)
    status = status_line(lane.status, 11)
    state = paragraph(status + said) if beside else paragraph(status) + paragraph(said, lane.note)
    return text_box(f"{attribute(lane.name)} name", room, paragraph(runs(shown, 13), plain(shown)) + state)


def _low_name(lane: Lane, place: LaneBox, width: float, cut: Shortening) -> str:
    status = status_line(lane.status, SIZE)
    taken = text_width(f"     {lane.status.word}", SIZE, bold=True)
    two_lines = place.height >= _LOW
    shown = cut.line((Span(lane.name, bold=True),), Room(11, width - (0 if two_lines else taken), 1, bold=True),
                     cut.words.say("slide.initiative"))  # fmt: skip
    name = runs(shown, 11)
    if not two_lines:
        return paragraph(status + runs((Span("  "),), SIZE) + name)
    note = cut.line((Span(lane.note, tone=Tone.MUTED),), Room(SIZE, width - taken, 1), lane.name)
    return paragraph(name, plain(shown)) + paragraph(status + runs((Span("  "), *note), SIZE))


def _bars(lane: Lane, y: int, scale: TimeScale) -> Iterator[str]:
    name = attribute(lane.name)
    if lane.baseline:
        left, right = scale.x(lane.baseline[0]), scale.x(lane.baseline[1])
        yield shape(f"{name} baseline", Box(left, y - inches(0.09), max(right - left, 1), inches(0.07)),
                    filled=fill(PAPER), pen=Pen(PLAN, 1))  # fmt: skip
    if not lane.current:
        return
    left, right = scale.x(lane.current[0]), scale.x(lane.current[1])
    share = min(max(lane.progress, 0.0), 1.0) if lane.progress == lane.progress else 0.0
    done = left + round((right - left) * share)
    top, height = y + inches(0.02), inches(0.12)
    if done < right:
        yield shape(f"{name} forecast", Box(done, top, right - done, height), filled=hatch(ACCENT), pen=Pen(ACCENT))
    if done > left:
        yield shape(f"{name} work done", Box(left, top, done - left, height), filled=fill(ACCENT), pen=Pen(ACCENT))
    if lane.safe_finish and scale.x(lane.safe_finish) > right:
        end, middle = scale.x(lane.safe_finish), top + height // 2
        yield line(f"{name} to safe date", (right, middle), (end, middle), Pen(ACCENT, 1.5))
        yield line(f"{name} safe date", (end, top), (end, top + height), Pen(ACCENT, 1.5))


def _by_kind(markers: tuple[Marker, ...]) -> list[Marker]:
    """Baselines first, so that what is true now lies on top."""
    return sorted(markers, key=lambda marker: marker.kind != "baseline")


def _marker(marker: Marker, x: int, y: int) -> str:
    name = attribute(f"{marker.label or marker.key} {marker.kind}")
    if marker.kind == "baseline":
        return _diamond(name, x, y - inches(0.055), fill(PAPER), Pen(PLAN, 1.25))
    middle = y + inches(0.08)
    if marker.kind == "reached":
        return _diamond(name, x, middle, fill(INK), Pen(PAPER))
    look = STATUS.get(marker.tone)
    if look is None:
        return _diamond(name, x, middle, fill(ACCENT), Pen(PAPER))
    return status_mark(name, look.shape, (x, middle), round(_MARK * 1.05), mark=look.mark, outline=look.outline)


def _diamond(name: str, x: int, y: int, filled: str, pen: Pen) -> str:
    return shape(name, Box(x - _MARK // 2, y - _MARK // 2, _MARK, _MARK), form="diamond", filled=filled, pen=pen)


def _label(label: PlacedLabel, place: LaneBox) -> str:
    marker = label.marker
    tone = marker.tone if marker.tone in (Tone.RED, Tone.YELLOW) else Tone.MUTED
    name, note = Span(label.text, bold=True), Span(marker.note, tone=tone)
    slack = inches(0.1)  # the estimate may be short: without it a label would wrap
    left, width = label.left - slack, label.width + 2 * slack
    if label.above:
        text = paragraph(runs((name, Span(" "), note), SIZE), label.text, align="centre")
        box = Box(left, place.bar - inches(0.36), width, inches(0.18))
    else:
        lines: list[Line] = [(span,) for span in (name, note) if span.text]
        text = "".join(paragraph(runs(one, SIZE), plain(one), align="centre") for one in lines)
        box = Box(left, place.bar + inches(0.20), width, inches(0.36))
    return text_box(attribute(f"{marker.label or marker.key} label"), box, text, anchor="t")


def _status_date(road: Roadmap, scale: TimeScale, top: int, bottom: int) -> str:
    if not scale.holds(road.status_date):
        return ""
    at = scale.x(road.status_date)
    width = round(text_width(road.status_label, SIZE, bold=True) * EMU_PER_POINT) + inches(0.2)
    left = min(max(at - width // 2, scale.left), scale.right - width)
    return line("Status date line", (at, top), (at, bottom), Pen(INK, 1.25, "dash")) + shape(
        "Status date", Box(left, top, width, inches(0.2)), filled=fill(INK), text=on_dark(road.status_label, SIZE)
    )
