"""Text too small for the room. Depends on: errors, render.lint.model, …rules.saying."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Run, Text
from exectrack_xl.render.lint.rules.saying import fault, shown

LEAST = 7.0  # points
_FOOTERS = ("dt", "ftr", "sldNum")


def tiny(file: File, _day: object = None) -> Iterator[Finding]:
    """The smallest text below the least size, as it is shown after shrinking, with the other pages that have such."""
    found = [(size, page.label, shape.name, run) for page in file.pages for shape, text in page.texts()
             if shape.role not in _FOOTERS for size, run in _smallest(text) if size < LEAST]  # fmt: skip
    if not found:
        return
    size, label, name, run = min(found, key=lambda one: one[0])
    others = list(dict.fromkeys(page for _, page, _, _ in found if page != label))
    where = f" There is more on {', '.join(others[:3])}{' …' if len(others) > 3 else ''}." if others else ""
    yield fault(label, name, f"{shown(run.text)} is {size:g} pt; from {LEAST:g} pt on a text can be read.{where}",
                "Use a larger size, or say less.", "tiny-text", Severity.WARNING)  # fmt: skip


def _smallest(text: Text) -> Iterator[tuple[float, Run]]:
    """The smallest run that says something, with its size."""
    runs = [run for one in text.paragraphs for run in one.runs if any(map(str.isalnum, run.text))]
    if runs:
        smallest = min(runs, key=lambda run: run.size)
        yield smallest.size * text.scale, smallest
