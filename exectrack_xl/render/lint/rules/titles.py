"""Pages without a title, and titles that stand twice. Depends on: errors, render.lint.model, …rules.saying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File
from exectrack_xl.render.lint.rules.saying import fault, shown

_NO_WORD = re.compile(r"[\W_]+")  # titles that differ in blanks and signs alone are the same


def titles(file: File, _day: object = None) -> Iterator[Finding]:
    """Every page needs a title of its own: readers skim them, and screen readers jump by them."""
    first: dict[str, str] = {}
    for page in file.pages:
        words = _NO_WORD.sub(" ", page.title).strip().casefold()
        if not page.title.strip():
            if file.kind == "deck" or page.has_title:
                yield fault(page, "Title", "This slide has no title." if file.kind == "deck" else "There is no title.",
                            "Say in one sentence what it shows.", "no-title")  # fmt: skip
        elif words and words in first:
            yield fault(page, "Title", f"The title {shown(page.title)} stands on {first[words]} too.",
                        "Say what is different here.", "duplicate-title", Severity.WARNING)  # fmt: skip
        else:
            first[words] = page.label
