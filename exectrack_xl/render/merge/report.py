"""A Word report that people have edited, brought up to date without losing an edit.

Depends on: package, errors, render.merge.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl import package
from exectrack_xl.render.merge.base import Base, read_base
from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.finishing import finished
from exectrack_xl.render.merge.inline import readable
from exectrack_xl.render.merge.office_file import RELATION, Element, OfficeFile
from exectrack_xl.render.merge.properties import merge_properties
from exectrack_xl.render.merge.refreshing import Merged, no_base, no_tags
from exectrack_xl.render.merge.sides import Side, Sides
from exectrack_xl.render.merge.word_blocks import BlocksMerge
from exectrack_xl.render.merge.word_comments import tell
from exectrack_xl.render.merge.word_numbers import DOCUMENT, Numbers
from exectrack_xl.render.merge.word_recovery import recovered
from exectrack_xl.render.merge.word_regions import (
    CONTROL,
    PARAGRAPH,
    W,
    blocks_of,
    content_of,
    regions,
    retired,
    section_of,
    tag_of,
)

OBSOLETE_HEAD = "No longer generated"
_PUT_BACK = "the marks at the generated parts were destroyed and have been put back: look the report through"
_HEADING = ("Heading1", "heading 1")
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def refreshed_report(theirs: bytes, new: bytes) -> Merged:
    """An edited report with what is new in a freshly generated one.

    Raises:
        UsageError: it does not hold what was last generated, or its content controls were destroyed.
        WorkbookError: one of the two is no Office file, or the edited one is damaged.
    """
    parts = package.read_parts(theirs)
    with package.understood("The edited report"):
        base = read_base(parts)
        if base is None or DOCUMENT not in parts or DOCUMENT not in base.parts:
            raise no_base("report")
        return _ReportMerge(theirs, OfficeFile(parts), base, package.read_parts(new)).run()


@dataclass
class _ReportMerge:
    """One report while it is merged."""

    data: bytes
    file: OfficeFile
    base: Base
    fresh: dict[str, bytes]
    log: Log = field(default_factory=Log)

    def __post_init__(self) -> None:
        self.new = OfficeFile(self.fresh)
        self.numbers = Numbers(self.file, self.new)
        self.by_words = False

    def run(self) -> Merged:
        """All steps, in their order."""
        body = self._body(self.file)
        held = self._held(body)
        self._list_kept(body)
        self._merge((DOCUMENT, DOCUMENT, DOCUMENT), held)
        for kind in self._headers(self.base.file):
            names = [self._headers(file).get(kind, "") for file in (self.base.file, self.file, self.new)]
            if all(names):
                self._merge((names[0], names[1], names[2]), regions(self.file.tree(names[1])))
        merge_properties(self.base.file, self.file, self.new)
        told = tell(self.file, self.log.changes, [line for _, _, line in self.base.told])
        return finished(self.data, self.file, (self.base, self.fresh, tuple(("", "", one) for one in told)), self.log)

    def _held(self, body: Element) -> dict[str, Element]:
        """The controls of ours by their keys; where a program has destroyed them, put back by what they held."""
        held, before = regions(body), self._body(self.base.file)
        if not _is_torn(regions(before), held):
            return held
        if not recovered(before, body):
            raise no_tags("report")
        self.by_words = _is_rewritten(Side(self.base.file, DOCUMENT, self.base.prints), Side(self.file, DOCUMENT))
        self.log.add(Kind.NOTICE, Place("Report"), _PUT_BACK)
        return regions(body)

    def _merge(self, names: tuple[str, str, str], held: dict[str, Element]) -> None:
        sides = Sides(
            Side(self.base.file, names[0], self.base.prints),
            Side(self.file, names[1]),
            Side(self.new, names[2]),
            self.numbers.adapt,
        )
        page = "Report" if names[0] == DOCUMENT else "Header and footer"
        merge = BlocksMerge(sides, self.log, held, Place(page), self._put_at_end, self.by_words)
        roots = [file.tree(name) for file, name in zip((self.base.file, self.file, self.new), names, strict=True)]
        if names[0] == DOCUMENT:
            roots = [root[0] for root in roots]
        merge.merge((roots[0], roots[1], roots[2]))

    def _body(self, file: OfficeFile) -> Element:
        found = file.tree(DOCUMENT).find(f"{W}body")
        return file.tree(DOCUMENT) if found is None else found

    def _headers(self, file: OfficeFile) -> dict[tuple[str, str], str]:
        """The parts of headers and footers by kind and page: ("headerReference", "default")."""
        sections = list(file.tree(DOCUMENT).iter(f"{W}sectPr"))
        related = file.related(DOCUMENT)
        found = {}
        for one in sections[-1] if sections else ():
            relation = related.get(one.get(f"{{{RELATION}}}id", "")) if one.tag in _REFERENCES else None
            if relation is not None and relation.target in file.parts:
                found[one.tag, one.get(f"{W}type", "default")] = relation.target
        return found

    def _list_kept(self, body: Element) -> None:
        for key, control in retired(body):
            said = " ".join(readable(one) for one in control.iter(PARAGRAPH))
            self.log.add(Kind.OBSOLETE, Place(section_of(key)), "block", said)
        seen: set[str] = set()
        for control in body.iter(CONTROL):
            if (key := tag_of(control)) and key in seen:
                self.log.add(Kind.NOTICE, Place(section_of(key)), "a copy of this part: left as it is")
            seen.add(key)

    def _put_at_end(self, block: Element) -> None:
        """Behind everything else, under a heading that says what it is."""
        body = self._body(self.file)
        last = body.find(f"{W}sectPr")
        if not any(readable(one) == OBSOLETE_HEAD for one in body.iterfind(PARAGRAPH)):
            self._insert(body, last, self._heading())
        self._insert(body, last, block)

    def _insert(self, body: Element, last: Element | None, block: Element) -> None:
        if last is None:
            body.append(block)
        else:
            last.addprevious(block)

    def _heading(self) -> Element:
        model = next(filter(_is_heading, self._body(self.new).iter(PARAGRAPH)), None)
        made = etree.Element(PARAGRAPH)
        properties = None if model is None else model.find(f"{W}pPr")
        if properties is not None:
            made.append(copy.deepcopy(properties))
        run = etree.SubElement(made, f"{W}r")
        etree.SubElement(run, f"{W}t").text = OBSOLETE_HEAD
        return made


def _is_torn(before: dict[str, Element], held: dict[str, Element]) -> bool:
    """Whether the controls are gone, or most no longer hold what they held: LibreOffice leaves one word in each."""
    whole = [key for key, control in before.items() if key in held and blocks_of(content_of(control))]
    hollow = [key for key in whole if not blocks_of(content_of(held[key]))]
    return bool(before) and (not held or 2 * len(hollow) > len(whole))


def _is_rewritten(base: Side, theirs: Side) -> bool:
    """Whether a program has written the look of most paragraphs in its own way."""
    known = {base.seen(one) for one in base.file.tree(base.part).iter(PARAGRAPH)}
    own = [theirs.seen(one) in known for one in theirs.file.tree(theirs.part).iter(PARAGRAPH)]
    return 2 * sum(own) < len(own)


def _is_heading(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in _HEADING
