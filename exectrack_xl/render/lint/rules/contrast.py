"""Text that can hardly be read on what lies behind it. Depends on: errors, render.lint.colours, …model, …rules.saying.

WCAG 2.2, 1.4.3: 4.5:1; 3:1 for large text (18 pt, bold 14 pt). What the template itself chose is held to 3:1 only.
"""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.colours import contrast, hexadecimal
from exectrack_xl.render.lint.model import Colour, File, Page, Run, Shape
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


def says_nothing(run: Run) -> bool:
    """Whether a run is blank, or a mark beside the word that says the same."""
    return not run.text.strip() or set(run.text) <= _GLYPHS


_Pair = tuple[float, float, Run, Colour]  # contrast, what is needed, the text, what lies behind it


def _pairs(shape: Shape, own: bool) -> Iterator[_Pair]:
    for paragraph in shape.text.paragraphs:
        for run in paragraph.runs:
            yield from _pair(run, shape.ground, own, template=shape.role in _FOOTERS or not run.own_colour)
    for cell in shape.cells:
        for paragraph in cell.text.paragraphs:
            for run in paragraph.runs:
                yield from _pair(run, cell.ground, own, template=cell.style_ground and not run.own_colour)


def _pair(run: Run, ground: Colour | None, own: bool, template: bool) -> Iterator[_Pair]:
    behind = run.ground or ground
    if run.colour is None or behind is None or says_nothing(run):
        return
    needed = LEAST_LARGE if template and not own else least(run)
    yield contrast(run.colour, behind), needed, run, behind


def _finding(page: Page, shape: Shape, pair: _Pair) -> Finding:
    found, needed, run, behind = pair
    return fault(
        page, shape.name,
        f"{shown(run.text)} has a contrast of {found:.1f}:1 (#{hexadecimal(run.colour or behind)} on "
        f"#{hexadecimal(behind)}); {needed:g}:1 is needed.",
        "Make the text darker, or its ground lighter (the other way on a dark ground).", "low-contrast",
    )  # fmt: skip
