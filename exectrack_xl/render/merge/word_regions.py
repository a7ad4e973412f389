"""Content controls of ours in a report: found by their tag, wherever a person has put them.

Depends on: render.merge.office_file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from exectrack_xl.render.merge.office_file import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTROL, PARAGRAPH, TABLE, ROW, CELL = (f"{W}{name}" for name in ("sdt", "p", "tbl", "tr", "tc"))
BLOCKS = frozenset({CONTROL, PARAGRAPH, TABLE})
_TAG = f"{W}sdtPr/{W}tag"
_OURS, _WAS = "xt:", "xt-was:"
_IN_WORDS = re.compile(r"[._]+")


def tag_of(control: Element) -> str:
    """The key in a control's tag; empty where it is not ours."""
    marked = control.find(_TAG) if control.tag == CONTROL else None
    value = "" if marked is None else marked.get(f"{W}val", "")
    return value.removeprefix(_OURS) if value.startswith(_OURS) else ""


def retire(control: Element) -> None:
    """Mark a control as no longer generated."""
    marked = control.find(_TAG)
    if marked is not None:
        marked.set(f"{W}val", f"{_WAS}{tag_of(control)}"[:64])


def retired(root: Element) -> Iterator[tuple[str, Element]]:
    """The controls that earlier refreshes kept."""
    for control in root.iter(CONTROL):
        marked = control.find(_TAG)
        value = "" if marked is None else marked.get(f"{W}val", "")
        if value.startswith(_WAS):
            yield value.removeprefix(_WAS), control


def content_of(control: Element) -> Element:
    """What a control holds."""
    found = control.find(f"{W}sdtContent")
    return control if found is None else found


def regions(root: Element) -> dict[str, Element]:
    """The controls of ours by their keys; of several with one key the first, the others are copies."""
    found: dict[str, Element] = {}
    for control in root.iter(CONTROL):
        if key := tag_of(control):
            found.setdefault(key, control)
    return found


def blocks_of(container: Element) -> list[Element]:
    """Paragraphs, tables and controls that stand in a body, a cell or a control."""
    return [one for one in container if one.tag in BLOCKS]


def row_of(item: Element) -> Element | None:
    """The row itself, where it stands in a control."""
    return item if item.tag == ROW else next(item.iter(ROW), None)


def section_of(key: str) -> str:
    """A key as a person reads it: "section.I-02.Progress" becomes "Section I-02 Progress"."""
    return _IN_WORDS.sub(" ", key).strip().capitalize() if key else "Report"
