"""Numbers that a copied piece of Word text needs in another document: of lists, controls, bookmarks and drawings.

Depends on: render.merge.canonical, …office_file.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from zlib import crc32

from lxml import etree

from exectrack_xl.render.merge.canonical import canonical
from exectrack_xl.render.merge.office_file import Element, OfficeFile
from exectrack_xl.render.merge.word_regions import W

DOCUMENT = "word/document.xml"
_NUMBERING = "word/numbering.xml"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OWN = frozenset({f"{W}nsid", f"{W}tmpl"})


@dataclass
class Numbers:
    """Gives numbers to what comes from a new report into theirs."""

    theirs: OfficeFile
    new: OfficeFile
    lists: dict[str, str] = field(default_factory=dict)  # numbers of lists in the new report -> in theirs

    def adapt(self, made: Element) -> None:
        """Give a copied piece numbers of its own."""
        root = self.theirs.tree(DOCUMENT)
        for one in made.iter(f"{W}numId"):
            one.set(f"{W}val", self._list(one.get(f"{W}val", "0")))
        highest = max([0, *(int(one.get("id", "0")) for one in root.iter(_DRAWING))])
        for one in made.iter(_DRAWING):
            highest += 1
            one.set("id", str(highest))
        self._controls(made, root)
        self._bookmarks(made, root)

    def _controls(self, made: Element, root: Element) -> None:
        taken = {one.get(f"{W}val", "") for one in root.iterfind(f".//{W}sdtPr/{W}id")}
        for properties in made.iter(f"{W}sdtPr"):
            identity, marked = properties.find(f"{W}id"), properties.find(f"{W}tag")
            if identity is None:
                continue
            number = (crc32(("" if marked is None else marked.get(f"{W}val", "")).encode()) & 0x3FFFFFFF) + 1
            while str(number) in taken:
                number += 1
            taken.add(str(number))
            identity.set(f"{W}val", str(number))

    def _bookmarks(self, made: Element, root: Element) -> None:
        """A bookmark of a name that is there already stays away; others get a number."""
        names = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
        highest = max([0, *(int(one.get(f"{W}id", "0")) for one in root.iter(f"{W}bookmarkStart"))])
        for start in list(made.iter(f"{W}bookmarkStart")):
            number = start.get(f"{W}id")
            ends = [one for one in made.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == number][:1]
            highest += 1
            for one in (start, *ends):
                parent = one.getparent()
                if start.get(f"{W}name") in names and parent is not None:
                    parent.remove(one)
                else:
                    one.set(f"{W}id", str(highest))

    def _list(self, number: str) -> str:
        if number not in self.lists:
            self.lists[number] = self._new_list(number)
        return self.lists[number]

    def _new_list(self, number: str) -> str:
        """A list of their own with the look of the new one."""
        if _NUMBERING not in self.theirs.parts or _NUMBERING not in self.new.parts:
            return number
        own, new = self.theirs.tree(_NUMBERING), self.new.tree(_NUMBERING)
        listed = next((one for one in new.iterfind(f"{W}num") if one.get(f"{W}numId") == number), None)
        look = None if listed is None else listed.find(f"{W}abstractNumId")
        wanted = None if look is None else _abstract(new, look.get(f"{W}val", ""))
        if listed is None or wanted is None:
            return number
        seen = _seen(wanted)
        held = next((one for one in own.iterfind(f"{W}abstractNum") if _seen(one) == seen), None)
        if held is None:
            held = copy.deepcopy(wanted)
            held.set(f"{W}abstractNumId", str(_next(own, "abstractNum", "abstractNumId")))
            own.insert(len(own.findall(f"{W}abstractNum")), held)
        made = copy.deepcopy(listed)
        free = str(_next(own, "num", "numId"))
        made.set(f"{W}numId", free)
        refers = made.find(f"{W}abstractNumId")
        if refers is not None:
            refers.set(f"{W}val", held.get(f"{W}abstractNumId", ""))
        numbers = own.findall(f"{W}num")
        if numbers:
            numbers[-1].addnext(made)
        else:
            own.append(made)
        return free


def _abstract(numbering: Element, number: str) -> Element | None:
    found = (one for one in numbering.iterfind(f"{W}abstractNum") if one.get(f"{W}abstractNumId") == number)
    return next(found, None)


def _seen(abstract: Element) -> object:
    plain = copy.deepcopy(abstract)
    plain.set(f"{W}abstractNumId", "")
    return canonical(plain, str, _OWN)


def _next(numbering: Element, kind: str, key: str) -> int:
    return max([0, *(int(one.get(f"{W}{key}", "0")) for one in numbering.iterfind(f"{W}{kind}"))]) + 1


def empty_paragraph() -> Element:
    """A paragraph with nothing in it."""
    return etree.Element(f"{W}p")
