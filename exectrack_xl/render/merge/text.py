"""A paragraph merged: new words and figures where nobody wrote, the person's words where somebody did.

Every character keeps the look that a person gave it; comments, bookmarks, links and controls stay where they are.
Depends on: render.merge.changes, …inline, …looks, …office_file, …sides, …tokens, …trees.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.inline import A, Mark, W, is_pending, marks, put, readable
from exectrack_xl.render.merge.looks import merged_look
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.sides import Sides
from exectrack_xl.render.merge.tokens import Swap, edits, together, tokens
from exectrack_xl.render.merge.trees import TreeMerge


@dataclass(frozen=True)
class Content:
    """What stands in a paragraph as tokens, and at which mark each begins; what is not seen is kept by its place."""

    seen: list[Mark]
    unseen: dict[int, list[Mark]]  # before the mark of that number
    words: list[str]
    starts: list[int]

    @classmethod
    def of(cls, paragraph: Element) -> Content:
        """The content of a paragraph."""
        seen: list[Mark] = []
        unseen: dict[int, list[Mark]] = {}
        for mark in marks(paragraph):
            if mark.text:
                seen.append(mark)
            else:
                unseen.setdefault(len(seen), []).append(mark)
        words = tokens("".join(mark.text for mark in seen))
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word))
        return cls(seen, unseen, words, starts)

    def look(self, place: int) -> bytes:
        """The look at a mark, or near it."""
        if not self.seen:
            return b""
        return self.seen[min(max(place, 0), len(self.seen) - 1)].look


@dataclass(frozen=True)
class TextMerge:
    """Merges the paragraphs of one place."""

    sides: Sides
    log: Log
    place: Place

    def merge(self, base: Element, theirs: Element, new: Element, what: str = "text") -> None:
        """Bring one paragraph up to date."""
        b, t, n = self.sides.base.seen(base), self.sides.theirs.seen(theirs), self.sides.new.seen(new)
        if b == n or t == n:
            self._pin(base, theirs, new, what)
            return
        if t == b:
            self.replace(theirs, new)
            self.log.add(Kind.UPDATED, self.place, what, readable(base), readable(new))
            return
        if is_pending(theirs):
            self._keep(base, theirs, new, what)
            return
        self._properties(base, theirs, new)
        self._merge_words((base, theirs, new), what)

    def replace(self, theirs: Element, new: Element) -> None:
        """Give a paragraph the whole content of a new one."""
        listed = theirs.find(f"{W}pPr/{W}numPr/{W}numId")
        number = None if listed is None else listed.get(f"{W}val")
        put(theirs, [])
        last = next((one for one in theirs if one.tag == f"{A}endParaRPr"), None)
        for one in list(theirs):
            if one is not last:
                theirs.remove(one)
        place = 0
        for one in new:
            if isinstance(one.tag, str) and not (last is not None and one.tag == f"{A}endParaRPr"):
                theirs.insert(place, self.sides.brought(one, adapted=number is None))
                place += 1
        listed = theirs.find(f"{W}pPr/{W}numPr/{W}numId")
        if listed is not None and number is not None:
            listed.set(f"{W}val", number)

    def _pin(self, base: Element, theirs: Element, new: Element, what: str) -> None:
        if _words(theirs) != _words(new):
            self._keep(base, theirs, new, what)

    def _keep(self, base: Element, theirs: Element, new: Element, what: str) -> None:
        self.log.kept(self.place, what, yours=readable(theirs), ours=readable(new), was=readable(base),
                      anchor=theirs)  # fmt: skip

    def _properties(self, base: Element, theirs: Element, new: Element) -> None:
        """The paragraph's own look: level, alignment, spacing."""
        name = theirs.tag[: theirs.tag.index("}") + 1]
        own = [one.find(f"{name}pPr") for one in (base, theirs, new)]
        if own[0] is not None and own[1] is not None and own[2] is not None:
            silent = TreeMerge(self.sides, Log(), self.place, frozenset({f"{W}rPr", f"{W}numPr"}))
            silent.merge(own[0], own[1], own[2])

    def _merge_words(self, three: tuple[Element, Element, Element], what: str) -> None:
        base, theirs, new = (Content.of(one) for one in three)
        if theirs.words == base.words:
            swaps = [Swap(i1, i2, j1, j2) for kind, i1, i2, j1, j2 in edits(base.words, new.words) if kind != "equal"]
            merged = self._written((base, theirs, new), swaps)
        elif base.words == new.words:
            self._pin(*three, what)
            return
        elif theirs.words == new.words:
            return
        else:
            found = together(base.words, theirs.words, new.words)
            merged = None if found is None else self._written((theirs, theirs, new), found)
        if merged is None:
            self._keep(*three, what)
            return
        was = readable(three[1])
        put(three[1], merged)
        kind = Kind.UPDATED if theirs.words == base.words else Kind.MERGED
        if readable(three[1]) != was:
            self.log.add(kind, self.place, what, was, readable(three[1]))

    def _written(self, three: tuple[Content, Content, Content], swaps: Sequence[Swap]) -> list[Mark] | None:
        """Their content with the swaps made; None where a thing they put there would be lost."""
        base, theirs, new = three
        out: list[Mark] = []
        waiting = sorted(theirs.unseen)

        def release(place: int) -> None:
            while waiting and waiting[0] <= place:
                out.extend(theirs.unseen[waiting.pop(0)])

        at, ahead = 0, 0
        for swap in [*swaps, Swap(len(theirs.words), len(theirs.words), len(new.words), len(new.words))]:
            first, last = theirs.starts[swap.i1], theirs.starts[swap.i2]
            for number in range(theirs.starts[at], first):
                release(number)
                out.append(_kept(three, number, new.starts[ahead] - theirs.starts[at]))
            if any(mark.node is not None and mark.text != "\n" for mark in theirs.seen[first:last]):
                return None
            if last > first or base is theirs:
                release(first)
            out.extend(self._fresh(three, swap))
            release(last - 1)
            at, ahead = swap.i2, swap.j2
        release(len(theirs.seen))
        return out

    def _fresh(self, three: tuple[Content, Content, Content], swap: Swap) -> Iterator[Mark]:
        """The new tokens of a swap, each in the look of what it replaces."""
        base, theirs, new = three
        for step, token in enumerate(range(swap.j1, swap.j2)):
            if swap.i2 > swap.i1:
                near = theirs.starts[min(swap.i1 + step, swap.i2 - 1)]
            else:
                near = theirs.starts[swap.i1] - 1 if swap.i1 else 0
            for number in range(new.starts[token], new.starts[token + 1]):
                mark = new.seen[number]
                node = None if mark.node is None else self.sides.brought(mark.node)
                look = merged_look(base.look(near), theirs.look(near), mark.look) if base is not theirs \
                    else theirs.look(near)  # fmt: skip
                yield Mark(mark.text, look, node)


def _kept(three: tuple[Content, Content, Content], number: int, offset: int) -> Mark:
    """One of their marks, with the look that is new where they left it as it was."""
    base, theirs, new = three
    mark = theirs.seen[number]
    if mark.node is not None or base is theirs:
        return mark
    return replace(mark, look=merged_look(base.look(number), mark.look, new.look(number + offset)))


def _words(paragraph: Element) -> str:
    return " ".join(readable(paragraph).split())
