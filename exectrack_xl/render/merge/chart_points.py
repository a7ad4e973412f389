"""Points and labels of single categories in a chart's series: exchanged whole, or found again at their category.

Depends on: render.merge.chart_data, …office_file.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from exectrack_xl.render.merge.chart_data import C, Category
from exectrack_xl.render.merge.office_file import Element


def exchange(own: Element, new: Element) -> None:
    """The points and labels of the new series in place of their own."""
    for name in ("dPt", "dLbls"):
        for one in own.findall(f"{C}{name}"):
            own.remove(one)
    before = ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt")
    for one in new.findall(f"{C}dPt") + new.findall(f"{C}dLbls"):
        place = max((own.index(had) + 1 for had in own if had.tag in {f"{C}{name}" for name in before}), default=0)
        own.insert(place, copy.deepcopy(one))


def renumber(series: Element, before: Sequence[Category], after: list[Category]) -> None:
    """Points and labels of single categories, found again where their category now stands."""
    if list(before) == after:
        return
    for holder, index in list(_indexed(series)):
        old = int(index.get("val", "0"))
        parent = holder.getparent()
        if old < len(before) and before[old] in after:
            index.set("val", str(after.index(before[old])))
        elif parent is not None:
            parent.remove(holder)


def _indexed(series: Element) -> Iterator[tuple[Element, Element]]:
    for holder in (*series.findall(f"{C}dPt"), *series.findall(f"{C}dLbls/{C}dLbl")):
        index = holder.find(f"{C}idx")
        if index is not None:
            yield holder, index
