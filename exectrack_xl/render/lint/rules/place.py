"""Shapes that lie over each other or off the slide. Depends on: errors, render.lint.layout, …model, …rules.saying."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding
from exectrack_xl.render.lint.layout import ink
from exectrack_xl.render.lint.model import Box, File, Shape
from exectrack_xl.render.lint.rules.saying import fault

_MARGIN = 14.0  # points over the margin of a document: tables hang out by their cells' padding
_EDGE = 2.0  # points beyond the slide that nobody sees
_SHARE = 0.12  # of the smaller of two that must lie in both
_BITE = 4.0  # points by which they must reach into each other
_HIDDEN = 0.5
_LARGE = ("chart", "table", "media")


def off_page(file: File, _day: object = None) -> Iterator[Finding]:
    """Shapes that reach beyond the slide: content at all, decoration only where none of it is left on the slide."""
    wide, high = file.size
    if file.kind != "deck":
        yield from _too_wide(file)
        return
    for page in file.pages:
        for shape in page.shapes:
            box = shape.box
            if box is None:
                continue
            gone = box.left >= wide or box.top >= high or box.right <= 0 or box.bottom <= 0
            beyond = max(-box.left, -box.top, box.right - wide, box.bottom - high)
            content = shape.kind in _LARGE or bool(shape.text.words.strip())
            if gone and (content or shape.kind != "line"):
                yield fault(page, shape.name, "This lies wholly off the slide.", "Move it back, or delete it.",
                            "off-slide")  # fmt: skip
            elif beyond > _EDGE and content:
                yield fault(page, shape.name, f"This reaches {beyond / 72:.2f} in beyond the slide.",
                            "Move it, or make it smaller.", "off-slide")  # fmt: skip


def _too_wide(file: File) -> Iterator[Finding]:
    """Tables and pictures that reach over a document's margin, or are higher than its page."""
    wide, high = file.size
    for page in file.pages if wide else ():
        for shape in page.shapes:
            beyond = 0.0 if shape.box is None else max(shape.box.width - wide, shape.box.height - high)
            if beyond > _MARGIN:
                yield fault(page, shape.name, f"This reaches {beyond / 72:.1f} in over the margin.",
                            "Make it smaller, or turn the page.", "off-page")  # fmt: skip


def overlapping(file: File, _day: object = None) -> Iterator[Finding]:
    """Two things whose words, cells, bars or pictures lie over each other; Word sets one below the other itself."""
    for page in file.pages if file.kind == "deck" else ():
        solid = [(shape, marks) for shape in page.shapes if (marks := _marks(shape))]
        for number, (one, its) in enumerate(solid):
            for other, others in solid[number + 1 :]:
                if not _belong(one, other) and _collide(its, others):
                    said = f"This overlaps {one.name}."
                    yield fault(page, other.name, said, "Move one of them.", "overlap")


def covered(file: File, _day: object = None) -> Iterator[Finding]:
    """Words that a filled shape hides."""
    for page in file.pages if file.kind == "deck" else ():
        for number, under in enumerate(page.shapes):
            lies = ink(under.text, under.box) if under.box is not None and under.kind == "text" else under.box
            if lies is None or (under.kind == "text" and not under.text.words.strip()) or under.kind == "line":
                continue
            for over in page.shapes[number + 1 :]:
                hides = (over.filled and over.ground is not None and not over.text.words.strip()) or (
                    over.kind == "picture" and under.kind != "picture")  # fmt: skip
                if hides and over.box is not None and over.group != (under.group or None) and over.box.shared(lies) > (
                    _HIDDEN * lies.area) > 0:  # fmt: skip
                    yield fault(page, under.name, f"{over.name} lies over this and hides it.",
                                "Send it to the back, or move it.", "hidden")  # fmt: skip


def _marks(shape: Shape) -> tuple[Box, ...]:
    """The rectangles where something can be seen: words, cells with words, a whole chart or picture."""
    if shape.box is None or shape.kind == "line" or shape.turned:
        return ()
    if shape.kind == "table":
        inks = (ink(cell.text, cell.box) for cell in shape.cells if cell.box is not None)
        return tuple(box for box in inks if box is not None)
    if shape.kind == "text":
        lies = ink(shape.text, shape.box)
        return () if lies is None else (lies,)
    inset = 0.02 * min(shape.box.width, shape.box.height)
    return (Box(shape.box.left + inset, shape.box.top + inset, shape.box.width - 2 * inset,
                shape.box.height - 2 * inset),)  # fmt: skip


def _belong(one: Shape, other: Shape) -> bool:
    """Whether one lies on the other by design: in one group, text on a picture, a picture on a picture."""
    if one.group and one.group == other.group:
        return True
    kinds = {one.kind, other.kind}
    if kinds in ({"picture"}, {"picture", "text"}) and one.box is not None and other.box is not None:
        return one.box.holds(other.box, 3) or other.box.holds(one.box, 3)
    return False


def _collide(some: tuple[Box, ...], others: tuple[Box, ...]) -> bool:
    for one in some:
        for other in others:
            across = min(one.right, other.right) - max(one.left, other.left)
            down = min(one.bottom, other.bottom) - max(one.top, other.top)
            if min(across, down) > _BITE and across * down > _SHARE * min(one.area, other.area):
                return True
    return False
