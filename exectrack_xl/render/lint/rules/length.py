"""Too many words for those who have three minutes. Depends on: errors, render.lint.model, …rules.saying."""

from __future__ import annotations

from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Page
from exectrack_xl.render.lint.rules.saying import fault

MOST_ON_SLIDE = 400  # two minutes of reading
MOST_IN_TEXT = 130  # one text frame or paragraph


def wordy(file: File, _day: object = None) -> Iterator[Finding]:
    """Slides and single texts that are too long to be read."""
    for page in file.pages:
        yield from _long_texts(page, whole=file.kind == "deck")
        count = sum(len(text.words.split()) for _, text in page.texts())
        if file.kind == "deck" and count > MOST_ON_SLIDE:
            yield fault(page, "", f"This slide has {count} words; {MOST_ON_SLIDE} are the most that are read.",
                        "Split it, or use the notes.", "too-many-words", Severity.WARNING)  # fmt: skip


def _long_texts(page: Page, whole: bool) -> Iterator[Finding]:
    for shape, text in page.texts():
        pieces = [text.words] if whole else [paragraph.text for paragraph in text.paragraphs]
        longest = max((len(piece.split()) for piece in pieces), default=0)
        if longest > MOST_IN_TEXT:
            yield fault(page, shape.name, f"This text has {longest} words; {MOST_IN_TEXT} are enough.",
                        "Say it in fewer words, or in points.", "too-many-words", Severity.WARNING)  # fmt: skip
