"""The risk matrix as native shapes, grouped: tinted cells, risks as circles, dotted rings and arrows from before.

Depends on: report.model, theme, render.geometry, render.measure, render.deck.markup, …shortening, …text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

from exectrack_xl.render.deck.markup import INK, PANEL, PAPER, PLAN, Pen, fill, group, line, shape, text_box
from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.deck.text import on_dark, paragraph, runs
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.render.measure import text_width
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Line, Matrix, Pin, Span, Spoken, Tone
from exectrack_xl.theme import STATUS

Cell = tuple[int, int]  # probability, impact

_STEPS = {3: ("low", "medium", "high")}
_AXIS, _UNDER, _HEAD = inches(0.85), inches(0.82), inches(0.27)
_TALLEST = inches(1.4)
_GAP = inches(0.015)
_RING = inches(0.14)
_PIN_SIZE = 10


@dataclass(frozen=True)
class Spots:
    """Where in the matrix things are put: each cell is a grid of places under its band word."""

    left: int
    top: int
    width: int  # of a cell
    height: int
    size: int
    pin: tuple[int, int]  # width and height of a pin

    @property
    def across(self) -> int:
        """Pins side by side in a cell."""
        return max((self.width - 2 * _GAP) // (self.pin[0] + inches(0.04)), 1)

    @property
    def down(self) -> int:
        """Pins under each other in a cell."""
        return max((self.height - _HEAD - _GAP) // (self.pin[1] + inches(0.03)), 1)

    def cell(self, cell: Cell) -> Box:
        """The box of a cell."""
        probability, impact = cell
        left, top = self.left + (impact - 1) * self.width, self.top + (self.size - probability) * self.height
        return Box(left + _GAP, top + _GAP, self.width - 2 * _GAP, self.height - 2 * _GAP)

    def place(self, cell: Cell, number: int) -> tuple[int, int]:
        """The centre of the n-th place of a cell."""
        box = self.cell(cell)
        column, row = number % self.across, number // self.across
        step = (box.height - _HEAD) / self.down
        return (box.left + round(box.width * (column + 0.5) / self.across),
                box.top + _HEAD + round(step * (row + 0.5)))  # fmt: skip


def draw_matrix(name: str, matrix: Matrix, box: Box, cut: Shortening) -> str:
    """The matrix as one group in its box."""
    width = (box.width - _AXIS) // matrix.size
    height = min(_TALLEST * 3 // matrix.size, (box.height - _UNDER) // matrix.size)
    pin_height = min(inches(0.34), (height - _HEAD - 2 * _GAP) // 2 - inches(0.03))  # two under each other
    spots = Spots(box.left + _AXIS, box.top, width, height, matrix.size, (_pin_width(matrix, pin_height), pin_height))
    shapes = [*_cells(matrix, spots), *_axes(matrix, spots, box, cut.words), *_pins(matrix, spots, cut)]
    if matrix.note:
        shapes.append(_note(matrix, spots, box, cut))
    bottom = spots.top + height * matrix.size + _UNDER
    return group(name, box.with_height(bottom - box.top), "".join(shapes), alt=attribute(matrix.alt))


def _pin_width(matrix: Matrix, height: int) -> int:
    longest = max((text_width(pin.label[:8], _PIN_SIZE, bold=True) for pin in matrix.pins), default=0.0)
    return max(height, round(longest * EMU_PER_POINT) + inches(0.1))


def _cells(matrix: Matrix, spots: Spots) -> Iterator[str]:
    for probability in range(matrix.size, 0, -1):
        for impact in range(1, matrix.size + 1):
            word, tone = matrix.bands.get((probability, impact), ("", Tone.PLAIN))
            box = spots.cell((probability, impact))
            tint = STATUS[tone].tint if tone in (Tone.RED, Tone.YELLOW) else PANEL
            name = f"Cell probability {probability} impact {impact}"
            yield shape(name, box, filled=fill(tint))
            head = Box(box.left, box.top + inches(0.03), box.width, inches(0.2))
            yield text_box(f"{name} score", head, _small(_band(word, tone, box.width), align="centre"))


def _band(word: str, tone: Tone, width: int) -> Line:
    """The score bold; a tinted cell says its band in words too, where there is room."""
    score, _, band = word.partition(" ")
    whole = tone in (Tone.RED, Tone.YELLOW) and text_width(word, _PIN_SIZE, bold=True) * EMU_PER_POINT <= width
    return (Span(score, True, Tone.MUTED), *((Span(f" {band}", tone=Tone.MUTED),) if band and whole else ()))


def _axes(matrix: Matrix, spots: Spots, box: Box, spoken: Spoken) -> Iterator[str]:
    named = _STEPS.get(matrix.size, ())
    steps = [spoken.say(f"matrix.{step}") for step in named] or [str(n) for n in range(1, matrix.size + 1)]
    impact, probability = spoken.say("matrix.impact"), spoken.say("matrix.probability")
    under = spots.top + matrix.size * spots.height
    for number, word in enumerate(steps):
        across = Box(spots.left + number * spots.width, under + inches(0.03), spots.width, inches(0.2))
        yield text_box(f"Impact {word}", across, _small((Span(word, tone=Tone.MUTED),), align="centre"))
        down = Box(box.left + inches(0.2), spots.top + (matrix.size - 1 - number) * spots.height,
                   _AXIS - inches(0.27), spots.height)  # fmt: skip
        yield text_box(f"Probability {word}", down, _small((Span(word, tone=Tone.MUTED),), align="right"))
    whole = Box(spots.left, under + inches(0.23), matrix.size * spots.width, inches(0.2))
    yield text_box("Impact", whole, _small((Span(impact, True, Tone.MUTED),), align="centre"))
    length, middle = inches(1.4), spots.top + matrix.size * spots.height // 2
    turned = Box(box.left + inches(0.1) - length // 2, middle - inches(0.1), length, inches(0.2))
    yield text_box("Probability", turned, _small((Span(probability, True, Tone.MUTED),), align="centre"), rotation=-90)


def _pins(matrix: Matrix, spots: Spots, cut: Shortening) -> Iterator[str]:
    """Rings and arrows first, so that the circles lie on top."""
    now = _gather(matrix)
    centres: dict[str, tuple[int, int]] = {}
    used: dict[Cell, int] = {}
    circles: list[str] = []
    room = spots.across * spots.down
    for cell, pins in now.items():
        shown = pins if len(pins) <= room else pins[: room - 1]
        for number, pin in enumerate(shown):
            centres[pin.key] = spots.place(cell, number)
            circles.append(_pin(pin, centres[pin.key], spots))
        used[cell] = len(shown)
        if hidden := pins[len(shown) :]:
            circles.append(_more(hidden, spots.place(cell, len(shown)), spots))
            cut.keep(cut.words.say("slide.same_cell"), ", ".join(pin.label for pin in hidden))
            used[cell] = room
    yield from _moves(matrix, spots, centres, used)
    yield from circles


def _gather(matrix: Matrix) -> dict[Cell, list[Pin]]:
    cells: dict[Cell, list[Pin]] = defaultdict(list)
    for pin in matrix.pins:
        inside = (min(max(pin.probability, 1), matrix.size), min(max(pin.impact, 1), matrix.size))
        cells[inside].append(pin)
    return cells


def _moves(matrix: Matrix, spots: Spots, centres: dict[str, tuple[int, int]], used: dict[Cell, int]) -> Iterator[str]:
    for pin in matrix.pins:
        before = pin.previous
        if before is None or before == (pin.probability, pin.impact) or pin.key not in centres:
            continue
        number = used.get(before, 0)
        if number >= spots.across * spots.down:
            continue
        used[before] = number + 1
        start, end = spots.place(before, number), centres[pin.key]
        yield shape(f"{attribute(pin.label)} before", Box(start[0] - _RING // 2, start[1] - _RING // 2, _RING, _RING),
                    form="ellipse", filled=fill(PAPER), pen=Pen(PLAN, 1, "sysDot"))  # fmt: skip
        yield _arrow(pin, start, end, spots)


def _arrow(pin: Pin, start: tuple[int, int], end: tuple[int, int], spots: Spots) -> str:
    """From the rim of the ring to the rim of the pin."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down) or 1.0
    u, v = across / length, down / length
    first = _RING / 2 + inches(0.02)
    reach = min(spots.pin[0] / 2 / abs(u) if u else length, spots.pin[1] / 2 / abs(v) if v else length)
    last = min(reach + inches(0.02), length - first)
    return line(f"{attribute(pin.label)} move", (start[0] + round(u * first), start[1] + round(v * first)),
                (end[0] - round(u * last), end[1] - round(v * last)), Pen(INK, 1.25, arrow=True))  # fmt: skip


