"""The paragraphs of a text box, a cell or a note merged.

Depends on: render.merge.changes, …inline, …sequence, …sides, …text, …tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.inline import clear, readable, text_of
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.sequence import Steps, Three, merge_lists
from exectrack_xl.render.merge.sides import Sides
from exectrack_xl.render.merge.text import TextMerge
from exectrack_xl.render.merge.tokens import aligned, tokens


@dataclass(frozen=True)
class ParagraphsMerge:
    """Merges lists of paragraphs of one place."""

    sides: Sides
    log: Log
    place: Place
    what: str = "text"

    def merge(self, base: Sequence[Element], theirs: Sequence[Element], new: Sequence[Element]) -> None:
        """Bring the paragraphs up to date; there is always one left."""
        seen = [self.sides.base.seen(one) for one in base]
        if seen == [self.sides.new.seen(one) for one in new] and seen == [
            self.sides.theirs.seen(one) for one in theirs
        ]:
            return
        words_b, words_t, words_n = ([tokens(text_of(one)) for one in side] for side in (base, theirs, new))
        three = Three(base, theirs, new, aligned(words_b, words_t), aligned(words_b, words_n))
        text = TextMerge(self.sides, self.log, self.place)
        steps = Steps(
            both=lambda b, t, n: text.merge(b, t, n, self.what),
            dropped=self._dropped,
            deleted=self._deleted,
            added=lambda n, after, before: self._added(n, (after, before), theirs),
        )
        merge_lists(three, steps)

    def _dropped(self, base: Element, theirs: Element) -> None:
        parent = theirs.getparent()
        if parent is None or not readable(theirs).strip():
            return
        if self.sides.base.seen(base) != self.sides.theirs.seen(theirs):
            self.log.add(Kind.OBSOLETE, self.place, f"{self.what}, a line", readable(theirs))
            return
        self.log.add(Kind.REMOVED, self.place, f"{self.what}, a line", readable(theirs))
        if sum(one.tag == theirs.tag for one in parent) > 1:
            parent.remove(theirs)
        else:
            clear(theirs)

    def _deleted(self, base: Element, new: Element) -> None:
        if readable(new).strip():
            self.log.kept(self.place, f"{self.what}, a line you took out", yours="", ours=readable(new),
                          was=readable(base))  # fmt: skip

    def _added(self, new: Element, beside: tuple[Element | None, Element | None],
               theirs: Sequence[Element]) -> Element | None:  # fmt: skip
        after, before = beside
        if any(readable(one) == readable(new) for one in theirs if readable(new).strip()):
            return None
        if after is None and before is None:
            self.log.kept(self.place, f"{self.what}, a line you took out", yours="", ours=readable(new), was=None)
            return None
        made = self.sides.brought(new)
        if after is not None:
            after.addnext(made)
        elif before is not None:
            before.addprevious(made)
        self.log.add(Kind.UPDATED, self.place, f"{self.what}, a line", "", readable(new))
        return made
