"""Which slide and shape of an edited deck is which of the generated ones.

By tag, by the suffix of the name, by the name inside a group; and where LibreOffice took both away, by what stands
in it and where it lies. A copy is a person's own: the original is the one on its slide.
Depends on: render.merge.office_file, …shapes, …slides, …tags, …tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from exectrack_xl.render.merge.office_file import Element, OfficeFile
from exectrack_xl.render.merge.shapes import frame, numbers
from exectrack_xl.render.merge.slides import OBSOLETE, GeneratedDeck, Made, Slides, members, slide_key, tree_of
from exectrack_xl.render.merge.tags import A, P, all_shapes, key_of, name_of
from exectrack_xl.render.merge.tokens import likeness, tokens

_ENOUGH = 0.5  # of likeness, for a shape that bears no tag
_SLIDE_ENOUGH = 0.35
_MARK = f"{P}nvSpPr/{P}nvPr/{P}ph"
_SIDE = 12192000  # EMU: the width of a slide


@dataclass(frozen=True)
class Found:
    """A shape in the edited deck."""

    part: str
    shape: Element


@dataclass
class Identity:
    """The generated slides and shapes that are still there, and what are copies of some."""

    slides: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, Found] = field(default_factory=dict)
    copied_slides: list[str] = field(default_factory=list)
    copied_shapes: list[tuple[str, str]] = field(default_factory=list)  # key, part


def identified(theirs: OfficeFile, base: GeneratedDeck, layouts: OfficeFile) -> Identity:
    """Who is who in an edited deck; `layouts` is a deck whose layouts tell where placeholders lie."""
    found = Identity()
    parts = [part for part in Slides(theirs).parts() if not slide_key(theirs, part).startswith(OBSOLETE)]
    tagged = {part: list(_tagged(theirs, part)) for part in parts}
    _slides(theirs, base, tagged, found)
    _shapes(base, {part: tagged[part] for part in parts if part not in found.copied_slides}, found)
    _untagged(theirs, base, layouts, found)
    _members(theirs, base, found)
    return found


def _tagged(theirs: OfficeFile, part: str) -> Iterator[tuple[str, Element]]:
    return ((key, shape) for shape in all_shapes(tree_of(theirs, part)) if (key := key_of(theirs, part, shape)))


def _slides(theirs: OfficeFile, base: GeneratedDeck, tagged: Mapping[str, list[tuple[str, Element]]],
            found: Identity) -> None:  # fmt: skip
    named: dict[str, list[str]] = {}
    nameless = []
    for part, shapes in tagged.items():
        key = slide_key(theirs, part)
        if key not in base.slides:
            votes = [base.shapes[one].slide for one, _ in shapes if one in base.shapes]
            key = max(sorted(set(votes)), key=votes.count) if votes else ""
        if key:
            named.setdefault(key, []).append(part)
        else:
            nameless.append(part)
    order, own = Slides(base.file), Slides(theirs)
    for key, parts in named.items():
        number = order.number(base.slides[key])
        first = next((part for part in parts if own.number(part) == number), parts[0])
        found.slides[key] = first
        found.copied_slides += [part for part in parts if part != first]
    _like_slides(theirs, base, nameless, found)


def _like_slides(theirs: OfficeFile, base: GeneratedDeck, nameless: list[str], found: Identity) -> None:
    """Slides that bear no name and no tag, by their words."""
    words = {part: _words(tree_of(theirs, part)) for part in nameless}
    missing = {key: _words(tree_of(base.file, part)) for key, part in base.slides.items() if key not in found.slides}
    pairs = sorted(((likeness(said, own), key, part) for key, said in missing.items() for part, own in words.items()),
                   key=lambda pair: (-pair[0], pair[1], pair[2]))  # fmt: skip
    for like, key, part in pairs:
        if like >= _SLIDE_ENOUGH and key not in found.slides and part not in found.slides.values():
            found.slides[key] = part


def _shapes(base: GeneratedDeck, tagged: Mapping[str, list[tuple[str, Element]]], found: Identity) -> None:
    every: dict[str, list[Found]] = {}
    for part, shapes in tagged.items():
        for key, shape in shapes:
            every.setdefault(key, []).append(Found(part, shape))
    for key, candidates in every.items():
        made = base.shapes.get(key)
        home = None if made is None else found.slides.get(made.slide)
        number = "" if made is None else made.shape[0][0].get("id", "")
        candidates.sort(key=lambda one: (one.part != home, one.shape[0][0].get("id") != number))
        found.shapes[key] = candidates[0]
        found.copied_shapes += [(key, one.part) for one in candidates[1:]]


def _members(theirs: OfficeFile, base: GeneratedDeck, found: Identity) -> None:
    """The shapes in groups by their names, also where somebody dissolved the group."""
    for key in [key for key, made in base.shapes.items() if not made.group]:
        names = {one for one, made in base.shapes.items() if made.group == key}
        if not names:
            continue
        held = found.shapes.get(key)
        if held is not None:
            inner: Iterable[tuple[str, Element]] = members(key, held.shape)
            part = held.part
        else:
            part = found.slides.get(base.shapes[key].slide, "")
            loose = all_shapes(tree_of(theirs, part)) if part else ()
            inner = ((f"{key}/{name_of(one)}", one) for one in loose)
        for one, shape in inner:
            if one in names and one not in found.shapes:
                found.shapes[one] = Found(part, shape)


def _untagged(theirs: OfficeFile, base: GeneratedDeck, layouts: OfficeFile, found: Identity) -> None:
    """Shapes without a tag, on a slide that is known, by their words and place."""
    taken = {id(one.shape) for one in found.shapes.values()}
    for slide, part in found.slides.items():
        missing = {key: made for key, made in base.shapes.items()
                   if made.slide == slide and not made.group and key not in found.shapes}  # fmt: skip
        free = [
            one
            for one in all_shapes(tree_of(theirs, part))
            if id(one) not in taken and not key_of(theirs, part, one) and one.find(_MARK) is not None
        ]
        scored = [(_score(made, one, base.file, layouts), key, number)
                  for key, made in missing.items() for number, one in enumerate(free)]  # fmt: skip
        used: set[int] = set()
        for score, key, number in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
            if score >= _ENOUGH and key not in found.shapes and number not in used:
                used.add(number)
                found.shapes[key] = Found(part, free[number])


def _score(made: Made, shape: Element, file: OfficeFile, layouts: OfficeFile) -> float:
    """How much a shape is like a generated one, 0 to 1: by its words, by its place, by its kind."""
    if made.shape.tag != shape.tag:
        return 0.0
    kinds = [_placeholder(one) for one in (made.shape, shape)]
    if kinds[0] != kinds[1]:
        return 0.0
    words = likeness(_words(made.shape), _words(shape))
    before, own = _box(made, file, layouts), _box(Made(made.part, shape, made.slide), file, layouts)
    near = 0.0
    if before and own:
        near = max(0.0, 1 - sum(abs(a - b) for a, b in zip(before, own, strict=True)) / (_SIDE * 0.1))
    return max(words, 0.7 * near, (words + near) / 2 if words and near else 0.0)


def _placeholder(shape: Element) -> str:
    found = shape.find(_MARK)
    word = "" if found is None else found.get("type", "body")
    known = {"ctrTitle": "title", "ftr": "ftr", "dt": "dt", "sldNum": "sldNum", "title": "title"}
    return known.get(word, "body")


def _box(made: Made, file: OfficeFile, layouts: OfficeFile) -> tuple[int, ...]:
    """Left, top, width, height: a shape's own, else its placeholder's in the layout."""
    own = frame(made.shape)
    if own is None:
        mark = made.shape.find(_MARK)
        relation = next((one for one in file.related(made.part).values() if one.kind == "slideLayout"), None)
        if mark is None or relation is None or relation.target not in layouts.parts:
            return ()
        for shape in all_shapes(tree_of(layouts, relation.target)):
            held = shape.find(_MARK)
            if held is not None and held.get("idx", "0") == mark.get("idx", "0"):
                own = frame(shape)
    if own is None:
        return ()
    return (*numbers(own.find(f"{A}off"), ("x", "y")), *numbers(own.find(f"{A}ext"), ("cx", "cy")))


def _words(element: Element) -> list[str]:
    return tokens(" ".join(one.text or "" for one in element.iter(f"{A}t")))
