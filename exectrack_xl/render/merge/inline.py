"""What stands in a paragraph, character by character: its look, or the thing it is where it is no text.

Two dialects: DrawingML (slides, tables on slides) and WordprocessingML.
Depends on: render.merge.looks, …office_file, …tokens, …word_fields.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from lxml import etree

from exectrack_xl.render.merge.looks import look_text
from exectrack_xl.render.merge.office_file import Element
from exectrack_xl.render.merge.tokens import ATOM
from exectrack_xl.render.merge.word_fields import fields_in

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PENDING = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_UNSEEN_NAMES = "bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd proofErr permStart permEnd"
_UNSEEN = {f"{W}{name}" for name in _UNSEEN_NAMES.split()}
_UNSEEN_IN_RUN = {f"{W}{name}" for name in ("commentReference", "annotationRef", "instrText", "lastRenderedPageBreak")}
_PRIVATE, _PRIVATE_SIZE = 0xE000, 6000  # characters that nobody types: one for the tag of each control in the text


@dataclass(frozen=True)
class Mark:
    """One character with its look, or a thing: `node` is the thing, `text` what stands for it, empty if unseen."""

    text: str
    look: bytes = b""
    node: Element | None = None


def marks(paragraph: Element) -> list[Mark]:
    """What stands in a paragraph, or in a control or link inside of one."""
    return list(_drawing(paragraph) if paragraph.tag.startswith(A) else _word(paragraph))


def text_of(paragraph: Element) -> str:
    """The characters of a paragraph, with one for each thing in it."""
    return "".join(mark.text for mark in marks(paragraph))


def readable(paragraph: Element | None) -> str:
    """The words of a paragraph."""
    if paragraph is None:
        return ""
    return "".join(map(_said, marks(paragraph))).replace("\n", " ")


def _said(mark: Mark) -> str:
    if mark.node is None or mark.text in ("", "\n"):
        return mark.text
    return "".join(map(str, mark.node.itertext()))


def is_pending(paragraph: Element) -> bool:
    """Whether changes are tracked in it that nobody has accepted yet."""
    return next(paragraph.iter(*_PENDING), None) is not None


def put(paragraph: Element, content: Sequence[Mark]) -> None:
    """Give a paragraph this content; its own properties stay."""
    name = paragraph.tag[: paragraph.tag.index("}") + 1]
    kept = {f"{name}{one}" for one in ("pPr", "endParaRPr", "sdtPr")}
    for one in list(paragraph):
        if one.tag not in kept:
            paragraph.remove(one)
    last = next((one for one in paragraph if one.tag == f"{A}endParaRPr"), None)
    place = len(paragraph) if last is None else paragraph.index(last)
    for one in _written(content, name):
        paragraph.insert(place, one)
        place += 1


def clear(paragraph: Element) -> None:
    """Take all text out of a paragraph; its look stays."""
    put(paragraph, [])


def _drawing(paragraph: Element) -> Iterator[Mark]:
    for one in paragraph:
        if not isinstance(one.tag, str) or one.tag in (f"{A}pPr", f"{A}endParaRPr"):
            continue
        look = look_text(one.find(f"{A}rPr"))
        if one.tag == f"{A}r":
            yield from (Mark(character, look) for character in one.findtext(f"{A}t") or "")
        elif one.tag == f"{A}br":
            yield Mark("\n", look, one)
        else:
            yield Mark(ATOM, look, one)


def _word(paragraph: Element) -> Iterator[Mark]:
    fields = fields_in(paragraph)
    first, rest = {runs[0] for runs in fields}, {run for runs in fields for run in runs[1:]}
    for one in paragraph:
        if one in first or one in rest:  # a field is one thing; the number that it shows is the program's
            yield Mark(ATOM if one in first else "", b"", one)
            continue
        if not isinstance(one.tag, str) or one.tag in (f"{W}pPr", f"{W}sdtPr"):
            continue
        if one.tag == f"{W}r":
            yield from _word_run(one)
        elif one.tag in _UNSEEN:
            yield Mark("", b"", one)
        elif one.tag == f"{W}sdt":
            yield Mark(_letter(one), b"", one)
        else:
            yield Mark(ATOM, b"", one)


def _word_run(run: Element) -> Iterator[Mark]:
    look = look_text(run.find(f"{W}rPr"))
    inner = [one for one in run if isinstance(one.tag, str) and one.tag != f"{W}rPr"]
    if all(one.tag in _UNSEEN_IN_RUN for one in inner):
        yield Mark("", look, run)
    elif all(one.tag == f"{W}t" or (one.tag in (f"{W}tab", f"{W}br") and not one.attrib) for one in inner):
        for one in inner:
            if one.tag == f"{W}t":
                yield from (Mark(character, look) for character in one.text or "")
            else:
                yield Mark("\t" if one.tag == f"{W}tab" else "\n", look)
    else:
        yield Mark(ATOM, look, run)


def _letter(control: Element) -> str:
    """A character for a control, the same for the same tag."""
    marked = control.find(f"{W}sdtPr/{W}tag")
    return ATOM if marked is None else chr(_PRIVATE + crc32(marked.get(f"{W}val", "").encode()) % _PRIVATE_SIZE)


def _written(content: Sequence[Mark], name: str) -> Iterator[Element]:
    for (is_text, look), group in groupby(content, lambda mark: (mark.node is None, mark.look)):
        if not is_text:
            yield from (mark.node for mark in group if mark.node is not None)
            continue
        text = "".join(mark.text for mark in group)
        yield from _drawing_runs(text, look) if name == A else [_word_text(text, look)]


def _drawing_runs(text: str, look: bytes) -> Iterator[Element]:
    for number, line in enumerate(text.split("\n")):
        if number:
            made = etree.Element(f"{A}br")
            _give(made, look)
            yield made
        if line:
            made = etree.Element(f"{A}r")
            _give(made, look)
            etree.SubElement(made, f"{A}t").text = line
            yield made


def _word_text(text: str, look: bytes) -> Element:
    run = etree.Element(f"{W}r")
    _give(run, look)
    for is_break, group in groupby(text, lambda character: character if character in "\n\t" else ""):
        piece = "".join(group)
        if is_break:
            for _ in piece:
                etree.SubElement(run, f"{W}br" if is_break == "\n" else f"{W}tab")
        else:
            made = etree.SubElement(run, f"{W}t")
            made.text = piece
            made.set(_SPACE, "preserve")
    return run


def _give(run: Element, look: bytes) -> None:
    if look:
        run.append(copy.deepcopy(etree.fromstring(look)))
