"""Speaker notes merged, and below them what a person should know: where their version stands against new data.

Depends on: render.merge.changes, …office_file, …paragraphs, …sides, …tags.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl.render.merge.changes import Change, Kind, Log, Place, told
from exectrack_xl.render.merge.inline import readable
from exectrack_xl.render.merge.office_file import Element, OfficeFile, Relation
from exectrack_xl.render.merge.paragraphs import ParagraphsMerge
from exectrack_xl.render.merge.sides import Side, Sides, copied_part
from exectrack_xl.render.merge.tags import A, P

SIGN = "⟲"  # a line of ours below the notes begins with it
_PRESENTATION = "ppt/presentation.xml"


@dataclass
class SlideNotes:
    """What the notes of all slides of a deck are merged with."""

    base: OfficeFile
    theirs: OfficeFile
    new: OfficeFile
    log: Log
    prints: Mapping[str, str] = field(default_factory=dict)

    def merge(self, page: str, parts: tuple[str, str, str]) -> None:
        """Bring the notes of a slide up to date; `parts` are the slide on each side."""
        names = [notes_of(file, part) for file, part in zip((self.base, self.theirs, self.new), parts, strict=True)]
        place = Place(page, "notes")
        if names[2] and not names[1] and not names[0]:
            self._copy(parts, names[2])
            return
        if not (names[0] and names[1] and names[2]):
            return
        sides = Sides(Side(self.base, names[0], self.prints), Side(self.theirs, names[1]), Side(self.new, names[2]))
        lists = [_lines(file, name) for file, name in zip((self.base, self.theirs, self.new), names, strict=True)]
        if lists[1]:
            ParagraphsMerge(sides, self.log, place).merge(*lists)

    def tell(self, parts: tuple[str, str], wanted: Sequence[str], before: Iterable[str]) -> None:
        """Write the lines of ours below the notes; `before` were written earlier. `parts`: their slide, the new one.

        A line that a person took out is not written again; one that no longer holds goes.
        """
        known = set(before)
        notes = notes_of(self.theirs, parts[0])
        fresh = [line for line in wanted if line not in known]
        if not notes and fresh:
            source = notes_of(self.new, parts[1])
            notes = self._copy((parts[0], parts[0], parts[1]), source, empty=True) if source else ""
        body = _body(self.theirs, notes) if notes else None
        if body is None:
            return
        for one in list(body.iterfind(f"{A}p")):
            if readable(one) in known - set(wanted) and len(body.findall(f"{A}p")) > 1:
                body.remove(one)
        present = {readable(one) for one in body.iterfind(f"{A}p")}
        for line in fresh:
            if line not in present:
                _append(body, line)

    def _copy(self, parts: tuple[str, str, str], notes: str, *, empty: bool = False) -> str:
        master = next(iter(self.theirs.targets(_PRESENTATION, "notesMaster")), None)
        if master is None:
            return ""

        def elsewhere(relation: Relation) -> str | None:
            return {"notesMaster": master, "slide": parts[1]}.get(relation.kind)

        made = copied_part(self.new, notes, self.theirs, elsewhere)
        self.theirs.relate(parts[1], Relation("notesSlide", made))
        body = _body(self.theirs, made)
        if empty and body is not None:
            for one in body.findall(f"{A}p"):
                body.remove(one)
        return made


def line_of(change: Change) -> str:
    """A conflict as a line below the notes; the same as long as what we would say is the same."""
    return f"{SIGN} {told(change)}"


def standing(changes: Iterable[Change], before: Iterable[str]) -> list[str]:
    """The lines a slide shall bear: what is a conflict now, and what was one and still stands."""
    known = set(before)
    lines = [(one.kind, line_of(one)) for one in changes if one.stands]
    return list(dict.fromkeys(line for kind, line in lines if kind is Kind.CONFLICT or line in known))


def notes_of(file: OfficeFile, slide: str) -> str:
    """The part of a slide's notes; empty where it has none."""
    return next(iter(file.targets(slide, "notesSlide")), "")


def _lines(file: OfficeFile, notes: str) -> list[Element]:
    body = _body(file, notes)
    own = [] if body is None else body.findall(f"{A}p")
    return [one for one in own if not readable(one).startswith(SIGN)]


def _body(file: OfficeFile, notes: str) -> Element | None:
    for shape in file.tree(notes).iter(f"{P}sp"):
        mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if mark is not None and mark.get("type") == "body":
            return shape.find(f"{P}txBody")
    return None


def _append(body: Element, line: str) -> None:
    last = body.findall(f"{A}p")[-1:]
    if last and not readable(last[0]).strip():
        made = last[0]
    else:
        made = etree.SubElement(body, f"{A}p")
        properties = last[0].find(f"{A}pPr") if last else None
        if properties is not None:
            made.append(copy.deepcopy(properties))
    run = etree.Element(f"{A}r")
    etree.SubElement(run, f"{A}t").text = line
    end = made.find(f"{A}endParaRPr")
    made.insert(len(made) if end is None else made.index(end), run)
