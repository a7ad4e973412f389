"""Comments of ours in a report: where a person's version stands against new data, what we would say.

Depends on: render.merge.changes, …inline, …office_file, …word_regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from exectrack_xl.render.merge.changes import Change, Kind, told
from exectrack_xl.render.merge.inline import readable
from exectrack_xl.render.merge.office_file import Element, OfficeFile, Relation
from exectrack_xl.render.merge.word_regions import PARAGRAPH, W

AUTHOR = "exectrack"
_DOCUMENT = "word/document.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_MARKS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W[1:-1]}"/>'.encode()


def tell(file: OfficeFile, changes: Sequence[Change], before: Iterable[str]) -> tuple[str, ...]:
    """Write a comment at each conflict and take away those that no longer hold; gives what is told now.

    `before` was written earlier: what of it still stands stays, and what a person deleted is not written again.
    """
    known = set(before)
    lines = {told(one): one for one in changes if one.stands}
    wanted = [line for line, one in lines.items() if one.kind is Kind.CONFLICT or line in known]
    _remove(file, known - set(wanted))
    body = file.tree(_DOCUMENT)
    written = []
    for line in wanted:
        paragraph = _paragraph(lines[line].anchor)
        if line not in known and paragraph is not None and any(one is body for one in paragraph.iterancestors()):
            _write(file, paragraph, line)
        written.append(line)
    return tuple(written)


def _paragraph(anchor: Element | None) -> Element | None:
    if anchor is None or anchor.tag == PARAGRAPH:
        return anchor
    return next(anchor.iterancestors(PARAGRAPH), None)


def _comments(file: OfficeFile, *, make: bool) -> str:
    found = next(iter(file.targets(_DOCUMENT, "comments")), "")
    if found or not make:
        return found
    made = file.add("word/comments%d.xml", _TYPE, _EMPTY)
    file.relate(_DOCUMENT, Relation("comments", made))
    return made


def _write(file: OfficeFile, paragraph: Element, line: str) -> None:
    root = file.tree(_comments(file, make=True))
    number = str(max([-1, *(int(one.get(f"{W}id", "0")) for one in root)]) + 1)
    comment = etree.SubElement(root, f"{W}comment", {f"{W}id": number, f"{W}author": AUTHOR, f"{W}initials": "xt"})
    run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = line
    start = etree.Element(_MARKS[0], {f"{W}id": number})
    paragraph.insert(int(paragraph.find(f"{W}pPr") is not None), start)
    paragraph.append(etree.Element(_MARKS[1], {f"{W}id": number}))
    reference = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), _MARKS[2])
    reference.set(f"{W}id", number)


def _remove(file: OfficeFile, lines: set[str]) -> None:
    part = _comments(file, make=False)
    if not part or not lines:
        return
    gone = [one for one in file.tree(part) if one.get(f"{W}author") == AUTHOR
            and " ".join(readable(p) for p in one.iter(PARAGRAPH)) in lines]  # fmt: skip
    numbers = {one.get(f"{W}id") for one in gone}
    for one in gone:
        file.tree(part).remove(one)
    drop_marks(file.tree(_DOCUMENT), numbers)


def drop_marks(root: Element, numbers: set[str | None]) -> None:
    """Take the marks of comments out of a text."""
    for one in [one for one in root.iter(*_MARKS) if one.get(f"{W}id") in numbers]:
        parent = one.getparent()
        if parent is None:
            continue
        parent.remove(one)
        above = parent.getparent()
        if one.tag == _MARKS[2] and above is not None and not [x for x in parent if x.tag != f"{W}rPr"]:
            above.remove(parent)
