"""The look of a piece of text, merged property by property: a new status brings its colour, a person's bold stays.

Depends on: render.merge.office_file, …sides, …trees.
"""

from __future__ import annotations

import copy
from functools import lru_cache

from lxml import etree

from exectrack_xl.render.merge.canonical import canonical
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.trees import place_for, slots

_NOISE = {"lang", "altLang", "dirty", "err", "smtClean", "smtId", "noProof", "kumimoji", "bmk"}


def merged_look(base: bytes, theirs: bytes, new: bytes) -> bytes:
    """Their look with what is new; looks are elements as text, empty where there is none."""
    if base == new or theirs == new:
        return theirs
    return new if theirs == base else _merged(base, theirs, new)


def look_text(element: Element | None) -> bytes:
    """A look as text, without what spelling checkers add; empty where it says nothing."""
    if element is None:
        return b""
    plain = copy.deepcopy(element)
    plain.tail = None
    for key in _NOISE & set(map(str, plain.attrib)):
        del plain.attrib[key]
    return etree.tostring(plain, method="c14n", exclusive=True) if len(plain) or plain.attrib else b""


@lru_cache(maxsize=4096)
def _merged(base: bytes, theirs: bytes, new: bytes) -> bytes:
    b, t, n = (etree.fromstring(one) if one else None for one in (base, theirs, new))
    model = next(one for one in (n, b, t) if one is not None)
    b, t, n = (etree.Element(model.tag) if one is None else one for one in (b, t, n))
    for key in {*map(str, b.attrib), *map(str, n.attrib)}:
        if b.get(key) != n.get(key) and t.get(key) == b.get(key):
            if (value := n.get(key)) is None:
                del t.attrib[key]
            else:
                t.set(key, value)
    slots_b, slots_t, slots_n = slots(b), slots(t), slots(n)
    for slot in dict.fromkeys((*slots_b, *slots_n)):
        one_b, one_t, one_n = (where.get(slot) for where in (slots_b, slots_t, slots_n))
        if _same(one_b, one_n) or not _same(one_t, one_b):
            continue
        if one_t is not None:
            t.remove(one_t)
        if one_n is not None:
            t.insert(place_for(t, n, slot), copy.deepcopy(one_n))
    return etree.tostring(t, method="c14n", exclusive=True) if len(t) or t.attrib else b""


def _same(one: Element | None, other: Element | None) -> bool:
    return canonical(one, str) == canonical(other, str)