def _pin(pin: Pin, centre: tuple[int, int], spots: Spots) -> str:
    mark = STATUS[Tone.RED].mark if pin.tone is Tone.RED else INK
    label = pin.label if len(pin.label) <= 8 else f"{pin.label[:7]}…"
    return _disc(attribute(pin.label), label, centre, spots, mark)


def _more(hidden: list[Pin], centre: tuple[int, int], spots: Spots) -> str:
    return _disc(f"{len(hidden)} more risks", f"+{len(hidden)}", centre, spots, PLAN)


def _disc(name: str, label: str, centre: tuple[int, int], spots: Spots, colour: str) -> str:
    width, height = spots.pin
    form = "ellipse" if width <= height * 1.15 else "flowChartTerminator"
    box = Box(centre[0] - width // 2, centre[1] - height // 2, width, height)
    return shape(name, box, form=form, filled=fill(colour), pen=Pen(PAPER, 1), text=on_dark(label, _PIN_SIZE))


def _note(matrix: Matrix, spots: Spots, box: Box, cut: Shortening) -> str:
    width = box.width / EMU_PER_POINT
    text = cut.text(matrix.note, Room(_PIN_SIZE, width, 2), matrix.heading)
    place = Box(box.left, spots.top + matrix.size * spots.height + inches(0.48), box.width, inches(0.34))
    return text_box("How to read it", place, _small((Span(text, tone=Tone.MUTED),), align="centre"), anchor="t")


def _small(line_: Line, *, align: str) -> str:
    return paragraph(runs(line_, _PIN_SIZE), align=align)
