"""A look that a person gave to every row of a table alike, given to the rows that come new as well.

Who sets a whole table to nine points has not decided about nine rows but about the table. A property is carried only
where all rows had the same before, all have the same now, and the new row comes with the one from before.
Depends on: render.merge.canonical, …inline, …looks, …office_file, …trees, …word_regions.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from exectrack_xl.render.merge.canonical import canonical
from exectrack_xl.render.merge.inline import A
from exectrack_xl.render.merge.looks import look_text
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.trees import Slot, place_for, slots
from exectrack_xl.render.merge.word_regions import W

FEWEST_ROWS = 2  # a look of one row is that row's own
_ITSELF = "."
_LOOKS = {f"{A}tc": f"{A}tcPr", f"{A}p": f"{A}pPr", f"{A}r": f"{A}rPr", f"{A}tr": _ITSELF,
          f"{W}tc": f"{W}tcPr", f"{W}p": f"{W}pPr", f"{W}r": f"{W}rPr", f"{W}tr": f"{W}trPr"}  # fmt: skip
_ROWS = (f"{A}tr", f"{W}tr")
_CELLS = (f"{A}tc", f"{W}tc")
_MIXED = object()
_LAST = {f"{A}tcPr"}  # every other look is the first in what it is the look of

Key: TypeAlias = "str | Slot"
Values: TypeAlias = dict[Key, object]
Pairs: TypeAlias = Sequence[tuple[Element, Element]]  # what was generated, and what a person made of it


def carry_row(pairs: Pairs, made: Element) -> bool:
    """Give a new row what all rows were given alike, and each cell what its column was; whether anything was."""
    if len(pairs) < FEWEST_ROWS or all(_same(before, after) for before, after in pairs):
        return False
    own = _cells(made)
    held = [(_cells(before), _cells(after)) for before, after in pairs]
    if any(len(before) != len(own) or len(after) != len(own) for before, after in held):
        return _carry(pairs, made, _LOOKS)
    given = _carry(pairs, made, _ROWS)
    for place, cell in enumerate(own):
        given |= _carry([(before[place], after[place]) for before, after in held], cell, _LOOKS)
    return given


def _carry(pairs: Pairs, made: Element, tags: Collection[str]) -> bool:
    given = False
    for tag in dict.fromkeys(one.tag for one in made.iter() if one.tag in tags):
        before, after = ([look for pair in pairs for look in _looks(pair[side], tag)] for side in (0, 1))
        edits = _alike(map(_values, before), map(_values, after))
        for holder in list(made.iter(tag)) if edits else ():
            given |= _give(holder, edits, after[0])
    return given


def _alike(before: Iterable[Values], after: Iterable[Values]) -> dict[Key, tuple[object, object]]:
    """The properties that were one thing everywhere and are another everywhere: from what, to what."""
    was, now = _common(before), _common(after)
    changed = {key: (was.get(key), now.get(key)) for key in {*was, *now} if was.get(key) != now.get(key)}
    return {key: values for key, values in changed.items() if _MIXED not in values}


def _common(looks: Iterable[Values]) -> Values:
    """What all looks say of each property; `_MIXED` where they differ."""
    found: Values = {}
    for number, look in enumerate(looks):
        for key in {*found, *look}:
            if number and found.get(key) != look.get(key):
                found[key] = _MIXED
            else:
                found[key] = look.get(key)
    return found


def _give(holder: Element, edits: Mapping[Key, tuple[object, object]], model: Element) -> bool:
    own = _values(_look(holder))
    wanted = [key for key, (was, _) in edits.items() if own.get(key) == was]
    target = _look(holder, make=bool(wanted))
    for key in wanted:
        if isinstance(key, str):
            _set(target, key, model.get(key))
        else:
            _replace(target, key, model)
    return bool(wanted)


def _set(target: Element, key: str, value: str | None) -> None:
    if value is None:
        del target.attrib[key]
    else:
        target.set(key, value)


def _replace(target: Element, slot: Slot, model: Element) -> None:
    old, new = slots(target).get(slot), slots(model).get(slot)
    if old is not None:
        target.remove(old)
    if new is not None:
        target.insert(place_for(target, model, slot), copy.deepcopy(new))


def _values(look: Element) -> Values:
    """The properties of a look, comparable; without what spelling checkers add."""
    plain = look_text(look)
    if not plain:
        return {}
    clean = etree.fromstring(plain)
    parts = {} if look.tag in _LOOKS else slots(clean)  # a row that is its own look holds its cells
    return {**{str(key): value for key, value in clean.attrib.items()},
            **{slot: canonical(one, str) for slot, one in parts.items()}}  # fmt: skip


def _looks(element: Element, tag: str) -> Iterator[Element]:
    return map(_look, element.iter(tag))


def _cells(row: Element) -> list[Element]:
    return list(row.iter(*_CELLS))


def _look(holder: Element, *, make: bool = False) -> Element:
    """The look of something; an empty one where it has none, put in its place where it is to be filled."""
    name = _LOOKS[holder.tag]
    if name == _ITSELF:
        return holder
    found = holder.find(name)
    if found is None:
        found = etree.Element(name)
        if make:
            holder.insert(len(holder) if name in _LAST else 0, found)
    return found


def _same(before: Element, after: Element) -> bool:
    return canonical(before, str) == canonical(after, str)
