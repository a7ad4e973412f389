"""Text that can hardly be read on what lies behind it. Depends on: errors, render.lint.colours, …model, …rules.saying.

WCAG 2.2, 1.4.3: 4.5:1; 3:1 for large text (18 pt, bold 14 pt). What the template itself chose is held to 3:1 only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.colours import contrast, hexadecimal
from exectrack_xl.render.lint.model import Colour, File, Page, Run, Shape, Text
from exectrack_xl.render.lint.rules.saying import fault, shown

LEAST, LEAST_LARGE = 4.5, 3.0
_GLYPHS = frozenset("●▲■○◆►↑↓→•✓✔✗ ")  # shapes, not text: 3:1 (1.4.11); ours carry an outline or a word beside them
_FOOTERS = ("dt", "ftr", "sldNum")


def faint(file: File, _day: object = None) -> Iterator[Finding]:
    """The faintest text of each shape or cell whose contrast is too low; unknown grounds are passed over."""
    for page in file.pages:
        for shape in page.shapes:
            worst = min(_pairs(shape, file.own), key=lambda found: found[0] / found[1], default=None)
            if worst is not None and worst[0] < worst[1]:
                yield _finding(page, shape, worst)


def least(run: Run) -> float:
    """The contrast that a text needs, by its size and weight."""
    return LEAST_LARGE if run.size >= 18 or (run.bold and run.size >= 14) else LEAST


def _says_nothing(run: Run) -> bool:
    """Whether a run is blank, or a mark beside the word that says the same."""
    return not run.text.strip() or set(run.text) <= _GLYPHS


@dataclass(frozen=True)
class Written:
    """A text in its colour, what lies behind it, and whether the template chose so."""

    run: Run
    ground: Colour
    by_template: bool

    @property
    def contrast(self) -> float:
        """The contrast of the text with its ground."""
        return contrast(self.run.colour or self.ground, self.ground)


def written(shape: Shape) -> Iterator[Written]:
    """Every text of a shape and its cells that says something, where its colour and its ground are known."""
    in_footer = shape.role in _FOOTERS
    found = [(run, shape.ground, in_footer or not run.own_colour) for run in _runs(shape.text)]
    found += [(run, cell.ground, cell.style_ground and not run.own_colour)
              for cell in shape.cells for run in _runs(cell.text)]  # fmt: skip
    for run, ground, by_template in found:
        behind = run.ground or ground
        if run.colour is not None and behind is not None and not _says_nothing(run):
            yield Written(run, behind, by_template)


def _runs(text: Text) -> Iterator[Run]:
    return (run for paragraph in text.paragraphs for run in paragraph.runs)


_Pair = tuple[float, float, Run, Colour]  # contrast, what is needed, the text, what lies behind it


def _pairs(shape: Shape, own: bool) -> Iterator[_Pair]:
    for one in written(shape):
        needed = LEAST_LARGE if one.by_template and not own else least(one.run)
        yield one.contrast, needed, one.run, one.ground


def _finding(page: Page, shape: Shape, pair: _Pair) -> Finding:
    found, needed, run, behind = pair
    return fault(
        page, shape.name,
        f"{shown(run.text)} has a contrast of {found:.1f}:1 (#{hexadecimal(run.colour or behind)} on "
        f"#{hexadecimal(behind)}); {needed:g}:1 is needed.",
        "Make the text darker, or its ground lighter (the other way on a dark ground).", "low-contrast",
    )  # fmt: skip
