"""Pictures and charts that a screen reader cannot tell. Depends on: errors, render.lint.model, …rules.saying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Shape
from exectrack_xl.render.lint.rules.saying import fault

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|bmp|svg|emf|wmf|tiff?)", re.IGNORECASE)
_WORDS = {"picture": "picture", "chart": "chart", "media": "drawing", "table": "table", "group": "drawing"}

_OURS = ("table", "group")  # of these we describe those that we made


def undescribed(file: File, _day: object = None) -> Iterator[Finding]:
    """Pictures, charts and drawings without alternative text; tables and groups too where we made them."""
    for page in file.pages:
        for shape in page.shapes:
            if _needs(shape, file.own) and shape.described is not None:
                said = shape.described.strip()
                if said and not _FILE_NAME.fullmatch(said):
                    continue
                why = "has no alternative text" if not said else f"has a file name as alternative text: {said}"
                yield fault(page, shape.name, f"This {_WORDS[shape.kind]} {why}.",
                            "Say in one sentence what it shows (right click, Edit Alt Text).", "no-alt-text",
                            Severity.WARNING)  # fmt: skip


def _needs(shape: Shape, own: bool) -> bool:
    return shape.kind in ("picture", "chart", "media") or (own and shape.kind in _OURS and bool(shape.tag))
