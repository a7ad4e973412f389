"""Placeholders that a layout of our name has lost: taken from the company's own ones by name, else put in again.

Depends on: render.deck.places, render.geometry, render.template_deck, report.model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from exectrack_xl.render.geometry import Box
from exectrack_xl.render.template_deck.layouts import LAYOUTS
from exectrack_xl.render.template_deck.shapes import NAMESPACES, Placeholder
from exectrack_xl.report.model import Layout

Names = Mapping[str, str]  # our placeholders -> those of the company, as the selection pane shows both

_AS_THEY_LIKE = ("title", "ctrTitle", "dt", "ftr", "sldNum")  # a company may leave footers out


def missing_places(layout: Any, names: Names) -> Iterator[tuple[Placeholder, Any]]:
    """Each placeholder of ours that a layout of our name lacks, with the one that stands for it, or None."""
    held = dict(_placeholders(layout.element))
    wanted = [one for one in LAYOUTS[Layout(layout.name)]
              if isinstance(one, Placeholder) and one.idx is not None and one.kind not in _AS_THEY_LIKE]  # fmt: skip
    free = {shape[0][0].get("name", "").casefold(): shape for idx, shape in held.items()
            if idx not in {one.idx for one in wanted}}  # fmt: skip
    for ours in wanted:
        if ours.idx not in held:
            yield ours, free.pop(names.get(ours.name, ours.name).casefold(), None)


def complete(layout: Any, names: Names, moved: Callable[[Box], Box]) -> None:
    """Give a layout the placeholders it lacks; `moved` brings a box of our page to the template's."""
    tree = layout.element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    number = max((int(one.get("id", "0")) for one in tree.iter(qn("p:cNvPr"))), default=1)
    for ours, theirs in list(missing_places(layout, names)):
        if theirs is not None:
            next(theirs.iter(qn("p:ph"))).set("idx", str(ours.idx))
            continue
        number += 1
        made = parse_xml(ours.xml(number).replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1))
        frame = made.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
        box = moved(ours.box)
        for name, values in (("a:off", {"x": box.left, "y": box.top}), ("a:ext", {"cx": box.width, "cy": box.height})):
            for key, value in values.items():
                frame.find(qn(name)).set(key, str(value))
        tree.append(made)


def placeholder_names(layout: Any) -> list[str]:
    """The names of a layout's placeholders."""
    return [str(shape[0][0].get("name", "")) for _, shape in _placeholders(layout.element)]


def _placeholders(element: Any) -> Iterator[tuple[int, Any]]:
    for shape in element.iter(qn("p:sp")):
        place = next(shape.iter(qn("p:ph")), None)
        if place is not None:
            yield int(place.get("idx", "0")), shape
