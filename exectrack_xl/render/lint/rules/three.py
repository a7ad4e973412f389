"""Three achievements, three focus points, three goals: the status report's own rule.

A shorter list is in order where it says itself that there is no more. Depends on: errors, render.lint.model, …saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Page, Paragraph
from exectrack_xl.render.lint.rules.saying import fault

_LISTS = re.compile(
    r"\s*((key |top )?achievements|(current |key )?focus|(next (period|quarter) |key )?goals)\s*:?\s*", re.IGNORECASE
)
THREE = 3
_NOTE = 2  # the list level of a note below the points


def not_three(file: File, _day: object = None) -> Iterator[Finding]:
    """Lists under one of these labels with more or fewer than three points."""
    for page in file.pages:
        for shape, text in page.texts():
            label = text.paragraphs[0].text if text.paragraphs else ""
            if _LISTS.fullmatch(label) and shape.kind == "text" and len(text.paragraphs) > 1:
                yield from _counted(page, shape.name, label.strip(" :"), text.paragraphs[1:])


def _counted(page: Page, shape: str, label: str, below: tuple[Paragraph, ...]) -> Iterator[Finding]:
    told = any(one.level >= _NOTE and one.text.strip() for one in below)
    points = [one for one in below if one.text.strip() and one.level < _NOTE]
    if len(points) > THREE or (len(points) < THREE and not told):
        remedy = "Keep the three that matter most." if len(points) > THREE else (
            "Name the third in the sheet Narrative, or say below the list that there is no more.")  # fmt: skip
        yield fault(page, shape, f"{label}: {len(points)} points; three are asked for.", remedy, "not-three",
                    Severity.WARNING)  # fmt: skip
