"""What a template left behind: marks, sample text, prompts, empty placeholders.

Depends on: errors, render.leftover_marks, render.lint.model, …rules.saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.leftover_marks import leftovers_in
from exectrack_xl.render.lint.model import File, Page
from exectrack_xl.render.lint.rules.saying import fault, shown

_DEFAULT_CATEGORY = re.compile(r"(Category|Kategorie|Rubrik|Catégorie) \d+", re.IGNORECASE)
_DEFAULT_SERIES = re.compile(r"(Series|Datenreihe|Reihe|Série) \d+", re.IGNORECASE)
_PROMPTED = ("title", "body", "subTitle", "obj", "pic", "chart", "tbl", "media", "clipArt", "dgm")


def leftovers(file: File, _day: object = None) -> Iterator[Finding]:
    """Text that nobody wanted to show; what stands so in the tracker is somebody's words and is passed over."""
    for page in file.pages:
        seen = set()
        for name, words in _words(page):
            for found, what in leftovers_in(words):
                if not _typed(found, file) and (name, what) not in seen:
                    seen.add((name, what))
                    yield fault(page, name, f"{shown(found)} looks like {what}.",
                                "Write what is meant, or delete it.", "template-leftover")  # fmt: skip


def default_charts(file: File, _day: object = None) -> Iterator[Finding]:
    """Charts that still draw what Office proposes: Series 1 over Category 1."""
    for page in file.pages:
        for shape in page.shapes:
            names = [name for name, _ in shape.series]
            proposed = shape.categories and all(map(_DEFAULT_CATEGORY.fullmatch, shape.categories))
            if proposed and names and all(map(_DEFAULT_SERIES.fullmatch, names)):
                yield fault(page, shape.name, "This chart draws the sample data of Office.",
                            "Give it your data (right click, Edit Data).", "template-leftover")  # fmt: skip


def empty_placeholders(file: File, _day: object = None) -> Iterator[Finding]:
    """Placeholders that show their prompt to whoever edits the slide."""
    for page in file.pages:
        for shape in page.shapes:
            empty = shape.kind == "text" and not shape.text.words.strip()
            if empty and shape.role in _PROMPTED and shape.role != "title":
                yield fault(page, shape.name, "This placeholder is empty.", "Fill it, or delete it.",
                            "empty-placeholder", Severity.WARNING)  # fmt: skip


def _words(page: Page) -> Iterator[tuple[str, str]]:
    for shape, text in page.texts():
        for paragraph in text.paragraphs:
            yield shape.name, paragraph.text
    yield from (("notes", line) for line in page.notes.splitlines())


def _typed(found: str, file: File) -> bool:
    return any(found in text or text in found for text in file.typed)
