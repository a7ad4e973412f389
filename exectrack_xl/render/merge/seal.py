"""A deck or report before it leaves the house: without tags and without what was last generated.

The base may hold words that a person took out on purpose, so nothing of it may go along.
Depends on: package, render.custom_items, render.merge.carriers, …office_file, …slide_notes, …slides, …tags.
"""

from __future__ import annotations

import re

from exectrack_xl import package
from exectrack_xl.errors import WorkbookError
from exectrack_xl.render.custom_items import main_part, without_items
from exectrack_xl.render.merge.base import names
from exectrack_xl.render.merge.carriers import SLIDES
from exectrack_xl.render.merge.inline import readable
from exectrack_xl.render.merge.office_file import Element, OfficeFile
from exectrack_xl.render.merge.slide_notes import SIGN
from exectrack_xl.render.merge.slides import name_slide, slide_key, tree_of
from exectrack_xl.render.merge.tags import A, all_shapes, properties_of, untag

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WAS = re.compile(r"\s*\[was:[^\]]*\]")
_WORDS = r"word/(document|header\d*|footer\d*)\.xml"
_OURS = re.compile(r"xt(-was)?:")


def sealed(data: bytes) -> bytes:
    """The file as readers get it; it can no longer be refreshed.

    Raises:
        WorkbookError: it is neither a deck nor a report.
    """
    parts = package.read_parts(data)
    file = OfficeFile(without_items(parts))
    main = main_part(parts)
    if main.startswith("ppt/"):
        _seal_deck(file)
    elif main.startswith("word/"):
        _seal_report(file)
    else:
        raise WorkbookError("Only a deck (.pptx) or a report (.docx) can be sealed.")
    return package.write_parts(file.written())


def _seal_deck(file: OfficeFile) -> None:
    for slide in list(names(file.parts, SLIDES)):
        for shape in list(all_shapes(tree_of(file, slide))):
            untag(file, slide, shape)
            own = properties_of(shape)
            own.set("name", _WAS.sub("", own.get("name", "")))
        if slide_key(file, slide):
            name_slide(file, slide, "")
    for notes in names(file.parts, r"ppt/notesSlides/[^/]+\.xml"):
        for paragraph in list(file.tree(notes).iter(f"{A}p")):
            _drop_line(paragraph)


def _drop_line(paragraph: Element) -> None:
    """Take out a line in which a refresh told the team about their versions."""
    parent = paragraph.getparent()
    if readable(paragraph).startswith(SIGN) and parent is not None:
        if len(parent.findall(f"{A}p")) > 1:
            parent.remove(paragraph)
        else:
            for one in list(paragraph):
                paragraph.remove(one)


def _seal_report(file: OfficeFile) -> None:
    """Content controls of ours go, what is in them stays."""
    for part in list(names(file.parts, _WORDS)):
        for control in list(file.tree(part).iter(f"{_W}sdt")):
            marked = control.find(f"{_W}sdtPr/{_W}tag")
            if marked is not None and _OURS.match(marked.get(f"{_W}val", "")):
                unwrap(control)


def unwrap(control: Element) -> None:
    """Put the content of a control in its place."""
    parent, content = control.getparent(), control.find(f"{_W}sdtContent")
    if parent is None:
        return
    place = parent.index(control)
    for one in list(() if content is None else content):
        parent.insert(place, one)
        place += 1
    parent.remove(control)
