"""Three trees of XML merged property by property: the rule for everything that is neither text nor data.

Where they left a property as it was generated, it becomes the new one; where the data did not change it, theirs
stays; where both changed it, theirs stays and is listed. What only they have is never looked at.
Depends on: render.merge.changes, …office_file, …sides.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from exectrack_xl.render.merge.changes import Kind, Log, Place
from exectrack_xl.render.merge.office_file import RELATION, Element
from exectrack_xl.render.merge.sides import Sides

_RELATED = f"{{{RELATION}}}"
_CHOICES = {
    "fill": ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"),
    "outline of text": ("ln",),
    "geometry": ("prstGeom", "custGeom"),
    "effects": ("effectLst", "effectDag"),
    "fitting": ("noAutofit", "normAutofit", "spAutoFit"),
    "bullet": ("buNone", "buAutoNum", "buChar", "buBlip"),
    "bullet colour": ("buClrTx", "buClr"),
    "bullet size": ("buSzTx", "buSzPct", "buSzPts"),
    "bullet font": ("buFontTx", "buFont"),
    "dash": ("prstDash", "custDash"),
}
_CHOICE_OF = {name: choice for choice, names in _CHOICES.items() for name in names if choice != "outline of text"}
_WHOLE = {"fill", "geometry", "effects", "bullet", "fitting", "dash"}  # one thing, whatever it is made of

_ORDERS = {
    "spPr": "xfrm geometry fill ln effects scene3d sp3d extLst",
    "grpSpPr": "xfrm fill effects scene3d extLst",
    "pPr": "lnSpc spcBef spcAft bullet_colour bullet_size bullet_font bullet tabLst defRPr extLst",
    "tcPr": "lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D fill headers extLst",
    "ln": "fill dash round bevel miter headEnd tailEnd extLst",
    "bodyPr": "prstTxWarp fitting scene3d sp3d flatTx extLst",
    "rPr": "ln fill effects highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst",
    "w:rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}
_RANKS = {
    parent: {name.replace("_", " "): rank for rank, name in enumerate(names.split())}
    for parent, names in _ORDERS.items()
}

Slot = tuple[str, int]


@dataclass(frozen=True)
class TreeMerge:
    """Merges trees of one place; elements whose tag is in `skip` are merged by somebody else."""

    sides: Sides
    log: Log
    place: Place
    skip: frozenset[str] = frozenset()

    def merge(self, base: Element, theirs: Element, new: Element, what: str = "look") -> bool:
        """Bring `theirs` up to date; whether anything was changed in it."""
        if self._base(base) == self._new(new):
            return False
        changed = self._attributes(base, theirs, new, what)
        slots_b, slots_t, slots_n = (slots(one, self.skip) for one in (base, theirs, new))
        for slot in dict.fromkeys((*slots_b, *slots_n)):
            b, t, n = slots_b.get(slot), slots_t.get(slot), slots_n.get(slot)
            changed |= self._child((b, t, n), (theirs, new), slot, what)
        return changed

    def _child(self, three: tuple[Element | None, Element | None, Element | None],
               parents: tuple[Element, Element], slot: Slot, what: str) -> bool:  # fmt: skip
        b, t, n = three
        seen_b, seen_t, seen_n = self._base(b), self.sides.theirs.seen(t, self.skip), self._new(n)
        if seen_b == seen_n or seen_t == seen_n:
            return False
        if b is not None and t is not None and n is not None:
            apart = seen_t == seen_b and self._holds_others(t, n)
            if apart or (seen_t != seen_b and slot[0] not in _WHOLE and len(b) + len(n) and not _is_related(n)):
                return self.merge(b, t, n, what)
        if seen_t == seen_b:
            self._take(t, n, parents, slot)
            return True
        self.log.add(Kind.CONFLICT, self.place, what, shown(t), shown(n))
        return False

    def _holds_others(self, *elements: Element) -> bool:
        """Whether something inside is merged by somebody else and must not be replaced."""
        return any(one.tag in self.skip for element in elements for one in element.iter())

    def _take(self, t: Element | None, n: Element | None, parents: tuple[Element, Element], slot: Slot) -> None:
        theirs, new = parents
        if t is not None:
            if n is None:
                theirs.remove(t)
            else:
                theirs.replace(t, self.sides.brought(n))
        elif n is not None:
            theirs.insert(place_for(theirs, new, slot, self.skip), self.sides.brought(n))

    def _attributes(self, base: Element, theirs: Element, new: Element, what: str) -> bool:
        changed = False
        for key in {*map(str, base.attrib), *map(str, new.attrib)}:
            b, t, n = base.get(key), theirs.get(key), new.get(key)
            if b == n or t == n or key.startswith(_RELATED):
                continue
            if t != b:
                self.log.add(Kind.CONFLICT, self.place, what, f"{t}", f"{n}")
            elif n is None:
                del theirs.attrib[key]
                changed = True
            else:
                theirs.set(key, n)
                changed = True
        return changed

    def _base(self, element: Element | None) -> object:
        return self.sides.base.seen(element, self.skip)

    def _new(self, element: Element | None) -> object:
        return self.sides.new.seen(element, self.skip)


def slots(parent: Element, skip: frozenset[str] = frozenset()) -> dict[Slot, Element]:
    """The children of an element by what they are for; one of several choices is one slot."""
    found: dict[Slot, Element] = {}
    counted: dict[str, int] = {}
    for one in parent:
        if not isinstance(one.tag, str) or one.tag in skip:
            continue
        name = etree.QName(one).localname
        name = _CHOICE_OF.get(name, one.tag)
        index = next((int(i.get("val", "0")) for i in one if _is_index(i)), counted.get(name, 0))
        counted[name] = counted.get(name, 0) + 1
        found[name, index] = one
    return found


def place_for(parent: Element, model: Element, slot: Slot, skip: frozenset[str] = frozenset()) -> int:
    """Where in `parent` a child of that slot goes: by the format's order, else by that of the children of `model`."""
    own = slots(parent)
    prefix = "w:" if "wordprocessingml" in parent.tag else ""
    ranks = _RANKS.get(prefix + etree.QName(parent).localname)
    if ranks is not None and _local(slot) in ranks:
        rank = ranks[_local(slot)]
        later = (one for other, one in own.items() if ranks.get(_local(other), len(ranks)) > rank)
        following = min((parent.index(one) for one in later), default=None)
        return len(parent) if following is None else following
    order = list(slots(model, skip))
    for one in reversed(order[: order.index(slot)]):
        if one in own:
            return parent.index(own[one]) + 1
    for one in order[order.index(slot) + 1 :]:
        if one in own:
            return parent.index(own[one])
    return len(parent)


def _local(slot: Slot) -> str:
    return slot[0].rpartition("}")[2]


def shown(element: Element | None) -> str:
    """A property in a few words: its colour or value."""
    if element is None:
        return "none"
    for one in element.iter():
        if isinstance(one.tag, str) and (value := one.get("val") or one.get("prst")):
            return value
    return etree.QName(element).localname


def _is_related(element: Element) -> bool:
    return any(str(key).startswith(_RELATED) for key in element.attrib)


def _is_index(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}idx") and element.get("val", "").isdigit()
