"""The shapes of one slide merged: each by itself, new ones where they belong, dropped ones only if nobody touched them.

Depends on: render.merge.base, …changes, …charts, …identity, …office_file, …shapes, …sides, …slides, …tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.identity import Found, Identity
from exectrack_xl.render.merge.office_file import Element, OfficeFile
from exectrack_xl.render.merge.shapes import ShapeMerge, chart_side
from exectrack_xl.render.merge.sides import Side, Sides, brought
from exectrack_xl.render.merge.slides import GeneratedDeck, Made, tree_of
from exectrack_xl.render.merge.tags import GROUP, A, P, all_shapes, plain_name, properties_of, untag


@dataclass
class SlideShapes:
    """What all slides of one deck are merged with."""

    base: GeneratedDeck
    theirs: OfficeFile
    new: GeneratedDeck
    identity: Identity
    log: Log
    prints: Mapping[str, str] = field(default_factory=dict)

    def merge(self, slide: str) -> None:
        """Bring the shapes of a slide up to date, wherever they lie now."""
        for key in [key for key, made in self.base.shapes.items() if made.slide == slide]:
            made, fresh, own = self.base.shapes[key], self.new.shapes.get(key), self.identity.shapes.get(key)
            if own is not None and fresh is not None:
                ShapeMerge(self._sides(made, own, fresh), self.log, place_of(key, made)).merge(
                    made.shape, own.shape, fresh.shape)  # fmt: skip
            elif own is not None:
                self._dropped(key, made, own)
            elif fresh is not None and slide in self.identity.slides:
                self._deleted(key, made, fresh)
        for key in [key for key, made in self.new.shapes.items() if made.slide == slide]:
            if key not in self.base.shapes:
                self._added(key, self.new.shapes[key])

    def untouched(self, made: Made, own: Found) -> bool:
        """Whether a shape is, in all that can be seen, as it was generated, and nothing refers to it."""
        home = self.identity.slides.get(made.slide) == own.part
        base, theirs = Side(self.base.file, made.part, self.prints), Side(self.theirs, own.part)
        if not home or base.seen(made.shape) != theirs.seen(own.shape) or self._is_referred_to(own):
            return False
        before, now = chart_side(base, made.shape), chart_side(theirs, own.shape)
        if before is None or now is None:
            return before is None and now is None
        alike = before.seen(before.file.tree(before.part)) == now.seen(now.file.tree(now.part))
        books = [one.target for side in (before, now) for one in side.file.related(side.part).values()
                 if one.kind == "package"]  # fmt: skip
        return alike and (len(books) < 2 or before.print_of(books[0]) == now.print_of(books[1]))

    def _sides(self, made: Made, own: Found, fresh: Made) -> Sides:
        return Sides(Side(self.base.file, made.part, self.prints), Side(self.theirs, own.part),
                     Side(self.new.file, fresh.part))  # fmt: skip

    def _is_referred_to(self, own: Found) -> bool:
        """Whether an animation or a connector holds on to the shape."""
        numbers = {properties_of(one).get("id", "") for one in (own.shape, *all_shapes(own.shape))}
        root = self.theirs.tree(own.part)
        targets = (one.get("spid") for one in root.iter(f"{P}spTgt", f"{P}bldP", f"{P}bldGraphic"))
        glued = (one.get("id") for one in root.iter(f"{A}stCxn", f"{A}endCxn"))
        return not numbers.isdisjoint([*targets, *glued])

    def _dropped(self, key: str, made: Made, own: Found) -> None:
        if made.group and made.group not in self.new.shapes and made.group in self.identity.shapes:
            return  # it goes or stays with its group
        parent = own.shape.getparent()
        if parent is None:
            return
        words = _words(own.shape)
        if self.untouched(made, own):
            untag(self.theirs, own.part, own.shape)
            parent.remove(own.shape)
            del self.identity.shapes[key]
            self.log.add(Kind.REMOVED, place_of(key, made), "shape", words)
        else:
            if not made.group:
                untag(self.theirs, own.part, own.shape, was=True)
                del self.identity.shapes[key]
            self.log.add(Kind.OBSOLETE, place_of(key, made), "shape", words)

    def _deleted(self, key: str, made: Made, fresh: Made) -> None:
        if made.group and made.group not in self.identity.shapes:
            return
        words = [_words(one.shape) or "what it was" for one in (made, fresh)]
        self.log.kept(place_of(key, made), "shape you took out", yours="", ours=words[1], was=words[0])

    def _added(self, key: str, made: Made) -> None:
        if made.group and made.group not in self.base.shapes:
            return  # it came with its group
        before = self._before(key, made)
        container, part = self._container(made, before)
        if container is None:
            return
        shape = brought(made.shape, Side(self.new.file, made.part), Side(self.theirs, part))
        _number(shape, self.theirs.tree(part))
        if before is not None and before.shape.getparent() is container:
            before.shape.addnext(shape)
        else:
            heads = sum(one.tag in (f"{P}nvGrpSpPr", f"{P}grpSpPr") for one in container)
            container.insert(heads, shape)
        self.identity.shapes[key] = Found(part, shape)
        self.log.add(Kind.UPDATED, place_of(key, made), "new shape", "", _words(shape))

    def _before(self, key: str, made: Made) -> Found | None:
        """The nearest shape below the new one that is there in their deck."""
        order = [
            one for one, other in self.new.shapes.items() if (other.slide, other.group) == (made.slide, made.group)
        ]
        known = (self.identity.shapes.get(one) for one in reversed(order[: order.index(key)]))
        return next((one for one in known if one is not None), None)

    def _container(self, made: Made, before: Found | None) -> tuple[Element | None, str]:
        """The slide or group that takes a new shape; none where a person took it out."""
        if made.group:
            held = self.identity.shapes.get(made.group)
            if held is not None:
                return held.shape, held.part
            return (None, "") if before is None else (before.shape.getparent(), before.part)
        part = self.identity.slides.get(made.slide)
        return (None, "") if part is None else (tree_of(self.theirs, part), part)


def place_of(key: str, made: Made) -> Place:
    """Where a shape stands, in words."""
    page = made.slide.replace("_", " ").capitalize()
    name = plain_name(made.shape)
    about = key.partition(".")[2].partition("/")[0]
    part = f"{name} in {about}" if made.group else f"{name.removeprefix(page).strip()} {about}"
    return Place(page, part.strip())


def _number(shape: Element, root: Element) -> None:
    """Numbers of their own for a new shape and what is in it."""
    taken = {1, *(int(one.get("id", "0")) for one in root.iter(f"{P}cNvPr"))}
    for one in _with_inner(shape):
        number = int(properties_of(one).get("id", "0"))
        if number in taken:
            number = max(taken) + 1
            properties_of(one).set("id", str(number))
        taken.add(number)


def _with_inner(shape: Element) -> Iterator[Element]:
    yield shape
    if shape.tag == GROUP:
        yield from all_shapes(shape)


def _words(shape: Element) -> str:
    return " ".join(one.text or "" for one in shape.iter(f"{A}t"))[:300]
