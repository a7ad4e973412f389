"""What a template left behind: marks, sample text, prompts, empty placeholders.

Depends on: errors, render.lint.model, …rules.saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.errors import Finding, Severity
from exectrack_xl.render.lint.model import File, Page
from exectrack_xl.render.lint.rules.saying import fault, shown

_MARKS = (
    (re.compile(r"\{\{.*?(\}\}|$)|\{%.*?(%\}|$)|\{#.*?#\}|<<\w[\w .]*>>|«\w[\w .]*»"), "a field that was not filled"),
    (re.compile(r"lorem ipsum|dolor sit amet|consectetur adipiscing", re.I), "sample text"),
    (re.compile(r"\bclick (here )?to (add|edit)\b|\b(your|insert) (title|text|logo|picture|name) here\b"
                r"|\bedit master (title|text)\b|\btype (text )?here\b", re.I), "the prompt of a placeholder"),
    (re.compile(r"\b(TODO|FIXME|TBC|TBD|XXX+)\b|\[(insert|todo|tbd|placeholder|xx+|date|name|text)\b[^\]]*\]", re.I),
     "a reminder to fill something in"),
    (re.compile(r"#(REF|VALUE|NAME|DIV/0|N/A|NUM|NULL)[!?]?(?!\w)"), "an error value of a worksheet"),
    (re.compile(r"(?<![\w.])(nan|NaN|NaT|null|undefined)(?![\w.])(?=\s*$|\s*[%|;,])"), "a value not known"),
)  # fmt: skip
_PROMPTED = ("title", "body", "subTitle", "obj", "pic", "chart", "tbl", "media", "clipArt", "dgm")


def leftovers(file: File, _day: object = None) -> Iterator[Finding]:
    """Text that nobody wanted to show; what stands so in the tracker is somebody's words and is passed over."""
    for page in file.pages:
        seen = set()
        for name, words in _words(page):
            for pattern, what in _MARKS:
                found = pattern.search(words)
                if found and not _typed(found[0], file) and (name, what) not in seen:
                    seen.add((name, what))
                    yield fault(page, name, f"{shown(found[0])} looks like {what}.",
                                "Write what is meant, or delete it.", "template-leftover")  # fmt: skip


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
