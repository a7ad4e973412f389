"""Puts the content controls of a report back, where a program has shrunk them or taken them away.

LibreOffice leaves of a control around blocks or rows only its mark in the first paragraph or cell; others drop it
whole. What was last generated says which blocks and rows each control held; they are found again by their words.
Depends on: render.merge.inline, …office_file, …tokens, …word_regions, …word_rows.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from exectrack_xl.render.merge.inline import text_of
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.tokens import aligned, likeness, tokens
from exectrack_xl.render.merge.word_regions import (
    CELL,
    CONTROL,
    PARAGRAPH,
    ROW,
    TABLE,
    W,
    blocks_of,
    content_of,
    row_of,
    tag_of,
)
from exectrack_xl.render.merge.word_rows import items, said

_ENOUGH = 0.5  # share of what was generated that must be found again by its words
_LIKE = 0.6  # of the words, for a block to be found


@dataclass
class _Found:
    """How much of what was generated stands in their report, and how much there was."""

    known: int = 0
    all: int = 0
    wraps: list[tuple[Element, list[Element]]] = field(default_factory=list)  # a control and what belongs in it


def recovered(base: Element, theirs: Element) -> bool:
    """Put the controls of the base's body back into theirs; where too little is found, change nothing: False."""
    found = _Found()
    held = copy.deepcopy(theirs)
    _unwrap(held, {key for one in base.iter(CONTROL) if (key := tag_of(one)) and _holds_blocks(one)})
    _search(base, held, found)
    if not found.all or found.known < _ENOUGH * found.all:
        return False
    for control, members in found.wraps:
        _wrap(control, members)
    for one in list(theirs):
        theirs.remove(one)
    theirs.extend(list(held))
    return True


def _unwrap(root: Element, keys: set[str]) -> None:
    """Take away what is left of controls that held blocks or rows; what stands in them stays."""
    for control in [one for one in root.iter(CONTROL) if tag_of(one) in keys]:
        parent = control.getparent()
        if parent is None:
            continue
        for inner in list(content_of(control)):
            control.addprevious(inner)
        parent.remove(control)


def _holds_blocks(control: Element) -> bool:
    content = content_of(control)
    return bool(blocks_of(content)) or content.find(ROW) is not None


def _search(base: Element, theirs: Element, found: _Found) -> None:
    """Blocks of a body or a cell: each leaf of the base is looked for, and its controls go around what is found."""
    leaves, own = list(_leaves(base)), blocks_of(theirs)
    pairs = aligned([_words(one) for one in leaves], [_words(one) for one in own])
    alike = [(leaves[before], own[after]) for before, after in pairs.items() if leaves[before].tag == own[after].tag]
    matched = {id(before): after for before, after in alike}
    for before, after in pairs.items():
        found.all += 1
        found.known += likeness(_words(leaves[before]), _words(own[after])) >= _LIKE
    found.all += len(leaves) - len(pairs)
    for table, other in alike:
        if table.tag == TABLE:
            _rows(table, other, found)
    _note_wraps(base, matched, own, found)


def _rows(base: Element, theirs: Element, found: _Found) -> None:
    held = [(one, row) for one in items(base) if (row := row_of(one)) is not None]
    own = [row for one in items(theirs) if (row := row_of(one)) is not None]
    pairs = aligned([_words(row) for _, row in held], [_words(row) for row in own])
    for before, after in pairs.items():
        item, row = held[before]
        if item.tag == CONTROL:
            found.wraps.append((item, [own[after]]))
        cells = [one.findall(CELL) for one in (row, own[after])]
        if len(cells[0]) == len(cells[1]):
            for one, other in zip(*cells, strict=True):
                if any(tag_of(inner) for inner in one.iter(CONTROL)):
                    _search(one, other, found)


def _note_wraps(container: Element, matched: Mapping[int, Element], own: Sequence[Element], found: _Found) -> None:
    """The controls of a container, outer before inner, each with what lies from its first to its last block."""
    for control in (one for one in blocks_of(container) if one.tag == CONTROL):
        mine = [matched[id(leaf)] for leaf in _leaves(content_of(control)) if id(leaf) in matched]
        if tag_of(control) and mine:
            places = [own.index(one) for one in mine]
            found.wraps.append((control, list(own[min(places) : max(places) + 1])))
        _note_wraps(content_of(control), matched, own, found)


def _leaves(container: Element) -> Iterator[Element]:
    """Paragraphs and tables in reading order, those in controls too."""
    for one in blocks_of(container):
        if one.tag == CONTROL and blocks_of(content_of(one)):
            yield from _leaves(content_of(one))
        else:
            yield one


def _wrap(control: Element, members: Sequence[Element]) -> None:
    """A control like that of the base around what belongs in it; an outer control that is there already holds it."""
    made = etree.Element(CONTROL)
    made.extend([copy.deepcopy(one) for one in control if one.tag != f"{W}sdtContent"])
    content = etree.SubElement(made, f"{W}sdtContent")
    members[0].addprevious(made)
    for one in members:
        content.append(one)


def _words(block: Element) -> list[str]:
    if block.tag == PARAGRAPH:
        return tokens(text_of(block))
    return [block.tag, *tokens(said(block)[:400])]
