"""A deck that people have edited, brought up to date without losing an edit.

Depends on: package, errors, render.custom_items, render.merge.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from exectrack_xl import package
from exectrack_xl.render.merge.base import Base, read_base
from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.finishing import finished
from exectrack_xl.render.merge.identity import Found, Identity, identified
from exectrack_xl.render.merge.office_file import OfficeFile
from exectrack_xl.render.merge.properties import merge_properties
from exectrack_xl.render.merge.refreshing import Merged, no_base, no_tags
from exectrack_xl.render.merge.sides import Side
from exectrack_xl.render.merge.slide_notes import SlideNotes, notes_of, standing
from exectrack_xl.render.merge.slide_shapes import SlideShapes, place_of
from exectrack_xl.render.merge.slides import (
    OBSOLETE,
    GeneratedDeck,
    Slides,
    copied_slide,
    name_slide,
    slide_key,
    tree_of,
)
from exectrack_xl.render.merge.tags import P, all_shapes, key_of, tag, untag, was_generated

_SECTION = "Obsolete"


def refreshed_deck(theirs: bytes, new: bytes) -> Merged:
    """An edited deck with what is new in a freshly generated one.

    Raises:
        UsageError: it does not hold what was last generated, or its tags were destroyed.
        WorkbookError: one of the two is no Office file, or the edited one is damaged.
    """
    parts = package.read_parts(theirs)
    with package.understood("The edited deck"):
        base = read_base(parts)
        if base is None or "ppt/presentation.xml" not in parts:
            raise no_base("deck")
        return _DeckMerge(theirs, parts, base, package.read_parts(new)).run()


@dataclass
class _DeckMerge:
    """One deck while it is merged."""

    data: bytes
    parts: dict[str, bytes]
    base: Base
    fresh: dict[str, bytes]
    log: Log = field(default_factory=Log)

    def __post_init__(self) -> None:
        self.file = OfficeFile(self.parts)
        self.old = GeneratedDeck(self.base.file)
        self.new = GeneratedDeck(OfficeFile(self.fresh))
        self.identity: Identity = identified(self.file, self.old, self.new.file)
        self.shapes = SlideShapes(self.old, self.file, self.new, self.identity, self.log, self.base.prints)
        self.notes = SlideNotes(self.old.file, self.file, self.new.file, self.log, self.base.prints)

    def run(self) -> Merged:
        """All steps, in their order."""
        if not self.identity.slides or not self.identity.shapes:
            raise no_tags("deck")
        self._list_kept()
        self._write_tags_back()
        kept = {key: part for key, part in self.old.slides.items() if key in self.new.slides}
        for key, part in kept.items():
            self.shapes.merge(key)
            if key in self.identity.slides:
                self.notes.merge(_page(key), (part, self.identity.slides[key], self.new.slides[key]))
            else:
                self.log.add(Kind.NOTICE, Place(_page(key)), "you took this page out")
        self._drop_pages()
        self._add_pages()
        merge_properties(self.old.file, self.file, self.new.file)
        told = self._tell()
        return finished(self.data, self.file, (self.base, self.fresh, told), self.log)

    def _list_kept(self) -> None:
        """What earlier refreshes kept, and the copies that are a person's own."""
        for part in Slides(self.file).parts():
            key = slide_key(self.file, part)
            if key.startswith(OBSOLETE):
                self.log.add(Kind.OBSOLETE, Place(_page(key.removeprefix(OBSOLETE))), "page")
                continue
            for shape in all_shapes(tree_of(self.file, part)):
                if was := was_generated(shape):
                    self.log.add(Kind.OBSOLETE, Place(_page(key), was), "shape")
        for part in self.identity.copied_slides:
            self.log.add(Kind.NOTICE, Place(_page(slide_key(self.file, part))), "a copy of this page: left as it is")
        for key, _ in self.identity.copied_shapes:
            made = self.old.shapes.get(key) or self.new.shapes.get(key)
            if made is not None:
                self.log.add(Kind.NOTICE, place_of(key, made), "a copy of this shape: left as it is")

    def _write_tags_back(self) -> None:
        for key, part in self.identity.slides.items():
            if slide_key(self.file, part) != key:
                name_slide(self.file, part, key)
        for key, found in self.identity.shapes.items():
            if key in self.old.shapes and not self.old.shapes[key].group and not self._is_tagged(key, found):
                tag(self.file, found.part, found.shape, key)

    def _is_tagged(self, key: str, found: Found) -> bool:
        held = found.shape[0].find(f"{P}nvPr/{P}custDataLst")
        return held is not None and key_of(self.file, found.part, found.shape) == key

    def _drop_pages(self) -> None:
        """Pages no longer generated are kept: behind all others where nobody had touched them."""
        moved = []
        for key in [key for key in self.old.slides if key not in self.new.slides and key in self.identity.slides]:
            part = self.identity.slides.pop(key)
            if self._is_untouched(key, part):
                moved.append(part)
            name_slide(self.file, part, OBSOLETE + key)
            for shape in all_shapes(tree_of(self.file, part)):
                if key_of(self.file, part, shape):
                    untag(self.file, part, shape, was=True)
            self.log.add(Kind.OBSOLETE, Place(_page(key)), "page")
        if moved:
            Slides(self.file).place_last(moved, _SECTION)

    def _is_untouched(self, key: str, part: str) -> bool:
        before, now = Side(self.old.file, self.old.slides[key], self.base.prints), Side(self.file, part)
        same = before.seen(before.file.tree(before.part)) == now.seen(now.file.tree(part))
        shapes = [(one, made) for one, made in self.old.shapes.items() if made.slide == key and not made.group]
        found = [(made, self.identity.shapes.get(one)) for one, made in shapes]
        self.identity.slides[key] = part
        same = same and all(own is not None and self.shapes.untouched(made, own) for made, own in found)
        del self.identity.slides[key]
        notes = [notes_of(self.old.file, before.part), notes_of(self.file, part)]
        if not same or bool(notes[0]) != bool(notes[1]):
            return False
        return not notes[0] or Side(self.old.file, notes[0]).seen(self.old.file.tree(notes[0])) == Side(
            self.file, notes[1]).seen(self.file.tree(notes[1]))  # fmt: skip

    def _add_pages(self) -> None:
        last: str | None = None
        for key, part in self.new.slides.items():
            if key not in self.old.slides:
                made = copied_slide(self.new.file, part, self.file)
                Slides(self.file).place_behind(made, last)
                self.identity.slides[key] = made
                self.log.add(Kind.UPDATED, Place(_page(key)), "new page")
            last = self.identity.slides.get(key, last)

    def _tell(self) -> tuple[tuple[str, str, str], ...]:
        """The lines below the notes; gives what is told now."""
        told = []
        for key, part in self.identity.slides.items():
            before = [line for page, _, line in self.base.told if page == key]
            wanted = standing((one for one in self.log.changes if one.place.page == _page(key)), before)
            if wanted or before:
                self.notes.tell((part, self.new.slides[key]), wanted, before)
            told += [(key, "", line) for line in wanted]
        return tuple(told)


def _page(key: str) -> str:
    return key.replace("_", " ").capitalize()
