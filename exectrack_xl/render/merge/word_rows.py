"""The rows and columns of a table in a report, and what a block says.

Depends on: render.merge.inline, …office_file, …sequence, …word_regions.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from exectrack_xl.render.merge.inline import clear, readable
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.sequence import renamed
from exectrack_xl.render.merge.word_regions import CELL, CONTROL, PARAGRAPH, ROW, W, row_of

Elements: TypeAlias = tuple[Element, Element, Element]


@dataclass(frozen=True)
class Columns:
    """The heads of a table's columns on the three sides."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    new: tuple[str, ...]

    @classmethod
    def of(cls, three: Elements) -> Columns:
        """Read from the first rows; a column that is called otherwise now goes by its new name."""
        base, theirs, new = _heads(three[0]), _heads(three[1]), _heads(three[2])
        names = renamed(base, new)
        old, own = (tuple(names.get(one, one) for one in side) for side in (base, theirs))
        return cls(old, own, new)

    def mapped(self, counts: Sequence[int]) -> list[tuple[int, int, int]] | None:
        """Which cells of a row answer to each other; None where somebody merged or split some of them."""
        if counts[0] == counts[1] == counts[2] and self._alike():
            return [(place, place, place) for place in range(counts[0])]
        if list(counts) != [len(self.base), len(self.theirs), len(self.new)]:
            return None
        return [(self.base.index(head), self.theirs.index(head), self.new.index(head))
                for head in dict.fromkeys(self.base) if head in self.theirs and head in self.new]  # fmt: skip

    def _alike(self) -> bool:
        return len(self.base) == len(self.theirs) == len(self.new)

    def fit(self, row: Element, like: Element) -> None:
        """Give a new row an empty cell in each column of theirs, and take cells out of columns they took out."""
        cells, models = row.findall(CELL), like.findall(CELL)
        if len(cells) != len(self.new) or len(models) != len(self.theirs) or self.new == self.theirs:
            return
        if len(self.new) == len(self.theirs) == len(self.base):
            return
        for cell in cells:
            row.remove(cell)
        for head, model in zip(self.theirs, models, strict=True):
            row.append(cells[self.new.index(head)] if head in self.new else _blank(model))


def items(table: Element) -> list[Element]:
    """The rows of a table, each as the control that holds it where there is one."""
    return [one for one in table if one.tag in (ROW, CONTROL)]


def said(block: Element) -> str:
    """The words of a block, its paragraphs parted by a bar."""
    if block.tag == PARAGRAPH:
        return readable(block)
    return " | ".join(text for one in block.iter(PARAGRAPH) if (text := readable(one).strip()))


def continues(item: Element) -> bool:
    """Whether a row goes on with a cell that began above it."""
    row = row_of(item) if item.tag in (ROW, CONTROL) else None
    merges = [] if row is None else row.findall(f"{CELL}/{W}tcPr/{W}vMerge")
    return any(one.get(f"{W}val", "continue") == "continue" for one in merges)


def _heads(table: Element) -> tuple[str, ...]:
    first = next((row for one in items(table)[:1] if (row := row_of(one)) is not None), None)
    return () if first is None else tuple(said(cell) for cell in first.findall(CELL))


def _blank(cell: Element) -> Element:
    made = copy.deepcopy(cell)
    for number, one in enumerate(list(made.iter(PARAGRAPH))):
        parent = one.getparent()
        if number and parent is not None:
            parent.remove(one)
        else:
            clear(one)
    return made
