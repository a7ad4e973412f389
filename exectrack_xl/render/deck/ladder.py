"""A ladder as native arrows in a row, grouped: each step with its count, the last one darkest.

Depends on: report.model, render.geometry, render.deck.markup, …shortening, …text.
"""

from __future__ import annotations

from exectrack_xl.render.deck.markup import PANEL, fill, group, shape, text_box
from exectrack_xl.render.deck.shortening import Room, Shortening
from exectrack_xl.render.deck.text import on_dark, paragraph, runs
from exectrack_xl.render.geometry import EMU_PER_POINT, Box, inches
from exectrack_xl.render.typed_text import attribute
from exectrack_xl.report.model import Ladder, Span, Step, Tone

HEIGHT = inches(0.72)  # with its heading
_HEAD, _SIZE = inches(0.3), 11
_FILLS = (PANEL, "accent6", "accent4", "accent5")


def draw_ladder(name: str, ladder: Ladder, box: Box, cut: Shortening) -> str:
    """The ladder as one group in its box."""
    heading = cut.text(ladder.heading, Room(_SIZE, box.width / EMU_PER_POINT, 1), cut.words.say("slide.heading"))
    head = text_box("Ladder heading", box.with_height(_HEAD), paragraph(runs((Span(heading, tone=Tone.MUTED),), _SIZE)))
    count = max(len(ladder.steps), 1)
    lap = inches(0.14)  # an arrow reaches into the next one
    width = (box.width + lap * (count - 1)) // count
    steps = "".join(
        _step(
            step, Box(box.left + n * (width - lap), box.top + _HEAD, width, box.height - _HEAD), _FILLS[n % 4], n == 0
        )
        for n, step in enumerate(ladder.steps)
    )
    return group(name, box, head + steps, alt=attribute(ladder.alt))


def _step(step: Step, box: Box, colour: str, first: bool) -> str:
    said = f"{step.count.text}  {step.label}"
    line = runs((Span(step.count.text, True), Span(f"  {step.label}")), _SIZE)
    text = on_dark(said, _SIZE) if colour == "accent5" else paragraph(line, align="centre")
    form = "homePlate" if first else "chevron"
    return shape(attribute(f"Step {step.label}"), box, form=form, filled=fill(colour), text=text)
